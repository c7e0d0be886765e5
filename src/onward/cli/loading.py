"""RECORDS arguments to people, for every command that answers about people."""

from __future__ import annotations

import argparse
from datetime import date

from onward.app.records import LoadedRecords, load_people
from onward.cli.progress import progress_bar
from onward.cli.today import today
from onward.terms import Severity


def load(arguments: argparse.Namespace) -> tuple[LoadedRecords, date]:
    """Read what the person named, with a bar while it takes long; gives the people and the day to answer on."""
    day = today()
    with progress_bar("Reading", quiet=arguments.quiet) as progress:
        loaded = load_people(arguments.records, store=arguments.store, progress=progress, today=day)
    return loaded, arguments.as_of or day


def status_of(loaded: LoadedRecords) -> int:
    """1 when some records could not be used, else 0."""
    everything = (*loaded.issues, *(issue for person in loaded.people for issue in person.issues))
    return 1 if any(issue.severity is Severity.ERROR for issue in everything) else 0
