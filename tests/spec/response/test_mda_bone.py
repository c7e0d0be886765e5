"""MD Anderson bone criteria.

`onward response FOLDER --criteria mda-bone`: metastases in bone by CT, X-ray, MRI and bone scan. Bone-only disease is
common in breast cancer, and RECIST 1.1 measures little of it. Each lesion is judged by each kind of scan; what the
scans and the lesions say is put together to CR, PR, SD, PD or NE. Lesions outside bone are not judged here.

In SDTM each finding is a row of TR with its scan (TRMETHOD: CT SCAN, X-RAY, MRI, BONE SCINTIGRAPHY): TUMSTATE with a
word of the criteria, LDIAM and LPERP for a measured lesion, ESTCHG for the reader's estimate in percent of the
baseline. Cases: knowledge/data/response/mda_bone.cases.yaml, answers beside it.
"""

from __future__ import annotations

import pytest
from tests.spec.manual import Section
from tests.spec.response.told_of_tables import ToldOfTables

from onward.engines.response.bone_words import COMPLETE, PARTIAL, SAME, SCLEROTIC, WORSE


@pytest.fixture
def tables(manual: Section) -> ToldOfTables:
    return ToldOfTables("mda-bone", manual)


def test_thresholds(tables: ToldOfTables) -> None:
    """The paper with 50 % and 25 % could not be opened; a table that restates the criteria was."""
    tables.thresholds()


def test_words(manual: Section) -> None:
    """What is written as TUMSTATE, in any case; another word is flagged and taken as not assessed."""
    manual.table(
        ("category", "words"),
        [
            (category, ", ".join(sorted(words)))
            for category, words in (
                ("CR", COMPLETE),
                ("PR", PARTIAL),
                ("SD", SAME),
                ("PD", WORSE),
                ("new lesion, sclerotic", SCLEROTIC),
            )
        ],
    )
    assert not COMPLETE & PARTIAL
    assert not (COMPLETE | PARTIAL | SAME) & WORSE


def test_findings(tables: ToldOfTables) -> None:
    """Complete needs every kind of scan that was made to say so."""
    tables.cases("A01", "A02", "A03", "A05", "A06", "A08", "A09", "A10", "A11", "A13", "E15", "E16")


def test_sizes(tables: ToldOfTables) -> None:
    """The two diameters that cross are added for each lesion; smaller against the baseline, larger against its
    smallest. Where WHO's product would say otherwise, that is a doubt."""
    tables.cases("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B12")


def test_estimates_by_eye(tables: ToldOfTables) -> None:
    """Size of what has no edge, or uptake on a bone scan, in percent of the baseline; always with a doubt."""
    tables.cases("C01", "C02", "C03", "C04", "C05", "C06", "D05", "D06")


def test_flare(tables: ToldOfTables) -> None:
    """In the first 180 days of a treatment hotter or new spots on a bone scan are no progression by themselves, nor
    are new sclerotic spots: `would_change` says what settles it. CT or X-ray decides where there is one; after 180
    days the scan counts, unless CT shows healing. Days count from the last start of a treatment of the cancer, else
    from the baseline."""
    tables.cases("D01", "D02", "D03", "D08", "D09", "D10", "D11", "D12", "D13", "D14", "D15", "D17", "D18", "D19",
    "D20", "D21", "D23", "D25")  # fmt: skip


def test_several_lesions(tables: ToldOfTables) -> None:
    """Progression of one is progression; a mixed response names both kinds. A chosen lesion that was not assessed
    leaves the visit open; another one keeps the response from being complete."""
    tables.cases("E02", "E03", "E06", "E07", "E08", "E09", "E10", "E12", "E13", "E14")


def test_what_the_papers_leave_open(manual: Section) -> None:
    """Where the text can be read in two ways, this is how Onward reads it."""
    manual.table(
        ("question", "reading", "because"),
        [
            (
                '"sum of a perpendicular bidimensional measurement"',
                "the two diameters of each lesion are added",
                "the words say sum; the product is told where it would differ",
            ),
            ("larger than what", "than the lesion's smallest size", "as WHO and RECIST measure progression"),
            (
                "CT says healing, bone scan says hotter",
                "PR: a healing flare, at any time",
                "scintigraphy counts only after a flare is excluded, and here it is not",
            ),
            (
                "a new sclerotic lesion after 180 days",
                "PD",
                "a flare is described up to 6 months; later it is a new bone metastasis",
            ),
            (
                "a new sclerotic lesion within 180 days, nothing heals",
                "NE",
                "the osteoblastic flare of the paper stands beside other signs of response",
            ),
            ("a lesion larger by 25 % and called filled in", "not assessed, flagged", "the two contradict each other"),
        ],
    )
