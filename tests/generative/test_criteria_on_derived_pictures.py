"""The whole way from a record without facts to an answer: derived, not built by hand, and still nothing is decided."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from tests.generative.strategies import LEAF

from onward.criteria import Criterion, Not, Subject, answer, reference_of, subject_of
from onward.disease import derive_picture
from onward.knowledge import codes, disease_knowledge
from onward.terms import Truth
from onward.timeline import CancerDiagnosis, Demographics, build_timeline

_DAY = date(2026, 11, 23)
_REFERENCE = reference_of(codes().drugs.drugs, codes().analytes.analytes)


def _about(*facts: CancerDiagnosis | Demographics) -> Subject:
    timeline = build_timeline("p", facts)
    picture = derive_picture(timeline, disease_knowledge(), as_of=_DAY)
    return subject_of(timeline, picture, _REFERENCE, as_of=_DAY)


_NOBODY = _about()


@given(LEAF)
def test_a_record_without_facts_satisfies_no_question_and_passes_no_exclusion(leaf: Criterion) -> None:
    assert answer(leaf, _NOBODY).truth is Truth.UNKNOWN
    assert answer(Not(of=leaf), _NOBODY).truth is Truth.UNKNOWN
