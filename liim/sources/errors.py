"""What is raised when a file is not what it should be: file, row, what is wrong, and what to do next."""

from pathlib import Path


class BadInput(ValueError):
    """A file that cannot be trusted; nothing is written to any edition.

    `row` is the line of the file, or the row of the sheet, counted from 1 as editors and spreadsheets do.
    """

    def __init__(self, file: Path | str, problem: str, *, remedy: str, row: int | None = None) -> None:
        self.file = Path(file)
        self.problem = problem
        self.remedy = remedy
        self.row = row
        where = self.file.name if row is None else f"{self.file.name}, row {row}"
        super().__init__(f"{where}: {problem} {remedy}")


class DoubtfulInput(UserWarning):
    """A file that can be read, but about which a person should know something."""
