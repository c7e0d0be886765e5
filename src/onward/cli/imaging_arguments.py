"""Arguments of `onward imaging`. Only argparse is imported."""

from __future__ import annotations

from typing import Any

from onward.cli.command import command, store_option
from onward.cli.imaging_lesion_arguments import add_lesion_verbs
from onward.cli.imaging_measure_arguments import add_measure_verbs
from onward.cli.imaging_object_arguments import add_object_verbs

_IMAGES = """\
IMAGES are folders, files or ZIP archives; DICOM is found by content, whatever the names. Nothing is changed or sent.
"""

_INDEX = """\
Localizers and reports are listed and make no volume. With --store (or where $ONWARD_HOME holds a store) headers are
kept in the store's database: what has not changed is not read again. Nothing but headers is kept.
"""

_SUV = """\
`factor` times the stored value (after rescale) is SUV by body weight. A header that cannot give a trustworthy SUV is
refused, with the tag that stands in the way.
"""

_MEASURE = """\
Regions come from SEG and RTSTRUCT objects beside the images, tied by series, else by frame of reference. Diameters
are in the acquired plane. Nothing is segmented here.
"""


def add_imaging(commands: Any) -> None:
    """`onward imaging` and its verbs."""
    parser = command(
        commands,
        "imaging",
        "DICOM images: what is there, uptake values, measurements of regions",
        module="imaging",
        function="index",
        text=_IMAGES,
        examples=(
            "onward imaging index scans/",
            "onward imaging suv scans/ --json",
            "onward imaging measure scans/ --json",
            "onward imaging lesions petct/ --organs organs.dcm --book lesions.json",
            "onward imaging follow visit1/ visit2/ --book lesions.json",
            "onward imaging confirm lesions.json --reader 'Reader 1' --clear",
            "onward imaging compare visit1/ visit2/",
            "onward imaging bonescan visit1/ visit2/ --sheet spots.csv",
            "onward imaging enhance mr/ --json",
            "onward imaging convert scans/ --to seg,sr,csv --out objects/ --reader 'Reader 1'",
        ),
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb, summary, text in (
        ("index", "every series with its geometry", _INDEX),
        (
            "suv",
            "standardised uptake values of every PET series",
            _SUV,
        ),
        (
            "measure",
            "volume, uptake and diameters of every region drawn on the images",
            _MEASURE,
        ),
    ):
        one = command(
            verbs,
            verb,
            summary,
            module="imaging",
            function=verb,
            text=f"{text}\n{_IMAGES}",
            examples=(f"onward imaging {verb} scans/ --json",),
        )
        one.add_argument("images", nargs="+", metavar="IMAGES", help="folders, files or ZIP archives")
        machine = one.add_mutually_exclusive_group()
        machine.add_argument("--json", action="store_true", help="one JSON document on standard output")
        machine.add_argument("--ndjson", action="store_true", help="one JSON object per entry; issues come last")
        if verb == "index":
            store_option(one)
        one.add_argument("--quiet", action="store_true", help="no progress on standard error")
    add_lesion_verbs(verbs)
    add_measure_verbs(verbs)
    add_object_verbs(verbs)
