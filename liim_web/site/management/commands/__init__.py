"""Commands of the site: `python -m django …`."""
