"""One visit by the MD Anderson bone criteria: what each lesion and each new spot says, and what that makes together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onward.engines.response.bone_lesion import BoneLesion, Finding
from onward.engines.response.bone_words import COMPLETE, PARTIAL, SCAN, SCLEROTIC
from onward.engines.response.read import Flag, LesionRead, VisitRead
from onward.engines.response.result import Reason
from onward.engines.response.states import EQUIVOCAL, NOT_EVALUABLE
from onward.knowledge import ResponseRules

_FLARE = "MDA, flare"
_UNSETTLED = "unsettled"
_RESPONSE = ("CR", "PR")
SETTLES = (
    "what settles it: CT or X-ray of the spot now (sclerosis speaks for healing, lysis for progression), or a bone "
    "scan in 2 to 3 months (less uptake: flare; more, beyond 6 months: progression)"
)


@dataclass(slots=True)
class Seen:
    """What one visit shows, lesion by lesion, before it is judged as a whole.

    missing    lesions that were not assessed, by role
    """

    categories: dict[str, str] = field(default_factory=dict)
    findings: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    unsettled: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    new_sclerotic: list[str] = field(default_factory=list)
    new_equivocal: list[str] = field(default_factory=list)
    because: list[Reason] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Whether a visit lies in the months of flare, and from what the days count."""

    is_open: bool
    days: int | None
    since: str


def take_known(
    name: str,
    read: LesionRead | None,
    lesion: BoneLesion,
    role: str,
    window: Window,
    visit: VisitRead,
    seen: Seen,
    flags: list[Flag],
) -> None:
    """What a visit says of one lesion that was known at the baseline; `read` None: nothing."""
    found = () if read is None else lesion.at(read, visit.name, flags)
    seen.findings[name] = found
    told = [one for one in found if one.category]
    if not told:
        seen.missing[name] = role
        return
    category = _of_lesion(name, told, window, seen)
    if category == _UNSETTLED:
        seen.unsettled.append(name)
    else:
        seen.categories[name] = category
    seen.doubts.extend(say for one in told for say in one.doubts)


def _of_lesion(name: str, told: Sequence[Finding], window: Window, seen: Seen) -> str:
    scans = [one for one in told if one.method == SCAN]
    others = [one for one in told if one.method != SCAN]
    decided = _combined([one.category for one in others])
    said = ", ".join(f"{one.method or 'scan'}: {one.says}" for one in told)
    if scans and scans[0].category == "PD" and decided != "PD":
        return _hotter(name, decided, window, said, seen)
    category = _combined([one.category for one in told])
    seen.because.append(Reason(says=f"{name} {said}: {category}", section=_section(category)))
    return category


def _hotter(name: str, decided: str, window: Window, said: str, seen: Seen) -> str:
    """More uptake and no growth on CT, X-ray or MRI: healing, flare that is not settled, or progression."""
    if decided in _RESPONSE:
        seen.because.append(Reason(says=f"{name} {said}: hotter while it heals, a flare: PR", section=_FLARE))
        return "PR"
    if not window.is_open:
        seen.because.append(Reason(says=f"{name} {said}, {_when(window)}: PD", section=_section("PD")))
        return "PD"
    says = f"{name} {said}, {_when(window)}: a flare is possible, no progression by itself"
    seen.because.append(Reason(says=says, section=_FLARE))
    if decided == "SD":
        seen.doubts.append(f"{name}: hotter within the months of flare; {SETTLES}")
        return "SD"
    return _UNSETTLED


def take_new(lesion: LesionRead, window: Window, seen: Seen) -> None:
    """What a visit says of a lesion that the reader calls new: certain, equivocal, or perhaps a flare."""
    by_method: dict[str, str] = {}
    # A row that only names the lesion says by which scan it was found; it counts where nothing else is said.
    for fact in [fact for fact in lesion.facts if fact.measure != "identified"] or lesion.facts:
        if fact.measure == "state" and fact.state:
            by_method[fact.method] = fact.state
        elif fact.not_done:
            by_method.setdefault(fact.method, "not evaluable")
        else:
            by_method.setdefault(fact.method, "new")
    states = {
        method: state
        for method, state in by_method.items()
        if state not in NOT_EVALUABLE and state not in COMPLETE and state not in PARTIAL - SCLEROTIC
    }
    name = lesion.lesion
    if not states:
        return
    certain = {method: state for method, state in states.items() if state not in EQUIVOCAL}
    if not certain:
        seen.new_equivocal.append(name)
        says = f"new lesion {name} is equivocal: no progression yet"
        seen.because.append(Reason(says=says, section="MDA, progressive disease"))
        return
    elsewhere = {method: state for method, state in certain.items() if method != SCAN}
    kind = ", ".join(f"{method or 'scan'}: {state}" for method, state in sorted(certain.items()))
    if window.is_open and not elsewhere:
        seen.unsettled.append(name)
        seen.because.append(
            Reason(
                says=f"{name} new on {kind}, {_when(window)}: a flare is possible, no progression by itself",
                section=_FLARE,
            )
        )
    elif window.is_open and all(state in SCLEROTIC for state in elsewhere.values()):
        seen.new_sclerotic.append(name)
        seen.because.append(
            Reason(says=f"{name} new and sclerotic ({kind}), {_when(window)}: healing or new disease", section=_FLARE)
        )
    else:
        seen.new.append(name)
        seen.because.append(Reason(says=f"new lesion {name} ({kind}): PD", section="MDA, progressive disease"))


def _combined(categories: Sequence[str]) -> str:
    """Of several kinds of scan, or several lesions: PD of any, CR of all, PR of any that is better, else SD."""
    if not categories:
        return ""
    if "PD" in categories:
        return "PD"
    if all(one == "CR" for one in categories):
        return "CR"
    return "PR" if any(one in _RESPONSE for one in categories) else "SD"


def together(seen: Seen, *, with_new: bool) -> str:
    """CR, PR, SD, PD or NE of all lesions of a visit, new ones counted or not."""
    new = bool(seen.new) and with_new
    found = _combined(list(seen.categories.values()))
    if new or found == "PD":
        return "PD"
    if not found or any(role == "target" for role in seen.missing.values()):
        return "NE"
    open_new = with_new and bool(seen.new_sclerotic or [one for one in seen.unsettled if one not in seen.findings])
    is_open = open_new or any(one in seen.findings for one in seen.unsettled)
    if found == "CR" and (seen.missing or is_open):
        return "PR"
    if found in _RESPONSE:
        return found
    return "NE" if is_open else "SD"


def tell(seen: Seen, overall: str, window: Window, rules: ResponseRules) -> None:
    """The step from lesions to the category, and what makes it less sure."""
    missing = ", ".join(seen.missing)
    open_ones = ", ".join([*seen.unsettled, *seen.new_sclerotic])
    if overall == "NE":
        why = [f"{missing} not assessed"] if missing else []
        why += [f"{open_ones} not settled"] if open_ones else []
        seen.because.append(Reason(says=f"{'; '.join(why) or 'no lesion in bone was assessed'}: NE", section="MDA"))
    elif overall in _RESPONSE and open_ones:
        seen.because.append(
            Reason(
                says=f"{open_ones} with other signs of response and no progression: osteoblastic flare, PR",
                section=_FLARE,
            )
        )
        seen.doubts.append(f"{open_ones}: taken as flare; {SETTLES}")
    if missing and overall != "NE":
        seen.doubts.append(f"{missing}: not assessed; complete response needs every lesion")
    if overall == "SD" and window.days is not None and window.days < rules["stable-days"]:
        seen.doubts.append(
            f"{window.days} days since {window.since}: bone heals slowly; WHO calls no change from "
            f"{rules['stable-days']} days"
        )
    if overall == "PD" and set(seen.categories.values()) & set(_RESPONSE):
        better = ", ".join(name for name, one in seen.categories.items() if one in _RESPONSE)
        worse = ", ".join([*(name for name, one in seen.categories.items() if one == "PD"), *seen.new])
        seen.doubts.append(f"mixed response: {better} better, {worse} worse")


def has_doubtful_new(seen: Seen) -> bool:
    """A new spot is equivocal, or may be a flare."""
    new_unsettled = [one for one in seen.unsettled if one not in seen.findings]
    return bool(seen.new_equivocal or seen.new_sclerotic or new_unsettled)


def _when(window: Window) -> str:
    return "day not known" if window.days is None else f"{window.days} days after {window.since}"


def _section(category: str) -> str:
    names = {
        "CR": "MDA, complete response",
        "PR": "MDA, partial response",
        "SD": "MDA, stable disease",
        "PD": "MDA, progressive disease",
    }
    return names[category]
