"""One indicator in one area: all that lies behind a figure."""
