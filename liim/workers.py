"""What every worker process does first."""

import os
import threading
from multiprocessing import parent_process


def end_with_parent() -> None:
    """End this process as soon as its parent has gone: one that is killed must not leave workers waiting for ever.

    A worker of an executor waits on a pipe of which it holds both ends, so it never sees that nobody writes any more.
    """
    threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
