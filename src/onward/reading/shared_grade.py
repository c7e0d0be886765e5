"""A grade that stands at one member of a list and means others: "grade 2 anorexia, nausea or vomiting"."""

from __future__ import annotations

from dataclasses import replace

from onward.reading.shared_window import ANY_INFECTION, SICKNESS
from onward.reading.things import Ill, Several, Thing

# Complaints that are told by one grade in a row.
_GRADED = SICKNESS | {"anorexia", "diarrhoea", "constipation", "mucositis", "stomatitis", "fatigue", "loss of appetite"}
# What treatment does to people, told by the grade that stands behind the last.
_COMPLAINTS = _GRADED | {
    "peripheral neuropathy",
    "peripheral sensory neuropathy",
    "peripheral motor neuropathy",
    "rash",
    "colitis",
    "pneumonitis",
    "hearing loss",
    "pain",
    "neutropenia",
    "thrombocytopenia",
    "anaemia",
}
_BLEEDING = frozenset(
    {"bleeding", "gastrointestinal bleeding", "intracranial bleeding", "pulmonary bleeding", "haemoptysis"}
)


def sharing_grade(one: Thing, other: Thing) -> Thing:
    """ "Haemorrhage or bleeding event of grade 3": one thing by two names, the grade goes for both."""
    if isinstance(one, Several):
        # "Diarrhoea, nausea or vomiting of grade 2": from the last backwards, as far as it goes.
        return replace(one, parts=tuple(sharing_grade(part, other) for part in one.parts))
    if not isinstance(one, Ill) or not isinstance(other, Ill) or one.grade is not None or other.grade is None:
        return one
    both = {*one.groups, *other.groups}
    related = set(one.groups) == set(other.groups) or both <= _BLEEDING or both <= _COMPLAINTS
    return replace(one, grade=other.grade) if related else one


def sharing_grade_before(one: Thing, other: Thing) -> Thing:
    """ "Grade 3 viral, bacterial or fungal infection": the grade before the first kind goes for all kinds."""
    last = one.parts[-1] if isinstance(one, Several) else one
    if isinstance(other, Several):
        parts: list[Thing] = []
        for part in other.parts:
            parts.append(sharing_grade_before(parts[-1] if parts else last, part))
        return replace(other, parts=tuple(parts))
    if not isinstance(last, Ill) or not isinstance(other, Ill) or last.grade is None or other.grade is not None:
        return other
    if {*last.groups, *other.groups} <= _GRADED and other.window is None:
        # "Grade 2 anorexia, nausea or vomiting": each of that grade.
        return replace(other, grade=last.grade)
    are_kinds = set(last.groups) < ANY_INFECTION and set(other.groups) < ANY_INFECTION
    return replace(other, grade=last.grade) if are_kinds and "infection" not in last.groups else other
