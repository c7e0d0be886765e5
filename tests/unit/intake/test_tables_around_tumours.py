"""SDTM tables beside TU and TR: treatment, other drugs, laboratory, status; what does not fit is said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from onward.intake import Intake, read
from onward.terms import Comparator, Quantity
from onward.timeline import DiseaseStatus, DrugTreatment, LabResult, PerformanceStatus, TreatmentBasis

ROWS = {
    "ex": ("USUBJID,EXTRT,EXSTDTC,EXENDTC", "P1,LETROZOLE,2026-01-05,", "P1,PACLITAXEL,2026-02-05,2026-02-05",
           "P1,,2026-01-05,", ",LETROZOLE,2026-01-05,"),
    "cm": ("USUBJID,CMTRT,CMDOSE,CMDOSU,CMDOSFRQ,CMOCCUR,CMSTDTC,CMENDTC",
           "P1,DEXAMETHASONE,4,mg,BID,,2026-01-05,2026-02-01", "P1,PREDNISONE,,,,N,2026-01-05,"),
    "lb": ("USUBJID,LBTESTCD,LBTEST,LBSTRESC,LBSTRESU,LBSTNRHI,LBDTC",
           "P1,CA15_3,Cancer Antigen 15-3,<5,U/mL,30,2026-01-05",
           "P1,CEA,Carcinoembryonic Antigen,3.1,furlongs,,2026-01-05",
           "P1,CEA,Carcinoembryonic Antigen,HEMOLYZED,ng/mL,,2026-01-06"),
    "rs": ("USUBJID,RSTESTCD,RSSTRESC,RSDTC", "P1,CLINSTAT,WORSE,2026-01-05", "P1,CLINSTAT,SO SO,2026-01-06",
           "P1,ECOG101,1,2026-01-05", "P1,KPS01,eighty,2026-01-05", "P1,OVRLRESP,PD,2026-01-05"),
}  # fmt: skip


def intake(folder: Path) -> Intake:
    for domain, rows in ROWS.items():
        (folder / f"{domain}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return read([folder])


def test_facts_of_each_table(tmp_path: Path) -> None:
    (person,) = intake(tmp_path).people
    drugs = [fact for fact in person.facts if isinstance(fact, DrugTreatment)]
    assert [(one.drug, one.basis, one.status, one.dose_text) for one in drugs] == [
        ("letrozole", TreatmentBasis.STATED, "", ""),
        ("paclitaxel", TreatmentBasis.GIVEN, "", ""),
        ("dexamethasone", TreatmentBasis.STATED, "", "4 mg BID"),
        ("prednisone", TreatmentBasis.STATED, "not-taken", ""),
    ]
    results = [fact for fact in person.facts if isinstance(fact, LabResult)]
    assert results[0].analyte == "CA 15-3"
    assert results[0].value == Quantity(Decimal(5), "U/mL", Comparator.LESS)
    assert results[0].high == Quantity(Decimal(30), "U/mL")
    assert [(one.analyte, one.value is None, one.word) for one in results[1:]] == [
        ("CEA", False, ""),
        ("CEA", True, "HEMOLYZED"),
    ]
    statuses = [fact for fact in person.facts if isinstance(fact, DiseaseStatus)]
    assert [(one.value, one.evidence) for one in statuses] == [("progression", ("symptoms",)), ("", ("symptoms",))]
    (status,) = (fact for fact in person.facts if isinstance(fact, PerformanceStatus))
    assert (status.scale, status.value) == ("ECOG", 1)
    assert all(fact.sources[0].place.startswith("row ") for fact in person.facts)


def test_what_does_not_fit_is_an_issue_of_the_person(tmp_path: Path) -> None:
    found = intake(tmp_path)
    (person,) = found.people
    assert {(issue.file.rpartition("/")[2], issue.what) for issue in person.issues} == {
        ("ex.csv", "the row names no drug"),
        ("lb.csv", "the result has no unit that is known"),
        ("rs.csv", "a clinical status that is none of BETTER, STABLE, WORSE"),
        ("rs.csv", "a performance status that is no number"),
    }
    assert [issue.what for issue in found.issues] == [
        "the row names nobody",
        "1 rows hold responses that somebody else derived, or scales that Onward does not read",
    ]


def test_a_response_that_somebody_else_derived_is_no_fact(tmp_path: Path) -> None:
    (person,) = intake(tmp_path).people
    assert not any("PD" in fact.text for fact in person.facts)


def test_a_table_of_others_responses_alone_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "rs_onco.csv").write_text(
        "USUBJID,RSTESTCD,RSSTRESC,RSDTC\nP1,OVRLRESP,PD,2026-01-05\n", encoding="utf-8"
    )
    found = read([tmp_path])
    assert found.people == ()
    assert found.files == ()


def test_a_table_of_such_a_name_without_people_is_none(tmp_path: Path) -> None:
    (tmp_path / "cm.csv").write_text("height,weight\n160,60\n", encoding="utf-8")
    found = read([tmp_path])
    assert found.people == ()
    assert found.issues == ()
