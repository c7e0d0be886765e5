"""Laws of the reader of eligibility text: no word is lost, and nothing is decided that the words leave open."""

from __future__ import annotations

import itertools
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.generative.strategies import REFERENCE
from tests.spec.criteria import records as say

from onward.criteria import (
    AllOf,
    AnyOf,
    AskHuman,
    Condition,
    Criterion,
    Not,
    When,
    answer,
)
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, Reader, Section, read_text, reader_of
from onward.reading.decides import can_decide
from onward.terms import Truth

Answers = Mapping[Criterion, bool]


def reader() -> Reader:
    return reader_of(reading_lexicon())


def read(text: str, section: Section) -> Criterion | None:
    return reader().read(text, section).reading


# --- parts that are not understood

# Illnesses, drugs and values that the reader knows, as they stand in a list of what keeps out.
KNOWN = (
    "stroke",
    "pulmonary fibrosis",
    "sarcoidosis",
    "chronic pancreatitis",
    "LVEF below 50%",
    "QTcF above 480 ms",
    "pregnancy",
    "ulcerative colitis",
    "prior treatment with everolimus",
    "myasthenia gravis",
)
# What is asked for.
ASKED = (
    "measurable disease",
    "ECOG performance status 0-1",
    "platelets at least 100 x 10^9/L",
    "age at least 18 years",
    "metastatic breast cancer",
    "hemoglobin at least 9 g/dL",
    "creatinine at most 1.5 x ULN",
)
# Words that mean nothing to it.
UNKNOWN = ("zorbic flanxery", "frindling of the snarl", "bramble snoring", "a quizzed mordle", "old thworp")

KEPT_OUT = (
    "{0}, {1} or {2}",
    "{0} or {1}",
    "{0}; {1}; {2}",
    "{0}, {1}, or {2}",
    "{0} and/or {1}",
    "history of {0}, {1} or {2}",
    "patients with {0}, {1}, or {2}",
    "{0}. {1}",
    "{0}, including {1}",
    "{0} or {1} or {2}",
    "{0}, {1}, {2}, or {3}",
    "any of {0}, {1}, or {2}",
    "{0} ({1})",
    "{0} unless {1}",
    "{0} except {1}",
    "severe {0}, {1} or {2}",
    "{0}, {1}, or {2} within 6 months",
)
LET_IN = (
    "{0} and {1}",
    "{0}; {1}; {2}",
    "{0}, {1} and {2}",
    "patients must have {0} and {1}",
    "{0}. {1}",
    "{0} with {1}",
    "{0}, {1}, and {2}",
    "{0} ({1})",
    "{0} unless {1}",
)
DENIED = ("no {0}, {1} or {2}", "no {0} or {1}", "no history of {0}, {1}, or {2}", "patients must not have {0} or {1}")


@st.composite
def hidden(draw: st.DrawFn) -> tuple[str, str, Section]:
    """A line of known parts, and the same with one part in words that nobody knows."""
    section: Section = draw(st.sampled_from(("inclusion", "exclusion")))
    denied = section == "exclusion" or draw(st.booleans())
    shape = draw(st.sampled_from(KEPT_OUT if section == "exclusion" else DENIED if denied else LET_IN))
    count = len(set(re.findall(r"\{\d\}", shape)))
    parts = draw(st.permutations(KNOWN if denied else ASKED))[:count]
    place = draw(st.integers(0, count - 1))
    unknown = [*parts[:place], draw(st.sampled_from(UNKNOWN)), *parts[place + 1 :]]
    return shape.format(*parts), shape.format(*unknown), section


@settings(max_examples=400)
@given(hidden())
def test_a_part_that_is_not_understood_never_turns_an_answer(case: tuple[str, str, Section]) -> None:
    """Where the line with its hidden part answers, the whole line answers so, whatever the hidden part is."""
    known, unknown, section = case
    whole, partly = read(known, section), read(unknown, section)
    assume(whole is not None and partly is not None)
    assert whole is not None
    assert partly is not None
    assume(set(_leaves(partly)) <= set(_leaves(whole)))
    # A whole line that is itself left to a human in part tells nothing of what the hidden part may do.
    assume("AskHuman(" not in repr(whole))
    for people in _people(tuple(dict.fromkeys(_leaves(whole)))):
        said = _answer(partly, people)
        assert said is None or said == _answer(whole, people), (known, unknown, section, people)


MORE = ("glaucoma", "osteoporosis", "prior treatment with olaparib", "deep vein thrombosis", "epilepsy")


@given(
    st.sampled_from(KEPT_OUT), st.permutations(KNOWN), st.sampled_from(MORE), st.sampled_from((", or", " or", ";", "."))
)
@settings(max_examples=150)
def test_one_more_that_keeps_out_is_never_without_effect(shape: str, known: list[str], more: str, joint: str) -> None:
    """Whoever adds an illness or a drug to what keeps out adds it to the question, or the line is not read."""
    line = shape.format(*known)
    whole = read(f"{line}{joint} {more}", "exclusion")
    assert whole is None or whole != read(line, "exclusion"), (line, more)


# Clauses that only a human can answer; none of them may take what stands before it out of the question.
ASIDE = (
    "or planning to become pregnant within a year",
    "or unwilling to comply with the visits of the study",
    "or unable to comply with the protocol",
    "or planned surgery during the study",
)


@given(st.sampled_from(KNOWN), st.sampled_from(ASIDE))
@settings(max_examples=80)
def test_a_clause_that_a_human_answers_sets_nothing_aside(known: str, aside: str) -> None:
    line = reader().read(f"{known} {aside}", "exclusion")
    assert line.why in ("", "not understood")
    if line.reading is not None:
        alone = read(known, "exclusion")
        assert alone is not None
        parts = line.reading.of if isinstance(line.reading, AnyOf) else (line.reading,)
        assert alone in parts or (isinstance(alone, AnyOf) and set(alone.of) <= set(parts))


def test_the_hidden_parts_are_mostly_read_around() -> None:
    """The law above says nothing about lines that are left alone: most shapes are read in spite of the hidden part."""
    read_lines = [
        shape
        for shape in KEPT_OUT[:8]
        for place in range(2)
        if read(shape.format(*_with(KNOWN, place)), "exclusion") is not None
    ]
    assert len(read_lines) >= 10


def _with(parts: tuple[str, ...], place: int) -> list[str]:
    return [*parts[:place], UNKNOWN[0], *parts[place + 1 :]]


def _leaves(criterion: Criterion) -> Iterator[Criterion]:
    match criterion:
        case AskHuman():
            return
        case AllOf() | AnyOf():
            for part in criterion.of:
                yield from _leaves(part)
        case Not():
            yield from _leaves(criterion.of)
        case When():
            yield from _leaves(criterion.condition)
            yield from _leaves(criterion.then)
            if criterion.otherwise is not None:
                yield from _leaves(criterion.otherwise)
        case _:
            yield criterion


def _people(leaves: tuple[Criterion, ...]) -> Iterator[Answers]:
    for values in itertools.product((True, False), repeat=len(leaves)):
        yield dict(zip(leaves, values, strict=True))


def _answer(criterion: Criterion, people: Answers) -> bool | None:
    """Kleene's logic; a question for a human is open, an illness with a quality is open for whoever has it."""
    match criterion:
        case AskHuman():
            return None
        case Not():
            inner = _answer(criterion.of, people)
            return None if inner is None else not inner
        case AllOf():
            answers = [_answer(part, people) for part in criterion.of]
            return False if False in answers else None if None in answers else True
        case AnyOf():
            answers = [_answer(part, people) for part in criterion.of]
            return True if True in answers else None if None in answers else False
        case When():
            condition, then = _answer(criterion.condition, people), _answer(criterion.then, people)
            otherwise = True if criterion.otherwise is None else _answer(criterion.otherwise, people)
            if condition is None:
                return then if then == otherwise else None
            return then if condition else otherwise
        case Condition(qualities=qualities) if qualities:
            return None if people[criterion] else False
        case _:
            return people[criterion]


LASTING = (
    "pulmonary fibrosis",
    "sarcoidosis",
    "ulcerative colitis",
    "myasthenia gravis",
    "asthma",
    "hypertension",
    "heart failure",
)
OF_ALL = (
    "uncontrolled {0}, {1} or {2}",
    "symptomatic {0} or {1}",
    "{0}, {1} or {2} within 6 months",
    "uncontrolled {0}, {1}, and {2}",
    "{0} or {1} within the last 3 months",
    "uncontrolled illness including {0}, {1}, or {2}",
    "uncontrolled {0}, zorbic flanxery or {1}",
    "{0}, zorbic flanxery, or {1} within 6 months",
    "symptomatic {0} and/or {1}",
)


@settings(max_examples=200)
@given(st.sampled_from(OF_ALL), st.permutations(LASTING))
def test_what_stands_before_or_behind_a_list_reaches_all_of_it(shape: str, illnesses: list[str]) -> None:
    """Nobody is kept out by an illness alone that the words want uncontrolled, symptomatic, or recent."""
    count = len(set(re.findall(r"\{\d\}", shape)))
    found = read(shape.format(*illnesses[:count]), "exclusion")
    assume(found is not None)
    assert found is not None
    plain = {
        leaf: isinstance(leaf, Condition) and not leaf.qualities and leaf.within_days is None for leaf in _leaves(found)
    }
    for leaf in plain:
        alone = {other: plain[other] and other == leaf for other in plain}
        assert _answer(found, alone) is not True, (shape, illnesses[:count], leaf)


# Lines whose structure is in doubt, or whose words turn or widen what is understood in them.
LEFT_ALONE: tuple[tuple[str, Section], ...] = (
    ("Stroke and frindling or snoring brambles with quizzed mordle", "exclusion"),
    ("Stroke because of zorbic flanxery, or requiring quizzed mordle", "exclusion"),
    ("Either metastatic disease or quizzed mordle", "inclusion"),
    ("Family history of stroke with zorbic flanxery", "exclusion"),
    ("Stroke is not an exclusion if zorbic flanxery was done", "exclusion"),
    ("Patients with stroke may be zorbic", "exclusion"),
    ("In case of stroke the quizzed mordle must be above 3", "inclusion"),
    ("AST at most 2.5 x ULN in zorbic patients; at most 5 x ULN in flanxic patients", "inclusion"),
    ("Poor zorbic venous access", "exclusion"),
    ("Relatives of breast cancer patients with zorbic flanxery", "inclusion"),
    ("Planned major surgery with zorbic flanxery", "exclusion"),
    ("Men or women of quizzed mordle who are zorbic", "exclusion"),
    ("HER2-negative (zorbic, flanxic, or at most 2+ by mordle)", "inclusion"),
    ("Cardiac disease (stroke, zorbic flanxery, or pericarditis)", "exclusion"),
    ("Must be free of disease in the zorbic axilla", "inclusion"),
    ("Breast cancer if zorbic flanxery was more than 5 years ago", "inclusion"),
    ("Quizzed mordle of the stroke or heart failure clinic", "exclusion"),
)


@pytest.mark.parametrize(("text", "section"), LEFT_ALONE, ids=[text for text, _ in LEFT_ALONE])
def test_lines_in_doubt_are_left_alone(text: str, section: Section) -> None:
    assert read(text, section) is None


# --- whole texts

# Pieces of lines: sober, torn, doubled, with signs that mean something to the splitter.
PIECES = (
    "breast cancer",
    "HER2-positive",
    "No",
    "history of",
    "stroke",
    ",",
    ";",
    "or",
    "and",
    "and/or",
    "(",
    ")",
    ":",
    ".",
    "≥ 18 years",
    "<= 1.5 x ULN",
    "within 4 weeks",
    "prior",
    "chemotherapy",
    "unless",
    "except for",
    "including",
    "Inclusion Criteria:",
    "Exclusion Criteria:",
    "\n",
    "\n* ",
    "\n  1. ",
    "\n    - ",
    "AST",
    "platelets",
    "> 100,000/mm3",
    "patients must have",
    "at least one of the following:",
    "Note:",
    "zorbic",
    "pregnant",
    "women",
    "ECOG 0-1",
    "brain metastases",
    "is allowed",
    "if",
    "e.g.",
    "\t",
    "&ge; 3",
    "<br>",
    "Cohort A:",
    "é",
    "…",
    "10^9/L",
    "either",
    "not",
    "of the liver",
    "?",
    "•",
    "trastuzumab",
    "PIK3CA",
    "mutation",
    "%",
    "2",
    "/",
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map(" ".join)


@settings(max_examples=250)
@given(TEXTS)
@example("( ) ( or , ; and/or unless except")
@example("No no no without not except unless except")
@example(": : : \n * \n 1. \n")
def test_any_text_is_read_without_a_defect(text: str) -> None:
    for line in read_text(text, reader()):
        assert line.why_unreadable != "defect", line.text
        if line.reading is not None and line.part_of is None:
            assert can_decide(line.reading), line.text


@settings(max_examples=250)
@given(TEXTS)
def test_no_word_is_lost(text: str) -> None:
    """Every word of three letters and more stands in some line, as often as in the text."""
    plain = re.sub(r"<br>|&ge;", " ", text)
    told = " ".join(line.text for line in read_text(text, reader()))
    assert _words(told) == _words(plain)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[a-zé]{3,}", text.lower()))


LINES: tuple[tuple[str, Section], ...] = (
    ("Age ≥ 18 years", "inclusion"),
    ("Platelets ≥ 100 x 10^9/L", "inclusion"),
    ("AST ≤ 2.5 x ULN", "inclusion"),
    ("Absolute neutrophil count > 1,500/mm3", "inclusion"),
    ("Creatinine clearance < 50 mL/min", "exclusion"),
    ("Life expectancy ≥ 12 weeks", "inclusion"),
    ("Neuropathy of grade ≥ 2", "exclusion"),
    ("QTcF > 480 ms", "exclusion"),
    ("LVEF ≥ 50%", "inclusion"),
    ("No stroke within 6 months", "inclusion"),
)
SAME = (
    lambda text: text.replace("≥", ">=").replace("≤", "<="),
    lambda text: text.replace("≥", "=>").replace("≤", "=<"),
    lambda text: (
        text.replace("≥", "\\>=").replace("≤", "\\<=").replace(">", "\\>")
        if ">" in text
        else text.replace("≥", "\\>=").replace("≤", "\\<=")
    ),
    lambda text: (
        text.replace("≥", "greater than or equal to")
        .replace("≤", "less than or equal to")
        .replace(">", "greater than")
        .replace("<", "less than")
    ),
    lambda text: text.replace("≥", "&ge;").replace("≤", "&le;").replace(">", "&gt;").replace("<", "&lt;"),
    lambda text: text.replace("≥", "&#8805;").replace("≤", "&#8804;"),
    # Two spaces before a number are how a registry lost a sign.
    lambda text: re.sub(r"(?<=[a-z]) (?=[a-z])", "  ", text),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text + ".",
    lambda text: f"  {text}  ",
    lambda text: text[0].lower() + text[1:] if not text[:2].isupper() and not text.startswith("QT") else text,
)


@pytest.mark.parametrize(("text", "section"), LINES, ids=[text for text, _ in LINES])
@pytest.mark.parametrize("spelled", range(len(SAME)))
def test_one_line_spelled_otherwise_says_the_same(text: str, section: Section, spelled: int) -> None:
    heading = "Exclusion Criteria:" if section == "exclusion" else "Inclusion Criteria:"

    def reading(words: str) -> Criterion | None:
        return read_text(f"{heading}\n\n* {words}\n", reader())[1].reading

    assert reading(text) is not None
    assert reading(SAME[spelled](text)) == reading(text)


@pytest.mark.parametrize("marker", ["* ", "- ", "• ", "1. ", "a) ", "(1) ", "– ", "   * ", "\t- "])
def test_markers_say_nothing(marker: str) -> None:
    text = "Inclusion Criteria:\n" + "".join(f"{marker}{line}\n" for line, section in LINES if section == "inclusion")
    assert [line.reading for line in read_text(text, reader())[1:]] == [
        read(line, section) for line, section in LINES if section == "inclusion"
    ]


@settings(max_examples=40)
@given(st.permutations([line for line, section in LINES if section == "inclusion"] + ["Zorbic flanxery of the mordle"]))
def test_the_order_of_lines_changes_nothing(lines: list[str]) -> None:
    text = "Inclusion Criteria:\n\n" + "".join(f"* {line}\n" for line in lines)
    assert {line.text: (line.reading, line.why_unreadable) for line in read_text(text, reader())[1:]} == {
        line: (reader().read(line, "inclusion").reading, reader().read(line, "inclusion").why) for line in lines
    }


UNITS: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    (
        "platelets",
        (
            "Platelets ≥ 100,000/mm3",
            "Platelets ≥ 100 x 10^9/L",
            "Platelets ≥ 100,000/µL",
            "Platelets ≥ 100 K/uL",
            "Platelets ≥ 100 000 per microliter",
        ),
        "100",
        "10*9/L",
    ),
    (
        "neutrophils",
        ("ANC ≥ 1,500/mm3", "ANC ≥ 1.5 x 10^9/L", "ANC ≥ 1500 cells/mm^3", "ANC ≥ 1500/uL"),
        "1.5",
        "10*9/L",
    ),
    ("hemoglobin", ("Hemoglobin ≥ 9 g/dL", "Hemoglobin ≥ 90 g/L", "Hgb ≥ 9.0 gm/dL"), "9", "g/dL"),
    ("creatinine", ("Creatinine ≥ 1.5 mg/dL", "Creatinine ≥ 1.5 mg/100 mL"), "1.5", "mg/dL"),
)


@pytest.mark.parametrize(("analyte", "lines", "limit", "unit"), UNITS, ids=[one[0] for one in UNITS])
def test_one_limit_in_other_units_answers_alike(analyte: str, lines: tuple[str, ...], limit: str, unit: str) -> None:
    for value, expected in (
        (limit, Truth.YES),
        (f"{float(limit) * 0.99:.3f}", Truth.NO),
        (f"{float(limit) * 1.01:.3f}", Truth.YES),
    ):
        subject = say.subject(say.lab(analyte, value, unit), as_of=say.AS_OF, reference=REFERENCE)
        for text in lines:
            question = read(text, "inclusion")
            if question is None:
                continue  # a spelling that is not known is left open, and never read as another number
            assert answer(question, subject).truth is expected, (text, value)
    assert sum(read(text, "inclusion") is not None for text in lines) >= 2


@pytest.mark.parametrize(
    "what",
    ["stroke", "brain metastases", "HIV infection", "pulmonary fibrosis", "major surgery within 4 weeks", "pregnancy"],
)
def test_a_denial_under_exclusion_is_denied_once(what: str) -> None:
    """ "No stroke" among what keeps out means that a stroke keeps out; among what is asked for it is the denial."""
    keeps_out = read(what.capitalize(), "exclusion")
    assert keeps_out is not None
    assert read(f"No {what}", "exclusion") == keeps_out
    assert read(f"No {what}", "inclusion") == Not(of=keeps_out)


FOREIGN = (
    "Criterios de inclusión:\n* Mujeres con cáncer de mama metastásico\n* Firma del consentimiento por la paciente\n",
    "入选标准:\n1. 年龄≥18岁的女性乳腺癌患者\n2. 血小板≥100×10^9/L\n",
    "Einschlusskriterien:\n- Patientinnen mit metastasiertem Mammakarzinom und Alter über 18 Jahre\n",
    "Критерии включения:\n- Женщины старше 18 лет с раком молочной железы\n",
)


@pytest.mark.parametrize("text", FOREIGN, ids=["Spanish", "Chinese", "German", "Russian"])
def test_other_languages_are_said_and_not_guessed(text: str) -> None:
    lines = read_text(text, reader())
    assert all(line.reading is None for line in lines), [line for line in lines if line.reading is not None]
    assert any(line.why_unreadable == "not English" for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "Patients with breast cancer, stroke or zorbic flanxery, and prior chemotherapy within 4 weeks; " * 320,
        "(" * 15_000 + ")" * 15_000,
        "no " * 10_000,
        "stroke, " * 3_750,
        "a" * 30_000,
        "at least one of the following: " * 1_000,
    ],
    ids=["prose", "brackets", "denials", "list", "one word", "announcements"],
)
def test_a_page_in_one_paragraph_ends_in_time(text: str) -> None:
    assert len(text) >= 30_000
    began = time.process_time()
    lines: tuple[EligibilityLine, ...] = read_text(f"Exclusion Criteria:\n{text}", reader())
    assert time.process_time() - began < 20
    assert all(line.why_unreadable != "defect" for line in lines)
