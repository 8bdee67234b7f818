"""Finds a publisher's file in a folder of input, wherever in it the file lies."""

from pathlib import Path


def the_file(folder: Path, name: str) -> Path:
    """The one file of this name in the folder or below it.

    Raises FileNotFoundError if there is none, ValueError if there are several: one of them would be taken at random.
    """
    found = sorted(folder.rglob(name))
    if not found:
        raise FileNotFoundError(f"{name} is not in {folder}. Put it there as its publisher offers it.")
    if len(found) > 1:
        places = ", ".join(str(file.relative_to(folder)) for file in found)
        raise ValueError(f"{name} lies in {folder} more than once: {places}. Keep one.")
    return found[0]
