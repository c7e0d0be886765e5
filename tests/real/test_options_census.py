"""The options of everybody in a public study: the page that counts them is the one of today, and laws hold for each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bench.options_census import AS_OF, PAGE, page, whole

from onward.app.answers import answer
from onward.app.options import options_from
from onward.engines.options import Verdict
from onward.intake import PersonRecord, read
from onward.terms import Truth
from onward.timeline import Death

DATA = Path(os.environ.get("ONWARD_DATA") or "absent")
pytestmark = [
    pytest.mark.real,
    pytest.mark.slow,
    pytest.mark.skipif(not (DATA / "molecular").is_dir(), reason="ONWARD_DATA names no folder with public data"),
]


@pytest.fixture(scope="module")
def people() -> tuple[PersonRecord, ...]:
    return read([DATA / "molecular" / "breast_msk_2018"], today=AS_OF).people


def test_the_page_is_not_stale() -> None:
    written = (Path(__file__).parents[2] / PAGE).read_text(encoding="utf-8")
    assert page(whole(DATA)) == written, "run: python -m bench.options_census --write, and read what changed"


def test_everybody_is_answered_and_nobody_without_a_reason(people: tuple[PersonRecord, ...]) -> None:
    """Each rule once; who is not metastatic, or has died, gets no option; what is withheld names what is missing."""
    for person in people:
        found = answer(person, as_of=AS_OF)
        options = options_from(found, region="us", as_of=AS_OF)
        assert len({one.rule.id for one in options.decided}) == len(options.decided)
        if found.picture.metastatic is not Truth.YES or _died(found.timeline.of(Death)):
            assert options.nothing_because and not options.of(Verdict.OPTION)
        for one in options.decided:
            assert bool(one.missing) or one.verdict is not Verdict.UNDECIDED
            assert bool(one.reasons) is (one.verdict is Verdict.REJECTED)


def _died(facts: tuple[Death, ...]) -> bool:
    return any(fact.standing.value != "refuted" for fact in facts)


def test_without_treatments_nothing_that_asks_for_a_history_is_decided(people: tuple[PersonRecord, ...]) -> None:
    """The study records no treatment: conditions about earlier lines are UNKNOWN for everybody with metastases."""
    asked = ("progressed-on-endocrine", "at-least-one-line", "chemotherapy-for-metastatic", "anti-her2-for-metastatic")
    for person in people[:150]:
        found = answer(person, as_of=AS_OF)
        if found.picture.metastatic is not Truth.YES:
            continue
        options = options_from(found, region="us", as_of=AS_OF)
        told = {c.asked.id: c.answer.truth for one in options.decided for c in one.conditions}
        assert {told[id_] for id_ in asked if id_ in told} == {Truth.UNKNOWN}
