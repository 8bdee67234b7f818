"""How many figures changed since the edition before: counted again, since a report tells it."""

import json
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import polars as pl

_SAME = 1e-9
Place = tuple[str, str]  # indicator, area


class Changed:
    """The figures of an edition beside those of the one that was released last before it."""

    def __init__(self, edition: Path, geography: str) -> None:
        self._edition, self._geography = edition, geography

    @cached_property
    def before(self) -> str:
        """The id of the edition before; "" where there is none."""
        released = self._edition.parent / "released.jsonl"
        lines = released.read_text(encoding="utf-8").splitlines() if released.exists() else []
        ids = [str(json.loads(line)["edition"]) for line in lines]
        earlier = ids[: ids.index(self._edition.name)] if self._edition.name in ids else ids
        return next((id_ for id_ in reversed(earlier) if (self._edition.parent / id_).is_dir()), "")

    def numbers(self, indicators: Iterable[str], areas: Iterable[str]) -> set[int]:
        """How many figures of these are new, revised or withdrawn: of each indicator in each area, and of all there."""
        found = {0}
        ids, there = set(indicators), set(areas)
        for area in there:
            each = [self._counted[key] for key in self._counted if key[0] in ids and key[1] == area]
            together: Counter[str] = Counter()
            for one in each:
                together += one
                found |= set(one.values())
            found |= set(together.values())
        return found

    @cached_property
    def _counted(self) -> dict[Place, Counter[str]]:
        """Per indicator and area, how many figures changed how."""
        if not self.before:
            return {}
        after, before = (self._figures(folder) for folder in (self._edition, self._edition.parent / self.before))
        key = [name for name in after.columns if name not in ("value", "status")]
        both = before.join(after, on=key, how="full", coalesce=True, suffix="_after")
        moved = (pl.col("value") - pl.col("value_after")).abs() > _SAME * (1 + pl.col("value").abs())
        appeared = pl.col("value").is_null() != pl.col("value_after").is_null()
        counted: dict[Place, Counter[str]] = {}
        for indicator, area, change, number in (
            both.with_columns(
                pl.when(pl.col("status").is_null())
                .then(pl.lit("new"))
                .when(pl.col("status_after").is_null())
                .then(pl.lit("withdrawn"))
                .when(moved.fill_null(value=False) | appeared | (pl.col("status") != pl.col("status_after")))
                .then(pl.lit("revised"))
                .alias("change")
            )
            .drop_nulls("change")
            .group_by("indicator", "area", "change")
            .len()
            .iter_rows()
        ):
            counted.setdefault((indicator, area), Counter())[change] = number
        return counted

    def _figures(self, edition: Path) -> pl.DataFrame:
        table = pl.scan_parquet(edition / "figures.parquet").filter(geography=self._geography)
        names = table.collect_schema().names()
        split = names[names.index("period") + 1 : names.index("numerator")]
        return table.select("indicator", "area", "period", *split, "value", "status").collect()
