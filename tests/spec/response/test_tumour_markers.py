"""Tumour markers.

`onward response RECORDS --criteria marker-trend`: the trend of CA 15-3, CA 27.29 and CEA under the present treatment,
in words of its own: rising, "rising, unconfirmed", falling, no significant change, NE. A marker is never a response and
never progression by itself: ASCO lets markers stand beside imaging and examination, not alone. The rules of GCIG are
for CA 125 in ovarian cancer and are not used. Each marker stands where a reader would (`reader`: "CA 15-3").
Cases: knowledge/data/response/marker_trend.cases.yaml, answers beside it.
"""

from __future__ import annotations

import pytest
from tests.spec.manual import Section
from tests.spec.response.told_of_tables import ToldOfTables


@pytest.fixture
def tables(manual: Section) -> ToldOfTables:
    return ToldOfTables("marker-trend", manual)


def test_thresholds(tables: ToldOfTables) -> None:
    """What two results must differ by to differ by more than chance."""
    tables.thresholds()


def test_rise_and_fall(tables: ToldOfTables) -> None:
    """A rise is measured from the smallest result under the present treatment and needs a second result in a row; a
    fall from its baseline: the last result before it began, else the first under it."""
    tables.cases("M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "M09", "M10", "M12", "M32")


def test_first_weeks_of_a_treatment(tables: ToldOfTables) -> None:
    """A rise in the first 42 days may be spurious: it is unconfirmed and confirms nothing."""
    tables.cases("M15", "M16", "M17", "M21")


def test_units_and_bounds(tables: ToldOfTables) -> None:
    """Units are converted, never guessed; "<5" is something between 0 and 5, and what it leaves open stays open."""
    tables.cases("M18", "M19", "M20", "M22", "M23", "M24", "M25", "M26", "M27", "M28", "M31")


def test_another_assay(manual: Section) -> None:
    """Results are compared within one assay as far as the record tells."""
    manual.text(
        """Results whose laboratory codes (LOINC, else the laboratory's own) differ are not compared: the first one
        under another code is NE with the doubt that it may be another assay. A result without a code is compared with
        all. (engines/response/marker_trend.py, tests/unit/engines/test_marker_trend.py)"""
    )
