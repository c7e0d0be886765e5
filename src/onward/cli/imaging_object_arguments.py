"""Arguments of `onward imaging convert`, `fetch` and `send`. Only argparse is imported."""

from __future__ import annotations

from typing import Any

from onward.cli.command import command, day

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
    _fetch(verbs)
    _send(verbs)


_ARCHIVE = """\
ADDRESS: https://HOST/dicom-web (DICOMweb), or dicom://AETITLE@HOST:PORT (DIMSE; dicoms:// with TLS). It is the only
place that is spoken to. For DICOMweb set ONWARD_ARCHIVE_USER and ONWARD_ARCHIVE_PASSWORD, or ONWARD_ARCHIVE_TOKEN.
What is not encrypted is refused unless you add --unencrypted or the archive runs on this machine.
"""

_FETCH = """\
Fetches the studies of one person, or those that are named, into FOLDER/study/series/instance.dcm, as the archive holds
them. --list only says what is there. By DICOMweb a patient's id stands in the address of the request, as the standard
asks: archives may log it; name studies by --study, or use DIMSE, where that must not be.
"""

_SEND = """\
Sends every DICOM object of files and folders to the archive, by STOW-RS or C-STORE, and says of each that was not taken
why. Look at what `onward imaging convert` wrote before you send it.
"""


def _fetch(verbs: Any) -> None:
    one = command(
        verbs,
        "fetch",
        "studies from an image archive",
        module="imaging_archive",
        function="fetch",
        text=f"{_FETCH}\n{_ARCHIVE}",
        examples=(
            "onward imaging fetch --from https://archive.example/dicom-web --patient P-1 --list",
            "onward imaging fetch --from dicom://ARCHIVE@127.0.0.1:4242 --patient P-1 --modality PT,CT --out scans/",
            "onward imaging fetch --from https://archive.example/dicom-web --study 1.2.3.4 --out scans/",
        ),
    )
    one.add_argument("--from", dest="archive", required=True, metavar="ADDRESS", help="the archive")
    one.add_argument("--patient", default="", metavar="ID", help="PatientID, exactly as the archive has it")
    one.add_argument("--study", action="append", default=[], metavar="UID", help="StudyInstanceUID; may be repeated")
    one.add_argument("--series", action="append", default=[], metavar="UID", help="only these series; may be repeated")
    one.add_argument("--modality", default="", metavar="CODES", help="only series of these kinds, with commas: PT,CT")
    one.add_argument("--since", type=day, metavar="DATE", help="studies of this day or later")
    one.add_argument("--until", type=day, metavar="DATE", help="studies of this day or earlier")
    one.add_argument("--list", action="store_true", help="say what is there, fetch nothing")
    one.add_argument("--out", metavar="FOLDER", help="where the objects go")
    one.add_argument(
        "--move-port",
        type=int,
        metavar="PORT",
        help="DIMSE: fetch by C-MOVE to this port, which the archive must know under --title (default: C-GET, no port)",
    )
    _connection(one)


def _send(verbs: Any) -> None:
    one = command(
        verbs,
        "send",
        "objects into an image archive",
        module="imaging_archive",
        function="send",
        text=f"{_SEND}\n{_ARCHIVE}",
        examples=(
            "onward imaging send objects/ --to https://archive.example/dicom-web",
            "onward imaging send objects/pt-01-seg.dcm objects/pt-01-sr.dcm --to dicom://ARCHIVE@127.0.0.1:4242",
        ),
    )
    one.add_argument("objects", nargs="+", metavar="OBJECTS", help="DICOM files, or folders of them")
    one.add_argument("--to", dest="archive", required=True, metavar="ADDRESS", help="the archive")
    _connection(one)


def _connection(one: Any) -> None:
    one.add_argument("--title", default="ONWARD", metavar="AET", help="own AE title, for DIMSE (default: ONWARD)")
    one.add_argument("--unencrypted", action="store_true", help="the network is trusted: speak without encryption")
    one.add_argument(
        "--timeout",
        type=float,
        default=60.0,
        metavar="SECONDS",
        help="how long the archive may be silent (default: 60)",
    )
    one.add_argument("--json", action="store_true", help="one JSON document on standard output")
    one.add_argument("--quiet", action="store_true", help="no progress on standard error")
