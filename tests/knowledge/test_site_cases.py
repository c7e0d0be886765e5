"""Every hand-derived case of disease/sites has the answer that was derived for it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.knowledge.extent_records import Case, cases, extent_of_case, extent_rules

from onward.disease.cns import cns_status
from onward.disease.metastatic import is_metastatic
from onward.disease.picture import SiteOfDisease
from onward.disease.sites import find_sites

CASES = cases("sites.cases.yaml")


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_sites_and_central_nervous_system(case: Case) -> None:
    """The sites with first and last mention and evidence; suspected ones; bone only, visceral, and the brain."""
    expected: dict[str, Any] = dict(case["expected"])
    extent = extent_of_case(case)
    found = find_sites(extent, is_metastatic(extent).truth)
    cns = cns_status(extent)
    wanted = [{**site, "evidence": sorted(site["evidence"])} for site in expected["sites"]]
    assert sorted((_site(site) for site in found.sites), key=str) == sorted(wanted, key=str), case["because"]
    assert sorted(site.text or site.site for site in found.suspected) == sorted(expected.get("suspected", []))
    answer = {
        "bone_only": found.bone_only.value,
        "visceral": found.visceral.value,
        "cns": cns.status,
        "cns_rule": cns.rule,
    }
    assert answer == {key: expected[key] for key in answer}, case["because"]
    assert cns.status != "unknown" or cns.settle, "an unknown says what would settle it"


def _site(site: SiteOfDisease) -> dict[str, object]:
    named = {"text": site.text} if site.text else {}
    return {
        "site": site.site,
        **named,
        "first": str(site.first or ""),
        "last": str(site.last or ""),
        "evidence": sorted(site.evidence),
    }


def test_every_rule_of_sites_has_a_case() -> None:
    """A rule without a case is an opinion."""
    named = {case["rule"] for case in CASES} | {case["expected"]["cns_rule"] for case in CASES}
    assert {rule.id for rule in extent_rules().sites.rules} - named == set()
