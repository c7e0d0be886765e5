"""Trials for a person on the terminal: the table, near misses, what to ask next, and one trial with its reasons."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Sequence

from onward.app.trial_matching import MatchRequest
from onward.cli.printing import print_table
from onward.criteria import Answer, describe_criterion, questions_left, said
from onward.engines.trials import LineMatch, Matched, Part, TrialMatch, Verdict, day_in_words, outlook
from onward.registry import KM_PER_MILE, NearSite, find_place, read_distance_km
from onward.terms import Truth, UsageError
from onward.timeline import describe

_MARKS = {Truth.YES: "yes", Truth.NO: "NO", Truth.UNKNOWN: "?"}


def request_of(arguments: argparse.Namespace) -> MatchRequest:
    """Where from and how far. Raises UsageError for a place or distance that is none."""
    if arguments.within and not arguments.near:
        raise UsageError("--radius needs a place to start from: --near ZIP or --near LAT,LON.")
    if arguments.limit < 0:
        raise UsageError("--limit counts trials; 0 shows all.")
    if arguments.near is None:
        return MatchRequest()
    from onward.knowledge import geography

    return MatchRequest(
        near=find_place(arguments.near, geography()),
        within_km=read_distance_km(arguments.within) if arguments.within else None,
    )


def show_matched(found: Matched, *, limit: int, where: str) -> None:
    """The trials in order, with what stands in the way and what to ask next."""
    counts = {verdict: sum(one.match.verdict is verdict for one in found.ranked) for verdict in Verdict}
    told = ", ".join(f"{counts[verdict]} {verdict.value.replace('_', ' ')}" for verdict in Verdict)
    print(f"\n{found.person}   as of {found.subject.as_of}   {len(found.ranked):,} trials in {where}: {told}")
    if found.left_out:
        print(f"  {len(found.left_out)} trials are left out because every site is farther.")
    shown = found.ranked if limit == 0 else found.ranked[:limit]
    if shown:
        print_table(
            ("rank", "verdict", "trial", "recruitment", "nearest open site", "why", "title"),
            [
                (
                    str(one.rank),
                    one.match.verdict.value.replace("_", " "),
                    one.match.prepared.trial.id or one.match.prepared.trial.protocol_no,
                    one.recruitment.value,
                    nearest_in_words(found.sites_of(one)),
                    one.match.because,
                    one.match.prepared.trial.title,
                )
                for one in shown
            ],
        )
    if len(shown) < len(found.ranked):
        print(f"  {len(found.ranked) - len(shown):,} more; --limit 0 shows all, --json holds every line.")
    _show_near_misses(found)
    _show_questions(found)


def nearest_in_words(sites: Sequence[NearSite]) -> str:
    """The first site that takes people: place and distance."""
    best = next((one for one in sites if one.is_open), None)
    if best is None:
        return "none stated" if not sites else "none open"
    where = ", ".join(part for part in (best.site.city, best.site.state or best.site.country) if part)
    if best.distance_km is None:
        return where
    return f"{where}, {best.distance_km / KM_PER_MILE:.0f} mi"


def _show_near_misses(found: Matched) -> None:
    if not found.near_misses:
        return
    print("\nLost on one line that could change:")
    for miss in found.near_misses[:10]:
        answer = miss.line.answer
        assert answer is not None, "a near miss has an answer"
        trial = miss.match.prepared.trial
        print(f"  {trial.id}  {outlook(answer).words}: {_short(miss.line.line.text)} ({said(answer)})")


def _show_questions(found: Matched) -> None:
    if not found.questions:
        return
    print("\nWhat to find out next, most decisive first:")
    for number, one in enumerate(found.questions, start=1):
        trials = "1 trial waits" if len(one.trials) == 1 else f"{len(one.trials)} trials wait"
        print(f"  {number:>2}. {one.question.text}")
        print(
            f"      {trials} for it; an answer could rule out {one.rules_out}, and {one.lets_in} wait for nothing else"
        )


def _short(text: str) -> str:
    return textwrap.shorten(text, 110, placeholder=" ...")


# --- one trial


def show_explained(match: TrialMatch, sites: Sequence[NearSite]) -> None:
    """One trial with every line and the whole tree of reasons."""
    trial = match.prepared.trial
    print(f"\n{trial.id}  {trial.title}")
    print(f"  verdict     {match.verdict.value.replace('_', ' ')}: {match.because}")
    print(f"  recruitment {trial.status or 'not stated'}; nearest open site: {nearest_in_words(sites)}")
    for one in match.cohorts:
        if one.cohort.code:
            suspended = ", suspended" if one.cohort.suspended else ""
            label = f" {one.cohort.label}" if one.cohort.label else ""
            print(f"  cohort      {one.cohort.code}{label}: {one.verdict.value.replace('_', ' ')}{suspended}")
    section = ""
    for line in match.lines:
        if line.line.section != section:
            section = line.line.section
            print(f"\n  {section.upper()}")
        _show_line(line)


def _show_line(line: LineMatch) -> None:
    if line.line.part is Part.ASKS_NOTHING:
        print(f"         {_short(line.line.text)}")
        return
    mark = "human" if line.line.part is Part.FOR_A_HUMAN else _MARKS[line.truth]
    print(f"  [{mark:>5}] {line.line.text}")
    if line.line.part is Part.FOR_A_HUMAN:
        print(f"          for a human: {line.line.why}")
    elif line.answer is None:
        print(f"          {line.line.why}")
    else:
        if line.truth is Truth.NO:
            print(f"          {outlook(line.answer).words}")
        _show_tree(line.answer, depth=0)


def _show_tree(answer: Answer, *, depth: int) -> None:
    pad = " " * (10 + 2 * depth)
    print(f"{pad}{_MARKS[answer.truth]}: {describe_criterion(answer.criterion)}")
    if not answer.parts:
        print(f"{pad}   {answer.because}")
        for fact in answer.facts[:4]:
            source = fact.sources[0] if fact.sources else None
            where = "" if source is None else f" [{source.file} {source.place or source.resource}]"
            print(f"{pad}   fact: {describe(fact)}, {fact.when}{where}")
        if answer.truth is Truth.UNKNOWN:
            for left in questions_left(answer):
                print(f"{pad}   ask: {left.question.text}")
    if answer.change.on is not None:
        print(f"{pad}   until {day_in_words(answer.change.on)}")
    for part in answer.parts:
        _show_tree(part, depth=depth + 1)
