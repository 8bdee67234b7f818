"""`liim …`: what is typed, turned into calls; a failure ends with a sentence that says what to do, and exit code 1."""

import json
import os
import shutil
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import httpx
import polars as pl
import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress
from rich.table import Column, Table
from rich.text import Text

from liim import editions, gate, geography, pipeline
from liim.catalogue.published import as_published
from liim.editions.layout import home
from liim.model import Language
from liim.observations import BREAKDOWNS
from liim.publish import published
from liim.publish import town as places_of
from liim.publish.batch import Kind, Outcome, document_of_group, documents
from liim.publish.record import prepare
from liim.publish.workbook import overview as write_overview
from liim.sources import DoubtfulInput, RawFile, fetching, observe
from liim.sources.extracts import gsm_extract
from liim.sources.fetching.download import DownloadError
from liim.sources.mapped.mapped_table import mapped_tables
from liim.sources.provincies_in_cijfers import at_the_source

app = typer.Typer(
    help="LIIM: from raw published files to protected figures for every municipality.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
sources_app = typer.Typer(help="Look at a publisher's file before it is accepted.", no_args_is_help=True)
app.add_typer(sources_app, name="sources")
_SETTINGS = "DJANGO_SETTINGS_MODULE"
_out = Console()
_err = Console(stderr=True)

Format = StrEnum("Format", ["table", "json"])
ReportKind = Literal["full", "short", "chapters", "editable"]
What = StrEnum("What", ["indicators", "sources", "areas", "editions"])
DemoSize = StrEnum("DemoSize", ["small", "full"])
AreaCodes = Annotated[list[str] | None, typer.Argument(help="NIS codes")]
FolderOption = Annotated[Path, typer.Option(help="the folder in which to put them; made if need be")]
EditionOption = Annotated[str, typer.Option(help="the id of an edition")]
LanguageOption = Annotated[Language, typer.Option(help="the language of the text")]
SourceNames = Annotated[list[str] | None, typer.Argument(help="ids of sources; all, if none is named")]
EditionArgument = Annotated[str, typer.Argument(help="the id of an edition, or current")]


@contextmanager
def _plainly() -> Iterator[None]:
    """Errors that a person can mend, and doubts about a file, are told in words, without a trace of the program."""
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _tell_doubt
            yield
    except (ValueError, LookupError, OSError, editions.Refused) as error:
        _say_wrong(str(error))
        raise typer.Exit(1) from None


@app.command()
def build(
    size: Annotated[DemoSize | None, typer.Argument(help="with --demo: a small edition, or a full one")] = None,
    folder: Annotated[Path | None, typer.Option("--from", help="a folder with files as published")] = None,
    id_: Annotated[str | None, typer.Option("--id", help="the id of the edition; default: today's date")] = None,
    *,
    demo: Annotated[bool, typer.Option(help="from fictitious files, made on the spot")] = False,
) -> None:
    """Make an edition from raw files."""
    with _plainly():
        if size and not demo:
            raise ValueError(f"{size} is a size of the fictitious edition: liim build --demo {size}")
        made = (
            pipeline.build_demo(id_=id_ or "demo", size="full" if size is DemoSize.full else "small", say=_say)
            if demo
            else pipeline.build(folder, id_=id_, say=_say)
        )
    _say(f"Edition {made.name} is ready. Next: liim verify {made.name} && liim release {made.name}")


@app.command()
def fetch(
    names: SourceNames = None,
    mirror: Annotated[str | None, typer.Option(help="the address of a copy, for offices without internet")] = None,
    limit: Annotated[float | None, typer.Option(help="seconds after which no more is begun")] = None,
) -> None:
    """Download what is new from the publishers; keep it under date and checksum."""
    with _plainly():
        came = fetching.fetch(names or (), home=home(), mirror=mirror, limit=limit, console=_err)
    _print_table("", [{"source": one.source, "file": one.name, "": one.outcome} for one in came])
    for one in came:
        if one.outcome not in {"unchanged", "absent"}:
            _print_line(f"{one.source}, {one.name}: {one.message}")
    if not any(one.outcome in {"new", "unchanged"} for one in came):
        raise typer.Exit(1)


@app.command()
def probe(
    names: SourceNames = None,
    mirror: Annotated[str | None, typer.Option(help="the address of a copy, for offices without internet")] = None,
) -> None:
    """Ask of each source: is it reachable, which is its latest period, is its layout as expected, how late is it."""
    with _plainly():
        answers = fetching.probe(names or (), home=home(), mirror=mirror)
    told = [asdict(one) for one in answers]
    _print_table("", [{name: said for name, said in one.items() if name != "message"} for one in told])
    for one in answers:
        _print_line(f"{one.source}: {one.message}")
    if any(one.layout == "changed" for one in answers):
        raise typer.Exit(1)


@app.command()
def verify(
    edition: EditionArgument,
    published: Annotated[Path | None, typer.Option(help="a folder with documents made from it")] = None,
    format_: Annotated[Format, typer.Option("--format", help="json: all that was attacked and read")] = Format.table,
) -> None:
    """Make every check again, from outside, on the files as written: the attack on what is withheld included."""
    with _plainly(), editions.open_edition(edition) as opened:
        report = gate.verify(opened, published)
    if format_ is Format.json:
        told = asdict(report) | {"holds": report.holds}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        _tell_verified(report)
    if not report.holds:
        _err.print(f"Edition {edition} does not hold: build it again from its inputs; it cannot be released.")
        raise typer.Exit(1)


def _tell_verified(report: gate.Report) -> None:
    """Each check in a line; what was attacked and read, and how long it took."""
    for check in report.checks:
        told = Text.assemble(("✓", "green"), f" {check.name}")
        _out.print(told if check.passed else _wrong(f"{check.name}: {check.found}"), soft_wrap=True)
    _print_table(
        "What was attacked: the least and the most that each withheld count can be",
        [
            {
                "period and counts": one.family,
                "printed": one.printed,
                "withheld": one.withheld,
                "groups": one.groups,
                "narrowest width": "no end" if one.narrowest is None else f"{one.narrowest:g}",
                "median width": "no end" if one.median is None else f"{one.median:g}",
                "seconds": f"{one.seconds:.1f}",
            }
            for one in report.attacked
        ],
    )
    kinds = Counter(Path(name).suffix.lstrip(".") or "other" for name in report.files)
    listed = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    withheld = sum(one.withheld for one in report.attacked)
    _print_line(f"{withheld:,} withheld counts attacked; {listed} read, in {report.seconds:.1f} seconds.")


@app.command()
def release(edition: Annotated[str, typer.Argument(help="the id of an edition")]) -> None:
    """Make an edition the current one; refused where it does not verify."""
    with _plainly():
        gate.release(edition)
    _say(f"Edition {edition} is now the current one.")


@app.command()
def diff(
    old: EditionArgument,
    new: EditionArgument,
    area: Annotated[str | None, typer.Option(help="the NIS code of one area")] = None,
) -> None:
    """Tell what is new, revised and withdrawn between two editions."""
    with _plainly(), editions.open_edition(old) as before, editions.open_edition(new) as after:
        changes = editions.diff(before, after, area)
    counted = changes.group_by("change").len().sort("change")
    for change, number in counted.iter_rows():
        _out.print(f"{change}: {number} figures")
    if changes.is_empty():
        _out.print("Nothing changed.")
    _print_table("", changes.head(50).to_dicts())


@app.command()
def report(
    areas: AreaCodes = None,
    *,
    to: FolderOption,
    every: Annotated[bool, typer.Option("--all", help="every municipality")] = False,
    kind: Annotated[
        ReportKind, typer.Option(help="in full, in two pages, a page per chapter, or the two pages as a Word document")
    ] = "full",
    chapter: Annotated[str, typer.Option(help="with --kind chapters: only this one, by its id")] = "",
    group: Annotated[str | None, typer.Option(help="NIS codes with commas: these areas together as one")] = None,
    name: Annotated[str, typer.Option(help="what to call that group")] = "",
    edition: EditionOption = "current",
    language: LanguageOption = "nl",
) -> None:
    """Set the report of municipalities, provinces or regions as PDF; what is there already and unchanged stays."""
    with _plainly(), editions.open_edition(edition) as opened:
        if group:
            _document_of_group(opened, group.split(","), name, to, language, kind)
        if every or areas or not group:
            chosen = places_of.municipalities(opened) if every else areas or []
            _documents(opened, chosen, to, language, kind, chapter)


@app.command()
def workbook(
    areas: AreaCodes = None,
    *,
    to: FolderOption,
    every: Annotated[bool, typer.Option("--all", help="every municipality")] = False,
    overview: Annotated[bool, typer.Option(help="one workbook of all municipalities")] = False,
    edition: EditionOption = "current",
    language: LanguageOption = "nl",
) -> None:
    """Write the figures of municipalities, or of all of them together, as Excel."""
    with _plainly(), editions.open_edition(edition) as opened:
        if overview:
            prepare(to)
            write_overview(opened, to / f"liim-{language}-{opened.id}.xlsx", language)
            _say(f"The overview of edition {opened.id} is in {to}.")
        if every or areas or not overview:
            _documents(opened, places_of.municipalities(opened) if every else areas or [], to, language, "workbook")


@app.command()
def publish(
    areas: AreaCodes = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="every municipality")] = False,
    kind: Annotated[Kind | None, typer.Option(help="which document; default: each kind")] = None,
    edition: EditionOption = "current",
    language: LanguageOption = "nl",
) -> None:
    """Make documents of areas, check them, and put them where the site lets readers download them."""
    with _plainly(), editions.open_edition(edition) as opened:
        chosen = places_of.municipalities(opened) if every else areas or []
        for one in (kind,) if kind else get_args(Kind):
            _batch(one, language, chosen, partial(published.publish, opened, chosen, language=language, kind=one))


def _document_of_group(
    edition: editions.Edition, members: list[str], name: str, to: Path, language: Language, kind: Kind
) -> None:
    if not name:
        raise ValueError('Give the group a name: --name "Vlaamse Ardennen".')
    made = document_of_group(places_of.group(edition, members, name), to, language=language, kind=kind)
    _say(f"{made.name} is in {to}.")


def _documents(
    edition: editions.Edition, areas: list[str], to: Path, language: Language, kind: Kind, chapter: str = ""
) -> None:
    """Documents of places in a folder."""
    made = partial(documents, edition, areas, to, language=language, kind=kind, chapter=chapter)
    _batch(kind, language, areas, made)
    _say(f"They are in {to}.")


def _batch(kind: Kind, language: Language, areas: list[str], make: Callable[..., Outcome]) -> None:
    """Documents with a progress bar; those that failed are named at the end."""
    if not areas:
        raise ValueError("Name at least one area by its NIS code, or ask for --all. `liim list areas` tells the codes.")
    with Progress(*Progress.get_default_columns(), MofNCompleteColumn(), console=_err) as bar:
        task = bar.add_task(f"{kind}, {language}", total=len(areas))
        done = make(on_done=lambda _: bar.advance(task))
    _say(f"{len(done.made)} made, {len(done.unchanged)} unchanged, {len(done.failed)} failed.")
    for name, why in sorted(done.failed.items()):
        _say_wrong(f"{name}: {why}")
    if done.failed:
        raise typer.Exit(1)


@app.command()
def export(
    to: Annotated[Path, typer.Option(help="the folder in which to put it")],
    edition: EditionOption = "current",
    *,
    site: Annotated[bool, typer.Option(help="the whole public site, for any web server")] = False,
) -> None:
    """Copy the open data of an edition: a table per indicator, with its description; or write the whole site."""
    with _plainly(), editions.open_edition(edition) as opened:
        if site:
            raise typer.Exit(_write_site(opened, to))
        target = to / f"liim-{opened.id}-open-data"
        shutil.copytree(opened.folder / "open-data", target)
    _say(f"The open data of edition {opened.id} are in {target}.")


def _write_site(edition: editions.Edition, to: Path) -> int:
    """Let the application write its pages; it is started, not imported: the statistics know nothing of the web."""
    told = {_SETTINGS: "liim_web.settings.written", "LIIM_WRITTEN_EDITION": edition.folder.name}
    command = [sys.executable, "-m", "django", "write_site", str(to)]
    return subprocess.run(command, env=os.environ | told, check=False).returncode  # noqa: S603 - our own command


@app.command("list")
def list_(
    what: Annotated[What, typer.Argument()] = What.indicators,
    format_: Annotated[Format, typer.Option("--format")] = Format.table,
    edition: EditionOption = "current",
    *,
    availability: Annotated[bool, typer.Option(help="what an edition holds of every indicator, and lacks")] = False,
) -> None:
    """List indicators, sources, areas or editions; or, of indicators, what an edition holds and who could fill it."""
    if availability:
        _availability(edition, format_)
        return
    listed: dict[What, Callable[[], list[dict[str, Any]]]] = {
        What.indicators: _indicators,
        What.sources: pipeline.list_sources,
        What.areas: lambda: geography.areas_of(geography.GEOGRAPHIES[-1]).to_dicts(),
        What.editions: lambda: [{"edition": one} for one in editions.list_editions()],
    }
    rows = listed[what]()
    if format_ is Format.json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n")
    else:
        _print_table(what.value, rows)


@app.command()
def start(
    *,
    demo: Annotated[bool, typer.Option(help="fictitious figures, at once")] = False,
    port: Annotated[int, typer.Option(help="the port on 127.0.0.1")] = 8000,
) -> None:
    """Fetch for at most a minute, build from what answered (else fictitious figures), and serve the site."""
    with _plainly():
        pipeline.start(demo=demo, say=_say, console=_err)
    with editions.open_edition("current") as opened:
        fictitious = opened.manifest["kind"] == "demo"
    if fictitious:  # a fictitious plan beside fictitious figures, never beside real ones
        _django("migrate", "--verbosity", "0")
        _django("example_plan", "--for-demo")
    serve(port=port)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="the port on 127.0.0.1")] = 8000,
    workers: Annotated[int, typer.Option(help="processes")] = 2,
) -> None:
    """Serve the site, the API and the plans on 127.0.0.1."""
    os.environ.setdefault(_SETTINGS, "liim_web.settings.served")
    _django("migrate", "--verbosity", "0")
    _django("collectstatic", "--no-input", "--verbosity", "0")
    _say(f"LIIM is on http://127.0.0.1:{port}/ (Ctrl+C stops it)")
    gunicorn = [sys.executable, "-m", "gunicorn", "liim_web.wsgi", "--workers", str(workers), "--log-level", "warning"]
    os.execv(sys.executable, [*gunicorn, "--bind", f"127.0.0.1:{port}"])  # noqa: S606 - no shell: our own command


def _django(*command: str) -> None:
    """A command of the application, in a process of its own: the statistics know nothing of the web."""
    os.environ.setdefault(_SETTINGS, "liim_web.settings.dev")
    subprocess.run([sys.executable, "-m", "django", *command], check=True)  # noqa: S603 - our own commands, no shell


def _availability(edition: str, format_: Format) -> None:
    """What an edition holds of every indicator, and whose counts would fill the most of the rest."""
    with _plainly(), editions.open_edition(edition) as opened:
        every = editions.held(opened)
    next_ = editions.fills(every)
    there = [one for one in every if one.latest]
    pairs, of = sum(one.municipalities for one in every), sum(one.of for one in every)
    if format_ is Format.json:
        told = {
            "edition": opened.id,
            "kind": opened.manifest["kind"],
            "indicators": {"with_a_figure": len(there), "of": len(every)},
            "municipality_by_indicator": {"with_a_latest_figure": pairs, "of": of},
            "held": [asdict(one) | {"gaps": one.gaps} for one in every],
            "next": [asdict(one) for one in next_],
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return
    _print_table(
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
    _out.print(
        f"{len(there)} of {len(every)} indicators have a figure, and {pairs:,} of {of:,} pairs of a municipality and "
        "an indicator a latest one. Whose counts would fill the next most:"
    )
    _print_table(
        "",
        [
            {
                "whose": one.owner,
                "read by": ", ".join(one.sources) or "a mapped table",
                "indicators": len(one.indicators),
                "pairs": one.municipalities,
                "and with others": len(one.with_others),
            }
            for one in next_
        ],
    )


@sources_app.command()
def inspect(file: Annotated[Path, typer.Argument(help="an extract of the Gemeente-Stadsmonitor")]) -> None:
    """Show what is understood of an extract: each column, the values, and what is doubtful."""
    with _plainly():
        seen = gsm_extract.understood(file)
    _say(f"{file.name}: {f'{seen.indicator.id}, {seen.indicator.title}' if seen.indicator else 'of no indicator'}")
    _print_table("", [one.told() for one in seen.columns])
    for row, text in seen.passed_over:
        _say(f"row {row} is passed over: {text}")
    if seen.doubts:
        for doubt in seen.doubts:
            _say_wrong(str(doubt))
        raise typer.Exit(1)
    _print_table("", _by_year(seen.values))


@sources_app.command("try")
def try_(
    mapping: Annotated[Path, typer.Argument(help="a mapping: *.mapping.toml")],
    file: Annotated[Path, typer.Argument(help="the table that it describes")],
    format_: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Read a table by a mapping without keeping anything: show what every row became."""
    with _plainly():
        (reader,) = mapped_tables([mapping])
        observations = observe(RawFile(file, reader))
    split = [name for name in BREAKDOWNS if observations[name].n_unique() > 1]
    key = ["quantity", "period", "division", *split, "status"]
    counted = observations.group_by(key).agg(pl.col("area").n_unique().alias("municipalities"), pl.col("count").sum())
    if format_ is Format.json:
        sys.stdout.write(json.dumps(counted.sort(key).to_dicts(), ensure_ascii=False, indent=1) + "\n")
        return
    _print_table(f"{file.name}, as {mapping.name} says", counted.sort(key).to_dicts())
    _print_table("The first rows", observations.select("area", *key, "count").head(10).to_dicts())


@sources_app.command()
def odata(
    variable: Annotated[str, typer.Argument(help="the code of a variable of Provincies in Cijfers")],
    to: Annotated[Path, typer.Option(help="the CSV to write, for a mapping to describe")],
    level: Annotated[str, typer.Option(help="the level of areas; gemeente is that of today")] = at_the_source.LEVEL,
    service: Annotated[str, typer.Option(help="the address of the service (unverified)")] = at_the_source.SERVICE,
) -> None:
    """Read a variable of Provincies in Cijfers at the source (OData), as a table for a mapping."""
    with _plainly():
        try:
            rows = at_the_source.save(
                variable, to, key=os.environ.get(at_the_source.KEY, ""), level=level, service=service
            )
        except (DownloadError, httpx.HTTPError) as error:
            raise ValueError(
                f"{at_the_source.address_of(variable, level, service)}: {error}. The service answers to a key: ask "
                f"info@provincies.incijfers.be for one, and put it into {at_the_source.KEY}."
            ) from error
    _say(f"{rows} values are in {to}. Next: describe them by a mapping (docs/mapped-tables.md), and try it.")


def _by_year(values: pl.DataFrame) -> list[dict[str, Any]]:
    """Per year and class: how many municipalities have a value, and between which bounds."""
    split = [name for name in BREAKDOWNS if values[name].n_unique() > 1]
    counted = values.group_by("period", "division", *split).agg(
        pl.col("value").count().alias("municipalities"),
        pl.col("value").is_null().sum().alias("missing"),
        pl.col("value").min().alias("lowest"),
        pl.col("value").median().alias("middle"),
        pl.col("value").max().alias("highest"),
    )
    return counted.sort("period", *split).to_dicts()


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


# What is told may hold names of files and columns: brackets in them are no colours, and long addresses and paths are
# neither cut nor broken over lines, so that they can be copied.


def _say(text: str) -> None:
    _err.print(text, highlight=False, markup=False, soft_wrap=True)


def _say_wrong(text: str) -> None:
    _err.print(_wrong(text), soft_wrap=True)


def _wrong(text: str) -> Text:
    return Text.assemble(("✗", "red"), f" {text}")


def _tell_doubt(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: object, **__: object
) -> None:
    """A doubt about a file is for who runs LIIM; any other warning is for who writes it."""
    told = str(message)
    _say(f"! {told}" if issubclass(category, DoubtfulInput) else f"{filename}:{lineno}: {told}")


def _print_line(text: str) -> None:
    _out.print(text, highlight=False, markup=False, soft_wrap=True)


def _print_table(title: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    columns = (Column(name, overflow="fold") for name in rows[0])
    table = Table(*columns, title=Text(title) if title else None, box=None)
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row.values()))
    _out.print(table)
