"""What one reader read on PET: its visits, the uptake of each lesion, the reference regions, how the scan was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from onward.engines.response.read import Flag, LesionRead, Read, VisitRead
from onward.engines.response.states import GONE, NOT_EVALUABLE
from onward.terms import PartialDate, Quantity, convert
from onward.timeline import LesionMeasurement, PetAcquisition

# Names of uptake; those of lean body mass (SUL) and of body weight (SUV) are never mixed.
UPTAKE = ("SULpeak", "SULmax", "SULmean", "SUVmax", "SUVpeak", "SUVmean")
_DEVIATIONS = ("SUL SD", "SUV SD")
_PET = frozenset({*UPTAKE, *_DEVIATIONS, "MTV", "TLG", "uptake extent"})
_MAY_BE_PET = ("PET", "PET/CT", "")
GONE_ON_PET = GONE | {
    "background",
    "indistinguishable from background",
    "indistinguishable from blood pool",
    "indistinguishable from normal tissue",
    "at blood pool level",
}
_UNFIT = NOT_EVALUABLE | {"abnormal", "diseased", "affected"}
_BLOOD = ("aorta", "blood pool", "mediastin")
_BONES = ("bone", "vertebra", "rib", "pelvis", "femur", "sacrum", "sternum", "skull", "scapula", "humerus", "spine")


@dataclass(frozen=True, slots=True, kw_only=True)
class PetLesion:
    """One lesion on one PET.

    values       by the names of measures: SUL and SUV in g/mL, MTV in mL, TLG, "uptake extent" in mm
    diameter_mm  on the CT of the same visit, None when it was not measured
    state        the reader's judgement of the PET, "" when there is none
    is_undone    the reader says that it was not measured or cannot be evaluated
    """

    lesion: str
    role: str
    site: str
    is_bone: bool
    values: Mapping[str, Decimal]
    diameter_mm: Decimal | None
    state: str
    is_undone: bool

    @property
    def is_called_gone(self) -> bool:
        """The reader says that no uptake is left above blood pool or normal tissue."""
        return self.state in GONE_ON_PET


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region of normal tissue: SUL mean and standard deviation in g/mL; None where not measured."""

    name: str
    mean: Decimal | None
    deviation: Decimal | None
    is_fit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PetVisit:
    """One visit at which a PET was read.

    lesions   what was measured or judged on PET, without reference regions; of what CT alone shows PET says nothing
    tumours   those of them that were there before, neither new nor benign
    only_ct   names of new lesions that only another scan of the visit shows
    scan      how it was made, None when nothing is recorded
    """

    visit: VisitRead
    date: PartialDate | None
    lesions: tuple[PetLesion, ...]
    tumours: tuple[PetLesion, ...]
    only_ct: tuple[str, ...]
    liver: Region | None
    blood_pool: Region | None
    scan: PetAcquisition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PetRead:
    """All PETs of one read in order; the first is the baseline where `has_baseline`."""

    read: Read
    visits: tuple[PetVisit, ...]
    has_baseline: bool
    flags: tuple[Flag, ...]


def has_uptake(read: Read, measures: Iterable[str] = UPTAKE) -> bool:
    """Somebody measured one of these of a lesion."""
    wanted = frozenset(measures)
    return any(
        fact.measure in wanted
        for visit in read.visits
        for lesion in visit.lesions
        if lesion.role != "reference"
        for fact in lesion.facts
    )


def is_read_on_pet(read: Read) -> bool:
    """Somebody measured or judged a lesion on PET."""
    return any(
        _is_pet(fact)
        for visit in read.visits
        for lesion in visit.lesions
        if lesion.role != "reference"
        for fact in lesion.facts
    )


def is_seen_on_pet(lesion: LesionRead) -> bool:
    """Somebody measured or judged this lesion on PET."""
    return any(_is_pet(fact) for fact in lesion.facts)


def pet_read(read: Read, scans: Sequence[PetAcquisition]) -> PetRead:
    """The PETs of a read; what does not fit is flagged."""
    flags: list[Flag] = []
    found: list[PetVisit] = []
    is_baseline_scanned = False
    for number, visit in enumerate(read.visits):
        scan = _scan_of(visit, read.reader, scans)
        if scan is None and not any(_is_pet(fact) for lesion in visit.lesions for fact in lesion.facts):
            continue
        is_baseline_scanned = is_baseline_scanned or number == 0
        found.append(_visit(visit, scan, flags))
    has_baseline = read.has_baseline and is_baseline_scanned
    if found and read.has_baseline and not is_baseline_scanned:
        has_baseline = _later_baseline(read, found[0], flags)
    return PetRead(read=read, visits=tuple(found), has_baseline=has_baseline, flags=tuple(dict.fromkeys(flags)))


def _later_baseline(read: Read, first: PetVisit, flags: list[Flag]) -> bool:
    """Whether the first PET is the baseline though an earlier visit without PET is: only where nothing is named."""
    is_guessed = any(flag.what == "no visit is called baseline" for flag in read.flags)
    flags.append(
        Flag(
            visit=first.visit.name,
            lesion="",
            what=f"no PET at {read.visits[0].name}, the baseline",
            did="took the first PET as the baseline of PET"
            if is_guessed
            else "compared nothing; uptake is compared with a PET before treatment",
        )
    )
    return is_guessed


def _is_pet(fact: LesionMeasurement) -> bool:
    return fact.measure in _PET or (fact.measure == "state" and fact.method in ("PET", "PET/CT"))


def _scan_of(visit: VisitRead, reader: str, scans: Sequence[PetAcquisition]) -> PetAcquisition | None:
    """The acquisition of a visit: by its name or number, else by its day; one of this reader before one of all."""
    fitting = [scan for scan in scans if scan.reader in ("", reader) and _fits(scan, visit)]
    return next((scan for scan in fitting if scan.reader), fitting[0] if fitting else None)


def _fits(scan: PetAcquisition, visit: VisitRead) -> bool:
    if scan.visit:
        is_named = visit.name == scan.visit or visit.name.startswith(f"{scan.visit} (")
        return is_named and (scan.visit_number is None or visit.number is None or scan.visit_number == visit.number)
    if scan.visit_number is not None and visit.number is not None:
        return scan.visit_number == visit.number
    days = {str(fact.when.start)[:10] for lesion in visit.lesions for fact in lesion.facts if fact.when.start}
    return scan.when.start is not None and str(scan.when.start)[:10] in days


def _visit(visit: VisitRead, scan: PetAcquisition | None, flags: list[Flag]) -> PetVisit:
    regions = [_region(visit, lesion, flags) for lesion in visit.lesions if lesion.role == "reference"]
    days = {
        fact.when.start
        for lesion in visit.lesions
        for fact in lesion.facts
        if fact.when.start is not None and _is_pet(fact)
    }
    tumours = [lesion for lesion in visit.lesions if lesion.role != "reference"]
    lesions = tuple(_lesion(visit, lesion, flags) for lesion in tumours if _is_seen(lesion))
    return PetVisit(
        visit=visit,
        date=min(days, key=lambda day: day.sort_key) if days else visit.date,
        lesions=lesions,
        tumours=tuple(one for one in lesions if one.role not in ("new", "benign")),
        only_ct=tuple(one.lesion for one in tumours if one.role == "new" and not _is_seen(one)),
        liver=next((region for region in regions if region.name == "liver"), None),
        blood_pool=next((region for region in regions if region.name == "blood pool"), None),
        scan=scan,
    )


def _is_seen(lesion: LesionRead) -> bool:
    """Something was measured or judged of it on PET, or on a scan that is not named."""
    return any(
        fact.measure in _PET or (fact.measure in ("state", "identified") and fact.method in _MAY_BE_PET)
        for fact in lesion.facts
    )


def _lesion(visit: VisitRead, lesion: LesionRead, flags: list[Flag]) -> PetLesion:
    values = _values(visit, lesion, flags)
    states: dict[str, None] = {}
    undone = False
    for fact in lesion.facts:
        if fact.measure == "state" and fact.state and fact.method in _MAY_BE_PET:
            states[fact.state] = None
        if fact.not_done and (fact.measure in _PET or fact.measure == "state"):
            undone = True
    if len(states) > 1:
        what = f"judged {' and '.join(sorted(states))} on PET"
        flags.append(Flag(visit=visit.name, lesion=lesion.lesion, what=what, did="took it as not evaluable"))
        states = {"not evaluable": None}
    state = next(iter(states), "")
    return PetLesion(
        lesion=lesion.lesion,
        role=lesion.role,
        site=lesion.site or lesion.site_text.lower(),
        is_bone=_is_bone(lesion.site, lesion.site_text),
        values=values,
        diameter_mm=values.get("uptake extent", lesion.diameter_mm),
        state=state,
        is_undone=state in NOT_EVALUABLE or (undone and not values and not state),
    )


@lru_cache(maxsize=1024)
def _is_bone(site: str, text: str) -> bool:
    place = f"{site} {text}".lower()
    return any(word in place for word in _BONES)


def _values(visit: VisitRead, lesion: LesionRead, flags: list[Flag]) -> dict[str, Decimal]:
    """The numbers of one lesion; one that stands twice with two values, or below zero, is not measured."""
    found: dict[str, set[Decimal]] = {}
    for fact in lesion.facts:
        if fact.value is not None and fact.measure in _PET:
            number = _number(fact.measure, fact.value)
            if number is None:
                what = f"{fact.measure} in {fact.value.unit or 'no unit'}"
                flags.append(Flag(visit=visit.name, lesion=lesion.lesion, what=what, did="took it as not measured"))
            else:
                found.setdefault(fact.measure, set()).add(number)
    kept: dict[str, Decimal] = {}
    for measure, values in found.items():
        if len(values) > 1:
            shown = " and ".join(f"{value.normalize():f}" for value in sorted(values))
            what, wrong = f"{measure} measured more than once: {shown}", True
        else:
            (value,) = values
            what, wrong = f"{measure} below zero", value < 0
            kept[measure] = value
        if wrong:
            kept.pop(measure, None)
            flags.append(Flag(visit=visit.name, lesion=lesion.lesion, what=what, did="took it as not measured"))
    return kept


# TLG is SUV times volume: grams and millilitres are both written, and mean the same.
_UNITS = {"MTV": ("mL",), "TLG": ("g", "mL"), "uptake extent": ("mm",)}


def _number(measure: str, value: Quantity) -> Decimal | None:
    """In the measure's own unit; uptake without a unit is SUV. None where the unit fits none."""
    if value.unit is None:
        return None if measure in _UNITS else value.value
    for unit in _UNITS.get(measure, ("g/mL", "1")):
        if value.unit == unit:
            return value.value
        found = convert(value, unit)
        if found is not None:
            return found.value
    return None


def _region(visit: VisitRead, lesion: LesionRead, flags: list[Flag]) -> Region:
    values = _values(visit, lesion, flags)
    place = f"{lesion.site} {lesion.site_text} {lesion.lesion}".lower()
    return Region(
        name="blood pool" if any(word in place for word in _BLOOD) else "liver" if "liver" in place else place,
        mean=values.get("SULmean"),
        deviation=values.get("SUL SD"),
        is_fit=not any(fact.state in _UNFIT for fact in lesion.facts if fact.measure == "state"),
    )
