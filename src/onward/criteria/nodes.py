"""The closed set of questions. A question is a value: it holds no code, so that more than one engine can answer it.

To add one: the node in its theme's file and here, its case in the engine, its sentence in `describe`, its generator in
tests/generative, its page in tests/spec. The type checker and the tests name whatever is missing.
"""

from __future__ import annotations

from typing import get_args

from onward.criteria.condition_nodes import AllergyTo, Condition, OtherCancer
from onward.criteria.disease_nodes import (
    BreastCancer,
    CnsDisease,
    DiseaseCourse,
    DiseaseFreeInterval,
    EndocrineStatus,
    Metastatic,
    MetastaticSites,
    Onset,
    Spread,
    Stage,
    TnmCategory,
)
from onward.criteria.exposure_nodes import Exposed, Had, Lines, Relapse, Takes, Washout
from onward.criteria.finding_nodes import CancerType, Finding
from onward.criteria.logic_nodes import AllOf, AnyOf, AskHuman, AtLeast, Not, PresumeNo, Recorded, When
from onward.criteria.measure_nodes import LabValue, LabWord, Performance
from onward.criteria.person_nodes import Age, HasSex, Menopause, Pregnancy
from onward.criteria.receptor_nodes import Her2Ish, Her2Score, Receptor, ReceptorPercent
from onward.criteria.variant_nodes import GeneTested, HasVariant, Score

PersonLeaf = Age | HasSex | Menopause | Pregnancy
DiseaseLeaf = (
    BreastCancer
    | Metastatic
    | Stage
    | TnmCategory
    | Onset
    | DiseaseFreeInterval
    | MetastaticSites
    | Spread
    | CnsDisease
    | DiseaseCourse
    | EndocrineStatus
)
ReceptorLeaf = Receptor | ReceptorPercent | Her2Score | Her2Ish
VariantLeaf = HasVariant | GeneTested | Score
MeasureLeaf = LabValue | LabWord | Performance
ExposureLeaf = Exposed | Lines | Relapse | Washout | Takes | Had
ConditionLeaf = Condition | OtherCancer | AllergyTo
FindingLeaf = Finding | CancerType
Leaf = (
    PersonLeaf
    | DiseaseLeaf
    | ReceptorLeaf
    | VariantLeaf
    | MeasureLeaf
    | ExposureLeaf
    | ConditionLeaf
    | FindingLeaf
    | AskHuman
    | Recorded
)
Composite = AllOf | AnyOf | Not | AtLeast | When | PresumeNo
Criterion = Composite | Leaf

NODES: tuple[type[Criterion], ...] = get_args(Criterion)


def parts_of(criterion: Criterion) -> tuple[Criterion, ...]:
    """The questions that a question is made of, in order; () for a leaf."""
    match criterion:
        case AllOf() | AnyOf() | AtLeast():
            return criterion.of
        case Not():
            return (criterion.of,)
        case When():
            rest = () if criterion.otherwise is None else (criterion.otherwise,)
            return (criterion.condition, criterion.then, *rest)
        case PresumeNo():
            return (criterion.of,) if criterion.provided is None else (criterion.of, criterion.provided)
        case _:
            return ()
