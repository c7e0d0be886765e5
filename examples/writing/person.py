"""The person herself: who she is, her other illnesses, allergies and family."""

from writing.codes import CONDITIONS, RELATIVES, SNOMED, THO, UCUM, concept
from writing.record import Record
from writing.tables import number, rows

US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"


def write_person(record: Record, person: dict[str, str]) -> None:
    """The Patient, marked as test data, and the two hospitals that keep her record."""
    record.add(
        "Patient",
        "patient",
        profile="cancer-patient",
        security=({"system": THO + "v3-ActReason", "code": "HTEST", "display": "test health data"},),
        extension=[{"url": US_CORE + "birthsex", "valueCode": "F"}],
        identifier=[
            {
                "use": "usual",
                "type": {"coding": [{"system": THO + "v2-0203", "code": "MR", "display": "Medical Record Number"}]},
                "system": "http://hospital.example.org/mrn",
                "value": person["record_number"],
            }
        ],
        active=True,
        name=[{"use": "official", "family": person["family"], "given": [person["given"]], "text": person["text"]}],
        gender="female",
        birthDate=person["born"],
        address=[{"use": "home", "postalCode": person["postal_code"], "country": "US"}],
        communication=[{"language": concept("urn:ietf:bcp:47", "en-US", "English (United States)")}],
    )
    record.add("Organization", "hospital", active=True, name="Example Teaching Hospital")
    record.add("Organization", "outside", active=True, name="Example Community Hospital (outside records)")


def write_conditions(record: Record, table: str) -> None:
    """Illnesses other than the cancer, menopausal status among them."""
    for row in rows(table):
        record.add(
            "Condition",
            f"condition-{row['id']}",
            profile=US_CORE + "condition-problems-health-concerns",
            clinicalStatus=_clinical(row["status"]),
            verificationStatus=concept(THO + "condition-ver-status", "confirmed", "Confirmed"),
            category=[concept(THO + "condition-category", "problem-list-item", "Problem List Item")],
            code=concept(SNOMED, CONDITIONS.get(row["name"], ""), row["name"], row["text"] or row["name"]),
            subject=record.patient,
            onsetDateTime=row["from"],
            abatementDateTime=row["to"],
            recordedDate=row["recorded"],
        )


def _clinical(status: str) -> dict[str, object]:
    return concept(THO + "condition-clinical", status, status.capitalize())


def write_allergies(record: Record, table: str) -> None:
    for row in rows(table):
        record.add(
            "AllergyIntolerance",
            f"allergy-{row['id']}",
            clinicalStatus=concept(THO + "allergyintolerance-clinical", "active", "Active"),
            verificationStatus=concept(THO + "allergyintolerance-verification", "confirmed", "Confirmed"),
            type=row["type"],
            code={"text": row["to"]},
            patient=record.patient,
            recordedDate=row["recorded"],
            reaction=[{"manifestation": [{"text": row["reaction"]}], "severity": row["severity"]}],
        )


def write_family(record: Record, table: str) -> None:
    for row in rows(table):
        record.add(
            "FamilyMemberHistory",
            f"family-{row['id']}",
            status="completed",
            patient=record.patient,
            relationship=concept(THO + "v3-RoleCode", *RELATIVES[row["relative"]]),
            condition=[
                {
                    "code": {"text": row["illness"]},
                    "onsetAge": {
                        "value": number(row["age"]),
                        "unit": "years",
                        "system": UCUM,
                        "code": "a",
                    },
                }
            ],
        )
