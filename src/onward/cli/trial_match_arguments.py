"""Arguments of `onward trials match`, `find` and `who`. Only argparse is imported."""

from __future__ import annotations

import argparse
from typing import Any

from onward.cli.command import command, day, store_option

_VERDICTS = """\
Each line of a trial is answered from the record: yes it lets the person in, no it stands in the way, unknown. A line
that cannot change and stands in the way makes a trial not_eligible, one that can change not_now; an unknown makes it
possible; else it is eligible. Lines for a human (consent, logistics, judgement) are listed and decide nothing.
What a record does not say is unknown, never yes and never no.
"""


def add_match_verbs(verbs: Any) -> None:
    """match, find, who."""
    _match(verbs)
    _find(verbs)
    _who(verbs)


def _match(verbs: Any) -> None:
    parser = command(
        verbs,
        "match",
        "which trials may fit a person, line by line, and why",
        module="trials_match",
        text=_VERDICTS + "\nRECORDS are files, folders, study folders, or ids in the store.",
        examples=(
            "onward trials match bundle.json --trials studies.ndjson.gz --near 02115",
            "onward trials match bundle.json --explain NCT04191499",
            "onward trials match bundle.json --trials studies.ndjson.gz --ndjson > matches.ndjson",
            "onward trials match bundle.json --trials studies.ndjson.gz --out pages/",
            "onward trials match bundle.json --trials november.ndjson.gz --since-trials october.ndjson.gz",
        ),
    )
    parser.add_argument("records", nargs="+", metavar="RECORDS", help="files, folders, or ids in the store")
    _common(parser)
    parser.add_argument("--explain", metavar="ID", help="one trial with the whole tree of reasons of each line")
    _pages(parser)
    since = parser.add_mutually_exclusive_group()
    since.add_argument(
        "--since", type=day, metavar="YYYY-MM-DD", help="only what became of verdicts since the catalogue of that day"
    )
    since.add_argument(
        "--since-trials", metavar="FILE", help="only what became of verdicts since an older file of trials"
    )


def _find(verbs: Any) -> None:
    parser = command(
        verbs,
        "find",
        "which trials may fit somebody you describe in your own words",
        module="trials_find",
        text="The description becomes facts, which are shown first; what was not understood is listed. What is\n"
        "denied, planned, suspected or said of relatives is no fact about the person, and a number without a unit\n"
        "keeps none.\n\n" + _VERDICTS,
        examples=(
            'onward trials find "64F, de novo HR+ HER2 1+, bone + liver, progressed on letrozole, ECOG 1" --near 10001',
            "onward trials find --file letter.txt --trials studies.ndjson.gz",
            'onward trials find "..." --understood     only what was understood',
        ),
    )
    parser.add_argument(
        "description", nargs="?", metavar="TEXT", help="the description; - reads it from standard input"
    )
    parser.add_argument("--file", metavar="FILE", help="read the description from a text file")
    parser.add_argument("--understood", action="store_true", help="only show what was understood, and match nothing")
    _common(parser)
    parser.add_argument("--explain", metavar="ID", help="one trial with the whole tree of reasons of each line")
    _pages(parser)


def _pages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="FOLDER", help="write a page per trial in plain language into this folder")
    parser.add_argument(
        "--pages", type=int, default=25, metavar="N", help="how many pages --out writes, best first (25); 0 for all"
    )


def _who(verbs: Any) -> None:
    parser = command(
        verbs,
        "who",
        "the people who may fit a trial, with the same explanation",
        module="trials_who",
        text="Everybody in RECORDS, or everybody in the store when no RECORDS are named.\n\n" + _VERDICTS,
        examples=(
            "onward trials who NCT04191499",
            "onward trials who NCT04191499 --trials studies.ndjson.gz --records exports/ --json",
        ),
    )
    parser.add_argument("trial", metavar="ID", help="NCT id or protocol number")
    parser.add_argument("--records", nargs="+", metavar="RECORDS", help="files, folders, or ids in the store")
    parser.add_argument("--all", action="store_true", help="also list people whom a line that cannot change keeps out")
    _common(parser, place=False)


def board_trials(parser: argparse.ArgumentParser) -> None:
    """Arguments of the board page for its part on trials."""
    _trials(parser, "show trials of this file on the page, may be repeated; --near alone takes the catalogue")
    _place(parser)
    _no_cache(parser)
    parser.set_defaults(limit=0)


def _common(parser: argparse.ArgumentParser, *, place: bool = True) -> None:
    _trials(parser, "trials to look in, may be repeated (default: the catalogue in the store)")
    if place:
        _place(parser)
        parser.add_argument("--limit", type=int, default=20, metavar="N", help="trials in the table (20); 0 for all")
    parser.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="answer as known on that day (default: today)")
    machine = parser.add_mutually_exclusive_group()
    machine.add_argument("--json", action="store_true", help="one JSON document on standard output")
    machine.add_argument("--ndjson", action="store_true", help="one JSON object per trial and line, in rank order")
    store_option(parser)
    _no_cache(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _trials(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--trials", action="append", metavar="FILE", help=words)


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--near", metavar="ZIP|LAT,LON", help="a US ZIP code, or degrees such as 42.34,-71.10 anywhere")
    parser.add_argument(
        "--radius",
        "--within",
        dest="within",
        metavar="DISTANCE",
        help="leave out trials of which every site is known to be farther: 80km, '50 mi' (needs --near)",
    )


def _no_cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-cache", action="store_true", help="read every trial anew, and keep no readings for the next time"
    )
