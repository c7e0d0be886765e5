"""The lines that are labelled by hand, drawn at random by a fixed seed from the public breast-cancer trials.

    ONWARD_DATA=FOLDER python -m bench.eligibility_draw            references of the lines, drawn anew
    ONWARD_DATA=FOLDER python -m bench.eligibility_draw --read     with text and what stands above it, to label by

Every line of every trial is equally likely, so that figures speak for the lines of the collection. A trial belongs to
one half, by the hash of its id: `dev` may be looked at while the reader is built, `measuring` may not.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
from collections.abc import Iterable
from pathlib import Path

from bench.eligibility_lines import Piece, is_line, pieces, trials

SEED = "eligibility truth, first draw"
HALVES = ("dev", "measuring")
LINES_PER_HALF = 340


def half_of(trial: str) -> str:
    """The half to which all lines of a trial belong."""
    return HALVES[hashlib.sha256(f"half of {trial}".encode()).digest()[0] % 2]


def draw(lines: Iterable[Piece], half: str) -> list[Piece]:
    """The drawn lines of one half, in the order drawn; a text that a trial repeats is drawn once."""
    pool = {(piece.trial, piece.key): piece for piece in lines if half_of(piece.trial) == half}
    ordered = [pool[reference] for reference in sorted(pool)]
    return random.Random(f"{SEED}: {half}").sample(ordered, LINES_PER_HALF)


def all_lines(data: Path) -> list[Piece]:
    """Every line that can be drawn."""
    return [piece for study in trials(data) for piece in pieces(study) if is_line(piece)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--read", action="store_true", help="print the texts too")
    parser.add_argument("--half", choices=HALVES, action="append", help="only this half")
    arguments = parser.parse_args()
    lines = all_lines(Path(os.environ["ONWARD_DATA"]))
    for half in arguments.half or HALVES:
        for number, piece in enumerate(draw(lines, half), start=1):
            print(f"{half[0]}{number:03} {piece.trial} {piece.key} {piece.section}")
            if arguments.read:
                for text in piece.above:
                    print(f"        ^ {text[:220]}")
                print(f"    {piece.text}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
