"""Sites, and disease in the central nervous system.

Where metastasis is recorded, since when and until when it was last seen, by the rules of `disease/sites`. Conclusions
of imaging reports are read sentence by sentence; what is denied or only suspected is no site. No clinician has
reviewed the rules (review: none).
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.knowledge.extent_records import Case, cases, extent_of_case
from tests.spec.manual import Section

from onward.disease.cns import cns_status
from onward.disease.metastatic import is_metastatic
from onward.disease.sites import Sites, find_sites


def sites_of(case: Case) -> Sites:
    """The sites of a record on 2026-11-01."""
    extent = extent_of_case({"as_of": "2026-11-01", "primary": {"side": "left"}, **case})
    return find_sites(extent, is_metastatic(extent).truth)


@pytest.mark.parametrize(
    ("conclusion", "sites", "suspected"),
    [
        ("Known bone metastases, stable. No liver metastases. Lungs unremarkable.", ["bone"], []),
        ("No evidence of metastases in liver, bone or brain.", [], []),
        ("No new bone metastases.", [], []),
        ("Liver lesion suspicious for metastasis.", [], ["liver"]),
        ("Liver metastases no longer visible.", [], []),
        ("Lesions of the spine consistent with bone metastases.", ["bone"], []),
    ],
)
def test_what_a_report_says(manual: Section, conclusion: str, sites: list[str], suspected: list[str]) -> None:
    """A site is where the report says that there is metastasis."""
    found = sites_of({"imaging": [{"date": "2025-05-05", "modality": "CT", "conclusion": conclusion}]})
    named = [site.site for site in found.sites]
    maybe = [site.site for site in found.suspected]
    manual.row(("conclusion", "sites", "suspected"), (conclusion, ", ".join(named), ", ".join(maybe)))
    assert (named, maybe) == (sites, suspected)


@pytest.mark.parametrize(
    ("place", "side", "site"),
    [
        ("axillary lymph node", "left", "node_regional"),
        ("axillary lymph node", "right", "node_distant"),
        ("supraclavicular lymph node", "", "node_regional"),
        ("cervical lymph node", "", "node_distant"),
        ("lymph node", "", "lymph node, place not stated"),
        ("chest wall", "left", ""),
        ("breast", "right", "contralateral breast"),
        ("kidney", "", "kidney"),
    ],
)
def test_regional_or_distant(manual: Section, place: str, side: str, site: str) -> None:
    """Of a cancer of the left breast: nodes on its side are regional, and its own chest wall is local disease."""
    found = sites_of({"metastases": [{"text": place, "side": side, "basis": "condition", "date": "2026-01-05"}]})
    named = ", ".join(known.text or known.site for known in found.sites)
    manual.row(("place", "side", "site"), (place, side or "not stated", named or "none"))
    assert named == site


@pytest.mark.parametrize(
    ("story", "more", "status"),
    [
        ("no local therapy", {}, "active"),
        ("radiosurgery, never looked at since", {"treated": "2026-02-01"}, "unknown"),
        ("radiosurgery, stable 27 days later", {"treated": "2026-02-01", "2026-02-28": "stable"}, "unknown"),
        ("radiosurgery, stable 28 days later", {"treated": "2026-02-01", "2026-03-01": "stable"}, "treated stable"),
        ("the same, then larger", {"treated": "2026-02-01", "2026-03-01": "stable", "2026-09-01": "larger"}, "active"),
    ],
)
def test_brain_metastasis(manual: Section, story: str, more: dict[str, str], status: str) -> None:
    """Active until treated locally and seen stable at least 28 days later; growth makes it active again."""
    case: dict[str, Any] = {
        "as_of": "2026-11-01",
        "primary": {"side": "left"},
        "metastases": [{"text": "brain", "basis": "condition", "date": "2026-01-10"}],
        "local_therapy": [{"kind": "radiosurgery", "place": "brain", "date": more["treated"]}] if more else [],
        "imaging": [
            {"date": day, "modality": "MR", "conclusion": f"Brain metastases {word}."}
            for day, word in more.items()
            if day != "treated"
        ],
    }
    found = cns_status(extent_of_case(case))
    manual.row(
        ("brain metastasis of January 2026", "status", "because", "what would settle it"),
        (story, found.status, found.because, found.settle),
    )
    assert found.status == status


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in cases("sites.cases.yaml")])
def test_hand_derived_cases(manual: Section, case: Case) -> None:
    """All cases of `disease/sites.cases`, derived by hand from the rules before any program existed."""
    found = sites_of(case)
    cns = cns_status(extent_of_case(case))
    named = ", ".join(site.text or site.site for site in found.sites)
    manual.row(
        ("case", "about", "sites", "bone only", "visceral", "central nervous system"),
        (case["id"], case["title"], named or "none", found.bone_only.value, found.visceral.value, cns.status),
    )
    expected = case["expected"]
    assert (found.bone_only.value, found.visceral.value, cns.status) == (
        expected["bone_only"],
        expected["visceral"],
        expected["cns"],
    )
