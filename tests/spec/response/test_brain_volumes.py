"""Volumes of brain metastases.

`onward response FOLDER --criteria volumetric-brain`: the sum of the volumes of target lesions in the central nervous
system (TRTESTCD VOLUME, any unit of volume). Exploratory in RANO-BM: it stands beside the answer by diameters, never in
its place. Cases: knowledge/data/response/volumetric_brain.cases.yaml, answers beside it.
"""

from __future__ import annotations

import pytest
from tests.spec.manual import Section
from tests.spec.response.told_of_tables import ToldOfTables


@pytest.fixture
def tables(manual: Section) -> ToldOfTables:
    return ToldOfTables("volumetric-brain", manual)


def test_thresholds(tables: ToldOfTables) -> None:
    """65 % less is the paper's; 73 % more is the volume of a sphere that grew by 20 % in diameter."""
    tables.thresholds()


def test_change_of_the_sum(tables: ToldOfTables) -> None:
    """Less against the baseline, more against the smallest sum; units are converted, what is no volume is flagged."""
    tables.cases("V01", "V02", "V03", "V04", "V05", "V06", "V07", "V08", "V09", "V10", "V18", "V20")


def test_what_was_not_measured(tables: ToldOfTables) -> None:
    """A missing volume is never 0, unless what was measured is progression already."""
    tables.cases("V11", "V12", "V15", "V17", "V21", "V22")


def test_other_and_new_lesions(tables: ToldOfTables) -> None:
    """As RECIST 1.1 counts them; lesions outside the central nervous system do not count."""
    tables.cases("V13", "V14", "V16", "V19")
