"""SUV from the header of a PET series: each way that a maker writes it, by hand; each gap refused with its tag.

Numbers are worked out in the comments: 350 MBq given to 70 kg at 10:00, scan at 11:00, half-life 6586.2 s.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from onward.imaging import PetHeader, PetSlice, SuvFactors, SuvRefused, suv_factors
from onward.imaging.body import (
    ideal_weight_kg,
    lean_body_mass_james_kg,
    lean_body_mass_janmahasatian_kg,
    surface_area_m2,
)
from onward.imaging.suv import mean_decay_time_s

ELEVEN = datetime.fromisoformat("2026-01-05T11:00")
SLICE = PetSlice(acquired=ELEVEN, frame_reference_s=150.0, frame_duration_s=300.0)
HEADER = PetHeader(
    units="BQML",
    decay_correction="START",
    corrected=("ATTN", "DECY"),
    weight_kg=70.0,
    height_m=1.75,
    sex="F",
    dose_bq=350e6,
    half_life_s=6586.2,
    injected=ELEVEN - timedelta(hours=1),
    series_started=ELEVEN,
    slices=(SLICE,),
)
# One hour is 3600 / 6586.2 = 0.546597 half-lives; 2 ** -0.546597 = 0.684632 of the dose is left: 239.621 MBq.
# 70,000 g / 239,621,000 Bq = 2.92128e-4.
AN_HOUR_LATER = 2.92128e-4


def factor(header: PetHeader) -> float:
    found = suv_factors(header)
    assert isinstance(found, SuvFactors), found
    return found.factor


def refused(header: PetHeader) -> str:
    found = suv_factors(header)
    assert isinstance(found, SuvRefused), found
    return found.tag


def test_activity_corrected_to_the_start_of_the_scan() -> None:
    assert factor(HEADER) == pytest.approx(AN_HOUR_LATER, rel=1e-5)


def test_activity_corrected_to_administration_needs_no_decay_and_no_times() -> None:
    header = replace(HEADER, decay_correction="ADMIN", injected=None, half_life_s=None)
    assert factor(header) == pytest.approx(70_000 / 350e6)


def test_a_dose_in_megabecquerel_is_taken_as_such_and_said() -> None:
    found = suv_factors(replace(HEADER, dose_bq=350.0))
    assert isinstance(found, SuvFactors)
    assert found.factor == pytest.approx(AN_HOUR_LATER, rel=1e-5)
    assert found.assumed == ("RadionuclideTotalDose is written in MBq",)


def test_a_scan_after_midnight_of_a_tracer_given_before_it() -> None:
    # Given at 23:30, scanned at 00:30: the time alone, on the day of the scan, would lie 23 hours after the scan.
    past_midnight = datetime.fromisoformat("2026-01-06T00:30")
    header = replace(
        HEADER,
        injected=datetime.fromisoformat("2026-01-06T23:30"),
        injected_time_only=True,
        series_started=past_midnight,
        slices=(replace(SLICE, acquired=past_midnight),),
    )
    assert factor(header) == pytest.approx(AN_HOUR_LATER, rel=1e-5)


def test_a_series_written_after_the_scan_is_reckoned_from_its_frames() -> None:
    # The series time is that of a reconstruction at noon. The frame began at 11:00 and its mean activity fell
    # 149.2 s into it; FrameReferenceTime 149.2 s says that the scan's reference is 11:00 itself.
    middle = mean_decay_time_s(300.0, 6586.2)
    header = replace(
        HEADER,
        series_started=ELEVEN + timedelta(hours=1),
        slices=(replace(SLICE, frame_reference_s=middle),),
    )
    assert factor(header) == pytest.approx(AN_HOUR_LATER, rel=1e-5)


def test_beds_that_do_not_agree_on_the_start_are_refused() -> None:
    late = ELEVEN + timedelta(hours=1)
    second = replace(SLICE, acquired=ELEVEN + timedelta(minutes=5))
    assert refused(replace(HEADER, series_started=late, slices=(SLICE, second))) == "FrameReferenceTime"


def test_beds_whose_reference_times_grow_with_their_start_agree() -> None:
    late = ELEVEN + timedelta(hours=1)
    second = replace(SLICE, acquired=ELEVEN + timedelta(minutes=5), frame_reference_s=450.0)
    assert isinstance(suv_factors(replace(HEADER, series_started=late, slices=(SLICE, second))), SuvFactors)


def test_without_decay_correction_each_slice_has_its_own_factor() -> None:
    # Beds at 11:00 and 11:30, frames of 5 min; between the two 1800 s pass: 2 ** (1800 / 6586.2) = 1.20857.
    second = replace(SLICE, acquired=ELEVEN + timedelta(minutes=30))
    found = suv_factors(replace(HEADER, decay_correction="NONE", slices=(SLICE, second)))
    assert isinstance(found, SuvFactors)
    assert found.per_slice[1] / found.per_slice[0] == pytest.approx(1.20857, rel=1e-5)


def test_the_mean_activity_of_a_long_frame_falls_before_its_middle() -> None:
    assert mean_decay_time_s(3600, 6586.2) < 1800
    # Of a frame much shorter than the half-life it falls in the middle, to a second-order difference T^2 ln2 / 24 t.
    assert mean_decay_time_s(60, 6586.2) == pytest.approx(30 - 60**2 * math.log(2) / (24 * 6586.2), abs=1e-4)


def test_the_makers_own_reference_time_wins() -> None:
    header = replace(HEADER, series_started=ELEVEN - timedelta(minutes=30), decay_reference=ELEVEN)
    assert factor(header) == pytest.approx(AN_HOUR_LATER, rel=1e-5)


def test_stored_suv_is_not_corrected_again() -> None:
    assert factor(PetHeader(units="GML", slices=(SLICE,))) == 1.0
    assert factor(replace(HEADER, units="GML", suv_type="BW")) == 1.0


@pytest.mark.parametrize(
    ("kind", "size_kg"),
    [
        # 1.07 x 70 - 148 x (70 / 175)^2 = 74.9 - 23.68
        ("LBMJAMES128", 51.22),
        # 9270 x 70 / (8780 + 244 x 22.857) = 648,900 / 14,357.14
        ("LBMJANMA", 45.197),
        # 45.5 + 0.91 x (175 - 152)
        ("IBW", 66.43),
    ],
)
def test_stored_suv_by_another_body_size_is_turned_back_to_weight(kind: str, size_kg: float) -> None:
    assert factor(replace(HEADER, units="GML", suv_type=kind)) == pytest.approx(70 / size_kg, rel=1e-4)


def test_stored_suv_by_surface() -> None:
    # 0.007184 x 175^0.725 x 70^0.425 = 1.8482 m2; 70,000 g / 18,482 cm2
    assert factor(replace(HEADER, units="CM2ML")) == pytest.approx(3.7875, rel=1e-4)


def test_body_sizes_of_sex_other_lie_in_the_middle() -> None:
    for size in (lean_body_mass_james_kg, lean_body_mass_janmahasatian_kg):
        assert size(70, 1.75, "O") == pytest.approx((size(70, 1.75, "M") + size(70, 1.75, "F")) / 2)
    assert ideal_weight_kg(1.75, "O") == pytest.approx((ideal_weight_kg(1.75, "M") + ideal_weight_kg(1.75, "F")) / 2)
    assert surface_area_m2(70, 1.75) == pytest.approx(1.8482, rel=1e-4)


def test_counts_of_philips() -> None:
    counts = replace(HEADER, units="CNTS")
    assert factor(replace(counts, philips_suv_per_count=0.0005, weight_kg=None)) == 0.0005
    assert factor(replace(counts, philips_activity_per_count=0.5)) == pytest.approx(AN_HOUR_LATER / 2, rel=1e-5)
    assert refused(counts) == "(7053,1000)"


@pytest.mark.parametrize(
    ("changes", "tag"),
    [
        ({"weight_kg": None}, "PatientWeight"),
        ({"weight_kg": 0.0}, "PatientWeight"),
        ({"weight_kg": 70_000.0}, "PatientWeight"),
        ({"dose_bq": None}, "RadionuclideTotalDose"),
        ({"dose_bq": 0.0}, "RadionuclideTotalDose"),
        ({"half_life_s": None}, "RadionuclideHalfLife"),
        ({"half_life_s": 0.0}, "RadionuclideHalfLife"),
        ({"half_life_s": 4062.6, "nuclide": "F-18", "nuclide_half_life_s": 6586.2}, "RadionuclideHalfLife"),
        ({"injected": None}, "RadiopharmaceuticalStartDateTime"),
        ({"injected": ELEVEN + timedelta(minutes=1)}, "RadiopharmaceuticalStartDateTime"),
        ({"injected": ELEVEN - timedelta(days=3)}, "RadiopharmaceuticalStartDateTime"),
        ({"decay_correction": ""}, "DecayCorrection"),
        ({"units": ""}, "Units"),
        ({"units": "PROPCPS"}, "Units"),
        ({"units": "GML", "suv_type": "LBM", "height_m": None}, "PatientSize"),
        ({"units": "GML", "suv_type": "LBM", "height_m": 175.0}, "PatientSize"),
        ({"units": "GML", "suv_type": "LBM", "sex": ""}, "PatientSex"),
        ({"units": "GML", "suv_type": "XYZ"}, "SUVType"),
        ({"corrected": ("DECY",)}, "CorrectedImage"),
        ({"slices": (PetSlice(acquired=None, frame_reference_s=None, frame_duration_s=None),)}, "AcquisitionTime"),
        ({"slices": ()}, "ImagePositionPatient"),
    ],
)
def test_a_header_that_cannot_give_a_trustworthy_suv_is_refused_with_the_tag(
    changes: dict[str, object], tag: str
) -> None:
    assert refused(replace(HEADER, **changes)) == tag


@pytest.mark.parametrize("written_s", [6586.2, 6588.0, 6600.0])
def test_a_half_life_rounded_by_the_maker_is_that_of_its_radionuclide(written_s: float) -> None:
    header = replace(HEADER, half_life_s=written_s, nuclide="F-18", nuclide_half_life_s=6586.2)
    assert factor(header) == pytest.approx(AN_HOUR_LATER, rel=1e-3)
