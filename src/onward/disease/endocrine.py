"""Endocrine resistance: primary, secondary, sensitive, or not to be told (disease/resistance, after ESO-ESMO ABC4).

A relapse gives a call, and so does the first progression on each endocrine line; the call of the latest event is the
answer. Every comparison is asked for all days that a date known by month or year may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onward.disease.endocrine_exposure import EndocrineExposure
from onward.disease.lines_dates import RUNNING, at_most
from onward.knowledge import LineRules, ResistanceRules
from onward.terms import PartialDate, Truth, add_months, is_before, is_on_or_before

Call = Literal["primary", "secondary", "sensitive", "not_exposed", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resistance:
    """The call, the rule that decided it and the exposure that it is about (None when there was none).

    settle   what would settle an unknown, "" otherwise
    """

    call: Call
    rule: str
    because: str
    about: EndocrineExposure | None
    settle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """One relapse or progression with the call that it gives; None when the definitions do not speak of it."""

    when: PartialDate
    resistance: Resistance | None


def judge_resistance(
    exposures: Sequence[EndocrineExposure],
    relapse: PartialDate | None,
    growth: Sequence[PartialDate],
    rules: ResistanceRules,
    line_rules: LineRules,
    *,
    as_of: date,
) -> Resistance:
    """What the relapse and the progressions say of endocrine resistance.

    exposures   in order; those of early lines (setting neoadjuvant, adjuvant or unknown) and of metastatic lines
    relapse     first recurrence of early disease; growth   progressions of metastatic disease
    """
    exposures = [known for one in exposures if (known := one.as_known_on(as_of)) is not None]
    if not exposures:
        because = "No endocrine therapy is on record."
        return Resistance(call="not_exposed", rule="not-exposed", because=because, about=None)
    early = [one for one in exposures if not one.metastatic]
    metastatic = [one for one in exposures if one.metastatic]
    events: list[_Event] = []
    known_relapse = relapse if relapse is not None and relapse.earliest <= as_of else None
    adjuvant = _on_relapse(early, known_relapse, rules)
    if adjuvant is not None:
        events.append(adjuvant)
    reported = sorted((day for day in growth if day.earliest <= as_of), key=lambda day: day.sort_key)
    for number, one in enumerate(metastatic):
        event = _on_line(one, reported, rules, line_rules, first=number == 0)
        if event is not None:
            events.append(event)
    return _answer(sorted(events, key=lambda event: event.when.sort_key), exposures, rules, as_of)


def _answer(
    events: Sequence[_Event], exposures: Sequence[EndocrineExposure], rules: ResistanceRules, as_of: date
) -> Resistance:
    """The call of the latest event (latest-event); without any, what the time on therapy says (no-event)."""
    if events:
        latest = events[-1].resistance
        if latest is not None:
            return latest
        earlier = [
            event.resistance
            for event in events
            if event.resistance is not None and event.resistance.call in ("primary", "secondary")
        ]
        if earlier:
            return earlier[-1]
        about = next(one for one in reversed(exposures) if one.metastatic)
        return Resistance(
            call="unknown",
            rule="metastatic-later-line-early",
            because="Early progression on a second or later endocrine line, of which the definitions do not speak.",
            about=about,
            settle="A clinician's judgement; the definitions leave this open.",
        )
    return _without_event(exposures, rules, as_of)


def _on_relapse(
    early: Sequence[EndocrineExposure], relapse: PartialDate | None, rules: ResistanceRules
) -> _Event | None:
    """What the first recurrence says of adjuvant endocrine therapy."""
    before = [
        one for one in early if relapse is None or one.start is None or is_before(relapse, one.start) is not Truth.YES
    ]
    if not before:
        return None
    one = before[-1]
    event = relapse
    if one.stopped_for_progression and one.end is not None:
        in_time = relapse is not None and at_most(one.end, relapse, rules.on_therapy_days) is not Truth.NO
        if not in_time:
            event = one.end
    if event is None:
        return None
    on = _on_therapy(one, event, rules)
    two_years = _is_before_months(one.start, event, rules.adjuvant_primary_months)
    a_year = Truth.UNKNOWN
    if not one.ongoing:
        a_year = is_on_or_before(event, _later(one.possible_end(event), rules.adjuvant_after_months))
    found: list[tuple[Call, str, str]] = []
    if on is not Truth.NO and two_years is not Truth.NO:
        found.append(("primary", "adjuvant-first-two-years", "Relapse in the first 24 months of"))
    if on is not Truth.NO and two_years is not Truth.YES:
        found.append(("secondary", "adjuvant-later", "Relapse after 24 months or more of"))
    if on is not Truth.YES and a_year is not Truth.NO:
        found.append(("secondary", "adjuvant-within-year-after", "Relapse within 12 months after"))
    if on is not Truth.YES and a_year is not Truth.YES:
        found.append(("sensitive", "adjuvant-long-after", "Relapse more than 12 months after"))
    return _Event(when=event, resistance=_decided(found, one, event))


def _on_line(
    one: EndocrineExposure,
    growth: Sequence[PartialDate],
    rules: ResistanceRules,
    line_rules: LineRules,
    *,
    first: bool,
) -> _Event | None:
    """What the first progression on an endocrine line says; None when there was none on it."""
    event: PartialDate | None = None
    on = Truth.NO
    if one.days is not None and one.stopped_for_progression:
        # No dates, but how long it was taken until the disease progressed.
        event, on = one.possible_end(None), Truth.YES
    for day in growth if event is None else ():
        # Reported in the first two weeks of a line it belongs to the line before (disease/lines, progression-date).
        if one.start is not None and at_most(one.start, day, line_rules.progression_days) is Truth.YES:
            continue
        on = _on_therapy(one, day, rules)
        if on is not Truth.NO:
            event = day
            break
    if event is None:
        if not one.stopped_for_progression:
            return None
        event, on = one.possible_end(None), Truth.YES
    six_months = _is_before_months(one.start, event, rules.metastatic_primary_months)
    if one.days is not None:
        six_months = _is_within_months(one.days, rules.metastatic_primary_months)
    found: list[tuple[Call, str, str]] = []
    if six_months is not Truth.NO:
        if first:
            found.append(("primary", "metastatic-first-six-months", "Progression in the first 6 months of"))
        elif six_months is Truth.YES and on is Truth.YES:
            return _Event(when=event, resistance=None)
        else:
            found.append(("unknown", "metastatic-later-line-early", "Progression perhaps in the first 6 months of"))
    if six_months is not Truth.YES:
        found.append(("secondary", "metastatic-later", "Progression after 6 months or more of"))
    if on is Truth.UNKNOWN:
        found.append(("unknown", "undecided", "Progression perhaps after the end of"))
    return _Event(when=event, resistance=_decided(found, one, event))


def _decided(found: Sequence[tuple[Call, str, str]], one: EndocrineExposure, event: PartialDate) -> Resistance:
    """The one call that all days give, else unknown with the dates that would settle it (undecided)."""
    if len({call for call, _, _ in found}) == 1:
        call, rule, words = found[0]
        partner = f", given with a {one.partner}, for which the limits were not made" if one.partner else ""
        because = f"{words} {one.named} ({one.told if one.days is not None else event}){partner}."
        return Resistance(call=call, rule=rule, because=because, about=one)
    missing = [
        words
        for words, day in (("its start", one.start), ("its end", one.end), ("the event", event))
        if (day is None and not (words == "its end" and one.ongoing)) or (day is not None and not day.is_exact)
    ]
    return Resistance(
        call="unknown",
        rule="undecided",
        because=f"The dates of {one.named} and of the event ({event}) allow different calls.",
        about=one,
        settle=f"The day of {' and of '.join(missing) or 'the event'}.",
    )


def _without_event(exposures: Sequence[EndocrineExposure], rules: ResistanceRules, as_of: date) -> Resistance:
    months = rules.without_progression_months
    asked = PartialDate(as_of, as_of, as_of.isoformat())
    metastatic = [one for one in exposures if one.metastatic]
    long_enough = [
        (one, ~_is_before_months(one.start, asked if one.ongoing else one.possible_end(asked), months))
        for one in reversed(metastatic)
    ]
    for one, enough in long_enough:
        if enough is Truth.YES:
            because = f"{months} months or more of {one.named} without progression."
            return Resistance(call="sensitive", rule="no-event", because=because, about=one)
    for one, enough in long_enough:
        if enough is Truth.UNKNOWN:
            return Resistance(
                call="unknown", rule="undecided", because=f"How long {one.named} was given is not recorded to the day.",
                about=one, settle=f"The days on which {one.named} started and ended.",
            )  # fmt: skip
    about = metastatic[-1] if metastatic else exposures[-1]
    because = "Only early endocrine therapy without relapse, or less than 6 months of it for metastatic disease."
    return Resistance(
        call="unknown", rule="no-event", because=because, about=about, settle="Time: the course of the disease on it."
    )


def _on_therapy(one: EndocrineExposure, event: PartialDate, rules: ResistanceRules) -> Truth:
    """Whether an event is on therapy: on or after the start, and no more than 28 days after the end (on-therapy)."""
    started = Truth.UNKNOWN if one.start is None else is_on_or_before(one.start, event)
    if one.ongoing:
        return started
    return started & at_most(one.possible_end(event), event, rules.on_therapy_days)


def _is_before_months(start: PartialDate | None, event: PartialDate, months: int) -> Truth:
    """Whether an event is before the day so many calendar months after the start."""
    if start is None:
        return Truth.UNKNOWN
    return is_before(event, _later(start, months))


def _is_within_months(days: tuple[int, int], months: int) -> Truth:
    """Whether so many days are fewer than so many calendar months, whichever months they were."""
    spans = [(add_months(date(2023, month, 1), months) - date(2023, month, 1)).days for month in range(1, 13)]
    if days[1] < min(spans):
        return Truth.YES
    return Truth.NO if days[0] >= max(spans) + 1 else Truth.UNKNOWN


def _later(when: PartialDate, months: int) -> PartialDate:
    if when.latest == RUNNING.latest:
        return when
    return PartialDate(add_months(when.earliest, months), add_months(when.latest, months), "")
