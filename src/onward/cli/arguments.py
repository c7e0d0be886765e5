"""Arguments of every command, with help that teaches. Only argparse is imported here, so that --help is quick."""

from __future__ import annotations

import argparse
from typing import Any

from onward import __version__
from onward.cli.command import EXIT as _EXIT
from onward.cli.command import command as _command
from onward.cli.command import day as _day
from onward.cli.command import store_option as _store_option
from onward.cli.imaging_arguments import add_imaging
from onward.cli.reads_arguments import add_reads
from onward.cli.response_arguments import add_response
from onward.cli.trial_arguments import add_trials
from onward.cli.trial_match_arguments import board_trials

_RECORDS = """\
RECORDS are any mix of
  a FHIR R4 file      bundle.json, patient.ndjson, export.ndjson.gz
  a folder            everything in it that is a record is read, the rest is listed as skipped
  a study folder      cBioPortal files (data_clinical_patient.txt, data_clinical_sample.txt, ...)
  tumour tables       SDTM tu.csv and tr.csv (or .xpt) of one folder: lesions that readers measured
  a molecular file    VCF annotated by VEP or SnpEff, MAF, discrete copy number, fusions, a panel report as .txt
  a person's id       of a person in the store (see `onward import`)
"""


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="onward",
        description="From the records of a person with metastatic breast cancer to answers that show their facts,\n"
        "their rules, their sources and what is still unknown. Works offline; nothing leaves this machine.",
        epilog="Start here:\n"
        "  onward board bundle.json --out board.html     the tumour-board page of one person\n"
        "  onward disease bundle.json                    receptors, sites, lines of therapy, and why\n"
        "  onward timeline bundle.json                   every fact, with its date and source\n"
        "  onward import folder/                         keep records in the store\n\n"
        "`onward COMMAND --help` explains one command.\n\n" + _EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"onward {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _import(commands)
    _timeline(commands)
    _disease(commands)
    _options(commands)
    _board(commands)
    _care(commands)
    _knowledge(commands)
    add_trials(commands)
    add_imaging(commands)
    add_response(commands)
    add_reads(commands)
    _store(commands)
    return parser


def _answer_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "records", nargs="+", metavar="RECORDS", help="files, folders, study folders, or ids in the store"
    )
    parser.add_argument(
        "--as-of",
        type=_day,
        metavar="YYYY-MM-DD",
        help="answer as known on that day: later facts and later knowledge do not count (default: today)",
    )
    machine = parser.add_mutually_exclusive_group()
    machine.add_argument("--json", action="store_true", help="one JSON document on standard output")
    machine.add_argument("--ndjson", action="store_true", help="one JSON object per person and line; issues come last")
    _store_option(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _import(commands: Any) -> None:
    parser = _command(
        commands,
        "import",
        "read records into the store, original bytes kept",
        module="importing",
        text="Importing the same thing twice adds nothing; a changed resource becomes a new version. An import that\n"
        "was interrupted is completed by running it again.\n\n" + _RECORDS,
        examples=(
            "onward import export/ patients.ndjson.gz",
            "onward import export/ --store postgresql://onward@localhost/onward",
        ),
    )
    parser.add_argument("records", nargs="+", metavar="PATH", help="files and folders to import")
    parser.add_argument(
        "--json", action="store_true", help="counts by kind, files with their hashes, and issues as JSON"
    )
    _store_option(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _timeline(commands: Any) -> None:
    parser = _command(
        commands,
        "timeline",
        "every fact of a person in order of time, with its source",
        module="timeline",
        text=_RECORDS,
        examples=("onward timeline bundle.json", "onward timeline bundle.json --kind lab_result --as-of 2025-06-30"),
    )
    _answer_options(parser)
    parser.add_argument("--kind", action="append", metavar="KIND", help="only facts of this kind; may be repeated")


def _disease(commands: Any) -> None:
    parser = _command(
        commands,
        "disease",
        "what the disease is now: receptors, subtype, onset, sites, lines of therapy",
        module="disease",
        text="Each answer names the facts, the rule and the reason; what cannot be told says what would settle it.\n\n"
        + _RECORDS,
        examples=("onward disease bundle.json", "onward disease study_folder --ndjson > pictures.ndjson"),
    )
    _answer_options(parser)


def _options(commands: Any) -> None:
    parser = _command(
        commands,
        "options",
        "therapy options: what may be given now, what is withheld or ruled out, and why",
        module="options",
        text="Every rule stands in exactly one list: options (may be given on what is recorded), undecided\n"
        "(a fact is missing, with the question that settles it), rejected (with the fact and the rule), continuing\n"
        "(what she has now), not available (pending, negative and withdrawn decisions). Rules are dated: with --as-of\n"
        "only what was approved on that day may be given, and a rule past its expiry is shown and not used.\n\n"
        + _RECORDS,
        examples=(
            "onward options bundle.json --region us",
            "onward options bundle.json --region eu --as-of 2026-11-01 --json",
            "onward options study_folder --region us --ndjson > options.ndjson",
        ),
    )
    _answer_options(parser)
    _region(parser)
    parser.add_argument("--all", action="store_true", help="also list, in words, every rule that is ruled out")


def _board(commands: Any) -> None:
    parser = _command(
        commands,
        "board",
        "the tumour-board page: one self-contained HTML file per person",
        module="board",
        text="One person gives the file PATH; several give one file each in the folder PATH, named by a hash of the\n"
        "person's id.\n\n" + _RECORDS,
        examples=(
            "onward board bundle.json --out board.html",
            "onward board bundle.json --out board.html --pdf --as-of 2026-11-01",
            "onward board folder/ --out boards/",
            "onward board bundle.json --trials studies.ndjson.gz --near 02115",
            "onward board bundle.json lesions.json --images scans/",
        ),
    )
    _answer_options(parser)
    board_trials(parser)
    parser.add_argument(
        "--out", metavar="PATH", help="file (one person) or folder (several); default board.html or boards"
    )
    parser.add_argument("--pdf", action="store_true", help="also write the PDF beside each page")
    parser.add_argument(
        "--images",
        nargs="+",
        default=[],
        metavar="IMAGES",
        help="DICOM folders: pictures of the lesions that the lesion book among RECORDS confirms",
    )
    _region(parser)


def _region(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--region",
        choices=("us", "eu"),
        default="us",
        help="whose approvals count for therapy options: us (FDA) or eu (EMA); default us",
    )


def _care(commands: Any) -> None:
    parser = _command(
        commands,
        "care",
        "side effects and what to watch: grades of laboratory values",
        module="care",
        function="run_grade",
        examples=("onward care grade values.csv", "onward care grade values.csv --json"),
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    one = _command(
        verbs,
        "grade",
        "the CTCAE v5.0 grade of each laboratory value in a table",
        module="care",
        function="run_grade",
        text="FILE is CSV with a first line of column names:\n"
        "  id,term,value,unit,low,high,baseline\n"
        "  a1,Neutrophil count decreased,1.4,10*9/L,1.8,7.5,\n"
        "  a2,Alanine aminotransferase increased,130,U/L,,40,35\n"
        "term is a laboratory term of CTCAE v5.0; unit is the UCUM unit of all four numbers; low and high are the\n"
        "laboratory's own limits of normal. A row without a unit, or without a number that its grade needs, has no\n"
        "grade, and says what is missing. What a grade presumes (symptoms, a normal baseline) is said beside it.",
        examples=("onward care grade values.csv", "onward care grade values.csv --json > grades.json"),
    )
    one.add_argument("file", metavar="FILE", help="a CSV file")
    machine = one.add_mutually_exclusive_group()
    machine.add_argument("--json", action="store_true", help="one JSON document on standard output")
    machine.add_argument("--ndjson", action="store_true", help="one JSON object per row and line; issues come last")
    one.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help="day on which expiry of the table is judged (default: today)"
    )


def _knowledge(commands: Any) -> None:
    parser = _command(
        commands,
        "knowledge",
        "the reviewed rules and tables: check them, list them",
        module="knowledge",
        function="run_list",
        examples=("onward knowledge list", "onward knowledge check", "onward knowledge import civic FILE"),
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb, summary in (
        ("check", "read every knowledge file: shape, sources, words, cases, expiry, and what has vanished"),
        ("list", "every knowledge file with version, review and expiry"),
    ):
        one = _command(verbs, verb, summary, module="knowledge", function=f"run_{verb}")
        one.add_argument("--json", action="store_true", help="one JSON document on standard output")
        one.add_argument(
            "--as-of", type=_day, metavar="YYYY-MM-DD", help="day on which expiry is judged (default: today)"
        )
        if verb == "check":
            one.add_argument(
                "--renew-index",
                action="store_true",
                help="for those who edit the files: write data/INDEX.txt anew, unless something has vanished unsaid",
            )
    one = _command(
        verbs,
        "import",
        "evidence of CIViC, shown beside options for and against drugs",
        module="knowledge_import",
        text="FILE is the table of accepted clinical evidence from civicdb.org/releases (tab-separated, or gzipped).\n"
        "It is kept as it came under $ONWARD_HOME with its hash, which is checked at each use. The table imported\n"
        "last is used; older ones stay. Evidence is never an approval.",
        examples=("onward knowledge import civic 01-May-2026-AcceptedClinicalEvidenceSummaries.tsv",),
    )
    one.add_argument("source", choices=("civic",), help="what kind of table FILE is")
    one.add_argument("file", metavar="FILE", help="the table")
    one.add_argument("--json", action="store_true", help="counts, unplaced profiles and issues as one JSON document")


def _store(commands: Any) -> None:
    parser = _command(
        commands,
        "store",
        "what the store holds; take an import back",
        module="store",
        function="run_list",
        examples=("onward store list", "onward store people", "onward store forget SHA256"),
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb, summary in (
        ("list", "files in the store, with hash, size and time received"),
        ("people", "ids of the people in the store"),
        ("forget", "take one imported file and what it added out of the store"),
    ):
        one = _command(verbs, verb, summary, module="store", function=f"run_{verb}")
        _store_option(one)
        one.add_argument("--json", action="store_true", help="one JSON document on standard output")
        if verb == "forget":
            one.add_argument(
                "sha256", help="hash of the file as `onward store list` shows it (the first 12 signs are enough)"
            )
            one.add_argument("--yes", action="store_true", help="do not ask")
