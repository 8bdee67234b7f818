"""Server time of the pages of the monitor, each made anew, and what they ask of an edition."""

import os
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from statistics import median

from benchmarks.demo import demo
from benchmarks.measuring import Row
from liim.publish.places import name, slug
from liim.publish.town import municipalities

TOWN, AGAIN = "44021", 20


def rows() -> list[Row]:
    """Medians in milliseconds, on the demo edition."""
    edition, get = demo(), getter()
    towns = [f"/nl/gemeente/{slug(name(edition.areas[code], 'nl'))}-{code}/" for code in municipalities(edition)]
    indicators = [f"/nl/indicator/{one}/" for one in {row["indicator"] for row in edition.availability}]
    return [
        Row("page of a municipality, made anew", _median(_calls(get, towns)), 40, "ms"),
        Row("page of an indicator, made anew", _median(_calls(get, indicators)), 40, "ms"),
        Row("page of a municipality, kept", _median(_calls(get, [towns[0]] * AGAIN)), 2, "ms"),
        Row("figures of a whole profile", _median([lambda: edition.overview(TOWN)] * AGAIN), 5, "ms"),
        Row("figures of a map", _median([lambda: edition.totals("DE_42", period="2025")] * AGAIN), 1, "ms"),
        Row("figures of a trend", _median([lambda: edition.trend("DE_42", TOWN)] * AGAIN), 1, "ms"),
    ]


def getter() -> Callable[[str], object]:
    """What gives the page of an address, without a network."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liim_web.settings.test")
    import django  # noqa: PLC0415 - Django reads its settings from the environment, which is set above
    from django.core.handlers.base import BaseHandler  # noqa: PLC0415 - as above
    from django.test import RequestFactory  # noqa: PLC0415 - as above

    django.setup()
    server = BaseHandler()
    server.load_middleware()
    return lambda address: server.get_response(RequestFactory().get(address))


def _calls(get: Callable[[str], object], addresses: Iterable[str]) -> list[Callable[[], object]]:
    """Each address once: a page that was asked for before is kept."""
    return [partial(get, address) for address in islice(addresses, AGAIN + 1)]


def _median(calls: list[Callable[[], object]]) -> float:
    """The first call warms up."""
    calls[0]()
    return median(milliseconds(call) for call in calls[1:])


def milliseconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)
