"""One reader reads CT and PET of the same lesions: RECIST takes sizes from CT, uptake goes to the criteria of PET."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.engines.lesion_facts import fact, overall_of, response_of


def test_a_visit_with_pet_alone_is_no_visit_of_recist() -> None:
    facts = [
        fact("BASELINE", "T1", mm="40", role="target"),
        fact("BASELINE", "T1", sul="8", role="target"),
        fact("WEEK 4", "T1", sul="4", role="target"),
        fact("WEEK 8", "T1", mm="20", role="target"),
        fact("WEEK 8", "T1", sul="4", role="target"),
    ]
    assert overall_of(facts, "recist-1.1") == {"WEEK 8": "PR"}


def test_uptake_that_is_gone_is_no_size_of_zero() -> None:
    facts = [
        fact("BASELINE", "T1", mm="40", role="target"),
        fact("WEEK 8", "T1", mm="30", role="target"),
        fact("WEEK 8", "T1", pet_state="absent", role="target"),
    ]
    assert overall_of(facts, "recist-1.1") == {"WEEK 8": "SD"}


def test_a_lesion_judged_on_pet_alone_is_not_assessed() -> None:
    facts = [
        fact("BASELINE", "T1", mm="40", role="target"),
        fact("BASELINE", "NT1", ct_state="present", role="non-target"),
        fact("WEEK 8", "T1", mm="20", role="target"),
        fact("WEEK 8", "NT1", pet_state="absent", role="non-target"),
    ]
    found = overall_of(facts, "recist-1.1")
    assert found == {"WEEK 8": "PR"}


def test_new_on_pet_without_pet_at_the_baseline_is_equivocal_until_ct_shows_it() -> None:
    first = [
        fact("BASELINE", "T1", mm="40", role="target"),
        fact("WEEK 8", "T1", mm="40", role="target"),
        fact("WEEK 8", "N1", pet_state="unequivocal", role="new"),
    ]
    assert overall_of(first, "recist-1.1") == {"WEEK 8": "SD"}
    shown = [*first, fact("WEEK 16", "T1", mm="40", role="target"), fact("WEEK 16", "N1", mm="15", role="new")]
    assert overall_of(shown, "recist-1.1") == {"WEEK 8": "SD", "WEEK 16": "PD"}
    # Progression dates from the first PET that showed it.
    assert response_of(shown, "recist-1.1")["progressed_on"] == "2026-03-02", (
        "progression dates from the first PET that showed it"
    )


def test_new_on_pet_after_a_pet_at_the_baseline_is_progression() -> None:
    facts = [
        fact("BASELINE", "T1", mm="40", role="target"),
        fact("BASELINE", "T1", sul="8", role="target"),
        fact("WEEK 8", "T1", mm="40", role="target"),
        fact("WEEK 8", "N1", pet_state="unequivocal", role="new"),
    ]
    assert overall_of(facts, "recist-1.1") == {"WEEK 8": "PD"}


LIVER = [
    replace(fact(visit, "LIVER", sul=sul, role="reference"), measure=measure)
    for visit in ("BASELINE", "WEEK 8")
    for measure, sul in (("SULmean", "2"), ("SUL SD", "0.2"))
]


def test_a_lesion_that_only_ct_shows_does_not_stand_between_pet_and_complete_response() -> None:
    facts = [
        *LIVER,
        fact("BASELINE", "T1", mm="40", role="target"),
        fact("BASELINE", "T1", sul="8", role="target"),
        fact("BASELINE", "NT1", ct_state="present", role="non-target", site="bone"),
        fact("WEEK 8", "T1", mm="30", role="target"),
        fact("WEEK 8", "T1", pet_state="indistinguishable from blood pool", role="target"),
        fact("WEEK 8", "NT1", ct_state="present", role="non-target", site="bone"),
    ]
    assert overall_of(facts, "percist-1.0") == {"WEEK 8": "CMR"}
    assert overall_of(facts, "eortc-1999") == {"WEEK 8": "CMR"}
    assert overall_of(facts, "recist-1.1") == {"WEEK 8": "SD"}


def test_what_is_new_on_ct_alone_is_no_new_uptake() -> None:
    facts = [
        *LIVER,
        fact("BASELINE", "T1", sul="8", role="target"),
        fact("WEEK 8", "T1", sul="4", role="target"),
        fact("WEEK 8", "N1", mm="12", role="new", site="lung"),
    ]
    found = response_of(facts, "percist-1.0")["visits"][1]
    assert found["overall"] == "PMR"
    assert "N1 is new on another scan of this visit; what PET shows of it is not recorded" in found["doubts"]


def test_a_target_of_ct_without_uptake_is_not_followed_on_pet() -> None:
    facts = [
        fact("BASELINE", "T1", sul="8", role="target"),
        fact("BASELINE", "T2", mm="20", role="target", site="lung"),
        fact("WEEK 8", "T1", sul="4", role="target"),
        fact("WEEK 8", "T2", mm="20", role="target", site="lung"),
    ]
    assert overall_of(facts, "eortc-1999") == {"WEEK 8": "PMR"}


def test_a_study_that_measures_sizes_on_pet_ct_is_judged_by_recist() -> None:
    facts = [
        replace(one, method="PET/CT")
        for one in (
            fact("BASELINE", "T1", mm="40", role="target"),
            fact("BASELINE", "NT1", ct_state="present", role="non-target", site="bone"),
            fact("WEEK 8", "T1", mm="20", role="target"),
            fact("WEEK 8", "NT1", ct_state="absent", role="non-target", site="bone"),
            fact("WEEK 16", "T1", ct_state="absent", role="target"),
            fact("WEEK 16", "NT1", ct_state="absent", role="non-target", site="bone"),
        )
    ]
    assert overall_of(facts, "recist-1.1") == {"WEEK 8": "PR", "WEEK 16": "CR"}


def test_words_of_a_pet_ct_are_of_uptake_where_uptake_was_measured() -> None:
    facts = [
        fact("BASELINE", "T1", mm="40", role="target"),
        fact("BASELINE", "T1", sul="8", role="target"),
        replace(fact("WEEK 4", "T1", pet_state="absent", role="target"), method="PET/CT"),
        fact("WEEK 4", "T2", sul="3", role="non-target"),
        fact("WEEK 8", "T1", mm="20", role="target"),
        replace(fact("WEEK 8", "T1", pet_state="absent", role="target"), method="PET/CT"),
    ]
    assert overall_of(facts, "recist-1.1") == {"WEEK 8": "PR"}
