"""Every indicator, as the list of them shows it."""

from django.utils.safestring import SafeString

from liim_web.site.edition import wording
from liim_web.site.edition.reading import Reading


def listed(reading: Reading) -> list[tuple[SafeString, list[tuple[str, SafeString, SafeString, str]]]]:
    """Every indicator by theme: link, title, definition, last period."""
    grouped: dict[str, tuple[SafeString, list[tuple[str, SafeString, SafeString, str]]]] = {}
    for id_, entry in reading.facts.edition.indicators.items():
        title = wording.told(entry["theme"]["title"], reading.language)
        grouped.setdefault(entry["theme"]["id"], (title, []))[1].append(
            (
                reading.indicator_link(id_),
                reading.title(id_),
                wording.told(entry["definition"], reading.language),
                reading.facts.period(id_),
            )
        )
    return list(grouped.values())
