"""The page of each example person says what examples/README.md, written by hand, finds in the record."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import onward
from onward.outputs.html import BoardPage, Table, board_page

_EXAMPLES = Path(__file__).parents[2] / "examples"
_AS_OF = date(2026, 11, 13)


@lru_cache(maxsize=3)
def page_of(folder: str) -> BoardPage:
    record = onward.read(_EXAMPLES / folder)
    packet = onward.board(record, as_of=_AS_OF)
    return board_page(packet, resources=record.originals(packet.timeline))


def told(page: BoardPage) -> dict[str, str]:
    return {item.label: item.text for item in (*page.who, *page.now)}


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (*table.rows, *table.more)]


def calls(page: BoardPage) -> dict[tuple[str, str], list[str]]:
    """(kind and site, date) to the calls of ER, PR and HER2."""
    return {
        (row[0].text, row[0].notes[0].split(" (", maxsplit=1)[0]): [cell.text for cell in row[1:]]
        for row in page.receptors.rows
    }


def lines(page: BoardPage) -> list[tuple[str, frozenset[str], str, str]]:
    """Number, drugs, from and to, why ended; oldest first."""
    return [
        (row[0].text, frozenset(row[1].text.split(" + ")), row[2].text, row[4].text)
        for row in reversed(page.lines.rows)
    ]


def sites(page: BoardPage) -> dict[str, str]:
    return {row[0].text: row[1].text for row in page.sites.rows}


def notes(page: BoardPage) -> list[str]:
    return [note for panel in page.curves for note in panel.notes]


def variants(page: BoardPage, caption: str) -> list[list[str]]:
    return texts(next(table for table in page.variants if table.caption == caption))


def test_rowena_quillfeather_hr_positive_her2_low() -> None:
    page = page_of("hr-positive")
    found = told(page)
    assert page.name == "Rowena Quillfeather"
    assert found["Age"] == "62 years"
    assert found["Menopause"] == "postmenopausal"
    assert found["ECOG"] == "1"
    assert found["Onset"] == "Recurrent"
    assert page.sentence.text.startswith("Metastatic breast cancer, ")
    assert any(item.detail.startswith("HR+/HER2-low") for item in page.now if item.label == "Subtype")
    assert sites(page).keys() == {"Bone", "Liver"}
    assert sites(page)["Liver"] == "2024-09-16"


def test_rowenas_bone_metastases_have_two_dates_and_the_page_says_so() -> None:
    page = page_of("hr-positive")
    assert sites(page)["Bone"] == "2022-02-14"
    packet = onward.board(onward.read(_EXAMPLES / "hr-positive"), as_of=_AS_OF)
    assert [one.what for one in packet.timeline.conflicts] == [
        "One metastasis (bone) is recorded with two different dates of onset."
    ]


def test_rowenas_receptors() -> None:
    assert calls(page_of("hr-positive")) == {
        ("Metastasis, liver", "2024-09-26"): ["positive", "negative", "low"],
        ("Metastasis, bone", "2022-06-02"): ["positive", "positive", "low"],
        ("Primary, breast", "2016-04-12"): ["not recorded", "not recorded", "zero to low"],
        ("Primary, breast", "2016-03-14"): ["positive", "positive", "low"],
    }


def test_rowenas_lines() -> None:
    assert lines(page_of("hr-positive")) == [
        ("0", frozenset({"doxorubicin", "cyclophosphamide", "paclitaxel"}), "2016-05-10 to 2016-09-20", "completed"),
        ("0", frozenset({"tamoxifen", "letrozole"}), "2016-12-05 to 2021-02-26", "toxicity"),
        ("1", frozenset({"letrozole", "ribociclib"}), "2022-06-20 to 2024-09-23", "progression"),
        ("2", frozenset({"elacestrant"}), "2024-10-21 to 2025-06-16", "progression"),
        ("3", frozenset({"fulvestrant", "capivasertib"}), "2025-07-07 to 2026-10-26", "progression"),
    ]


def test_rowenas_genes() -> None:
    """ESR1: none in the liver, D538G and Y537S in plasma of 2024, Y537S alone in plasma of 2026."""
    page = page_of("hr-positive")
    assert variants(page, "ctDNA (plasma)") == [
        ["ESR1 D538G", "not reported", "1.8 %"],
        ["ESR1 Y537S", "3.9 %", "0.6 %"],
        ["PIK3CA H1047R", "6.8 %", "4.2 %"],
    ]
    assert variants(page, "Tumour tissue") == [["PIK3CA H1047R", "31 %"]]
    germline = next(row for row in texts(page.genes_studied) if row[1] == "Germline")
    assert germline[3] == "BRCA1, BRCA2, PALB2, CDH1, PTEN, TP53"
    liver = next(row for row in texts(page.genes_studied) if row[1] == "Tumour tissue")
    assert "ESR1" in liver[3].split(", ")
    assert "PIK3CA" not in liver[3].split(", ")


def test_rowenas_odd_results_are_shown_and_never_drawn() -> None:
    page = page_of("hr-positive")
    assert "78 on 2024-11-04: without a unit, so not drawn and not comparable." in notes(page)
    assert "41 U/mL: without a date, so not drawn." in notes(page)
    marker = next(panel for panel in page.curves if panel.title.startswith("CA 15-3"))
    assert marker.latest.text == "214 U/mL, above reference"


def test_rowenas_contradiction_names_both_days() -> None:
    sides = [side.when for one in page_of("hr-positive").contradictions for side in one.sides]
    assert any(when.endswith("2022-02-14") for when in sides)
    assert any(when.endswith("2022-05-20") for when in sides)


def test_imani_sprocketwell_her2_positive_from_the_start() -> None:
    page = page_of("her2-positive")
    found = told(page)
    assert page.name == "Imani Sprocketwell"
    assert found["Age"] == "44 years"
    assert found["Menopause"] == "premenopausal"
    assert found["ECOG"] == "1"
    assert found["Onset"] == "Metastatic from the start (de novo)"
    assert any(item.detail.startswith("HR+/HER2+") for item in page.now if item.label == "Subtype")
    assert sites(page) == {
        "Regional lymph nodes": "2023-02-09",
        "Liver": "2023-02-22",
        "Bone": "2023-02-22",
        "Brain": "2025-02",
    }
    assert calls(page) == {
        ("Metastasis, liver", "2023-02-24"): ["positive", "negative", "positive"],
        ("Primary, breast", "2023-02-09"): ["positive", "positive", "positive"],
    }


def test_imanis_lines() -> None:
    """Letrozole joins the antibodies as maintenance: one line, as goserelin and zoledronic acid are none."""
    found = lines(page_of("her2-positive"))
    assert [(number, drugs, why) for number, drugs, _, why in found] == [
        ("1", frozenset({"docetaxel", "trastuzumab", "pertuzumab", "letrozole"}), "progression"),
        ("2", frozenset({"trastuzumab deruxtecan"}), "toxicity"),
        ("3", frozenset({"tucatinib", "capecitabine", "trastuzumab"}), "ongoing"),
    ]
    assert found[0][2] == "2023-03-06 to 2025-08-18"
    assert found[2][2] == "2026-07-07, ongoing"


def test_imanis_second_line_ends_with_its_last_dose() -> None:
    assert lines(page_of("her2-positive"))[1][2] == "2025-09-02 to 2026-05-12"


def test_imanis_heart_and_odd_results() -> None:
    page = page_of("her2-positive")
    heart = next(panel for panel in page.curves if panel.title.startswith("LVEF"))
    assert heart.latest.text.startswith("46 %")
    assert heart.latest.when == "2026-11-10"
    assert "0.61 on 2024-06-03: without a unit, so not drawn and not comparable." in notes(page)
    assert any(note.startswith("131 ") and note.endswith("without a date, so not drawn.") for note in notes(page))


def test_imanis_pertuzumab_order_contradicts() -> None:
    said = " ".join(
        f"{one.what} {' '.join(side.text for side in one.sides)}" for one in page_of("her2-positive").contradictions
    )
    assert "pertuzumab" in said.lower()


def test_tuuli_lanternby_triple_negative() -> None:
    page = page_of("triple-negative")
    found = told(page)
    assert page.name == "Tuuli Lanternby"
    assert found["Age"] == "38 years"
    assert found["Menopause"] == "premenopausal"
    assert found["Onset"] == "Recurrent"
    assert found["Genes"].startswith("germline BRCA1 ")
    assert sites(page) == {"Lung": "2025-01-20", "Distant lymph nodes": "2025-01-20", "Liver": "2026-10-26"}
    assert calls(page)["Metastasis, lung", "2025-01-29"] == ["negative", "negative", "zero or ultralow"]


def test_tuulis_lines() -> None:
    """Goserelin beside adjuvant chemotherapy protected the ovaries: no line."""
    found = lines(page_of("triple-negative"))
    assert [(number, drugs, why) for number, drugs, _, why in found] == [
        ("0", frozenset({"doxorubicin", "cyclophosphamide", "paclitaxel"}), "completed"),
        ("1", frozenset({"pembrolizumab", "carboplatin", "gemcitabine"}), "progression"),
        ("2", frozenset({"olaparib"}), "progression"),
    ]
    assert found[0][2] == "2023-12-05 to 2024-03-12"
    assert found[2][2] == "2026-03-02 to 2026-10-29"


def test_tuulis_first_line_ends_with_its_last_dose() -> None:
    assert lines(page_of("triple-negative"))[1][2] == "2025-02-17 to 2026-01-19"


def test_tuulis_scores_of_two_assays_never_mix() -> None:
    scores = [(row[0].text, row[0].notes, row[1].text, row[3].text) for row in page_of("triple-negative").scores.rows]
    pd_l1 = [row for row in scores if row[0] == "PD-L1"]
    assert any("22C3" in " ".join(row[1]) and row[2].startswith("CPS 15") and row[3] == "2025-01-29" for row in pd_l1)
    assert any("SP142" in " ".join(row[1]) and "CPS" not in row[2] and row[3] == "undated" for row in pd_l1)


def test_tuulis_two_er_results_of_one_block_contradict() -> None:
    sides = [side.text for one in page_of("triple-negative").contradictions for side in one.sides]
    shares = {
        side.replace(" ", "").split("%", maxsplit=1)[0].rsplit(",", maxsplit=1)[-1] for side in sides if "%" in side
    }
    assert {"8", "0"} <= shares


def test_tuulis_tsh_without_unit_is_said_to_have_none() -> None:
    row = next(row for row in page_of("triple-negative").measurements.rows if row[0].text == "TSH")
    said = " ".join(f"{cell.text} {' '.join(cell.notes)}" for cell in row)
    assert "38.2 (no unit)" in said


def test_what_is_asked_of_rowenas_record() -> None:
    """ECOG 1; the ECG is of 2022; nobody imaged the brain; no chemotherapy for metastases on record."""
    asked = {row[0].text: row[1].text for row in page_of("hr-positive").asked.rows}
    assert asked["ECOG 0 or 1"] == "Yes"
    assert asked["LVEF at least 50 %"] == "Yes"
    assert asked["QTcF below 480 ms"] == "Unknown"
    assert asked["Active or leptomeningeal disease of the brain"] == "Unknown"
    assert asked["Progression on a CDK4/6 inhibitor for metastatic disease"] == "Yes"
    assert asked["Chemotherapy for metastatic disease"] == "Unknown"
    assert asked["Autoimmune disease ever"] == "Unknown"


def test_what_is_asked_of_imanis_record() -> None:
    """Interstitial lung disease of grade 2, a topoisomerase payload, docetaxel, and a heart at 46 %."""
    asked = {row[0].text: row[1].text for row in page_of("her2-positive").asked.rows}
    assert asked["LVEF at least 50 %"] == "No"
    assert asked["Interstitial lung disease or pneumonitis ever"] == "Yes"
    assert asked["An antibody-drug conjugate with a topoisomerase-1 payload before"] == "Yes"
    assert asked["Chemotherapy for metastatic disease"] == "Yes"
