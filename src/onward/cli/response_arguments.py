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
        text="RECORDS hold measured lesions: SDTM tables (tu.csv and tr.csv, or .xpt) in a folder. Each reader is\n"
        "answered by itself. Criteria: recist-1.1, irecist, percist-1.0, eortc-1999; without --criteria all for which\n"
        "there is something to judge. Categories of RECIST 1.1: CR, PR, SD, PD, NE, NON-CR/NON-PD; of iRECIST: iCR,\n"
        "iPR, iSD, iUPD (unconfirmed), iCPD (confirmed), NE, NON-iCR/NON-iUPD; of PERCIST and EORTC: CMR, PMR, SMD,\n"
        "PMD, NE. PET in TR: TRTESTCD SULPEAK, SUVMAX, TLG, MTV, ...; lesions of TUSTRESC REFERENCE are liver and\n"
        "aorta (SULMEAN, SULSD); rows without a lesion say how the PET was made (UPTKTIME, TRACER, SCANNER, ...).\n"
        "Every category comes with its reason and section, what would have changed it, and what makes it less sure.\n"
        "--out writes rs.csv and rs.xpt (SDTM RS), adrs.csv (in the shape of ADaM), response.csv (a row per visit)\n"
        "and response.fhir.json (mCODE cancer disease status).",
        examples=(
            "onward response reads/ --criteria recist-1.1",
            "onward response reads/ --criteria recist-1.1,irecist --ndjson",
            "onward response pet/ --criteria percist-1.0,eortc-1999",
            "onward response reads/ --out answers/",
        ),
    )
    parser.add_argument("records", nargs="+", metavar="RECORDS", help="folders and files, or ids in the store")
    parser.add_argument(
        "--criteria", default="", metavar="NAMES", help="criteria, joined by commas (default: all that apply)"
    )
    parser.add_argument("--out", metavar="FOLDER", help="write SDTM RS, ADaM-like, CSV and FHIR files into FOLDER")
    parser.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="as known on that day (default: today)")
    machine = parser.add_mutually_exclusive_group()
    machine.add_argument("--json", action="store_true", help="one JSON document on standard output")
    machine.add_argument(
        "--ndjson", action="store_true", help="one JSON object per person, reader and criterion; issues come last"
    )
    store_option(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")
