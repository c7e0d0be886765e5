"""What other SDTM tables say around the tumour tables: treatment (EX), other drugs (CM), laboratory (LB), status (RS).

SDTM implementation guide 3.4. Of RS only clinical status and performance status are taken: overall responses that
somebody else derived are no measurement. RSTESTCD CLINSTAT (BETTER, STABLE, WORSE against the baseline) is Onward's own
code; ECOG101 and those that begin with KPS are CDISC's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from onward.intake.sdtm.lesions import FoundOf, Lesions
from onward.intake.sdtm.tables import Row, SdtmTable
from onward.knowledge import Codes
from onward.terms import Comparator, Issue, PartialDate, Period, Quantity, Severity, at, parse_date, ucum_of_spelling
from onward.timeline import DiseaseStatus, DrugTreatment, LabResult, PerformanceStatus, Source, TreatmentBasis

DOMAINS = ("ex", "cm", "lb", "rs")
_STATUS = {
    "BETTER": "improved", "IMPROVED": "improved", "STABLE": "stable", "SAME": "stable",
    "WORSE": "progression", "WORSENED": "progression", "DETERIORATED": "progression",
}  # fmt: skip
_BOUND = re.compile(r"^\s*(<=|>=|<|>)?\s*([+-]?\d+(?:\.\d+)?)\s*$")
_SIGNS = {"<": Comparator.LESS, "<=": Comparator.AT_MOST, ">": Comparator.MORE, ">=": Comparator.AT_LEAST}


def add_around(lesions: Lesions, tables: Mapping[str, Sequence[SdtmTable]], codes: Codes) -> None:
    """Facts of the other tables, for the people of the folder; rows that name nobody are issues."""
    for domain, read in (("ex", _drug), ("cm", _drug), ("lb", _laboratory), ("rs", _status)):
        for table in tables.get(domain, ()):
            rows = [row for row in table.rows if domain != "rs" or _is_status(row)]
            if len(rows) < len(table.rows):
                lesions.nobodys.append(_others_responses(table, len(table.rows) - len(rows)))
            for row in rows:
                person = lesions.person(table, row)
                if person is not None:
                    read(domain, table, row, person, codes)


def _is_status(row: Row) -> bool:
    test = row["RSTESTCD"].upper()
    return test in ("CLINSTAT", "ECOG101") or test.startswith("KPS")


def _others_responses(table: SdtmTable, count: int) -> Issue:
    return Issue(
        file=table.name,
        place="column RSTESTCD",
        what=f"{count} rows hold responses that somebody else derived, or scales that Onward does not read",
        did="took none of them: response is derived here from what was measured",
        severity=Severity.NOTE,
    )


def _drug(domain: str, table: SdtmTable, row: Row, person: FoundOf, codes: Codes) -> None:
    prefix = domain.upper()
    name = row[f"{prefix}DECOD"] or row[f"{prefix}TRT"]
    if not name:
        person.issues.append(_issue(table, row, f"{prefix}TRT", "the row names no drug", "left it out"))
        return
    not_taken = row[f"{prefix}OCCUR"].upper() == "N"
    dose = " ".join(part for part in (row[f"{prefix}DOSE"], row[f"{prefix}DOSU"], row[f"{prefix}DOSFRQ"]) if part)
    start, end = _date(row[f"{prefix}STDTC"]), _date(row[f"{prefix}ENDTC"])
    # Without an end a row of CM goes on; a row of EX of one day is an administration.
    when = Period(start, end)
    for drug in codes.drugs.find((), name).drugs or (None,):
        person.facts.append(
            DrugTreatment(
                when=when,
                text=name,
                sources=(_source(table, row, prefix, f"{prefix}TRT"),),
                drug="" if drug is None else drug.name,
                drug_text=name,
                basis=TreatmentBasis.GIVEN if domain == "ex" and when.is_point else TreatmentBasis.STATED,
                status="not-taken" if not_taken else "",
                dose_text=dose,
            )
        )


def _laboratory(domain: str, table: SdtmTable, row: Row, person: FoundOf, codes: Codes) -> None:
    del domain
    name = row["LBTEST"] or row["LBTESTCD"].replace("_", " ")
    analyte = codes.analytes.find((), name) or codes.analytes.find((), row["LBTESTCD"].replace("_", "-"))
    written = row["LBSTRESC"] or row["LBSTRESN"] or row["LBORRES"]
    if row["LBSTAT"] or not written:
        return
    unit_text = row["LBSTRESU"] or row["LBORRESU"]
    unit = ucum_of_spelling(unit_text) if unit_text else None
    if unit is None:
        person.issues.append(
            _issue(table, row, "LBSTRESU", "the result has no unit that is known", "units are never guessed")
        )
    found = _BOUND.match(written)
    value = None if found is None else Quantity(Decimal(found[2]), unit, _SIGNS.get(found[1] or "", Comparator.EXACTLY))
    person.facts.append(
        LabResult(
            when=at(_date(row["LBDTC"])),
            text=name,
            sources=(_source(table, row, "LB", "LBSTRESC"),),
            analyte="" if analyte is None else analyte.name,
            kind="" if analyte is None else analyte.kind,
            value=value,
            word="" if value is not None else written,
            low=_limit(row["LBSTNRLO"], unit),
            high=_limit(row["LBSTNRHI"], unit),
        )
    )


def _status(domain: str, table: SdtmTable, row: Row, person: FoundOf, codes: Codes) -> None:
    del domain, codes
    test = row["RSTESTCD"].upper()
    written = row["RSSTRESC"] or row["RSSTRESN"] or row["RSORRES"]
    when = at(_date(row["RSDTC"]))
    if row["RSSTAT"] or not written:
        return
    if test == "CLINSTAT":
        value = _STATUS.get(written.upper(), "")
        if not value:
            person.issues.append(
                _issue(
                    table, row, "RSSTRESC", "a clinical status that is none of BETTER, STABLE, WORSE", "kept its words"
                )
            )
        source = _source(table, row, "RS", "RSSTRESC")
        text = f"clinical status: {written.lower()}"
        person.facts.append(DiseaseStatus(when=when, text=text, sources=(source,), value=value, evidence=("symptoms",)))
    else:
        number = written.strip()
        if not number.isdigit():
            person.issues.append(
                _issue(table, row, "RSSTRESC", "a performance status that is no number", "left it out")
            )
            return
        scale = "ECOG" if test == "ECOG101" else "Karnofsky"
        person.facts.append(
            PerformanceStatus(
                when=when,
                text=written,
                sources=(_source(table, row, "RS", "RSSTRESC"),),
                scale=scale,
                value=int(number),
            )
        )


def _limit(text: str, unit: str | None) -> Quantity | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return Quantity(found, unit) if found.is_finite() else None


def _date(text: str) -> PartialDate | None:
    return parse_date(text[:10]) if text else None


def _source(table: SdtmTable, row: Row, prefix: str, column: str) -> Source:
    number = row[f"{prefix}SEQ"] or str(row.number)
    return Source(table.name, table.sha256, f"row {row.number}", f"{prefix} {number}", f"column {column}")


def _issue(table: SdtmTable, row: Row, column: str, what: str, did: str) -> Issue:
    return Issue(
        file=table.name, place=f"row {row.number}, column {column}", what=what, did=did, severity=Severity.WARNING
    )
