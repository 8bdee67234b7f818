"""Server time of the pages of the monitor, and what they ask of an edition."""

import os
import time
from collections.abc import Callable
from statistics import median

from benchmarks.demo import demo
from benchmarks.measuring import Row

TOWN, AGAIN = "44021", 20


def rows() -> list[Row]:
    """Medians in milliseconds, on the demo edition."""
    edition = demo()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liim_web.settings.test")
    import django  # noqa: PLC0415 - Django reads its settings from the environment, which is set above
    from django.test import Client  # noqa: PLC0415 - as above

    django.setup()
    client = Client()
    return [
        Row("page of a municipality", _median(lambda: client.get(f"/nl/gemeente/gent-{TOWN}/")), 30, "ms"),
        Row("page of an indicator", _median(lambda: client.get("/nl/indicator/DE_42/")), 40, "ms"),
        Row("figures of a whole profile", _median(lambda: edition.profile([TOWN])), 5, "ms"),
        Row("figures of a map", _median(lambda: edition.totals("DE_42", period="2025")), 1, "ms"),
    ]


def _median(work: Callable[[], object]) -> float:
    work()
    return median(_milliseconds(work) for _ in range(AGAIN))


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)
