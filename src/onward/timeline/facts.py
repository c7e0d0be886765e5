"""What records say about one person: a closed set of frozen facts, each with its time, its status and its source.

Facts hold what was recorded, normalised but not judged: a receptor result is not a receptor call, a drug order is not
a line of therapy. Judging is the work of `disease` and the rooms above it.

Two times per fact: `when` it was true, and `recorded_on`, when it was issued, recorded or authored. A fact is known
from `recorded_on`, else from when it was true; never from when it was imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from onward.terms import UNDATED, Code, PartialDate, Period, Quantity
from onward.timeline.source import Source


class Standing(Enum):
    """How firmly the source stands behind a fact. Entered-in-error resources give no fact at all."""

    CONFIRMED = "confirmed"
    PROVISIONAL = "provisional"  # FHIR: provisional, differential, unconfirmed, preliminary, registered
    REFUTED = "refuted"  # FHIR: refuted; "no history of ..." findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact carries.

    when         when it was true (point or period; UNDATED when the source does not say)
    recorded_on  when it was issued, recorded or authored
    codes        the codes as they stood in the source, originals before mapped ones
    text         the source's own words for it (display or text), "" when it had none
    sources      every place that says the same; the first is the one that came first in the input
    """

    when: Period = UNDATED
    recorded_on: PartialDate | None = None
    standing: Standing = Standing.CONFIRMED
    codes: tuple[Code, ...] = ()
    text: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def known_on(self) -> PartialDate | None:
        """From when the fact is known: recorded, else when it was true; None when neither is recorded."""
        return self.recorded_on or self.when.start or self.when.end


class Sex(Enum):
    """Administrative sex as recorded (FHIR AdministrativeGender)."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demographics(Fact):
    """Who: from FHIR Patient or a study's patient table. `names` is patient data: pages only, never logs.

    age_years_at_diagnosis   where a study gives an age in place of dates of birth
    """

    names: tuple[str, ...] = ()
    birth: PartialDate | None = None
    sex: Sex | None = None
    postal_code: str = ""
    country: str = ""
    age_years_at_diagnosis: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Death(Fact):
    """The person has died (`standing` REFUTED: the source says alive); `when` is the date of death where known."""


class Laterality(Enum):
    """Side of a paired organ."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"


@dataclass(frozen=True, slots=True, kw_only=True)
class CancerDiagnosis(Fact):
    """A primary cancer: breast or another one.

    is_breast    False for another cancer; None when the code does not tell
    in_situ      True for ductal carcinoma in situ and the like
    histology    "ductal", "lobular", ... as the code table names it; "" when not recorded
    grade        histological grade 1, 2 or 3
    key          what other facts point to with `of_cancer` (the resource's reference)
    """

    is_breast: bool | None
    in_situ: bool = False
    histology: str = ""
    grade: int | None = None
    laterality: Laterality | None = None
    clinical_status: str = ""  # active, recurrence, relapse, inactive, remission, resolved
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metastasis(Fact):
    """A site of metastatic disease (SecondaryCancerCondition, a biopsied metastasis, a status).

    site         one of the sites of codes/sites ("bone", "liver", ...); "" when metastatic without a site
    basis        where it is known from: condition, imaging, biopsy, status, history, stage
    of_cancer    reference of the primary that it belongs to, "" when not said
    `standing` REFUTED says that there is no metastasis there ("no history of metastatic cancer").
    """

    site: str
    basis: str
    laterality: Laterality | None = None
    clinical_status: str = ""
    of_cancer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFact(Fact):
    """A stage group or a T, N or M category.

    axis    "group", "T", "N" or "M"
    kind    "clinical", "pathologic" or "" when not said
    value   normalised: 0, I, IA, ... IV; T1c, N3a, M0, M1; "" when the source's value is not understood
    """

    axis: str
    kind: str
    value: str
    of_cancer: str = ""


class SpecimenKind(Enum):
    """What a specimen is of. UNKNOWN is honest: many results do not say."""

    PRIMARY = "primary"
    METASTASIS = "metastasis"
    LOCAL_RECURRENCE = "local recurrence"
    BLOOD = "blood"
    NORMAL = "normal"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecimenFact(Fact):
    """A sample.

    key    what results point to with `specimen`: the source's own id of the sample
    kind   primary, metastasis, ...; site as in codes/sites or "breast", "" when not said
    """

    key: str
    kind: SpecimenKind
    site: str = ""
    laterality: Laterality | None = None


class Marker(Enum):
    """Receptors that decide the subtype."""

    ER = "ER"
    PR = "PR"
    HER2 = "HER2"


class Method(Enum):
    """How a receptor was measured."""

    IHC = "IHC"
    ISH = "ISH"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptorResult(Fact):
    """One receptor result as reported, not yet a call. One resource or table cell group gives one of these;
    results of the same specimen (or, without specimen, of the same day) are read together by `disease`.

    status        the laboratory's word: positive, negative, equivocal, indeterminate, low positive, low, ultralow,
                  not done; "" when only numbers were given
    percent_low, percent_high   stained nuclei in percent, as an interval (">90 %" is 90 to 100; equal when exact)
    percent_text  as written
    ihc_score     "0", "1+", "2+", "3+" or what the source says ("0-1+"); "" when not reported
    membrane_staining   for IHC 0: True (faint, ultralow), False (none), None when not stated
    ish_ratio     HER2/CEP17 ratio;  her2_copies, cep17_copies   mean signals per nucleus
    assay         antibody or kit as named; specimen: key of a SpecimenFact or the source's id, "" when not said
    specimen_kind what the result itself says of its specimen (the SpecimenFact says more where there is one)
    report        reference of the report or panel that holds it, "" when alone
    either        of ER: the source says "hormone receptor positive", ER or PR not told apart
    """

    marker: Marker
    method: Method
    status: str = ""
    percent_low: Decimal | None = None
    percent_high: Decimal | None = None
    percent_text: str = ""
    ihc_score: str = ""
    membrane_staining: bool | None = None
    ish_ratio: Quantity | None = None
    her2_copies: Quantity | None = None
    cep17_copies: Quantity | None = None
    assay: str = ""
    specimen: str = ""
    specimen_kind: SpecimenKind = SpecimenKind.UNKNOWN
    specimen_site: str = ""
    report: str = ""
    either: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BiomarkerScore(Fact):
    """A score or state of a tumour: PD-L1, MSI, MMR, TMB, HRD, Ki-67, Oncotype DX, ...

    name     as in codes/markers ("PD-L1", "MSI", "TMB", ...)
    measure  what was counted: CPS, IC, TPS, "percent", "score", "mutations per megabase", "" when not said
    assay    22C3, SP142, panel name, ...; "" when not said. Scores of different assays never mix.
    value    the number; status the laboratory's word (high, low, stable, deficient, proficient, positive, negative)
    """

    name: str
    measure: str = ""
    assay: str = ""
    value: Quantity | None = None
    status: str = ""
    specimen: str = ""
    specimen_kind: SpecimenKind = SpecimenKind.UNKNOWN


class Origin(Enum):
    """Whether a variant was inherited. UNKNOWN stays unknown: tumour-only sequencing cannot tell."""

    SOMATIC = "somatic"
    GERMLINE = "germline"
    UNKNOWN = "unknown"


class VariantKind(Enum):
    """What kind of change."""

    SMALL = "small variant"
    AMPLIFICATION = "amplification"
    GAIN = "gain"
    SHALLOW_DELETION = "shallow deletion"
    DEEP_DELETION = "deep deletion"
    FUSION = "fusion"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant(Fact):
    """A gene finding; `present` False is a tested negative, which is not the same as nothing recorded.

    gene           HGNC symbol; partner the other gene of a fusion
    protein        HGVS p. as written ("p.H1047R", "p.His1047Arg", "X125_splice"); coding HGVS c. as written
    consequence    missense, nonsense, frameshift, splice, inframe, ... in the source's words
    allele_percent variant allele frequency in percent
    tissue         "tissue", "ctDNA" or "germline sample", "" when not said
    significance   pathogenic, likely pathogenic, uncertain, benign, ... as reported
    """

    gene: str
    kind: VariantKind = VariantKind.SMALL
    present: bool | None = True
    partner: str = ""
    protein: str = ""
    coding: str = ""
    genomic: str = ""
    consequence: str = ""
    origin: Origin = Origin.UNKNOWN
    allele_percent: Decimal | None = None
    copy_number: Decimal | None = None
    significance: str = ""
    tissue: str = ""
    specimen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GenesStudied(Fact):
    """Which genes a test looked at: what makes "not found" a negative.

    tissue   "tissue", "ctDNA" or "germline sample", "" when not said
    """

    panel: str
    genes: tuple[str, ...]
    tissue: str = ""
    specimen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabResult(Fact):
    """A laboratory value, tumour marker, vital sign, measured function (LVEF, QTcF) or a score of a questionnaire.

    analyte     name in codes/analytes ("neutrophils", "CA 15-3"); "" when the code is not one that Onward knows
    kind        "laboratory", "tumour marker", "vital sign", "score"; "" when unknown
    value       the number; None when the result is a word
    word        result as a word ("positive", "not detected"); "" when it is a number
    low, high   the laboratory's own reference limits
    """

    analyte: str
    kind: str = ""
    value: Quantity | None = None
    word: str = ""
    low: Quantity | None = None
    high: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceStatus(Fact):
    """ECOG 0 to 5 or Karnofsky 0 to 100 (steps of 10)."""

    scale: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MenopausalStatus(Fact):
    """pre, peri or post; reason where recorded (natural, surgical, ...)."""

    status: str
    reason: str = ""


class TreatmentBasis(Enum):
    """How a drug is known: what was given weighs more than what was ordered."""

    GIVEN = "given"  # MedicationAdministration, dispense
    STATED = "stated"  # MedicationStatement
    ORDERED = "ordered"  # MedicationRequest


@dataclass(frozen=True, slots=True)
class Told:
    """How words place a treatment that they give no dates for ("first-line letrozole, 22 months").

    line      number of the line in the metastatic setting, 0 for treatment before it, None when no number follows
    setting   neoadjuvant, adjuvant, metastatic, "early" (before the metastasis, which of the two is not said), or ""
    days      fewest and most days on it
    text      the words for the duration ("22 months"), "" when there are none
    """

    line: int | None = None
    setting: str = ""
    days: tuple[int, int] | None = None
    text: str = ""

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        return ", ".join(part for part in (line, self.setting, self.text) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugTreatment(Fact):
    """A drug ordered, stated or given, as one resource says it; courses are put together by `disease`.

    drug         generic name in codes/drugs ("letrozole"); "" when the source's name is not known there
    drug_text    as written
    status       FHIR status word (active, completed, stopped, on-hold, cancelled, not-done, intended, ...)
    intent       curative, palliative, adjuvant, neoadjuvant, supportive; "" when not said
    stop_reason  progression, toxicity, completed, planned, choice, death, other; "" when not said
    reason_text  the source's own words for why it was given or stopped
    for_cancer   reference of the condition it was given for, "" when not said
    dose_text    dosage in words
    told         for a description in words: its line, setting and duration as told; None for records
    """

    drug: str
    drug_text: str
    basis: TreatmentBasis
    status: str = ""
    intent: str = ""
    stop_reason: str = ""
    reason_text: str = ""
    for_cancer: str = ""
    dose_text: str = ""
    told: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureFact(Fact):
    """A surgery, biopsy, examination or other procedure that was done.

    kind   as in codes/procedures (mastectomy, biopsy, oophorectomy, ...); "" when not known there
    """

    kind: str
    site: str = ""
    laterality: Laterality | None = None
    intent: str = ""
    status: str = ""
    for_cancer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Radiotherapy(Fact):
    """A course of radiotherapy (mCODE RadiotherapyCourseSummary, or an older procedure code).

    sites   as in codes/sites, "breast", "chest wall", or the source's words
    dose_gy total dose delivered to the volume that got most, fractions given
    """

    sites: tuple[str, ...] = ()
    modality: str = ""
    intent: str = ""
    dose_gy: Decimal | None = None
    fractions: int | None = None
    status: str = ""
    for_cancer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiseaseStatus(Fact):
    """How the cancer does as somebody judged it (mCODE CancerDiseaseStatus, LOINC 97509-4 or 88040-1).

    value     as in codes/status (progression, stable, partial_remission, ...); "" when not understood
    evidence  imaging, pathology, symptoms, physical_exam, marker, laboratory, genetic
    criterion by which it was derived from measurements ("RECIST 1.1"); "" when somebody judged it
    """

    value: str
    evidence: tuple[str, ...] = ()
    of_cancer: str = ""
    criterion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagingFact(Fact):
    """An imaging study or its report.

    modality    CT, MR, PT, NM, MG, US, DX, ...; "" when not said
    conclusion  the report's conclusion in its own words, "" when there is none
    study_uid   DICOM Study Instance UID, "" when not said
    """

    modality: str = ""
    body_site: str = ""
    description: str = ""
    conclusion: str = ""
    study_uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFact(Fact):
    """A pathology, genomics or other report with a conclusion in words. Laboratory panels give no report fact."""

    category: str
    conclusion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comorbidity(Fact):
    """Any other condition: `group` as in codes/status conditions ("pneumonitis", ...), "" when none fits."""

    group: str = ""
    clinical_status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allergy(Fact):
    """An allergy or intolerance; `drug` the generic name where it is a drug that Onward knows."""

    drug: str = ""
    criticality: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PregnancyFact(Fact):
    """Pregnant or breastfeeding: state "pregnant", "not pregnant", "breastfeeding"."""

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyHistory(Fact):
    """A relative's condition: relationship and condition in the source's words."""

    relationship: str
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionMeasurement(Fact):
    """One lesion as one reader measured or judged it at one visit: what response criteria are reckoned from.

    A lesion with two diameters gives two facts.

    lesion           its name over time: TrackingUID, or SDTM's link id; unique for one person and reader
    reader           who read: SDTM's evaluator and evaluator id joined, "" when not said
    reader_role      "investigator", "independent", "adjudicator", ...; "" when not said
    role             "target", "non-target", "new", "benign" as chosen by the reader, "reference" for a region of
                     normal tissue that lesions are compared with (liver, aorta); "" when not said
    visit            the visit as named, visit_number its order where the source gives one
    site             as in codes/sites, "" when the place is not known there; site_text the source's words
    is_node          a lymph node (measured by its short axis); None when the place does not tell
    measure          "longest diameter", "short axis", "perpendicular diameter", "volume", "state" for a judgement,
                     "identified" when the lesion is only named; of PET "SULpeak", "SULmax", "SULmean", "SUL SD" (by
                     lean body mass), "SUVpeak", "SUVmax", "SUVmean", "SUV SD" (by body weight), "MTV" (metabolic
                     volume), "TLG" (total lesion glycolysis), "uptake extent" (longest dimension of the uptake)
    value            with its unit as written; None for a judgement, and where nothing was measured
    state            for "state": "present", "absent", "unequivocal progression", "equivocal", "unequivocal",
                     "too small to measure", "not evaluable", "split", "merged"; the source's word when it is another
    not_done         why nothing was measured, "not done" when no reason is given; "" when it was
    method           "CT", "MR", "PET", "PET/CT" (which of its halves is not said), "bone scan", "X-ray",
                     "ultrasound", "clinical"; "" when not said
    slice_thickness_mm   of the images measured on
    group            the source's group of lesions (SDTM TRGRPID), "" when it has none
    position_mm      where the reader set it: right to left, front to back, feet to head (DICOM's LPS), in mm
    frame_of_reference   UID of the frame in which `position_mm` holds; positions of two frames never compare
    read             content hash of the signed read that says so, "" when it stands in no signed read
    replaces         the reads that this read amends; what they say no longer holds once this one is known
    """

    lesion: str
    reader: str = ""
    reader_role: str = ""
    role: str = ""
    visit: str = ""
    visit_number: Decimal | None = None
    site: str = ""
    site_text: str = ""
    laterality: Laterality | None = None
    is_node: bool | None = None
    measure: str = ""
    value: Quantity | None = None
    state: str = ""
    not_done: str = ""
    method: str = ""
    slice_thickness_mm: Decimal | None = None
    group: str = ""
    position_mm: tuple[Decimal, Decimal, Decimal] | None = None
    frame_of_reference: str = ""
    read: str = ""
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PetAcquisition(Fact):
    """How the PET of one visit was made: what decides whether two of them can be compared.

    visit, visit_number   as of the lesions measured on it; reader "" when it holds for every reader
    tracer         "FDG", "FES", ...; "" when not said
    dose_mbq       given; uptake_minutes from the injection to the scan
    glucose_mg_dl  in blood at the injection
    scanner        manufacturer and model; reconstruction method, iterations, filter, matrix in words
    lean_formula   of the lean body mass behind SUL: "Janmahasatian", "James", "Morgan"; "" when not said
    center         where it was made
    cycles         of treatment given before it
    """

    visit: str = ""
    visit_number: Decimal | None = None
    reader: str = ""
    study_uid: str = ""
    tracer: str = ""
    dose_mbq: Decimal | None = None
    uptake_minutes: Decimal | None = None
    weight_kg: Decimal | None = None
    height_cm: Decimal | None = None
    glucose_mg_dl: Decimal | None = None
    scanner: str = ""
    reconstruction: str = ""
    lean_formula: str = ""
    center: str = ""
    cycles: Decimal | None = None


AnyFact = (
    Demographics
    | Death
    | CancerDiagnosis
    | Metastasis
    | StageFact
    | SpecimenFact
    | ReceptorResult
    | BiomarkerScore
    | Variant
    | GenesStudied
    | LabResult
    | PerformanceStatus
    | MenopausalStatus
    | DrugTreatment
    | ProcedureFact
    | Radiotherapy
    | DiseaseStatus
    | ImagingFact
    | ReportFact
    | Comorbidity
    | Allergy
    | PregnancyFact
    | FamilyHistory
    | LesionMeasurement
    | PetAcquisition
)
