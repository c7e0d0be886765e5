"""Laboratory values, heart, performance status and vital signs over time."""

from writing.codes import ANALYTES, ECOG, LOINC, THO, UCUM, concept
from writing.record import Record
from writing.tables import number, rows

US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"


def write_labs(record: Record, table: str) -> None:
    """A column for each analyte, a row for each day; an empty cell was not measured."""
    for row in rows(table):
        for analyte in (name for name in row if name != "date"):
            if row[analyte]:
                _add_lab(record, f"{row['date']}-{analyte}", analyte, row[analyte], row["date"], with_unit=True)


def write_odd_labs(record: Record, table: str) -> None:
    """Results as they come from elsewhere: without a date, or without a unit. Left as they are, on purpose."""
    for row in rows(table):
        with_unit = row["unit"] != "none"
        _add_lab(record, row["id"], row["analyte"], row["value"], row["date"], with_unit=with_unit, note=row["note"])


def _add_lab(record: Record, name: str, analyte: str, value: str, day: str, *, with_unit: bool, note: str = "") -> None:
    code, display, unit, low, high = ANALYTES[analyte]
    quantity: dict[str, object] = {"value": number(value)}
    limits: dict[str, object] = {}
    flag = ""
    if with_unit:
        quantity |= {"unit": unit, "system": UCUM, "code": unit}
        for side, limit in (("low", low), ("high", high)):
            if limit:
                limits[side] = {"value": number(limit), "unit": unit, "system": UCUM, "code": unit}
        flag = "L" if low and number(value) < number(low) else "H" if high and number(value) > number(high) else ""
    meaning = {"H": "High", "L": "Low"}.get(flag, "")
    record.add(
        "Observation",
        f"lab-{name}",
        profile=US_CORE + "observation-lab",
        status="final",
        category=[concept(THO + "observation-category", "laboratory", "Laboratory")],
        code=concept(LOINC, code, display),
        subject=record.patient,
        effectiveDateTime=day,
        valueQuantity=quantity,
        interpretation=[concept(THO + "v3-ObservationInterpretation", flag, meaning)] if flag else [],
        referenceRange=[limits] if limits else [],
        note=[{"text": note}] if note else [],
    )


def write_heart(record: Record, table: str) -> None:
    """Ejection fraction (%) by echocardiography and QT interval corrected by Fridericia (ms)."""
    kinds = {
        "lvef": ("10230-1", "Left ventricular Ejection fraction", "%", "Echocardiography"),
        "qtcf": ("76634-5", "Q-T interval corrected based on Fridericia formula", "ms", "12-lead ECG"),
    }
    for row in rows(table):
        code, display, unit, method = kinds[row["what"]]
        quantity: dict[str, object] = {"value": number(row["value"])}
        if row["unit"] != "none":
            quantity |= {"unit": unit, "system": UCUM, "code": unit}
        record.add(
            "Observation",
            f"{row['what']}-{row['date']}",
            status="final",
            category=[concept(THO + "observation-category", "procedure", "Procedure")],
            code=concept(LOINC, code, display),
            subject=record.patient,
            effectiveDateTime=row["date"],
            valueQuantity=quantity,
            method={"text": method},
            note=[{"text": row["note"]}] if row["note"] else [],
        )


def write_ecog(record: Record, table: str) -> None:
    for row in rows(table):
        grade = int(row["ecog"])
        record.add(
            "Observation",
            f"ecog-{row['date']}",
            profile="ecog-performance-status",
            status="final",
            category=[concept(THO + "observation-category", "survey", "Survey")],
            code=concept(LOINC, "89247-1", "ECOG Performance Status score"),
            subject=record.patient,
            effectiveDateTime=row["date"],
            valueInteger=grade,
            interpretation=[concept(LOINC, *ECOG[grade])],
        )


def write_vitals(record: Record, table: str) -> None:
    """Weight (kg), height (cm), blood pressure (mm[Hg], systolic/diastolic) and pain (0 to 10)."""
    single = {
        "weight": ("29463-7", "Body weight", "kg"),
        "height": ("8302-2", "Body height", "cm"),
        "pain": ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported", "{score}"),
    }
    for row in rows(table):
        for name, (code, display, unit) in single.items():
            if row[name]:
                value = {"value": number(row[name]), "unit": unit, "system": UCUM, "code": unit}
                _add_vital(record, f"{name}-{row['date']}", (code, display), row["date"], valueQuantity=value)
        if row["pressure"]:
            parts = zip(
                (("8480-6", "Systolic blood pressure"), ("8462-4", "Diastolic blood pressure")),
                row["pressure"].split("/"),
                strict=True,
            )
            component = [
                {
                    "code": concept(LOINC, *code),
                    "valueQuantity": {"value": number(mm), "unit": "mm[Hg]", "system": UCUM, "code": "mm[Hg]"},
                }
                for code, mm in parts
            ]
            panel = ("85354-9", "Blood pressure panel with all children optional")
            _add_vital(record, f"pressure-{row['date']}", panel, row["date"], component=component)


def _add_vital(record: Record, name: str, code: tuple[str, str], day: str, **value: object) -> None:
    record.add(
        "Observation",
        name,
        status="final",
        category=[concept(THO + "observation-category", "vital-signs", "Vital Signs")],
        code=concept(LOINC, *code),
        subject=record.patient,
        effectiveDateTime=day,
        **value,
    )
