"""The lines that are labelled by hand, drawn at random by a fixed seed from the public breast-cancer trials.

    ONWARD_DATA=FOLDER python -m bench.eligibility_draw            references of the lines, drawn anew
    ONWARD_DATA=FOLDER python -m bench.eligibility_draw --read     with text and what stands above it, to label by

Every line of every trial is equally likely, so that figures speak for the lines of the collection. A trial belongs to
one half, by the hash of its id. `dev` may be looked at while the reader is built; every other set was closed until it
had measured.
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
# Further sets, each drawn when the ones before it had been seen: lines that nobody had looked at.
ANEW = {"fresh": 340, "later": 340, "last": 240, "strict": 150, "blind": 150, "apart": 200}
SETS = {**dict.fromkeys(HALVES, LINES_PER_HALF), FOCUS: FOCUS_LINES, **ANEW}
# What the number of a label begins with, where it is not the first letter of its set.
_LETTER = {"fresh": "n", "last": "z"}
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


def draw_anew(data: Path, name: str) -> list[Piece]:
    """Lines of the measuring half that stand in no older set, in words that no older line has."""
    pool = {(p.trial, p.key): p for p in all_lines(data) if half_of(p.trial) == "measuring"}
    older = (*HALVES, FOCUS, *list(ANEW)[: list(ANEW).index(name)])
    seen = {piece.key for one in older for piece in drawn(data, one)}
    ordered = [pool[reference] for reference in sorted(pool) if pool[reference].key not in seen]
    return random.Random(f"{SEED}: {name}").sample(ordered, ANEW[name])


def all_lines(data: Path) -> list[Piece]:
    """Every line that can be drawn."""
    return [piece for study in trials(data) for piece in pieces(study) if is_line(piece)]


def drawn(data: Path, name: str) -> list[Piece]:
    """The drawn lines of one set."""
    match name:
        case "focus":
            return draw_focus(data)
        case _ if name in ANEW:
            return draw_anew(data, name)
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
