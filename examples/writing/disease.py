"""The cancer: primary, stage, metastases, specimens, receptors, variants and how it fares."""

from writing.codes import (
    AJCC_EDITIONS,
    ANSWERS,
    BODY_SITES,
    EVIDENCE,
    GENES,
    HGNC,
    HGVS,
    LOINC,
    MCODE,
    METASTASES,
    ORIGINS,
    PRIMARIES,
    SNOMED,
    STAGES,
    STAGINGS,
    STATUSES,
    THO,
    TISSUE_TESTS,
    UCUM,
    concept,
    snomed,
)
from writing.record import Record
from writing.tables import Row, number, rows

GENOMICS = "http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/"
LABORATORY = [concept(THO + "observation-category", "laboratory", "Laboratory")]


def write_primary(record: Record, primary: dict[str, str]) -> None:
    record.add(
        "Condition",
        "primary",
        profile="primary-cancer-condition",
        extension=[
            {
                "url": MCODE + "histology-morphology-behavior",
                "valueCodeableConcept": concept(
                    SNOMED, "82711006", "Infiltrating duct carcinoma (morphologic abnormality)", primary["histology"]
                ),
            }
        ],
        clinicalStatus=concept(THO + "condition-clinical", "active", "Active"),
        verificationStatus=concept(THO + "condition-ver-status", "confirmed", "Confirmed"),
        category=[concept(THO + "condition-category", "problem-list-item", "Problem List Item")],
        code=concept(SNOMED, *PRIMARIES[primary["side"]], primary["text"]),
        bodySite=[snomed(BODY_SITES[f"{primary['side']} breast"])],
        subject=record.patient,
        onsetDateTime=primary["found"],
        recordedDate=primary["recorded"],
        stage=[
            {
                "summary": concept(SNOMED, STAGES[primary["stage"]], f"Stage {primary['stage']}"),
                "assessment": [record.to("Observation", primary["staged_by"])],
            }
        ],
    )


def write_staging(record: Record, table: str) -> None:
    for row in rows(table):
        code, name, profile = STAGINGS[row["what"]]
        value = row["value"].split("(")[0]
        record.add(
            "Observation",
            f"stage-{row['id']}",
            profile=profile,
            status="final",
            category=LABORATORY,
            code=concept(SNOMED, code, name),
            subject=record.patient,
            focus=[record.to("Condition", "primary")],
            effectiveDateTime=row["date"],
            valueCodeableConcept=concept(
                SNOMED, STAGES.get(value, ""), f"American Joint Committee on Cancer {value}", row["value"]
            ),
            method=snomed(AJCC_EDITIONS[row["edition"]]),
        )


def write_metastases(record: Record, table: str) -> None:
    """One SecondaryCancerCondition for each site; two rows of one site contradict each other on purpose."""
    for row in rows(table):
        record.add(
            "Condition",
            f"metastasis-{row['id']}",
            profile="secondary-cancer-condition",
            extension=[
                {
                    "url": "http://hl7.org/fhir/StructureDefinition/condition-related",
                    "valueReference": record.to("Condition", "primary"),
                }
            ],
            clinicalStatus=concept(THO + "condition-clinical", "active", "Active"),
            verificationStatus=concept(THO + "condition-ver-status", "confirmed", "Confirmed"),
            category=[concept(THO + "condition-category", "problem-list-item", "Problem List Item")],
            code=concept(SNOMED, *METASTASES[row["site"]], row["text"]),
            subject=record.patient,
            onsetDateTime=row["found"],
            recordedDate=row["recorded"],
            note=[{"text": row["note"]}] if row["note"] else [],
        )


def write_specimens(record: Record, table: str) -> None:
    for row in rows(table):
        kind = {"tissue": ("TISS", "Tissue"), "blood": ("BLD", "Whole blood")}[row["type"]]
        record.add(
            "Specimen",
            f"specimen-{row['id']}",
            profile="human-specimen",
            identifier=[{"system": "http://hospital.example.org/accession", "value": row["accession"]}],
            status="available",
            type=concept(THO + "v2-0487", *kind, row["what"]),
            subject=record.patient,
            collection={
                "collectedDateTime": row["date"],
                **({"bodySite": _site(row["site"])} if row["site"] else {}),
            },
        )


def _site(site: str) -> dict[str, object]:
    return concept(SNOMED, *BODY_SITES.get(site, ("", site)), site)


def write_tissue_tests(record: Record, table: str) -> None:
    """Receptors and other tests on tissue: `taken` is when the specimen was taken, `reported` when the result came."""
    for row in rows(table):
        code, name, unit = TISSUE_TESTS[row["test"]]
        genomic = row["test"] in ("msi", "tmb")
        record.add(
            "Observation",
            _test_name(row),
            profile=GENOMICS + row["test"] if genomic else "tumor-marker-test",
            status="final",
            category=LABORATORY,
            code=concept(LOINC, code, name),
            subject=record.patient,
            focus=[record.to("Condition", "primary")],
            effectiveDateTime=row["taken"],
            issued=f"{row['reported']}T12:00:00Z" if row["reported"] else "",
            performer=[record.to("Organization", row["by"])],
            specimen=record.to("Specimen", f"specimen-{row['specimen']}"),
            method={"text": row["method"]} if row["method"] else {},
            note=[{"text": row["note"]}] if row["note"] else [],
            **_test_value(row, unit),
        )


def _test_name(row: Row) -> str:
    return f"{row['specimen']}-{row['test'].replace('_', '-')}" + ("-outside" if row["by"] == "outside" else "")


def _test_value(row: Row, unit: str) -> dict[str, object]:
    """A number with its unit, a word, or for panels the parts, written `ratio 4.6; copies 11.2; Positive`."""
    if row["test"] == "her2_panel":
        ratio, copies, word = (part.strip() for part in row["value"].split(";"))
        parts = [("her2_ratio", ratio.removeprefix("ratio ")), ("her2_copies", copies.removeprefix("copies "))]
        return {
            "valueCodeableConcept": _word(word),
            "component": [
                {"code": concept(LOINC, *TISSUE_TESTS[test][:2]), "valueQuantity": _quantity(value, "1")}
                for test, value in parts
            ],
        }
    if row["test"] == "pdl1_22c3":
        score = {"code": {"text": "Combined positive score (CPS)"}, "valueQuantity": _quantity(row["value"], "1")}
        return {"component": [score]}
    if unit:
        return {"valueQuantity": _quantity(row["value"], unit)}
    return {"valueCodeableConcept": _word(row["value"])}


def _quantity(value: str, unit: str) -> dict[str, object]:
    return {"value": number(value), "unit": unit, "system": UCUM, "code": unit}


def _word(word: str) -> dict[str, object]:
    return concept(LOINC, ANSWERS.get(word, ""), word.removeprefix("IHC "), word)


def write_pathology(record: Record, table: str) -> None:
    for row in rows(table):
        record.add(
            "DiagnosticReport",
            f"pathology-{row['specimen']}",
            status="final",
            category=[concept(THO + "v2-0074", "PAT", "Pathology (gross & histopath, not surgical)")],
            code=concept(LOINC, "22637-3", "Pathology report final diagnosis Narrative"),
            subject=record.patient,
            effectiveDateTime=row["taken"],
            issued=f"{row['reported']}T12:00:00Z",
            performer=[record.to("Organization", "hospital")],
            specimen=[record.to("Specimen", f"specimen-{row['specimen']}")],
            conclusion=row["conclusion"],
        )


def write_variants(record: Record, table: str) -> None:
    """Variants by specimen; `origin` germline or somatic, plasma findings are somatic with a plasma specimen."""
    for row in rows(table):
        record.add(
            "Observation",
            f"variant-{row['id']}",
            profile="genomic-variant",
            status="final",
            category=LABORATORY,
            code=concept(LOINC, "69548-6", "Genetic variant assessment"),
            subject=record.patient,
            effectiveDateTime=row["taken"],
            issued=f"{row['reported']}T12:00:00Z",
            valueCodeableConcept=concept(LOINC, "LA9633-4", "Present"),
            method=concept(LOINC, "LA26398-0", "Sequencing"),
            specimen=record.to("Specimen", f"specimen-{row['specimen']}"),
            component=_variant_parts(row),
            note=[{"text": row["note"]}] if row["note"] else [],
        )


def _variant_parts(row: Row) -> list[dict[str, object]]:
    gene = concept(HGNC, GENES[row["gene"]], row["gene"])
    origin = concept(LOINC, *ORIGINS[row["origin"]])
    parts: list[dict[str, object]] = [
        {"code": concept(LOINC, "48018-6", "Gene studied [ID]"), "valueCodeableConcept": gene},
        {"code": concept(LOINC, "48002-0", "Genomic source class [Type]"), "valueCodeableConcept": origin},
    ]
    for code, name, value in (
        ("48004-6", "DNA change (c.HGVS)", row["coding"]),
        ("48005-3", "Amino acid change (pHGVS)", row["protein"]),
    ):
        if value:
            parts.append({"code": concept(LOINC, code, name), "valueCodeableConcept": concept(HGVS, value, value)})
    if row["copy"]:
        gain = concept("http://www.sequenceontology.org/", "SO:0001742", "copy_number_gain", row["copy"])
        parts.append({"code": concept(LOINC, "48019-4", "DNA change type"), "valueCodeableConcept": gain})
    if row["fraction"]:
        parts.append(
            {
                "code": concept(LOINC, "81258-6", "Sample variant allelic frequency [NFr]"),
                "valueQuantity": _quantity(row["fraction"], "1"),
            }
        )
    return parts


def write_genes_studied(record: Record, table: str) -> None:
    """What was looked at, so that what was not found can be told from what was not tested."""
    for row in rows(table):
        genes = [{"system": HGNC, "code": GENES[gene], "display": gene} for gene in row["genes"].split()]
        record.add(
            "Observation",
            f"region-{row['specimen']}",
            profile="genomic-region-studied",
            status="final",
            category=LABORATORY,
            code=concept(LOINC, "53041-0", "DNA region of interest panel"),
            subject=record.patient,
            effectiveDateTime=row["taken"],
            issued=f"{row['reported']}T12:00:00Z",
            specimen=record.to("Specimen", f"specimen-{row['specimen']}"),
            component=[
                {"code": concept(LOINC, "48018-6", "Gene studied [ID]"), "valueCodeableConcept": {"coding": genes}}
            ],
        )


def write_genomic_reports(record: Record, table: str) -> None:
    for row in rows(table):
        results = [record.to("Observation", f"variant-{name}") for name in row["variants"].split()]
        record.add(
            "DiagnosticReport",
            f"genomics-{row['specimen']}",
            profile="genomics-report",
            status="final",
            category=[concept(THO + "v2-0074", "GE", "Genetics")],
            code=concept(LOINC, "51969-4", "Genetic analysis report"),
            subject=record.patient,
            effectiveDateTime=row["taken"],
            issued=f"{row['reported']}T12:00:00Z",
            specimen=[record.to("Specimen", f"specimen-{row['specimen']}")],
            result=[*results, record.to("Observation", f"region-{row['specimen']}")],
            conclusion=row["conclusion"],
        )


def write_status(record: Record, table: str) -> None:
    for row in rows(table):
        record.add(
            "Observation",
            f"status-{row['date']}",
            profile="cancer-disease-status",
            extension=[
                {
                    "url": MCODE + "cancer-disease-status-evidence-type",
                    "valueCodeableConcept": snomed(EVIDENCE[evidence]),
                }
                for evidence in row["evidence"].split()
            ],
            status="final",
            code=concept(LOINC, "97509-4", "Cancer Disease Progression"),
            subject=record.patient,
            focus=[record.to("Condition", "primary")],
            effectiveDateTime=row["date"],
            valueCodeableConcept=snomed(STATUSES[row["status"]]),
            note=[{"text": row["note"]}] if row["note"] else [],
        )
