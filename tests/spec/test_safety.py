"""Gates of safety.

Before a drug is offered its gates are asked: what its label forbids, warns of, or wants known before the start. A gate
is data (knowledge/data/safety), its question in the language of criteria, its source a section of a label; a source
that nobody opened is marked so.

| kind | when the record meets it | when the record does not tell |
| --- | --- | --- |
| contraindication | the option is rejected, with gate and facts | a check, where the label wants it known |
| caution | shown with the option | a check, where the label wants it known; else silence |
| check | nothing: it is known | shown with the option, with the question |

"Contraindication" is what a label forbids, tells not to start, or would have withheld at this value; the answer says
whether that can change. What is not recorded is never taken as fine, and never as a reason against.
"""

from __future__ import annotations

import pytest
from tests.knowledge.safety_records import prepared, subject
from tests.spec.manual import Section

from onward.engines.options import safety_gate
from onward.knowledge import SafetyGate, safety_rules


class Said:
    """What the gates say of records, one row each."""

    def __init__(self, manual: Section) -> None:
        self._manual = manual

    def __call__(self, drugs: str, *rows: tuple[str, str, str], region: str = "us") -> None:
        gate = safety_gate(prepared(), region=region)
        lines: list[tuple[str, str, str, str]] = []
        for record, gate_id, expected in rows:
            found = gate(tuple(drugs.split(", ")), subject(record))
            kinds = [one for one in found if one.gate == gate_id]
            assert [one.kind for one in kinds] == ([expected] if expected else []), (record, gate_id, found)
            text = "; ".join(f"{one.text}: {one.because}" for one in kinds) or "nothing"
            lines.append((record or "nothing", gate_id, expected or "silent", text))
        self._manual.text(f"**{drugs}**, asked on 2026-11-28 of a postmenopausal woman of 56")
        self._manual.table(("the record says", "gate", "kind", "what is said"), lines)


@pytest.fixture
def said(manual: Section) -> Said:
    return Said(manual)


def test_exact_limits(said: Said) -> None:
    """Ribociclib starts below a QTcF of 450 ms: 450 is not below. Units convert; without a unit nothing is decided."""
    said(
        "ribociclib",
        ("QTcF 450 ms", "ribociclib-qtcf-450", "contraindication"),
        ("QTcF 0.45 s", "ribociclib-qtcf-450", "contraindication"),
        ("QTcF 449.9 ms", "ribociclib-qtcf-450", ""),
        ("QTcF 470", "ribociclib-qtcf-450", "check"),
        ("QTcF 470 ms on 2025-01-01", "ribociclib-qtcf-450", "check"),
        ("QTc (Bazett) 470 ms", "ribociclib-qtcf-450", "check"),
        ("", "ribociclib-qtcf-450", "check"),
    )


def test_a_missing_fact_is_a_check(said: Said) -> None:
    """The label wants the heart measured before the start: an LVEF that is not recorded, or too old, is said so."""
    said(
        "trastuzumab deruxtecan",
        ("", "tdxd-lvef-40", "check"),
        ("LVEF 35 % on 2026-08-29", "tdxd-lvef-40", "check"),
        ("LVEF 39.9 %", "tdxd-lvef-40", "contraindication"),
        ("LVEF 40 %", "tdxd-lvef-40", ""),
        ("LVEF 40 %", "tdxd-lvef-50", "caution"),
        ("LVEF 50 %", "tdxd-lvef-50", ""),
    )


def test_history_and_active_disease(said: Said) -> None:
    """Lung disease of the past is weighed; active disease takes a deruxtecan out; silence is asked about."""
    said(
        "trastuzumab deruxtecan",
        ("past condition interstitial lung disease", "tdxd-ild-ever", "caution"),
        ("past condition interstitial lung disease", "tdxd-ild-now", ""),
        ("active condition interstitial lung disease", "tdxd-ild-now", "contraindication"),
        ("denied condition interstitial lung disease", "tdxd-ild-ever", ""),
        ("", "tdxd-ild-ever", "check"),
    )


def test_genotypes(said: Said) -> None:
    """Complete DPD deficiency forbids capecitabine, partial deficiency lowers its dose; a variant is looked at."""
    said(
        "capecitabine",
        ("DPYD phenotype: Poor metabolizer", "fluoropyrimidine-dpd-complete", "contraindication"),
        ("DPYD phenotype: Intermediate metabolizer", "fluoropyrimidine-dpd-partial", "caution"),
        ("germline DPYD", "fluoropyrimidine-dpd-partial", "caution"),
        ("DPYD phenotype: Normal metabolizer", "fluoropyrimidine-dpd-complete", ""),
        ("condition DPD deficiency", "fluoropyrimidine-dpd-deficiency", "contraindication"),
        ("", "fluoropyrimidine-dpd-complete", "check"),
    )


def test_interactions(said: Said) -> None:
    """A medicine that is taken now is named. Where none is recorded and none ruled out, one check lists all of them; a
    medicine against the cancer that the option would replace does not count."""
    said(
        "palbociclib",
        ("takes clarithromycin", "palbociclib-strong-inhibitor", "caution"),
        ("took clarithromycin", "palbociclib-strong-inhibitor", ""),
        ("takes tucatinib", "palbociclib-strong-inhibitor", ""),
        ("", "interactions", "check"),
    )
    said("neratinib", ("takes carbamazepine", "neratinib-strong-inducer", "caution"))
    said("neratinib", ("takes carbamazepine", "neratinib-strong-inducer", "contraindication"), region="eu")


def test_contradictory_results(said: Said) -> None:
    """Two results of one day that contradict each other decide nothing."""
    said(
        "palbociclib",
        ("neutrophils 0.8 10*9/L; neutrophils 3.2 10*9/L", "palbociclib-neutrophils", "check"),
        ("neutrophils 0.8 10*9/L; neutrophils 0.9 10*9/L", "palbociclib-neutrophils", "contraindication"),
    )


def test_a_drug_that_the_gates_do_not_know(said: Said) -> None:
    """Of a drug without gates of its own the answer says that its label has to be read."""
    said("entinostat", ("", "no-gates", "check"))


def _opened(gate: SafetyGate) -> str:
    sources = safety_rules().sources_of(gate)
    if all(source.verified for source in sources):
        return "yes"
    return "in part" if any(source.verified for source in sources) else "no"


def test_all_gates(manual: Section) -> None:
    """Every gate. "opened": whether the sources, or the excerpts used, were opened."""
    rules = safety_rules()
    assert len(rules.gates) > 150
    for file in rules.files:
        gates = [gate for gate in rules.gates if rules.place[gate.id][0] is file]
        manual.text(f"**{file.id}**: {file.about}")
        manual.table(
            ("gate", "drugs", "kind", "says when met", "asks when not recorded", "label", "opened"),
            [
                (
                    gate.id,
                    ", ".join(gate.drugs) + (f" (not {', '.join(gate.but_not)})" if gate.but_not else ""),
                    gate.kind,
                    gate.text,
                    gate.check or (f"lists: {gate.medicines}" if gate.medicines else ""),
                    gate.section,
                    _opened(gate),
                )
                for gate in gates
            ],
        )
