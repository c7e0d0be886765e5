"""A window that stands behind a list and means all of it: "chemotherapy, radiotherapy or surgery within 4 weeks"."""

from __future__ import annotations

import re
from dataclasses import replace

from onward.reading.things import (
    Happened,
    Ill,
    SecondCancer,
    Several,
    Thing,
    Treated,
    Unless,
    Window,
    with_quality,
    with_status,
)

# Illnesses that happen at a moment. Of a lasting one the words do not tell whether the window is meant for it.
MOMENTS = frozenset(
    {
        "myocardial infarction",
        "unstable angina",
        "acute coronary syndrome",
        "coronary revascularisation",
        "stroke",
        "ischaemic stroke",
        "embolic stroke",
        "haemorrhagic stroke",
        "transient ischaemic attack",
        "pulmonary embolism",
        "deep vein thrombosis",
        "venous thromboembolism",
        "arterial thromboembolism",
        "thromboembolism",
        "cardiac arrest",
        "sudden cardiac arrest",
        "bleeding",
        "gastrointestinal bleeding",
        "intracranial bleeding",
        "pulmonary bleeding",
        "haemoptysis",
        "seizure",
        "fracture",
        "traumatic brain injury",
        "traumatic injury",
        "gastrointestinal perforation",
        "fistula",
        "intra-abdominal abscess",
        "hypertensive crisis",
        "sepsis",
        "pneumonia",
        "lung infection",
        "bowel obstruction",
        "syncope",
        "peptic ulcer",
        "pancreatitis",
        "stem cell transplant",
        "allogeneic stem cell transplant",
        "autologous stem cell transplant",
        "transplant",
        "allogeneic organ transplant",
        "allogeneic tissue transplant",
        "tissue transplant",
        "wound",
    }
)


# Of these a time is told as of any treatment.
_TRANSPLANTS = frozenset(
    {"stem cell transplant", "allogeneic stem cell transplant", "autologous stem cell transplant", "transplant", "tissue transplant", "allogeneic organ transplant", "allogeneic tissue transplant"}
)  # fmt: skip


def sharing_window(one: Thing, other: Thing, *, only_commas: bool = False) -> Thing:
    """The first things of a list, with the window that stands behind its last.

    `only_commas`: no "or" and no "and" joins the two; then a list of illnesses may be one of separate criteria.
    """
    window = _window_of(other)
    if window is None or _window_of(one) is not None:
        return one
    if only_commas and isinstance(other, Ill) and not are_moments(one):
        return one
    return _shared(one, other, window)


def are_moments(thing: Thing) -> bool:
    """Whether all of it are illnesses that happen at a moment."""
    match thing:
        case Ill():
            return set(thing.groups) <= MOMENTS
        case Several():
            return all(are_moments(part) for part in thing.parts)
        case _:
            return False


def _window_of(thing: Thing) -> Window | None:
    match thing:
        case Ill() | Treated() | Happened() | SecondCancer():
            return thing.window
        case Several():
            return next((found for part in thing.parts if (found := _window_of(part)) is not None), None)
        case Unless():
            return _window_of(thing.thing)
        case _:
            return None


def _shared(thing: Thing, last: Thing, window: Window) -> Thing:
    match thing:
        case Happened() if isinstance(last, Ill):
            return replace(thing, window=window)
        case Treated() | Happened() if isinstance(last, Ill):
            # "Prior anthracycline or infarction within 6 months": perhaps the infarction alone.
            return thing if window.days is None else with_quality(thing, f"within {window.days} days")
        case Treated() | Happened():
            return replace(thing, window=window) if isinstance(last, (Treated, Happened, Several, Unless)) else thing
        case Ill() if isinstance(last, Treated) and set(thing.groups) <= _TRANSPLANTS:
            return replace(thing, window=window)
        case Ill() if isinstance(last, Happened) and set(thing.groups) <= _NEVER_CONTROLLED - MOMENTS:
            # "Hepatitis B, or a vaccine within 30 days": the time is that of the vaccine.
            return thing
        case Ill() if not set(thing.groups) <= MOMENTS and (
            (not thing.status and _is_history(last)) or not _is_behind(last)
        ):
            # "Heart failure, or a history of stroke within 6 months", "bipolar disorder, a suicide attempt within
            # 6 months or psychosis": the time is that of the one it stands behind.
            return thing
        case Ill() if isinstance(last, (Ill, Happened, Several)):
            if set(thing.groups) <= MOMENTS or _are_kinds_of_infection(thing, last):
                return replace(thing, window=window)
            days = window.days
            if days is None or window.at_least:
                return thing
            return with_quality(thing, f"within {days} days")
        case Several():
            return replace(thing, parts=tuple(_shared(part, last, window) for part in thing.parts))
        case Unless():
            return replace(thing, thing=_shared(thing.thing, last, window))
        case _:
            return thing


def _is_history(thing: Thing) -> bool:
    """Whether the one with the window is told as a history, with which a list begins anew."""
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    timed = next((part for part in parts if _window_of(part) is not None), parts[0])
    return any(isinstance(part, Ill) and part.status == "ever" for part in (parts[0], timed))


def _is_behind(thing: Thing) -> bool:
    """Whether the window stands behind the last of what it belongs to."""
    return not isinstance(thing, Several) or _window_of(thing.parts[-1]) is not None


# "Active bacterial or fungal infection": either of them active.
ANY_INFECTION = frozenset(
    {
        "infection",
        "bacterial infection",
        "viral infection",
        "fungal infection",
        "mycobacterial infection",
        "parasitic infection",
        "opportunistic infection",
        "systemic infection",
        "systemic viral infection",
        "systemic bacterial infection",
        "systemic fungal infection",
    }
)


def _are_kinds_of_infection(one: Ill, last: Thing) -> bool:
    """ "Bacterial or fungal infection within 2 weeks": one noun for both, and so one time."""
    others = last.parts if isinstance(last, Several) else (last,)
    return set(one.groups) <= ANY_INFECTION and all(
        isinstance(part, Ill) and set(part.groups) <= ANY_INFECTION for part in others
    )


def sharing_activity(one: Thing, other: Thing) -> Thing:
    """ "Active hepatitis B or hepatitis C": both are meant to be active."""
    last = one.parts[-1] if isinstance(one, Several) else one
    match last, other:
        case (
            Ill(groups=("hepatitis A",) | ("hepatitis B",), status="now"),
            Ill(groups=("hepatitis B",) | ("hepatitis C",), status=""),
        ):
            return replace(other, status="now")
        case Ill(status="now", groups=("HIV",)), Ill(status="", window=None, groups=others) if (
            set(others) <= _ACTIVE_OR_PAST
        ):
            return replace(other, status="now")
        case Ill(status="now", groups=groups), Ill(status="", window=None, groups=others) if (
            set(groups) <= ANY_INFECTION and set(others) <= ANY_INFECTION
        ):
            return replace(other, status="now")
        case Treated(when="now", window=None), Treated(when="", window=None, settings=(), ended_by=()):
            return replace(other, when="now")
        case Treated(when="now", window=None), Happened(window=None, qualities=()):
            return with_quality(other, "going on now")
        case Happened(qualities=("going on now",)), Treated(when="", window=None, settings=(), ended_by=()):
            return replace(other, when="now")
        case _, Several() if not any(_window_of(part) for part in other.parts):
            parts: list[Thing] = []
            for part in other.parts:
                parts.append(sharing_activity(parts[-1] if parts else last, part))
            return replace(other, parts=tuple(parts))
        case _:
            return other


# Names so wide that hardly anybody is without them: an adjective before the first of a list is meant for these too.
_WIDE = frozenset(
    {
        "cardiac disease",
        "cardiovascular disease",
        "vascular disease",
        "lung disease",
        "liver disease",
        "chronic kidney disease",
        "gastrointestinal disease",
        "neurological disease",
        "psychiatric illness",
        "endocrine disease",
        "infection",
        "bacterial infection",
        "viral infection",
        "fungal infection",
        "mycobacterial infection",
        "parasitic infection",
        "opportunistic infection",
        "systemic infection",
        "systemic viral infection",
        "systemic bacterial infection",
        "systemic fungal infection",
        "concurrent illness",
        "skin disease",
        "eye disease",
        "autoimmune disease",
        "bleeding disorder",
        "thyroid disease",
        "musculoskeletal disease",
        "metabolic bone disease",
        "haematological disease",
        "metabolic disease",
        "impaired cardiac function",
        "ulcer",
    }
)
# Of these nobody says that they are under control, or gone.
_NEVER_CONTROLLED = MOMENTS | {
    "hypokalaemia",
    "hypomagnesaemia",
    "hypocalcaemia",
    "long QT syndrome",
    "congenital long QT syndrome",
    "dyspnoea",
    "dyspnoea at rest",
    "oxygen therapy",
    "HIV",
    "AIDS",
    "hepatitis A",
    "hepatitis B",
    "hepatitis C",
    "viral hepatitis",
}
# Infections told in a row: what is said of the first ("uncontrolled infection with HIV, hepatitis B or C") goes for all.
_INFECTIONS = frozenset(
    {"HIV", "AIDS", "hepatitis B", "hepatitis C", "hepatitis A", "viral hepatitis", "tuberculosis", "infection", "HTLV infection", "COVID-19", "cytomegalovirus infection", "syphilis"}
)  # fmt: skip
_NOT_BEFORE = (
    "systemic", "requiring", "that", "which", "due", "with", "within", "nyha", "resulting", "despite", "defined", "suspected",
    "under", "treated", "not ", "on ", "of ", "in ", "interfering", "affecting", "significantly", "likely",
)  # fmt: skip


def sharing_adjective(one: Thing, other: Thing, *, of_one_noun: bool = False) -> Thing:
    """ "Severe hepatic, pulmonary or cardiac disease": all of them severe.

    of_one_noun  both have the noun that stands behind the second ("bleeding or thrombotic disorders")
    """
    last = one.parts[-1] if isinstance(one, Several) else one
    if isinstance(other, Several) and isinstance(other.parts[0], Ill) and not other.parts[0].qualities:
        parts: list[Thing] = []
        for part in other.parts:
            if isinstance(part, Ill) and part.qualities:
                # Behind an adjective of its own the list was put together before, and has what it shares.
                break
            parts.append(sharing_adjective(parts[-1] if parts else last, part))
        return replace(other, parts=(*parts, *other.parts[len(parts) :]))
    if not isinstance(last, Ill) or not isinstance(other, Ill) or other.qualities or last.groups == other.groups:
        # "Serious infection, or infection requiring antibiotics": told twice, in two ways.
        return other
    of_one_kind = set(last.groups) <= ANY_INFECTION and set(other.groups) <= ANY_INFECTION
    of_one_kind = of_one_kind or (set(last.groups) <= _WOUNDS and set(other.groups) <= _WOUNDS)
    of_one_kind = of_one_kind or (set(last.groups) <= SICKNESS and set(other.groups) <= SICKNESS)
    if other.window is not None and not of_one_kind:
        return other
    adjectives = tuple(
        words for words in last.qualities if len(words.split()) <= 4 and not words.lower().startswith(_NOT_BEFORE)
    )
    if other.groups == ("chronic kidney disease",):
        adjectives = tuple(words for words in adjectives if words != "chronic")
    if not adjectives or other.status == "ever":
        return other
    if (
        of_one_noun
        or (set(last.groups) <= _WOUNDS and set(other.groups) <= _WOUNDS)
        or (set(last.groups) <= SICKNESS and set(other.groups) <= SICKNESS)
        or set(other.groups) <= _WIDE
        or (set(other.groups) <= _INFECTIONS and set(last.groups) <= _INFECTIONS)
    ):
        return _as_now(last, replace(other, qualities=adjectives))
    controlled = tuple(words for words in adjectives if re.search(r"controlled|unstable|symptomatic", words))
    if controlled and set(other.groups).isdisjoint(_NEVER_CONTROLLED):
        return _as_now(last, replace(other, qualities=controlled))
    judged = tuple(
        words for words in adjectives if re.search(r"severe|serious|significant|major|relevant|important", words)
    )
    if judged and set(other.groups).isdisjoint(_NEVER_CONTROLLED | _INFECTIONS):
        return _as_now(last, replace(other, qualities=judged))
    return other


def _as_now(first: Ill, other: Ill) -> Ill:
    """ "Current uncontrolled angina or hypertension": what shares the second adjective shares the first."""
    if first.status != "now" or other.status or other.window is not None or not set(first.groups).isdisjoint(MOMENTS):
        return other
    return other if not set(other.groups).isdisjoint(MOMENTS) else replace(other, status="now")


# "Serious, non-healing wound, ulcer or fracture": of any of them.
_WOUNDS = frozenset({"wound", "ulcer", "skin ulcer", "fracture", "traumatic injury"})
# "Refractory nausea and vomiting": either of them.
SICKNESS = frozenset({"nausea", "vomiting"})


_ACTIVE_OR_PAST = frozenset({"hepatitis A", "hepatitis B", "hepatitis C", "viral hepatitis"})
_HOW_BAD = frozenset({"wound", "fracture", "bleeding", "peptic ulcer", "ulcer", "pneumonia", "sepsis", "pancreatitis"})


def sharing_head(head: Thing, example: Thing) -> Thing:
    """ "Uncontrolled conditions including arrhythmia and angina": what is said of the head goes for what it names."""
    if isinstance(example, Several):
        return replace(example, parts=tuple(sharing_head(head, part) for part in example.parts))
    if isinstance(head, (Treated, Happened)) and isinstance(example, (Treated, Happened)):
        if head.window is not None:
            return replace(example, window=example.window or head.window)
        is_going_on = isinstance(head, Treated) and head.when == "now" and example.window is None
        return with_status(example, "now") if is_going_on else example
    if not isinstance(head, Ill) or not isinstance(example, Ill) or example.window is not None:
        return example
    if example.qualities:
        # "Current conditions including angina and severe hypertension": each of them current, whatever else is said of it.
        lasting = MOMENTS.isdisjoint(example.groups) and not example.status and example.grade is None
        return replace(example, status="now") if head.status == "now" and lasting else example
    adjectives = tuple(
        words for words in head.qualities if len(words.split()) <= 4 and not words.lower().startswith(_NOT_BEFORE)
    )
    if example.grade is not None or example.status:
        return example
    if head.groups == ("concurrent illness",) and _HOW_BAD.issuperset(example.groups):
        # "Severe illness (..., wounds or fractures)": all that it names is meant to be so.
        return replace(example, qualities=adjectives)
    if not set(example.groups).isdisjoint(_NEVER_CONTROLLED):
        # "Active hepatitis B or C (such as a positive HBsAg)": active as well, though nobody says uncontrolled of it.
        is_active = head.status == "now" or any(re.search(r"(?<!in)\bactive\b", words) for words in head.qualities)
        active = is_active and set(example.groups) <= _ACTIVE_OR_PAST
        return replace(example, status="now") if active else example
    made = replace(example, qualities=adjectives)
    return replace(made, status="now") if head.status == "now" else made


def active_as(head: Thing, example: Thing) -> Thing:
    """ "Active connective tissue disease such as lupus, myositis or scleroderma": each of them active."""
    if isinstance(example, Several):
        return replace(example, parts=tuple(active_as(head, part) for part in example.parts))
    if not isinstance(head, Ill) or head.status != "now" or not isinstance(example, Ill):
        return example
    if (
        example.status
        or example.window is not None
        or not MOMENTS.isdisjoint(example.groups)
        or "HIV" in example.groups
    ):
        return example
    return replace(example, status="now")
