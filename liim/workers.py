"""What every worker process does first."""

import atexit
import os
import threading
from multiprocessing import parent_process


def end_with_parent() -> None:
    """End this process as soon as its parent has gone: one that is killed must not leave workers waiting for ever.

    A worker of an executor waits on a pipe of which it holds both ends, so it never sees that nobody writes any more.
    It also leaves at once when its work is done: DuckDB, taken down with the interpreter of a worker that has used it,
    writes pages about leaks to the terminal of whoever typed the command.
    """
    atexit.register(os._exit, 0)
    threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
