"""How two scans differ in the way they were made."""

from __future__ import annotations

from typing import Any

import pytest

from onward.imaging import AspectLimit, ScanProtocol, pair_series, protocol_differences
from onward.knowledge import protocol_limits

UPTAKE = AspectLimit(
    aspect="uptake_min",
    words="uptake time",
    modalities=("PT",),
    unit="min",
    says="PERCIST",
    apart=15,
    lowest=50,
    highest=70,
)
DOSE = AspectLimit(aspect="dose", words="dose", modalities=("PT",), unit="MBq/kg", says="", percent=20)
KERNEL = AspectLimit(aspect="kernel", words="kernel", modalities=("CT",), unit="", says="")
LIMITS = (UPTAKE, DOSE, KERNEL)


def scan(modality: str = "PT", description: str = "whole body", **said: Any) -> ScanProtocol:
    return ScanProtocol(
        modality=modality,
        series_instance_uid=description,
        study_instance_uid="1",
        description=description,
        date="20260105",
        said=said,
    )


@pytest.mark.parametrize(
    ("earlier", "later", "agreement", "outside"),
    [
        (60.0, 60.0, "same", ()),
        (55.0, 70.0, "within limits", ()),
        (55.0, 70.5, "differs", ("later",)),
        (49.9, 60.0, "within limits", ("earlier",)),
        (90.0, 91.0, "within limits", ("earlier", "later")),
    ],
)
def test_uptake_time_by_percist(earlier: float, later: float, agreement: str, outside: tuple[str, ...]) -> None:
    found = protocol_differences(scan(uptake_min=earlier), scan(uptake_min=later), LIMITS)
    (aspect,) = found.aspects
    assert (aspect.agreement, aspect.outside) == (agreement, outside)
    assert aspect.change == pytest.approx(later - earlier)
    assert (aspect in found.differing) == (agreement == "differs" or bool(outside))


@pytest.mark.parametrize(("later", "agreement"), [(6.0, "within limits"), (6.01, "differs"), (4.0, "within limits")])
def test_a_dose_may_differ_by_a_fifth_of_the_earlier(later: float, agreement: str) -> None:
    (aspect,) = protocol_differences(scan(dose=5.0), scan(dose=later), LIMITS).aspects
    assert aspect.agreement == agreement


def test_what_one_of_them_does_not_write_is_not_known_and_what_neither_writes_is_left_out() -> None:
    (aspect,) = protocol_differences(scan(uptake_min=60.0), scan(), LIMITS).aspects
    assert (aspect.agreement, aspect.later, aspect.change) == ("not known", None, None)


def test_words_are_compared_without_case_and_spaces() -> None:
    same = protocol_differences(scan("CT", kernel="B30f "), scan("CT", kernel="b30F"), LIMITS)
    other = protocol_differences(scan("CT", kernel="B30f"), scan("CT", kernel="B70f"), LIMITS)
    assert [one.agreement for one in (*same.aspects, *other.aspects)] == ["same", "differs"]


def test_two_modalities_are_an_error() -> None:
    with pytest.raises(ValueError, match="CT and PT"):
        protocol_differences(scan("CT"), scan("PT"), LIMITS)


def test_series_are_paired_by_description_and_a_lone_one_of_each_modality() -> None:
    earlier = [scan("PT", "AC"), scan("PT", "NAC"), scan("CT", "abdomen"), scan("MR", "T1")]
    later = [scan("CT", "abdomen portal"), scan("PT", "NAC"), scan("PT", "ac "), scan("MR", "T2"), scan("MR", "DWI")]
    pairs, alone = pair_series(earlier, later)
    assert [(one.description, other.description) for one, other in pairs] == [
        ("AC", "ac "),
        ("NAC", "NAC"),
        ("abdomen", "abdomen portal"),
    ]
    assert sorted(one.description for one in alone) == ["DWI", "T1", "T2"]


def test_every_aspect_asked_for_is_listed_in_the_knowledge() -> None:
    wanted = {
        "PT": "uptake_min dose_mbq_per_kg tracer scanner reconstruction decay_correction pixel_mm slice_spacing_mm",
        "CT": "slice_thickness_mm contrast_phase kernel",
    }
    for modality, names in wanted.items():
        listed = {one.aspect for one in protocol_limits().aspects if modality in one.modality}
        assert set(names.split()) <= listed
    assert any(one.aspect == "weight_kg" for one in protocol_limits().aspects)
