"""The demo edition, made once for all benchmarks that read one, in a LIIM_HOME of its own."""

import atexit
import os
import sys
import tempfile
from functools import cache

from benchmarks.measuring import cost
from liim import editions


@cache
def demo() -> editions.Edition:
    """The demo edition as the current one; built in a process of its own, whose memory is not that of what reads it."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    os.environ["LIIM_HOME"] = folder.name
    cost(sys.executable, "-m", "liim", "build", "--demo", "--id", "bench")
    editions.make_current("bench")
    return editions.current()
