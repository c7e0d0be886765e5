"""`onward trials find`: trials for somebody who is described in words."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from onward.app.trial_matching import Understood, match_person, understand
from onward.cli.printing import print_json, print_line
from onward.cli.progress import progress_bar
from onward.cli.today import today
from onward.cli.trial_match_show import request_of
from onward.cli.trials_match import load_catalogue, print_matched, status_of_trials
from onward.outputs.plain import disease_document, not_understood_documents, understood_documents
from onward.terms import UsageError
from onward.timeline import describe


def run(arguments: argparse.Namespace) -> int:
    """Show what was understood, then the trials."""
    place = request_of(arguments)
    as_of = arguments.as_of or today()
    understood = understand(_text(arguments), as_of=as_of)
    head = _head(understood)
    if arguments.understood:
        if arguments.json or arguments.ndjson:
            (print_json if arguments.json else print_line)({"kind": "person", **head})
        else:
            _show(understood)
        return 0
    trials, catalogue = load_catalogue(arguments)
    request = replace(place, where=trials.in_words)
    if not (arguments.json or arguments.ndjson):
        _show(understood)
    with progress_bar("Matching", quiet=arguments.quiet) as progress:
        found = match_person(
            understood.timeline, understood.picture, catalogue, request, as_of=as_of, progress=progress
        )
    print_matched(arguments, [found], trials, trials.issues, head=[head])
    if arguments.out:
        from onward.cli.trial_match_pages import write_pages

        write_pages(arguments, [(found, {})])
    return status_of_trials(trials)


def _text(arguments: argparse.Namespace) -> str:
    if arguments.file and arguments.description:
        raise UsageError("give the description as TEXT or with --file, not both.")
    if arguments.file:
        try:
            return Path(arguments.file).read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise UsageError(f"{arguments.file} cannot be read: {error.strerror}.") from error
    if arguments.description == "-":
        return sys.stdin.read()
    return arguments.description or ""


def _head(understood: Understood) -> dict[str, object]:
    """The person as she was understood."""
    disease = disease_document(understood.picture, understood.timeline)
    return {
        "person": understood.timeline.person,
        "as_of": disease["as_of"],
        "understood": understood_documents(understood.description),
        "not_understood": not_understood_documents(understood.description),
        "disease": {
            key: disease[key]
            for key in ("metastatic", "onset", "subtype", "plain", "receptors", "sites", "cns", "lines", "endocrine")
        },
    }


def _show(understood: Understood) -> None:
    print("Understood:")
    for claim in understood.description.understood:
        when = "" if claim.fact.when.start is None and claim.fact.when.end is None else f", {claim.fact.when}"
        assumed = f"   (assumed: {claim.assumed})" if claim.assumed else ""
        assumed += f"   ({claim.doubt})" if claim.doubt else ""
        print(f"  {describe(claim.fact)}{when}   <- {claim.words!r}{assumed}")
    if not understood.description.understood:
        print("  nothing")
    if understood.description.left:
        print("Not taken for facts:")
        for left in understood.description.left:
            print(f"  {left.words!r}: {left.why}")
    picture = understood.picture
    print(f"So: {picture.subtype.plain}; metastatic: {picture.metastatic.value}")
    for line in picture.lines:
        print(f"  line {line.n}, {line.setting}: {line.regimen} ({line.why_ended})")
