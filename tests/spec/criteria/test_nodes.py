"""All questions.

The closed set of questions, each with its fields and an example in YAML. Whatever a trial, a treatment option or a care
rule asks is built from these. What each answers is on the other pages of this chapter.
"""

import dataclasses
import inspect

import pytest
import yaml
from tests.spec.criteria.table_words import unknown_words
from tests.spec.manual import Section

from onward.criteria import NODE_NAMES, DrugSet, Limits, describe_criterion, from_plain, to_plain

# One example of every node, in the order of the union.
EXAMPLES: dict[str, object] = yaml.safe_load("""
all_of: [{metastatic: {}}, {age: {at_least_years: 18}}]
any_of: [{has_sex: {sex: male}}, {menopause: {status: [post]}}]
not: {exposed: {to: {classes: [PARP inhibitor]}}}
at_least:
  n: 2
  of: [{exposed: {to: {classes: [taxane]}}}, {exposed: {to: {drugs: [capecitabine]}}}, {metastatic: {}}]
when:
  condition: {metastatic_sites: {sites: [liver]}}
  then: {lab_value: {analyte: AST, limits: {at_most: 5}, times: ULN}}
  otherwise: {lab_value: {analyte: AST, limits: {at_most: 3}, times: ULN}}
presume_no:
  of: {condition: {groups: [interstitial lung disease]}}
  because: the problem list was reviewed
  provided: {recorded: {what: conditions}}
age: {at_least_years: 18, at_most_years: 75}
has_sex: {sex: female}
menopause: {status: [pre, peri]}
pregnancy: {states: [pregnant, breastfeeding], within_days: 28}
breast_cancer: {histologies: [lobular]}
metastatic: {}
stage: {groups: [IIIB, IIIC, IV]}
tnm_category: {axis: T, categories: [T1c, T2, T3], staged: clinical}
onset: {onset: de_novo}
disease_free_interval: {at_least_months: 24}
metastatic_sites: {sites: [liver, lung], at_least: 2}
spread: {pattern: bone only}
cns_disease: {states: [treated stable], for_at_least_days: 28}
disease_course: {values: [progression], within_days: 60}
endocrine_status: {states: [secondary resistance]}
receptor: {marker: HER2, calls: [low, ultralow], sample: any}
receptor_percent: {marker: ER, limits: {at_least: 10}}
her2_score: {scores: [3+]}
her2_ish: {ratio: {at_least: 2}, copies: {at_least: 4}}
has_variant: {genes: [ESR1], codons: [310, 547], tissue: ctDNA}
gene_tested: {genes: [BRCA1, BRCA2], origin: germline}
score: {name: PD-L1, measure: CPS, assay: 22C3, limits: {at_least: 10}}
lab_value: {analyte: neutrophils, limits: {at_least: 1.5}, unit: 10*9/L, within_days: 28}
lab_word: {analyte: hepatitis B surface antigen, words: [negative], within_days: 90}
performance: {scale: ECOG, at_most: 1, within_days: 28}
exposed: {to: {classes: [CDK4/6 inhibitor]}, settings: [metastatic], ended_by: [progression], at_least_days: 182}
lines: {at_least: 1, settings: [metastatic], containing: {classes: [chemotherapy]}}
relapse: {after: {classes: [endocrine therapy]}, measured_from: end, at_most_months: 12}
washout: {drugs: {roles: [anticancer], excluding: [endocrine therapy]}, days: 21, half_lives: 5, whichever: longer}
takes: {drugs: {classes: [strong CYP3A inhibitor, strong CYP3A inducer]}}
had: {event: radiotherapy, sites: [brain], within_days: 28}
condition: {groups: [hypertension], status: now, qualities: [uncontrolled], except_groups: [stroke]}
other_cancer: {within_days: 1095, except_in_situ: true}
allergy_to: {drugs: [trastuzumab]}
finding: {name: measurable disease}
cancer_type: {kinds: [solid tumour]}
ask_human: {question: "Does she agree to a fresh biopsy?", because: consent is hers}
recorded: {what: germline test}
""")


def test_every_question_has_an_example() -> None:
    """A new node without an example here fails."""
    assert list(EXAMPLES) == list(NODE_NAMES)


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_the_questions(manual: Section, name: str) -> None:
    """Name and fields, the example, and the sentence that a page shows. A field with a star may be left out."""
    question = from_plain({name: EXAMPLES[name]})
    assert from_plain(to_plain(question)) == question
    assert unknown_words(question) == []
    line = yaml.safe_dump({name: EXAMPLES[name]}, default_flow_style=True, sort_keys=False, width=1000).strip()[1:-1]
    fields = ", ".join(
        f"{field.name}{'' if field.default is dataclasses.MISSING else '*'}"
        for field in dataclasses.fields(NODE_NAMES[name])
    )
    manual.row(
        ("question", "fields", "example", "in words"),
        (f"`{name}`", fields, f"`{line}`", describe_criterion(question)),
    )


@pytest.mark.parametrize("name", list(NODE_NAMES))
def test_what_they_mean(manual: Section, name: str) -> None:
    """What each asks, as its class says it."""
    doc = inspect.getdoc(NODE_NAMES[name]) or ""
    assert doc, f"{name} says nothing of itself"
    manual.text(f"### {name}")
    manual.code(doc)


@pytest.mark.parametrize("kind", [DrugSet, Limits], ids=lambda kind: kind.__name__)
def test_parts_that_several_use(manual: Section, kind: type[DrugSet] | type[Limits]) -> None:
    """Which drugs are meant, and bounds of a number."""
    manual.text(f"### {kind.__name__}")
    manual.code(inspect.getdoc(kind) or "")
