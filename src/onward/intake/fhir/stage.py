"""Stage: TNM stage group and categories, as Observations (mCODE) or on Condition.stage (older records)."""

from __future__ import annotations

from collections.abc import Iterator

from onward.intake.fhir.resource import Found, Observed, Resource
from onward.intake.fhir.values import Json, codes_of, objects_at, text_at, text_of, words_of_concept
from onward.knowledge import StageObservation
from onward.terms import UNDATED
from onward.timeline import StageFact, Standing


def read_stage(observed: Observed, about: StageObservation) -> Iterator[Found]:
    """One stage observation; its components too, where T, N and M stand in one resource."""
    body = observed.body
    resource = observed.resource
    of_cancer = focus_of(resource)
    if any(key in body for key in ("valueCodeableConcept", "valueString", "valueInteger")):
        yield from _stage(observed, body, about, "", of_cancer)
    for index, component in enumerate(objects_at(body, "component")):
        inner = resource.codes.staging.observed(codes_of(component.get("code")))
        if inner is not None:
            yield from _stage(observed, component, inner, f"component[{index}]", of_cancer)


def _stage(observed: Observed, part: Json, about: StageObservation, path: str, of_cancer: str) -> Iterator[Found]:
    resource = observed.resource
    staging = resource.codes.staging
    concept = part.get("valueCodeableConcept")
    written = text_at(part, "valueString") or words_of_concept(concept)
    if not written and isinstance(part.get("valueInteger"), int):
        written = str(part["valueInteger"])
    codes = codes_of(concept)
    if not codes and not written:
        return
    value = staging.value(codes, written, about.axis)
    if not value and not _is_absent(codes):
        yield resource.issue(
            f"a value for the {_axis_in_words(about.axis)} that is not understood",
            "kept its words without a value; use a SNOMED CT or AJCC code",
            path or "value",
        )
    yield StageFact(
        **resource.fact(
            when=observed.when,
            standing=observed.standing,
            codes=(*codes, *observed.codes) if not path else codes,
            text=text_of(concept) or written,
            path=path,
        ),
        axis=about.axis,
        kind=about.kind or staging.kind_of(codes, written),
        value=value,
        of_cancer=of_cancer,
    )


def _axis_in_words(axis: str) -> str:
    return "stage group" if axis == "group" else f"{axis} category"


def _is_absent(codes: tuple[object, ...]) -> bool:
    """Whether the value is a data-absent-reason or a null flavour: nothing to understand."""
    uris = [getattr(code, "system_uri", "") for code in codes]
    return bool(uris) and all(uri.endswith(("data-absent-reason", "v3-NullFlavor")) for uri in uris)


def focus_of(resource: Resource) -> str:
    """Reference of the condition that an Observation is about, "" when it does not say."""
    for focus in objects_at(resource.body, "focus"):
        key = resource.scope.key_of(focus)
        if key.startswith("Condition/"):
            return key
    return ""


def read_condition_stage(condition: Resource, standing: Standing) -> Iterator[Found]:
    """Condition.stage: groups and categories in the summary; its `type` says clinical or pathologic and the axis.

    The stage stays undated: a condition carries the stage that it has now, and neither the day on which the cancer
    began nor the day on which the condition was first recorded is the day on which stage IV was reached. A stage that
    only points to an Observation (`assessment`) is read there.
    """
    staging = condition.codes.staging
    for index, stage in enumerate(objects_at(condition.body, "stage")):
        summary = stage.get("summary")
        codes, words = codes_of(summary), words_of_concept(summary)
        if not codes and not words:
            continue
        path = f"stage[{index}]"
        kinds = codes_of(stage.get("type"))
        about = staging.observed(kinds)
        axes = (about.axis,) if about is not None else ("group", "T", "N", "M")
        found = [(axis, value) for axis in axes if (value := staging.value(codes, words, axis))]
        if not found and not _is_absent(codes):
            yield condition.issue(
                "a stage that is not understood", "kept its words without a value; use a SNOMED CT or AJCC code", path
            )
            found = [(axes[0], "")]
        kind = about.kind if about is not None else ""
        for axis, value in found:
            yield StageFact(
                **{
                    **condition.fact(when=UNDATED, standing=standing, codes=codes, text=text_of(summary), path=path),
                    "recorded_on": None,
                },
                axis=axis,
                kind=kind or staging.kind_of((*codes, *kinds), words_of_concept(stage.get("type"))),
                value=value,
                of_cancer=condition.key,
            )
