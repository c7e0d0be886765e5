"""Bad molecular and pathology input through the command: unknown with its reason and question, no yes and no no."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.knowledge.option_people import bundle_of
from tests.unit.intake_molecular.reports import GRCH38, H1047R, VEP, csq, vcf

from onward.cli import main

# Postmenopausal, ER 90 %, HER2 1+, bone metastases, progression on letrozole and palbociclib: next ESR1 and PIK3CA
# are asked.
SHE: dict[str, Any] = {
    "sex": "female",
    "born": "1960-03-02",
    "menopause": "post",
    "diagnosed": "2012-05-02",
    "er": "90%",
    "pr": "40%",
    "her2": "1+",
    "metastases": {"bone": "2024-10-01"},
    "treatments": [
        {
            "drugs": ["letrozole", "palbociclib"],
            "setting": "metastatic",
            "start": "2024-11-01",
            "end": "2026-10-01",
            "ended": "progression",
        }
    ],
}
HEAD = "Molecular report\nSpecimen: FFPE, liver biopsy\nCollected: 2026-11-02\n"
Documents = Callable[..., dict[str, Any]]


@pytest.fixture
def options(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Documents:
    """The options of a person with further files beside her record; the status is under "status"."""

    def run(files: Mapping[str, str] | None = None, **more: Any) -> dict[str, Any]:
        (tmp_path / "record.json").write_text(json.dumps(bundle_of({**SHE, **more})), encoding="utf-8")
        for name, text in (files or {}).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        status = main(["options", str(tmp_path), "--region", "us", "--json", "--as-of", "2026-11-28", "--quiet"])
        document = json.loads(capfdbinary.readouterr().out)
        people = document.get("people", [document])
        (her,) = [one for one in people if one["person"] == "case"]
        return {
            **her,
            "status": status,
            "every_issue": [*document["issues"], *(i for one in people for i in one["issues"])],
        }

    return run


def where(document: Mapping[str, Any], drug: str) -> set[str]:
    """The lists in which a drug stands."""
    return {
        name
        for name in ("options", "undecided", "rejected", "continuing")
        for one in document[name]
        if drug in one["drugs"]
    }


def told(document: Mapping[str, Any], drug: str) -> str:
    """All that is said of what is missing for a drug."""
    return json.dumps([one.get("missing", "") for one in document["undecided"] if drug in one["drugs"]])


def issue(document: Mapping[str, Any], *words: str) -> dict[str, str]:
    found = [one for one in document["every_issue"] if all(word in json.dumps(one) for word in words)]
    assert found, f"no issue says {words}: {document['every_issue']}"
    assert all(found[0][name] for name in ("file", "what", "did"))
    return found[0]


def test_a_change_that_is_understood_opens_the_option(options: Documents) -> None:
    found = options({"report.txt": f"{HEAD}PIK3CA p.His1047Arg\nESR1 D538G\n"})
    assert where(found, "alpelisib") == {"options"}
    assert where(found, "elacestrant") == {"options"}


@pytest.mark.parametrize(
    ("maf_row", "drug", "words"),
    [
        ("PIK3CA\tMissense_Mutation\tcase\tH1047>R?", "alpelisib", "not understood"),
        ("PIK3CA\tMissense_Mutation\tcase\t", "alpelisib", "not recorded"),
        ("PIK3CA\tMissense_Mutation\tcase\tp.G1047R", "alpelisib", "another transcript"),
        ("ESR1\tMissense_Mutation\tcase\tNP_001278159.1:p.D422G", "elacestrant", "another transcript"),
    ],
)
def test_a_change_that_cannot_be_placed(options: Documents, maf_row: str, drug: str, words: str) -> None:
    """Unparsable, not recorded, numbered on another transcript: undecided, with the question."""
    head = "Hugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\tHGVSp_Short"
    found = options({"tumour.maf": f"{head}\n{maf_row}\n"})
    assert where(found, drug) == {"undecided"}
    assert words in told(found, drug)
    assert "report" in told(found, drug)


def test_an_ambiguous_gene_name(options: Documents) -> None:
    """NEU was ERBB2 for one laboratory and is NEU1 for another: named, and the question about ERBB2 stays open."""
    found = options({"report.txt": f"{HEAD}NEU V777L\n"})
    assert "NEU1, ERBB2 or NEURL1" in issue(found, "gene name")["what"]


def test_a_withdrawn_symbol_is_read_as_its_gene(options: Documents) -> None:
    """FAM123B is AMER1; HER2 is ERBB2. Nothing has to be said of a name that belongs to one gene."""
    found = options({"report.txt": f"{HEAD}HER2 V777L\nPIK3CA H1047R\n"})
    assert [one for one in found["every_issue"] if one["severity"] != "note"] == []
    assert where(found, "alpelisib") == {"options"}


def test_a_vcf_without_annotation(options: Documents) -> None:
    found = options({"case.vcf": vcf(["3 179234297 . A G . PASS . GT 0/1"], header=[GRCH38], samples=["S1"])})
    assert found["status"] == 1
    assert "VEP or SnpEff" in issue(found, "without annotation")["did"]
    assert where(found, "alpelisib") == {"undecided"}
    assert "annotated with VEP or SnpEff" in told(found, "alpelisib")


def test_a_vcf_of_another_build(options: Documents) -> None:
    line = f"3 180418996 . A G . PASS CSQ={H1047R} GT 0/1"
    found = options({"case.vcf": vcf([line], header=["##reference=hg18.fa", VEP], samples=["S1"])})
    assert found["status"] == 1
    issue(found, "positions on NCBI36")
    assert where(found, "alpelisib") == {"undecided"}


def test_a_vcf_of_another_transcript(options: Documents) -> None:
    other = csq("ESR1", "missense_variant", "ENST00000456483.7", "c.1265A>G", "ENSP00000415934.2:p.Asp422Gly")
    found = options({"case.vcf": vcf([f"6 151842246 . A G . PASS CSQ={other} GT 0/1"], samples=["S1"])})
    assert where(found, "elacestrant") == {"undecided"}
    assert "ENST00000456483" in told(found, "elacestrant") or "ENSP00000415934" in told(found, "elacestrant")


def test_shares_above_a_hundred_percent(options: Documents) -> None:
    """A variant with 120 % of the reads is a variant without a share; 120 % of nuclei is no ER."""
    found = options({"report.txt": f"{HEAD}PIK3CA H1047R VAF 120%\n"})
    assert where(found, "alpelisib") == {"options"}
    issue(found, "above 100")
    odd = options(er="120%", pr="")
    assert "options" not in where(odd, "fulvestrant")


TRIPLE_NEGATIVE = {"er": "0%", "pr": "0%", "her2": "0", "treatments": [], "metastases": {"liver": "2026-10-01"}}


@pytest.mark.parametrize(
    ("line", "lists"),
    [
        ("PD-L1 22C3 CPS 10", {"options"}),
        ("PD-L1 22C3 CPS 9", {"rejected"}),
        # Without its assay, or by another one, a score of 1 or of 50 decides nothing.
        ("PD-L1 CPS 50", {"undecided"}),
        ("PD-L1 CPS 1", {"undecided"}),
        ("PD-L1 SP142 IC 20%", {"undecided"}),
        ("PD-L1 22C3 TPS 50%", {"undecided"}),
    ],
)
def test_pd_l1_counts_only_by_its_assay(options: Documents, line: str, lists: set[str]) -> None:
    """Pembrolizumab with chemotherapy: CPS of at least 10 by 22C3."""
    found = options({"report.txt": f"{HEAD}{line}\n"}, **TRIPLE_NEGATIVE)
    rules = {
        name
        for name in ("options", "undecided", "rejected")
        for one in found[name]
        if "pembrolizumab" in one["drugs"] and one["rule"].startswith("tnbc/")
    }
    assert rules == lists, [
        (name, one["rule"])
        for name in ("options", "undecided", "rejected")
        for one in found[name]
        if "pembrolizumab" in one["drugs"]
    ]


def test_tmb_without_its_unit(options: Documents) -> None:
    found = options({"report.txt": f"{HEAD}TMB: 46\n"})
    assert {one["rule"] for one in found["undecided"]} >= {"agnostic/pembrolizumab-tmb"}
    issue(found, "without its unit")


def observation(name: str, code: str, **value: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": name,
        "status": "final",
        "subject": {"reference": "Patient/case"},
        "effectiveDateTime": "2026-10-05",
        "specimen": {"reference": "Specimen/s1"},
        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        **value,
    }


def concept(code: str, text: str) -> dict[str, Any]:
    return {"valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": code}], "text": text}}


POSITIVE, NEGATIVE = concept("10828004", "Positive"), concept("260385009", "Negative")


@pytest.mark.parametrize(
    ("results", "marker", "call"),
    [
        # A ratio below 2.0 without copies cannot tell group 3, 4 or 5.
        (
            [observation("a", "85319-2", valueString="2+"), observation("b", "74885-5", valueString="ratio 1.7")],
            "HER2",
            "positive-or-low",
        ),
        # Equivocal by stain, and no hybridisation.
        ([observation("a", "85319-2", valueString="2+")], "HER2", "positive-or-low"),
        ([observation("a", "48676-1", valueString="equivocal")], "HER2", "cannot be told"),
        # Two results of one specimen that cannot both be.
        ([observation("a", "16112-5", **POSITIVE), observation("b", "16112-5", **NEGATIVE)], "ER", "cannot be told"),
        ([observation("a", "48676-1", **POSITIVE), observation("b", "48676-1", **NEGATIVE)], "HER2", "cannot be told"),
    ],
)
def test_receptors_that_cannot_be_told(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], results: list[dict[str, Any]], marker: str, call: str
) -> None:
    bundle = bundle_of({**SHE, "er": "", "pr": "", "her2": ""})
    bundle["entry"] += [{"resource": one} for one in results]
    path = tmp_path / "r.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    main(["disease", str(path), "--json", "--as-of", "2026-11-28", "--quiet"])
    document = json.loads(capfdbinary.readouterr().out)
    calls = {one["call"] for one in document["receptors"] if one["marker"] == marker}
    assert calls == {call}, document["receptors"]
    assert all(one["because"] for one in document["receptors"])


def test_a_laboratory_value_without_unit_decides_nothing(options: Documents) -> None:
    """A QTcF of 470 without its unit is no 470 ms: ribociclib is not taken out by it, and the value is asked for."""
    first_line = {"treatments": [], "metastases": {"bone": "2026-10-01"}}
    without = options(labs=[{"analyte": "QTcF", "value": "470", "unit": "", "on": "2026-11-20"}], **first_line)
    assert "options" in where(without, "ribociclib")
    assert "QTcF" in json.dumps([one["cautions"] for one in without["options"] if "ribociclib" in one["drugs"]])
