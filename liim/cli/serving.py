"""`liim start` and `liim serve`: the site on this machine."""

from typing import Annotated

import typer

from liim import editions, pipeline
from liim.cli.application import django, serve_on
from liim.cli.telling import counting, err, plainly, say


def start(
    *,
    demo: Annotated[bool, typer.Option(help="fictitious figures, at once")] = False,
    port: Annotated[int, typer.Option(help="the port on 127.0.0.1")] = 8000,
) -> None:
    """Fetch for at most a minute, build from what answered (else fictitious figures), and serve the site."""
    with plainly(), counting() as tell:
        pipeline.start(demo=demo, say=say, tell=tell, console=err)
    with editions.open_edition("current") as opened:
        fictitious = opened.manifest["kind"] == "demo"
    if fictitious:  # a fictitious plan beside fictitious figures, never beside real ones
        django("migrate", "--verbosity", "0")
        django("example_plan", "--for-demo")
    serve(port=port)


def serve(
    port: Annotated[int, typer.Option(help="the port on 127.0.0.1")] = 8000,
    workers: Annotated[int, typer.Option(help="processes")] = 2,
) -> None:
    """Serve the site, the API and the plans on 127.0.0.1."""
    django("migrate", "--verbosity", "0")
    django("collectstatic", "--no-input", "--verbosity", "0")
    say(f"LIIM is on http://127.0.0.1:{port}/ (Ctrl+C stops it)")
    serve_on(port, workers)
