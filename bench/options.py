"""Therapy options: one person, and a whole study folder on one core, beside deriving the picture that they rest on."""

from __future__ import annotations

import gc
import os
import statistics
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from bench.timing import median_seconds, seconds

DAY = date(2026, 11, 28)
EXAMPLES = Path(__file__).parents[1] / "examples"


def measure(report: Callable[[str, str, str], None]) -> None:
    """The three example people one by one; the public study where ONWARD_DATA names it."""
    from onward.app.answers import answer
    from onward.app.options import option_inputs, options_from
    from onward.intake import read

    reading = seconds(lambda: option_inputs("us"))
    report("therapy rules and gates of safety: reading them once", f"{reading * 1000:.0f} ms", "")
    for name in ("hr-positive", "her2-positive", "triple-negative"):
        person = read([EXAMPLES / name], today=DAY).people[0]
        found = answer(person, as_of=DAY)
        took = median_seconds(partial(options_from, found, region="us", as_of=DAY), runs=15)
        report(f"therapy options of one person ({name})", f"{took * 1000:.1f} ms", "< 20 ms")
    data = os.environ.get("ONWARD_DATA")
    study = Path(data, "molecular", "breast_msk_2018") if data else None
    if study is None or not study.is_dir():
        report("therapy options of a study folder, one core: people/s", "set ONWARD_DATA", "> 200")
        return
    people = read([study], today=DAY).people
    pictures = [answer(one, as_of=DAY) for one in people]
    # What was read stays: searching it for cycles again and again would measure the collector.
    gc.collect()
    gc.freeze()
    runs = []
    for _ in range(3):
        picture = seconds(lambda: [answer(one, as_of=DAY) for one in people])
        took = seconds(lambda: [options_from(one, region="us", as_of=DAY) and None for one in pictures])
        runs.append((took, took / picture))
    gc.unfreeze()
    took = statistics.median(run[0] for run in runs)
    ratio = statistics.median(run[1] for run in runs)
    report("therapy options of a study folder, one core: people/s", f"{len(people) / took:,.0f}", "> 200")
    report("the same, against timeline and picture of these people", f"{ratio:.1f} times", "")
