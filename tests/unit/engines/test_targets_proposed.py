"""A read without roles, as viewers and archives give it: targets are proposed by the rules, and said so."""

from __future__ import annotations

from tests.unit.engines.lesion_facts import fact, overall_of, response_of

from onward.app.response import response_facts
from onward.timeline import build_timeline

BASELINE = [
    fact("BASELINE", "A", mm="40", role=""),
    fact("BASELINE", "B", mm="30", role=""),
    fact("BASELINE", "C", mm="20", role=""),
    fact("BASELINE", "D", mm="12", role="", site="lung"),
    fact("BASELINE", "E", mm="8", role="", site="lung"),
]


def test_the_largest_measurable_are_targets_two_per_organ() -> None:
    found = response_of([*BASELINE, fact("WEEK 8", "A", mm="20", role="")], "recist-1.1")
    assert [one["lesion"] for one in found["visits"][0]["targets"]] == ["A", "B", "D"]
    (flag,) = [one for one in found["flags"] if "no lesion is called target" in one["what"]]
    assert "A, B, D" in flag["did"]
    assert "a reader must confirm" in flag["did"]


def test_they_are_followed_and_the_others_must_not_grow_unseen() -> None:
    later = [
        fact("WEEK 8", "A", mm="20", role=""),
        fact("WEEK 8", "B", mm="20", role=""),
        fact("WEEK 8", "C", mm="20", role=""),
        fact("WEEK 8", "D", mm="10", role="", site="lung"),
        fact("WEEK 8", "E", mm="8", role="", site="lung"),
    ]
    assert overall_of([*BASELINE, *later], "recist-1.1") == {"WEEK 8": "PR"}
    assert overall_of([*BASELINE, *later[:3], later[4]], "recist-1.1") == {"WEEK 8": "NE"}, "D was not measured"


def test_a_lesion_that_is_first_seen_later_is_equivocal() -> None:
    later = [fact("WEEK 8", name, mm="40", role="") for name in ("A", "B", "C")]
    found = response_of([BASELINE[0], BASELINE[1], *later], "recist-1.1")
    assert found["visits"][1]["new_lesion"] == "equivocal"
    assert any("must say whether it is new" in one["did"] for one in found["flags"])


def test_a_read_with_roles_is_left_as_it_is() -> None:
    found = response_of([fact("BASELINE", "A", mm="40", role="target"), *BASELINE[1:]], "recist-1.1")
    assert [one["lesion"] for one in found["visits"][0]["targets"]] == ["A"]


def test_lesions_of_pet_alone_are_neither_proposed_nor_missed() -> None:
    facts = [
        BASELINE[0],
        fact("BASELINE", "P", sul="8", role="", site="bone"),
        fact("WEEK 8", "A", mm="20", role=""),
        fact("WEEK 8", "Q", sul="8", role="", site="bone"),
    ]
    found = response_of(facts, "recist-1.1")["visits"][1]
    assert (found["overall"], found["new_lesion"]) == ("PR", "no")


def test_a_proposal_never_enters_the_record() -> None:
    facts = [*BASELINE, fact("WEEK 8", "A", mm="80", role="")]
    assert overall_of(facts, "recist-1.1") == {"WEEK 8": "NE"}
    grown = [fact("WEEK 8", one.lesion, mm="90", role="") for one in BASELINE]
    assert overall_of([*BASELINE, *grown], "recist-1.1") == {"WEEK 8": "PD"}
    statuses, issues = response_facts(build_timeline("P1", [*BASELINE, *grown]))
    assert statuses == ()
    assert issues == ()
