"""De novo or recurrent, and the disease-free interval (disease/onset, rules onset-*)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from onward.disease.extent import Extent, Stage
from onward.disease.metastatic import Metastatic
from onward.disease.picture import Onset, OnsetOfMetastasis, PictureConflict
from onward.disease.primaries import Primary, first_of, primaries_of, surely_after
from onward.terms import PartialDate, Truth, add_months, is_before
from onward.timeline import AnyFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Onsets:
    """The onset with what contradicts it."""

    onset: OnsetOfMetastasis
    conflicts: tuple[PictureConflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """When a metastasis was found, or by when it was recorded; `of_cancer` the cancer it is tied to, "" for none."""

    when: PartialDate | None
    recorded: PartialDate | None
    of_cancer: str
    fact: AnyFact


class _Order(Enum):
    """How the first metastasis lies to a diagnosis, whatever the days that the dates allow."""

    WITHIN = "within the window"
    BEFORE = "up to the window before the diagnosis"
    LATER = "after the window"
    TOO_EARLY = "longer before the diagnosis than the window"
    OPEN = "the dates do not tell"


_ONSET: dict[_Order, Onset] = {
    _Order.WITHIN: "de_novo",
    _Order.BEFORE: "de_novo",
    _Order.LATER: "recurrent",
    _Order.TOO_EARLY: "unknown",
    _Order.OPEN: "unknown",
}

_DATES = "The date of the first diagnosis and the date of the first metastasis would settle it."
_STAGE = "The date of the first metastasis, or the stage at diagnosis, would settle it."


def find_onset(extent: Extent, metastatic: Metastatic) -> Onsets:
    """De novo or recurrent. The first rule that decides is named."""
    primaries = primaries_of(extent.cancers, extent.rules.onset.window_months)
    dates = [primary.when for primary in primaries if primary.when is not None]
    diagnosis = first_of(dates)
    if metastatic.truth is not Truth.YES:
        words = "not metastatic" if metastatic.truth is Truth.NO else "not known to be metastatic"
        settle = "" if metastatic.truth is Truth.NO else metastatic.settle
        return _unknown(f"The disease is {words}.", diagnosis, None, settle)
    found = _found(extent)
    dated = [one for one in found if one.when is not None]
    first = min(dated, key=lambda one: one.when.sort_key if one.when is not None else _NEVER, default=None)
    first_when = first.when if first is not None else None
    about = _measured_from(primaries, first, found)
    own = first_of(primary.when for primary in about if primary.when is not None)
    at_diagnosis = _stage_iv_at_diagnosis(extent, about, own or diagnosis, first_when)
    if at_diagnosis is not None:
        return at_diagnosis
    if first_when is not None and len(about) > 1:
        return _from_each(extent, about, first_when, diagnosis)
    if first is not None and first_when is not None and own is not None:
        return _by_dates(extent, own, first_when, first.fact, about)
    if first_when is None and own is not None:
        recorded = _recorded_within(extent, own, found)
        if recorded is not None:
            return recorded
    return (
        _came_back(extent, own, first_when)
        or _early_stage(extent, about, own, first_when)
        or _unknown(
            "Neither dates nor a stage at diagnosis tell whether it was metastatic from the start.",
            own or diagnosis,
            first_when,
            _DATES if own is None else _STAGE,
        )
    )


_NEVER = (date.max, date.max, "")


def _unknown(
    because: str, diagnosis: PartialDate | None, first: PartialDate | None, settle: str, rule: str = "onset-unknown"
) -> Onsets:
    onset = OnsetOfMetastasis(
        onset="unknown",
        rule=rule,
        because=because,
        first_diagnosis=diagnosis,
        first_metastasis=first,
        settle=settle,
    )
    return Onsets(onset=onset)


def _found(extent: Extent) -> list[_Found]:
    """Everything that makes the disease metastatic, with its date (onset-first-dates)."""
    mentions = [
        _Found(when=one.when, recorded=one.recorded, of_cancer=one.of_cancer, fact=one.fact) for one in extent.evidence
    ]
    stages = [
        _Found(when=one.when, recorded=one.fact.recorded_on, of_cancer=one.fact.of_cancer, fact=one.fact)
        for one in extent.stages(Stage.METASTATIC)
        # A stage at diagnosis bears the day on which it was written down, if any: it has its own rule.
        if not one.at_diagnosis
    ]
    return [*mentions, *stages]


def _measured_from(primaries: Sequence[Primary], first: _Found | None, found: Sequence[_Found]) -> tuple[Primary, ...]:
    """The cancer that the first metastasis is tied to; every one when it is tied to none (onset-two-primaries)."""
    tied = {first.of_cancer} if first is not None else {one.of_cancer for one in found}
    if len(tied) == 1:
        own = tuple(primary for primary in primaries if primary.keys & tied)
        if own:
            return own
    return tuple(primaries)


def _stage_iv_at_diagnosis(
    extent: Extent, about: Sequence[Primary], diagnosis: PartialDate | None, first: PartialDate | None
) -> Onsets | None:
    given = [
        stage
        for stage in extent.stages(Stage.METASTATIC)
        if stage.at_diagnosis and (len(about) < 2 or any(stage.fact.of_cancer in primary.keys for primary in about))
    ]
    if not given:
        return None
    if diagnosis is not None and (first is None or surely_after(first, diagnosis)):
        first = diagnosis
    return Onsets(
        onset=OnsetOfMetastasis(
            onset="de_novo",
            rule="onset-stage-at-diagnosis",
            because=f"The stage at diagnosis was {given[0].words}.",
            first_diagnosis=diagnosis,
            first_metastasis=first,
        )
    )


# --- by dates


def _order(diagnosis: PartialDate, first: PartialDate, months: int) -> _Order:
    """How the first metastasis lies to the diagnosis, asked for all days that the dates allow (onset-partial-dates)."""
    later = first.latest > add_months(diagnosis.earliest, months)
    surely_later = first.earliest > add_months(diagnosis.latest, months)
    too_early = add_months(first.earliest, months) < diagnosis.latest
    surely_too_early = add_months(first.latest, months) < diagnosis.earliest
    if surely_later:
        return _Order.LATER
    if surely_too_early:
        return _Order.TOO_EARLY
    if later or too_early:
        return _Order.OPEN
    return _Order.BEFORE if is_before(first, diagnosis) is Truth.YES else _Order.WITHIN


def _by_dates(
    extent: Extent, diagnosis: PartialDate, first: PartialDate, fact: AnyFact, about: Sequence[Primary]
) -> Onsets:
    months = extent.rules.onset.window_months
    order = _order(diagnosis, first, months)
    match order:
        case _Order.WITHIN:
            rule, because = "onset-window", f"Metastasis was found within {months} months of the first diagnosis."
        case _Order.BEFORE:
            rule = "onset-before-diagnosis"
            because = f"Metastasis was found before the primary, by no more than {months} months."
        case _Order.LATER:
            rule, because = "onset-window", f"Metastasis was found more than {months} months after the first diagnosis."
        case _Order.TOO_EARLY:
            return _too_early(diagnosis, first, months, fact, about)
        case _Order.OPEN:
            because = f"The dates do not tell whether metastasis was found within {months} months of the diagnosis."
            return _unknown(because, diagnosis, first, _DATES, rule="onset-partial-dates")
    onset = OnsetOfMetastasis(
        onset=_ONSET[order],
        rule=rule,
        because=because,
        first_diagnosis=diagnosis,
        first_metastasis=first,
        disease_free_months=completed_months(diagnosis, first) if order is _Order.LATER else None,
    )
    return Onsets(onset=onset)


def _too_early(
    diagnosis: PartialDate, first: PartialDate, months: int, fact: AnyFact, about: Sequence[Primary]
) -> Onsets:
    what = f"A metastasis is dated more than {months} months before the first diagnosis."
    found = _unknown(what, diagnosis, first, _DATES, rule="onset-before-diagnosis")
    conflict = PictureConflict(
        kind="dates",
        what=what,
        settle="Which of the two dates is right: that of the diagnosis or that of the metastasis?",
        between=(*(known for primary in about for known in primary.diagnoses), fact),
    )
    return Onsets(onset=found.onset, conflicts=(conflict,))


def _from_each(extent: Extent, about: Sequence[Primary], first: PartialDate, diagnosis: PartialDate | None) -> Onsets:
    """A metastasis that is tied to none of several cancers, measured from each of them."""
    rule = "onset-two-primaries"
    dates = [primary.when for primary in about if primary.when is not None]
    orders = [_order(when, first, extent.rules.onset.window_months) for when in dates]
    answers = {_ONSET[order] for order in orders}
    if len(dates) < len(about) or answers not in ({"de_novo"}, {"recurrent"}):
        return _unknown(
            "Two breast cancers are recorded, and it is not said from which one the metastasis comes.",
            diagnosis,
            first,
            "Of which breast cancer is the metastasis?",
            rule=rule,
        )
    spans = [completed_months(when, first) for when in dates]
    recurrent = answers == {"recurrent"}
    onset = OnsetOfMetastasis(
        onset="recurrent" if recurrent else "de_novo",
        rule=rule,
        because="Measured from each of the recorded breast cancers, the answer is the same.",
        first_diagnosis=diagnosis,
        first_metastasis=first,
        disease_free_months=(min(low for low, _ in spans), max(high for _, high in spans)) if recurrent else None,
    )
    return Onsets(onset=onset)


def completed_months(start: PartialDate, end: PartialDate) -> tuple[int, int]:
    """Fewest and most completed calendar months from `start` to `end` (onset-interval)."""
    return (max(_completed(start.latest, end.earliest), 0), max(_completed(start.earliest, end.latest), 0))


def _completed(start: date, end: date) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


# --- without a date of the metastasis, or of the diagnosis


def _recorded_within(extent: Extent, diagnosis: PartialDate, found: Sequence[_Found]) -> Onsets | None:
    """An undated metastasis was found no later than the day it was recorded (onset-recorded-bound)."""
    recorded = [one.recorded for one in found if one.recorded is not None]
    earliest = min(recorded, key=lambda when: (when.latest, when.earliest), default=None)
    months = extent.rules.onset.window_months
    if earliest is None or earliest.latest > add_months(diagnosis.earliest, months):
        return None
    return Onsets(
        onset=OnsetOfMetastasis(
            onset="de_novo",
            rule="onset-recorded-bound",
            because=f"The metastasis is undated, but was recorded by {earliest}, within {months} months.",
            first_diagnosis=diagnosis,
            first_metastasis=None,
        )
    )


# What a description says of disease that recurred (onset-told); no record holds these words.
CAME_BACK = "no metastasis at diagnosis; the disease came back"


def _came_back(extent: Extent, diagnosis: PartialDate | None, first: PartialDate | None) -> Onsets | None:
    """Told to have come back (onset-told)."""
    if not any(stage.fact.text == CAME_BACK for stage in extent.stages(Stage.EARLY)):
        return None
    return Onsets(
        onset=OnsetOfMetastasis(
            onset="recurrent",
            rule="onset-told",
            because="The disease is said to have come back.",
            first_diagnosis=diagnosis,
            first_metastasis=first,
            settle="The dates of diagnosis and of the first metastasis would give the disease-free interval.",
        )
    )


def _early_stage(
    extent: Extent, about: Sequence[Primary], diagnosis: PartialDate | None, first: PartialDate | None
) -> Onsets | None:
    """Stage I to III at diagnosis, metastatic now (onset-early-stage-at-diagnosis)."""
    months = extent.rules.onset.window_months
    for stage in extent.stages(Stage.EARLY):
        if len(about) > 1 or (stage.fact.axis == "group" and stage.fact.value.upper().startswith("0")):
            continue
        if first is None:
            holds = stage.at_diagnosis or (
                diagnosis is not None
                and stage.when is not None
                and stage.when.latest <= add_months(diagnosis.earliest, months)
                and add_months(stage.when.earliest, months) >= diagnosis.latest
            )
        else:
            holds = diagnosis is None and stage.when is not None and _order(stage.when, first, months) is _Order.LATER
        if holds:
            on = f" ({stage.when})" if stage.when is not None else ""
            return Onsets(
                onset=OnsetOfMetastasis(
                    onset="recurrent",
                    rule="onset-early-stage-at-diagnosis",
                    because=f"{stage.words[:1].upper()}{stage.words[1:]} at first{on}, metastatic later.",
                    first_diagnosis=diagnosis,
                    first_metastasis=first,
                    settle="The dates of diagnosis and of the first metastasis would give the disease-free interval.",
                )
            )
    return None
