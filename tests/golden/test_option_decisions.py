"""Whole decisions about invented people, from a FHIR bundle to the document that other programs read.

Each is derived from labels and agencies' days by hand (docs/reference/therapy-options.md names them); what is asserted
are treatments and dates, not ids of rules, so that a rule may be rewritten and the decision must stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.knowledge.option_people import record_of

from onward.app.options import options_of
from onward.outputs.plain import options_document

Decide = Callable[..., Mapping[str, Any]]

_HR = {
    "sex": "female", "born": "1965-03-02", "menopause": "post", "diagnosed": "2018-05-02", "er": "90%", "pr": "40%",
    "her2": "1+", "metastases": {"bone": "2024-02-01"},
}  # fmt: skip
_FIRST_LINE = {"drugs": ["letrozole", "palbociclib"], "setting": "metastatic", "start": "2024-03-01"}
_FAILED = {**_FIRST_LINE, "end": "2025-10-01", "ended": "progression"}
_HER2 = {
    "sex": "female", "born": "1970-06-01", "menopause": "post", "diagnosed": "2026-10-01", "er": "0%", "pr": "0%",
    "her2": "3+", "metastases": {"liver": "2026-10-20"},
}  # fmt: skip
_TN = {
    "sex": "female", "born": "1975-06-01", "menopause": "post", "diagnosed": "2026-10-01", "er": "0%", "pr": "0%",
    "her2": "0 without staining", "metastases": {"lung": "2026-10-20"},
}  # fmt: skip
_ESR1 = {"gene": "ESR1", "protein": "D538G", "origin": "somatic", "sample": "plasma", "on": "2025-10-10"}
_PIK3CA = {"gene": "PIK3CA", "protein": "H1047R", "origin": "somatic", "sample": "tissue", "on": "2025-10-10"}


@pytest.fixture
def decide(tmp_path: Path) -> Decide:
    def run(person: Mapping[str, Any], *, region: Any = "us", as_of: str = "2026-11-28") -> Mapping[str, Any]:
        found = options_of(record_of(person, tmp_path), region=region, as_of=date.fromisoformat(as_of))
        return options_document(found.options)

    return run


def given(document: Mapping[str, Any], where: str = "options") -> set[frozenset[str]]:
    """The treatments of a list, each as the set of its drugs (choices among partners left out)."""
    return {frozenset(one["drugs"]) for one in document[where]}


def regimen(*drugs: str) -> frozenset[str]:
    return frozenset(drugs)


def rules_with(document: Mapping[str, Any], drug: str, where: str) -> list[Mapping[str, Any]]:
    return [one for one in document[where] if drug in one["drugs"]]


def test_esr1_and_pik3ca_after_an_aromatase_inhibitor_and_palbociclib(decide: Decide) -> None:
    """Two targets at once: both kinds of treatment stand there, and a note reasons about the choice."""
    document = decide({**_HR, "treatments": [_FAILED], "variants": [_ESR1, _PIK3CA]})
    assert given(document) >= {
        regimen("elacestrant"),
        regimen("imlunestrant"),
        regimen("vepdegestrant"),
        regimen("capivasertib", "fulvestrant"),
        regimen("alpelisib", "fulvestrant"),
        regimen("trastuzumab deruxtecan"),
    }
    notes = " ".join(note["says"] for note in document["together"])
    assert "ESR1" in notes and "PIK3CA" in notes
    # She progressed on palbociclib: it is not given again, and the reason names the course.
    against = [one for one in document["rejected"] if "palbociclib" in one["drugs"]]
    assert against and all("2024-03-01 to 2025-10-01" in one["because"] for one in against)


def test_in_europe_only_what_the_ema_has_approved(decide: Decide) -> None:
    """Imlunestrant since 2026-01-09; vepdegestrant is approved in the United States alone."""
    person = {**_HR, "treatments": [_FAILED], "variants": [_ESR1]}
    before, after = decide(person, region="eu", as_of="2026-01-08"), decide(person, region="eu", as_of="2026-01-09")
    assert regimen("imlunestrant") not in given(before)
    assert regimen("imlunestrant") in given(after)
    (approved,) = rules_with(after, "imlunestrant", "options")
    assert (approved["agency"], approved["approved"], approved["review"]) == ("EMA", "2026-01-09", "none")
    (elsewhere,) = rules_with(after, "vepdegestrant", "rejected")
    assert [reason["by"] for reason in elsewhere["reasons"]] == ["availability"]
    assert "EMA" in elsewhere["because"]


@pytest.mark.parametrize(
    ("drug", "eve", "day"),
    [
        ("elacestrant", "2023-01-26", "2023-01-27"),
        ("imlunestrant", "2025-09-24", "2025-09-25"),
        ("vepdegestrant", "2026-04-30", "2026-05-01"),
    ],
)
def test_an_approval_holds_from_its_first_day_on(decide: Decide, drug: str, eve: str, day: str) -> None:
    """FDA days of the three drugs for ESR1-mutated disease; the record is the same on both days."""
    line = {**_FIRST_LINE, "start": "2020-03-01", "end": "2022-06-01", "ended": "progression"}
    found = {**_ESR1, "on": "2022-06-10"}
    person = {**_HR, "metastases": {"bone": "2020-02-01"}, "treatments": [line], "variants": [found]}
    assert regimen(drug) not in given(decide(person, as_of=eve))
    (withheld,) = rules_with(decide(person, as_of=eve), drug, "rejected")
    assert day in withheld["because"]
    assert regimen(drug) in given(decide(person, as_of=day))


def test_her2_low_after_endocrine_therapy_and_chemotherapy(decide: Decide) -> None:
    """DESTINY-Breast04: chemotherapy for metastatic disease before; IHC 2+ with ISH negative is low."""
    chemo = {
        "drugs": ["capecitabine"], "setting": "metastatic", "start": "2025-10-15", "end": "2026-06-01",
        "ended": "progression",
    }  # fmt: skip
    document = decide({**_HR, "her2": "2+ ISH-", "treatments": [_FAILED, chemo]})
    found = rules_with(document, "trastuzumab deruxtecan", "options")
    assert any("DESTINY-Breast04" in one["evidence"] for one in found)
    assert any("DESTINY-Breast06" in one["evidence"] for one in found)
    assert regimen("datopotamab deruxtecan") in given(document)


def test_her2_positive_from_the_first_line_on(decide: Decide) -> None:
    """Found a month ago and not treated yet: pertuzumab with trastuzumab, since 2025-12-15 with the conjugate."""
    first = decide(_HER2)
    assert given(first) >= {
        regimen("trastuzumab deruxtecan", "pertuzumab"),
        regimen("pertuzumab", "trastuzumab", "docetaxel"),
    }
    (conjugate,) = [one for one in first["options"] if "pertuzumab" in one["drugs"] and len(one["drugs"]) == 2]
    assert any("taken to be on record" in assumed for assumed in conjugate["assumed"])
    assert not rules_with(first, "tucatinib", "options")
    then = {**_HER2, "diagnosed": "2025-11-01", "metastases": {"liver": "2025-11-20"}}
    assert regimen("trastuzumab deruxtecan", "pertuzumab") not in given(decide(then, as_of="2025-12-14"))
    assert regimen("trastuzumab deruxtecan", "pertuzumab") in given(decide(then, as_of="2025-12-15"))


def test_her2_positive_second_line(decide: Decide) -> None:
    """After docetaxel, trastuzumab and pertuzumab: the conjugate alone; the first line is not offered again."""
    line = {
        "drugs": ["docetaxel", "trastuzumab", "pertuzumab"], "setting": "metastatic", "start": "2024-06-01",
        "end": "2026-09-01", "ended": "progression",
    }  # fmt: skip
    person = {**_HER2, "diagnosed": "2024-05-01", "metastases": {"liver": "2024-05-10"}, "treatments": [line]}
    document = decide(person)
    assert given(document) >= {
        regimen("trastuzumab deruxtecan"),
        regimen("tucatinib", "trastuzumab", "capecitabine"),
        regimen("trastuzumab emtansine"),
    }
    assert not {frozenset(one["drugs"]) for one in document["options"]} & {
        regimen("pertuzumab", "trastuzumab", "docetaxel"),
        regimen("trastuzumab deruxtecan", "pertuzumab"),
    }


@pytest.mark.parametrize(("score", "may"), [(10, True), (9, False)])
def test_pembrolizumab_needs_a_combined_positive_score_of_ten_by_22c3(decide: Decide, score: int, may: bool) -> None:
    """KEYNOTE-355: 10 is enough, 9 is not."""
    measured = {"name": "PD-L1", "assay": "22C3", "measure": "CPS", "value": score, "on": "2026-10-25"}
    document = decide({**_TN, "scores": [measured]})
    listed = rules_with(document, "pembrolizumab", "options")
    assert bool(listed) is may
    if not may:
        against = [one for one in document["rejected"] if "pembrolizumab" in one["drugs"]]
        assert any("PD-L1" in one["because"] and "9" in one["because"] for one in against)
        # Without a checkpoint inhibitor the conjugates may come first.
        assert regimen("sacituzumab govitecan") in given(document)


def test_sp142_never_stands_for_22c3(decide: Decide) -> None:
    """IC of 5 % by SP142 says nothing of the combined positive score: withheld, with the test that settles it."""
    measured = {"name": "PD-L1", "assay": "SP142", "measure": "IC", "value": 5, "on": "2026-10-25"}
    document = decide({**_TN, "scores": [measured]})
    assert not rules_with(document, "pembrolizumab", "options")
    waiting = rules_with(document, "pembrolizumab", "undecided")
    assert waiting and all("22C3" in " ".join(one["missing"]) for one in waiting if "TMB" not in one["title"])
    tests = [one for one in document["tests_to_consider"] if "22C3" in one["test"]]
    assert tests and tests[0]["would_open"] and tests[0]["would_close"]
    assert any("SP142" in one["says"] for one in document["immunotherapy"]["findings"])


def test_germline_brca_counts_and_somatic_does_not(decide: Decide) -> None:
    """OlympiAD and EMBRACA: a pathogenic germline variant, HER2 negative."""
    chemo = {
        "drugs": ["doxorubicin", "paclitaxel"], "setting": "adjuvant", "start": "2018-07-01", "end": "2018-12-01",
        "ended": "completed",
    }  # fmt: skip
    person = {**_HR, "treatments": [chemo, _FAILED]}
    variant = {"gene": "BRCA2", "protein": "p.Ser1982Argfs*22", "significance": "Pathogenic", "on": "2024-03-01"}
    germline = decide({**person, "variants": [{**variant, "origin": "germline"}]})
    assert given(germline) >= {regimen("olaparib"), regimen("talazoparib")}
    somatic = decide({**person, "variants": [{**variant, "origin": "somatic", "sample": "tissue"}]})
    assert not given(somatic) & {regimen("olaparib"), regimen("talazoparib")}
    assert any("BRCA1" in one["gene"] for one in somatic["tests_to_consider"])


@pytest.mark.parametrize(
    ("her2", "where"), [("0", "undecided"), ("0 with staining", "options"), ("0 without staining", "rejected")]
)
def test_ihc_0_is_ultralow_only_with_staining(decide: Decide, her2: str, where: str) -> None:
    """A bare IHC 0 is neither ultralow nor zero: withheld until the slide has been read again."""
    document = decide({**_HR, "her2": her2, "treatments": [_FAILED]})
    found = [one for one in rules_with(document, "trastuzumab deruxtecan", where) if "endocrine" in one["title"]]
    assert len(found) == 1
    if where == "undecided":
        (test,) = [one for one in document["tests_to_consider"] if one["gene"] == "ERBB2"]
        assert "read again" in test["test"]
        assert test["would_open"] == test["would_close"] == [found[0]["rule"]]


@pytest.mark.parametrize("as_of", ["2026-11-28", "2026-12-18", "2027-02-01"])
def test_a_pending_decision_never_becomes_an_option_by_itself(decide: Decide, as_of: str) -> None:
    """Giredestrant with everolimus: a decision expected on 2026-12-18 is none; the rule has to be changed."""
    document = decide({**_HR, "treatments": [_FAILED], "variants": [_ESR1]}, as_of=as_of)
    for where in ("options", "undecided", "rejected", "continuing"):
        assert not rules_with(document, "giredestrant", where)
    (pending,) = rules_with(document, "giredestrant", "not_available")
    assert pending["fits"] == "yes"


def test_on_first_line_treatment_and_stable(decide: Decide) -> None:
    """What she has goes on; nothing is offered as if it were needed now, and what follows a failure is shown apart."""
    running = {**_FIRST_LINE, "ended": "ongoing"}
    document = decide({**_HR, "treatments": [running], "status": "stable", "status_on": "2026-10-01"})
    assert [one["drugs"] for one in document["continuing"] if "palbociclib" in one["drugs"]]
    assert document["present"]["state"] == "no progression"
    treatments = [one for one in document["options"] if one["kind"] in ("approval", "standard")]
    assert all(one["timing"] == "at a change" for one in treatments)
    assert not any("ribociclib" in one["drugs"] for one in treatments)
    assert document["at_progression"]


def test_on_first_line_treatment_and_progressing(decide: Decide) -> None:
    """The scan shows growth, the order still runs: the next line is decided, and what is assumed is said."""
    running = {**_FIRST_LINE, "ended": "ongoing"}
    document = decide({**_HR, "treatments": [running], "status": "progression", "status_on": "2026-10-01"})
    assert not document["continuing"]
    (conjugate,) = [
        one for one in rules_with(document, "trastuzumab deruxtecan", "options") if "endocrine" in one["title"]
    ]
    assert conjugate["timing"] == "now"
    assert any("still calls it running" in assumed for assumed in conjugate["assumed"])
    # The facts are shown as recorded: nobody wrote down an end.
    shown = [
        fact for condition in conjugate["conditions"] for fact in condition["facts"] if "letrozole" in fact["says"]
    ]
    assert shown and all("2026-10-01" not in fact["when"] for fact in shown)


def test_a_progression_before_the_running_line_is_not_one_on_it(decide: Decide) -> None:
    """Growth on 2025-10-01 ended the first line; fulvestrant with capivasertib runs since, and nobody has judged it."""
    second = {
        "drugs": ["capivasertib", "fulvestrant"], "setting": "metastatic", "start": "2025-10-20", "ended": "ongoing",
    }  # fmt: skip
    document = decide(
        {
            **_HR,
            "treatments": [_FAILED, second],
            "variants": [_PIK3CA],
            "status": "progression",
            "status_on": "2025-10-01",
        }
    )
    assert document["present"]["state"] == "not recorded"
    assert [one["drugs"] for one in document["continuing"] if "capivasertib" in one["drugs"]]


@pytest.mark.parametrize(
    ("person", "because"),
    [
        ({"breast": "false"}, "breast cancer"),
        ({}, "metastatic disease"),
        ({**_HR, "metastases": {}}, "metastatic disease"),
        ({**_HR, "died": "2026-05-01"}, "died"),
    ],
)
def test_nothing_is_offered_without_metastatic_breast_cancer(
    decide: Decide, person: Mapping[str, Any], because: str
) -> None:
    """An empty record, early disease, another disease, a person who has died: no option, and the reason."""
    document = decide(person)
    assert document["options"] == [] and document["continuing"] == []
    assert because in document["nothing_because"]
    assert document["tests_to_consider"] == []


def test_each_rule_stands_in_exactly_one_list(decide: Decide) -> None:
    """Of everybody above: no rule twice, none lost."""
    for person in (_HR, _HER2, _TN, {**_HR, "treatments": [_FAILED], "variants": [_ESR1, _PIK3CA]}, {}):
        document = decide(person)
        lists = ("options", "undecided", "rejected", "continuing", "not_available")
        rules = [one["rule"] for where in lists for one in document[where]]
        assert len(rules) == len(set(rules))
        assert len(rules) == len(decide(_HER2, region="eu")["rejected"]) + sum(
            len(decide(_HER2, region="eu")[where]) for where in lists if where != "rejected"
        )


def test_a_gene_that_changes_under_treatment_is_worth_another_look(decide: Decide) -> None:
    """ESR1 was not found in the tumour of 2024; after endocrine therapy that failed plasma may show it."""
    negative = {"genes": ["ESR1"], "origin": "somatic", "sample": "tissue", "on": "2024-02-10"}
    document = decide({**_HR, "treatments": [_FAILED], "tested": [negative]})
    assert rules_with(document, "elacestrant", "rejected")
    (test,) = [one for one in document["tests_to_consider"] if one["gene"] == "ESR1"]
    assert test["renews"] and test["would_close"] == []
    assert any("elacestrant" in rule for rule in test["would_open"])


def test_her2_zero_of_the_primary_is_worth_a_biopsy(decide: Decide) -> None:
    """The slide is of 2018, before the first metastasis: a metastasis may be HER2-low."""
    document = decide({**_HR, "her2": "0 without staining", "treatments": [_FAILED]})
    (test,) = [one for one in document["tests_to_consider"] if one["gene"] == "ERBB2"]
    assert test["renews"] and "Biopsy" in test["test"]
    assert [result["result"] for result in test["results"] if result["opens"]] == [
        "HER2-low (IHC 1+, or 2+ and ISH negative)",
        "HER2-ultralow (IHC 0 with membrane staining)",
    ]
    later = decide({**_HR, "her2": "0 without staining", "receptors_on": "2024-02-20", "treatments": [_FAILED]})
    assert not [one for one in later["tests_to_consider"] if "Biopsy" in one["test"]]


def test_where_no_treatment_is_recorded_an_option_says_so(decide: Decide) -> None:
    """Endocrine standards ask for receptors alone; that nothing has failed before is then taken for granted, openly."""
    document = decide(_HR)
    (tamoxifen,) = [one for one in rules_with(document, "tamoxifen", "options") if len(one["drugs"]) == 1]
    assert any("no treatment is recorded at all" in assumed for assumed in tamoxifen["assumed"])
