"""Settings that would be dangerous when wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from liim_web.settings.database import database

HOME = Path("thuis")
_OWN = {"SECRET_KEY", "ALLOWED_HOSTS", "DJANGO_ALLOW_ASYNC_UNSAFE"}  # what other tests may have set


def test_without_an_address_everything_is_in_one_file_at_home() -> None:
    assert database(None, HOME)["NAME"] == "thuis/liim.sqlite3"


def test_an_address_is_read_with_its_socket_and_escapes() -> None:
    found = database("postgresql://liim:w%40chtwoord@db:5433/plannen?sslmode=require", HOME)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("liim", "w@chtwoord", "db", "5433")
    assert found["OPTIONS"] == {"sslmode": "require"}
    assert database("postgresql://liim@/plannen?host=/run/pg", HOME)["HOST"] == "/run/pg"


@pytest.mark.parametrize("address", ["mysql://db/liim", "postgresql://db", "sqlite:"])
def test_an_address_that_cannot_be_says_what_can(address: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL"):
        database(address, HOME)


def started(**environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "check", "--deploy"]
    known = {name: value for name, value in os.environ.items() if name not in _OWN}
    settings = {"DJANGO_SETTINGS_MODULE": "liim_web.settings.production", **environment}
    root = Path(__file__).parents[3]
    return subprocess.run(command, env=known | settings, cwd=root, capture_output=True, text=True, check=False)


def test_production_does_not_start_without_its_secret() -> None:
    found = started()
    assert found.returncode != 0
    assert "SECRET_KEY is not set" in found.stderr


def test_production_passes_django_s_own_checks() -> None:
    found = started(SECRET_KEY="abcdefghij" * 6, ALLOWED_HOSTS="liim.voorbeeld.be")
    assert found.returncode == 0, found.stderr
    assert "WARNINGS" not in found.stderr, found.stderr
