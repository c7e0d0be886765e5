"""RANO-BM.

`onward response FOLDER --criteria rano-bm`: metastases in the brain by the sum of longest diameters, other and new
lesions, corticosteroids and clinical status together. The central nervous system is judged alone; what RECIST 1.1 says
of the lesions outside it stands in `because` (compartments). CR, PR and SD ask for all of images, corticosteroids and
clinical status: where one is not recorded the answer is NE, with what the images say and what would settle it.

In SDTM corticosteroids come from cm.csv (CMTRT, CMDOSE, CMDOSU, CMDOSFRQ, CMSTDTC, CMENDTC; CMOCCUR N says that none is
taken), clinical status from rs.csv (RSTESTCD CLINSTAT: BETTER, STABLE, WORSE; ECOG101; KPS...), treatment from ex.csv.
Cases: knowledge/data/response/rano_bm.cases.yaml, answers beside it.
"""

from __future__ import annotations

import pytest
from tests.spec.manual import Section
from tests.spec.response.told_of_tables import ToldOfTables


@pytest.fixture
def tables(manual: Section) -> ToldOfTables:
    return ToldOfTables("rano-bm", manual)


def test_thresholds(tables: ToldOfTables) -> None:
    """Beside those of RECIST 1.1 that it takes over. The paper could not be opened; its summary table was."""
    tables.thresholds()


def test_targets(tables: ToldOfTables) -> None:
    """Other than in RECIST 1.1 at least one lesion must have grown by 5 mm (A07), and after complete response a
    lesion that is back counts from 5 mm."""
    tables.cases("A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "A10", "A12", "A13", "A14", "A16",
    "A18", "A19")  # fmt: skip


def test_other_and_new_lesions(tables: ToldOfTables) -> None:
    """An equivocal new lesion is none yet; when it proves to be one, progression dates from its first sight. Under
    immunotherapy a new lesion alone does not define progression."""
    tables.cases("B01", "B02", "B03", "B04", "B06", "B07", "B08", "B10", "B11", "B12", "B13", "B14")


def test_corticosteroids(tables: ToldOfTables) -> None:
    """CR asks for none, PR and SD for a dose that did not rise since the baseline; doses are compared as prednisone.
    A rise alone is no progression. Where the record holds courses, a day outside all of them is one without."""
    tables.cases("C01", "C02", "C04", "C05", "C06", "C07", "C08", "C09", "C10", "C11", "C12", "C14", "C15")


def test_clinical_status(tables: ToldOfTables) -> None:
    """A recorded status counts before performance status; both belong to a scan at most 28 days away. Worse is
    progression, with the doubt that something else may explain it."""
    tables.cases("D01", "D02", "D03", "D05", "D06", "D07", "D08", "D09", "D10", "D11", "D12", "D13", "D16", "D17")


def test_compartments(tables: ToldOfTables) -> None:
    """Brain and body are answered apart."""
    tables.cases("E01", "E02", "E03")


def test_what_the_paper_leaves_open(manual: Section) -> None:
    """Where the text can be read in two ways, this is how Onward reads it."""
    manual.table(
        ("question", "reading", "because"),
        [
            (
                "a dose that rose, images stable, clinically stable",
                "NE",
                "SD asks for a dose that did not; PD for more",
            ),
            (
                '"stable or decreased" against when',
                "against the baseline",
                "the table does not say; response is measured against it",
            ),
            ("another lesion not assessed, targets smaller", "NE", "the table asks for all"),
            (
                "5 mm of one lesion against when",
                "against the scan of the smallest sum",
                "as the 20 % of the sum",
            ),
            (
                "immunotherapy between two infusions",
                "under it for 42 days after an infusion",
                "an antibody given every three to six weeks still works",
            ),
        ],
    )
