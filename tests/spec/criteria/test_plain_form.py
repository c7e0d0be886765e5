"""Questions as text.

A question is written to and read from plain values (mappings, lists, text, numbers): what YAML and JSON hold. A node
is a mapping with one key, its name; fields at their default are left out.
"""

import json
from decimal import Decimal

import pytest
import yaml
from tests.spec.manual import Section

from onward.criteria import (
    AllOf,
    AnyOf,
    Criterion,
    DrugSet,
    Exposed,
    HasVariant,
    LabValue,
    Limits,
    Metastatic,
    Not,
    Performance,
    Receptor,
    describe_criterion,
    from_plain,
    to_plain,
)
from onward.terms import UsageError

EXAMPLE = AllOf(
    of=(
        Metastatic(),
        Receptor(marker="HER2", calls=("low", "ultralow"), sample="any"),
        AnyOf(
            of=(
                HasVariant(genes=("ESR1",), codons=(310, 547), tissue="ctDNA"),
                Exposed(to=DrugSet(classes=("CDK4/6 inhibitor",)), ended_by=("progression",)),
            )
        ),
        Not(of=Performance(scale="ECOG", at_least=2)),
        LabValue(analyte="bilirubin", limits=Limits(at_most=Decimal("1.5")), times="ULN", within_days=28),
    )
)

AS_YAML = """\
all_of:
- metastatic: {}
- receptor:
    marker: HER2
    calls:
    - low
    - ultralow
    sample: any
- any_of:
  - has_variant:
      genes:
      - ESR1
      codons:
      - 310
      - 547
      tissue: ctDNA
  - exposed:
      to:
        classes:
        - CDK4/6 inhibitor
      ended_by:
      - progression
- not:
    performance:
      scale: ECOG
      at_least: 2
- lab_value:
    analyte: bilirubin
    limits:
      at_most: '1.5'
    times: ULN
    within_days: 28
"""


def test_to_yaml_and_back(manual: Section) -> None:
    """A question of five lines, and the same question in YAML."""
    assert yaml.safe_dump(to_plain(EXAMPLE), sort_keys=False) == AS_YAML
    assert from_plain(yaml.safe_load(AS_YAML)) == EXAMPLE
    manual.text(describe_criterion(EXAMPLE).capitalize() + ".")
    manual.code(AS_YAML, "yaml")


def test_numbers_as_text(manual: Section) -> None:
    """Knowledge files are read as text throughout; the same question comes out."""
    assert from_plain(yaml.load(AS_YAML, Loader=yaml.BaseLoader)) == EXAMPLE
    manual.text("`310`, `'310'`, `1.5` and `'1.5'` read alike; an empty mapping and nothing read alike.")
    assert from_plain({"metastatic": ""}) == from_plain({"metastatic": None}) == Metastatic()


def test_to_json_and_back(manual: Section) -> None:
    """Decimals are written as text, so that 1.50 does not become 1.5 on the way."""
    text = json.dumps(to_plain(EXAMPLE))
    assert from_plain(json.loads(text)) == EXAMPLE
    manual.code(json.dumps(to_plain(EXAMPLE.of[4])), "json")


MISTAKES: list[tuple[object, str]] = [
    ({"all_off": []}, 'criterion: there is no question "all_off"; did you mean "all_of"?'),
    ({"all_of": [{"age": {"min": 18}}]}, 'criterion all_of[0].age: there is no field "min"'),
    ({"age": {"at_most_year": 18}}, 'criterion age: there is no field "at_most_year"; did you mean "at_most_years"?'),
    ({"age": {"at_least_years": "eighteen"}}, "criterion age.at_least_years: expected a whole number"),
    ({"all_of": []}, "criterion all_of: needs at least one question"),
    ({"not": {"receptor": {"marker": "HER2"}}}, 'criterion not.receptor: the field "calls" is missing'),
    ({"age": {}, "metastatic": {}}, "criterion: a node is a mapping with one key, its name; 2 keys came"),
    ("metastatic", "criterion the question: expected a mapping"),
    (
        {"lab_value": {"analyte": "AST", "limits": {"above": "x"}}},
        "criterion lab_value.limits.above: expected a number",
    ),
    ({"spread": {"pattern": "lung"}}, 'criterion spread: pattern must be one of "bone only", "visceral"; "lung" came'),
]


@pytest.mark.parametrize(("plain", "message"), MISTAKES, ids=[str(n) for n in range(len(MISTAKES))])
def test_mistakes(manual: Section, plain: object, message: str) -> None:
    """A mistake is named with its place and, where one word is near, what was meant."""
    with pytest.raises(UsageError) as caught:
        from_plain(plain)
    assert str(caught.value) == message
    manual.row(("as written", "message"), (f"`{plain}`", message))


def test_equal_questions_are_written_alike() -> None:
    """Writing what was read gives the same text again."""
    again: Criterion = from_plain(to_plain(EXAMPLE))
    assert to_plain(again) == to_plain(EXAMPLE)
