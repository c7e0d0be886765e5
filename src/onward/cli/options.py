"""`onward options`: therapy options with their reasons."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Iterator
from textwrap import fill

from onward.app.answers import with_issues
from onward.app.options import OptionsFound, option_inputs, options_of
from onward.cli.loading import load, status_of
from onward.cli.printing import print_issues, print_people
from onward.cli.progress import progress_bar
from onward.engines.options import (
    DecidedRule,
    Verdict,
    because,
    cautions_of,
    evidence_words,
    grouped,
    missing_words,
    regimen_words,
    why_rejected,
)
from onward.intake import PersonRecord
from onward.outputs.plain import issue_document, options_document, skipped_document


def run(arguments: argparse.Namespace) -> int:
    """Print the options of each person."""
    loaded, as_of = load(arguments)
    option_inputs(arguments.region)  # a broken rule is said before the first answer
    gc.freeze()  # rules and people stay to the end: looking for cycles among them again and again is idle work
    people = loaded.people
    issues = [issue_document(issue) for issue in loaded.issues]
    if len(people) == 1 and not arguments.ndjson:
        people = (with_issues(people[0], loaded.issues),)
    machine = arguments.json or arguments.ndjson

    def answers() -> Iterator[tuple[PersonRecord, OptionsFound]]:
        with progress_bar("Options", quiet=arguments.quiet) as progress:
            for done, person in enumerate(people, start=1):
                yield person, options_of(person, region=arguments.region, as_of=as_of)
                if progress is not None:
                    progress(done, len(people))

    if machine:
        print_people(
            (options_document(one.options, issues=person.issues) for person, one in answers()),
            count=len(people),
            as_lines=arguments.ndjson,
            issues=issues,
            skipped=[skipped_document(skipped.file, skipped.why) for skipped in loaded.skipped],
        )
        return status_of(loaded)
    for person, one in answers():
        _show(one, everything=arguments.all)
        print_issues([issue_document(issue) for issue in person.issues])
    if len(people) != 1:
        print_issues(issues)
    return status_of(loaded)


def _show(one: OptionsFound, *, everything: bool) -> None:
    answer, picture = one.options, one.found.picture
    agency = {"us": "FDA", "eu": "EMA"}[answer.region]
    print(f"\n{answer.person}   as of {answer.as_of}, region {answer.region} ({agency})")
    print(f"  {picture.subtype.plain} ({picture.subtype.code}); metastatic: {picture.metastatic.value}")
    if answer.nothing_because:
        _say("Nothing is offered", answer.nothing_because)
        return
    present = answer.present
    if present.drugs:
        judged = f"{present.state_word} on {present.state_on}" if present.state_on else "no judgement recorded on it"
        _say("Now", f"{present.regimen} since {present.since or 'an unknown day'}: {judged}")
    for one_rule in answer.of(Verdict.CONTINUING):
        _say("Continuing", f"{one_rule.rule.title} ({one_rule.rule.id})")
    for name, rules in grouped(answer.of(Verdict.OPTION)):
        print(f"\n  {name}")
        for rule in rules:
            _option(rule)
    for note in answer.together:
        _say("Together", f"{note.note.says} {note.note.because}")
    _undecided(answer.of(Verdict.UNDECIDED))
    if answer.tests:
        print("\n  Tests to consider, the most decisive first")
        for test in answer.tests:
            _item(f"{test.test}: would open {len(test.opens)}, close {len(test.closes)}")
    if answer.questions:
        print("\n  Questions to ask")
        for question in answer.questions:
            _item(f"{question.question} (would open {len(question.opens)}, close {len(question.closes)})")
    _rejected(answer.of(Verdict.REJECTED), everything=everything)
    waiting = [rule for rule in answer.of(Verdict.NOT_AVAILABLE) if rule.fits.value != "no"]
    if waiting:
        print("\n  Not available, and why")
        for rule in waiting:
            _item(f"{rule.rule.title}: {rule.availability.because}")
    print("\n  Rules are marked review: none until a clinician has signed them. Onward is not a medical device.")


def _option(one: DecidedRule) -> None:
    _item(f"{one.rule.title}: {regimen_words(one)}   [{one.rule.id}, review: {one.review}]", mark="*")
    _detail(one.availability.because)
    _detail(f"Why: {because(one.conditions)}")
    if evidence := evidence_words(one):
        _detail(f"Evidence: {evidence}")
    for assumed in one.assumed:
        _detail(f"Assumed: {assumed}")
    for warned in one.warned:
        _detail(f"Note: {warned.says}")
    for drugs, caution in cautions_of(one):
        of_whom = f", {drugs}" if drugs else ""
        _detail(f"{caution.kind.capitalize()}{of_whom}: {caution.text} ({caution.because})")
    if one.unverified:
        _detail(f"Not opened: {'; '.join(source.title for source in one.unverified)}")


def _undecided(undecided: tuple[DecidedRule, ...]) -> None:
    if not undecided:
        return
    print("\n  Undecided, and what is missing")
    for one in undecided:
        _item(f"{one.rule.title}   [{one.rule.id}]")
        for missing in one.missing:
            _detail(missing_words(missing))


def _rejected(rejected: tuple[DecidedRule, ...], *, everything: bool) -> None:
    if not rejected:
        return
    later = [one for one in rejected if one.can_change]
    if not everything:
        print(f"\n  Ruled out: {len(rejected)} ({len(later)} of them may become possible; --all lists them)")
        return
    print("\n  Ruled out")
    for one in rejected:
        _item(f"{one.rule.title}   [{one.rule.id}]: {why_rejected(one)}")


def _say(label: str, text: str) -> None:
    print(fill(text, width=118, initial_indent=f"  {label}: ", subsequent_indent="      "))


def _item(text: str, *, mark: str = "-") -> None:
    print(fill(text, width=118, initial_indent=f"    {mark} ", subsequent_indent="      "))


def _detail(text: str) -> None:
    print(fill(text, width=118, initial_indent="        ", subsequent_indent="          "))
