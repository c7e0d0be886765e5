"""Measurement reports to facts: who measured, on which day's images, which lesion, how much.

A lesion is told by its TrackingUID over studies and modalities. What only a device measured and nobody verified becomes
no fact. Measurements of healthy anatomy become none either, but for the reference regions of PET (liver, aorta).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from onward.intake.dicom.report_visits import Visits, day_of, issue_of
from onward.intake.dicom.reports import Report, ReportedGroup, ReportedNumber
from onward.intake.result import PersonRecord
from onward.knowledge import Codes
from onward.terms import Code, Issue, PartialDate, Quantity, Severity, at, on_day, ucum_of_spelling
from onward.timeline import AnyFact, Laterality, LesionMeasurement, Source, Standing

_MEAN, _MINIMUM, _MEDIAN = ("SCT", "373098007"), ("SCT", "255605001"), ("SCT", "373099004")
_MAXIMUM, _DEVIATION, _PEAK = ("SCT", "56851009"), ("SCT", "386136009"), ("DCM", "126031")
_STATISTICS = {_MEAN: "mean", _MAXIMUM: "max", _PEAK: "peak", _DEVIATION: " SD"}
_SUV = {("DCM", "126401")}
_SUL = {("DCM", "126402"), ("DCM", "126405"), ("DCM", "126406")}
_ANY_UPTAKE = ("DCM", "126400")
_SIZES = {
    ("SCT", "103339001"): "longest diameter",  # long axis
    ("SCT", "103340004"): "short axis",
    ("SCT", "410668003"): "longest diameter",  # length
    ("SCT", "81827009"): "longest diameter",  # diameter
    ("SCT", "118565006"): "volume",
    ("DCM", "126032"): "MTV",
    ("DCM", "126033"): "TLG",
}
_LENGTHS = ("longest diameter", "short axis", "perpendicular diameter")
_ROLES = {
    ("DCM", "112074"): "target",
    ("DCM", "112075"): "non-target",
    ("DCM", "112076"): "benign",
    ("99ONWARD", "NEWLESION"): "new",
}
_ROLE_WORDS = re.compile(r"^\W*(?:(non)[\s_-]*target|(target)|(new))(?:[\s_-]*lesion)?(?![a-z])", re.IGNORECASE)
# Categories and findings that say "this is anatomy", and the regions that uptake is compared with.
_ANATOMY = {("SCT", "91723000"), ("SCT", "123037004"), ("SCT", "113343008"), ("NCIt", "C85402")}
_REFERENCE = {("NCIt", "C94970")}
_REFERENCE_PLACES = {("SCT", "10200004"): "LIVER", ("SCT", "15825003"): "AORTA", ("SCT", "281713006"): "AORTA"}
_METHODS = {
    "CT": "CT", "MR": "MR", "PT": "PET", "CR": "X-ray", "DX": "X-ray", "US": "ultrasound",
}  # fmt: skip
_METHOD_OF_CLASS = {
    "1.2.840.10008.5.1.4.1.1.2": "CT",
    "1.2.840.10008.5.1.4.1.1.2.1": "CT",
    "1.2.840.10008.5.1.4.1.1.4": "MR",
    "1.2.840.10008.5.1.4.1.1.4.1": "MR",
    "1.2.840.10008.5.1.4.1.1.128": "PET",
    "1.2.840.10008.5.1.4.1.1.130": "PET",
    "1.2.840.10008.5.1.4.1.1.1": "X-ray",
    "1.2.840.10008.5.1.4.1.1.1.1": "X-ray",
    "1.2.840.10008.5.1.4.1.1.6.1": "ultrasound",
}
_SIDES = {"left": Laterality.LEFT, "right": Laterality.RIGHT, "bilateral": Laterality.BILATERAL}


@dataclass(slots=True)
class _Found:
    facts: list[AnyFact] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    groups: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsRead:
    """The people of some reports, and the issues that belong to none of them."""

    people: tuple[PersonRecord, ...]
    issues: tuple[Issue, ...]


def facts_of_reports(reports: Sequence[tuple[Report, str]], codes: Codes) -> ReportsRead:
    """All reports that were found together, each with the hash of its file.

    A report that another one amends, and one that lies there twice, counts once.
    """
    people: dict[str, _Found] = {}
    nobodys: list[Issue] = []
    amended = {uid for report, _ in reports for uid in report.replaces}
    seen: set[str] = set()
    visits = Visits.of([report for report, _ in reports])
    for report, sha256 in reports:
        if not report.person:
            nobodys.append(issue_of(report, "PatientID", "the report names nobody", "left it out", Severity.ERROR))
            continue
        found = people.setdefault(report.person, _Found())
        found.groups += len(report.groups)
        if report.instance_uid in amended:
            found.issues.append(
                issue_of(report, "", "a later report amends this one", "took the later one", Severity.NOTE)
            )
        elif report.instance_uid and report.instance_uid in seen:
            found.issues.append(issue_of(report, "", "the same report came before", "read it once", Severity.NOTE))
        else:
            seen.add(report.instance_uid)
            _read(report, sha256, codes, visits, found)
    return ReportsRead(
        people=tuple(
            PersonRecord(
                person=person,
                facts=tuple(found.facts),
                issues=tuple(dict.fromkeys((*found.issues, *visits.issues_of(person)))),
                resources=found.groups,
            )
            for person, found in sorted(people.items())
        ),
        issues=tuple(nobodys),
    )


def _read(report: Report, sha256: str, codes: Codes, visits: Visits, found: _Found) -> None:
    if not report.readers and report.by_device and not report.is_verified:
        found.issues.append(
            issue_of(
                report,
                "VerificationFlag",
                "a device measured this, and no reader has verified it",
                "took no measurement from it; nothing found automatically becomes a fact before a reader confirms it",
            )
        )
        return
    if report.is_synthetic:
        found.issues.append(
            issue_of(
                report,
                "SyntheticData",
                "the images are synthetic: made by a program, of nobody",
                "read the measurements; they say nothing of a person",
                Severity.NOTE,
            )
        )
    if day_of(report.study_date) is None:
        found.issues.append(
            issue_of(report, "StudyDate", "the study has no date", "kept it undated; response needs dates")
        )
    facts: list[LesionMeasurement] = []
    for group in report.groups:
        facts += _of_group(report, group, sha256, codes, visits, found.issues)
    found.facts += _once(facts)


def _once(facts: Sequence[LesionMeasurement]) -> Iterator[LesionMeasurement]:
    """A lesion's number that stands in two groups of one report counts once; the place that one group knows holds."""
    places = {fact.lesion: fact for fact in facts if fact.position_mm is not None}
    seen: set[tuple[object, ...]] = set()
    for fact in facts:
        key = (fact.lesion, fact.measure, fact.value, fact.state)
        if key in seen:
            continue
        seen.add(key)
        placed = places.get(fact.lesion)
        if placed is not None and fact.position_mm is None:
            fact = replace(fact, position_mm=placed.position_mm, frame_of_reference=placed.frame_of_reference)
        yield fact


def _of_group(
    report: Report, group: ReportedGroup, sha256: str, codes: Codes, visits: Visits, issues: list[Issue]
) -> Iterator[LesionMeasurement]:
    lesion = group.tracking_uid or group.tracking_id
    where = f"measurement group {group.place}"
    reference = _reference(group)
    if not reference and _is_anatomy(group, codes):
        issues.append(
            issue_of(report, where, "anatomy or a region, not said to be a lesion", "took nothing of it", Severity.NOTE)
        )
        return
    if not lesion and not reference:
        issues.append(issue_of(report, where, "the group names no lesion (no tracking identifier)", "left it out"))
        return
    named = _named(report, group, codes, visits, sha256)
    if reference:
        named = replace(named, lesion=reference, role="reference")
    told = False
    for number in group.numbers:
        measure = measure_of(number, is_node=bool(named.is_node))
        if measure is None:
            continue
        if number.value is None:
            told = True
            yield replace(named, measure=measure, not_done=number.why_none or "not done", sources=_at(named, number))
            continue
        unit = _unit(number.unit)
        if unit is None:
            place = f"{where}, {number.concept.meaning}"
            issues.append(
                issue_of(report, place, "the measurement has no unit that is known", "units are never guessed")
            )
        elif measure in _LENGTHS and unit not in ("mm", "cm", "um", "m"):
            place = f"{where}, {number.concept.meaning}"
            issues.append(issue_of(report, place, f"{unit} is no unit of length", "kept it as written"))
        told = True
        yield replace(named, measure=measure, value=Quantity(number.value, unit), sources=_at(named, number))
    if told or reference:
        return
    if group.finding is not None or group.sites or named.role:
        yield replace(named, measure="identified")
    else:
        issues.append(
            issue_of(report, where, "no size and no uptake of a lesion that is named", "took nothing", Severity.NOTE)
        )


def _named(report: Report, group: ReportedGroup, codes: Codes, visits: Visits, sha256: str) -> LesionMeasurement:
    """What holds for every number of a group."""
    sites = tuple(site.code for site in group.sites)
    words = ", ".join(site.meaning for site in group.sites)
    finding = () if group.finding is None else (group.finding.code,)
    text = group.tracking_id if "@" not in group.tracking_id else ""  # viewers write the tool's name and version
    said = words or ("" if group.finding is None else group.finding.meaning)
    place = codes.sites.place(sites, words.lower()) or codes.sites.place(finding, said.lower())
    name, number = visits.of_group(report, group)
    day = _date(report.study_date)
    position = group.position_mm
    return LesionMeasurement(
        when=at(day),
        recorded_on=_date(report.content_date),
        standing=Standing.PROVISIONAL if report.is_preliminary else Standing.CONFIRMED,
        codes=(*sites, *finding),
        text=text,
        sources=(Source(report.file, sha256, f"measurement group {group.place}", f"SR {report.instance_uid}", ""),),
        lesion=group.tracking_uid or group.tracking_id,
        reader=" and ".join(report.readers),
        role=_role(group),
        visit=name,
        visit_number=number,
        site="" if place is None else place.site,
        site_text=said,
        laterality=_side(group, codes, f"{words} {text}"),
        is_node=_is_node(sites, said, text, None if place is None else (place.site, place.name)),
        method=_method(report, group),
        position_mm=None if position is None else _rounded(position),
        frame_of_reference="" if position is None else group.frame_uid,
    )


def _at(named: LesionMeasurement, number: ReportedNumber) -> tuple[Source, ...]:
    source = named.sources[0]
    return (replace(source, path=f"item {number.place}, {number.concept.meaning}".rstrip(", ")),)


def measure_of(number: ReportedNumber, *, is_node: bool) -> str | None:
    """Onward's name of a number; None for one that says nothing of a lesion's size or uptake."""
    key = number.concept.key
    size = _SIZES.get(key)
    if size is not None:
        if number.derivation is not None and number.derivation.key not in (_MAXIMUM, _MEAN):
            return None
        return "perpendicular diameter" if size == "short axis" and not is_node else size
    family = "SUV" if key in _SUV else "SUL" if key in _SUL else ""
    if key == _ANY_UPTAKE:
        family = "SUV" if "suvbw" in number.unit.lower() else "SUL" if "suvlbm" in number.unit.lower() else ""
    if not family or number.derivation is None:
        return None
    statistic = _STATISTICS.get(number.derivation.key)
    return None if statistic is None else f"{family}{statistic}"


def _unit(written: str) -> str | None:
    if not written or written in ("1", "{pixels}", "px"):
        return None
    # Uptake is written with what it was divided by as an annotation, before or after the unit.
    plain = re.sub(r"\{[^}]*\}", "", written)
    return "g/mL" if plain.lower() == "g/ml" else ucum_of_spelling(plain)


def _role(group: ReportedGroup) -> str:
    for _, answer in group.answers:
        if answer.key in _ROLES:
            return _ROLES[answer.key]
    for coded in (group.finding, group.category):
        if coded is not None and coded.key in _ROLES:
            return _ROLES[coded.key]
    words = (group.tracking_id, "" if group.finding is None else group.finding.meaning)
    for text in words:
        found = _ROLE_WORDS.match(text)
        if found is not None:
            return "non-target" if found.group(1) else "target" if found.group(2) else "new"
    return ""


def _reference(group: ReportedGroup) -> str:
    """The name of a reference region of PET; "" for anything else."""
    if not any(number.concept.key in _SUV | _SUL for number in group.numbers):
        return ""
    marked = any(coded is not None and coded.key in _REFERENCE for coded in (group.finding, group.category))
    anatomy = group.category is not None and group.category.key in _ANATOMY
    for coded in (*group.sites, group.finding):
        if coded is None or coded.key not in _REFERENCE_PLACES:
            continue
        is_finding = group.finding is not None and coded.key == group.finding.key
        if marked or anatomy or is_finding:
            return _REFERENCE_PLACES[coded.key]
    return ""


def _is_anatomy(group: ReportedGroup, codes: Codes) -> bool:
    """Whether what was measured is a part of the body and no finding in it."""
    if group.category is not None and group.category.key in _ANATOMY:
        return True
    finding = group.finding
    if finding is None or finding.scheme != "SCT":
        return False
    if finding.key in _ANATOMY or finding.key in _REFERENCE_PLACES:
        return True
    # A lymph node may be the finding itself: enlarged nodes are lesions.
    return codes.sites.place((finding.code,), "") is not None and "node" not in finding.meaning.lower()


def _is_node(sites: tuple[Code, ...], said: str, text: str, place: tuple[str, str] | None) -> bool | None:
    if not sites and not said and not text:
        return None
    if place is not None and (place[0].startswith("node_") or "lymph node" in place[1]):
        return True
    return re.search(r"\bnodes?\b|\blymph|\bnodal\b", f"{said} {text}".lower()) is not None


def _side(group: ReportedGroup, codes: Codes, words: str) -> Laterality | None:
    told = codes.sites.laterality((group.laterality.code,)) if group.laterality is not None else ""
    coded = tuple(site.code for site in group.sites)
    return _SIDES.get(told or codes.sites.laterality(coded) or codes.sites.side_in(words.lower()))


def _method(report: Report, group: ReportedGroup) -> str:
    for image in group.images:
        if image in _METHOD_OF_CLASS:
            return _METHOD_OF_CLASS[image]
    if any(number.concept.key in _SUV | _SUL for number in group.numbers):
        return "PET"
    found = {_METHODS[one] for one in report.modalities if one in _METHODS}
    if len(found) == 1:
        return found.pop()
    words = report.procedure.upper()
    for mark, method in (
        ("BONE SCAN", "bone scan"),
        ("NM BONE", "bone scan"),
        ("PET", "PET"),
        ("MRI", "MR"),
        ("CT", "CT"),
    ):
        if re.search(rf"\b{mark}\b", words):
            return method
    return ""


def _rounded(position: tuple[float, float, float]) -> tuple[Decimal, Decimal, Decimal]:
    x, y, z = (Decimal(f"{one:.2f}") for one in position)
    return x, y, z


def _date(text: str) -> PartialDate | None:
    day = day_of(text)
    return None if day is None else on_day(day)
