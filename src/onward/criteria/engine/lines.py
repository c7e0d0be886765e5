"""Counting lines of therapy. Recorded lines are a lower bound: more may have been given than the record holds."""

from __future__ import annotations

from onward.criteria.answer import FIXED, OPEN, Answer
from onward.criteria.describe_treatment import describe_drugs
from onward.criteria.engine.courses import denied_treatments, facts_of_courses, is_meant
from onward.criteria.engine.results import decided, undecided
from onward.criteria.exposure_nodes import Lines
from onward.criteria.subject import ONLY_ORDERED, Subject
from onward.disease import Line
from onward.terms import Truth, WhyUnknown


def answer_lines(leaf: Lines, subject: Subject) -> Answer:
    """Whether at least so many lines are recorded. A NO only where the setting itself is ruled out."""
    judged = [(line, _counts(leaf, line, subject)) for line in subject.picture.lines]
    counted = [line for line, truth in judged if truth is Truth.YES]
    doubtful = [line for line, truth in judged if truth is Truth.UNKNOWN]
    what = "" if leaf.containing is None else f" with {describe_drugs(leaf.containing)}"
    said = f"{_number(len(counted))}{what} recorded{_names(counted)}"
    courses = tuple(course for line in counted for course in line.courses)
    rules = tuple(dict.fromkeys(rule for line in counted for rule in line.rules))
    if len(counted) >= leaf.at_least:
        sure = [line for line in counted if not _is_only_ordered(line)]
        assumed = () if len(sure) >= leaf.at_least else (ONLY_ORDERED,)
        facts = facts_of_courses(courses)
        return decided(leaf, Truth.YES, said, facts=facts, rules=rules, change=FIXED, assumed=assumed)
    if leaf.settings == ("metastatic",) and subject.picture.metastatic is Truth.NO and not counted and not doubtful:
        because = f"no metastatic disease: {subject.picture.metastatic_because}"
        return decided(leaf, Truth.NO, because, change=OPEN)
    if leaf.containing is not None and not counted and not doubtful:
        denied = denied_treatments(leaf.containing, subject, settings=leaf.settings)
        if denied:
            because = "the record says that it was never taken"
            return decided(leaf, Truth.NO, because, facts=denied, change=OPEN)
    ask = f"Which lines of therapy{what} were given? The treatment summary with dates and why each treatment ended."
    facts = facts_of_courses((*courses, *(course for line in doubtful for course in line.courses)))
    if len(counted) + len(doubtful) >= leaf.at_least:
        because = f"{said}; setting or end of {_number(len(doubtful))} more is not recorded"
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=facts, rules=rules)
    because = f"{said}; whether there were more the record does not say"
    return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, facts=facts, rules=rules)


def _number(count: int) -> str:
    return "no line" if not count else "1 line" if count == 1 else f"{count} lines"


def _names(lines: list[Line]) -> str:
    return f": {'; '.join(line.regimen for line in lines)}" if lines else ""


def _is_only_ordered(line: Line) -> bool:
    return bool(line.courses) and all(course.only_ordered for course in line.courses)


def _counts(leaf: Lines, line: Line, subject: Subject) -> Truth:
    if line.setting != "unknown" and line.setting not in leaf.settings:
        return Truth.NO
    drugs = leaf.containing
    if drugs is not None and not any(is_meant(drugs, given) for given in subject.given if given.line is line):
        return Truth.UNKNOWN if any(not course.known for course in line.courses) else Truth.NO
    if leaf.ended_by and line.why_ended != "unknown" and line.why_ended not in leaf.ended_by:
        return Truth.NO
    if line.setting == "unknown" or (leaf.ended_by and line.why_ended == "unknown"):
        return Truth.UNKNOWN
    return Truth.YES
