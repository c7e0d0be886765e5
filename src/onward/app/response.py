"""Response of people by the criteria asked for: the timeline as known on a day, the rules, the answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from onward.disease import Line, derive_picture
from onward.engines.response import (
    CRITERIA,
    SPEAKING,
    Asked,
    ReaderResponse,
    SideBySide,
    applying,
    asked_of,
    courses_of,
    respond_by_all,
    side_by_side,
    statuses_of,
)
from onward.intake import PersonRecord
from onward.knowledge import codes, disease_knowledge, response_rules
from onward.terms import Issue, Severity, UsageError
from onward.timeline import DiseaseStatus, DrugTreatment, Timeline, as_known_on, build_timeline


def criteria_named(text: str) -> tuple[str, ...]:
    """ "recist-1.1,percist-1.0" to names, each once; none at all means all that apply.

    Raises UsageError for a name that is not known.
    """
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    for name in names:
        if name not in CRITERIA:
            raise UsageError(f"There is no criterion {name!r}. Known: {', '.join(CRITERIA)}.")
    return names


def response_of(record: PersonRecord, criteria: Sequence[str], *, as_of: date) -> tuple[ReaderResponse, ...]:
    """Each criterion for each reader of this person's lesions; all that apply where none is named."""
    timeline = as_known_on(build_timeline(record.person, record.facts, record.issues), as_of)
    asked = asked_by(timeline)
    names = criteria or applying(asked)
    return respond_by_all(asked, [(name, response_rules(CRITERIA[name].file)) for name in names])


def laid_side_by_side(responses: Sequence[ReaderResponse]) -> tuple[SideBySide, ...]:
    """For each person whom more than one criterion answered: where the criteria disagree, and why."""
    by_person: dict[str, list[ReaderResponse]] = {}
    for one in responses:
        by_person.setdefault(one.person, []).append(one)
    rules = response_rules(CRITERIA["recist-1.1"].file)
    found = (side_by_side(of, rules) for of in by_person.values())
    return tuple(one for one in found if one is not None)


def lines_of(record: PersonRecord, *, as_of: date) -> tuple[Line, ...]:
    """The lines of therapy of a person, for the pictures; () where no drug is recorded."""
    if not any(isinstance(fact, DrugTreatment) for fact in record.facts):
        return ()
    timeline = as_known_on(build_timeline(record.person, record.facts, record.issues), as_of)
    return derive_picture(timeline, disease_knowledge(), as_of=as_of).lines


def synthetic_files(issues: Iterable[Issue]) -> frozenset[str]:
    """The files that say of themselves that their images were made by a program, of nobody.

    issues   of reading; intake notes it of every measurement report and lesion book that holds the mark
    """
    return frozenset(issue.file for issue in issues if issue.what.startswith("the images are synthetic"))


def asked_by(timeline: Timeline) -> Asked:
    """What every criterion is answered from: the lesions in order, and the treatments around them."""
    courses = courses_of(timeline, codes().drugs.by_name) if timeline.of(DrugTreatment) else ()
    return asked_of(timeline, drug_classes_of(timeline), courses)


def drug_classes_of(timeline: Timeline) -> frozenset[str]:
    """Classes of the drugs that are recorded ("immune checkpoint inhibitor"); some criteria are for some drugs."""
    drugs = {fact.drug for fact in timeline.of(DrugTreatment) if fact.drug}
    known = codes().drugs.by_name if drugs else {}
    return frozenset(known[drug].drug_class for drug in drugs if drug in known)


def response_facts(timeline: Timeline) -> tuple[tuple[DiseaseStatus, ...], tuple[Issue, ...]]:
    """Response as disease statuses of imaging (docs/adr/0020), and an issue for each visit that gave none for a doubt.

    They end lines of therapy and answer "progressed on" as a recorded progression does; each names its criterion and
    the measurements it rests on.
    """
    asked = asked_by(timeline)
    names = [name for name in SPEAKING if CRITERIA[name].applies(asked)]
    responses = respond_by_all(asked, [(name, response_rules(CRITERIA[name].file)) for name in names])
    together = response_rules(CRITERIA["clinical-summary"].file)["together-days"]
    found = statuses_of(responses, asked, together_days=int(together))
    issues = [
        Issue(
            file=one.source.file if one.source is not None else "",
            place=one.visit,
            what="readers disagree on the response: "
            + ", ".join(
                f"{who or 'a reader'} {said or 'no reading'}"
                for who, said in zip(one.readers, one.categories, strict=True)
            )
            + ("" if one.criterion == "RECIST 1.1" else f" ({one.criterion})"),
            did="took no response of this visit into the timeline; adjudicate it",
            severity=Severity.WARNING,
        )
        for one in found.disagreements
    ]
    issues += [
        Issue(
            file=one.source.file if one.source is not None else "",
            place=one.visit,
            what=f"{one.criterion} by {' and '.join(who or 'a reader' for who in one.readers)}: {one.why}",
            did=f"took no progression of this visit into the timeline; what settles it: {one.settles}",
            severity=Severity.WARNING,
        )
        for one in found.withheld
    ]
    return found.facts, tuple(issues)
