"""One area: its profile, what is new in it, and what it is like inside."""
