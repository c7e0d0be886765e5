"""How things are timed here: the two sides of a ratio in turn, several times, and the median of each."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paired:
    """Seconds of two sides, run by run, and the ratio of each pair."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Median over the pairs of theirs / ours: how many times faster we are."""
        return statistics.median(b / a for a, b in zip(self.ours, self.theirs, strict=True))


def seconds(work: Callable[[], object]) -> float:
    """One run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(ours: Callable[[], object], theirs: Callable[[], object], *, runs: int = 5) -> Paired:
    """A B A B ..., after one warm-up of each, so that a drifting machine drifts under both."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    return Paired(tuple(a for a, _ in pairs), tuple(b for _, b in pairs))


def median_seconds(work: Callable[[], object], *, runs: int = 7) -> float:
    """Median of several runs after one warm-up."""
    work()
    return statistics.median(seconds(work) for _ in range(runs))


@dataclass(frozen=True, slots=True)
class Process:
    """A whole process: median wall seconds and the largest peak memory in MB (10^6 bytes)."""

    wall_s: float
    peak_mb: float


def process(command: Sequence[str], *, runs: int = 5, env: dict[str, str] | None = None) -> Process:
    """Run a command as a user does, from start to exit. Peak memory is the operating system's own account of it."""
    measured = [_one_process(command, env) for _ in range(runs)]
    return Process(statistics.median(one.wall_s for one in measured), max(one.peak_mb for one in measured))


def _one_process(command: Sequence[str], env: dict[str, str] | None) -> Process:
    # A child of a fresh small process: RUSAGE_CHILDREN then speaks of this command alone.
    watch = (
        "import resource, subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)\n"
        "wall = time.perf_counter() - start\n"
        "sys.stderr.buffer.write(done.stderr if done.returncode > 1 else b'')\n"
        "print(wall, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.returncode)\n"
    )
    out = subprocess.run(
        [sys.executable, "-S", "-c", watch, *command], stdout=subprocess.PIPE, check=True, text=True, env=env
    ).stdout.split()
    if int(out[2]) > 1:
        raise RuntimeError(f"{command[0]} ended with status {out[2]}")
    # ru_maxrss is in KiB on Linux.
    return Process(float(out[0]), float(out[1]) * 1024 / 1e6)


def own_peak_mb() -> float:
    """Peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
