"""The demo edition, made once for all benchmarks that read one, in a LIIM_HOME of its own."""

import atexit
import os
import tempfile
from functools import cache

from liim import editions, pipeline


@cache
def demo() -> editions.Edition:
    """The demo edition as the current one."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    os.environ["LIIM_HOME"] = folder.name
    pipeline.build_demo(id_="bench", say=lambda _: None)
    editions.make_current("bench")
    return editions.current()
