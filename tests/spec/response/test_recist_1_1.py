"""RECIST 1.1.

`onward response FOLDER --criteria recist-1.1` answers for each reader of a person's lesions. Every category comes with
its reason and section, what would have changed it (`would_change`), and what makes it less sure (`doubts`). Thresholds
are data (knowledge/data/response/recist_1_1.yaml); at and beside each stands a case (recist_1_1.cases.yaml, its answers
in recist_1_1.answers.yaml, derived by hand before the engine ran). Sums are exact decimals: exactly 20 % and exactly
5 mm are progression, exactly 30 % is a response.
"""

from __future__ import annotations

import pytest
from tests.spec.manual import Section
from tests.spec.response.told import Told

from onward.knowledge import response_rules


@pytest.fixture
def told(manual: Section) -> Told:
    return Told("recist-1.1", "recist_1_1", manual)


def test_thresholds(manual: Section) -> None:
    """Each number, where it stands, and whether the source was opened."""
    rules = response_rules()
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
    assert len(rules.thresholds) == 14


def test_progression_of_the_sum(told: Told) -> None:
    """At least 20 % and at least 5 mm over the smallest sum on study, the baseline included."""
    told.cases("A05", "A06", "A07", "A09", "A15", "A16", "A17", "B01", "B03", "B07")


def test_response_of_the_sum(told: Told) -> None:
    """At least 30 % below the baseline; never below the largest sum."""
    told.cases("C01", "C02", "C04", "C05", "C08", "C09")


def test_complete_response_and_nodes(told: Told) -> None:
    """Other lesions gone, each node below 10 mm; the sum need not be 0. What is too small to measure counts 5 mm, what
    is measured counts as measured."""
    told.cases("D01", "D03", "D04", "D05", "D08", "D10", "D14")


def test_lesions_that_come_back(told: Told) -> None:
    """After a complete response of all disease anything that is back is progression; a target node is back from 10 mm,
    a non-target node when it progressed unequivocally. Without complete response the sum decides."""
    told.cases("E01", "E02", "E04", "E05", "E06", "E07", "E08")


def test_what_was_not_assessed(told: Told) -> None:
    """A missing target is never 0: the visit cannot be evaluated, unless what was measured is progression already."""
    told.cases("F01", "F02", "F03", "F06", "F08", "F10", "F11")


def test_targets_with_other_lesions(told: Told) -> None:
    """Table 1. A non-target that was not assessed leaves the non-target answer open (NE), and keeps a response from
    being complete."""
    told.cases("G01", "G02", "G03", "G05", "G08", "G10", "G13", "G15", "G18", "G19", "G21")


def test_without_targets(told: Told) -> None:
    """Table 2."""
    told.cases("H01", "H02", "H03", "H04", "H05", "H06")


def test_new_lesions(told: Told) -> None:
    """An equivocal new lesion is no progression yet; when it proves to be one, progression dates from its first sight,
    and nothing from that day on counts as response. A node below 10 mm is never a new lesion without doubt."""
    told.cases("I01", "I02", "I03", "I05", "I06", "I09", "I12")


def test_split_and_merged_lesions(told: Told) -> None:
    """The parts of a lesion that split (T01.1, T01.2) are added; lesions that merged (T01/T02) count once."""
    told.cases("J01", "J03", "J05", "J08", "J10")


def test_best_response_and_confirmation(told: Told) -> None:
    """Table 3, with 28 days to the confirming visit and 42 days of stable disease."""
    told.best("K01", "K02", "K03", "K04", "K05", "K06", "K07", "K08", "K09", "K12", "K13", "K14", "K15", "K16", "K17",
              "K18", "K19", "K20", "K21", "K24", "K28")  # fmt: skip


def test_which_reader_counts_for_the_record(manual: Section) -> None:
    """Response by RECIST 1.1 enters the record as a disease status by imaging: it ends lines of therapy and answers
    trial criteria such as "progressed on". Where it says nothing, the bone criteria and PERCIST 1.0 speak, and RANO-BM
    tells progression in the brain beside it; a possible flare holds progression back (docs/adr/0020)."""
    manual.text(
        """An adjudicator counts before everybody; else the investigator, on whose word treatment is given; else the
        independent readers. Readers of the same kind must agree on a visit: where they do not, nothing is taken into
        the record and the disagreement is an issue of the person. Visits that cannot be evaluated, and visits after
        progression, say nothing. Each status names the measurements that it rests on. (engines/response/as_status.py,
        tests/unit/engines/test_response_in_the_record.py, test_which_criterion_speaks.py)"""
    )


def test_what_the_paper_leaves_open(manual: Section) -> None:
    """Where the text can be read in two ways, this is how Onward reads it."""
    manual.table(
        ("question", "reading", "because"),
        [
            (
                "sum 100, 70, 80: PR, PR or PR, SD?",
                "PR, SD",
                "the definitions of 4.3.1; the working group's page calls it a continuing response; told as a doubt",
            ),
            (
                "a new node of 10 to 15 mm as the only sign of progression",
                "PD, with a doubt",
                "it meets the size of disease; the working group suggests to wait for the next scan",
            ),
            (
                "one non-target present, another not assessed",
                "NE",
                "table 2: not all evaluated; with targets the overall answer is the same",
            ),
            (
                "a normal node that grows by 20 % and 5 mm and stays below 10 mm",
                "CR",
                "a node below 10 mm is no disease",
            ),
            (
                "visits that are not evaluable between a response and its confirmation",
                "any number",
                "4.4.3 gives PR, NE, PR as an example and no limit",
            ),
            (
                "from when stable disease is counted",
                "from the baseline scan",
                "the record of measurements does not say when treatment began",
            ),
        ],
    )
