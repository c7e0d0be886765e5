"""Arguments of every command, with help that teaches. Only argparse is imported here, so that --help is quick."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import Any

from onward import __version__

_RECORDS = """\
RECORDS are any mix of
  a FHIR R4 file      bundle.json, patient.ndjson, export.ndjson.gz
  a folder            everything in it that is a record is read, the rest is listed as skipped
  a study folder      cBioPortal files (data_clinical_patient.txt, data_clinical_sample.txt, ...)
  a person's id       of a person in the store (see `onward import`)
"""

_EXIT = """\
exit status: 0 done; 1 some records could not be used (they are listed); 2 bad usage; 3 broken knowledge or store.
Onward is not a medical device: it supports professionals who see the basis of each answer.
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
    _board(commands)
    _knowledge(commands)
    _store(commands)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a day; write it as YYYY-MM-DD, for example 2026-11-23"
        ) from None


def _late(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """The command's function, imported when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        return int(getattr(import_module(f"onward.cli.{module}"), function)(arguments))

    return run


def _command(
    commands: Any,
    name: str,
    summary: str,
    *,
    module: str,
    function: str = "run",
    text: str = "",
    examples: Sequence[str] = (),
) -> argparse.ArgumentParser:
    shown = "\n".join(f"  {line}" for line in examples)
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.\n\n{text}".rstrip(),
        epilog=(f"examples:\n{shown}\n\n" if shown else "") + _EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=_late(module, function))
    return parser


def _store_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--store",
        metavar="PATH|URL",
        help="the store: an SQLite file or postgresql://user@host/database "
        "(default: onward.sqlite in $ONWARD_HOME, or in the platform's data folder)",
    )


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
        ),
    )
    _answer_options(parser)
    parser.add_argument(
        "--out", metavar="PATH", help="file (one person) or folder (several); default board.html or boards"
    )
    parser.add_argument("--pdf", action="store_true", help="also write the PDF beside each page")


def _knowledge(commands: Any) -> None:
    parser = _command(
        commands,
        "knowledge",
        "the reviewed rules and tables: check them, list them",
        module="knowledge",
        function="run_list",
        examples=("onward knowledge list", "onward knowledge check"),
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb, summary in (
        ("check", "read every knowledge file: shape, sources, expiry"),
        ("list", "every knowledge file with version, review and expiry"),
    ):
        one = _command(verbs, verb, summary, module="knowledge", function=f"run_{verb}")
        one.add_argument("--json", action="store_true", help="one JSON document on standard output")
        one.add_argument(
            "--as-of", type=_day, metavar="YYYY-MM-DD", help="day on which expiry is judged (default: today)"
        )


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
