"""Whole processes, measured by the operating system's own accounting: seconds of CPU, wall clock and peak memory."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple


class Row(NamedTuple):
    """What was measured, beside what is promised; smaller is better."""

    what: str
    measured: float
    promised: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run of a command cost."""

    cpu: float  # seconds, user and system
    wall: float  # seconds
    memory: float  # MB at the peak


def cost(*command: str, environment: dict[str, str] | None = None) -> Cost:
    """Run a command to its end and say what it cost; CalledProcessError, with its output, where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | (environment or {})
    )
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Cost(cpu=usage.ru_utime + usage.ru_stime, wall=wall, memory=usage.ru_maxrss / 1024)


def python(code: str, environment: dict[str, str] | None = None) -> Cost:
    """What a piece of Python costs in a process of its own, start-up included."""
    return cost(sys.executable, "-c", code, environment=environment)


def middle(costs: list[Cost]) -> Cost:
    """The median of several runs, figure by figure."""
    return Cost(
        cpu=median(one.cpu for one in costs),
        wall=median(one.wall for one in costs),
        memory=median(one.memory for one in costs),
    )
