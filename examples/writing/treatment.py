"""What was ordered, given and taken; operations and radiotherapy."""

from writing.codes import (
    BODY_SITES,
    DRUGS,
    INTENTS,
    MCODE,
    PROCEDURES,
    RXNORM,
    SNOMED,
    UCUM,
    WHY_STOPPED,
    concept,
    snomed,
)
from writing.record import Record
from writing.tables import days, number, rows


def drug(name: str) -> dict[str, object]:
    return concept(RXNORM, DRUGS.get(name, ""), name, name)


def intent(word: str) -> list[dict[str, object]]:
    """The treatment intent extension; drugs that do not treat the cancer have none."""
    if not word:
        return []
    return [{"url": MCODE + "procedure-intent", "valueCodeableConcept": snomed(INTENTS[word])}]


def why_stopped(word: str) -> dict[str, object]:
    return concept(SNOMED, *WHY_STOPPED[word]) if word else {}


def write_orders(record: Record, table: str) -> None:
    """One MedicationRequest for each order; its days stand in the bounds of the dosage, where R4 has them."""
    for row in rows(table):
        bounds = {key: row[key] for key in ("start", "end") if row[key]}
        record.add(
            "MedicationRequest",
            f"order-{row['id']}",
            profile="cancer-related-medication-request" if row["intent"] else "",
            extension=intent(row["intent"]),
            status=row["status"],
            statusReason=why_stopped(row["why"]),
            intent="order",
            medicationCodeableConcept=drug(row["drug"]),
            subject=record.patient,
            authoredOn=row["ordered"],
            reasonReference=[record.to("Condition", row["for"])] if row["for"] else [],
            dosageInstruction=[{"text": row["dose"], "timing": {"repeat": {"boundsPeriod": bounds}}}],
            note=[{"text": row["note"]}] if row["note"] else [],
        )


def write_given(record: Record, table: str) -> None:
    """One MedicationAdministration for each day of treatment."""
    for row in rows(table):
        amount, unit = row["dose"].split()
        for day in days(row["days"]):
            record.add(
                "MedicationAdministration",
                f"given-{row['order']}-{day}",
                profile="cancer-related-medication-administration" if row["intent"] else "",
                extension=intent(row["intent"]),
                status="completed",
                medicationCodeableConcept=drug(row["drug"]),
                subject=record.patient,
                effectiveDateTime=day,
                request=record.to("MedicationRequest", f"order-{row['order']}"),
                reasonReference=[record.to("Condition", "primary")] if row["intent"] else [],
                dosage={
                    "route": {"text": row["route"]},
                    "dose": {"value": number(amount), "unit": unit, "system": UCUM, "code": unit},
                },
            )


def write_statements(record: Record, table: str) -> None:
    """What she takes or took by her own account or by letters from elsewhere."""
    for row in rows(table):
        record.add(
            "MedicationStatement",
            f"takes-{row['id']}",
            extension=intent(row["intent"]),
            status=row["status"],
            statusReason=[why_stopped(row["why"])] if row["why"] else [],
            medicationCodeableConcept=drug(row["drug"]),
            subject=record.patient,
            effectivePeriod={key: row[key] for key in ("start", "end") if row[key]},
            dateAsserted=row["told"],
            informationSource=record.to("Organization", "outside") if row["source"] == "outside" else record.patient,
            dosage=[{"text": row["dose"]}],
        )


def write_procedures(record: Record, table: str) -> None:
    for row in rows(table):
        code = PROCEDURES.get(row["what"], ("", row["what"]))
        record.add(
            "Procedure",
            f"procedure-{row['id']}",
            profile="cancer-related-surgical-procedure" if row["intent"] else "",
            extension=intent(row["intent"]),
            status="completed",
            code=concept(SNOMED, *code, row["what"]),
            subject=record.patient,
            performedDateTime=row["date"],
            reasonReference=[record.to("Condition", "primary")],
            bodySite=[concept(SNOMED, *BODY_SITES.get(row["site"], ("", row["site"])), row["site"])],
            note=[{"text": row["note"]}] if row["note"] else [],
        )


def write_radiotherapy(record: Record, table: str) -> None:
    """One course in each row; doses in cGy, as mCODE has them."""
    for row in rows(table):
        volume = record.add(
            "BodyStructure",
            f"volume-{row['id']}",
            profile="radiotherapy-volume",
            patient=record.patient,
            description=row["volume"],
            location=concept(SNOMED, *BODY_SITES.get(row["site"], ("", row["site"])), row["site"]),
        )
        photons = concept(SNOMED, "1156506007", "External beam radiation therapy using photons (procedure)")
        modality: list[dict[str, object]] = [
            {"url": MCODE + "radiotherapy-modality", "valueCodeableConcept": photons},
            {"url": MCODE + "radiotherapy-technique", "valueCodeableConcept": {"text": row["technique"]}},
        ]
        dose: list[dict[str, object]] = [
            {"url": "volume", "valueReference": volume},
            {
                "url": "totalDoseDelivered",
                "valueQuantity": {"value": number(row["cGy"]), "unit": "cGy", "system": UCUM, "code": "cGy"},
            },
            {"url": "fractionsDelivered", "valueUnsignedInt": int(row["fractions"])},
        ]
        record.add(
            "Procedure",
            f"radiotherapy-{row['id']}",
            profile="radiotherapy-course-summary",
            extension=[
                {"url": MCODE + "radiotherapy-sessions", "valueUnsignedInt": int(row["fractions"])},
                *intent(row["intent"]),
                {"url": MCODE + "radiotherapy-modality-and-technique", "extension": modality},
                {"url": MCODE + "radiotherapy-dose-delivered-to-volume", "extension": dose},
            ],
            status="completed",
            category=concept(SNOMED, "108290001", "Radiation oncology AND/OR radiotherapy (procedure)"),
            code=concept(SNOMED, "1217123003", "Radiotherapy course of treatment (regime/therapy)"),
            subject=record.patient,
            performedPeriod={"start": row["start"], "end": row["end"]},
            reasonReference=[record.to("Condition", row["for"])],
            bodySite=[concept(SNOMED, *BODY_SITES.get(row["site"], ("", row["site"])), row["site"])],
        )
