"""Random records that meet a question: for every leaf, pieces of a record that speak to it, among others that do not.

A record drawn without looking at the question would nearly always be silent on it. `TOPICS` has one entry for each
leaf; one without fails `test_every_leaf_has_a_topic`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from tests.generative.strategies import maybe, some
from tests.spec.criteria import records as say
from tests.spec.criteria.records import Piece

from onward.criteria import (
    Age,
    AllergyTo,
    AskHuman,
    BreastCancer,
    CancerType,
    CnsDisease,
    Condition,
    Criterion,
    DiseaseCourse,
    DiseaseFreeInterval,
    EndocrineStatus,
    Exposed,
    Finding,
    GeneTested,
    Had,
    HasSex,
    HasVariant,
    Her2Ish,
    Her2Score,
    LabValue,
    LabWord,
    Lines,
    Menopause,
    Metastatic,
    MetastaticSites,
    Onset,
    OtherCancer,
    Performance,
    Pregnancy,
    Receptor,
    ReceptorPercent,
    Recorded,
    Relapse,
    Score,
    Spread,
    Stage,
    Takes,
    TnmCategory,
    Washout,
    parts_of,
)
from onward.terms import Truth
from onward.timeline import (
    Allergy,
    DrugTreatment,
    Fact,
    ImagingFact,
    Metastasis,
    PregnancyFact,
    ProcedureFact,
    Radiotherapy,
    Standing,
    TreatmentBasis,
)

# Exact days, months and years around the day of asking (2026-11-01), some at the edge of a window.
PAST = st.sampled_from(
    [
        "2026-11-01", "2026-10-31", "2026-10-18", "2026-10-04", "2026-10-03", "2026-10", "2026-09", "2026-08-03",
        "2026-08-02", "2026", "2025-11-01", "2025-10-31", "2025-06-15", "2025", "2024-02-29", "2023-12-01", "2021-05",
        "2018",
    ]
)  # fmt: skip
UNDATED = st.just("")
WHEN = st.one_of(PAST, PAST, PAST, UNDATED)


def _course(
    drug: str, drug_class: str, groups: tuple[str, ...], payload: str = "", target: str = "", *, kinds: tuple[str, ...]
) -> SearchStrategy[Piece]:
    def build(start: str, end: str, kind: str, why: str, only_ordered: bool) -> Piece:
        ongoing = kind == "ongoing"
        one = say.course(
            drug,
            drug_class,
            start,
            "" if ongoing or kind == "no end" else end,
            groups=groups,
            ongoing=ongoing,
            why="" if ongoing else why,
            only_ordered=only_ordered,
            known=drug != "study drug",
            payload=payload,
            target=target,
        )
        match kind:
            case "early":
                return say.line(0, one, setting="adjuvant", why="completed")
            case "unknown setting":
                return say.line(1, one, setting="unknown")
            case "no line" | "no end":
                return one
            case _:
                return say.line(1, one, why="unknown" if why in ("", "other") else why)

    return st.builds(
        build,
        start=WHEN,
        end=WHEN,
        kind=st.sampled_from(kinds),
        why=st.sampled_from(["", "progression", "toxicity", "completed", "other"]),
        only_ordered=st.booleans(),
    )


def _courses(*kinds: str) -> SearchStrategy[Piece]:
    conjugate = ("trastuzumab deruxtecan", "antibody-drug conjugate", ("anti-HER2",))
    return st.one_of(
        _course("letrozole", "aromatase inhibitor", ("endocrine therapy",), kinds=kinds),
        _course("palbociclib", "CDK4/6 inhibitor", ("targeted therapy",), kinds=kinds),
        _course("capecitabine", "antimetabolite", ("chemotherapy",), kinds=kinds),
        _course("clarithromycin", "antibiotic", ("strong CYP3A inhibitor",), kinds=kinds),
        _course(*conjugate, "topoisomerase-1 inhibitor", "HER2", kinds=kinds),
        _course("study drug", "", (), kinds=kinds),
    )


COURSES = _courses("metastatic", "early", "ongoing", "no end", "no line", "unknown setting")

STANDINGS = st.sampled_from([Standing.CONFIRMED, Standing.CONFIRMED, Standing.PROVISIONAL, Standing.REFUTED])


def _labs() -> SearchStrategy[Piece]:
    return st.one_of(
        st.builds(
            say.lab,
            analyte=st.just("neutrophils"),
            value=st.sampled_from(["0.4", "0.5", "1", "1.5", "2.5"]),
            unit=st.sampled_from(["10*9/L", "10*9/L", None]),
            on=WHEN,
            low=st.sampled_from(["", "1.8"]),
            high=st.sampled_from(["", "7.7"]),
        ),
        st.builds(
            say.lab,
            analyte=st.just("creatinine"),
            value=st.sampled_from(["0.8", "1", "1.2", "1.5", "2.1"]),
            unit=st.just("mg/dL"),
            on=WHEN,
            high=st.sampled_from(["", "1.2"]),
        ),
        st.builds(
            say.lab, analyte=st.just("AST"), value=st.sampled_from(["30", "60", "120", "200"]), unit=st.just("U/L"),
            on=WHEN, low=st.sampled_from(["", "10"]), high=st.sampled_from(["", "40"]), standing=STANDINGS,
        ),
    )  # fmt: skip


def _variants() -> SearchStrategy[Piece]:
    return st.one_of(
        st.builds(
            say.variant,
            gene=st.sampled_from(["PIK3CA", "ESR1", "BRCA1", "BRCA2"]),
            protein=st.sampled_from(["", "p.H1047R", "E545K", "p.Asp538Gly", "p.S1982fs", "p.P57=", "odd"]),
            kind=st.sampled_from(["small variant", "small variant", "deep deletion", "amplification"]),
            present=st.sampled_from([True, True, False, None]),
            origin=st.sampled_from(["unknown", "somatic", "germline"]),
            tissue=st.sampled_from(["", "tissue", "ctDNA", "germline sample"]),
            significance=st.sampled_from(["", "pathogenic", "uncertain significance", "benign"]),
        ),
        st.builds(say.variant, gene=st.just("NTRK1"), kind=st.just("fusion"), partner=st.sampled_from(["", "TPM3"])),
        some("PIK3CA", "ESR1", "BRCA1", "BRCA2").flatmap(
            lambda genes: st.sampled_from(["", "tissue", "ctDNA", "germline sample"]).map(
                lambda tissue: say.panel(*genes, tissue=tissue)
            )
        ),
    )


def _receptors() -> SearchStrategy[Piece]:
    kinds = st.sampled_from(["primary", "metastasis", "unknown"])
    dates = WHEN
    return st.one_of(
        st.builds(
            say.receptor, marker=st.just("HER2"),
            call=st.sampled_from(
                ["positive", "low", "ultralow", "zero", "negative", "cannot be told", "zero-or-ultralow",
                 "zero-to-low", "positive-or-low"]
            ),
            on=dates, kind=kinds, score=st.sampled_from(["", "0", "1+", "2+", "3+", "0-1+"]),
        ),
        st.builds(
            say.receptor, marker=st.sampled_from(["ER", "PR"]),
            call=st.sampled_from(["positive", "negative", "cannot be told"]),
            on=dates, kind=kinds, percent=st.sampled_from(["", "0", "5", "80", "1-10"]),
        ),
        st.builds(say.receptor, marker=st.just("ER"), call=st.just("low positive"), on=dates, kind=kinds),
    )  # fmt: skip


ISH = st.builds(
    say.ish,
    status=st.sampled_from(["", "positive", "negative", "amplified", "equivocal"]),
    on=WHEN,
    ratio=st.sampled_from(["", "1.5", "2", "2.4"]),
    copies=st.sampled_from(["", "3.5", "4", "6.1"]),
)
FINDINGS = st.builds(
    say.condition, group=st.sampled_from(["measurable disease", "childbearing potential"]), standing=STANDINGS
)
PEOPLE = st.builds(
    say.born,
    birth=st.sampled_from(["1950-11-01", "1966-11-02", "1980-02-29", "1990", "2008-11-02", "2010-05-05"]),
    sex=st.sampled_from(["female", "female", "female", "male", ""]),
)
WORDS = st.builds(say.word, analyte=st.just("HBsAg"), result=st.sampled_from(["negative", "Positive", "?"]), on=WHEN)
ECOG = st.builds(say.ecog, value=st.integers(0, 4), on=WHEN)
MENOPAUSE = st.builds(say.menopause, status=st.sampled_from(["pre", "peri", "post"]), on=WHEN)
PREGNANCY = st.builds(
    lambda state, on: PregnancyFact(state=state, when=say.when(on)),
    st.sampled_from(["pregnant", "not pregnant", "breastfeeding"]),
    WHEN,
)
CONDITIONS = st.builds(
    say.condition,
    group=st.sampled_from(
        ["interstitial lung disease", "heart failure", "arrhythmia or long QT", "cardiac disease", "diabetes"]
    ),
    status=st.sampled_from(["", "active", "resolved"]),
    on=st.one_of(WHEN, PAST.map(lambda end: f"2015 to {end}")),
    standing=STANDINGS,
)
CANCERS = st.builds(
    say.cancer,
    text=st.just("cancer"),
    on=WHEN,
    is_breast=st.sampled_from([True, True, False, None]),
    histology=st.sampled_from(["", "ductal", "lobular"]),
    in_situ=st.sampled_from([False, False, True]),
    status=st.sampled_from(["", "active", "resolved"]),
    standing=STANDINGS,
)
STAGES = st.builds(say.stage, value=st.sampled_from(["", "I", "IIA", "III", "IIIB", "IV"]), on=WHEN)
CATEGORIES = st.builds(
    lambda value, kind, on, after: say.category(value, kind, on, f"yp{value}" if after else ""),
    value=st.sampled_from(["", "TX", "T1", "T1c", "T2", "T4d", "NX", "N0", "N0(i+)", "N1(sn)", "N1mi", "N2"]),
    kind=st.sampled_from(["clinical", "pathologic", ""]),
    on=WHEN,
    after=st.sampled_from([False, False, True]),
)
STATUSES = st.builds(say.status, value=st.sampled_from(["", "progression", "stable"]), on=WHEN)
SCORES = st.builds(
    say.score,
    name=st.sampled_from(["PD-L1", "TMB", "MSI"]),
    value=st.sampled_from(["", "5", "10", "20"]),
    measure=st.sampled_from(["", "CPS"]),
    assay=st.sampled_from(["", "22C3"]),
    word=st.sampled_from(["", "high", "stable"]),
    unit=st.sampled_from([None, "1", "1/1000000{Base}"]),
)
RADIOTHERAPY = st.builds(
    lambda sites, on: Radiotherapy(sites=sites, when=say.when(on)), st.just(()) | some("brain", "bone"), WHEN
)
PROCEDURES = st.builds(
    lambda kind, status, on: ProcedureFact(kind=kind, status=status, when=say.when(on)),
    st.sampled_from(["", "mastectomy", "oophorectomy"]),
    st.sampled_from(["completed", "completed", "not-done"]),
    WHEN,
)
ALLERGIES = st.builds(
    lambda drug, standing: Allergy(drug=drug, standing=standing),
    st.sampled_from(["letrozole", "trastuzumab", "x"]),
    STANDINGS,
)
DENIED_DRUGS = st.builds(
    lambda drug: DrugTreatment(drug=drug, drug_text=drug, basis=TreatmentBasis.STATED, standing=Standing.REFUTED),
    st.sampled_from(["letrozole", "palbociclib", "capecitabine"]),
)
DENIED_SITES = st.builds(
    lambda site: Metastasis(site=site, basis="imaging", standing=Standing.REFUTED), st.sampled_from(["liver", "brain"])
)
IMAGING = st.builds(lambda on: ImagingFact(modality="CT", when=say.when(on)), WHEN)
SITES = st.builds(say.site, name=st.sampled_from(["bone", "liver", "brain"]), first=PAST)
ONSETS = st.builds(
    say.onset,
    kind=st.sampled_from(["recurrent", "recurrent", "recurrent", "de_novo", "unknown"]),
    diagnosed=WHEN,
    metastatic=WHEN,
    months=maybe(st.tuples(st.integers(0, 30), st.integers(30, 60))),
)
CNS = st.builds(
    say.cns,
    status=st.sampled_from(["none known", "treated stable", "treated stable", "active", "leptomeningeal", "unknown"]),
    since=WHEN,
)
ENDOCRINE = st.builds(
    say.endocrine,
    status=st.sampled_from(["primary resistance", "secondary resistance", "sensitive", "not exposed", "unknown"]),
)
EXTENTS = st.sampled_from([say.METASTATIC, say.EARLY, say.BONE_ONLY, say.Extent(Truth.YES, Truth.NO, Truth.YES)])
TREATED = COURSES | COURSES | DENIED_DRUGS

# What speaks to each leaf; a leaf that rests on several things has them side by side.
TOPICS: Mapping[type[Criterion], tuple[SearchStrategy[Piece], ...]] = {
    Age: (PEOPLE,),
    HasSex: (PEOPLE,),
    Menopause: (MENOPAUSE, PEOPLE),
    Pregnancy: (PREGNANCY, PEOPLE),
    BreastCancer: (CANCERS,),
    Metastatic: (EXTENTS,),
    Stage: (STAGES, EXTENTS),
    TnmCategory: (CATEGORIES,),
    Onset: (ONSETS,),
    DiseaseFreeInterval: (ONSETS,),
    MetastaticSites: (SITES | DENIED_SITES, EXTENTS),
    Spread: (SITES, EXTENTS),
    CnsDisease: (CNS,),
    DiseaseCourse: (STATUSES,),
    EndocrineStatus: (ENDOCRINE,),
    Receptor: (_receptors(),),
    ReceptorPercent: (_receptors(),),
    Her2Score: (_receptors(),),
    Her2Ish: (ISH,),
    HasVariant: (_variants(),),
    GeneTested: (_variants(),),
    Score: (SCORES,),
    LabValue: (_labs(),),
    LabWord: (WORDS,),
    Performance: (ECOG,),
    Exposed: (TREATED,),
    Lines: (COURSES | EXTENTS | st.just(say.EARLY),),
    Relapse: (_courses("early"), ONSETS),
    Washout: (COURSES,),
    Takes: (TREATED,),
    Had: (RADIOTHERAPY, PROCEDURES, STATUSES, CANCERS, SITES, ONSETS),
    Condition: (CONDITIONS,),
    OtherCancer: (CANCERS,),
    AllergyTo: (ALLERGIES,),
    Finding: (FINDINGS | MENOPAUSE | PREGNANCY,),
    CancerType: (CANCERS,),
    AskHuman: (PEOPLE,),
    Recorded: (IMAGING | CONDITIONS | _labs() | _variants() | COURSES,),
}

PIECES: SearchStrategy[Piece] = st.one_of(*(strategy for topics in TOPICS.values() for strategy in topics))


def _in_order(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Facts before parts of the picture: the order of facts is free, that of a picture is part of it."""
    facts = [piece for piece in pieces if isinstance(piece, Fact)]
    return (*facts, *(piece for piece in pieces if not isinstance(piece, Fact)))


RECORDS: SearchStrategy[tuple[Piece, ...]] = st.lists(PIECES, max_size=12).map(_in_order)


def leaf_kinds(criterion: Criterion) -> tuple[type[Criterion], ...]:
    """The kinds of leaves of a question, each once."""
    parts = parts_of(criterion)
    if not parts:
        return (type(criterion),)
    return tuple(dict.fromkeys(kind for part in parts for kind in leaf_kinds(part)))


@st.composite
def meeting(draw: st.DrawFn, *questions: SearchStrategy[Criterion]) -> Any:
    """Questions, and a record that speaks to them: (question, ..., record)."""
    asked = [draw(question) for question in questions]
    kinds = tuple(dict.fromkeys(kind for question in asked for kind in leaf_kinds(question)))
    pieces: list[Piece] = []
    for topic in (topic for kind in kinds for topic in TOPICS[kind]):
        number = draw(st.sampled_from([0, 1, 1, 1, 2]))
        pieces += draw(st.lists(topic, min_size=number, max_size=number))
    pieces += draw(st.lists(PIECES, max_size=2))
    return (*asked, _in_order(pieces))
