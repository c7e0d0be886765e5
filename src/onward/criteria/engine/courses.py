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
    if drugs.excluding and course.drug.endswith(_NOT_NAMED):
        # A class without its drug may be the one that does not count.
        return False
    return (
        course.drug in drugs.drugs
        or not given.names.isdisjoint(drugs.classes)
        or course.role in drugs.roles
        or course.payload in drugs.payloads
        or course.target in drugs.targets
    )


# How codes/drugs names a class of which a source does not say the drug ("CDK4/6 inhibitor not named").
_NOT_NAMED = " not named"


def denied_treatments(drugs: DrugSet, subject: Subject, *, settings: tuple[str, ...] = ()) -> tuple[DrugTreatment, ...]:
    """Records that deny every one of the drugs ("never took ...") or classes; () when one of them is not denied.

    settings   what is asked about; a denial for one setting ("no chemotherapy for metastatic disease") counts there
    """
    if drugs.roles or drugs.payloads or drugs.targets:
        return ()
    denied = [
        fact
        for fact in subject.of(DrugTreatment)
        if fact.standing is Standing.REFUTED
        and (not fact.told or not fact.told.setting or settings == (fact.told.setting,))
    ]
    classes = {fact.drug.removesuffix(_NOT_NAMED): fact for fact in denied if fact.drug.endswith(_NOT_NAMED)}
    names = {fact.drug: fact for fact in denied}
    found: list[DrugTreatment] = []
    for asked in drugs.classes:
        if asked not in classes:
            return ()
        found.append(classes[asked])
    for drug in drugs.drugs:
        entry = subject.reference.drugs.get(drug)
        by_class = next((name for name in classes if entry is not None and name in entry.classes), None)
        if drug not in names and by_class is None:
            return ()
        found.append(names[drug] if drug in names else classes[by_class or ""])
    return tuple(dict.fromkeys(found))


def unknown_drugs(subject: Subject) -> tuple[AnyFact, ...]:
    """Treatments with drugs that nobody could name: each may be one of those that are asked for."""
    courses = (course for course in subject.picture.courses if not course.known)
    return facts_of_courses(courses)


def facts_of_courses(courses: Iterable[Course]) -> tuple[AnyFact, ...]:
    """The facts behind courses, each once."""
    return each_once(fact for course in courses for fact in course.facts)
