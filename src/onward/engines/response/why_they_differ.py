"""What in the reads explains that criteria disagree: flare, pseudo-progression, mixed response, compartments, markers.

Each is a sentence with what would settle it. An explanation is possible, never proven: it says what to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from onward.engines.response.bone_words import is_in_bone
from onward.engines.response.compared import DIAMETERS, METABOLIC, Compared, Why, answers_by
from onward.engines.response.naming import lesion_labels
from onward.engines.response.result import VisitResponse
from onward.engines.response.states import PROGRESSED
from onward.engines.response.ways import BETTER, OPEN, SAME, WAITING, WORSE
from onward.engines.response.why_beside_images import markers, readers, symptoms, team
from onward.engines.response.words import mm
from onward.knowledge import ResponseRules
from onward.timeline import site_name

_NOT_WORSE = (BETTER, SAME, OPEN)
# A lesion, its site, and what became of it in words.
_Change = tuple[str, str, str]


def whys(compared: Sequence[Compared], rules: ResponseRules, *, is_disagreement: bool) -> tuple[Why, ...]:
    """All that is found; for a disagreement that nothing explains, that it is not explained."""
    found: list[Why] = []
    for of in _EXPLANATIONS:
        for why in of(compared, rules):
            if why not in found:
                found.append(why)
    if is_disagreement and not found:
        found.append(
            Why(
                kind="not explained",
                says="nothing that is recorded explains why the criteria differ",
                settles="those who judged it look at this visit together",
            )
        )
    return tuple(found)


def _pairs(compared: Sequence[Compared], left: Sequence[str], right: Sequence[str]) -> list[tuple[Compared, Compared]]:
    """Answers of the same reader by a criterion of the one kind and one of the other."""
    return [
        (one, other)
        for one in answers_by(compared, *left)
        for other in answers_by(compared, *right)
        if one.response.reader == other.response.reader
    ]


def _flare(compared: Sequence[Compared], rules: ResponseRules) -> list[Why]:
    del rules
    found: list[Why] = []
    for bone in answers_by(compared, "mda-bone"):
        if bone.way == WORSE:
            continue
        reasons = [reason.says for reason in bone.visit.because if "flare" in reason.section]
        blamed = [
            name
            for other in answers_by(compared, *DIAMETERS)
            if other.response.reader == bone.response.reader and other.way in (WORSE, WAITING)
            for name in _worse_in_bone(other.visit)
        ]
        lesions = tuple(dict.fromkeys(blamed))
        labels = lesion_labels(bone.response)
        named = ", ".join(labels.get(lesion, lesion) for lesion in lesions)
        if reasons:
            says = f"more or hotter spots in bone early in a treatment may be healing: {'; '.join(reasons)}"
            says += f"; by diameters {named} counts as progression" if lesions else ""
            settles = "CT or X-ray of the spots (sclerosis or lysis), or a scan in 2 to 3 months"
        elif lesions:
            says = f"by diameters {named} counts as progression; by the bone criteria the flare has settled"
            settles = "the next scan: what was a flare does not come back"
        else:
            continue
        found.append(Why(kind="bone flare", says=says, settles=settles, lesions=lesions))
    return found


def _worse_in_bone(visit: VisitResponse) -> list[str]:
    return [
        lesion.lesion
        for lesion in visit.lesions
        if is_in_bone(lesion) and (lesion.lesion in visit.new_certain or lesion.state in PROGRESSED)
    ]


def _pseudo(compared: Sequence[Compared], rules: ResponseRules) -> list[Why]:
    del rules
    found: list[Why] = []
    for plain, immune in _pairs(compared, ("recist-1.1",), ("irecist",)):
        if plain.way == WORSE and immune.visit.overall == "iUPD":
            found.append(
                Why(
                    kind="pseudo-progression",
                    says="under immunotherapy growth or new lesions may be inflammation: RECIST 1.1 calls progression, "
                    "iRECIST waits for the next scan (iUPD)",
                    settles="a scan 4 to 8 weeks later (iCPD, or taken back), if the person is well",
                    lesions=plain.visit.new_certain,
                )
            )
        elif plain.way == WORSE and immune.way in (BETTER, SAME):
            found.append(
                Why(
                    kind="pseudo-progression",
                    says=f"RECIST 1.1 calls progression; by iRECIST it was taken back ({immune.visit.overall})",
                    settles="the next scan",
                )
            )
    found += [
        Why(
            kind="pseudo-progression",
            says="a new lesion in the brain under immunotherapy is no progression by itself (RANO-BM)",
            settles="MRI at least 4 weeks later; perfusion or PET where radiation was given",
            lesions=brain.visit.new_certain,
        )
        for brain in answers_by(compared, "rano-bm")
        if brain.visit.new_certain and brain.visit.overall == "NE"
    ]
    return found


def _bone(compared: Sequence[Compared], rules: ResponseRules) -> list[Why]:
    del rules
    found: list[Why] = []
    for plain, bone in _pairs(compared, ("recist-1.1",), ("mda-bone",)):
        if bone.way == BETTER and plain.way in (SAME, OPEN):
            says = "bone heals by the bone criteria; RECIST 1.1 does not measure healing in bone"
        elif bone.way == WORSE and plain.way in _NOT_WORSE:
            says = (
                "growth in bone that counts by the bone criteria (25 %, lysis, a new lesion) is less than the "
                "unequivocal progression that RECIST 1.1 asks of what it does not measure, or was not read as such"
            )
        else:
            continue
        settles = "which lesions the sums hold, and CT of the lesions in bone at the next visit"
        found.append(Why(kind="bone is judged apart", says=says, settles=settles))
    return found


def _mixed(compared: Sequence[Compared], rules: ResponseRules) -> list[Why]:
    """Once for each reader: what RECIST 1.1 follows, else bone or brain alone."""
    found: dict[str, Why] = {}
    for one in answers_by(compared, "recist-1.1", "mda-bone", "rano-bm"):
        if one.response.reader in found:
            continue
        smaller, larger = _changes(one, rules)
        if not smaller or not larger:
            continue
        healing = _healing(compared, one)
        larger = [change for change in larger if change[0] not in healing]
        if larger:
            labels = lesion_labels(one.response)
            found[one.response.reader] = Why(
                kind="mixed response",
                says=f"some shrink while others grow: smaller {_listed(smaller, labels)}; "
                f"larger {_listed(larger, labels)}",
                settles="a biopsy of a site that grows (receptors, genes), or the next scan",
                lesions=tuple(lesion for lesion, _, _ in larger),
            )
    return list(found.values())


def _listed(changes: Sequence[_Change], labels: Mapping[str, str]) -> str:
    return ", ".join(
        f"{labels.get(lesion) or f'{lesion} {_place(site)}'.strip()} ({words})" for lesion, site, words in changes
    )


def _healing(compared: Sequence[Compared], one: Compared) -> frozenset[str]:
    """Spots in bone that the same reader's bone criteria do not count as worse: a flare is no growing site."""
    bone = next((other for other, _ in _pairs(compared, ("mda-bone",), (one.response.criterion,))), None)
    if bone is None or one.response.criterion == "mda-bone" or one.response.reader != bone.response.reader:
        return frozenset()
    worse = {target.lesion for target in bone.visit.targets if "(PD)" in target.note} | set(bone.visit.new_certain)
    return frozenset(lesion.lesion for lesion in bone.visit.lesions if is_in_bone(lesion)) - worse


def _changes(one: Compared, rules: ResponseRules) -> tuple[list[_Change], list[_Change]]:
    """Lesions that shrank against the baseline, and that grew over their own smallest size or are new."""
    smaller: list[_Change] = []
    larger: list[_Change] = []
    sizes: dict[str, list[Decimal | None]] = {}
    for visit in one.response.visits:
        if _is_until(visit, one.visit):
            for target in visit.targets:
                size = target.counted_mm if target.counted_mm is not None else target.measured_mm
                sizes.setdefault(target.lesion, []).append(size)
    for target in one.visit.targets:
        series = sizes[target.lesion]
        known = [size for size in series if size is not None]
        first, now = series[0], series[-1]
        if len(known) < 2 or first is None or now is None or first == 0:
            continue
        least = min(known[:-1])
        if (first - now) * 100 >= rules["response-percent"] * first:
            smaller.append((target.lesion, target.site, f"{mm(first)} to {mm(now)}"))
        elif _has_grown(now, least, rules):
            larger.append((target.lesion, target.site, f"{mm(least)} to {mm(now)}"))
    for lesion in one.visit.lesions:
        if lesion.lesion in one.visit.new_certain:
            larger.append((lesion.lesion, lesion.site or lesion.site_text, "new"))
        elif lesion.role != "target" and lesion.state in PROGRESSED:
            larger.append((lesion.lesion, lesion.site or lesion.site_text, lesion.state))
    return smaller, larger


def _place(site: str) -> str:
    return site_name(site) if site and site != "other" else site


def _has_grown(now: Decimal, least: Decimal, rules: ResponseRules) -> bool:
    return (now - least) * 100 >= rules["progression-percent"] * least and now - least >= rules["progression-mm"]


def _is_until(visit: VisitResponse, last: VisitResponse) -> bool:
    if visit is last or visit.is_baseline:
        return True
    return visit.date is not None and last.date is not None and visit.date.earliest < last.date.earliest


def _metabolic(compared: Sequence[Compared], rules: ResponseRules) -> list[Why]:
    del rules
    found: list[Why] = []
    for plain, pet in _pairs(compared, (*DIAMETERS, "mda-bone"), METABOLIC):
        if pet.way == plain.way or OPEN in (pet.way, plain.way):
            continue
        if pet.way == BETTER:
            says = f"uptake fell ({pet.visit.overall}), size says {plain.visit.overall}: metabolism may answer first"
            settles = "the next CT; scars and sclerosis stay though the tumour is gone"
        elif pet.way == WORSE:
            says = f"uptake rose ({pet.visit.overall}), size says {plain.visit.overall}: metabolism may answer first"
            settles = "whether infection, healing bone or another uptake time explain it; else a biopsy"
        else:
            says = f"metabolism says {pet.visit.overall}, size {plain.visit.overall}"
            settles = "the next scan by the same methods"
        found.append(Why(kind="metabolism and size", says=says, settles=settles))
    return found


def _compartments(compared: Sequence[Compared], rules: ResponseRules) -> list[Why]:
    del rules
    found: list[Why] = []
    for plain, brain in _pairs(compared, ("recist-1.1",), ("rano-bm",)):
        if brain.way == plain.way:
            continue
        beside = next((reason.says for reason in brain.visit.because if reason.section == "compartments"), "")
        if brain.way == OPEN:
            says = f"the brain cannot be answered by RANO-BM: {_last(brain)}"
        else:
            says = f"the brain alone: {brain.visit.overall} by RANO-BM; {beside or 'all lesions together'}"
        settles = "" + (
            "; ".join(brain.visit.would_change)
            if brain.way == OPEN and brain.visit.would_change
            else "the two compartments are treated, and counted, apart"
        )
        found.append(Why(kind="brain and body apart", says=says, settles=settles))
    return found


def _last(brain: Compared) -> str:
    told = [reason.says for reason in brain.visit.because if reason.section != "compartments"]
    return told[-1] if told else "nothing was said"


def _volumes(compared: Sequence[Compared], rules: ResponseRules) -> list[Why]:
    del rules
    return [
        Why(
            kind="diameter and volume",
            says=f"by diameters {brain.visit.target}, by volume {volume.visit.target}: a lesion that is no sphere "
            "changes more in one than in the other, and small lesions weigh less in a sum of volumes",
            settles="RANO-BM rests on diameters; volumes are exploratory",
        )
        for brain, volume in _pairs(compared, ("rano-bm",), ("volumetric-brain",))
        if {brain.visit.target, volume.visit.target} <= {"CR", "PR", "SD", "PD"}
        and brain.visit.target != volume.visit.target
    ]


_EXPLANATIONS: tuple[Callable[[Sequence[Compared], ResponseRules], list[Why]], ...] = (
    _flare,
    _pseudo,
    _bone,
    _mixed,
    _metabolic,
    _compartments,
    _volumes,
    markers,
    symptoms,
    team,
    readers,
)
