"""What the page says, before it is drawn: expectations follow from the packets in this folder, read by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.web.packets import (
    AS_OF,
    Numbered,
    assembled,
    day,
    empty_packet,
    nothing_told,
    one_event_packet,
    other_cancer_packet,
    resources_of,
    study_packet,
    when,
)
from tests.web.whole_person import whole_packet

from onward.outputs.html import BoardPage, Table, board_html, board_page
from onward.outputs.pdf import board_pdf
from onward.packet import Packet
from onward.terms import Comparator, Quantity
from onward.timeline import AnyFact, Demographics, GenesStudied, LabResult, Variant

_ALL = (whole_packet, empty_packet, other_cancer_packet, one_event_packet, study_packet)


@pytest.fixture(scope="module")
def page() -> BoardPage:
    packet = whole_packet()
    return board_page(packet, resources=resources_of(packet))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (*table.rows, *table.more)]


def told(found: BoardPage) -> dict[str, str]:
    return {item.label: item.text for item in (*found.who, *found.now)}


def test_the_head_says_who_and_what(page: BoardPage) -> None:
    assert told(page) == {
        "Age": "62 years",
        "Sex": "female",
        "Menopause": "postmenopausal",
        "ECOG": "1",
        "Subtype": "Hormone receptor positive, HER2-low",
        "Onset": "Recurrent",
        "Sites": "Bone and liver",
        "Brain, meninges": "Whether the brain is involved is not recorded",
        "Treatment now": "Line 4: trastuzumab deruxtecan",
        "Endocrine": "Secondary resistance",
        "Genes": "ESR1 Y537S, ESR1 D538G, PIK3CA H1047R",
        "Scores": "MSI stable; TMB 3.1 mutations/Mb",
    }


def test_receptors_stand_newest_first_with_what_was_reported(page: BoardPage) -> None:
    assert texts(page.receptors) == [
        ["Metastasis, liver", "positive", "negative", "low"],
        ["Metastasis, bone", "positive", "positive", "low"],
        ["Primary, breast", "not recorded", "not recorded", "zero to low"],
        ["Primary, breast", "positive", "positive", "low"],
    ]
    her2 = page.receptors.rows[0][3]
    assert her2.notes == ("ISH, 2+, ratio 1.3, HER2 copies 3.2",)
    assert her2.why.endswith("Rule: her2-2-ish-negative.")
    assert page.receptors.rows[2][3].settle == "The score of the same slide as one number."


def test_a_variant_that_is_no_longer_reported_is_not_called_absent(page: BoardPage) -> None:
    """ESR1 D538G stood in plasma of 2024 (1.8 %); in 2026 ESR1 was studied and D538G not reported."""
    plasma = next(table for table in page.variants if table.caption == "ctDNA (plasma)")
    assert plasma.columns == ("Variant", "2026-10-28, blood", "2024-09-26, plasma-2024")
    assert texts(plasma) == [
        ["ESR1 D538G", "not reported", "1.8 %"],
        ["ESR1 Y537S", "3.9 %", "0.6 %"],
        ["PIK3CA H1047R", "6.8 %", "4.2 %"],
    ]
    assert plasma.rows[0][1].notes == ("gene was studied",)


def test_a_gene_outside_the_panel_is_not_a_negative() -> None:
    number = Numbered()
    facts: list[AnyFact] = [
        Demographics(sources=number.source("Patient")),
        Variant(gene="GATA3", protein="p.P409fs", tissue="tissue", specimen="a", when=when("2024-01-01")),
        GenesStudied(panel="small", genes=("ESR1",), tissue="tissue", specimen="b", when=when("2025-01-01")),
    ]
    found = board_page(assembled(facts, nothing_told("p")), resources={})
    assert texts(found.variants[0]) == [["GATA3 P409fs", "gene not known to be studied", "found"]]


def test_results_that_cannot_be_drawn_are_named_with_the_reason(page: BoardPage) -> None:
    panels = {panel.title: panel for panel in page.curves}
    assert panels["CA 15-3, U/mL"].notes == ("41 U/mL: without a date, so not drawn.",)
    assert panels["Creatinine, mg/dL"].notes == ("78 on 2024-11-04: without a unit, so not drawn and not comparable.",)
    # Fifteen dated results drawn, the undated one only in the table.
    marker = panels["CA 15-3, U/mL"]
    assert marker.curve is not None
    assert len(marker.curve.points) == 15
    assert len(marker.table.rows) == 16
    assert marker.table.rows[-1][0].text == "undated"


def test_points_out_of_range_differ_in_shape(page: BoardPage) -> None:
    """Reference up to 30 U/mL: 22, 20 and 27 lie within; every other result lies above."""
    marker = next(panel for panel in page.curves if panel.title.startswith("CA 15-3"))
    assert marker.curve is not None
    shapes = [point.shape for point in marker.curve.points]
    assert shapes.count("within") == 3
    assert shapes.count("above") == 12
    # LVEF carries no reference limits: its points are not judged.
    lvef = next(panel for panel in page.curves if panel.title.startswith("LVEF"))
    assert lvef.curve is not None
    assert {point.shape for point in lvef.curve.points} == {"unjudged"}
    assert not lvef.curve.has_band


def _laboratory(*results: LabResult) -> BoardPage:
    number = Numbered()
    facts: list[AnyFact] = [Demographics(sources=number.source("Patient")), *results]
    return board_page(assembled(facts, nothing_told("p")), resources={})


def _platelets(value: str, unit: str | None, on: str, comparator: Comparator = Comparator.EXACTLY) -> LabResult:
    return LabResult(
        analyte="platelets",
        value=Quantity(Decimal(value), unit, comparator),
        low=Quantity(Decimal(150), "10*3/uL"),
        when=when(on),
    )


def test_units_of_one_curve_are_converted_never_mixed() -> None:
    """200 x 10*9/L is 200 x 10*3/uL: the same height; a unit of another kind is left out and named."""
    found = _laboratory(
        _platelets("200", "10*3/uL", "2026-01-01"),
        _platelets("200", "10*3/uL", "2026-02-01"),
        _platelets("200", "10*9/L", "2026-03-01"),
        _platelets("200", "mg/dL", "2026-04-01"),
    )
    curve = found.curves[0].curve
    assert curve is not None
    assert len({point.y for point in curve.points}) == 1
    assert len(curve.points) == 3
    assert found.curves[0].notes == (
        "200 mg/dL on 2026-04-01: in a unit that cannot be turned into 10³/µL, so not drawn.",
    )


def test_a_bound_that_does_not_decide_is_not_judged() -> None:
    """Platelets "<400" with a lower limit of 150 may be low or not."""
    found = _laboratory(
        _platelets("200", "10*3/uL", "2026-01-01"), _platelets("400", "10*3/uL", "2026-02-01", Comparator.LESS)
    )
    curve = found.curves[0].curve
    assert curve is not None
    assert [point.shape for point in curve.points] == ["within", "unjudged"]
    assert found.curves[0].latest.text == "<400 10³/µL"


def test_every_mark_leads_to_a_numbered_source_with_its_text(page: BoardPage) -> None:
    assert [source.number for source in page.sources] == list(range(1, len(page.sources) + 1))
    assert all(source.text for source in page.sources)
    assert page.sources[0].resource.startswith("Patient/")  # the first statement is who she is


def test_contradictions_show_both_sides_with_sources(page: BoardPage) -> None:
    (found,) = page.contradictions
    assert [side.when for side in found.sides] == ["2022-02-14", "2022-05-20"]
    assert all(side.marks.first for side in found.sides)
    assert found.settle == "Look for the report of February 2022."


def test_no_breast_cancer_is_said_plainly() -> None:
    found = board_page(other_cancer_packet(), resources={})
    assert found.sentence.text == "No breast cancer is recorded; another cancer is: Non-small cell lung cancer."
    assert told(found)["Breast cancer"] == "No breast cancer is recorded"
    assert told(found)["Other cancer"] == "Non-small cell lung cancer"
    assert "Menopause" not in told(found)  # a man


def test_an_empty_record_says_not_recorded_everywhere() -> None:
    found = board_page(empty_packet(), resources={})
    assert told(found)["Age"] == "not recorded"
    assert told(found)["ECOG"] == "not recorded"
    assert found.charts == ()
    assert found.body is None
    assert found.receptors.empty.startswith("No receptor result is recorded.")


def test_one_event_makes_a_chart_and_death_ends_it() -> None:
    """Diagnosis 2019-05-02, died in 2021-02 (month only): the axis ends with the death, not today."""
    found = board_page(one_event_packet(), resources={})
    assert found.died is not None
    assert found.died.text == "Died 2021-02"
    wide = found.charts[0]
    assert wide.today_x is None
    shapes = [event.shape for row in wide.rows for event in row.events]
    assert sorted(shapes) == ["cross", "diamond"]


def test_undated_study_people_have_tables_without_a_chart() -> None:
    found = board_page(study_packet(), resources={})
    assert found.charts == ()
    assert texts(found.receptors) == [["Metastasis, liver", "positive", "not recorded", "not recorded"]]
    assert told(found)["Age"] == "51 years at diagnosis"
    assert [row[0] for row in texts(found.variants[0])] == ["ESR1 Y537S", "PIK3CA H1047R", "TP53 X125_splice"]


def test_stale_and_unreviewed_rules_are_marked(page: BoardPage) -> None:
    assert texts(page.knowledge) == [
        ["disease/lines", "2025-01-01", "not reviewed by a clinician", "2026-01-01, out of date", "2b" * 8],
        ["disease/receptors", "2026-11-23", "not reviewed by a clinician", "2027-11-23", "1a" * 8],
    ]


@pytest.mark.parametrize("build", _ALL)
def test_the_same_packet_gives_the_same_bytes(build: object) -> None:
    assert callable(build)
    first, second = build(), build()
    assert isinstance(first, Packet)
    assert isinstance(second, Packet)
    assert board_html(first, resources=resources_of(first)) == board_html(second, resources=resources_of(second))
    assert board_pdf(first) == board_pdf(second)


def test_a_page_holds_only_what_it_cites_and_stays_small() -> None:
    """A thousand results of one analyte with 3 kB of original text each: the page names what it leaves out."""
    number = Numbered()
    facts: list[AnyFact] = [
        Demographics(sources=number.source("Patient")),
        *(
            replace(
                _platelets(str(150 + n % 200), "10*3/uL", f"{2000 + n // 100}-0{1 + n % 9}-1{n % 10}"),
                sources=number.source("Observation"),
            )
            for n in range(1000)
        ),
    ]
    packet = assembled(facts, nothing_told("p"))
    html = board_html(packet, resources=dict.fromkeys(resources_of(packet), "x" * 3000))
    assert len(html.encode()) < 2_500_000
    assert "Left out to keep this page small enough to mail; the original stands in the file." in html


def test_the_day_of_the_page_is_the_packets(page: BoardPage) -> None:
    assert page.as_of == AS_OF.isoformat() == "2026-11-13"
    assert date.fromisoformat(page.as_of) == AS_OF
    assert page.charts[0].today == "2026-11-13"
    assert day(page.as_of).is_exact
