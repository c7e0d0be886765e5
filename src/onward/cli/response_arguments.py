"""Arguments of `onward response`. Only argparse is imported."""

from __future__ import annotations

from typing import Any

from onward.cli.command import command, day, store_option


def add_response(commands: Any) -> None:
    """`onward response`."""
    parser = command(
        commands,
        "response",
        "is the treatment working: response criteria with their reasons",
        module="response",
        text="RECORDS hold measured lesions: SDTM tables (tu.csv and tr.csv, or .xpt) in a folder, DICOM measurement\n"
        "reports (SR), FHIR observations of lesions, lesion books of `onward imaging`, signed reads. Each reader is\n"
        "answered by itself. Criteria: recist-1.1, irecist, percist-1.0, eortc-1999, mda-bone, rano-bm,\n"
        "volumetric-brain, marker-trend, clinical-summary; without --criteria all for which there is something to\n"
        "judge. Where they disagree, that is said, with what may explain it and what settles it.\n"
        "Categories of RECIST 1.1, mda-bone, rano-bm and volumetric-brain: CR, PR, SD, PD, NE, NON-CR/NON-PD; of\n"
        "iRECIST: iCR, iPR, iSD, iUPD (unconfirmed), iCPD (confirmed), NE, NON-iCR/NON-iUPD; of PERCIST and EORTC:\n"
        "CMR, PMR, SMD, PMD, NE. marker-trend answers rising, falling or no significant change, clinical-summary the\n"
        "status that the team recorded: neither is a response.\n"
        "PET in TR: TRTESTCD SULPEAK, SUVMAX, TLG, MTV, ...; lesions of TUSTRESC REFERENCE are liver and aorta\n"
        "(SULMEAN, SULSD); rows without a lesion say how the PET was made (UPTKTIME, TRACER, SCANNER, ...).\n"
        "Bone in TR: findings by scan (TRMETHOD) as TUMSTATE (SCLEROTIC RIM, LYTIC GROWTH, ...), ESTCHG for the\n"
        "reader's estimate in %. Beside tu and tr: ex.csv tells when a treatment began, cm.csv corticosteroids,\n"
        "rs.csv clinical status (RSTESTCD CLINSTAT, ECOG101, KPS...), lb.csv the markers.\n"
        "Every category comes with its reason and section, what would have changed it, and what makes it less sure.\n"
        "--out writes rs.csv and rs.xpt (SDTM RS), adrs.csv (in the shape of ADaM), response.csv (a row per visit),\n"
        "response.fhir.json (mCODE cancer disease status), dicom/ (a DICOM SR per reader, visit and criterion, which\n"
        "names no images), and waterfall, swimmer and spider as .svg with their .csv.",
        examples=(
            "onward response reads/ --criteria recist-1.1",
            "onward response reads/ --criteria recist-1.1,irecist --ndjson",
            "onward response pet/ --criteria percist-1.0,eortc-1999",
            "onward response reads/ --criteria recist-1.1,mda-bone,marker-trend --json",
            "onward response reads/ --out answers/",
        ),
    )
    parser.add_argument("records", nargs="+", metavar="RECORDS", help="folders and files, or ids in the store")
    parser.add_argument(
        "--criteria", default="", metavar="NAMES", help="criteria, joined by commas (default: all that apply)"
    )
    parser.add_argument(
        "--out", metavar="FOLDER", help="write SDTM RS, ADaM-like, CSV, FHIR, DICOM SR and pictures into FOLDER"
    )
    parser.add_argument(
        "--no-dicom", action="store_true", help="with --out: no DICOM SR (some 20 a second; for tables of many people)"
    )
    parser.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="as known on that day (default: today)")
    machine = parser.add_mutually_exclusive_group()
    machine.add_argument("--json", action="store_true", help="one JSON document on standard output")
    machine.add_argument(
        "--ndjson", action="store_true", help="one JSON object per person, reader and criterion; issues come last"
    )
    store_option(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")
