"""Which unknowns follow from equations alone, and which do not: by exact arithmetic, whatever a solver says."""

import numpy as np
import numpy.typing as npt
from scipy import sparse

_PARTS = 12  # counts that fit come whole, or in halves, thirds or quarters: so many times their difference is whole
_PRIME = 2**61 - 1  # a determinant of 0, 1 and -1 that this divides does not occur by chance


def determined(matrix: sparse.csr_matrix) -> npt.NDArray[np.bool_]:
    """Per column whether the equations leave it one value (Gauss-Jordan elimination modulo a prime).

    Coefficients must be whole. A column is determined if, fully reduced, its row holds nothing else.
    """
    rows = _as_rows(matrix)
    reduced: dict[int, dict[int, int]] = {}  # pivot column → its row
    holders: dict[int, set[int]] = {}  # column → pivots in whose rows it stands
    for row in sorted(rows, key=len):
        for column in [one for one in row if one in reduced]:
            _subtract(row, reduced[column], row.get(column, 0))
        if not row:
            continue
        pivot = min(row, key=lambda one: (len(holders.get(one, ())), one))
        inverse = pow(row[pivot], -1, _PRIME)
        for column, value in row.items():
            row[column] = value * inverse % _PRIME
        for other in sorted(holders.pop(pivot, ())):
            before = set(reduced[other])
            _subtract(reduced[other], row, reduced[other][pivot])
            for column in before - set(reduced[other]):
                holders.get(column, set()).discard(other)
            for column in set(reduced[other]) - before:
                holders.setdefault(column, set()).add(other)
        for column in row:
            if column != pivot:
                holders.setdefault(column, set()).add(pivot)
        reduced[pivot] = row
    found = np.zeros(matrix.shape[1], bool)
    found[[pivot for pivot, row in reduced.items() if len(row) == 1]] = True
    return found


class Free:
    """Which unknowns the equations leave free, shown by counts that fit them and differ: coefficients must be whole."""

    def __init__(self, matrix: sparse.csr_matrix) -> None:
        self.shown = np.zeros(matrix.shape[1], bool)
        self._matrix = matrix
        self._last: npt.NDArray[np.float64] | None = None

    def add(self, counts: npt.NDArray[np.float64]) -> None:
        """Counts of every unknown that fit, as a solver gives them.

        What differs from those before is rounded to parts of a person, and shows something only if it then solves the
        equations to the last digit.
        """
        if self._last is not None:
            step = np.rint(_PARTS * (counts - self._last))
            if not (self._matrix @ step).any():
                self.shown |= step != 0
        self._last = counts


def _as_rows(matrix: sparse.csr_matrix) -> list[dict[int, int]]:
    return [
        {
            int(column): int(value) % _PRIME
            for column, value in zip(
                matrix.indices[start:end], matrix.data[start:end].round().astype(np.int64), strict=True
            )
        }
        for start, end in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)
    ]


def _subtract(row: dict[int, int], other: dict[int, int], times: int) -> None:
    """Row minus so many times another, in place; what becomes nothing leaves it."""
    for column, value in other.items():
        left = (row.get(column, 0) - times * value) % _PRIME
        if left:
            row[column] = left
        else:
            row.pop(column, None)
