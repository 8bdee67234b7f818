"""The whole build on the publishers' own files: seconds and peak memory of the process."""

import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import Cost, Row, cost

DATA = Path(__file__).parents[1].parent / "shared" / "data"


def rows() -> list[Row]:
    """What `liim build --from ../shared/data` costs; nothing where these files are not beside the project."""
    if not DATA.is_dir():
        return []
    whole = _measure()
    return [
        Row("build from the publishers' files", whole.wall, 20, "s"),
        Row("the same, peak memory", whole.memory, 1000, "MB"),
    ]


def _measure() -> Cost:
    with tempfile.TemporaryDirectory() as home:
        command = (sys.executable, "-m", "liim", "build", "--from", str(DATA), "--id", "bench")
        return cost(*command, environment={"LIIM_HOME": home})
