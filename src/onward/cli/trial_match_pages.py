"""Writing the pages that `onward trials match --out` and `onward trials find --out` ask for."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from onward.app.trial_pages import write_trial_pages
from onward.cli.progress import progress_bar
from onward.engines.trials import Matched
from onward.terms import UsageError


def write_pages(arguments: argparse.Namespace, people: Sequence[tuple[Matched, Mapping[str, str]]]) -> None:
    """Write each person's pages into --out and say where they are; several people get one folder each.

    people   with the original text behind each fact, by "file#place"
    """
    if arguments.pages < 0:
        raise UsageError("--pages counts trials; 0 writes a page for each.")
    out = Path(arguments.out)
    if out.is_file():
        raise UsageError(f"{out} is a file; the pages need a folder. Name one with --out.")
    for matched, resources in people:
        folder = out if len(people) == 1 else out / hashlib.sha256(matched.person.encode()).hexdigest()[:16]
        try:
            with progress_bar("Pages", quiet=arguments.quiet) as progress:
                written = write_trial_pages(
                    matched, folder, most=arguments.pages, resources=resources, progress=progress
                )
        except OSError as error:
            raise UsageError(f"cannot write {folder}: {error.strerror}. Name another place with --out.") from error
        if not (arguments.json or arguments.ndjson):
            print(f"{written[0]}   ({len(written) - 1} trials with a page)")
