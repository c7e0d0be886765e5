"""How lesions were chosen and followed, against the rules of measurability (RECIST 1.1, 3.1, 3.2, 4.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from onward.engines.response.read import Flag, LesionRead, Read, VisitRead
from onward.engines.response.settling import thick_slices
from onward.engines.response.words import mm
from onward.knowledge import ResponseRules

_COUNTED = "counted all of them; choose again and read anew"
# Words of a place that RECIST 1.1 calls truly non-measurable (3.1.2), or measurable only with soft tissue (3.1.3).
_NEVER = ("leptomening", "ascites", "effusion", "lymphang", "blastic", "sclerotic", "inflammatory breast")
_BONES = ("bone", "vertebra", "rib", "pelvis", "femur", "sacrum", "sternum", "skull", "scapula", "humerus", "spine")


def choice_flags(baseline: VisitRead, chosen: Sequence[LesionRead], rules: ResponseRules) -> list[Flag]:
    """What of the choice of targets at the baseline breaks the rules; nothing is corrected."""
    flags: list[Flag] = []

    def say(what: str, lesion: str = "", did: str = _COUNTED) -> None:
        flags.append(Flag(visit=baseline.name, lesion=lesion, what=what, did=did))

    if len(chosen) > rules["most-targets"]:
        say(f"{len(chosen)} targets; RECIST 1.1 allows {rules['most-targets']} (4.2)")
    organs: dict[str, int] = {}
    for lesion in chosen:
        organ = "lymph nodes" if lesion.is_node else lesion.site or lesion.site_text.lower()
        organs[organ] = organs.get(organ, 0) + 1
    for organ, count in organs.items():
        if organ and count > rules["most-per-organ"]:
            say(f"{count} targets in one organ ({organ}); RECIST 1.1 allows {rules['most-per-organ']} (4.2)")
    for lesion in chosen:
        why = not_measurable(lesion, rules)
        if why:
            say(why, lesion.lesion, "counted it all the same; it should be a non-target")
    return flags


def not_measurable(lesion: LesionRead, rules: ResponseRules) -> str:
    """Why a lesion cannot be a target; "" when nothing speaks against it."""
    size = lesion.diameter_mm
    place = f"{lesion.site} {lesion.site_text}".lower()
    never = next((word for word in _NEVER if word in place and not ("blastic" in word and "lytic" in place)), "")
    if never:
        return f"{lesion.site_text or lesion.site}: not measurable (3.1.2)"
    if lesion.method == "ultrasound":
        return "measured by ultrasound, which is not reproducible (3.2.2)"
    if size is None:
        return "a target without a measurement at the baseline (4.2)"
    if size == 0:
        return "a target of 0 mm at the baseline (3.1.1)"
    if lesion.is_node:
        least = rules["node-target-mm"]
        if size >= least:
            return ""
        kind = "pathological but a non-target" if size >= rules["node-normal-mm"] else "normal"
        return f"a node of {mm(size)} is {kind}; a target needs {mm(least)} (3.1.1)"
    least = _least(lesion, rules)
    if size < least:
        return f"a lesion of {mm(size)}; a target needs {mm(least)} (3.1.1)"
    if any(word in place for word in _BONES):
        return (
            "a bone lesion is measurable only by a lytic or mixed lesion's soft tissue of at least "
            f"{mm(rules['lesion-target-mm'])}; the record does not say that this is it (3.1.3)"
        )
    return ""


def _least(lesion: LesionRead, rules: ResponseRules) -> Decimal:
    if lesion.method == "X-ray":
        return rules["xray-target-mm"]
    if lesion.slice_thickness_mm is not None and lesion.slice_thickness_mm > rules["slice-thick-mm"]:
        return 2 * lesion.slice_thickness_mm
    return rules["lesion-target-mm"]


def unknown_flags(read: Read, is_known: Callable[[str], bool]) -> list[Flag]:
    """Targets and non-targets at a later visit that nobody chose at the baseline."""
    return [
        Flag(
            visit=visit.name,
            lesion=lesion.lesion,
            what=f"a {lesion.role} that was not chosen at the baseline",
            did="left it out of the sum; a lesion seen first now is a new lesion (4.3.5)",
        )
        for visit in read.visits[1:]
        for lesion in visit.lesions
        if lesion.role in ("target", "non-target") and not is_known(lesion.lesion)
    ]


def technique_doubts(
    visit: VisitRead, chosen: Sequence[LesionRead], rules: ResponseRules | None = None
) -> tuple[str, ...]:
    """Targets measured by another method or on slices of another thickness than at the baseline (3.2.2), and with the
    rules of RECIST 1.1 lesions too small for their slices (3.1.1)."""
    here = {lesion.lesion: lesion for lesion in visit.lesions}
    said: list[str] = []
    for first in chosen:
        now = here.get(first.lesion)
        if now is None or now.diameter_mm is None:
            continue
        if first.method and now.method and first.method != now.method:
            said.append(
                f"{first.lesion} was measured by {first.method} at the baseline and by {now.method} now; "
                "the same method is asked for (RECIST 1.1, 3.2.2)"
            )
        before, after = first.slice_thickness_mm, now.slice_thickness_mm
        if before is not None and after is not None and before != after:
            said.append(
                f"{first.lesion}: slices of {mm(before)} at the baseline and of {mm(after)} now; thicker slices blur "
                "the ends of a lesion"
            )
    if rules is None:
        return tuple(said)
    measured = [(one.lesion, one.diameter_mm, one.slice_thickness_mm) for one in visit.lesions if one.role == "target"]
    return (*said, *thick_slices(measured, rules).doubts)
