"""Files of treatment rules: what is wrong with one is said with file and line, and stops it from being used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onward.engines.options import prepare_options
from onward.knowledge import OptionKnowledge, codes, load_options
from onward.terms import KnowledgeError

GOOD = """\
id: options/example
version: "2026-11-28"
about: An example.
sources:
  LABEL: {title: "Label of an example", url: "https://example.org", checked: "2026-11-28", verified: "true"}
review: none
expires: "2027-05-28"
gates: [metastatic]
conditions:
  - {id: metastatic, says: metastatic disease, ask: {metastatic: {}}, source: LABEL}
options:
  - id: example/capecitabine
    title: Capecitabine
    plain: A tablet.
    kind: approval
    group: any subtype
    drugs: [capecitabine]
    place: {lines: [any], rank: alternative, because: the label, source: LABEL}
    when:
      - {id: pik3ca, says: a PIK3CA change, ask: {has_variant: {genes: [PIK3CA]}}}
    agencies: [{agency: fda, status: approved, first: "2020-01-02", source: LABEL}]
    targets: [{gene: PIK3CA, what: a change, source: LABEL}]
    source: LABEL
"""


def load(folder: Path, text: str) -> OptionKnowledge:
    (folder / "example.yaml").write_text(text, encoding="utf-8")
    return load_options(folder, drugs=codes().drugs, genes=codes().genes)


def test_a_file_that_is_in_order(tmp_path: Path) -> None:
    knowledge = load(tmp_path, GOOD)
    assert [rule.id for rule in knowledge.rules] == ["example/capecitabine"]
    prepared = prepare_options(knowledge, codes().drugs.drugs)
    assert [one.id for one in prepared.rules[0].asked] == ["metastatic", "pik3ca"]


@pytest.mark.parametrize(
    ("written", "instead", "line", "what"),
    [
        ("    source: LABEL\n", "", 12, 'the key "source" is missing'),
        ("    source: LABEL\n", "    source: []\n", 12, "a value without a source"),
        ("    source: LABEL\n", "    source: LABLE\n", 23, 'unknown source "LABLE"'),
        ("    drugs: [capecitabine]", "    drugs: [capecitabin]", 12, 'unknown drug "capecitabin"'),
        ("    kind: approval", "    kind: aproval", 15, 'kind "aproval" is none of'),
        ("    plain: A tablet.", "    plane: A tablet.", 14, 'unknown key "plane"'),
        # Plain YAML would make a gene called NO into False; here it stays a name, and is no gene.
        ("gene: PIK3CA, what", "gene: NO, what", 22, 'unknown gene "NO"'),
        ("gene: PIK3CA, what", "gene: p110alpha, what", 22, 'unknown gene "p110alpha"'),
        ("first: \"2020-01-02\", ", "", 21, "an approval needs the day on which it was first given"),
        ("first: \"2020-01-02\"", "first: \"2020-02-30\"", 21, 'expected a date as 2026-01-31, found "2020-02-30"'),
        ("status: approved", "status: pending", None, ""),
        ("    kind: approval", "    kind: pending", 21, 'a rule of kind "pending" holds no approval'),
        ("{id: pik3ca, says: a PIK3CA change, ask", "{use: pik3ca-found, ask", 20, 'beside "use"'),
        (
            "{id: pik3ca, says: a PIK3CA change, ask: {has_variant: {genes: [PIK3CA]}}}",
            "{use: pik3ca-found}",
            20,
            'no shared condition has the id "pik3ca-found"',
        ),
        ("{id: pik3ca,", "{id: metastatic,", 20, 'is the id of a shared condition: write "use"'),
    ],
)  # fmt: skip
def test_a_file_with_a_mistake(tmp_path: Path, written: str, instead: str, line: int | None, what: str) -> None:
    """One mistake each, named with the line on which it stands."""
    assert GOOD.count(written) == 1 or written == "    source: LABEL\n"
    before, _, after = GOOD.rpartition(written)
    text = before + instead + after
    if line is None:
        load(tmp_path, text)
        return
    with pytest.raises(KnowledgeError, match=re.escape(what)) as raised:
        load(tmp_path, text)
    named = re.match(r"[^:]+/example\.yaml:(\d+): ", str(raised.value))
    assert named is not None, str(raised.value)
    assert abs(int(named[1]) - line) <= 1, str(raised.value)


def test_an_id_that_stands_twice_is_named_with_both_places(tmp_path: Path) -> None:
    twice = GOOD + GOOD[GOOD.index("  - id: example/capecitabine") :]
    with pytest.raises(
        KnowledgeError, match=r"example\.yaml:24: the id .* stands here twice, first in options/example"
    ):
        load(tmp_path, twice)


def test_an_id_that_stands_in_two_files(tmp_path: Path) -> None:
    other = GOOD.replace("options/example", "options/other").replace("gates: [metastatic]\n", "")
    other = other.replace("  - {id: metastatic, says", "  - {id: metastatic-too, says")
    (tmp_path / "other.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="stands here twice"):
        load(tmp_path, GOOD)


def test_a_question_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    knowledge = load(tmp_path, GOOD.replace("has_variant: {genes", "has_varaint: {genes"))
    with pytest.raises(KnowledgeError, match=r"example\.yaml:20: .*has_variant"):
        prepare_options(knowledge, codes().drugs.drugs)
