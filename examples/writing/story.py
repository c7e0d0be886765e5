"""One story, table by table, into a record. A story module holds the tables; what it does not have is not written."""

from types import ModuleType

from writing import disease, findings, imaging, person, treatment
from writing.record import Record

STEPS = (
    ("PERSON", person.write_person),
    ("CONDITIONS", person.write_conditions),
    ("ALLERGIES", person.write_allergies),
    ("FAMILY", person.write_family),
    ("PRIMARY", disease.write_primary),
    ("STAGING", disease.write_staging),
    ("METASTASES", disease.write_metastases),
    ("SPECIMENS", disease.write_specimens),
    ("TISSUE_TESTS", disease.write_tissue_tests),
    ("PATHOLOGY", disease.write_pathology),
    ("VARIANTS", disease.write_variants),
    ("GENES_STUDIED", disease.write_genes_studied),
    ("GENOMIC_REPORTS", disease.write_genomic_reports),
    ("STATUS", disease.write_status),
    ("ORDERS", treatment.write_orders),
    ("GIVEN", treatment.write_given),
    ("STATEMENTS", treatment.write_statements),
    ("PROCEDURES", treatment.write_procedures),
    ("RADIOTHERAPY", treatment.write_radiotherapy),
    ("STUDIES", imaging.write_studies),
    ("LESIONS", imaging.write_lesions),
    ("DIAMETERS_MM", imaging.write_diameters),
    ("LABS", findings.write_labs),
    ("ODD_LABS", findings.write_odd_labs),
    ("HEART", findings.write_heart),
    ("ECOG", findings.write_ecog),
    ("VITALS", findings.write_vitals),
)


def write_story(story: ModuleType) -> Record:
    """The record of one person; a table of a name that nobody writes is an error."""
    unknown = {name for name in vars(story) if name.isupper()} - {name for name, _ in STEPS} - {"PREFIX", "BY_UUID"}
    if unknown:
        raise ValueError(f"{story.__name__} has tables that nobody writes: {', '.join(sorted(unknown))}")
    record = Record(prefix=story.PREFIX, by_uuid=story.BY_UUID)
    for name, write in STEPS:
        if hasattr(story, name):
            write(record, getattr(story, name))
    return record
