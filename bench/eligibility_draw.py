"""The lines that are labelled by hand, drawn at random by a fixed seed from the public breast-cancer trials.

    ONWARD_DATA=FOLDER python -m bench.eligibility_draw            references of the lines, drawn anew
    ONWARD_DATA=FOLDER python -m bench.eligibility_draw --read     with text and what stands above it, to label by

Every line of every trial is equally likely, so that figures speak for the lines of the collection. A trial belongs to
one half, by the hash of its id. `dev` may be looked at while the reader is built; `measuring` and `focus` measured
until they had been seen too often; so did `fresh`, and `later` measures now.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
from collections.abc import Iterable
from pathlib import Path

from bench.eligibility_lines import Piece, eligibility_text, is_line, nct_id, pieces, trials

SEED = "eligibility truth, first draw"
HALVES = ("dev", "measuring")
LINES_PER_HALF = 340
# A third set, of today's trials of metastatic disease alone, all of the half that only measures.
FOCUS, FOCUS_LINES = "focus", 120
# A fourth set, drawn when the others had been seen too often to measure anything: lines that nobody had looked at.
FRESH, FRESH_LINES = "fresh", 340
# A fifth, drawn when the reader had been mended by what the fourth had shown.
LATER, LATER_LINES = "later", 340
SETS = {**dict.fromkeys(HALVES, LINES_PER_HALF), FOCUS: FOCUS_LINES, FRESH: FRESH_LINES, LATER: LATER_LINES}
# What the number of a label begins with, where it is not the first letter of its set.
_LETTER = {FRESH: "n"}
_OF_TODAY = "jwlieb_2026-01"  # the newest of the four copies of the registry (README of the data)
_METASTATIC = re.compile(r"\b(?:metasta|advanced|stage iv)", re.IGNORECASE)


def half_of(trial: str) -> str:
    """The half to which all lines of a trial belong."""
    return HALVES[hashlib.sha256(f"half of {trial}".encode()).digest()[0] % 2]


def draw(lines: Iterable[Piece], half: str) -> list[Piece]:
    """The drawn lines of one half, in the order drawn; a text that a trial repeats is drawn once."""
    pool = {(piece.trial, piece.key): piece for piece in lines if half_of(piece.trial) == half}
    ordered = [pool[reference] for reference in sorted(pool)]
    return random.Random(f"{SEED}: {half}").sample(ordered, LINES_PER_HALF)


def draw_focus(data: Path) -> list[Piece]:
    """Lines of today's trials of metastatic or advanced disease, not drawn before."""
    pool: dict[tuple[str, str], Piece] = {}
    for study in trials(data):
        if study["onwardSource"].get("eligibility") != _OF_TODAY or half_of(nct_id(study)) != "measuring":
            continue
        if _METASTATIC.search(eligibility_text(study)):
            pool |= {(piece.trial, piece.key): piece for piece in pieces(study) if is_line(piece)}
    for piece in draw(all_lines(data), "measuring"):
        pool.pop((piece.trial, piece.key), None)
    ordered = [pool[reference] for reference in sorted(pool)]
    return random.Random(f"{SEED}: {FOCUS}").sample(ordered, FOCUS_LINES)


def draw_fresh(data: Path) -> list[Piece]:
    """Lines of the measuring half that stand in no other set, in words that no drawn line has."""
    pool = {(p.trial, p.key): p for p in all_lines(data) if half_of(p.trial) == "measuring"}
    drawn = [*draw(all_lines(data), "dev"), *draw(all_lines(data), "measuring"), *draw_focus(data)]
    seen = {piece.key for piece in drawn}
    ordered = [pool[reference] for reference in sorted(pool) if pool[reference].key not in seen]
    return random.Random(f"{SEED}: {FRESH}").sample(ordered, FRESH_LINES)


def draw_later(data: Path) -> list[Piece]:
    """Lines of the measuring half, drawn as the fresh ones were, in words that no line of the older sets has."""
    pool = {(p.trial, p.key): p for p in all_lines(data) if half_of(p.trial) == "measuring"}
    sets = ("dev", "measuring", FOCUS, FRESH)
    seen = {piece.key for name in sets for piece in drawn(data, name)}
    ordered = [pool[reference] for reference in sorted(pool) if pool[reference].key not in seen]
    return random.Random(f"{SEED}: {LATER}").sample(ordered, LATER_LINES)


def all_lines(data: Path) -> list[Piece]:
    """Every line that can be drawn."""
    return [piece for study in trials(data) for piece in pieces(study) if is_line(piece)]


def drawn(data: Path, name: str) -> list[Piece]:
    """The drawn lines of one set."""
    match name:
        case "focus":
            return draw_focus(data)
        case "fresh":
            return draw_fresh(data)
        case "later":
            return draw_later(data)
        case _:
            return draw(all_lines(data), name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--read", action="store_true", help="print the texts too")
    parser.add_argument("--half", choices=list(SETS), action="append", help="only this set")
    arguments = parser.parse_args()
    data = Path(os.environ["ONWARD_DATA"])
    for half in arguments.half or SETS:
        found = drawn(data, half)
        for number, piece in enumerate(found, start=1):
            print(f"{_LETTER.get(half, half[0])}{number:03} {piece.trial} {piece.key} {piece.section}")
            if arguments.read:
                for text in piece.above:
                    print(f"        ^ {text[:220]}")
                print(f"    {piece.text}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
