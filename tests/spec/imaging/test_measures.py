"""Bone scans, MR and protocols.

`onward imaging bonescan`, `enhance`, `diffusion` and `compare`: the arithmetic with its edges. Limits come from
`knowledge/data/imaging`; nothing that is found is a fact before a reader confirms it, and no region is outlined or
named by the program. Onward is not a medical device.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from tests.spec.manual import Section

from onward.imaging import (
    AspectLimit,
    ConfirmedSpot,
    ScanProtocol,
    choose_phases,
    enhancement_maps,
    fit_adc,
    protocol_differences,
    skeleton_involved,
)
from onward.knowledge import bone_scan_numbers, magnetic_resonance_numbers, protocol_limits, skeletal_weights


def _row(manual: Section, cells: Mapping[str, str]) -> None:
    manual.row(tuple(cells), tuple(cells.values()))


def test_spots_on_a_bone_scan(manual: Section) -> None:
    """Each view is divided by the median count of its skeleton, or of a circle that the reader gives as normal, and
    which of the two is said. A spot is listed when it is brighter than the mirrored place, near the midline than the
    spine above and below, and bright enough. Spots alike on both sides are not found; joints, kidneys, bladder and the
    place of injection are. Where the header does not say which view is which, the scan is refused until the reader
    names the views."""
    for one in bone_scan_numbers().numbers.values():
        _row(
            manual,
            {
                "limit": one.id,
                "value": f"{one.value} {one.unit}".strip(),
                "says": one.says,
                "source": ", ".join(one.source),
            },
        )
    assert bone_scan_numbers().of("ratio-to-other-side") == 1.5


@pytest.mark.parametrize(
    ("confirmed", "index"),
    [
        ("ribs 10 %", "0.440 %"),
        ("spine 25 %, pelvis 10 %, sternum 100 %", "3.125 %"),
        ("left femur 50 %, right femur 50 %", "8.900 %"),
        ("spine 100 %", "8.300 %"),
        ("spine 60 %, spine 41 %", "refused: the spots of spine add up to 101 % of it"),
    ],
)
def test_share_of_the_skeleton(manual: Section, confirmed: str, index: str) -> None:
    """The arithmetic of the bone scan index (Imbriaco 1998): the sum over bones of the share that the reader says is
    involved times the weight of the bone. Only confirmed spots with a reader's name count; a scan of which nobody
    confirmed anything has no index, and one where the reader found none ("none", 0) has 0."""
    _row(manual, {"the reader confirmed": confirmed, "share of the skeleton": index})
    spots = [
        ConfirmedSpot(spot="", bone=one.rsplit(" ", 2)[0], percent=float(one.rsplit(" ", 2)[1]), reader="Reader 1")
        for one in confirmed.split(", ")
    ]
    found = skeleton_involved(spots, skeletal_weights().percents)
    shown = f"refused: {found}" if isinstance(found, str) else f"{found.index_percent:.3f} %"
    assert shown == index


def test_weights_of_bones(manual: Section) -> None:
    """Percent of the weight of the skeleton (Spiers 1968, restated where the index is explained). They add up to
    100.1."""
    for one in skeletal_weights().bones:
        _row(manual, {"bone": one.bone, "percent": str(one.percent), "also written": ", ".join(one.words)})
    assert sum(skeletal_weights().percents.values()) == pytest.approx(100.1)


@pytest.mark.parametrize(
    ("before", "early", "late", "percent", "ratio"),
    [
        (100, 300, 200, "200", "2.00"),
        (100, 250, 250, "150", "1.00"),
        (100, 180, 260, "80", "0.50"),
        (100, 100, 110, "0", "0.00"),
        (100, 200, 90, "100", "none"),
        (0, 50, 60, "none", "none"),
    ],
)
def test_enhancement(manual: Section, before: int, early: int, late: int, percent: str, ratio: str) -> None:
    """PE = 100 (S1 - S0)/S0 and SER = (S1 - S0)/(S2 - S0), with S0 before, S1 early and S2 late after contrast. No PE
    where there is no signal before contrast; no SER where the late signal is no higher than the one before. SER is
    reported over voxels with early PE above 70 % (exactly 70 % does not count), as the site of the public breast MRI
    did on which `tests/real` compares it: 41,596 voxels agree within rounding, volumes within 2 %."""
    _row(manual, {"S0": str(before), "S1": str(early), "S2": str(late), "early PE %": percent, "SER": ratio})
    maps = enhancement_maps(*(np.full((1, 1, 1), one, dtype=np.float32) for one in (before, early, late)))

    def shown(value: float, form: str) -> str:
        return "none" if np.isnan(value) else format(value, form)

    assert (shown(float(maps.early_percent[0, 0, 0]), ".0f"), shown(float(maps.ratio[0, 0, 0]), ".2f")) == (
        percent,
        ratio,
    )


@pytest.mark.parametrize(
    ("times", "injected", "chosen"),
    [
        ("0, 407, 761", "", "0, 1, 2"),
        ("0, 60, 120, 180, 270, 360, 450, 540", "20", "0, 3, 6"),
        ("0, 60, 120, 180", "", "refused"),
        ("0, 60", "", "refused"),
        ("0, 60, 60", "", "refused"),
    ],
)
def test_which_volumes_are_early_and_late(manual: Section, times: str, injected: str, chosen: str) -> None:
    """By AcquisitionTime; where that is one for all, by TriggerTime, TemporalPositionTimeOffset or ContentTime. After
    the injection the volumes nearest to 150 s and 450 s are taken. Where the headers do not tell, the reader names
    the volumes (`--volumes 0,1,3`)."""
    _row(manual, {"times s": times, "injected s": injected or "not recorded", "before, early, late": chosen})
    numbers = magnetic_resonance_numbers()
    found = choose_phases(
        [float(one) for one in times.split(", ")],
        injected_s=float(injected) if injected else None,
        early_after_s=numbers.of("early-after"),
        late_after_s=numbers.of("late-after"),
    )
    assert ("refused" if isinstance(found, str) else f"{found.before}, {found.early}, {found.late}") == chosen


@pytest.mark.parametrize(
    ("signals", "adc"),
    [
        ("b 0: 1000, b 800: 449.33", "1.000"),
        ("b 0: 1000, b 100: 860.71, b 800: 301.19", "1.500"),
        ("b 0: 1000, b 800: 0", "none"),
        ("b 800: 449.33", "refused: two b values are needed; there are: 800"),
    ],
)
def test_apparent_diffusion(manual: Section, signals: str, adc: str) -> None:
    """One exponential through all b values: the slope of ln S over b by least squares, in 10^-3 mm2/s. Directions of
    one b value count as their geometric mean. b values below 100 s/mm2 raise ADC by blood flow: that is told, and
    `--lowest-b` leaves them out. ADC maps of the scanner are measured as they are; where no unit is written, none is
    given."""
    _row(manual, {"signals": signals, "ADC 10^-3 mm2/s": adc})
    images = {
        float(one.split(":")[0].removeprefix("b ")): [np.full((1, 1, 1), float(one.split(":")[1]))]
        for one in signals.split(", ")
    }
    found = fit_adc(images)
    if isinstance(found, str):
        assert f"refused: {found}" == adc
    else:
        value = float(found.adc[0, 0, 0])
        assert ("none" if np.isnan(value) else f"{value:.3f}") == adc


def test_what_may_differ_between_two_scans(manual: Section) -> None:
    """Aspects without a limit are told when they differ at all. What one of the two does not write is "not known"."""
    for one in protocol_limits().aspects:
        limits = [
            f"at most {one.apart} apart" if one.apart is not None else "",
            f"at most {one.percent} % apart" if one.percent is not None else "",
            f"each {one.lowest} to {one.highest}" if one.lowest is not None else "",
        ]
        _row(
            manual,
            {
                "aspect": one.words,
                "of": ", ".join(one.modality),
                "unit": one.unit,
                "limits": "; ".join(filter(None, limits)),
                "why": one.says,
                "source": ", ".join(one.source),
            },
        )
    uptake = next(one for one in protocol_limits().aspects if one.aspect == "uptake_min")
    assert (uptake.apart, uptake.lowest, uptake.highest) == (15, 50, 70)


@pytest.mark.parametrize(
    ("earlier", "later", "told"),
    [
        ("60", "60", "same"),
        ("55", "70", "within limits"),
        ("55", "70.5", "differs, later outside"),
        ("49.9", "60", "within limits, earlier outside"),
        ("60", "", "not known"),
    ],
)
def test_uptake_times_of_two_pet_scans(manual: Section, earlier: str, later: str, told: str) -> None:
    """Minutes from injection to the first image; PERCIST: 50 to 70, at most 15 apart."""
    _row(manual, {"earlier min": earlier, "later min": later or "not written", "told": told})
    limit = AspectLimit(
        aspect="uptake_min", words="", modalities=("PT",), unit="min", says="", apart=15, lowest=50, highest=70
    )
    scans = [
        ScanProtocol(
            modality="PT",
            series_instance_uid="",
            study_instance_uid="",
            description="",
            date="",
            said={"uptake_min": float(one)} if one else {},
        )
        for one in (earlier, later)
    ]
    (aspect,) = protocol_differences(scans[0], scans[1], [limit]).aspects
    assert aspect.agreement + "".join(f", {which} outside" for which in aspect.outside) == told
