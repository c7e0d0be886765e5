"""Exposure to classes of drugs.

For each class, treatment group, payload and target: which drugs, in which lines, from when to when and for how many
days, the early and the metastatic setting apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bench.treatment_cases import facts_of_case, line_rules, lines_of_timeline, onset_of_case
from tests.spec.manual import Section

from onward.disease.courses import build_courses
from onward.disease.exposure import exposures
from onward.disease.lines_progression import today_of
from onward.disease.picture import Exposure
from onward.knowledge import codes
from onward.timeline import as_known_on, build_timeline

DAY = date(2022, 3, 1)
Row = tuple[str, str, tuple[int, ...], str, str, int | None]


def _exposures(treatments: Sequence[dict[str, str]]) -> dict[tuple[str, str], Exposure]:
    """Exposures of recurrent disease with these treatments, by name and setting."""
    case = {
        "as_of": DAY.isoformat(),
        "diagnosis": "2015-03-02",
        "surgery": "2015-04-01",
        "metastasis": "2020-01-10",
        "treatments": treatments,
    }
    timeline = as_known_on(build_timeline("case", facts_of_case(case)), DAY)
    courses = build_courses(timeline, codes().drugs, line_rules(), as_of=DAY).courses
    lines = lines_of_timeline(timeline, onset_of_case(case), DAY).lines
    return {(one.name, one.setting): one for one in exposures(lines, courses, today_of(timeline, DAY))}


def _show(manual: Section, found: dict[tuple[str, str], Exposure]) -> None:
    manual.table(
        ("exposure", "setting", "drugs", "lines", "first", "last", "days"),
        [
            (
                one.name,
                one.setting,
                ", ".join(one.drugs),
                ", ".join(str(n) for n in one.lines),
                str(one.first or ""),
                "going on" if one.ongoing else str(one.last or "not recorded"),
                "" if one.days is None else str(one.days),
            )
            for one in found.values()
        ],
    )


def test_early_and_metastatic_treatment_are_apart(manual: Section) -> None:
    """Days count from the first to the last, both included: 2 to 22 June 2015 are 21 days."""
    found = _exposures(
        [
            {"drug": "epirubicin", "start": "2015-06-02", "end": "2015-06-22", "status": "completed"},
            {"drug": "fulvestrant", "start": "2020-02-03", "end": "2020-02-12", "status": "stopped"},
        ]
    )
    _show(manual, found)
    early = found["anthracycline", "adjuvant"]
    assert (early.drugs, early.lines, early.days) == (("epirubicin",), (0,), 21)
    late = found["SERD", "metastatic"]
    assert (late.drugs, late.lines, late.days) == (("fulvestrant",), (1,), 10)
    assert ("anthracycline", "metastatic") not in found


def test_payload_and_target_of_a_conjugate(manual: Section) -> None:
    """Another conjugate with the same payload is the same exposure to it: ten days and ten days are twenty."""
    found = _exposures(
        [
            {
                "drug": "trastuzumab deruxtecan",
                "start": "2020-02-03",
                "end": "2020-02-12",
                "why_stopped": "progression",
            },
            {"drug": "sacituzumab govitecan", "start": "2020-03-09", "end": "2020-03-18", "why_stopped": "progression"},
        ]
    )
    _show(manual, found)
    payload = found["payload: topoisomerase-1 inhibitor", "metastatic"]
    assert (payload.lines, payload.days) == ((1, 2), 20)
    assert found["target: TROP2", "metastatic"].drugs == ("sacituzumab govitecan",)
    assert found["anti-HER2", "metastatic"].lines == (1,)


def test_days_stay_unknown_without_exact_dates(manual: Section) -> None:
    """A month is no day: the exposure is known, its length is not."""
    found = _exposures([{"drug": "olaparib", "start": "2020-02", "end": "2020-08-31", "status": "stopped"}])
    _show(manual, found)
    assert found["PARP inhibitor", "metastatic"].days is None


def test_a_drug_without_a_place_among_the_lines_is_still_an_exposure(manual: Section) -> None:
    """An undated drug is an exposure in an unknown setting, in no line."""
    found = _exposures([{"drug": "palbociclib", "status": "completed"}])
    _show(manual, found)
    one = found["CDK4/6 inhibitor", "unknown"]
    assert (one.lines, one.first, one.days) == ((), None, None)


def test_a_drug_that_goes_on_counts_to_the_day_of_asking(manual: Section) -> None:
    """On 1 March 2022 a drug taken since 1 February 2022 has been taken for 29 days."""
    found = _exposures([{"drug": "letrozole", "start": "2022-02-01", "status": "active"}])
    _show(manual, found)
    assert (found["aromatase inhibitor", "metastatic"].ongoing, found["aromatase inhibitor", "metastatic"].days) == (
        True,
        29,
    )
