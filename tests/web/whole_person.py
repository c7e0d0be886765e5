"""The person with everything: a long course, and what pages stumble over."""

from __future__ import annotations

from decimal import Decimal

from tests.web.packets import SCRIPT_NAME, Numbered, assembled, day, when

from onward.disease import (
    Cns,
    Course,
    DiseasePicture,
    EndocrineSensitivity,
    Exposure,
    Line,
    OnsetOfMetastasis,
    PictureConflict,
    ReceptorCall,
    SiteOfDisease,
    Subtype,
)
from onward.packet import Packet
from onward.terms import Issue, Quantity, Truth
from onward.timeline import (
    Allergy,
    AnyFact,
    BiomarkerScore,
    CancerDiagnosis,
    Comorbidity,
    Demographics,
    DiseaseStatus,
    DrugTreatment,
    FamilyHistory,
    GenesStudied,
    ImagingFact,
    LabResult,
    Laterality,
    Marker,
    MenopausalStatus,
    Metastasis,
    Method,
    Origin,
    PerformanceStatus,
    ProcedureFact,
    Radiotherapy,
    ReceptorResult,
    ReportFact,
    Sex,
    SpecimenFact,
    SpecimenKind,
    StageFact,
    TreatmentBasis,
    Variant,
)

_P, _M = SpecimenKind.PRIMARY, SpecimenKind.METASTASIS

# specimen, kind, site, date, marker, method, percent, score, ratio, copies, call, rule
_RECEPTORS = (
    ("core", _P, "breast", "2016-03-14", "ER", "IHC", "95", "", "", "", "positive", "er-percent"),
    ("core", _P, "breast", "2016-03-14", "PR", "IHC", "60", "", "", "", "positive", "pr-percent"),
    ("core", _P, "breast", "2016-03-14", "HER2", "IHC", "", "1+", "", "", "low", "her2-1"),
    ("surgical", _P, "breast", "2016-04-12", "HER2", "IHC", "", "0-1+", "", "", "zero-to-low", "her2-between"),
    ("iliac", _M, "bone", "2022-06-02", "ER", "IHC", "90", "", "", "", "positive", "er-percent"),
    ("iliac", _M, "bone", "2022-06-02", "PR", "IHC", "20", "", "", "", "positive", "pr-percent"),
    ("iliac", _M, "bone", "2022-06-02", "HER2", "IHC", "", "1+", "", "", "low", "her2-1"),
    ("liver", _M, "liver", "2024-09-26", "ER", "IHC", "80", "", "", "", "positive", "er-percent"),
    ("liver", _M, "liver", "2024-09-26", "PR", "IHC", "0", "", "", "", "negative", "pr-percent"),
    ("liver", _M, "liver", "2024-09-26", "HER2", "ISH", "", "2+", "1.3", "3.2", "low", "her2-2-ish-negative"),
)

# drug, class, groups, role, start, end, why, intent
# fmt: off
# ruff: noqa: E501 (tables are read across)
_COURSES = (
    ("doxorubicin", "anthracycline", ("chemotherapy",), "anticancer", "2016-05-10", "2016-06-21", "completed", "curative"),
    ("cyclophosphamide", "alkylating agent", ("chemotherapy",), "anticancer", "2016-05-10", "2016-06-21", "completed", "curative"),
    ("paclitaxel", "taxane", ("chemotherapy",), "anticancer", "2016-07-05", "2016-09-20", "completed", "curative"),
    ("tamoxifen", "SERM", ("endocrine therapy",), "anticancer", "2016-12", "2018-12-10", "completed", "curative"),
    ("letrozole", "aromatase inhibitor", ("endocrine therapy",), "anticancer", "2018-12-11", "2021-02-26", "toxicity", "curative"),
    ("letrozole", "aromatase inhibitor", ("endocrine therapy",), "anticancer", "2022-06-20", "2024-09-23", "progression", "palliative"),
    ("ribociclib", "CDK4/6 inhibitor", ("targeted therapy",), "anticancer", "2022-06-20", "2024-09-23", "progression", "palliative"),
    ("elacestrant", "SERD", ("endocrine therapy",), "anticancer", "2024-10-21", "2025-06-16", "progression", "palliative"),
    ("fulvestrant", "SERD", ("endocrine therapy",), "anticancer", "2025-07-07", "2026-10-26", "progression", "palliative"),
    ("capivasertib", "AKT inhibitor", ("targeted therapy",), "anticancer", "2025-07-07", "2026-10-26", "progression", "palliative"),
    ("denosumab", "RANKL inhibitor", (), "bone agent", "2022-06-20", "", "", ""),
    ("trastuzumab deruxtecan", "antibody-drug conjugate", ("anti-HER2",), "anticancer", "2026-11-10", "", "", "palliative"),
    ("study drug 42", "", (), "", "2021-03", "", "", "palliative"),
    ("metformin", "antidiabetic", (), "other", "2019-04-15", "", "", ""),
    ("amlodipine", "calcium channel blocker", (), "other", "2014", "", "", ""),
)  # fmt: skip

_LAB_DAYS = ("2016-05-06", "2018-11-20", "2022-06-13", "2022-07-18", "2022-12-05", "2024-02-05", "2024-09-12",
             "2025-01-13", "2025-06-12", "2025-08-25", "2025-12-08", "2026-04-13", "2026-07-20", "2026-10-19", "2026-11-09")  # fmt: skip
# analyte, unit, low, high, values in the order of the days
_LABS = (
    ("CA 15-3", "[arb'U]/mL", "", "30", "22 20 86 74 31 27 92 71 138 104 52 47 79 168 214"),
    ("CEA", "ng/mL", "", "3.8", "1.8 - 7.9 - 3.6 3.1 8.8 7.2 13.4 10.1 6.0 - 7.7 15.0 18.2"),
    ("hemoglobin", "g/dL", "12.0", "15.5", "13.4 13.1 12.4 11.6 11.9 12.1 11.8 - 11.7 11.6 11.8 11.6 11.4 11.1 10.8"),
    ("neutrophils", "10*3/uL", "1.8", "7.7", "4.1 - 4.3 0.9 1.7 1.7 1.7 - 4.0 3.4 3.2 - 3.5 4.2 4.5"),
    ("platelets", "10*3/uL", "150", "400", "268 - 251 192 188 201 205 - 236 228 222 219 224 231 226"),
    ("ALT", "U/L", "", "35", "18 - 22 24 25 26 44 38 61 45 36 35 39 54 58"),
    ("AST", "U/L", "", "35", "20 - 26 25 24 27 48 40 66 44 37 - 42 63 69"),
    ("alkaline phosphatase", "U/L", "35", "105", "71 - 148 139 92 84 131 118 172 140 112 108 126 205 221"),
    ("bilirubin", "mg/dL", "", "1.2", "0.4 - 0.5 0.5 0.4 0.5 0.6 0.5 0.7 0.6 0.5 - 0.5 0.8 0.9"),
    ("creatinine", "mg/dL", "0.5", "1.1", "0.7 0.8 0.8 0.8 0.9 0.9 0.9 - 0.9 1.0 0.9 - 0.9 0.9 1.0"),
    ("calcium", "mg/dL", "8.6", "10.2", "9.4 - 10.0 9.3 9.2 9.2 9.3 - 9.3 9.2 9.2 - 9.3 9.9 10.4"),
)

_STATUS = (
    ("2022-06-07", "progression", ("imaging", "pathology")),
    ("2022-09-12", "stable", ("imaging",)),
    ("2023-03-13", "stable", ("imaging", "laboratory")),
    ("2024-03-18", "stable", ("imaging",)),
    ("2024-09-16", "progression", ("imaging",)),
    ("2025-01-13", "stable", ("imaging",)),
    ("2025-06-12", "progression", ("imaging",)),
    ("2025-10-06", "partial_remission", ("imaging",)),
    ("2026-02-02", "partial_remission", ("imaging",)),
    ("2026-06-08", "stable", ("imaging",)),
    ("2026-10-19", "progression", ("imaging", "laboratory")),
)

_IMAGING = (
    ("2022-05-18", "CT", "Lytic and sclerotic lesions of T9, L2, ribs and left ilium. No liver or lung lesion."),
    ("2022-05-20", "NM", "Multiple foci: T9, L2, ribs, left ilium. Consistent with bone metastases."),
    ("2024-09-16", "CT", "New liver lesions: segment VII 24 mm, segment IVb 15 mm. Progressive disease."),
    ("2025-06-12", "CT", "Liver lesions 34 mm and 19 mm, new lesion segment V 12 mm. <em>Progressive</em> disease."),
    ("2026-10-19", "CT", "Liver lesions 31 mm, 18 mm and 12 mm, new lesion segment VIII 14 mm. T9 lesion larger."),
)


def _receptor_results(number: Numbered) -> list[tuple[ReceptorResult, str, str]]:
    found = []
    for specimen, kind, site, date, marker, method, percent, score, ratio, copies, call, rule in _RECEPTORS:
        share = Decimal(percent) if percent else None
        found.append(
            (
                ReceptorResult(
                    marker=Marker(marker),
                    method=Method(method),
                    percent_low=share,
                    percent_high=share,
                    percent_text=f"{percent} %" if percent else "",
                    ihc_score=score,
                    ish_ratio=Quantity(Decimal(ratio), "1") if ratio else None,
                    her2_copies=Quantity(Decimal(copies), "1") if copies else None,
                    specimen=specimen,
                    specimen_kind=kind,
                    specimen_site=site,
                    when=when(date),
                    sources=number.source("Observation"),
                ),
                call,
                rule,
            )
        )
    return found


def _calls(results: list[tuple[ReceptorResult, str, str]]) -> tuple[ReceptorCall, ...]:
    return tuple(
        ReceptorCall(
            marker=result.marker,
            call=call,
            rule=rule,
            because=f"{result.marker.value} as reported: {result.percent_text or result.ihc_score}.",
            date=result.when.start,
            specimen=result.specimen,
            specimen_kind=result.specimen_kind,
            specimen_site=result.specimen_site,
            inputs=(result,),
            settle="The score of the same slide as one number." if call == "zero-to-low" else "",
        )
        for result, call, rule in results
    )


def _courses(number: Numbered) -> tuple[Course, ...]:
    found = []
    for drug, drug_class, groups, role, start, end, why, intent in _COURSES:
        known = bool(drug_class)
        doses = 6 if groups == ("chemotherapy",) else 1
        facts = tuple(
            DrugTreatment(
                drug=drug if known else "",
                drug_text=drug,
                basis=TreatmentBasis.GIVEN if doses > 1 else TreatmentBasis.ORDERED,
                status="active" if not end else "completed",
                intent=intent,
                when=when(start, end),
                dose_text="400 mg by mouth twice a day" if drug == "capivasertib" else "",
                sources=number.source("MedicationRequest"),
            )
            for _ in range(doses)
        )
        found.append(
            Course(
                drug=drug,
                known=known,
                drug_class=drug_class,
                groups=groups,
                role=role,
                start=day(start),
                end=day(end) if end else None,
                ongoing=not end and drug != "study drug 42",
                why_stopped=why,
                intent=intent,
                only_ordered=drug == "trastuzumab deruxtecan",
                facts=facts,
            )
        )
    return tuple(found)


def _lines(courses: tuple[Course, ...]) -> tuple[Line, ...]:
    wanted = (
        (0, "adjuvant", ("doxorubicin", "cyclophosphamide", "paclitaxel"), "2016-05-10", "2016-09-20", "completed"),
        (0, "adjuvant", ("tamoxifen", "letrozole"), "2016-12", "2021-02-26", "toxicity"),
        (1, "metastatic", ("letrozole", "ribociclib"), "2022-06-20", "2024-09-23", "progression"),
        (2, "metastatic", ("elacestrant",), "2024-10-21", "2025-06-16", "progression"),
        (3, "metastatic", ("fulvestrant", "capivasertib"), "2025-07-07", "2026-10-26", "progression"),
        (4, "metastatic", ("trastuzumab deruxtecan",), "2026-11-10", "", "ongoing"),
    )
    lines = []
    for n, setting, drugs, start, end, why in wanted:
        own = tuple(
            course
            for course in courses
            if course.drug in drugs and course.start is not None and course.start.earliest >= day(start).earliest
        )
        lines.append(
            Line(
                n=n,
                setting=setting,
                regimen=" + ".join(drugs),
                drugs=drugs,
                classes=tuple(dict.fromkeys(course.drug_class for course in own)),
                start=day(start),
                end=day(end) if end else None,
                why_ended=why,
                rules=("same-line-window", "progression-opens"),
                because="The drugs started within 28 days of each other after progression.",
                courses=own,
            )
        )
    return tuple(lines)


def _genes(number: Numbered) -> list[AnyFact]:
    plasma_24, plasma_26 = when("2024-09-26"), when("2026-10-28")
    rows = (
        ("PIK3CA", "NP_006209.2:p.His1047Arg", "liver", "tissue", when("2024-09-26"), "31"),
        ("ESR1", "NP_000116.2:p.Asp538Gly", "plasma-2024", "ctDNA", plasma_24, "1.8"),
        ("ESR1", "NP_000116.2:p.Tyr537Ser", "plasma-2024", "ctDNA", plasma_24, "0.6"),
        ("PIK3CA", "NP_006209.2:p.His1047Arg", "plasma-2024", "ctDNA", plasma_24, "4.2"),
        ("ESR1", "NP_000116.2:p.Tyr537Ser", "plasma-2026", "ctDNA", plasma_26, "3.9"),
        ("PIK3CA", "NP_006209.2:p.His1047Arg", "plasma-2026", "ctDNA", plasma_26, "6.8"),
    )
    variants: list[AnyFact] = [
        Variant(
            gene=gene,
            protein=protein,
            specimen=specimen,
            tissue=tissue,
            when=at,
            origin=Origin.SOMATIC,
            allele_percent=Decimal(share),
            sources=number.source("Observation"),
        )
        for gene, protein, specimen, tissue, at, share in rows
    ]
    panel = ("ESR1", "PIK3CA", "AKT1", "PTEN", "TP53", "ERBB2")
    studied = (
        ("germline", "germline sample", "2022-06-14", ("BRCA1", "BRCA2", "PALB2", "CDH1", "PTEN", "TP53")),
        ("liver", "tissue", "2024-09-26", (*panel, "BRCA1", "BRCA2")),
        ("plasma-2024", "", "2024-09-26", panel),
        ("plasma-2026", "", "2026-10-28", panel),
    )
    return [
        *variants,
        *(
            GenesStudied(
                panel="",
                genes=genes,
                tissue=tissue,
                specimen=specimen,
                when=when(date),
                sources=number.source("Observation"),
            )
            for specimen, tissue, date, genes in studied
        ),
        BiomarkerScore(
            name="TMB",
            value=Quantity(Decimal("3.1"), "{mutations}/Mb"),
            when=when("2024-09-26"),
            specimen="liver",
            sources=number.source("Observation"),
        ),
        BiomarkerScore(
            name="MSI", status="stable", when=when("2024-09-26"), specimen="liver", sources=number.source("Observation")
        ),
        BiomarkerScore(
            name="PD-L1",
            assay="SP142",
            measure="IC",
            value=Quantity(Decimal("1"), "%"),
            sources=number.source("Observation"),
        ),
    ]


def _laboratory(number: Numbered) -> list[AnyFact]:
    found: list[AnyFact] = []
    for analyte, unit, low, high, values in _LABS:
        for date, value in zip(_LAB_DAYS, values.split(), strict=True):
            if value != "-":
                found.append(
                    LabResult(
                        analyte=analyte,
                        value=Quantity(Decimal(value), unit),
                        low=Quantity(Decimal(low), unit) if low else None,
                        high=Quantity(Decimal(high), unit) if high else None,
                        when=when(date),
                        sources=number.source("Observation"),
                    )
                )
    found += [
        LabResult(
            analyte="creatinine",
            value=Quantity(Decimal("78"), None),
            when=when("2024-11-04"),
            sources=number.source("Observation"),
        ),
        LabResult(analyte="CA 15-3", value=Quantity(Decimal("41"), "[arb'U]/mL"), sources=number.source("Observation")),
        LabResult(
            analyte="LVEF",
            value=Quantity(Decimal("63"), "%"),
            when=when("2016-04-29"),
            sources=number.source("Observation"),
        ),
        LabResult(
            analyte="LVEF",
            value=Quantity(Decimal("58"), "%"),
            when=when("2026-11-05"),
            sources=number.source("Observation"),
        ),
        LabResult(
            analyte="weight",
            value=Quantity(Decimal("72.4"), "kg"),
            when=when("2016-05-06"),
            sources=number.source("Observation"),
        ),
        LabResult(
            analyte="weight",
            value=Quantity(Decimal("69.5"), "kg"),
            when=when("2026-11-09"),
            sources=number.source("Observation"),
        ),
    ]
    return found


def whole_packet() -> Packet:
    """Recurrent HR+/HER2-low disease in bone and liver, three lines and a fourth ordered, one contradiction."""
    number = Numbered()
    results = _receptor_results(number)
    courses = _courses(number)
    bone = Metastasis(
        site="bone",
        basis="condition",
        when=when("2022-05-20"),
        text="Bone metastases, T9 and L2",
        sources=number.source("Condition"),
    )
    outside = Metastasis(
        site="bone",
        basis="history",
        when=when("2022-02-14"),
        text="Bone metastases, outside list",
        sources=number.source("Condition"),
    )
    liver = Metastasis(site="liver", basis="imaging", when=when("2024-09-16"), sources=number.source("Condition"))
    facts: list[AnyFact] = [
        Demographics(names=(SCRIPT_NAME,), birth=day("1964-04-02"), sex=Sex.FEMALE, sources=number.source("Patient")),
        CancerDiagnosis(
            is_breast=True,
            text="Invasive carcinoma of breast",
            histology="ductal",
            grade=2,
            laterality=Laterality.LEFT,
            when=when("2016-03"),
            sources=number.source("Condition"),
        ),
        *(
            StageFact(axis=axis, kind="pathologic", value=value, when=when("2016-04-19"), sources=number.source("Observation"))
            for axis, value in (("group", "IIB"), ("T", "T2"), ("N", "N1"), ("M", "M0"))
        ),
        bone,
        outside,
        liver,
        *(SpecimenFact(key=key, kind=kind, site=site, sources=number.source("Specimen"))
          for key, kind, site in (("core", _P, "breast"), ("liver", _M, "liver"), ("iliac", _M, "bone"), ("plasma-2026", SpecimenKind.BLOOD, ""))),
        *(result for result, _, _ in results),
        *_genes(number),
        *_laboratory(number),
        *(fact for course in courses for fact in course.facts),
        *(PerformanceStatus(scale="ECOG", value=value, when=when(date), sources=number.source("Observation"))
          for date, value in (("2016-05-06", 0), ("2022-06-13", 1), ("2026-11-09", 1))),
        MenopausalStatus(status="post", when=when("2018-11-20"), sources=number.source("Condition")),
        *(DiseaseStatus(value=value, evidence=evidence, when=when(date), sources=number.source("Observation")) for date, value, evidence in _STATUS),
        *(ImagingFact(modality=modality, description=f"{modality} of the trunk", conclusion=conclusion, when=when(date), sources=number.source("DiagnosticReport"))
          for date, modality, conclusion in _IMAGING),
        ReportFact(category="pathology", conclusion="Metastatic carcinoma in liver. ER 80 %, PR 0 %, HER2 2+.", when=when("2024-10-07"), sources=number.source("DiagnosticReport")),
        ProcedureFact(kind="biopsy", text="core biopsy of breast", when=when("2016-03-14"), sources=number.source("Procedure")),
        ProcedureFact(kind="lumpectomy", text="breast conserving surgery", laterality=Laterality.LEFT, when=when("2016-04-12"), sources=number.source("Procedure")),
        ProcedureFact(kind="biopsy", text="liver biopsy", when=when("2024-09-26"), sources=number.source("Procedure")),
        Radiotherapy(sites=("breast",), dose_gy=Decimal("50"), fractions=25, when=when("2016-10-17", "2016-11-18"), sources=number.source("Procedure")),
        Radiotherapy(sites=("lumbar spine",), dose_gy=Decimal("8"), fractions=1, when=when("2022-06-10"), sources=number.source("Procedure")),
        Comorbidity(text="Type 2 diabetes", clinical_status="active", when=when("2019-04"), sources=number.source("Condition")),
        Comorbidity(text="Hypertension", clinical_status="active", when=when("2014"), sources=number.source("Condition")),
        Allergy(text="penicillin", criticality="high", sources=number.source("AllergyIntolerance")),
        FamilyHistory(relationship="mother", condition="breast cancer at 58 years", sources=number.source("FamilyMemberHistory")),
    ]  # fmt: skip
    calls = _calls(results)
    newest = tuple(call for call in calls if call.specimen == "liver")
    picture = DiseasePicture(
        person="hr-patient",
        metastatic=Truth.YES,
        metastatic_because="Metastases are recorded.",
        onset=OnsetOfMetastasis(
            onset="recurrent",
            rule="de-novo-window",
            because="Metastasis was found 74 months after the first diagnosis.",
            first_diagnosis=day("2016-03"),
            first_metastasis=day("2022-05-20"),
            disease_free_months=(73, 74),
        ),
        receptors=calls,
        subtype=Subtype(
            code="HR+/HER2-low",
            plain="hormone receptor positive, HER2-low",
            because="The newest specimen decides.",
            rule="newest-specimen",
            from_calls=newest,
        ),
        sites=(
            SiteOfDisease(site="bone", text="", first=day("2022-05-20"), last=day("2026-10-19"), evidence=("imaging", "biopsy"), facts=(outside, bone)),
            SiteOfDisease(site="liver", text="", first=day("2024-09-16"), last=day("2026-10-19"), evidence=("imaging",), facts=(liver,)),
        ),
        bone_only=Truth.NO,
        visceral=Truth.YES,
        cns=Cns(status="unknown", rule="cns-imaging", because="No imaging of the brain is recorded.", since=None, settle="MR of the brain."),
        courses=courses,
        lines=_lines(courses),
        exposures=(
            Exposure(name="aromatase inhibitor", setting="metastatic", drugs=("letrozole",), lines=(1,), first=day("2022-06-20"), last=day("2024-09-23"), ongoing=False, days=826),
            Exposure(name="CDK4/6 inhibitor", setting="metastatic", drugs=("ribociclib",), lines=(1,), first=day("2022-06-20"), last=day("2024-09-23"), ongoing=False, days=826),
        ),
        endocrine=EndocrineSensitivity(status="secondary resistance", rule="esmo-secondary", because="Progression after more than six months."),
        conflicts=(
            PictureConflict(
                kind="dates",
                what="Bone metastases were found on two different days.",
                settle="Look for the report of February 2022.",
                between=(outside, bone),
            ),
        ),
        age_years=(62, 62),
        changes=("PR changed from positive (bone, 2022-06-02) to negative (liver, 2024-09-26).",),
    )  # fmt: skip
    issues = (
        Issue(file="bundle.json", place="entry[17].resource", what="The unit is missing.", did="The value is shown and never compared."),
    )  # fmt: skip
    return assembled(facts, picture, issues)
