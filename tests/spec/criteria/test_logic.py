"""Joining questions.

Kleene's three-valued logic: UNKNOWN never turns into NO by convenience. Parts keep their own answers, so that every
answer can be followed down to the facts.
"""

from datetime import date
from itertools import product

import pytest
from tests.spec.criteria.conftest import Ask, row, verdict
from tests.spec.criteria.records import (
    BONE_ONLY,
    METASTATIC,
    born,
    condition,
    course,
    lab,
    menopause,
    number,
    panel,
    receptor,
    site,
    subject,
)
from tests.spec.manual import Section

from onward.criteria import (
    Age,
    AllOf,
    AnyOf,
    AskHuman,
    AtLeast,
    Condition,
    Criterion,
    DrugSet,
    HasSex,
    HasVariant,
    LabValue,
    Limits,
    Menopause,
    Metastatic,
    MetastaticSites,
    Not,
    PresumeNo,
    Receptor,
    Recorded,
    Washout,
    When,
    answer,
    describe_criterion,
    facts_of,
)
from onward.terms import UsageError

# One woman for the truth tables: female (YES for good), not male (NO for good), silent on her menopause (UNKNOWN).
WOMAN = born("1970-01-01")
YES, NO, UNKNOWN = HasSex(sex="female"), HasSex(sex="male"), Menopause(status=("post",))
NAMES: dict[Criterion, str] = {YES: "YES", NO: "NO", UNKNOWN: "UNKNOWN"}


def truth(question: Criterion) -> str:
    return answer(question, subject(WOMAN)).truth.name


KLEENE = [
    # left, right, and, or: Kleene's strong logic, written down from his tables
    ("YES", "YES", "YES", "YES"),
    ("YES", "NO", "NO", "YES"),
    ("YES", "UNKNOWN", "UNKNOWN", "YES"),
    ("NO", "YES", "NO", "YES"),
    ("NO", "NO", "NO", "NO"),
    ("NO", "UNKNOWN", "NO", "UNKNOWN"),
    ("UNKNOWN", "YES", "UNKNOWN", "YES"),
    ("UNKNOWN", "NO", "NO", "UNKNOWN"),
    ("UNKNOWN", "UNKNOWN", "UNKNOWN", "UNKNOWN"),
]


@pytest.mark.parametrize(("left", "right", "both", "either"), KLEENE)
def test_and_and_or(manual: Section, left: str, right: str, both: str, either: str) -> None:
    """The nine rows. One NO decides an "and", one YES decides an "or", whatever is not known beside it."""
    words = {name: question for question, name in NAMES.items()}
    assert truth(AllOf(of=(words[left], words[right]))) == both
    assert truth(AnyOf(of=(words[left], words[right]))) == either
    manual.row(("left", "right", "left and right", "left or right"), (left, right, both, either))


@pytest.mark.parametrize(("inner", "expected"), [("YES", "NO"), ("NO", "YES"), ("UNKNOWN", "UNKNOWN")])
def test_not(manual: Section, inner: str, expected: str) -> None:
    """What is not recorded is not denied."""
    words = {name: question for question, name in NAMES.items()}
    assert truth(Not(of=words[inner])) == expected
    manual.row(("question", "not question"), (inner, expected))


@pytest.mark.parametrize(
    ("parts", "n", "expected"),
    [
        ("YES YES NO", 2, "YES"),
        ("YES UNKNOWN NO", 2, "UNKNOWN"),
        ("YES NO NO", 2, "NO"),
        ("UNKNOWN UNKNOWN NO", 2, "UNKNOWN"),
        ("UNKNOWN NO NO", 2, "NO"),
        ("YES UNKNOWN UNKNOWN", 1, "YES"),
        ("YES YES UNKNOWN", 3, "UNKNOWN"),
    ],
)
def test_at_least_some(manual: Section, parts: str, n: int, expected: str) -> None:
    """At least so many: YES when enough are, NO when too few can still be."""
    words = {name: question for question, name in NAMES.items()}
    assert truth(AtLeast(n=n, of=tuple(words[part] for part in parts.split()))) == expected
    manual.row(("parts", "needed", "answer"), (parts.replace(" ", ", "), str(n), expected))


def test_and_or_are_counts() -> None:
    """ "All of three" is "at least three of three", "any of three" is "at least one of three": all 27 combinations."""
    for parts in product((YES, NO, UNKNOWN), repeat=3):
        assert truth(AllOf(of=parts)) == truth(AtLeast(n=3, of=parts))
        assert truth(AnyOf(of=parts)) == truth(AtLeast(n=1, of=parts))


def test_a_limit_that_depends(ask: Ask) -> None:
    """AST up to 5 times the upper limit with liver metastases, else up to 3 times."""
    depends = When(
        condition=MetastaticSites(sites=("liver",)),
        then=LabValue(analyte="AST", limits=Limits(at_most=number("5")), times="ULN"),
        otherwise=LabValue(analyte="AST", limits=Limits(at_most=number("3")), times="ULN"),
    )

    ask(
        depends,
        row("YES", site("liver"), lab("AST", "160", "U/L", high="40")),
        row("NO, can change", site("bone"), BONE_ONLY, lab("AST", "160", "U/L", high="40")),
        row("UNKNOWN: not recorded", site("bone"), lab("AST", "160", "U/L", high="40")),
        row("YES", site("bone"), lab("AST", "100", "U/L", high="40")),
        row("NO, can change", site("bone"), lab("AST", "240", "U/L", high="40")),
    )


def test_a_requirement_that_may_not_apply(ask: Ask) -> None:
    """Germline test needed only if HER2 is negative: where the condition is NO, the requirement is met."""
    ask(
        When(
            condition=Receptor(marker="HER2", calls=("negative",)),
            then=HasVariant(genes=("BRCA1",), origin="germline"),
        ),
        row("YES for good", receptor("HER2", "positive", score="3+")),
        row("UNKNOWN: not recorded", receptor("HER2", "low", score="1+")),
        row("NO for good", receptor("HER2", "low", score="1+"), panel("BRCA1", tissue="germline sample")),
        row("UNKNOWN: not recorded"),
    )


def test_absence_presumed_in_the_open(ask: Ask) -> None:
    """Only silence is presumed away. What is presumed travels with the answer."""
    presumed = PresumeNo(of=Condition(groups=("interstitial lung disease",)), because="asked for at the visit")
    ask(
        presumed,
        row("NO, can change; presuming: asked for at the visit"),
        row("YES for good", condition("interstitial lung disease", "resolved")),
    )
    ask(
        PresumeNo(
            of=Condition(groups=("interstitial lung disease",)),
            because="the problem list is complete",
            provided=Recorded(what="conditions"),
        ),
        row("UNKNOWN: not recorded"),
        row("NO, can change; presuming: the problem list is complete", condition("diabetes", "active")),
    )
    # An answer that does not need the presumption does not carry it.
    ask(AllOf(of=(Not(of=presumed), NO)), row("NO for good", WOMAN))


def test_for_a_human(ask: Ask) -> None:
    """Judgement, consent and logistics stay in the list as UNKNOWN, with the question."""
    ask(
        AskHuman(question="Does she agree to a fresh biopsy?", because="consent is hers"),
        row("UNKNOWN: needs a human"),
        row("UNKNOWN: needs a human", WOMAN),
    )


@pytest.mark.parametrize(
    "kind",
    ["medications", "conditions", "treatment lines", "laboratory results", "imaging", "genomic test", "germline test"],
)
def test_whether_anything_is_recorded(kind: str) -> None:
    """An empty record holds nothing of any kind: UNKNOWN, because it may exist elsewhere, never NO."""
    question = Recorded(what=kind)
    assert verdict(answer(question, subject())) == "UNKNOWN: not recorded"


def test_when_a_no_ends(ask: Ask) -> None:
    """An "and" waits for the last of its NOs, an "or" for the first; one NO for good keeps an "and" shut."""
    grown = Age(at_least_years=18)
    washed = Washout(drugs=DrugSet(classes=("chemotherapy",)), days=21)
    girl = born("2008-11-20")
    drug = course("capecitabine", "antimetabolite", "2026-01-10", "2026-10-20", groups=("chemotherapy",))
    ask(grown, row("NO until 2026-11-20", girl, drug))
    ask(washed, row("NO until 2026-11-10", girl, drug))
    ask(AllOf(of=(grown, washed)), row("NO until 2026-11-20", girl, drug))
    ask(AnyOf(of=(grown, washed)), row("NO until 2026-11-10", girl, drug))
    ask(AllOf(of=(grown, washed, NO)), row("NO for good", girl, drug))
    ask(AnyOf(of=(grown, washed, NO)), row("NO until 2026-11-10", girl, drug))
    ask(Not(of=grown), row("YES until 2026-11-20", girl, drug))
    low = lab("neutrophils", "0.9", "10*9/L")
    counts = LabValue(analyte="neutrophils", limits=Limits(at_least=number("1.5")), unit="10*9/L")
    ask(AllOf(of=(grown, counts)), row("NO, can change", girl, low))


def test_a_window_that_opens_when_another_shuts(ask: Ask) -> None:
    """Eighteen on 20 November, but "at most 17" ends then too: no day can be promised."""
    girl = born("2008-11-20")
    ask(AllOf(of=(Age(at_least_years=18), Age(at_most_years=17))), row("NO, can change", girl))


def test_an_answer_is_a_tree(manual: Section) -> None:
    """Each part keeps its own answer and facts; the whole collects the facts of all."""
    whole = AllOf(of=(Metastatic(), AnyOf(of=(Menopause(status=("post",)), Age(at_least_years=60)))))
    post = menopause("post")
    found = answer(whole, subject(WOMAN, METASTATIC, post, as_of=date(2026, 11, 1)))
    assert [part.truth.name for part in found.parts] == ["YES", "YES"]
    assert [part.truth.name for part in found.parts[1].parts] == ["YES", "NO"]
    assert facts_of(found) == (post, WOMAN)
    lines = [
        (describe_criterion(found.criterion), verdict(found)),
        *((f"— {describe_criterion(part.criterion)}", verdict(part)) for part in found.parts),
        *((f"— — {describe_criterion(part.criterion)}", verdict(part)) for part in found.parts[1].parts),
    ]
    manual.table(("question", "answer"), lines)


INVALID = [
    ("no parts", lambda: AllOf(of=())),
    ("more needed than there are", lambda: AtLeast(n=2, of=(YES,))),
    ("a presumption without a reason", lambda: PresumeNo(of=YES, because=" ")),
    ("an age without a bound", lambda: Age()),
    ("a lower bound above the upper", lambda: Age(at_least_years=70, at_most_years=18)),
    ("an unknown word", lambda: HasSex(sex="f")),
    ("a laboratory limit without unit", lambda: LabValue(analyte="AST", limits=Limits(at_most=number("3")))),
    ("a unit that is none", lambda: LabValue(analyte="AST", limits=Limits(at_most=number("3")), unit="blobs")),
    ("two lower bounds", lambda: Limits(at_least=number("1"), above=number("1"))),
    ("bounds that nothing meets", lambda: Limits(above=number("2"), below=number("2"))),
    ("a call that the marker has not", lambda: Receptor(marker="ER", calls=("ultralow",))),
    ("a change that cannot be read", lambda: HasVariant(genes=("ESR1",), proteins=("mutated",))),
    ("a bare codon as an exact change", lambda: HasVariant(genes=("BRAF",), proteins=("V600",))),
    ("no drug named", lambda: DrugSet()),
    ("a washout of nothing", lambda: Washout(drugs=DrugSet(drugs=("letrozole",)))),
]


@pytest.mark.parametrize(("what", "build"), INVALID, ids=[what for what, _ in INVALID])
def test_questions_that_cannot_exist(manual: Section, what: str, build: object) -> None:
    """A question is checked when it is built, so that no engine ever meets an invalid one."""
    assert callable(build)
    with pytest.raises(UsageError, match="criterion") as caught:
        build()
    manual.row(("question", "refused with"), (what, str(caught.value)))
