"""Non-target and new lesions (RECIST 1.1, sections 4.3.3 to 4.3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.engines.response.bone_words import SCLEROTIC
from onward.engines.response.read import Flag, LesionRead, VisitRead, by_lesion
from onward.engines.response.result import Reason
from onward.engines.response.states import (
    EQUIVOCAL,
    GONE,
    GROWN,
    NOT_EVALUABLE,
    PRESENT,
    PROGRESSED,
    TINY,
    is_missing,
)
from onward.engines.response.words import mm
from onward.knowledge import ResponseRules

# Words by which a reader says that a new lesion is there.
_SEEN = (
    PRESENT | GROWN | PROGRESSED | TINY | SCLEROTIC
    | {"unequivocal", "new", "certain", "definite", "lytic", "mixed", "hot", "avid", "split", "merged"}
)  # fmt: skip


def non_target_response(
    others: Sequence[LesionRead],
    visit: VisitRead,
    rules: ResponseRules,
    because: list[Reason],
    flags: list[Flag],
    *,
    after_complete: bool,
) -> str:
    """CR, NON-CR/NON-PD, PD or NE of the non-targets of one visit; NE where not all were evaluated (table 2)."""
    here = by_lesion(visit)
    states: dict[str, list[LesionRead]] = {}
    for chosen in others:
        states.setdefault(_state(chosen, here.get(chosen.lesion), visit, rules, flags), []).append(chosen)
    progressed, present, missing = (states.get(state, []) for state in ("progressed", "present", "missing"))
    if progressed:
        because.append(Reason(says=f"unequivocal progression of non-target {_names(progressed)}: PD", section="4.3.4"))
        return "PD"
    back = [lesion for lesion in present if not lesion.is_node] if after_complete else []
    if back:
        because.append(
            Reason(says=f"after complete response {_names(back)} is back: PD", section="4.4.3, table 3 note")
        )
        return "PD"
    if missing:
        also = f" ({_names(present)} persists)" if present else ""
        because.append(Reason(says=f"non-target {_names(missing)} not assessed{also}: NE", section="4.4.2"))
        return "NE"
    if present:
        because.append(Reason(says=f"non-target {_names(present)} persists: NON-CR/NON-PD", section="4.3.3"))
        return "NON-CR/NON-PD"
    because.append(Reason(says="all non-targets are gone, nodes normal: CR", section="4.3.3"))
    return "CR"


def _names(lesions: Sequence[LesionRead]) -> str:
    return ", ".join(lesion.lesion for lesion in lesions)


def _state(
    chosen: LesionRead, found: LesionRead | None, visit: VisitRead, rules: ResponseRules, flags: list[Flag]
) -> str:
    if found is None or is_missing(found):
        return "missing"
    if found.state in PROGRESSED:
        if any(fact.state == found.state and fact.text.lower() == "unequivocal" for fact in found.facts):
            what = '"unequivocal" of a non-target does not say of what'
            did = "took it as unequivocal progression, the only thing of it that is called so (4.3.4)"
            flags.append(Flag(visit=visit.name, lesion=chosen.lesion, what=what, did=did))
        return "progressed"
    if found.state in GONE:
        if found.diameter_mm is None or found.diameter_mm == 0:
            return "gone"
        what = f"measured {mm(found.diameter_mm)} and called {found.state}"
        flags.append(Flag(visit=visit.name, lesion=chosen.lesion, what=what, did="took it as not assessed"))
        return "missing"
    if found.diameter_mm is not None and found.state not in NOT_EVALUABLE:
        is_normal = found.diameter_mm < rules["node-normal-mm"] if chosen.is_node else found.diameter_mm == 0
        return "gone" if is_normal else "present"
    if found.state in TINY and chosen.is_node:
        return "gone"  # smaller than can be measured is smaller than 10 mm
    if found.state in PRESENT | GROWN | TINY:
        return "present"
    flags.append(
        Flag(
            visit=visit.name,
            lesion=chosen.lesion,
            what=f'"{found.state}" says nothing of a non-target',
            did="took it as not assessed; write present, absent, unequivocal progression or not evaluable",
        )
    )
    return "missing"


@dataclass(frozen=True, slots=True)
class NewSeen:
    """Names of the new lesions of a visit: those that are one without doubt, and those that may be one."""

    certain: tuple[str, ...]
    doubtful: tuple[str, ...]

    @property
    def answer(self) -> str:
        """ "yes", "equivocal" or "no"."""
        return "yes" if self.certain else "equivocal" if self.doubtful else "no"


def new_lesions(visit: VisitRead, rules: ResponseRules, because: list[Reason], flags: list[Flag]) -> NewSeen:
    """The new lesions of one visit (4.3.5); what is said of them goes to `because`."""
    kinds = [(lesion.lesion, _newness(lesion, visit, rules, flags)) for lesion in visit.of("new")]
    found = NewSeen(
        certain=tuple(name for name, kind in kinds if kind == "certain"),
        doubtful=tuple(name for name, kind in kinds if kind == "doubtful"),
    )
    if found.certain:
        because.append(Reason(says=f"new lesion {', '.join(found.certain)}: PD", section="4.3.5"))
    elif found.doubtful:
        because.append(
            Reason(
                says=f"new lesion {', '.join(found.doubtful)} is equivocal: no progression yet; if it proves to be "
                "one, progression dates from this visit",
                section="4.3.5",
            )
        )
    return found


def _newness(lesion: LesionRead, visit: VisitRead, rules: ResponseRules, flags: list[Flag]) -> str:
    size = lesion.diameter_mm
    if lesion.state in GONE or size == 0 or lesion.state in NOT_EVALUABLE:
        return "none"
    if lesion.not_done:
        if all(fact.measure != "identified" for fact in lesion.facts):
            return "none"
        flags.append(
            Flag(
                visit=visit.name,
                lesion=lesion.lesion,
                what=f"named as new at this visit, and not judged ({lesion.not_done})",
                did="took it as equivocal; write equivocal or unequivocal",
            )
        )
        return "doubtful"
    if lesion.state in EQUIVOCAL:
        return "doubtful"
    if size is None and lesion.state and lesion.state not in _SEEN:
        flags.append(
            Flag(
                visit=visit.name,
                lesion=lesion.lesion,
                what=f'"{lesion.state}" does not say whether it is a new lesion',
                did="took it as equivocal; write equivocal or unequivocal",
            )
        )
        return "doubtful"
    if lesion.is_node and size is not None and size < rules["node-normal-mm"]:
        flags.append(
            Flag(
                visit=visit.name,
                lesion=lesion.lesion,
                what=f"called new, a node of {mm(size)}",
                did=f"took it as equivocal: a node below {mm(rules['node-normal-mm'])} is normal (3.1.1)",
            )
        )
        return "doubtful"
    return "certain"
