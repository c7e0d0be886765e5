"""Readings drawn at random and judged by hand: lines outside the truth, of trials that the reader may learn from.

    ONWARD_DATA=FOLDER python -m bench.reading_hunt --round 1         text and reading of 300 lines, to judge

A text that stands in several trials of the draw is judged once. Verdicts are kept as references in
tests/knowledge/eligibility_truth/hunt_N.yaml: trial, hash, right or wrong, and what was wrong.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.eligibility_draw import SETS, half_of
from bench.eligibility_lines import key_of, nct_id, trials
from bench.eligibility_truth import labels
from bench.reading_truth import readings
from onward.criteria import describe_criterion

LINES = 300


def drawn(data: Path, number: int, lines: int = LINES) -> list[tuple[str, Any]]:
    """Trial and line of each drawn reading, in the order drawn."""
    known = {label.line for half in SETS for label in labels(half)}
    of_dev = frozenset(nct_id(study) for study in trials(data) if half_of(nct_id(study)) == "dev")
    pool: dict[str, tuple[str, Any]] = {}
    for trial, of_trial in readings(data, of_dev):
        for line in of_trial:
            key = key_of(line.text)
            if line.reading is not None and key not in known:
                pool.setdefault(f"{key} {line.section}", (trial, line))
    ordered = [pool[key] for key in sorted(pool)]
    return random.Random(f"reading hunt {number}").sample(ordered, min(lines, len(ordered)))


def show(found: Sequence[tuple[str, Any]]) -> None:
    for number, (trial, line) in enumerate(found, start=1):
        tied = f" part of {line.part_of}" if line.part_of is not None else ""
        cohort = f" cohort {line.cohort}" if line.cohort else ""
        print(f"h{number:03} {trial} {key_of(line.text)} {line.section}{tied}{cohort}")
        print(f"    {line.text}")
        print(f"    => {describe_criterion(line.reading)}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--round", type=int, default=1, help="which draw")
    parser.add_argument("--lines", type=int, default=LINES, help="how many lines")
    arguments = parser.parse_args()
    show(drawn(Path(os.environ["ONWARD_DATA"]), arguments.round, arguments.lines))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
