"""Arguments of `onward trials`: the catalogue here; each verb's own file runs it. Only argparse is imported."""

from __future__ import annotations

import argparse
from typing import Any

from onward.cli.command import command, day, store_option
from onward.cli.trial_match_arguments import add_match_verbs

FILES = """\
FILE is any mix of
  ClinicalTrials.gov v2   one study, NDJSON, pages of the API, each also .gz
  legacy XML              clinical_study records
  CTML                    MatchMiner's YAML or JSON
  FHIR R4 ResearchStudy   alone, in a bundle, or NDJSON
  a folder                everything in it that is a trial is read, the rest is listed as skipped
"""

STATUSES = "recruiting, not-yet, by-invitation, suspended, closed, completed, terminated, withdrawn, unknown"


def add_trials(commands: Any) -> None:
    """`onward trials` and all of its verbs."""
    parser = command(
        commands,
        "trials",
        "clinical trials: a local catalogue to search, read and match",
        module="trials_list",
        text="Nothing leaves this machine, except that `sync` asks the registry for the trials of your query.",
        examples=(
            "onward trials sync --condition 'breast cancer'",
            "onward trials search PIK3CA metastatic --near 02115 --within '100 mi'",
            "onward trials match bundle.json --near 02115",
            'onward trials find "58F, ER+ HER2-low, bone and liver, progressed on letrozole/palbociclib, ECOG 1"',
            "onward trials import studies.ndjson.gz",
            "onward trials read studies.ndjson.gz",
            "onward trials changes",
        ),
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    _import(verbs)
    _sync(verbs)
    _list(verbs)
    _changes(verbs)
    _search(verbs)
    _read(verbs)
    add_match_verbs(verbs)


def trials_option(parser: argparse.ArgumentParser) -> None:
    """--trials: the files to look in, in place of the catalogue in the store."""
    parser.add_argument(
        "--trials",
        action="append",
        metavar="FILE",
        help="trials to look in, may be repeated (default: the catalogue in the store)",
    )


def machine_options(parser: argparse.ArgumentParser, line: str) -> None:
    """--json and --ndjson; `line` says what a line of NDJSON is."""
    machine = parser.add_mutually_exclusive_group()
    machine.add_argument("--json", action="store_true", help="one JSON document on standard output")
    machine.add_argument("--ndjson", action="store_true", help=f"one JSON object per line: {line}")


def place_options(parser: argparse.ArgumentParser) -> None:
    """--near and --within."""
    parser.add_argument(
        "--near",
        metavar="ZIP|LAT,LON",
        help="a US ZIP code, or degrees such as 42.34,-71.10 anywhere (in the south: --near=-33.9,18.4)",
    )
    parser.add_argument(
        "--within",
        metavar="DISTANCE",
        help="only trials with a site within this great-circle distance: 80km, '50 mi' (needs --near)",
    )


def quiet_option(parser: argparse.ArgumentParser) -> None:
    """--quiet"""
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _import(verbs: Any) -> None:
    parser = command(
        verbs,
        "import",
        "keep trials in the store, original bytes and every version",
        module="trials_import",
        text="Importing the same thing twice adds nothing; a changed trial becomes a new version.\n\n" + FILES,
        examples=("onward trials import studies.ndjson.gz", "onward trials import trial.yaml folder/"),
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="files and folders of trials")
    parser.add_argument("--json", action="store_true", help="counts, files with their hashes, and issues as JSON")
    store_option(parser)
    quiet_option(parser)


def _sync(verbs: Any) -> None:
    parser = command(
        verbs,
        "sync",
        "fetch trials from ClinicalTrials.gov into the store",
        module="trials_sync",
        text="The only command that uses the network: it sends the query below, and nothing of any person, to --url.\n"
        "The first run fetches all trials of the query, later ones only what was updated since. A run that breaks off\n"
        "goes on at its page when started again.",
        examples=(
            "onward trials sync --condition 'breast cancer'",
            "onward trials sync --query 'AREA[OverallStatus]RECRUITING AND metastatic breast cancer'",
            "onward trials sync --dry-run",
        ),
    )
    parser.add_argument(
        "--url",
        metavar="URL",
        help="address of the API (default: $ONWARD_TRIALS_URL, else https://clinicaltrials.gov/api/v2)",
    )
    parser.add_argument("--condition", metavar="WORDS", help="condition or disease (default: breast cancer)")
    parser.add_argument("--query", metavar="EXPRESSION", help="further words or an Essie expression (query.term)")
    parser.add_argument(
        "--status", action="append", metavar="STATUS", help="only trials in this state, such as RECRUITING; repeatable"
    )
    parser.add_argument("--since", type=day, metavar="YYYY-MM-DD", help="only what was updated on or after that day")
    parser.add_argument("--all", action="store_true", help="fetch everything again, whatever was fetched before")
    parser.add_argument("--page-size", type=int, default=200, metavar="N", help="studies a page, 1 to 1000 (200)")
    parser.add_argument("--results", action="store_true", help="fetch the results sections too (much larger)")
    parser.add_argument("--dry-run", action="store_true", help="show the request that would be sent, and send nothing")
    parser.add_argument("--json", action="store_true", help="what was fetched, as JSON")
    store_option(parser)
    quiet_option(parser)


def _list(verbs: Any) -> None:
    parser = command(
        verbs,
        "list",
        "the trials of the catalogue, with state and versions",
        module="trials_list",
        examples=("onward trials list --status recruiting", "onward trials list --ndjson > trials.ndjson"),
    )
    parser.add_argument("--status", action="append", metavar="STATUS", help=f"{STATUSES}; repeatable")
    machine_options(parser, "a trial")
    store_option(parser)
    quiet_option(parser)


def _changes(verbs: Any) -> None:
    parser = command(
        verbs,
        "changes",
        "what changed in the catalogue: status, sites, criteria line by line",
        module="trials_changes",
        text="Compares what the catalogue holds now with what it held before: before its last import, or on --since.",
        examples=(
            "onward trials changes",
            "onward trials changes --since 2026-10-01 --json",
            "onward trials changes NCT04191499",
            "onward trials changes --between october.ndjson.gz november.ndjson.gz",
        ),
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help="only these trials, with every version of them")
    parser.add_argument("--since", type=day, metavar="YYYY-MM-DD", help="compare with the catalogue of that day")
    parser.add_argument("--between", nargs=2, metavar=("OLD", "NEW"), help="compare two files instead of the store")
    machine_options(parser, "a trial that changed")
    store_option(parser)
    quiet_option(parser)


def _search(verbs: Any) -> None:
    parser = command(
        verbs,
        "search",
        "trials by words and filters, ranked, with the reason for each hit",
        module="trials_search",
        text="Words are found in every form (tumor, tumours) and under every name (Ibrance, palbociclib, CDK4/6\n"
        "inhibitor); in quotation marks they stand together. What a text does not state, such as the line of therapy,\n"
        "is `not stated` and passes a filter only with --or-not-stated.\n\n" + FILES,
        examples=(
            "onward trials search 'HER2-low' brain --status recruiting --phase 2 --phase 3",
            "onward trials search CDK4/6 --near 10001 --within '50 mi' --trials studies.ndjson.gz",
            "onward trials search --subtype HR+/HER2- --line second --metastatic --json",
        ),
    )
    parser.add_argument("words", nargs="*", metavar="WORDS", help="words to look for; none lists all that pass")
    parser.add_argument("--without", action="append", metavar="WORD", help="a word that must not occur; repeatable")
    trials_option(parser)
    parser.add_argument("--status", action="append", metavar="STATUS", help=f"{STATUSES}, open; repeatable")
    parser.add_argument("--phase", action="append", metavar="N", help="early-1, 1, 2, 3, 4, na; repeatable")
    parser.add_argument(
        "--subtype", action="append", metavar="SUBTYPE", help="HR+/HER2-, HER2+, HER2-low, TNBC; repeatable"
    )
    parser.add_argument("--line", action="append", metavar="LINE", help="first, second, third, later; repeatable")
    parser.add_argument("--metastatic", action="store_true", help="only trials for metastatic or advanced disease")
    parser.add_argument(
        "--or-not-stated", action="store_true", help="also trials whose text does not state what a filter asks"
    )
    parser.add_argument(
        "--intervention-class",
        action="append",
        metavar="CLASS",
        help="class of drug (CDK4/6 inhibitor, antibody-drug conjugate, ...) or drug, radiation, procedure, device, "
        "behavioral, ...; repeatable",
    )
    place_options(parser)
    parser.add_argument("--site-status", action="append", metavar="STATUS", help="a site in this state; repeatable")
    parser.add_argument("--remote", action="store_true", help="only trials whose text speaks of remote visits")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="trials shown (20); 0 for all")
    parser.add_argument(
        "--as-of", type=day, metavar="YYYY-MM-DD", help="day on which the age of a status is judged (default: today)"
    )
    machine_options(parser, "a trial, then a line with the facets")
    store_option(parser)
    quiet_option(parser)


def _read(verbs: Any) -> None:
    parser = command(
        verbs,
        "read",
        "what the criteria of trials say, line by line, as typed questions",
        module="trials_read",
        text="Every line of the eligibility text is listed: with its reading, or with why it is left to a human\n"
        "(consent, logistics, judgement) or not read (not understood, not English). Headings ask for nothing.\n\n"
        + FILES,
        examples=(
            "onward trials read NCT01234567.json",
            "onward trials read studies.ndjson.gz --ndjson > readings.ndjson",
            "onward trials read protocol.yaml --json",
            "onward trials read studies.ndjson.gz --unread     only the lines that nobody could read",
        ),
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="trials to read (default: those of the store)")
    parser.add_argument("--trial", action="append", metavar="ID", help="only this trial, may be repeated")
    parser.add_argument("--unread", action="store_true", help="show only lines that were not understood")
    machine_options(parser, "a trial")
    store_option(parser)
    quiet_option(parser)
