"""`python -m liim` is the command `liim`."""

from liim.cli import app

app()
