"""Which recorded courses of treatment a question means, and in which setting each was given."""

from __future__ import annotations

from collections.abc import Iterable

from onward.criteria.answer import each_once
from onward.criteria.exposure_nodes import DrugSet
from onward.criteria.subject import Given, Subject
from onward.disease import Course
from onward.timeline import AnyFact, DrugTreatment, Standing


def given_courses(drugs: DrugSet, subject: Subject) -> tuple[Given, ...]:
    """The recorded courses of the drugs that are meant, in the order of the picture."""
    return tuple(given for given in subject.given if is_meant(drugs, given))


def is_meant(drugs: DrugSet, given: Given) -> bool:
    """Whether the drug of a course is one of those that are meant."""
    if not given.names.isdisjoint(drugs.excluding):
        return False
    course = given.course
    return (
        course.drug in drugs.drugs
        or not given.names.isdisjoint(drugs.classes)
        or course.role in drugs.roles
        or course.payload in drugs.payloads
        or course.target in drugs.targets
    )


def denied_treatments(drugs: DrugSet, subject: Subject) -> tuple[DrugTreatment, ...]:
    """Records that deny every one of the drugs by name ("never took ..."); () when one of them is not denied."""
    if not drugs.drugs or drugs.classes or drugs.roles or drugs.payloads or drugs.targets:
        return ()
    denied = [fact for fact in subject.of(DrugTreatment) if fact.standing is Standing.REFUTED]
    if set(drugs.drugs) <= {fact.drug for fact in denied}:
        return tuple(fact for fact in denied if fact.drug in drugs.drugs)
    return ()


def unknown_drugs(subject: Subject) -> tuple[AnyFact, ...]:
    """Treatments with drugs that nobody could name: each may be one of those that are asked for."""
    courses = (course for course in subject.picture.courses if not course.known)
    return facts_of_courses(courses)


def facts_of_courses(courses: Iterable[Course]) -> tuple[AnyFact, ...]:
    """The facts behind courses, each once."""
    return each_once(fact for course in courses for fact in course.facts)
