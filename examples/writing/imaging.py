"""Imaging studies with their reports, and the lesions that were measured on them."""

import uuid

from writing.codes import BODY_SITES, IMAGING, LOINC, SNOMED, THO, UCUM, concept
from writing.record import Record
from writing.tables import number, rows

DICOM = "http://dicom.nema.org/resources/ontology/DCM"


def write_studies(record: Record, table: str) -> None:
    """An ImagingStudy and its report; ids are the day and the kind of study."""
    for row in rows(table):
        code, name, modality = IMAGING[row["kind"]]
        identifier = study_id(row["date"], row["kind"])
        # DICOM PS3.5 B.2: a UID made of a UUID stands under 2.25.
        uid = uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/onward/{record.prefix}/{identifier}").int
        study = record.add(
            "ImagingStudy",
            f"study-{identifier}",
            identifier=[{"system": "urn:dicom:uid", "value": f"urn:oid:2.25.{uid}"}],
            status="available",
            modality=[{"system": DICOM, "code": modality}],
            subject=record.patient,
            started=row["date"],
            procedureCode=[concept(LOINC, code, name, name)],
            description=name,
        )
        record.add(
            "DiagnosticReport",
            f"report-{identifier}",
            status="final",
            category=[concept(THO + "v2-0074", "RAD", "Radiology")],
            code=concept(LOINC, code, name, name),
            subject=record.patient,
            effectiveDateTime=row["date"],
            issued=f"{row['date']}T17:00:00Z",
            performer=[record.to("Organization", "hospital")],
            imagingStudy=[study],
            conclusion=row["conclusion"],
        )


def study_id(day: str, kind: str) -> str:
    return f"{day}-{kind.lower().replace(' ', '-')}"


def write_lesions(record: Record, table: str) -> None:
    for row in rows(table):
        record.add(
            "BodyStructure",
            f"lesion-{row['id']}",
            profile="tumor",
            identifier=[{"system": "http://hospital.example.org/lesion", "value": row["id"]}],
            description=row["text"],
            location=concept(SNOMED, *BODY_SITES.get(row["site"], ("", row["site"])), row["site"]),
            patient=record.patient,
        )


def write_diameters(record: Record, table: str) -> None:
    """A column for each lesion: longest diameter, for nodes the short axis, in mm; empty where not measured."""
    for row in rows(table):
        study = study_id(row["date"], row["kind"])
        for lesion in (name for name in row if name not in ("date", "kind")):
            if not row[lesion]:
                continue
            record.add(
                "Observation",
                f"size-{row['date']}-{lesion}",
                profile="tumor-size",
                status="final",
                category=[concept(THO + "observation-category", "imaging", "Imaging")],
                code=concept(LOINC, "21889-1", "Size Tumor"),
                subject=record.patient,
                focus=[record.to("BodyStructure", f"lesion-{lesion}")],
                effectiveDateTime=row["date"],
                method={"text": row["kind"]},
                derivedFrom=[record.to("ImagingStudy", f"study-{study}")],
                component=[
                    {
                        "code": concept(LOINC, "33728-7", "Size.maximum dimension in Tumor"),
                        "valueQuantity": {
                            "value": number(row[lesion]),
                            "unit": "mm",
                            "system": UCUM,
                            "code": "mm",
                        },
                    }
                ],
            )
