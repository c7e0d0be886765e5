"""What would settle or change a category, and how near it is to another one, by RECIST 1.1 and by PET."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.unit.engines.lesion_facts import fact, response_of

from onward.timeline import LesionMeasurement

TARGETS = [fact("BASELINE", "T1", mm="30", role="target"), fact("BASELINE", "T2", mm="20", role="target", site="lung")]


def test_a_target_that_was_not_measured_says_which_length_would_give_what() -> None:
    found = response_of([*TARGETS, fact("WEEK 8", "T1", mm="30", role="target")], "recist-1.1")["visits"][1]
    assert found["overall"] == "NE"
    (would,) = found["would_change"]
    assert would == (
        "settled by measuring T2: progression if T2 measures 30 mm or more; partial response if T2 measures 5 mm or "
        "less, else stable"
    )


def test_at_these_lengths_the_category_is_the_one_that_was_said() -> None:
    for length, category in (("30", "PD"), ("29.9", "SD"), ("5.1", "SD"), ("5", "PR")):
        later = [
            fact("WEEK 8", "T1", mm="30", role="target"),
            fact("WEEK 8", "T2", mm=length, role="target", site="lung"),
        ]
        assert response_of([*TARGETS, *later], "recist-1.1")["visits"][1]["overall"] == category


def test_progression_by_a_new_lesion_alone_says_what_the_visit_is_without_it() -> None:
    later = [
        fact("WEEK 8", "T1", mm="15", role="target"),
        fact("WEEK 8", "T2", mm="10", role="target", site="lung"),
        fact("WEEK 8", "N1", mm="12", role="new", site="brain"),
    ]
    found = response_of([*TARGETS, *later], "recist-1.1")["visits"][1]
    assert found["overall"] == "PD"
    assert found["would_change"][0] == "without the new lesion N1: PR"


def test_a_lesion_too_small_for_its_slices_is_doubted() -> None:
    later = [
        replace(fact("WEEK 8", "T1", mm="14", role="target"), slice_thickness_mm=Decimal(8)),
        fact("WEEK 8", "T2", mm="10", role="target", site="lung"),
    ]
    doubts = response_of([*TARGETS, *later], "recist-1.1")["visits"][1]["doubts"]
    assert any("T1 of 14 mm was measured on slices of 8 mm: below 16 mm" in doubt for doubt in doubts)


def test_a_node_just_below_10_mm_is_told_with_a_complete_response() -> None:
    facts = [
        replace(
            fact("BASELINE", "T1", mm="18", role="target", site="node_distant"), is_node=True, measure="short axis"
        ),
        replace(fact("WEEK 8", "T1", mm="9.5", role="target", site="node_distant"), is_node=True, measure="short axis"),
    ]
    found = response_of(facts, "recist-1.1")["visits"][1]
    assert found["overall"] == "CR"
    assert found["would_change"] == ["no complete response from T1 of 10 mm: 0.5 mm more"]
    assert any("0.5 mm below 10 mm" in doubt for doubt in found["doubts"])


def test_uptake_near_a_threshold_is_told_with_the_limits_of_a_bone_metastasis() -> None:
    liver = [
        replace(fact(visit, "LIVER", sul=sul, role="reference"), measure=measure)
        for visit in ("BASELINE", "WEEK 8")
        for measure, sul in (("SULmean", "2"), ("SUL SD", "0.2"))
    ]
    lesions = [
        fact("BASELINE", "T1", sul="10", role="target", site="bone"),
        fact("WEEK 8", "T1", sul="6.5", role="target", site="bone"),
        fact("WEEK 8", "N1", pet_state="unequivocal", role="new", site="liver"),
    ]
    found = response_of([*liver, *lesions], "percist-1.0")["visits"][1]
    assert (found["target"], found["overall"]) == ("PMR", "PMD")
    assert found["would_change"][0] == "without the new uptake N1: PMR"
    alone = response_of([*liver, *lesions[:2]], "percist-1.0")["visits"][1]
    assert alone["overall"] == "PMR"
    assert (
        "0.5 SUL from the threshold of partial response (7): measuring a bone metastasis of breast cancer again moves "
        "it by -17.5 % to +21.2 % by itself (95 % limits)" in alone["doubts"]
    )
    assert any("how the PETs were made is not recorded" in doubt for doubt in alone["doubts"])


def test_measurements_of_nobody_are_said_to_be_so() -> None:
    facts = [*TARGETS, fact("WEEK 8", "T1", mm="30", role="target"), fact("WEEK 8", "T2", mm="20", role="target")]
    assert not response_of(facts, "recist-1.1")["flags"]
    found = response_of([replace(one, reader="") for one in facts], "recist-1.1")
    assert [one["what"] for one in found["flags"]] == ["the record does not say who measured"]


def test_stable_after_a_partial_response_tells_that_the_working_group_calls_it_continuing() -> None:
    sums = (("BASELINE", "100"), ("WEEK 4", "70"), ("WEEK 8", "80"), ("WEEK 16", "84"))
    facts = [fact(visit, "T1", mm=length, role="target") for visit, length in sums]
    for criterion, partial, stable, worse in (("recist-1.1", "PR", "SD", "PD"), ("irecist", "iPR", "iSD", "iUPD")):
        visits = response_of(facts, criterion)["visits"]
        assert [visit["overall"] for visit in visits[1:]] == [partial, stable, worse]
        (doubt,) = (one for one in visits[2]["doubts"] if "continuing" in one)
        assert doubt == (
            "partial response at WEEK 4 and no progression since: the RECIST working group takes it as "
            f"continuing, {partial}"
        )
        assert not any("continuing" in one for one in visits[3]["doubts"])


def test_a_small_new_node_alone_is_progression_with_the_advice_to_wait() -> None:
    def node(length: str) -> LesionMeasurement:
        new = fact("WEEK 8", "N1", mm=length, role="new", site="node_distant")
        return replace(new, is_node=True, measure="short axis")

    same = [fact("WEEK 8", "T1", mm="30", role="target"), fact("WEEK 8", "T2", mm="20", role="target", site="lung")]
    for length, is_doubted in (("10", True), ("14.9", True), ("15", False)):
        found = response_of([*TARGETS, *same, node(length)], "recist-1.1")["visits"][1]
        assert found["overall"] == "PD"
        assert any("suggests to wait for the next scan" in doubt for doubt in found["doubts"]) is is_doubted
    grown = [fact("WEEK 8", "T1", mm="45", role="target"), fact("WEEK 8", "T2", mm="20", role="target", site="lung")]
    found = response_of([*TARGETS, *grown, node("10")], "recist-1.1")["visits"][1]
    assert not any("suggests to wait" in doubt for doubt in found["doubts"])
