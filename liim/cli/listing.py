"""`liim list`: indicators, sources, areas and editions, and what an edition holds of every indicator."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

import typer

from liim import editions, geography, pipeline
from liim.catalogue.published import as_published
from liim.cli.telling import EditionOption, Format, out, plainly, print_table

TODAY = geography.GEOGRAPHIES[-1]
What = StrEnum("What", ["indicators", "sources", "areas", "editions"])


def list_(
    what: Annotated[What, typer.Argument()] = What.indicators,
    format_: Annotated[Format, typer.Option("--format")] = Format.table,
    edition: EditionOption = "current",
    *,
    availability: Annotated[bool, typer.Option(help="what an edition holds of every indicator, and lacks")] = False,
    division: Annotated[str, typer.Option(help="of what is available: the municipalities of this year")] = TODAY,
) -> None:
    """List indicators, sources, areas or editions; or, of indicators, what an edition holds and who could fill it."""
    if availability:
        _availability(edition, division, format_)
        return
    listed: dict[What, Callable[[], list[dict[str, Any]]]] = {
        What.indicators: _indicators,
        What.sources: pipeline.list_sources,
        What.areas: lambda: geography.areas_of(TODAY).to_dicts(),
        What.editions: lambda: [{"edition": one} for one in editions.list_editions()],
    }
    rows = listed[what]()
    if format_ is Format.json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n")
    else:
        print_table(what.value, rows)


def _availability(edition: str, division: str, format_: Format) -> None:
    """What an edition holds of every indicator, and which file would fill the most of the rest."""
    if division not in geography.GEOGRAPHIES:
        raise typer.BadParameter(f"{division}: choose from {', '.join(geography.GEOGRAPHIES)}.")
    with plainly(), editions.open_edition(edition) as opened:
        every = editions.held(opened, division)
        next_ = editions.fills(opened, every)
    there = [one for one in every if one.latest]
    pairs, of = sum(one.municipalities for one in every), sum(one.of for one in every)
    if format_ is Format.json:
        told = {
            "edition": opened.id,
            "kind": opened.manifest["kind"],
            "division": division,
            "indicators": {"with_a_figure": len(there), "of": len(every)},
            "municipality_by_indicator": {"with_a_latest_figure": pairs, "of": of},
            "held": [asdict(one) | {"gaps": one.gaps} for one in every],
            "next": [asdict(one) for one in next_],
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return
    print_table(
        f"Edition {opened.id} ({opened.manifest['kind']})",
        [
            {
                "id": one.indicator,
                "periods": f"{min(one.periods)} to {one.latest}" if one.latest else "",
                "municipalities": f"{one.municipalities} of {one.of}",
                "why not": ", ".join(f"{why} {number}" for why, number in one.gaps.items()),
                "lacking": ", ".join(one.lacking),
            }
            for one in every
        ],
    )
    out.print(
        f"{len(there)} of {len(every)} indicators have a figure, and {pairs:,} of {of:,} pairs of a municipality and "
        "an indicator a latest one. Which file would fill the next most:"
    )
    print_table(
        "",
        [
            {
                "file": one.files[0] + (f", or {len(one.files) - 1} extracts" if one.files[1:] else ""),
                "indicators": len(one.indicators),
                "pairs": one.municipalities,
                "and with others": len(one.with_others),
            }
            for one in next_
        ],
        unbroken="file",
    )


def _indicators() -> list[dict[str, Any]]:
    return [
        {
            "id": one["id"],
            "title": one["title"]["nl"],
            "theme": one["theme"]["title"]["nl"],
            "unit": one["unit"],
            "breakdowns": ", ".join(by["id"] for by in one["breakdowns"]),
            "polarity": one["polarity"],
        }
        for one in as_published()
    ]
