"""Expressions that are tried only where they can match give what they would give if they were tried everywhere."""

import re
import sys

import pytest
from tests.unit.reading import health_lines, lab_lines, treatment_lines
from tests.unit.reading.expressions import expressions_of_the_reader

from onward.reading.needed_letters import IN_DISGUISE, needed_letters
from onward.reading.sought import AnyOf, Changes, letters_in, sought
from onward.reading.tokens import canonical

_LINES = [
    line[0] for module in (health_lines, lab_lines, treatment_lines) for line in (*module.INCLUSION, *module.EXCLUSION)
]


_EXPRESSIONS = expressions_of_the_reader()


def test_the_reader_has_such_expressions():
    assert len(_EXPRESSIONS) > 300


def test_in_lines_they_match_wherever_the_plain_expression_does():
    forms = [
        form for line in _LINES[::4] for form in (line, line.upper(), canonical(line), " ".join(line.split(" ")[1:]))
    ]
    for one in _EXPRESSIONS:
        for text in forms:
            if one.regex.search(text) is not None:
                assert one.may_be_in(text), (one.pattern, text)


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\b(?:meets?|satisf(?:y|ies)) all\b", [{" all "}, {"meet", " satisfy ", " satisfies "}]),
        (r"(?:in)?active|resting", [{"active", "resting"}]),
        (r"no (?:evidence of )?[a-z]+ disease", [{"disease"}, {"no"}]),
        (r"(?<=clearance )\( calculated \)", [{" calculated "}, {"clearance"}]),
        (r"(?<![^ ])er (?=positive)", [{" er "}, {"positive"}]),
        (r"\b(?:er|pr)\b", [{" er ", " pr "}]),
        (r"\ber-\b", [{"er-"}]),
        (r"\b(?:brain|meninge\w+) metastasis$", [{" metastasis "}, {" brain ", "meninge"}]),
        (r"\bx\s*\d", []),
        (r"^stroke\s+or\B", [{" stroke "}, {"or"}]),
        (r"[a-z]+|\d*", []),
        (r"(?:stroke)?", []),
        (r"(?!stroke)infarction", [{"infarction"}]),
        (r"(?:stroke|\d+)", []),
    ],
)
def test_what_they_need_is_told_from_themselves(pattern: str, needed: list[set[str]]):
    assert sorted(map(sorted, needed_letters(pattern).options)) == sorted(map(sorted, needed))


def test_whatever_the_case_only_where_it_does_not_matter():
    assert sought("stroke").search("STROKE") is None
    assert sought("stroke", re.IGNORECASE).search("STROKE") is not None
    assert sought("(?i:stroke)").search("STROKE") is not None
    assert sought("kidneys", re.IGNORECASE).search("\u212aidney\u017f") is not None


def test_no_other_sign_counts_as_a_letter_where_the_case_does_not_matter():
    letters = re.compile("[a-z]", re.IGNORECASE)
    signs = {chr(code) for code in range(128, sys.maxunicode + 1)}
    assert {sign for sign in signs if letters.fullmatch(sign)} == IN_DISGUISE
    digits = re.compile(r"[!-@\[-`{-~]", re.IGNORECASE)
    assert not any(digits.fullmatch(sign) for sign in signs)


def test_an_expression_that_is_made_later_is_found_in_texts_seen_before():
    text = "a quite peculiar word"
    assert letters_in(text) is not None
    assert sought("peculiar").search(text) is not None


def test_methods_give_what_those_of_the_plain_expression_give():
    plain, one = re.compile(r"(?:no|without) (stroke)s?"), sought(r"(?:no|without) (stroke)s?")
    for text in ("no strokes, without stroke", "no angina", "", "stroke"):
        assert one.sub(r"<\1>", text) == plain.sub(r"<\1>", text)
        assert one.findall(text) == plain.findall(text)
        assert [found.span() for found in one.finditer(text)] == [found.span() for found in plain.finditer(text)]
        for method in ("search", "match", "fullmatch"):
            found, expected = getattr(one, method)(text), getattr(plain, method)(text)
            assert (found and found.span()) == (expected and expected.span())
    text = "no stroke, no strokes"
    for method in ("search", "match"):
        found, expected = getattr(one, method)(text, 11), getattr(plain, method)(text, 11)
        assert found.span() == expected.span()
    assert sought(r" and ").split("a and b") == ["a", "b"]
    assert sought(r" and ").split("a or b") == ["a or b"]


def test_a_word_is_whole_between_whatever_is_no_part_of_a_word():
    whole = sought(r"\ber\b")
    for text in ("er", "an er-positive tumor", "(er)", "HER2 or er"):
        assert whole.may_be_in(text), text
    for text in ("her", "ER", "erbb2", ""):
        assert not whole.may_be_in(text), text
    assert sought(r"\ber\b", re.IGNORECASE).may_be_in("the (ER)-")


def test_any_of_several_is_found_as_by_one_expression():
    several, one = AnyOf(r"^no\b", r"strokes?$"), re.compile(r"^no\b|strokes?$")
    for text in ("no", "nothing", "a stroke", "strokes or", ""):
        assert (several.search(text) is not None) == (one.search(text) is not None)
        assert (several.match(text) is not None) == (one.match(text) is not None)


def test_changes_are_made_in_their_order():
    changes = Changes((sought("kidney"), "renal"), (sought("renal disease"), "nephropathy"))
    assert changes.made_in("kidney disease") == "nephropathy"
    assert changes.made_in("liver disease") == "liver disease"
