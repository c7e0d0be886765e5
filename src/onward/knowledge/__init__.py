"""Reviewed clinical knowledge: code tables and rules, each value with its source, from the YAML files in `data`."""

from __future__ import annotations

from onward.knowledge.analytes import Analyte, AnalyteTable
from onward.knowledge.board_questions import BoardQuestion, board_questions
from onward.knowledge.civic import CivicRead, EvidenceItem, read_civic
from onward.knowledge.coded import Vocabulary, icd10_with_point, look_up
from onward.knowledge.codes import Codes, codes
from onward.knowledge.ctcae import CtcaeTable, CtcaeTerm, GradeLimit, GradeOf, GradeSide, ctcae_v5
from onward.knowledge.derived import DERIVED, Derived
from onward.knowledge.description_words import DescriptionWords, description_words
from onward.knowledge.disease_knowledge import DiseaseKnowledge, disease_knowledge
from onward.knowledge.disease_rules import (
    DiseaseRule,
    DiseaseWords,
    ExtentRules,
    Her2Words,
    OnsetRules,
    ReceptorRules,
    SiteRules,
    StatusRules,
    Threshold,
)
from onward.knowledge.drugs import Combination, Drug, DrugMatch, DrugTable
from onward.knowledge.files import DATA, KnowledgeFile, KnowledgeSource, entries, entry, only_keys, read_file
from onward.knowledge.gene_facts import ExonCodons, GeneFact, GeneFacts, gene_facts, refget_digest
from onward.knowledge.geography import Geography, ZipPlace, geography
from onward.knowledge.home import onward_home
from onward.knowledge.imaging_rules import (
    BoneWeight,
    ImagingNumber,
    ImagingNumbers,
    ProtocolAspect,
    ProtocolLimits,
    Radionuclide,
    Radionuclides,
    SkeletalWeights,
    bone_scan_numbers,
    magnetic_resonance_numbers,
    protocol_limits,
    radionuclides,
    skeletal_weights,
)
from onward.knowledge.index import INDEX, entries_of, read_index, vanished, write_index
from onward.knowledge.line_rules import LineRules, ResistanceRules, TreatmentRule
from onward.knowledge.markers import AnswerTable, AnswerWords, MarkerAspect, MarkerTable
from onward.knowledge.option_files import load_options, option_knowledge
from onward.knowledge.option_rules import (
    NEVER_IN_FORCE,
    AgencyDecision,
    Condition,
    EvidenceGrade,
    OptionKnowledge,
    OptionRule,
    Partner,
    PivotalTrial,
    SequenceWarning,
    Target,
    TestToOrder,
    Together,
)
from onward.knowledge.organ_masks import OrganMaskWords, organ_mask_words
from onward.knowledge.overview import KnowledgeProblem, check_knowledge, knowledge_files
from onward.knowledge.procedures import Gene, GeneTable, ProcedureKind, ProcedureTable
from onward.knowledge.prognosis import BreastGpaRules, GpaGroup, breast_gpa_rules
from onward.knowledge.reading_words import ReadingLexicon, ReadingWords, reading_lexicon, reading_words
from onward.knowledge.response_rules import ResponseRules, ResponseThreshold, response_rules
from onward.knowledge.safety_rules import GateAgency, GateKind, SafetyGate, SafetyRules, safety_rules
from onward.knowledge.search_words import SearchWords, StatedBy, search_words
from onward.knowledge.sites import Place, Site, SiteTable
from onward.knowledge.staging import StageObservation, StageValue, StagingTable
from onward.knowledge.status import CodedValue, PerformanceTable, StatusTable
from onward.knowledge.words import NameIndex, is_denied, words_of

__all__ = [
    "DATA",
    "DERIVED",
    "INDEX",
    "NEVER_IN_FORCE",
    "AgencyDecision",
    "Analyte",
    "AnalyteTable",
    "AnswerTable",
    "AnswerWords",
    "BoardQuestion",
    "BoneWeight",
    "BreastGpaRules",
    "CivicRead",
    "CodedValue",
    "Codes",
    "Combination",
    "Condition",
    "CtcaeTable",
    "CtcaeTerm",
    "Derived",
    "DescriptionWords",
    "DiseaseKnowledge",
    "DiseaseRule",
    "DiseaseWords",
    "Drug",
    "DrugMatch",
    "DrugTable",
    "EvidenceGrade",
    "EvidenceItem",
    "ExonCodons",
    "ExtentRules",
    "GateAgency",
    "GateKind",
    "Gene",
    "GeneFact",
    "GeneFacts",
    "GeneTable",
    "Geography",
    "GpaGroup",
    "GradeLimit",
    "GradeOf",
    "GradeSide",
    "Her2Words",
    "ImagingNumber",
    "ImagingNumbers",
    "KnowledgeFile",
    "KnowledgeProblem",
    "KnowledgeSource",
    "LineRules",
    "MarkerAspect",
    "MarkerTable",
    "NameIndex",
    "OnsetRules",
    "OptionKnowledge",
    "OptionRule",
    "OrganMaskWords",
    "Partner",
    "PerformanceTable",
    "PivotalTrial",
    "Place",
    "ProcedureKind",
    "ProcedureTable",
    "ProtocolAspect",
    "ProtocolLimits",
    "Radionuclide",
    "Radionuclides",
    "ReadingLexicon",
    "ReadingWords",
    "ReceptorRules",
    "ResistanceRules",
    "ResponseRules",
    "ResponseThreshold",
    "SafetyGate",
    "SafetyRules",
    "SearchWords",
    "SequenceWarning",
    "Site",
    "SiteRules",
    "SiteTable",
    "SkeletalWeights",
    "StageObservation",
    "StageValue",
    "StagingTable",
    "StatedBy",
    "StatusRules",
    "StatusTable",
    "Target",
    "TestToOrder",
    "Threshold",
    "Together",
    "TreatmentRule",
    "Vocabulary",
    "ZipPlace",
    "board_questions",
    "bone_scan_numbers",
    "breast_gpa_rules",
    "check_knowledge",
    "codes",
    "ctcae_v5",
    "description_words",
    "disease_knowledge",
    "entries",
    "entries_of",
    "entry",
    "gene_facts",
    "geography",
    "icd10_with_point",
    "is_denied",
    "knowledge_files",
    "load_options",
    "look_up",
    "magnetic_resonance_numbers",
    "only_keys",
    "onward_home",
    "option_knowledge",
    "organ_mask_words",
    "protocol_limits",
    "radionuclides",
    "read_civic",
    "read_file",
    "read_index",
    "reading_lexicon",
    "reading_words",
    "refget_digest",
    "response_rules",
    "safety_rules",
    "search_words",
    "skeletal_weights",
    "vanished",
    "words_of",
    "write_index",
]
