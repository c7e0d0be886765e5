"""Questions about one person's record, as values, and the engine that answers them with reasons.

A question is built from a closed set of frozen nodes (`nodes.py`), says itself in a plain sentence, and is written to
and read from plain values. `answer` gives YES, NO or UNKNOWN as a tree down to the facts; `questions_left` says what to
ask next and what each answer would settle. Absent data is UNKNOWN; presuming absence is a node that says why.
"""

from __future__ import annotations

from onward.criteria.answer import Answer, Change, Prospect, Question, facts_of, leaves_of
from onward.criteria.condition_nodes import AllergyTo, Condition, OtherCancer
from onward.criteria.describe import describe_criterion
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
from onward.criteria.engine import answer
from onward.criteria.exposure_nodes import DrugSet, Exposed, Had, Lines, Relapse, Takes, Washout
from onward.criteria.finding_nodes import CancerType, Finding
from onward.criteria.grading import GradeInput, LabGrade, Measurement, grade_value
from onward.criteria.limits import Limits
from onward.criteria.logic_nodes import AllOf, AnyOf, AskHuman, AtLeast, Not, PresumeNo, Recorded, When
from onward.criteria.measure_nodes import LabValue, LabWord, Performance
from onward.criteria.nodes import NODES, Composite, Criterion, Leaf, parts_of
from onward.criteria.person_nodes import Age, HasSex, Menopause, Pregnancy
from onward.criteria.phrases import (
    at_most_lines,
    her2_negative,
    hormone_receptor_positive,
    none_recorded,
    triple_negative,
)
from onward.criteria.plain import NODE_NAMES, Plain, from_plain, name_of, to_plain
from onward.criteria.protein import ProteinChange, ProteinKind, kind_of_consequence, read_protein
from onward.criteria.protein_sequence import fits_protein, in_one_form
from onward.criteria.questions import QuestionLeft, Settles, questions_left, truth_if
from onward.criteria.receptor_nodes import Her2Ish, Her2Score, Receptor, ReceptorPercent
from onward.criteria.reference import AnalyteEntry, DrugEntry, FindingEntry, GeneEntry, Reference, reference_of
from onward.criteria.saying import said
from onward.criteria.shared import shared
from onward.criteria.subject import Subject, subject_of
from onward.criteria.variant_nodes import GeneTested, HasVariant, Score

__all__ = [
    "NODES",
    "NODE_NAMES",
    "Age",
    "AllOf",
    "AllergyTo",
    "AnalyteEntry",
    "Answer",
    "AnyOf",
    "AskHuman",
    "AtLeast",
    "BreastCancer",
    "CancerType",
    "Change",
    "CnsDisease",
    "Composite",
    "Condition",
    "Criterion",
    "DiseaseCourse",
    "DiseaseFreeInterval",
    "DrugEntry",
    "DrugSet",
    "EndocrineStatus",
    "Exposed",
    "Finding",
    "FindingEntry",
    "GeneEntry",
    "GeneTested",
    "GradeInput",
    "Had",
    "HasSex",
    "HasVariant",
    "Her2Ish",
    "Her2Score",
    "LabGrade",
    "LabValue",
    "LabWord",
    "Leaf",
    "Limits",
    "Lines",
    "Measurement",
    "Menopause",
    "Metastatic",
    "MetastaticSites",
    "Not",
    "Onset",
    "OtherCancer",
    "Performance",
    "Plain",
    "Pregnancy",
    "PresumeNo",
    "Prospect",
    "ProteinChange",
    "ProteinKind",
    "Question",
    "QuestionLeft",
    "Receptor",
    "ReceptorPercent",
    "Recorded",
    "Reference",
    "Relapse",
    "Score",
    "Settles",
    "Spread",
    "Stage",
    "Subject",
    "Takes",
    "TnmCategory",
    "Washout",
    "When",
    "answer",
    "at_most_lines",
    "describe_criterion",
    "facts_of",
    "fits_protein",
    "from_plain",
    "grade_value",
    "her2_negative",
    "hormone_receptor_positive",
    "in_one_form",
    "kind_of_consequence",
    "leaves_of",
    "name_of",
    "none_recorded",
    "parts_of",
    "questions_left",
    "read_protein",
    "reference_of",
    "said",
    "shared",
    "subject_of",
    "to_plain",
    "triple_negative",
    "truth_if",
]
