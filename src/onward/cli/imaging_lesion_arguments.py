"""Arguments of `onward imaging lesions|follow|confirm`. Only argparse is imported."""

from __future__ import annotations

import argparse
from typing import Any

from onward.cli.command import command

_LESIONS = """\
Nothing that is found is a fact: candidates are for a reader to confirm (`onward imaging confirm`).

On each PET, voxels above a threshold that touch each other are a candidate:
  --percist liver     1.5 x mean + 2 SD of a 3 cm sphere in the liver; the default with a liver mask or --liver
  --percist blood     2 x mean + 2 SD of a cylinder of 1 x 2 cm in the descending aorta
  --threshold SUV     a fixed SUV by body weight; 4.0 where nothing else is said
  --isocontour 41     draw each candidate again at 41 % of its own maximum
Masks of organs (TotalSegmentator, nnU-Net, by hand; SEG or RTSTRUCT) come with --organs: they place the reference
region, name the place of a candidate, and mark uptake that may be healthy. Other regions beside the images (SEG,
RTSTRUCT) are listed as drawn. --seed grows one lesion around a place, at --isocontour 41 or 50, or within --window.
Places are X,Y,Z in the patient, in mm (DICOM's LPS), as viewers show them.
"""
_FOLLOW = """\
Reads the images of several studies, enters the regions drawn on them in the book, and proposes which lesion of one
study is which of the next: by rigid registration, then place, size, uptake and organ. Every proposal, split, merged,
new or resolved, is for a reader to confirm. A lesion keeps its TrackingUID for life, across modalities.
"""
_CONFIRM = """\
A lesion or match becomes a fact when a reader confirms it. Names are those of the book: A1 is the first lesion of
series A, m3 a match; A stands for all lesions of series A, B1-B4 for a run of them. Confirming a match confirms its
lesions. Decisions are only added, with reader and time; --undo adds one that takes an earlier one back. Without names
the command lists what is confirmed and what is open.
`onward response BOOK` and `onward board RECORDS BOOK` read what is confirmed; `onward import BOOK` keeps it.
"""


def place(text: str) -> tuple[float, float, float]:
    """ "12.5,-40,310" as three numbers. Raises argparse's error when it is no place."""
    parts = text.split(",")
    try:
        x, y, z = (float(one) for one in parts)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no place; write X,Y,Z in mm, like -35,-160,1210") from None
    if not all(abs(one) < 1e5 for one in (x, y, z)):
        raise argparse.ArgumentTypeError(f"{text!r} lies in no scanner")
    return x, y, z


def window(text: str) -> tuple[float, float]:
    """ "-20,120" as two values. Raises argparse's error."""
    try:
        low, high = (float(one) for one in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no window; write LOW,HIGH") from None
    if not low <= high:
        raise argparse.ArgumentTypeError(f"{text!r}: the first value is the larger one")
    return low, high


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return value


def _percent(text: str) -> float:
    value = _positive(text.removesuffix("%").strip())
    if not value < 100:
        raise argparse.ArgumentTypeError(f"{text!r} is no share of the maximum; write 41 or 50")
    return value


def add_lesion_verbs(verbs: Any) -> None:
    """The three verbs."""
    _lesions(verbs)
    _follow(verbs)
    _confirm(verbs)


def _lesions(verbs: Any) -> None:
    one = command(
        verbs,
        "lesions",
        "candidates on PET and regions drawn on any image, for a reader to confirm",
        module="imaging_lesions",
        function="lesions",
        text=_LESIONS,
        examples=(
            "onward imaging lesions petct/ --organs totalsegmentator.dcm --book lesions.json",
            "onward imaging lesions petct/ --threshold 4 --isocontour 41 --json",
            "onward imaging lesions petct/ --seed=-62,-140,1210 --isocontour 50",
            "onward imaging lesions ct/ --seed=-62,-140,1210 --window=20,90 --book lesions.json",
        ),
    )
    one.add_argument("images", nargs="+", metavar="IMAGES", help="folders, files or ZIP archives")
    how = one.add_argument_group("how to look")
    how.add_argument(
        "--organs", "--seg", action="append", default=[], metavar="FILE", help="masks of organs: SEG or RTSTRUCT"
    )
    how.add_argument("--percist", choices=("liver", "blood"), help="threshold from healthy liver or from blood")
    how.add_argument("--threshold", type=_positive, metavar="SUV", help="a fixed threshold in SUV by body weight")
    how.add_argument("--isocontour", type=_percent, metavar="PERCENT", help="of each lesion's own maximum: 41 or 50")
    how.add_argument("--smallest", type=_positive, default=0.5, metavar="ML", help="leave smaller candidates out (0.5)")
    how.add_argument("--liver", type=place, metavar="X,Y,Z", help="where to put the liver region")
    how.add_argument("--aorta", type=place, metavar="X,Y,Z", help="where to put the blood region")
    how.add_argument("--seed", type=place, action="append", default=[], metavar="X,Y,Z", help="grow a lesion here")
    how.add_argument("--window", type=window, metavar="LOW,HIGH", help="values to grow over, in place of a share")
    how.add_argument("--drawn-only", action="store_true", help="no candidates: only what was drawn on the images")
    one.add_argument("--save-seg", metavar="FILE", help="write the lesions as a DICOM SEG")
    _book(one, required=False)
    _machine(one)


def _follow(verbs: Any) -> None:
    one = command(
        verbs,
        "follow",
        "propose which lesion of one study is which of the next",
        module="imaging_lesions",
        function="follow",
        text=_FOLLOW,
        examples=(
            "onward imaging follow visit1/ visit2/ visit3/ --book lesions.json",
            "onward imaging confirm lesions.json --reader 'Reader 1' --clear",
        ),
    )
    one.add_argument("images", nargs="+", metavar="STUDY", help="folders with the images of the studies")
    _book(one, required=True)
    _machine(one)


def _confirm(verbs: Any) -> None:
    one = command(
        verbs,
        "confirm",
        "what a reader decides of lesions and matches",
        module="imaging_lesions",
        function="confirm",
        text=_CONFIRM,
        examples=(
            "onward imaging confirm lesions.json --reader 'Reader 1'",
            "onward imaging confirm lesions.json --reader 'Reader 1' --accept A1 A2 --role target --site liver",
            "onward imaging confirm lesions.json --reader 'Reader 1' --clear --accept m4 --reject A3",
            "onward imaging confirm lesions.json --reader 'Reader 1' --undo 7",
        ),
    )
    one.add_argument("book", metavar="BOOK", help="the lesion book")
    one.add_argument("--reader", required=True, metavar="NAME", help="who decides")
    one.add_argument(
        "--reader-role",
        choices=("investigator", "independent", "adjudicator"),
        default="investigator",
        help="the reader's role in response (default: investigator)",
    )
    for option, text in (
        ("--accept", "lesions and matches to confirm"),
        ("--reject", "no lesion, or not the same one"),
    ):
        one.add_argument(option, nargs="+", action="extend", default=[], metavar="NAME", help=text)
    one.add_argument(
        "--undo", nargs="+", action="extend", type=int, default=[], metavar="NUMBER", help="take decisions back"
    )
    one.add_argument("--clear", action="store_true", help="confirm all matches marked clear that nobody decided on")
    said = one.add_argument_group("what the reader says of the lesions she confirms")
    said.add_argument("--role", choices=("target", "non-target", "new", "benign"), help="for response criteria")
    said.add_argument(
        "--state", metavar="TEXT", help="her judgement: present, unequivocal progression, equivocal, not evaluable, ..."
    )
    said.add_argument("--site", metavar="SITE", help="the place: liver, bone, lung, node_distant, ...")
    said.add_argument("--place", metavar="TEXT", help="the place in words")
    said.add_argument("--side", choices=("left", "right", "bilateral"), help="the side")
    said.add_argument("--node", action="store_true", help="a lymph node: measured by its short axis")
    said.add_argument("--note", metavar="TEXT", help="a remark that is kept with the decision")
    _machine(one)


def _book(one: argparse.ArgumentParser, *, required: bool) -> None:
    one.add_argument("--book", required=required, metavar="FILE", help="the person's lesion book; made if not there")
    one.add_argument("--person", metavar="ID", help="whose book, where records call her other than the PatientID")


def _machine(one: argparse.ArgumentParser) -> None:
    machine = one.add_mutually_exclusive_group()
    machine.add_argument("--json", action="store_true", help="one JSON document on standard output")
    machine.add_argument("--ndjson", action="store_true", help="one JSON object per entry; issues come last")
    one.add_argument("--quiet", action="store_true", help="no progress on standard error")
