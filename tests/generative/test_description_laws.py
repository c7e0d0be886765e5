"""Laws of reading descriptions: nothing crashes, nothing is lost, and what is not hers or not yet is no fact."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onward.knowledge import codes, description_words
from onward.reading import Description, read_description
from onward.timeline import DrugTreatment, FamilyHistory, Standing, build_timeline

AS_OF = date(2026, 11, 28)

PIECES = st.sampled_from(
    [
        "64F", "58-year-old woman", "70M", "postmenopausal", "de novo", "stage IV", "MBC", "breast cancer", "HR+",
        "ER 90%", "PR <1%", "HER2 1+", "HER2-low", "TNBC", "HER2 2+/FISH neg", "bone + liver", "no brain mets",
        "liver mets 2021", "progressed on letrozole/palbociclib after 22 mo", "1L capecitabine x 6 mo -> PD",
        "2L fulvestrant", "now on T-DXd", "adjuvant tamoxifen 5 years", "PIK3CA H1047R", "ESR1 wild-type", "gBRCA2+",
        "ECOG 1", "KPS 80", "platelets 90", "ANC 1.2 x10^9/L", "AST 3x ULN", "LVEF 55%", "on metformin",
        "no ILD, diabetes or heart failure", "history of DVT", "SRS to brain 03/2026", "mastectomy 2015",
        "in March 2023", "(", ")", ";", "?", "->", "without", "no", "possible", "1)", "her mother had ovarian cancer",
        "considering alpelisib", "3 weeks ago", "2024-13-45", "99/99/2024", "x", "–", "é", "\u200b",
    ]
)  # fmt: skip
JOINS = st.sampled_from([" ", ", ", ". ", "; ", " and ", "\n", "/", " then ", " but ", "-"])


@st.composite
def descriptions(draw: st.DrawFn) -> str:
    """Pieces of descriptions in any order, joined in any way."""
    words = ""
    for piece in draw(st.lists(PIECES, max_size=9)):
        words += piece + draw(JOINS)
    return words


def read(text: str) -> Description:
    return read_description(text, codes(), description_words(), as_of=AS_OF)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    check(read(text), text)


@given(descriptions())
def test_any_pieces_are_read(text: str) -> None:
    found = read(text)
    check(found, text)
    build_timeline("described", found.facts)


def check(found: Description, text: str) -> None:
    """Every fact and everything left has its words, and the words are those of the text."""
    for one in (*found.understood, *found.left):
        assert 0 <= one.start <= one.end <= len(text)
    for left in found.left:
        assert text[left.start : left.end] == left.words
        assert left.why
    for claim in found.understood:
        assert claim.words in text
        assert claim.fact.sources


@given(descriptions())
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


SHORT = st.lists(PIECES, max_size=4).map(lambda pieces: ". ".join(pieces))


@given(SHORT)
def test_a_relative_adds_nothing_to_her(text: str) -> None:
    """Another sentence about her mother gives facts of the family and no others."""
    before = read(text)
    after = read(f"{text}. Mother had breast cancer and a BRCA1 mutation and took letrozole.")
    hers = [one for one in after.facts if not isinstance(one, FamilyHistory)]
    assert len(hers) == len([one for one in before.facts if not isinstance(one, FamilyHistory)])


@given(SHORT)
def test_a_plan_is_no_treatment(text: str) -> None:
    """Another sentence about what may come adds no drug."""
    more = read(f"{text}. We are considering capivasertib or a trial of sacituzumab govitecan.")
    drugs = {one.drug for one in more.facts if isinstance(one, DrugTreatment) and one.standing is not Standing.REFUTED}
    assert not drugs & {"capivasertib", "sacituzumab govitecan"}
