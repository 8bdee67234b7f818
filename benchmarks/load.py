"""Two hundred requests a second on pages that are kept, from a process of its own, to the workers of `liim serve`."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

import httpx

from benchmarks.demo import demo
from benchmarks.measuring import Row
from benchmarks.serving import served
from liim.publish.places import name, slug
from liim.publish.town import municipalities

A_SECOND, SECONDS, PAGES, OK = 200, 10, 50, 200


def rows() -> list[Row]:
    """How many requests went wrong, how long most took, and how large a worker of the server became."""
    edition = demo()
    towns = municipalities(edition)[:PAGES]
    addresses = [f"/nl/gemeente/{slug(name(edition.areas[code], 'nl'))}-{code}/" for code in towns]
    with served() as (root, process):
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.load", root, *addresses], check=True, capture_output=True, text=True
        ).stdout.split()
        errors, reached, late = (float(number) for number in told)
        memory = max(_memory(worker) for worker in _workers(process))
    return [
        Row(f"{A_SECOND} requests a second on kept pages, for {SECONDS} s: gone wrong", errors, 0, "requests"),
        Row("the same, what is lacking of that pace", max(0.0, A_SECOND - reached), 0.02 * A_SECOND, "a second"),
        Row("the same, 95 of 100 answered within", late, 100, "ms"),
        Row("memory of a worker after it", memory, 500, "MB"),
    ]


def _workers(master: int) -> list[int]:
    told = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
    return [int(one) for one in told]


def _memory(process: int) -> float:
    """The peak of its resident memory, in MB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


async def load(root: str, addresses: Sequence[str]) -> tuple[int, float, float]:
    """Ask at a steady pace: how many failed, how many a second were answered, and how long 95 of 100 took (ms)."""
    took: list[float] = []
    failed = 0

    async def ask(web: httpx.AsyncClient, address: str) -> None:
        nonlocal failed
        began = time.perf_counter()
        try:
            answer = await web.get(address)
            failed += answer.status_code != OK
        except httpx.HTTPError:
            failed += 1
        took.append(1000 * (time.perf_counter() - began))

    headers = {"Accept-Encoding": "gzip"}
    async with httpx.AsyncClient(
        base_url=root, headers=headers, timeout=30, limits=httpx.Limits(max_connections=64)
    ) as web:
        for _ in range(2 * (os.cpu_count() or 1)):  # so that every worker has every page
            await asyncio.gather(*(ask(web, address) for address in addresses))
        took.clear()
        began, asked = time.perf_counter(), []
        for number in range(A_SECOND * SECONDS):
            await asyncio.sleep(max(0.0, began + number / A_SECOND - time.perf_counter()))
            asked.append(asyncio.create_task(ask(web, addresses[number % len(addresses)])))
        await asyncio.gather(*asked)
        return failed, len(took) / (time.perf_counter() - began), quantiles(took, n=20)[-1]


if __name__ == "__main__":
    print(*asyncio.run(load(sys.argv[1], sys.argv[2:])))
