"""The whole public site of the demo edition, in three languages, as files."""

import sys
import tempfile

from benchmarks.demo import demo
from benchmarks.measuring import Row, cost


def rows() -> list[Row]:
    """What `liim export --site` costs, its own processes included in the wall clock."""
    demo()
    with tempfile.TemporaryDirectory() as folder:
        whole = cost(sys.executable, "-m", "liim", "export", "--site", "--to", folder)
    return [Row("whole site in three languages, as files", whole.wall, 180, "s")]
