"""A table as a page shows it: every cell already written."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A caption, the heads of its columns and its rows; the first cell of a row is its head."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | SafeString]]
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def labelled(self) -> list[list[tuple[str, str | SafeString]]]:
        """Each cell with the head of its column: on a phone a table is a list of cards."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]
