"""iRECIST.

`onward response FOLDER --criteria irecist`: RECIST 1.1 for immunotherapy, where growth may be inflammation. Progression
is unconfirmed first (iUPD) and confirmed by a later scan (iCPD) or taken back; new lesions are measured apart and never
enter the sum. Codes: iCR, iPR, iSD, iUPD, iCPD, NE, NON-iCR/NON-iUPD. Data: knowledge/data/response/irecist.yaml;
cases and answers beside it. iRECIST gives rules for data of trials and is not validated as a guide to treatment.
"""

from __future__ import annotations

import pytest
from tests.spec.manual import Section
from tests.spec.response.told import Told

from onward.knowledge import response_rules


@pytest.fixture
def told(manual: Section) -> Told:
    return Told("irecist", "irecist", manual)


def test_what_it_adds(manual: Section) -> None:
    """Numbers beside those of RECIST 1.1."""
    rules = response_rules("irecist")
    own = [one for one in rules.thresholds.values() if one.id.startswith("confirming")]
    manual.table(("threshold", "value", "unit", "what it bounds"), [(o.id, str(o.value), o.unit, o.says) for o in own])
    assert len(own) == 4


def test_growth_of_targets(told: Told) -> None:
    """Confirmed by at least 5 mm more than at the unconfirmed progression; increases add up. Taken back when the sum is
    no progression any more; then it must be unconfirmed anew."""
    told.cases("P01", "P02", "P03", "P05", "P06", "P08", "P09", "P10", "P14", "P18")


def test_progression_in_another_category_confirms(told: Told) -> None:
    """A new lesion, or progression of non-targets or targets that had not progressed."""
    told.cases("P11", "P12", "P13", "Q05", "R18")


def test_non_targets(told: Told) -> None:
    """Any further growth confirms; "unequivocal progression" said again without growth does not."""
    told.cases("Q01", "Q02", "Q03", "Q04", "Q06", "Q07", "Q08")


def test_new_lesions(told: Told) -> None:
    """At most 5, and 2 per organ, are measured apart; 5 mm of their sum confirm, any growth of the others, or another
    one. They need not resolve before a partial response that follows them by shrinkage; unread is not gone."""
    told.cases("R01", "R02", "R03", "R04", "R05", "R07", "R08", "R09", "R14", "R15", "R16", "R19", "R21", "R24", "R26")


def test_days_to_confirmation(told: Told) -> None:
    """From 28 days (two of variance) to 56; an earlier scan is disregarded, a later one is marked as late."""
    told.cases("U01", "U02", "U05", "U06", "U07")


def test_best_response(told: Told) -> None:
    """Table 3: an unconfirmed progression that is taken back does not end the count."""
    told.best("P15", "V01", "V02", "V03", "V04", "V05", "P08")


def test_what_the_paper_leaves_open(manual: Section) -> None:
    """Where the text can be read in two ways, this is how Onward reads it."""
    manual.table(
        ("question", "reading", "because"),
        [
            (
                "targets stable after iUPD by a new lesion that stays as it is",
                "iUPD",
                "table 2: no change of new lesions, assignment remains iUPD",
            ),
            (
                "targets reach iPR after iUPD by a new lesion that stays as it is",
                "iPR, when the sum shrank since the iUPD",
                "the working group's scenarios B and F",
            ),
            ("a symptomatic new lesion within 28 days", "iUPD", "tables of tumours do not tell of symptoms"),
            ("after iCPD", "iCPD", "table 3: any; nothing after it counts"),
            (
                "a response on a scan that is too early to confirm",
                "iUPD",
                "working group: a scan within 4 weeks of the first iUPD is disregarded and repeated",
            ),
            ("a sum smaller on a scan that is too early to confirm", "it may be the smallest sum", "it was measured"),
        ],
    )
