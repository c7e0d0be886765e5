"""Why markers, symptoms, the team's record or another reader say otherwise than the images."""

from __future__ import annotations

from collections.abc import Sequence, Set

from onward.engines.response.clinical import is_clinical
from onward.engines.response.compared import IMAGES, Compared, Why, answers_by
from onward.engines.response.ways import BETTER, OPEN, WAITING, WORSE
from onward.knowledge import ResponseRules
from onward.timeline import DiseaseStatus


def markers(compared: Sequence[Compared], rules: ResponseRules) -> list[Why]:
    """Against images; where none were read by a criterion, against the status that the team recorded."""
    del rules
    found: list[Why] = []
    images = {one.way for one in answers_by(compared, *IMAGES)} - {OPEN}
    shown = "images show" if images else "the record says"
    images = images or {one.way for one in answers_by(compared, "clinical-summary")} - {OPEN}
    for marker in answers_by(compared, "marker-trend"):
        why = _of_marker(marker, images, shown) if images and marker.way != OPEN and marker.way not in images else None
        if why is not None:
            found.append(why)
    return found


def _of_marker(marker: Compared, images: Set[str], shown: str) -> Why | None:
    name, trend = marker.response.reader, marker.visit.overall
    is_worse = bool(images & {WORSE, WAITING})
    if marker.way in (WORSE, WAITING):
        if is_worse:
            return None
        if any("may be spurious" in reason.says for reason in marker.visit.because):
            says = (
                f"{name} rises in the first weeks of a treatment, {shown} no progression: such a rise may be spurious"
            )
            settles = "another sample after the first 6 weeks"
        else:
            says = (
                f"{name} is {trend}, {shown} no progression: it may rise before images do, or for another reason "
                "(liver, kidney, another assay)"
            )
            settles = "another sample by the same assay, and imaging of sites not seen yet"
    elif is_worse:
        what = "falls" if marker.way == BETTER else "does not change"
        says = f"{name} {what}, {shown} progression: not every tumour, nor every site of one, sheds it; images decide"
        settles = "the next scan; a mixed response is possible"
    else:
        says = f"{name}: {trend}; a marker need not move as much as images do, or at the same time"
        settles = "the next sample and the next scan"
    return Why(kind="marker and images", says=says, settles=settles)


def symptoms(compared: Sequence[Compared], rules: ResponseRules) -> list[Why]:
    del rules
    images = {one.way for one in answers_by(compared, *IMAGES, "clinical-summary")} - {OPEN}
    for one in answers_by(compared, "clinical-summary"):
        worse = [
            fact
            for fact in one.visit.facts
            if isinstance(fact, DiseaseStatus) and is_clinical(fact) and fact.value == "progression"
        ]
        if worse and images and WORSE not in images:
            return [
                Why(
                    kind="symptoms and images",
                    says=f"clinically worse ({worse[0].when.start}) while images show no progression",
                    settles="another cause (treatment, infection, another illness), imaging of the site that hurts; "
                    "leptomeningeal disease hides on CT",
                )
            ]
    return []


def team(compared: Sequence[Compared], rules: ResponseRules) -> list[Why]:
    del rules
    found: list[Why] = []
    for team in answers_by(compared, "clinical-summary"):
        others = {one.way for one in answers_by(compared, *IMAGES)} - {OPEN}
        if team.way == OPEN or not others or team.way in others:
            continue
        found.append(
            Why(
                kind="record and measurements",
                says=f"the care team recorded {team.visit.overall}; no criterion over the measurements says so",
                settles="the team's reason (symptoms, another report), and a look at the measurements",
            )
        )
    return found


def readers(compared: Sequence[Compared], rules: ResponseRules) -> list[Why]:
    del rules
    found: list[Why] = []
    by_criterion: dict[str, list[Compared]] = {}
    for one in answers_by(compared, *IMAGES):
        by_criterion.setdefault(one.response.criterion, []).append(one)
    for criterion, answers in by_criterion.items():
        if len({one.visit.overall for one in answers}) > 1:
            said = ", ".join(f"{one.response.reader or 'a reader'} {one.visit.overall or 'nothing'}" for one in answers)
            found.append(
                Why(
                    kind="readers differ",
                    says=f"{criterion}: {said}",
                    settles="the two reads compared lesion by lesion, and an adjudicator",
                )
            )
    return found
