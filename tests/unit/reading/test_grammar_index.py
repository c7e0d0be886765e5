"""What wakes a rule spares work, and changes nothing: all rules tried on every line give the same."""

import re
from dataclasses import replace

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
    steps = tuple(Step((), step.rule, replace(step.pattern, needed=(), words=(), hint=None)) for step in grammar.steps)
    return Grammar(grammar.lexicon, steps, Index(always=list(range(len(steps)))))


def _left(grammar: Grammar, text: str, *, denied: bool) -> tuple[str, list[str], list[str]]:
    draft = Draft(denied=denied)
    try:
        left = grammar.reduce(named(canonical(one_spelling(text)), grammar.lexicon, draft), draft)
    except UsageError:
        left = "a question that cannot exist"
    return left, draft.said, [repr(value) for value in draft.values]


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
        present = grammar.index.present(line)
        for step in grammar.steps:
            if any(options.isdisjoint(present) for options in step.needed):
                assert step.pattern.regex.search(line) is None, (step.rule.name, step.pattern.source, line)


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
    index = Index()
    keys = {asked: index.key(asked) for asked in ("stroke", "C", "of C", "^ no", "C $", "no history")}
    keys["look"] = index.look("[a-z]{2,}itis")
    index.wake(keys.values(), 0)
    present = index.present("no history of C\ue000 ")
    assert present == {keys["C"], keys["of C"], keys["^ no"], keys["C $"], keys["no history"]}
    assert index.present("colitis or stroke ") == {keys["look"], keys["stroke"]}
    assert index.present("") == set()


def test_a_pattern_that_is_written_twice_is_compiled_once():
    one = Pattern("", "stroke (?:or|and) ", ())
    assert one.regex is Pattern("", "stroke (?:or|and) ", ()).regex
