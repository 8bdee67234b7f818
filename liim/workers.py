"""What every worker process does first."""

import atexit
import gc
import os
import threading
from multiprocessing import parent_process

_NEW_OBJECTS = 70_000


def end_with_parent() -> None:
    """End this process as soon as its parent has gone: one that is killed must not leave workers waiting for ever.

    A worker of an executor waits on a pipe of which it holds both ends, so it never sees that nobody writes any more.
    It also leaves at once when its work is done: DuckDB, taken down with the interpreter of a worker that has used it,
    writes pages about leaks to the terminal of whoever typed the command.
    """
    atexit.register(os._exit, 0)
    threading.Thread(target=_wait, daemon=True).start()


def look_for_waste_seldom() -> None:
    """Look through objects for rings that nobody holds a hundred times less often; those that are there stay for good.

    A page is made or read of ten thousand small objects that go when it is done. Python looks through all that live
    for every 700 more: a fifth to a third of what reading a page takes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


def _wait() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
