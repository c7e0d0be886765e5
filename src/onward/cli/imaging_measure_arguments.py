"""Arguments of `onward imaging compare|bonescan|enhance|diffusion`. Only argparse is imported."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from onward.cli.command import command

if TYPE_CHECKING:
    from onward.imaging import NormalRegion

_COMPARE = """\
Lists how two studies of one person differ in the way they were made: for PET uptake time, dose per weight, weight,
tracer, scanner, reconstruction, decay correction and voxel size; for CT slice thickness, contrast phase, kernel and
tube voltage; for MR sequence, times and field. What one of them does not write is "not known", never the same.
Series are paired by modality and description.
"""
_BONESCAN = """\
Finds the front and the back view (view code or words of the header; else --views), divides counts by the median count
of the skeleton or by that of a region that you give as normal (--normal), and lists spots brighter than the other
side. Spots near the midline are compared with what lies above and below. Joints, kidneys, bladder and the place of
injection show too, and symmetrical disease does not: NO SPOT IS A FINDING before a reader confirms it.

Share of the skeleton: --sheet writes a table of the spots; a reader fills in bone (left femur, spine, pelvis, ...),
percent of this bone involved, and her name, and gives it back with --confirmed. The share is the sum over bones of
percent x weight of the bone (arithmetic of the bone scan index, Imbriaco 1998). A line with the bone "none" and 0
says that she found none. Several scans of one person give the change.
"""
_ENHANCE = """\
With S0 before, S1 early and S2 late after contrast: percentage enhancement PE = 100 (S1 - S0)/S0 and signal
enhancement ratio SER = (S1 - S0)/(S2 - S0), voxel by voxel, and their statistics in the regions (SEG, RTSTRUCT)
drawn on the images. SER counts over voxels with early PE above 70 %. The volumes are found by their times; where the
headers do not tell them apart, or there are more than three and no time of injection, name them: --volumes 0,1,3.
"""
_DIFFUSION = """\
Fits one exponential through all b values, voxel by voxel, and gives ADC in 10^-3 mm2/s in the regions drawn on the
images. b values come from DiffusionBValue or the private elements of Siemens, GE and Philips. ADC maps that came with
the images are measured as they are, in their own unit where it is written.
"""


def _view_names(text: str) -> tuple[str, ...]:
    """ "anterior,posterior". Raises argparse's error."""
    names = tuple(one.strip().casefold() for one in text.split(","))
    if not all(one in ("anterior", "posterior") for one in names):
        raise argparse.ArgumentTypeError(f"{text!r}: write anterior and posterior in the order of the frames")
    return names


def _normal(text: str) -> NormalRegion:
    """ "posterior,128,400,6". Raises argparse's error."""
    parts = [one.strip() for one in text.split(",")]
    try:
        view, column, row, radius = parts[0].casefold(), *(float(one) for one in parts[1:])
    except (ValueError, IndexError):
        view, column, row, radius = "", 0.0, 0.0, 0.0
    if view not in ("anterior", "posterior") or not 0 < radius < 1e4:
        raise argparse.ArgumentTypeError(f"{text!r}: write VIEW,COLUMN,ROW,RADIUS in pixels, like posterior,128,400,6")
    from onward.imaging import NormalRegion

    return NormalRegion(view="anterior" if view == "anterior" else "posterior", column=column, row=row, radius=radius)


def _volumes(text: str) -> tuple[int, int, int]:
    """ "0,1,3". Raises argparse's error."""
    try:
        before, early, late = (int(one) for one in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: write BEFORE,EARLY,LATE, numbered from 0, like 0,1,3") from None
    return before, early, late


def _number(text: str) -> float:
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e5:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 0 or more")
    return value


def add_measure_verbs(verbs: Any) -> None:
    """compare, bonescan, enhance, diffusion."""
    one = command(
        verbs,
        "compare",
        "how two studies of one person differ in the way they were made",
        module="imaging_measures",
        function="compare",
        text=_COMPARE,
        examples=("onward imaging compare visit1/ visit2/ --json",),
    )
    one.add_argument("earlier", metavar="STUDY1", help="folder or archive of the earlier study")
    one.add_argument("later", metavar="STUDY2", help="folder or archive of the later study")
    _machine(one)
    one = command(
        verbs,
        "bonescan",
        "bone scans: spots for a reader to confirm, share of the skeleton, change over time",
        module="imaging_measures",
        function="bonescan",
        text=_BONESCAN,
        examples=(
            "onward imaging bonescan visit1/ visit2/ --sheet spots.csv",
            "onward imaging bonescan visit1/ visit2/ --confirmed spots.csv --json",
            "onward imaging bonescan scan/ --views anterior,posterior --normal posterior,128,560,6",
        ),
    )
    _images(one)
    one.add_argument("--confirmed", metavar="FILE", help="table of what a reader confirmed (CSV)")
    one.add_argument("--sheet", metavar="FILE", help="write the spots as a table to fill in (CSV)")
    one.add_argument("--views", type=_view_names, default=(), metavar="VIEWS", help="views of the frames, in order")
    one.add_argument(
        "--normal",
        type=_normal,
        action="append",
        default=[],
        metavar="VIEW,COLUMN,ROW,RADIUS",
        help="a circle of normal bone, in pixels",
    )
    _machine(one)
    one = command(
        verbs,
        "enhance",
        "MR after contrast: percentage enhancement and signal enhancement ratio in regions",
        module="imaging_measures",
        function="enhance",
        text=_ENHANCE,
        examples=("onward imaging enhance mr/ --json", "onward imaging enhance mr/ --volumes 0,1,3"),
    )
    _images(one)
    one.add_argument(
        "--volumes", type=_volumes, metavar="BEFORE,EARLY,LATE", help="volumes in order of time, numbered from 0"
    )
    one.add_argument("--enhancing", type=_number, metavar="PERCENT", help="early PE that counts as enhancing (70)")
    _maps(one)
    _machine(one)
    one = command(
        verbs,
        "diffusion",
        "MR diffusion: apparent diffusion coefficient in regions",
        module="imaging_measures",
        function="diffusion",
        text=_DIFFUSION,
        examples=("onward imaging diffusion mr/ --json", "onward imaging diffusion mr/ --lowest-b 100"),
    )
    _images(one)
    one.add_argument("--lowest-b", type=_number, default=0.0, metavar="B", help="leave lower b values out (s/mm2)")
    _maps(one)
    _machine(one)


def _images(one: argparse.ArgumentParser) -> None:
    one.add_argument("images", nargs="+", metavar="IMAGES", help="folders, files or ZIP archives")


def _maps(one: argparse.ArgumentParser) -> None:
    one.add_argument("--maps", metavar="FOLDER", help="write the maps as DICOM parametric maps")


def _machine(one: argparse.ArgumentParser) -> None:
    machine = one.add_mutually_exclusive_group()
    machine.add_argument("--json", action="store_true", help="one JSON document on standard output")
    machine.add_argument("--ndjson", action="store_true", help="one JSON object per entry; issues come last")
    one.add_argument("--quiet", action="store_true", help="no progress on standard error")
