"""Random questions: one strategy for every node, in the words that the records of criteria_records.py use.

Questions are built from the wanted node outwards, never generated and rejected. `STRATEGIES` has one entry for each
node; a node without one fails `test_every_node_has_a_generator`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from onward.criteria import (
    NODES,
    Age,
    AllergyTo,
    AllOf,
    AnalyteEntry,
    AnyOf,
    AskHuman,
    AtLeast,
    BreastCancer,
    CancerType,
    CnsDisease,
    Condition,
    Criterion,
    DiseaseCourse,
    DiseaseFreeInterval,
    DrugEntry,
    DrugSet,
    EndocrineStatus,
    Exposed,
    Finding,
    FindingEntry,
    GeneEntry,
    GeneTested,
    Had,
    HasSex,
    HasVariant,
    Her2Ish,
    Her2Score,
    LabValue,
    LabWord,
    Limits,
    Lines,
    Menopause,
    Metastatic,
    MetastaticSites,
    Not,
    Onset,
    OtherCancer,
    Performance,
    Pregnancy,
    PresumeNo,
    Receptor,
    ReceptorPercent,
    Recorded,
    Reference,
    Relapse,
    Score,
    Spread,
    Stage,
    Takes,
    TnmCategory,
    Washout,
    When,
)

_Word = TypeVar("_Word")

REFERENCE = Reference(
    drugs={"letrozole": DrugEntry(name="letrozole", half_life_hours=Decimal(42))},
    analytes={"creatinine": AnalyteEntry(name="creatinine", molar_mass_g_per_mol=Decimal("113.12"))},
    genes={"ESR1": GeneEntry(name="ESR1", acquired=True, plasma_negative_counts=True)},
    condition_groups={"cardiac disease": ("heart failure", "arrhythmia or long QT")},
    findings={
        "childbearing potential": FindingEntry(
            name="childbearing potential",
            question="Can she become pregnant?",
            no_if=Menopause(status=("post",)),
            yes_if=Pregnancy(states=("pregnant",)),
        ),
    },
)


def some(*words: _Word) -> SearchStrategy[tuple[_Word, ...]]:
    """One to all of the words, each once, in any order."""
    return st.lists(st.sampled_from(words), min_size=1, max_size=len(words), unique=True).map(tuple)


def maybe(strategy: SearchStrategy[_Word]) -> SearchStrategy[_Word | None]:
    return st.none() | strategy


WINDOW = maybe(st.sampled_from([0, 1, 14, 28, 90, 365]))
DAYS = st.sampled_from([0, 1, 14, 28, 90, 365])
MONTHS = st.integers(0, 60)
NUMBERS = st.decimals(min_value=0, max_value=200, places=1)
SAMPLES = st.sampled_from(["current", "latest", "any", "every", "primary", "metastasis"])


@st.composite
def limits(draw: st.DrawFn, numbers: SearchStrategy[Decimal] = NUMBERS) -> Limits:
    """One bound, or a lower and an upper one that leave room."""
    low, high = sorted((draw(numbers), draw(numbers)))
    lower, upper = draw(st.sampled_from(["at_least", "above"])), draw(st.sampled_from(["at_most", "below"]))
    match draw(st.integers(0, 2)):
        case 0:
            return Limits(**{lower: low})
        case 1:
            return Limits(**{upper: high})
        case _:
            return Limits(**{lower: low, upper: high + 1})


def ordered(strategy: SearchStrategy[int]) -> SearchStrategy[tuple[int | None, int | None]]:
    """A lower bound, an upper bound, or both in order."""
    return st.one_of(
        strategy.map(lambda low: (low, None)),
        strategy.map(lambda high: (None, high)),
        st.tuples(strategy, strategy).map(lambda pair: (min(pair), max(pair))),
    )


DRUG_SETS: SearchStrategy[DrugSet] = st.one_of(
    st.builds(DrugSet, drugs=some("letrozole", "palbociclib", "capecitabine")),
    st.builds(DrugSet, classes=some("CDK4/6 inhibitor", "endocrine therapy", "chemotherapy", "strong CYP3A inhibitor")),
    st.builds(DrugSet, roles=st.just(("anticancer",)), excluding=st.just(()) | some("endocrine therapy", "letrozole")),
    st.builds(DrugSet, payloads=st.just(("topoisomerase-1 inhibitor",)), targets=st.just(()) | some("HER2")),
)
SETTINGS = some("neoadjuvant", "adjuvant", "metastatic")
ENDS = some("progression", "toxicity", "completed", "ongoing")


def _age() -> SearchStrategy[Criterion]:
    return ordered(st.integers(0, 90)).map(lambda pair: Age(at_least_years=pair[0], at_most_years=pair[1]))


def _disease_free() -> SearchStrategy[Criterion]:
    return ordered(MONTHS).map(lambda pair: DiseaseFreeInterval(at_least_months=pair[0], at_most_months=pair[1]))


def _relapse() -> SearchStrategy[Criterion]:
    return st.builds(
        lambda drugs, mark, pair: Relapse(
            after=drugs, measured_from=mark, at_least_months=pair[0], at_most_months=pair[1]
        ),
        DRUG_SETS,
        st.sampled_from(["start", "end"]),
        ordered(MONTHS),
    )


def _receptor() -> SearchStrategy[Criterion]:
    return st.one_of(
        st.builds(
            Receptor,
            marker=st.just("ER"),
            calls=some("positive", "low positive", "negative"),
            sample=SAMPLES,
        ),
        st.builds(Receptor, marker=st.just("PR"), calls=some("positive", "negative"), sample=SAMPLES),
        st.builds(
            Receptor,
            marker=st.just("HER2"),
            calls=some("positive", "low", "ultralow", "zero", "negative"),
            sample=SAMPLES,
        ),
    )


def _percent() -> SearchStrategy[Criterion]:
    percent = st.integers(0, 99).map(Decimal)
    return st.builds(ReceptorPercent, marker=st.sampled_from(["ER", "PR"]), limits=limits(percent), sample=SAMPLES)


GENES = some("PIK3CA", "ESR1", "BRCA1", "BRCA2")
ORIGINS = st.sampled_from(["any", "somatic", "germline"])


def _variant() -> SearchStrategy[Criterion]:
    return st.one_of(
        st.builds(HasVariant, genes=GENES, origin=ORIGINS, pathogenic=st.booleans()),
        st.builds(HasVariant, genes=GENES, proteins=some("H1047R", "p.Glu545Lys", "D538G")),
        st.builds(HasVariant, genes=GENES, proteins=some("H1047", "E545K"), level=st.just("codon")),
        st.builds(HasVariant, genes=GENES, exon=st.sampled_from(["9", "20"])),
        st.builds(
            HasVariant,
            genes=GENES,
            codons=st.tuples(st.integers(1, 600), st.integers(600, 1100)),
            tissue=st.sampled_from(["any", "tissue", "ctDNA"]),
        ),
        st.builds(
            HasVariant,
            genes=GENES,
            effects=some("missense", "loss of function", "frameshift"),
            kinds=some("small variant", "deep deletion", "amplification"),
        ),
        st.builds(
            HasVariant, genes=st.just(("NTRK1",)), kinds=st.just(("fusion",)), partner=st.sampled_from(["", "TPM3"])
        ),
    )


def _score() -> SearchStrategy[Criterion]:
    return st.one_of(
        st.builds(
            Score,
            name=st.just("PD-L1"),
            limits=limits(st.integers(0, 100).map(Decimal)),
            measure=st.sampled_from(["", "CPS"]),
            assay=st.sampled_from(["", "22C3", "SP142"]),
        ),
        st.builds(Score, name=st.just("MSI"), statuses=some("high", "stable")),
        st.builds(Score, name=st.just("TMB"), limits=limits(), unit=st.just("1/1000000{Base}")),
    )


def _lab() -> SearchStrategy[Criterion]:
    return st.one_of(
        st.builds(
            LabValue,
            analyte=st.just("neutrophils"),
            limits=limits(st.sampled_from([Decimal("0.5"), Decimal("1"), Decimal("1.5")])),
            unit=st.sampled_from(["10*9/L", "/uL"]),
            within_days=WINDOW,
        ),
        st.builds(
            LabValue,
            analyte=st.just("creatinine"),
            limits=limits(st.sampled_from([Decimal("1"), Decimal("1.5"), Decimal("2")])),
            unit=st.sampled_from(["mg/dL", "umol/L"]),
            within_days=WINDOW,
        ),
        st.builds(
            LabValue,
            analyte=st.sampled_from(["AST", "creatinine"]),
            limits=limits(st.sampled_from([Decimal("1"), Decimal("1.5"), Decimal("3")])),
            times=st.sampled_from(["ULN", "LLN"]),
            within_days=WINDOW,
        ),
    )


def _performance() -> SearchStrategy[Criterion]:
    return st.one_of(
        st.builds(
            lambda pair, window: Performance(scale="ECOG", at_least=pair[0], at_most=pair[1], within_days=window),
            ordered(st.integers(0, 5)),
            WINDOW,
        ),
        st.builds(
            lambda low: Performance(scale="Karnofsky", at_least=low), st.integers(0, 10).map(lambda tens: tens * 10)
        ),
    )


def _had() -> SearchStrategy[Criterion]:
    bounds = st.one_of(st.just((None, None)), DAYS.map(lambda days: (days, None)), DAYS.map(lambda days: (None, days)))
    what = st.one_of(
        st.tuples(st.just("radiotherapy"), st.just(()), st.just(()) | some("brain", "bone")),
        st.tuples(st.just("procedure"), some("mastectomy", "oophorectomy"), st.just(())),
        st.tuples(
            st.sampled_from(["major surgery", "live vaccine", "vaccine", "transfusion"]), st.just(()), st.just(())
        ),
        st.tuples(
            st.sampled_from(["progression", "breast cancer diagnosis", "first metastasis"]), st.just(()), st.just(())
        ),
    )
    return st.builds(
        lambda what, bounds: Had(
            event=what[0], kinds=what[1], sites=what[2], within_days=bounds[0], at_least_days_ago=bounds[1]
        ),
        what,
        bounds,
    )


def _washout() -> SearchStrategy[Criterion]:
    half_lives = st.sampled_from([Decimal(5), Decimal("2.5")])
    return st.one_of(
        st.builds(Washout, drugs=DRUG_SETS, days=DAYS),
        st.builds(Washout, drugs=DRUG_SETS, half_lives=half_lives),
        st.builds(
            Washout,
            drugs=DRUG_SETS,
            days=DAYS,
            half_lives=half_lives,
            whichever=st.sampled_from(["longer", "shorter"]),
        ),
    )


def _sites() -> SearchStrategy[Criterion]:
    named = some("bone", "liver", "brain")
    return st.one_of(
        st.builds(MetastaticSites, sites=named),
        st.builds(MetastaticSites, at_least=st.integers(1, 4)),
        named.flatmap(
            lambda sites: st.builds(MetastaticSites, sites=st.just(sites), at_least=st.integers(1, len(sites)))
        ),
    )


def _tnm() -> SearchStrategy[Criterion]:
    staged = st.sampled_from(["before treatment", "clinical", "pathologic", "after neoadjuvant treatment"])
    return st.one_of(
        st.builds(TnmCategory, axis=st.just("T"), categories=some("T1", "T1c", "T2", "T4", "TX"), staged=staged),
        st.builds(TnmCategory, axis=st.just("N"), categories=some("N0", "N0(i+)", "N1", "N1mi", "N2"), staged=staged),
    )


def _condition() -> SearchStrategy[Criterion]:
    return st.builds(
        Condition,
        groups=some("interstitial lung disease", "cardiac disease", "heart failure"),
        status=st.sampled_from(["ever", "now"]),
        within_days=WINDOW,
        except_groups=st.just(()) | some("arrhythmia or long QT"),
        qualities=st.just(()) | some("uncontrolled", "symptomatic"),
        at_least_grade=maybe(st.integers(1, 5)),
    )


def _ish() -> SearchStrategy[Criterion]:
    numbers = st.sampled_from([Decimal(2), Decimal("1.8"), Decimal(4), Decimal(6)])
    return st.one_of(
        st.builds(Her2Ish, states=some("amplified", "not amplified", "equivocal"), sample=SAMPLES),
        st.builds(Her2Ish, ratio=limits(numbers), copies=maybe(limits(numbers))),
    )


LEAVES: Mapping[type[Criterion], SearchStrategy[Criterion]] = {
    Age: _age(),
    HasSex: st.builds(HasSex, sex=st.sampled_from(["female", "male"])),
    Menopause: st.builds(Menopause, status=some("pre", "peri", "post"), within_days=WINDOW),
    Pregnancy: st.builds(Pregnancy, states=some("pregnant", "not pregnant", "breastfeeding"), within_days=WINDOW),
    BreastCancer: st.builds(BreastCancer, histologies=st.just(()) | some("ductal", "lobular")),
    Metastatic: st.just(Metastatic()),
    Stage: st.builds(Stage, groups=some("I", "IIA", "III", "IIIB", "IV")),
    TnmCategory: _tnm(),
    Onset: st.builds(Onset, onset=st.sampled_from(["de_novo", "recurrent"])),
    DiseaseFreeInterval: _disease_free(),
    MetastaticSites: _sites(),
    Spread: st.builds(Spread, pattern=st.sampled_from(["bone only", "visceral"])),
    CnsDisease: st.builds(
        CnsDisease,
        states=some("none known", "treated stable", "active", "leptomeningeal"),
        for_at_least_days=WINDOW,
    ),
    DiseaseCourse: st.builds(DiseaseCourse, values=some("progression", "stable"), within_days=WINDOW),
    EndocrineStatus: st.builds(
        EndocrineStatus, states=some("primary resistance", "secondary resistance", "sensitive", "not exposed")
    ),
    Receptor: _receptor(),
    ReceptorPercent: _percent(),
    Her2Score: st.builds(Her2Score, scores=some("0", "1+", "2+", "3+"), sample=SAMPLES),
    Her2Ish: _ish(),
    HasVariant: _variant(),
    GeneTested: st.builds(GeneTested, genes=GENES, origin=ORIGINS),
    Score: _score(),
    LabValue: _lab(),
    LabWord: st.builds(
        LabWord, analyte=st.just("HBsAg"), words=some("negative", "positive", "not detected"), within_days=WINDOW
    ),
    Performance: _performance(),
    Exposed: st.builds(
        Exposed,
        to=DRUG_SETS,
        settings=st.just(()) | SETTINGS,
        ended_by=st.just(()) | ENDS,
        at_least_days=WINDOW,
        latest_line=st.booleans(),
    ),
    Lines: st.builds(
        Lines,
        at_least=st.integers(1, 3),
        settings=st.just(("metastatic",)) | SETTINGS,
        containing=maybe(DRUG_SETS),
        ended_by=st.just(()) | ENDS,
    ),
    Relapse: _relapse(),
    Washout: _washout(),
    Takes: st.builds(Takes, drugs=DRUG_SETS),
    Had: _had(),
    Condition: _condition(),
    OtherCancer: st.builds(
        OtherCancer, within_days=WINDOW, except_groups=st.just(()) | some("skin"), except_in_situ=st.booleans()
    ),
    Finding: st.builds(Finding, name=st.sampled_from(["measurable disease", "childbearing potential"])),
    CancerType: st.builds(CancerType, kinds=some("breast", "solid tumour", "ovarian")),
    AllergyTo: st.builds(AllergyTo, drugs=some("letrozole", "trastuzumab")),
    AskHuman: st.builds(AskHuman, question=st.just("Does she agree?"), because=st.just("consent is hers")),
    Recorded: st.builds(
        Recorded,
        what=st.sampled_from(
            [
                "medications",
                "conditions",
                "treatment lines",
                "laboratory results",
                "imaging",
                "genomic test",
                "germline test",
            ]
        ),
    ),
}

LEAF: SearchStrategy[Criterion] = st.one_of(*LEAVES.values())


def _parts(inside: SearchStrategy[Criterion]) -> SearchStrategy[tuple[Criterion, ...]]:
    return st.lists(inside, min_size=1, max_size=4).map(tuple)


def composites(inside: SearchStrategy[Criterion]) -> Mapping[type[Criterion], SearchStrategy[Criterion]]:
    """A strategy for each node that joins others, over the given parts."""
    return {
        AllOf: st.builds(AllOf, of=_parts(inside)),
        AnyOf: st.builds(AnyOf, of=_parts(inside)),
        Not: st.builds(Not, of=inside),
        AtLeast: _parts(inside).flatmap(
            lambda parts: st.builds(AtLeast, n=st.integers(1, len(parts)), of=st.just(parts))
        ),
        When: st.builds(When, condition=inside, then=inside, otherwise=maybe(inside)),
        PresumeNo: st.builds(PresumeNo, of=inside, because=st.just("it was asked for"), provided=maybe(inside)),
    }


def _criteria(leaf: SearchStrategy[Criterion], *, presumptions: bool) -> SearchStrategy[Criterion]:
    return st.recursive(
        leaf,
        lambda inside: st.one_of(
            *(strategy for node, strategy in composites(inside).items() if presumptions or node is not PresumeNo)
        ),
        max_leaves=8,
    )


CRITERIA = _criteria(LEAF, presumptions=True)
WITHOUT_PRESUMPTIONS = _criteria(LEAF, presumptions=False)
# Questions whose answers turn on a day: birthdays, washouts, windows of events.
DATED_LEAF = st.one_of(*(LEAVES[node] for node in (Age, Washout, Had, Exposed, CnsDisease, Condition)))
DATED = _criteria(DATED_LEAF, presumptions=False)
STRATEGIES: Mapping[type[Criterion], SearchStrategy[Criterion]] = {**LEAVES, **composites(LEAF)}
assert len(NODES) == len(set(NODES)), "a node stands once in the union"
