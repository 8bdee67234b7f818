"""Single changes to pages and to the files of their scripts: each tells something more, or nothing more."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from liim.editions import Edition
from liim.model import LANGUAGES, Language
from liim.publish.numbers import count, share

REGION = "02000"
_DERIVED = ("comparisons", "trends", "gaps", "gap_comparisons", "gap_trends", "segregation")


@dataclass(frozen=True)
class Made:
    """Pages and files as they are published, by where they stand; those of places, of indicators, and for scripts."""

    pages: Mapping[str, str]
    random: Random

    def at(self, pattern: str, *parts: str) -> tuple[str, str, re.Match[str]]:
        """A page whose address holds all of these parts, and one place in it that a pattern finds."""
        pages = [one for one in self.pages.items() if all(part in one[0] for part in parts)]
        found = [(where, text, match) for where, text in pages for match in re.finditer(pattern, text)]
        return self.random.choice(found)

    def put(self, pattern: str, say: Callable[[str], str], *parts: str) -> tuple[str, str]:
        """A page with something else in one place, where the group `here` of a pattern was; `say` gets its address."""
        where, text, found = self.at(pattern, *parts)
        return where, text[: found.start("here")] + say(where) + text[found.end("here") :]

    def cells(self) -> tuple[str, dict[str, Any], list[Any]]:
        """A file for scripts, and a cell in it that tells no number."""
        where = self.random.choice([where for where in self.pages if where.endswith(".json")])
        told = json.loads(self.pages[where])
        bare = [one for one in told["cells"].values() if not re.search(r"\d", one[0])]
        return where, told, self.random.choice(bare)


Changed = tuple[str, str]  # where it stands, what it says
Change = Callable[[Made, "Secret"], Changed]


class Secret:
    """Numbers that are published nowhere of a place or its region, as a writer would put them."""

    def __init__(self, edition: Edition, random: Random) -> None:
        self._edition, self._random = edition, random

    def count(self, where: str, most: int = 5000) -> str:
        """A count of people, in the language of a page."""
        taken = self._taken(where)
        return count(next(one for one in self._some(most, 0) if one not in taken), _language(where))

    def bare(self, where: str) -> str:
        """A count as programs write it."""
        return re.sub(r"\D", "", self.count(where))

    def share(self, where: str) -> str:
        """A share, with a decimal more than pages have."""
        taken = {round(one, 2) for one in self._taken(where)}
        return share(
            next(one for one in self._some(100, 2) if one not in taken and one % 0.1 > 0.01), _language(where), 2
        )

    def _some(self, most: int, decimals: int) -> Iterator[float]:
        while True:
            yield round(self._random.uniform(1, most), decimals)

    def _taken(self, where: str) -> frozenset[float]:
        """All numbers of an indicator in any place, or of a place in any indicator."""
        indicator, place = re.search(r"indicator/(\w+)/", where), re.search(r"(\d{5})(?:/|\.json)", where)
        return _told(self._edition.folder, indicator[1] if indicator else "", place[1] if place else "")


def _language(where: str) -> Language:
    return next(one for one in LANGUAGES if where.startswith(one))


@cache
def _told(folder: Path, indicator: str, place: str) -> frozenset[float]:
    mine = pl.col("indicator") == indicator if indicator else pl.col("area").is_in([place, REGION])
    paths = [folder / f"{name}.parquet" for name in ("figures", *_DERIVED)]
    tables = [pl.scan_parquet(path).filter(mine).select(pl.selectors.float()) for path in paths if path.exists()]
    every = (number for one in tables for column in one.collect() for number in column.abs().drop_nulls())
    return frozenset(round(number, decimals) for number in every for decimals in (0, 2))


PLACES, INDICATORS = "gemeente/", "indicator/"
_OTHER = {"higher": "lower", "lower": "higher", "better": "worse", "worse": "better", "no_difference": "better"}


def a_withheld_count_in_a_tooltip_of_a_map(made: Made, secret: Secret) -> Changed:
    return made.put(r"<title>[^<:]+: (?P<here>[^<\d]+)</title>", secret.count, INDICATORS)


def a_withheld_count_in_a_cell_of_a_table(made: Made, secret: Secret) -> Changed:
    return made.put(r'<td class="number"[^>]*>(?P<here>[^<]*)</td>', secret.count, INDICATORS)


def a_total_in_a_sentence(made: Made, secret: Secret) -> Changed:
    return made.put(r'<span class="count">[^<]*(?P<here>)', lambda where: f" ({secret.count(where)})", PLACES)


def a_total_below_a_map(made: Made, secret: Secret) -> Changed:
    return made.put(r"</h2>\s*<p>[^<]*(?P<here>)</p>", lambda where: f" = {secret.count(where)}.", INDICATORS)


def a_share_with_a_decimal_more(made: Made, secret: Secret) -> Changed:
    return made.put(r"<strong>(?P<here>\d[^<]*%)</strong>", secret.share, PLACES)


def a_share_of_a_class_with_a_decimal_more(made: Made, secret: Secret) -> Changed:
    return made.put(r"<span>[^<]* <b>(?P<here>[^<]*)</b></span>", secret.share, PLACES)


def a_benchmark_from_other_counts(made: Made, secret: Secret) -> Changed:
    return made.put(r'<p class="quiet">[^<\d]* (?P<here>\d[^<]*)</p></div>', secret.share, PLACES)


def a_count_that_is_read_aloud(made: Made, secret: Secret) -> Changed:
    return made.put(r' role="img" aria-label="(?P<here>)', lambda where: f"{secret.count(where)} ", PLACES)


def a_count_in_a_tooltip(made: Made, secret: Secret) -> Changed:
    return made.put(r'<p class="figure"(?P<here>)>', lambda where: f' title="{secret.count(where)}"', PLACES)


def a_count_in_a_picture(made: Made, secret: Secret) -> Changed:
    kind = made.random.choice((PLACES, INDICATORS))
    return made.put(r"(?P<here>)</svg>", lambda where: f"<text>{secret.count(where)}</text>", kind)


def a_count_for_a_script(made: Made, secret: Secret) -> Changed:
    return made.put(r"<article(?P<here>) class=", lambda where: f' data-count="{secret.bare(where)}"', PLACES)


def a_count_in_a_comment(made: Made, secret: Secret) -> Changed:
    return made.put(r'<p class="figure">(?P<here>)', lambda where: f"<!-- {secret.count(where)} -->", PLACES)


def another_verdict(made: Made, _: Secret) -> Changed:
    """Its code; a page tells the colour by it."""
    where, text, found = made.at(rf'class="verdict ({"|".join(_OTHER)})">', PLACES)
    return where, text[: found.start(1)] + _OTHER[found[1]] + text[found.end(1) :]


def another_verdict_in_words(made: Made, _: Secret) -> Changed:
    words = r'class="verdict (?:higher|lower|no_difference)">(?P<here>hoger|lager|geen aantoonbaar verschil)'
    return made.put(words, lambda _where: "gunstiger", "nl/gemeente/")


def a_colour_for_a_withheld_count(made: Made, _: Secret) -> Changed:
    bare = r'<path class="(?P<here>line-rest)"[^>]*><title>[^<:]+: [^<\d]+</title>'
    return made.put(bare, lambda _where: f"fill-class{made.random.randint(1, 5)}", INDICATORS)


def a_withheld_count_in_a_file_for_scripts(made: Made, secret: Secret) -> Changed:
    where, told, cell = made.cells()
    cell[made.random.randint(0, 1)] = secret.count(where)
    return where, json.dumps(told, ensure_ascii=False)


def a_colour_in_a_file_for_scripts(made: Made, _: Secret) -> Changed:
    where, told, cell = made.cells()
    cell[2] = f"class{made.random.randint(1, 5)}"
    return where, json.dumps(told, ensure_ascii=False)


def a_bare_number_in_a_file_for_scripts(made: Made, secret: Secret) -> Changed:
    where, told, _cell = made.cells()
    made.random.choice(list(told["cells"].values())).append(int(secret.bare(where)))
    return where, json.dumps(told)


LEAKS: tuple[Change, ...] = (
    a_withheld_count_in_a_tooltip_of_a_map,
    a_withheld_count_in_a_cell_of_a_table,
    a_total_in_a_sentence,
    a_total_below_a_map,
    a_share_with_a_decimal_more,
    a_share_of_a_class_with_a_decimal_more,
    a_count_that_is_read_aloud,
    a_count_in_a_tooltip,
    a_count_in_a_picture,
    a_count_for_a_script,
    a_count_in_a_comment,
    a_benchmark_from_other_counts,
    another_verdict,
    another_verdict_in_words,
    a_colour_for_a_withheld_count,
    a_withheld_count_in_a_file_for_scripts,
    a_colour_in_a_file_for_scripts,
    a_bare_number_in_a_file_for_scripts,
)


def another_day(made: Made, _: Secret) -> Changed:
    day = f"<p>Nagelezen op {made.random.randint(1, 28)} maart {made.random.randint(2020, 2030)}.</p>"
    return made.put(r"(?P<here>)</main>", lambda _where: day, "nl/")


def another_order_of_rows(made: Made, _: Secret) -> Changed:
    where, text, first = made.at(r"(?s)<article .*?</article>", PLACES)
    *_rest, last = re.finditer(r"(?s)<article .*?</article>", text)
    if first.start() == last.start():
        return where, text.replace("</main>", "\n</main>")
    return where, text[: first.start()] + last[0] + text[first.end() : last.start()] + first[0] + text[last.end() :]


def a_published_number_once_more(made: Made, _: Secret) -> Changed:
    where, text, found = made.at(r'<p class="figure"><a[^>]*><strong>([^<]*)</strong>', PLACES)
    return where, text[: found.end()] + f'<span title="{found[1]}"></span>' + text[found.end() :]


def another_size_of_a_picture(made: Made, _: Secret) -> Changed:
    return made.put(r'width="(?P<here>480)"', lambda _where: str(made.random.randint(300, 900)), INDICATORS)


def another_order_in_a_file_for_scripts(made: Made, _: Secret) -> Changed:
    where, told, _cell = made.cells()
    cells = list(told["cells"].items())
    made.random.shuffle(cells)
    return where, json.dumps(told | {"cells": dict(cells)}, indent=1)


HARMLESS: tuple[Change, ...] = (
    another_day,
    another_order_of_rows,
    a_published_number_once_more,
    another_size_of_a_picture,
    another_order_in_a_file_for_scripts,
)
