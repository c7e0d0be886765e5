"""Arguments of `onward imaging convert`, `fetch` and `send`. Only argparse is imported."""

from __future__ import annotations

from typing import Any

from onward.cli.command import command

_CONVERT = """\
Measures every region that SEG and RTSTRUCT objects draw on the images beside them, and writes regions and numbers in
the forms asked for. Numbers of measurement reports (SR, TID 1500) that lie there go into csv and fhir as they stand.

forms:
  seg        DICOM SEG of the regions of each series, with TrackingUID, finding and anatomic site (SNOMED CT)
  sr         DICOM SR, TID 1500: every number with its UCUM unit, the segment it was measured on, the long axis as line
  rtstruct   DICOM RTSTRUCT: closed contours that enclose exactly the voxels of each region
  csv        lesions.csv: one row a number
  fhir       lesions.fhir.json: ImagingStudy, BodyStructure, Observations (mCODE Tumor and Tumor Size)

A region that has no TrackingUID gets one. Without --reader nobody has confirmed the regions: the SR is unverified and
becomes no fact, observations are preliminary. Objects made on synthetic images say SYNTHETIC.
"""


def add_object_verbs(verbs: Any) -> None:
    """convert, fetch, send."""
    one = command(
        verbs,
        "convert",
        "regions and measurements as SEG, SR, RTSTRUCT, CSV and FHIR",
        module="imaging_convert",
        function="convert",
        text=_CONVERT,
        examples=(
            "onward imaging convert scans/ --to seg,sr --out objects/ --reader 'Reader 1'",
            "onward imaging convert scans/ --to csv,fhir --out tables/",
            "onward imaging convert ct/ structures.dcm --to seg --segments binary --lesions --out objects/",
        ),
    )
    one.add_argument("images", nargs="+", metavar="IMAGES", help="folders, files, ZIP archives or a DICOMDIR")
    one.add_argument("--to", required=True, metavar="FORMS", help="seg, sr, rtstruct, csv, fhir; several with commas")
    one.add_argument(
        "--out", required=True, metavar="FOLDER", help="where the files go; files of that name are replaced"
    )
    one.add_argument(
        "--segments",
        choices=("labelmap", "binary"),
        default="labelmap",
        help="kind of SEG: labelmap is smaller and quicker; binary is what older viewers read (default: labelmap)",
    )
    one.add_argument("--reader", default="", metavar="NAME", help="who confirms the regions (a name or a code)")
    one.add_argument(
        "--lesions", action="store_true", help="every region is a lesion; else what its object or its name says"
    )
    one.add_argument("--json", action="store_true", help="one JSON document on standard output")
    one.add_argument("--quiet", action="store_true", help="no progress on standard error")
