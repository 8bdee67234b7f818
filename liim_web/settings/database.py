"""From a database address in the environment to what Django calls a database."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database(address: str | None, home: Path) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name` (a socket folder as `?host=/run/postgresql`), or SQLite in `home`.

    Raises:
        ValueError: when the address is neither PostgreSQL nor SQLite, or names no database.
    """
    if not address:
        return sqlite(home / "liim.sqlite3")
    parts = urlsplit(address)
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise ValueError("DATABASE_URL names no database: write postgresql://user:password@host:5432/liim.")
    if parts.scheme == "sqlite":
        return sqlite(Path(name))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL starts with {parts.scheme}: only postgresql:// and sqlite:/// are supported.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """One file; writers wait for one another instead of failing halfway."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
