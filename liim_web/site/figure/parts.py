"""What lies behind a figure of a profile, and the addresses of its parts: each is a section of a page of its own."""

from liim_web.site.figure.subject import Subject

COURSE, GAP, MAKING = "verloop", "kloof", "hoe"  # breakdowns have parts of their own names
EVERYTHING = "alles"


def part_id(indicator: str, part: str) -> str:
    """The id of a section, the same wherever it stands."""
    return f"{indicator}-{part}"


def address(subject: Subject, part: str) -> str:
    """Where a part stands, from the profile of the same area."""
    page = EVERYTHING if subject.reading.written else subject.id
    return f"{page}/#{part_id(subject.id, part)}"
