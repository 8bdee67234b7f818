"""Every dependency has its reason."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_dependency_has_a_line_that_says_why() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=]", one)[0] for one in declared}
    rows = re.findall(r"^\| ([a-z0-9, -]+) \|", (ROOT / "docs" / "dependencies.md").read_text(), re.MULTILINE)
    explained = {name.strip() for row in rows for name in row.split(",")} - {"package"}
    assert names == explained


def test_no_address_is_in_the_lock_file() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", lock)
    assert lock.count("--hash=sha256:") > lock.count("==")


def test_a_command_does_not_wait_for_what_only_a_build_needs() -> None:
    """Most that is asked computes nothing; these libraries take longer to load than their answer."""
    code = (
        "import sys, liim.cli; print(*sorted({'pandas', 'scipy.stats', 'sklearn', 'statsmodels'} & sys.modules.keys()))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
