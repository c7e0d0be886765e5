"""Trials for a person as plain values: what `onward trials match`, `find` and `who` print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from onward.criteria import Answer, QuestionLeft, Subject, describe_criterion, facts_of, questions_left, said
from onward.engines.trials import (
    LineMatch,
    Matched,
    NearMiss,
    OpenQuestion,
    Part,
    Ranked,
    TrialMatch,
    VerdictChange,
    outlook,
    presumed_truth,
    verdict_if_complete,
)
from onward.outputs.plain.facts import Plain, fact_document, source_document
from onward.outputs.plain.trials import change_documents, near_site_document, trial_document
from onward.reading import Description
from onward.registry import NearSite, recruitment_of
from onward.terms import Truth
from onward.timeline import AnyFact, describe, kind_of

SCHEMA = "onward.trial-match/1"
# What was said of a fact before, by its identity: the lines of one trial name the same few facts again and again.
Told: TypeAlias = "dict[int, dict[str, Plain]]"
# What is left to ask of the answers of one document, by their identity.
Left: TypeAlias = "dict[int, tuple[QuestionLeft, ...]]"


def ranked_document(ranked: Ranked, subject: Subject, sites: Sequence[NearSite]) -> dict[str, Plain]:
    """One trial in its place, with every line."""
    match = ranked.match
    return {
        "schema": SCHEMA,
        "person": subject.timeline.person,
        "as_of": subject.as_of.isoformat(),
        "rank": ranked.rank,
        **match_document(match, subject),
        "score": ranked.score,
        "score_of": {name: round(share, 3) for name, share in ranked.shares.items()},
        "specific_because": list(ranked.relevance.because),
        "open_sites": ranked.reach.open_sites,
        "nearest_km": None if ranked.reach.nearest_km is None else round(ranked.reach.nearest_km, 1),
        "sites": [near_site_document(site) for site in sites],
    }


def match_document(match: TrialMatch, subject: Subject, *, told: Told | None = None) -> dict[str, Plain]:
    """A trial for a person without its place in a list; `told` as for `fact_reference`."""
    told = {} if told is None else told
    trial = trial_document(match.prepared.trial)
    del trial["sites"]
    complete = verdict_if_complete(match, subject)
    read = [line for line in match.lines if line.line.why != "heading"]
    left: Left = {}
    return {
        "nct_id": trial["nct_id"],
        "protocol_no": trial["protocol_no"],
        "title": trial["title"],
        "verdict": match.verdict.value,
        "because": match.because,
        "verdict_if_record_complete": complete.value,
        "cohorts": [
            {
                "code": one.cohort.code,
                "label": one.cohort.label or None,
                "suspended": one.cohort.suspended,
                "verdict": one.verdict.value,
                "best": one is match.best,
            }
            for one in match.cohorts
            if one.cohort.code
        ],
        "lines": [line_document(line, subject, told=told, left=left) for line in match.lines],
        "coverage": round(sum(not _is_unread(line) for line in read) / len(read), 3) if read else 1.0,
        "questions_left": _questions(match, left),
        **{key: value for key, value in trial.items() if key not in ("nct_id", "protocol_no", "title")},
    }


def _is_unread(line: LineMatch) -> bool:
    return line.answer is None and line.decides


def line_document(
    match: LineMatch, subject: Subject, *, told: Told | None = None, left: Left | None = None
) -> dict[str, Plain]:
    """One line: its words, its verdict seen from the person, and what it rests on.

    decides   whether the verdict of the trial rests on it;  for_human   the reason why a person has to look at it
    """
    line, answer = match.line, match.answer
    view = None if answer is None or match.truth is not Truth.NO else outlook(answer)
    return {
        "section": "inclusion" if line.section == "registry" else line.section,
        "index": line.index,
        "field_of_registry": line.section == "registry",
        "text": line.text,
        "cohort": line.cohort or None,
        "verdict": match.truth.value,
        "because": _because(match),
        "facts": [] if answer is None else [fact_reference(fact, told) for fact in facts_of(answer)],
        "rules": [] if answer is None else list(_rules(answer)),
        "can_change": None if view is None else view.can_change,
        "changes_on": None if view is None or view.on is None else view.on.isoformat(),
        "change": None if view is None else view.words,
        "assumed": [*([] if answer is None else answer.assumed), *line.assumed],
        "if_record_complete": None
        if answer is None or match.truth is not Truth.UNKNOWN
        else presumed_truth(answer, subject).value,
        "questions_left": [] if answer is None else [one.question.text for one in _left(answer, left)],
        "decides": match.decides,
        "for_human": line.why if line.part is Part.FOR_A_HUMAN else None,
        "why_not_asked": line.why or None,
        "part_of": line.part_of,
        "asked": None if answer is None else describe_criterion(answer.criterion),
    }


def _left(answer: Answer, known: Left | None) -> tuple[QuestionLeft, ...]:
    """What is left to ask of a line, found out once in a document."""
    found = None if known is None else known.get(id(answer))
    if found is None:
        found = questions_left(answer)
        if known is not None:
            known[id(answer)] = found
    return found


def _because(match: LineMatch) -> str | None:
    if match.answer is not None:
        return said(match.answer)
    return match.line.why or None


def _rules(answer: Answer) -> tuple[str, ...]:
    """The rules behind an answer, each once."""
    found = dict.fromkeys(answer.rules)
    for part in answer.parts:
        found.update(dict.fromkeys(_rules(part)))
    return tuple(found)


def fact_reference(fact: AnyFact, told: Told | None = None) -> dict[str, Plain]:
    """A fact as a line names it: what it says, when, and where it stands.

    told   what was said of the facts of one document, while they live; filled here
    """
    known = None if told is None else told.get(id(fact))
    if known is not None:
        return known
    found: dict[str, Plain] = {
        "kind": kind_of(fact),
        "says": describe(fact),
        "when": str(fact.when),
        "source": [source_document(source) for source in fact.sources],
    }
    if told is not None:
        told[id(fact)] = found
    return found


def _questions(match: TrialMatch, known: Left) -> list[Plain]:
    """What would settle the open lines of the best way in, each question once."""
    found: dict[str, dict[str, Plain]] = {}
    for line in match.open:
        for left in _left(line.answer, known) if line.answer is not None else ():
            entry = found.setdefault(
                left.question.text, {"text": left.question.text, "why": left.question.why.value, "lines": []}
            )
            numbers = entry["lines"]
            assert isinstance(numbers, list)
            if line.line.index is not None and line.line.index not in numbers:
                numbers.append(line.line.index)
    return list(found.values())


def tree_document(answer: Answer, *, told: Told | None = None) -> dict[str, Plain]:
    """An answer with everything that it is made of; `told` as for `fact_reference`."""
    return {
        "asks": describe_criterion(answer.criterion),
        "answer": answer.truth.value,
        "because": answer.because,
        "why_unknown": None if answer.why_unknown is None else answer.why_unknown.value,
        "question": None if answer.question is None else answer.question.text,
        "facts": [fact_reference(fact, told) for fact in answer.facts],
        "rules": list(answer.rules),
        "assumed": list(answer.assumed),
        "can_change": answer.can_change,
        "changes_on": None if answer.changes_on is None else answer.changes_on.isoformat(),
        "parts": [tree_document(part, told=told) for part in answer.parts],
    }


def explained_document(match: TrialMatch, subject: Subject) -> dict[str, Plain]:
    """One trial with the full tree of every line."""
    told: Told = {}
    document = match_document(match, subject, told=told)
    trees = [None if line.answer is None else tree_document(line.answer, told=told) for line in match.lines]
    lines = document["lines"]
    assert isinstance(lines, list)
    document["lines"] = [
        {**line, "tree": tree} for line, tree in zip(lines, trees, strict=True) if isinstance(line, dict)
    ]
    return document


def near_miss_document(miss: NearMiss, subject: Subject) -> dict[str, Plain]:
    """A trial lost on one line that can change."""
    return {
        "nct_id": miss.match.prepared.trial.id,
        "title": miss.match.prepared.trial.title,
        "rank": miss.ranked.rank,
        "opens_on": None if miss.opens_on is None else miss.opens_on.isoformat(),
        "line": line_document(miss.line, subject),
    }


def open_question_document(one: OpenQuestion) -> dict[str, Plain]:
    """A fact or test with how many trials it would decide."""
    return {
        "text": one.question.text,
        "why": one.question.why.value,
        "trials": len(one.trials),
        "rules_out": one.rules_out,
        "lets_in": one.lets_in,
        "settled_by_now": one.settles,
        "trial_ids": list(one.trials),
    }


def overall_document(found: Matched) -> dict[str, Plain]:
    """What one line stands in the way of, and what to ask next."""
    return {
        "near_misses": [near_miss_document(miss, found.subject) for miss in found.near_misses],
        "questions_left": [open_question_document(one) for one in found.questions],
    }


def verdict_change_document(one: VerdictChange) -> dict[str, Plain]:
    """What became of a trial between two catalogues."""
    return {
        "nct_id": one.trial.id,
        "title": one.trial.title,
        "became": one.became.value,
        "before": None if one.before is None else one.before.value,
        "after": None if one.after is None else one.after.value,
        "recruitment": recruitment_of(one.trial.status).value,
        "lines": [
            {
                "text": line.text,
                "before": None if line.before is None else line.before.value,
                "after": None if line.after is None else line.after.value,
                "because": line.because or None,
            }
            for line in one.lines
        ],
        "changes": change_documents(one.changes),
    }


def trials_document(found: Matched) -> dict[str, Plain]:
    """All trials of a board in short: each with its verdict; `onward trials match` tells their lines."""
    return {
        "where": found.where or None,
        "near": None if found.near is None else found.near.label,
        **overall_document(found),
        "trials": [
            {
                "rank": one.rank,
                "nct_id": one.match.prepared.trial.id,
                "protocol_no": one.match.prepared.trial.protocol_no or None,
                "title": one.match.prepared.trial.title,
                "verdict": one.match.verdict.value,
                "because": one.match.because,
                "recruitment": one.recruitment.value,
            }
            for one in found.ranked
        ],
        "left_out": [prepared.trial.id for prepared in found.left_out],
    }


def understood_documents(description: Description) -> list[Plain]:
    """The facts that a description holds, each with its words."""
    return [
        {
            **fact_document(claim.fact),
            "words": claim.words,
            "place": [claim.start, claim.end],
            "assumed": claim.assumed or None,
            "doubt": claim.doubt or None,
        }
        for claim in description.understood
    ]


def not_understood_documents(description: Description) -> list[Plain]:
    """The words that gave no fact, with why."""
    return [{"words": one.words, "why": one.why, "place": [one.start, one.end]} for one in description.left]
