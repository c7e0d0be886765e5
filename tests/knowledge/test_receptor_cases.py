"""Every hand-derived case of disease/receptors has the calls, subtype and conflicts that were derived for it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.knowledge.receptor_records import Case, cases, receptor_rules, receptors_of

from onward.disease.subtype import choose_subtype


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in cases()])
def test_calls_and_subtype(case: Case) -> None:
    """The call and rule of every marker and specimen, the subtype, what contradicts and what could not be used."""
    expected: dict[str, Any] = case["expected"]
    found = receptors_of(case)
    wanted = sorted((row["marker"], row["specimen"], row.get("date", ""), row["call"], row["rule"])
                    for row in expected["calls"])  # fmt: skip
    dated = {row["specimen"] for row in expected["calls"] if "date" in row}
    calls = sorted(
        (call.marker.value, call.specimen, str(call.date or "") if call.specimen in dated else "", call.call, call.rule)
        for call in found.calls
    )
    assert calls == wanted, case["because"]
    conflicts = sorted(f"{conflict.kind} {conflict.key}".strip() for conflict in found.conflicts)
    assert conflicts == sorted(expected.get("conflicts", [])), case["because"]
    assert sorted(unused.kind for unused in found.unused) == sorted(expected.get("issues", []))
    subtype = choose_subtype(found, receptor_rules())
    if "subtype" in expected:
        assert subtype.code == expected["subtype"], case["because"]
    for phrase in expected.get("plain", []):
        assert phrase.casefold() in subtype.plain.casefold()
    told = " ".join((subtype.because, *(call.because for call in found.calls)))
    for phrase in expected.get("because", []):
        assert phrase.casefold() in told.casefold(), told
    assert all(call.settle for call in found.calls if call.call == "cannot be told")
    assert "?" not in subtype.code or subtype.settle, "what is not known says what would settle it"


def test_every_rule_of_receptors_has_a_case() -> None:
    """A rule without a case is an opinion."""
    named = {case["rule"] for case in cases()}
    named |= {row["rule"] for case in cases() for row in case["expected"]["calls"]}
    assert {rule.id for rule in receptor_rules().rules} - named == set()
