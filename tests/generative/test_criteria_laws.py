"""Laws of criteria, on random questions about random records."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.generative.criteria_records import RECORDS, TOPICS, meeting
from tests.generative.strategies import (
    CRITERIA,
    REFERENCE,
    STRATEGIES,
    WITHOUT_PRESUMPTIONS,
)
from tests.spec.criteria import records as say
from tests.spec.criteria.records import Piece

from onward.criteria import (
    NODES,
    AllOf,
    Answer,
    AnyOf,
    AskHuman,
    AtLeast,
    Criterion,
    GeneTested,
    Not,
    PresumeNo,
    Recorded,
    Subject,
    When,
    answer,
    describe_criterion,
    from_plain,
    leaves_of,
    parts_of,
    questions_left,
    to_plain,
    truth_if,
)
from onward.terms import Truth, WhyUnknown

AS_OF = say.AS_OF


def about(*pieces: Piece, as_of: date = AS_OF) -> Subject:
    return say.subject(*pieces, as_of=as_of, reference=REFERENCE)


def every(criterion: Criterion) -> list[Criterion]:
    return [criterion, *(inner for part in parts_of(criterion) for inner in every(part))]


def nodes_of(found: Answer) -> list[Answer]:
    return [found, *(inner for part in found.parts for inner in nodes_of(part))]


# --- the generators themselves


def test_every_node_has_a_generator() -> None:
    """A new node without a strategy fails here, and so does a strategy for a node that is gone."""
    assert set(STRATEGIES) == set(NODES)


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.__name__)
def test_generators_make_their_node(node: type[Criterion]) -> None:
    """The strategy of a node makes that node and no other."""

    @settings(max_examples=20)
    @given(criterion=STRATEGIES[node])
    def check(criterion: Criterion) -> None:
        assert type(criterion) is node

    check()


def test_every_leaf_has_a_topic() -> None:
    """A record must be able to speak to every leaf."""
    assert set(TOPICS) == set(NODES) - {AllOf, AnyOf, Not, AtLeast, When, PresumeNo}


# Of these the record never says NO: silence is UNKNOWN, and no fact denies them; or never YES.
_NEVER = {AskHuman: {Truth.YES, Truth.NO}, Recorded: {Truth.NO}, GeneTested: {Truth.NO}}


@pytest.mark.parametrize("node", list(TOPICS), ids=lambda node: node.__name__)
def test_generated_records_reach_every_answer(node: type[Criterion]) -> None:
    """YES, NO and UNKNOWN to every leaf: laws that only ever met UNKNOWN would prove nothing."""
    reached: set[Truth] = set()

    @settings(max_examples=400, phases=[Phase.generate])
    @given(meeting(STRATEGIES[node]))
    def collect(case: tuple[Any, ...]) -> None:
        leaf, record = case
        reached.add(answer(leaf, about(*record)).truth)

    collect()
    assert reached == set(Truth) - _NEVER.get(node, set())


# --- plain form and sentences


@given(CRITERIA)
def test_plain_form_reads_back_to_an_equal_question(criterion: Criterion) -> None:
    plain = to_plain(criterion)
    assert from_plain(plain) == criterion
    assert from_plain(json.loads(json.dumps(plain))) == criterion
    as_text = yaml.load(yaml.safe_dump(plain), Loader=yaml.BaseLoader)
    # Text has no "nothing": a field that is left out is how YAML read as text says it, and to_plain leaves it out.
    assert from_plain(as_text) == criterion


@given(CRITERIA)
def test_every_question_has_a_sentence(criterion: Criterion) -> None:
    sentence = describe_criterion(criterion)
    assert sentence.strip() == sentence
    assert sentence
    assert "None" not in sentence
    assert "  " not in sentence


# --- Kleene's laws


@given(meeting(WITHOUT_PRESUMPTIONS, WITHOUT_PRESUMPTIONS))
def test_de_morgan(case: tuple[Any, ...]) -> None:
    left, right, record = case
    person = about(*record)
    both = answer(Not(of=AllOf(of=(left, right))), person)
    either = answer(AnyOf(of=(Not(of=left), Not(of=right))), person)
    assert both.truth is either.truth
    assert both.change == either.change


@given(meeting(CRITERIA))
def test_denying_twice_changes_nothing(case: tuple[Any, ...]) -> None:
    criterion, record = case
    once, twice = answer(criterion, about(*record)), answer(Not(of=Not(of=criterion)), about(*record))
    assert (once.truth, once.change, once.because) == (twice.truth, twice.change, twice.because)


@given(meeting(CRITERIA, CRITERIA))
def test_and_and_or_do_not_depend_on_order(case: tuple[Any, ...]) -> None:
    left, right, record = case
    person = about(*record)
    for node in (AllOf, AnyOf):
        one, other = answer(node(of=(left, right)), person), answer(node(of=(right, left)), person)
        assert (one.truth, one.change, set(one.assumed)) == (other.truth, other.change, set(other.assumed))


@given(meeting(CRITERIA, CRITERIA))
def test_absorption(case: tuple[Any, ...]) -> None:
    """a and (a or b) is a; a or (a and b) is a."""
    left, right, record = case
    person = about(*record)
    alone = answer(left, person).truth
    assert answer(AllOf(of=(left, AnyOf(of=(left, right)))), person).truth is alone
    assert answer(AnyOf(of=(left, AllOf(of=(left, right)))), person).truth is alone


@given(meeting(CRITERIA, CRITERIA, CRITERIA))
def test_and_and_or_are_counts(case: tuple[Any, ...]) -> None:
    *parts, record = case
    person, of = about(*record), tuple(parts)
    for node, n in ((AllOf(of=of), len(of)), (AnyOf(of=of), 1)):
        whole, count = answer(node, person), answer(AtLeast(n=n, of=of), person)
        assert (whole.truth, whole.change, whole.assumed) == (count.truth, count.change, count.assumed)


@given(meeting(CRITERIA, CRITERIA))
def test_a_condition_takes_one_branch(case: tuple[Any, ...]) -> None:
    """if c then a (else met) is (not c) or a."""
    condition, then, record = case
    person = about(*record)
    depends = answer(When(condition=condition, then=then), person).truth
    plain = answer(AnyOf(of=(Not(of=condition), then)), person).truth
    # With c unknown and a NO both are UNKNOWN; where they could differ, "if" never knows less.
    assert depends is plain


# --- what a record cannot do


@given(WITHOUT_PRESUMPTIONS)
def test_an_empty_record_decides_nothing(criterion: Criterion) -> None:
    """So no positive question is ever met by it, and no exclusion passed."""
    found = answer(criterion, about())
    assert found.truth is Truth.UNKNOWN
    reasons = {leaf.why_unknown for leaf in leaves_of(found)}
    assert reasons <= {WhyUnknown.NOT_RECORDED, WhyUnknown.NEEDS_HUMAN}


@given(meeting(CRITERIA))
def test_every_unknown_names_a_question(case: tuple[Any, ...]) -> None:
    criterion, record = case
    found = answer(criterion, about(*record))
    left = questions_left(found)
    assert bool(left) is (found.truth is Truth.UNKNOWN)
    assert all(one.question.text.endswith(("?", ".")) for one in left)
    for part in nodes_of(found):
        assert (part.truth is Truth.UNKNOWN) is (part.why_unknown is not None)
        assert part.because


@given(meeting(CRITERIA), st.randoms(use_true_random=False))
def test_settling_an_unknown_never_reverses_what_was_decided_without_it(
    case: tuple[Any, ...], chance: random.Random
) -> None:
    criterion, record = case
    found = answer(criterion, about(*record))
    open_leaves = [leaf.criterion for leaf in leaves_of(found) if leaf.truth is Truth.UNKNOWN]
    settled = {leaf: chance.choice([Truth.YES, Truth.NO]) for leaf in open_leaves}
    for part in nodes_of(found):
        if part.truth is not Truth.UNKNOWN and not part.assumed:
            assert truth_if(part, settled) is part.truth


@given(meeting(CRITERIA), RECORDS)
def test_more_facts_reverse_only_through_a_leaf(case: tuple[Any, ...], more: tuple[Piece, ...]) -> None:
    """With more facts a decided answer may only turn if one of the leaves that were decided turned."""
    criterion, record = case
    whole = answer(criterion, about(*record)), answer(criterion, about(*record, *more))
    for before, after in zip(nodes_of(whole[0]), nodes_of(whole[1]), strict=True):
        if before.truth is Truth.UNKNOWN or before.assumed:
            continue
        pairs = zip(leaves_of(before), leaves_of(after), strict=True)
        if all(old.truth is new.truth for old, new in pairs if old.truth is not Truth.UNKNOWN):
            assert after.truth is before.truth


@given(meeting(CRITERIA))
def test_what_settling_would_give(case: tuple[Any, ...]) -> None:
    """`if_yes` and `if_no` are what the whole becomes; settling all open leaves decides, presumptions apart."""
    criterion, record = case
    found = answer(criterion, about(*record))
    for one in questions_left(found):
        for settles in one.settles:
            assert truth_if(found, {settles.criterion: Truth.YES}) is settles.if_yes
            assert truth_if(found, {settles.criterion: Truth.NO}) is settles.if_no
    everything = {leaf.criterion: Truth.YES for leaf in leaves_of(found) if leaf.truth is Truth.UNKNOWN}
    assert truth_if(found, everything) is not Truth.UNKNOWN


@given(meeting(CRITERIA))
def test_presuming_touches_only_silence(case: tuple[Any, ...]) -> None:
    criterion, record = case
    inner = answer(criterion, about(*record))
    presumed = answer(PresumeNo(of=criterion, because="asked"), about(*record))
    open_for = {leaf.why_unknown for leaf in leaves_of(inner) if leaf.truth is Truth.UNKNOWN}
    if inner.truth is Truth.UNKNOWN and open_for == {WhyUnknown.NOT_RECORDED}:
        assert presumed.truth is Truth.NO
        assert "asked" in presumed.assumed
    else:
        assert (presumed.truth, presumed.change, presumed.assumed) == (inner.truth, inner.change, inner.assumed)
