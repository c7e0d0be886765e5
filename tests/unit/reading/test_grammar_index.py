"""What wakes a rule spares work, and changes nothing: all rules tried on every line give the same."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.unit.reading import health_lines, lab_lines, treatment_lines

from onward.knowledge import reading_lexicon
from onward.reading.clean import one_spelling
from onward.reading.grammar import Draft, Grammar, Step, named
from onward.reading.index import Index
from onward.reading.line import Reader, reader_of
from onward.reading.neighbours import needed_by
from onward.reading.pattern import Pattern, compile_pattern
from onward.reading.tokens import canonical
from onward.terms import UsageError

_LINES = [
    line[0] for module in (health_lines, lab_lines, treatment_lines) for line in (*module.INCLUSION, *module.EXCLUSION)
]


def _reader() -> Reader:
    return reader_of(reading_lexicon())


def _plain(grammar: Grammar) -> Grammar:
    """The same rules, each tried on every line."""
    steps = tuple(
        Step(step.rule, replace(step.pattern, needed=(), look="", letters=(), hint=None)) for step in grammar.steps
    )
    return Grammar(grammar.lexicon, steps, Index(len(steps)))


def _left(grammar: Grammar, text: str, *, denied: bool) -> tuple[str, list[str], list[str]]:
    draft = Draft(denied=denied)
    try:
        left = grammar.reduce(named(canonical(one_spelling(text)), grammar.lexicon, draft), draft)
    except UsageError:
        left = "a question that cannot exist"
    return left, [draft.said[n] for n in range(len(draft.said))], [repr(value) for value in draft.values]


def test_lines_are_reduced_to_the_same_with_and_without_it():
    grammar = _reader().grammar
    plain = _plain(grammar)
    for n, text in enumerate(_LINES[::16]):
        # The line, pieces of it, and its words in another order: what nobody would write is told apart as well.
        words = text.split()
        for form in (text, " ".join(words[n % 4 :]), " ".join(words[::-1]), f"{text} or {_LINES[n * 15]}"):
            denied = n % 2 == 0
            assert _left(grammar, form, denied=denied) == _left(plain, form, denied=denied), form


def test_every_pattern_has_what_it_needs_where_it_matches():
    grammar = _reader().grammar
    lines = {_left(grammar, text, denied=True)[0] for text in _LINES[::9]}
    for text in _LINES[::9]:
        lines.add(named(canonical(one_spelling(text)), grammar.lexicon, Draft()))
    for line in lines:
        awake = grammar.index.awake(grammar.index.found_in(line))
        for number, step in enumerate(grammar.steps):
            if not awake >> number & 1:
                assert step.pattern.regex.search(line) is None, (step.rule.name, step.pattern.source, line)


def test_what_a_change_brings_is_found_around_it():
    grammar = _reader().grammar
    index = grammar.index
    for n, text in enumerate(_LINES[::11]):
        draft = Draft(denied=True)
        line = named(canonical(one_spelling(text)), grammar.lexicon, draft)
        found = index.found_in(line)
        for step in grammar.steps[n % 3 :: 3]:
            try:
                line, places = step.applied(line, draft)
            except UsageError:
                continue
            for begin, end in places:
                found |= index.found_around(line, begin, end)
            if places:
                assert index.found_in(line) & ~found == 0, line


@pytest.mark.parametrize(
    ("line", "begin", "end"),
    [
        ("no history of C\ue000 ", 0, 3),
        ("no history of C\ue000 ", 14, 17),
        ("no history of C\ue000 ", 11, 11),
        ("no history of C\ue000", 14, 16),
        ("no history of C\ue000 ", 5, 7),
        ("no history of C\ue000 ", 3, 9),
        ("no  history of C\ue000 ", 4, 12),
        ("no history of  C\ue000 ", 11, 14),
        ("history ", 0, 8),
        (" history ", 1, 9),
    ],
)
def test_neighbours_on_both_sides_belong_to_a_place(line: str, begin: int, end: int):
    pairs = ("^ no", "no history", "history of", "of C", "C $", "history $", "^ history")
    index = Index(len(pairs))
    for number, pair in enumerate(pairs):
        index.wake(number, (frozenset({pair}),))
    whole = index.awake(index.found_in(line))
    here = index.awake(index.found_around(line, begin, end))
    assert here & ~whole == 0
    # A pair is new where one of the two was changed, or what stands between them.
    spans = [(0, 0), *(match.span() for match in re.finditer(r"\S+", line)), (len(line), len(line))]
    words = ["^", *(word[:1] if word[-1] >= "\ue000" else word for word in line.split()), "$"]
    for n, ((first, last), (following, behind)) in enumerate(pairwise(spans)):
        changed = (first < end and last > begin) or (following < end and behind > begin)
        if changed or (begin <= following and end >= last):
            assert here >> pairs.index(f"{words[n]} {words[n + 1]}") & 1


def test_every_pattern_is_a_regular_expression():
    assert all(isinstance(step.pattern.regex, re.Pattern) for step in _reader().grammar.steps)


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("evidence of <C>", {"evidence of", "of C"}),
        ("[no] history", {"history"}),
        ("<C> [,] {within|in} <W>", {"C ,|C in|C within", ", in|, within|C in|C within", "in W|within W"}),
        ("{must be|shall} <F>", {"must be|shall", "be F|shall F"}),
        ("no ... stroke", {"no", "stroke"}),
        ("stroke $rest", {"stroke"}),
        ("[prior|previous]", set()),
    ],
)
def test_neighbours_are_needed_where_nothing_stands_between(source: str, needed: set[str]):
    told = {"|".join(sorted(options)) for options in compile_pattern(source, {}).needed}
    assert needed <= told or not needed
    assert bool(told) == bool(needed)


def test_a_pattern_of_the_whole_line_needs_its_ends():
    told = compile_pattern("<C> or <D>", {}, whole=True).needed
    assert {frozenset({"^ C"}), frozenset({"D $"})} <= set(told)


def test_nothing_is_needed_by_nothing():
    assert needed_by(()) == ()


def test_words_classes_neighbours_and_looks_are_found_in_a_line():
    asked = ("stroke", "C", "of C", "^ no", "C $", "no history")
    index = Index(len(asked) + 3)
    for number, one in enumerate(asked):
        index.wake(number, (frozenset({one}),))
    index.wake(6, letters=({"itis"},))
    index.wake(7, (frozenset({"stroke", "colitis"}), frozenset({"or"})), letters=({"itis"},))
    always = 1 << 8

    def awake(line: str) -> int:
        return index.awake(index.found_in(line))

    assert awake("no history of C\ue000 ") == always | sum(1 << asked.index(one) for one in asked if one != "stroke")
    assert awake("colitis or stroke ") == always | 1 << 7 | 1 << 6 | 1 << 0
    assert awake("colitis ") == always | 1 << 6
    assert awake("") == always


def test_more_words_than_are_remembered_are_found_all_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("onward.reading.index._MOST_WORDS", 3)
    index = Index(2)
    index.wake(0, (frozenset({"of stroke"}),))
    index.wake(1, look="[a-z]+itis")
    for _ in range(2):
        assert index.awake(index.found_in("a b c d of stroke e f colitis ")) == 3


def test_a_pattern_that_is_written_twice_is_compiled_once():
    one = Pattern("", "stroke (?:or|and) ", ())
    assert one.regex is Pattern("", "stroke (?:or|and) ", ()).regex
