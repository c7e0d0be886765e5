"""PERCIST 1.0.

`onward response FOLDER --criteria percist-1.0`: response by the uptake of FDG on PET. Of each scan the hottest lesion
counts (SULpeak, by lean body mass), which need not be the same one; it is compared with the baseline, where it must be
measurable against normal liver or blood pool, and only between scans that can be compared. Codes: CMR, PMR, SMD, PMD,
NE. Data: knowledge/data/response/percist_1_0.yaml; cases and answers beside it, derived by hand before the engine
existed. SULpeak here is the mean of a sphere of 1 cm3; Onward measures it with `onward imaging`, or takes it from SDTM,
DICOM SR or FHIR.
"""

from __future__ import annotations

import pytest
from tests.spec.manual import Section
from tests.spec.response.told import Told

from onward.knowledge import response_rules


@pytest.fixture
def told(manual: Section) -> Told:
    return Told("percist-1.0", "percist_1_0", manual, number="SULpeak")


def test_thresholds(manual: Section) -> None:
    """Each number, where it stands, and whether the source was opened."""
    rules = response_rules("percist_1_0")
    sources = rules.file.sources
    manual.table(
        ("threshold", "value", "unit", "what it bounds", "section", "source"),
        [
            (
                one.id,
                str(one.value),
                one.unit,
                one.says,
                one.section,
                ", ".join(f"{key} ({'opened' if sources[key].verified else 'not opened'})" for key in one.source),
            )
            for one in rules.thresholds.values()
        ],
    )
    assert rules["response-sul"] == rules["progression-sul"]


def test_what_travels_with_the_scans(manual: Section) -> None:
    """What decides whether two PETs can be compared comes with the measurements."""
    manual.table(
        ("what", "SDTM TR", "DICOM SR and FHIR"),
        [
            ("uptake of a lesion", "TRTESTCD SULPEAK, SULMAX, SULMEAN, SUVPEAK, SUVMAX, SUVMEAN", "the same names"),
            ("volume, glycolysis, extent", "MTV, TLG, UPTKLEN (longest dimension of the uptake)", "MTV, TLG"),
            (
                "liver and aorta",
                "a lesion with TUSTRESC REFERENCE, TULOC LIVER or AORTA: SULMEAN and SULSD; TUMSTATE ABNORMAL",
                "a region of liver or aorta",
            ),
            (
                "how the PET was made",
                "no lesion: UPTKTIME, INJDOSE, GLUCOSE, WEIGHT, HEIGHT, TRACER, SCANNER, RECON, LEANFORM, CYCLES",
                "",
            ),
            ("judgement", "TUMSTATE with TRMETHOD PET/CT SCAN: INDISTINGUISHABLE FROM BLOOD POOL, PRESENT, ...", ""),
        ],
    )


def test_change_of_the_hottest_lesion(told: Told) -> None:
    """Response: at least 30 % and at least 0.8 SUL less. Progression: more than 30 % and more than 0.8 SUL more."""
    told.cases("A01", "A02", "A04", "A05", "A08", "A09", "A12", "A13", "A15", "A17")


def test_measurable_lesions(told: Told) -> None:
    """At least 1.5 times the liver's mean and two standard deviations; where the liver is abnormal, twice the mean of
    the blood pool and two standard deviations. Without them nothing is known, and that is the answer."""
    told.cases("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B09", "B11")


def test_the_hottest_lesion_may_change(told: Told) -> None:
    """Another lesion may be the hottest at follow-up; one that was not evaluable may be."""
    told.cases("C01", "C02", "C04", "C05", "C06", "C07", "C08", "C09", "C11")


def test_complete_response(told: Told) -> None:
    """Every lesion below the mean liver and indistinguishable from blood pool, by the reader's word or by the measured
    blood pool. Uptake that comes back after it is recurrence."""
    told.cases("D01", "D03", "D04", "D05", "D06", "D08", "D10", "D12", "D13", "D14")


def test_scans_that_can_be_compared(told: Told) -> None:
    """At least 50 minutes from injection to scan and at most 15 apart; the liver within 20 % and by less than 0.3 SUL;
    FDG both times. What cannot be compared is not evaluable, and says what the numbers would give; a new lesion is
    progression all the same."""
    told.cases("E01", "E02", "E04", "E08", "E09", "E10", "E11", "E14", "E16", "E17", "E20")


def test_progression_by_other_ways(told: Told) -> None:
    """A new lesion; unequivocal progression of another; more than 75 % of total lesion glycolysis without a fall of
    SUL. No partial response where a lesion grew by more than 30 %."""
    told.cases("F01", "F02", "F04", "F05", "F06", "F07", "F08", "F12", "F13")


def test_best_response(told: Told) -> None:
    """The best until progression; PERCIST 1.0 asks for no confirmation."""
    told.best("G01", "G02", "G03", "G04", "G05", "D13")


def test_how_sure(manual: Section) -> None:
    """Beside each category: the distance to the thresholds, and what makes it less sure."""
    manual.text(
        """A number near a threshold is told with the 95 % limits of measuring again: for a bone metastasis of breast
        cancer -17.5 % to +21.2 % (EJNMMI Research 2024), else -25 % to +33 % (Lodge 2017). Told as doubts, and
        forbidding nothing: another scanner, reconstruction, dose, formula of lean body mass or place; a blood sugar of
        200 mg/dL or more; a scan later than 70 minutes; times, tracer or technique that are not recorded; lesions in
        the liver that serves as reference; lesions that were not read again; a lesion that grows while the hottest
        shrinks; a rise over the smallest value so far, which PERCIST 1.0 does not ask for (Vogsen 2021 does, in
        metastatic breast cancer); progression without a new lesion, which the paper wants confirmed within a month."""
    )


def test_what_the_paper_leaves_open(manual: Section) -> None:
    """Where the text can be read in two ways, or was not seen, this is how Onward reads it."""
    manual.table(
        ("question", "reading", "because"),
        [
            ("a rise of exactly 30 % or exactly 0.8", "no progression", "the table says more than; response: at least"),
            ("measurable: at least or above the limit", "at least", "the table, as restated, says at least 1.5-fold"),
            ("liver and blood pool both measured", "the liver", "blood pool is for an abnormal liver"),
            ("no reference region measured", "NE", "measurable and comparable are not known"),
            ("uptake time not recorded", "a doubt", "the reference region guards what the time would"),
            ("more than 70 minutes", "a doubt", "only less than 50 is ruled out"),
            ("a lesion without a row at follow-up", "not the hottest, a doubt", "readers measure the hottest"),
            ("a lesion called not evaluable", "NE", "it may be the hottest"),
            ("a lesion that is gone without a number", "0", "nominal, as imPERCIST counts"),
            ("uptake back after complete response", "PMD", "the paper ends complete response with recurrent disease"),
            ("progression compared with", "the baseline", "PERCIST 1.0; the nadir is told as a doubt"),
        ],
    )
