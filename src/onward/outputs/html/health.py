"""Everything that is not the cancer but decides with it: other illnesses, allergies, medicines, family."""

from __future__ import annotations

from onward.disease import DiseasePicture
from onward.outputs.html.context import Cell, Table
from onward.outputs.html.drug_groups import is_cancer_treatment
from onward.outputs.html.other_treatment import newest_first, shortened
from onward.outputs.html.phrases import NOT_RECORDED, counted, listed, period_text, sentence_case, span_text, spoken
from onward.outputs.html.sources import SourceRegister
from onward.timeline import Allergy, Comorbidity, FamilyHistory, PregnancyFact, Standing, Timeline

_ENDED = ("resolved", "inactive", "remission")


def health_tables(timeline: Timeline, picture: DiseasePicture, register: SourceRegister) -> tuple[Table, ...]:
    """Other illnesses, allergies, other medicines, family history."""
    return (
        _comorbidities(timeline, register),
        _allergies(timeline, register),
        _medicines(picture, register),
        _family(timeline, register),
    )


def _comorbidities(timeline: Timeline, register: SourceRegister) -> Table:
    groups: dict[tuple[str, str, bool], list[Comorbidity]] = {}
    for fact in timeline.of(Comorbidity):
        words = spoken(fact.text) or fact.group or "condition not named"
        groups.setdefault((words, fact.clinical_status, fact.standing is Standing.REFUTED), []).append(fact)
    ordered = sorted(groups.items(), key=lambda one: (one[0][2], one[0][1] in _ENDED, newest_first(one[1][-1])))
    rows = []
    for (words, status, refuted), facts in ordered:
        notes = [fact.group.replace("_", " ") for fact in facts[:1] if fact.group and fact.group != words]
        if len(facts) > 1:
            notes.append(f"recorded {counted(len(facts), 'time')}, last {period_text(facts[-1].when)}")
        provisional = any(fact.standing is Standing.PROVISIONAL for fact in facts)
        rows.append(
            (
                Cell(
                    text=f"Not: {words}" if refuted else sentence_case(words),
                    notes=tuple(notes),
                    marks=register.cite(facts),
                ),
                Cell(
                    text=" ".join(part for part in (status, "(provisional)" if provisional else "") if part)
                    or NOT_RECORDED
                ),
                Cell(text=period_text(facts[0].when)),
            )
        )
    pregnancies = timeline.of(PregnancyFact)
    if pregnancies:
        newest = pregnancies[-1]
        rows.insert(
            0,
            (
                Cell(text=sentence_case(newest.state), marks=register.cite((newest,))),
                Cell(text="newest recorded"),
                Cell(text=period_text(newest.when)),
            ),
        )
    return shortened(
        "Other illnesses", ("What", "Status", "When"), rows, numeric=(2,), empty="No other illness is recorded."
    )


def _allergies(timeline: Timeline, register: SourceRegister) -> Table:
    rows = [
        (
            Cell(
                text=("Not: " if fact.standing is Standing.REFUTED else "")
                + sentence_case(spoken(fact.text) or fact.drug or "substance not named"),
                marks=register.cite((fact,)),
            ),
            Cell(text=fact.criticality or NOT_RECORDED),
        )
        for fact in timeline.of(Allergy)
    ]
    return Table(
        caption="Allergies and intolerances",
        columns=("What", "How dangerous"),
        rows=tuple(rows),
        empty="Allergies are not recorded; that is not the same as none. Ask.",
    )


def _medicines(picture: DiseasePicture, register: SourceRegister) -> Table:
    courses = sorted(
        (course for course in picture.courses if not is_cancer_treatment(course)),
        key=lambda course: (
            not course.ongoing,
            -course.start.earliest.toordinal() if course.start is not None else 0,
            course.drug,
        ),
    )
    rows = []
    for course in courses:
        doses = list(dict.fromkeys(fact.dose_text for fact in course.facts if fact.dose_text))
        notes = [course.drug_class] if course.known else ["not known to Onward"]
        rows.append(
            (
                Cell(
                    text=sentence_case(course.drug),
                    notes=tuple(note for note in (*notes, *doses[:1]) if note),
                    marks=register.cite(course.facts),
                ),
                Cell(text=span_text(course.start, course.end, ongoing=course.ongoing)),
            )
        )
    return shortened(
        "Other medicines",
        ("Medicine", "When"),
        rows,
        numeric=(1,),
        empty="No other medicine is recorded. Ask, also about what is taken without a prescription.",
    )


def _family(timeline: Timeline, register: SourceRegister) -> Table:
    rows = [
        (
            Cell(text=sentence_case(fact.relationship or "relative"), marks=register.cite((fact,))),
            Cell(text=listed([fact.condition]) or NOT_RECORDED),
        )
        for fact in timeline.of(FamilyHistory)
    ]
    return Table(
        caption="Family",
        columns=("Relative", "What"),
        rows=tuple(rows),
        empty="Family history is not recorded.",
    )
