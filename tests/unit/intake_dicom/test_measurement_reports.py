"""Measurement reports of several writers become measurements of lesions: who, when, which lesion, how much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from pydicom import Dataset, dcmread
from tests.phantoms.dicom import Scan
from tests.phantoms.lesions import READER, WRITTEN, on_phantom
from tests.phantoms.reports import MM, code, content, group, line, number, write_report
from tests.phantoms.shapes import ellipsoid

from onward.app.response import response_of
from onward.intake import Intake, read
from onward.outputs.dicom import write_measurements, write_segmentation
from onward.terms import Severity
from onward.timeline import Laterality, LesionMeasurement, Standing

LONG, SHORT = ("103339001", "SCT", "Long axis"), ("103340004", "SCT", "Short axis")
LIVER = ("10200004", "SCT", "Liver")
MAXIMUM = ("56851009", "SCT", "Maximum")
PEAK = ("126031", "DCM", "Peak Value Within ROI")
SUV = ("126401", "DCM", "SUVbw")


def lesions(found: Intake) -> list[LesionMeasurement]:
    return [fact for person in found.people for fact in person.facts if isinstance(fact, LesionMeasurement)]


def said(found: Intake) -> list[tuple[str, str]]:
    """Each measurement as (measure, value with unit)."""
    return [(fact.measure, str(fact.value)) for fact in lesions(found)]


def issues(found: Intake) -> list[str]:
    return [issue.what for issue in (*found.issues, *(one for person in found.people for one in person.issues))]


def test_what_we_write_we_read(tmp_path: Path) -> None:
    """A lesion on PET: every number comes back, once, under its TrackingUID, at its place in the patient."""
    shape, spacing = (14, 30, 36), (4.0, 2.5, 1.5)
    scan = Scan(values=np.random.default_rng(1).random(shape) * 10, spacing_mm=spacing, slope=0.001)
    mask = ellipsoid(shape, spacing, (12, 10, 9), shift_mm=(8, -12, -10))
    found = on_phantom(tmp_path / "images", scan, {"rib": mask}, site="bone", site_text="left rib", laterality="left")
    segmentation = write_segmentation(found.lesions, found.headers, written=WRITTEN)
    target = replace(found.lesions[0], role="target")
    (tmp_path / "reports").mkdir()
    write_measurements([target], found.headers, segmentation=segmentation, reader=READER, written=WRITTEN).save_as(
        tmp_path / "reports" / "report.dcm", enforce_file_format=True
    )

    (person,) = read(tmp_path / "reports").people
    facts = {fact.measure: fact for fact in person.facts if isinstance(fact, LesionMeasurement)}
    assert len(facts) == len(person.facts)
    expected = {one.name: one for one in target.measures}
    for name, unit in (
        ("longest diameter", "mm"),
        ("perpendicular diameter", "mm"),
        ("MTV", "ml"),
        ("TLG", "g"),
        ("SUVmean", "g/mL"),
        ("SUVmax", "g/mL"),
        ("SUVpeak", "g/mL"),
        ("SUV SD", "g/mL"),
    ):
        value = facts[name].value
        assert value is not None
        assert float(value.value) == pytest.approx(expected[name].value, rel=1e-12)
        assert value.unit == unit
    one = facts["longest diameter"]
    assert (one.lesion, one.reader, one.role) == (target.lesion.tracking_uid, READER, "target")
    assert (one.site, one.site_text, one.laterality, one.is_node) == ("bone", "Rib", Laterality.LEFT, False)
    assert (one.method, one.when.start and one.when.start.earliest) == ("PET", date(2026, 1, 5))
    assert one.recorded_on is not None and one.recorded_on.earliest == date(2026, 1, 6)
    assert target.ends_mm is not None
    middle = np.mean(target.ends_mm, axis=0)
    for fact in facts.values():
        assert fact.position_mm is not None
        assert [float(place) for place in fact.position_mm] == pytest.approx(list(middle), abs=0.01)
        assert fact.frame_of_reference == scan.frame_uid
    assert [issue.what for issue in person.issues] == ["the images are synthetic: made by a program, of nobody"]


def test_a_viewers_report_with_a_line_under_each_length(tmp_path: Path) -> None:
    """The tool's name stands as identifier, old codes for the axes, free text as finding, the line under the number."""
    write_report(
        tmp_path,
        "viewer.dcm",
        [
            group(
                "1.2.840.1",
                number(("G-A185", "SRT", "Long Axis"), "31.5", MM, line(10, 10, 40, 20)),
                number(("G-A186", "SRT", "Short Axis"), "18.2", MM, line(20, 10, 25, 28)),
                tracking_id="Cornerstone3DTools@^0.1.0:Bidirectional",
                finding=("CORNERSTONEFREETEXT", "CORNERSTONEJS", "Target 1, liver segment VII"),
            )
        ],
    )
    found = read(tmp_path)
    assert said(found) == [("longest diameter", "31.5 mm"), ("perpendicular diameter", "18.2 mm")]
    one = lesions(found)[0]
    assert (one.site, one.role, one.method, one.text, one.reader) == ("liver", "target", "CT", "", "Reader One")


def test_of_a_node_the_short_axis_is_what_counts(tmp_path: Path) -> None:
    write_report(
        tmp_path,
        "node.dcm",
        [group("1.2.840.2", number(SHORT, "16", MM), site=("68171009", "SCT", "Axillary lymph node"))],
    )
    (one,) = lesions(read(tmp_path))
    assert (one.measure, one.is_node, one.site) == ("short axis", True, "node_regional")


def test_the_statistic_tells_numbers_of_one_name_apart(tmp_path: Path) -> None:
    unit = ("{SUVbw}g/ml", "UCUM", "SUVbw")
    other = ("g/ml{SUVbw}", "UCUM", "SUVbw")
    write_report(
        tmp_path,
        "uptake.dcm",
        [
            group(
                "1.2.840.3",
                number(SUV, "10.38", unit, derivation=MAXIMUM),
                number(SUV, "9.46", other, derivation=PEAK),
                number(SUV, "4.6", unit, derivation=("250137", "99PMP", "25th percentile")),
                number(("126405", "DCM", "SUVlbm(Janma)"), "6.1", ("g/ml{SUVlbm(Janma)}", "UCUM", ""), derivation=PEAK),
            )
        ],
    )
    assert said(read(tmp_path)) == [("SUVmax", "10.38 g/mL"), ("SUVpeak", "9.46 g/mL"), ("SULpeak", "6.1 g/mL")]


def test_a_number_without_unit_keeps_none_and_is_said(tmp_path: Path) -> None:
    write_report(tmp_path, "bare.dcm", [group("1.2.840.4", number(LONG, "31.5", None, line(1, 1, 2, 2)), site=LIVER)])
    found = read(tmp_path)
    (one,) = lesions(found)
    assert one.value is not None and one.value.unit is None
    assert issues(found) == ["the measurement has no unit that is known"]


@pytest.mark.parametrize("unit", [("1", "UCUM", "no units"), ("{pixels}", "UCUM", "pixels")])
def test_pixels_are_no_length(tmp_path: Path, unit: tuple[str, str, str]) -> None:
    write_report(tmp_path, "pixels.dcm", [group("1.2.840.4", number(LONG, "315", unit), site=LIVER)])
    (one,) = lesions(read(tmp_path))
    assert one.value is not None and one.value.unit is None


def test_a_device_alone_makes_no_fact(tmp_path: Path) -> None:
    groups = [group("1.2.840.5", number(LONG, "31.5", MM), site=LIVER)]
    write_report(tmp_path, "device.dcm", groups, observer="", device=True)
    found = read(tmp_path)
    assert lesions(found) == []
    assert issues(found) == ["a device measured this, and no reader has verified it"]


def test_a_device_whose_report_a_reader_verified_counts_as_the_readers(tmp_path: Path) -> None:
    verifier = Dataset()
    verifier.VerifyingObserverName = "Reader^Two"
    tags = {"VerificationFlag": "VERIFIED", "VerifyingObserverSequence": [verifier]}
    groups = [group("1.2.840.5", number(LONG, "31.5", MM), site=LIVER)]
    write_report(tmp_path, "verified.dcm", groups, observer="", device=True, tags=tags)
    (one,) = lesions(read(tmp_path))
    assert one.reader == "Reader Two"


def test_healthy_anatomy_is_no_lesion_but_the_liver_is_a_reference_of_pet(tmp_path: Path) -> None:
    structure = code(("91723000", "SCT", "Anatomical Structure"))
    anatomy = content("CODE", ("276214006", "SCT", "Finding category"), ConceptCodeSequence=structure)
    mean = number(SUV, "2.1", ("{SUVbw}g/ml", "UCUM", ""), derivation=("373098007", "SCT", "Mean"))
    write_report(
        tmp_path,
        "anatomy.dcm",
        [
            group("1.2.840.6", mean, finding=LIVER, extra=[anatomy]),
            group("1.2.840.7", number(LONG, "20", MM), finding=("15825003", "SCT", "Aorta")),
        ],
    )
    found = read(tmp_path)
    (one,) = lesions(found)
    assert (one.lesion, one.role, one.measure, str(one.value)) == ("LIVER", "reference", "SUVmean", "2.1 g/mL")
    assert issues(found) == ["anatomy or a region, not said to be a lesion"]


def test_what_was_not_measured_says_why(tmp_path: Path) -> None:
    empty = number(LONG, None, None)
    empty.NumericValueQualifierCodeSequence = code(("114006", "DCM", "Measurement failure"))
    write_report(tmp_path, "failed.dcm", [group("1.2.840.8", empty, site=LIVER)])
    (one,) = lesions(read(tmp_path))
    assert (one.value, one.not_done) == (None, "measurement failure")


def test_a_group_that_names_no_lesion_is_left_out_and_said(tmp_path: Path) -> None:
    write_report(tmp_path, "nameless.dcm", [group("", number(LONG, "31", MM), site=LIVER)])
    found = read(tmp_path)
    assert lesions(found) == []
    assert issues(found) == ["the group names no lesion (no tracking identifier)"]


def test_a_report_that_amends_another_takes_its_place(tmp_path: Path) -> None:
    first = write_report(tmp_path, "a.dcm", [group("1.2.840.9", number(LONG, "31", MM), site=LIVER)])
    reference, series, study = Dataset(), Dataset(), Dataset()
    reference.ReferencedSOPInstanceUID = dcmread(first).SOPInstanceUID
    series.ReferencedSOPSequence, study.ReferencedSeriesSequence = [reference], [series]
    write_report(
        tmp_path,
        "b.dcm",
        [group("1.2.840.9", number(LONG, "13", MM), site=LIVER)],
        tags={"PredecessorDocumentsSequence": [study]},
    )
    found = read(tmp_path)
    assert said(found) == [("longest diameter", "13 mm")]
    assert issues(found) == ["a later report amends this one"]


def test_a_preliminary_report_is_provisional(tmp_path: Path) -> None:
    groups = [group("1.2.840.9", number(LONG, "31", MM), site=LIVER)]
    write_report(tmp_path, "a.dcm", groups, tags={"PreliminaryFlag": "PRELIMINARY"})
    (one,) = lesions(read(tmp_path))
    assert one.standing is Standing.PROVISIONAL


def test_a_time_point_that_never_changes_does_not_make_one_visit_of_two(tmp_path: Path) -> None:
    """A writer's preset "1" in every report: the days of the studies tell the visits."""
    point = content("TEXT", ("C2348792", "UMLS", "Time Point"), how="HAS OBS CONTEXT", TextValue="1")
    for name, day, length in (("a.dcm", "20260105", "31"), ("b.dcm", "20260405", "25")):
        write_report(
            tmp_path, name, [group("1.2.840.9", number(LONG, length, MM), site=LIVER, extra=[point])], study_date=day
        )
    found = read(tmp_path)
    assert [(one.visit, one.visit_number) for one in lesions(found)] == [("", None), ("", None)]
    assert len(issues(found)) == 1


def test_time_points_of_their_own_name_the_visits(tmp_path: Path) -> None:
    for name, day, visit in (("a.dcm", "20260105", "1"), ("b.dcm", "20260107", "1"), ("c.dcm", "20260405", "2")):
        point = content("TEXT", ("C2348792", "UMLS", "Time Point"), how="HAS OBS CONTEXT", TextValue=visit)
        write_report(
            tmp_path, name, [group("1.2.840.9", number(LONG, "30", MM), site=LIVER, extra=[point])], study_date=day
        )
    assert [one.visit_number for one in lesions(read(tmp_path))] == [Decimal(1), Decimal(1), Decimal(2)]


def test_response_over_three_studies_from_reports_alone(tmp_path: Path) -> None:
    """40 mm at the baseline, 26 mm (-35 %) then 32 mm (+6 mm and +23 % over the nadir): PR, then PD."""

    def study(name: str, day: str, length: str) -> None:
        groups = [group("1.2.840.10", number(LONG, length, MM), tracking_id="Target 1", site=LIVER)]
        write_report(tmp_path, name, groups, study_date=day)

    study("a.dcm", "20260105", "40")
    study("b.dcm", "20260405", "26")
    study("c.dcm", "20260705", "32")
    (person,) = read(tmp_path).people
    (one,) = response_of(person, ["recist-1.1"], as_of=date(2026, 11, 28))
    assert one.reader == "Reader One"
    assert [visit.overall for visit in one.visits] == ["", "PR", "PD"]


def test_a_broken_report_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    whole = write_report(tmp_path, "a.dcm", [group("1.2.840.9", number(LONG, "31", MM), site=LIVER)])
    content_ = whole.read_bytes()
    (tmp_path / "b.dcm").write_bytes(content_[: len(content_) // 2])
    write_report(tmp_path, "c.dcm", [], person="")
    found = read(tmp_path)
    assert said(found) == [("longest diameter", "31 mm")]
    told = [issue for issue in found.issues if issue.file.endswith(("b.dcm", "c.dcm"))]
    assert len(told) == 2
    assert all("PHANTOM" not in issue.what for issue in told)
    assert any(issue.severity is Severity.ERROR or "groups" in issue.what for issue in told)


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95, 0.999])
def test_a_report_that_breaks_off_gives_nothing_rather_than_a_part(tmp_path: Path, share: float) -> None:
    groups = [group(f"1.2.840.{number_}", number(LONG, "31", MM), site=LIVER) for number_ in range(9)]
    path = write_report(tmp_path, "a.dcm", groups)
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    found = read(tmp_path)
    assert lesions(found) == []
    assert issues(found)[0] == "the file breaks off: measurements may be missing"


def test_images_beside_the_reports_are_passed_over(tmp_path: Path) -> None:
    on_phantom(tmp_path / "images", Scan(values=np.ones((2, 4, 4)), modality="CT", slope=1.0), {})
    write_report(tmp_path, "a.dcm", [group("1.2.840.9", number(LONG, "31", MM), site=LIVER)])
    found = read(tmp_path)
    assert said(found) == [("longest diameter", "31 mm")]
    assert len(found.skipped) == 2 and not issues(found)
