"""`liim …`: what is typed, turned into calls; a failure ends with a sentence that says what to do, and exit code 1."""

import typer

from liim.cli import documents, fetching, listing, looking, making, serving

app = typer.Typer(
    help="LIIM: from raw published files to protected figures for every municipality.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(making.build)
app.command()(fetching.fetch)
app.command()(fetching.probe)
app.command()(making.verify)
app.command()(making.release)
app.command()(making.diff)
app.command()(documents.report)
app.command()(documents.workbook)
app.command()(documents.publish)
app.command()(documents.export)
app.command("list")(listing.list_)
app.command()(serving.start)
app.command()(serving.serve)

sources_app = typer.Typer(help="Look at a publisher's file before it is accepted.", no_args_is_help=True)
sources_app.command()(looking.inspect)
sources_app.command("try")(looking.try_)
sources_app.command()(looking.odata)
app.add_typer(sources_app, name="sources")
