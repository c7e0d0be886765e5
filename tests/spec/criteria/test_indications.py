"""Indications from real life.

What approvals for metastatic breast cancer ask, shortened and in our words, as questions about the same invented
person. They show that the language can say them. They are not the rules of treatment options, which stand in knowledge
with their sources; no clinician has reviewed these.
"""

from tests.spec.criteria.test_trial_criteria import LISTED, d, page
from tests.spec.manual import Section

from onward.criteria import (
    AllOf,
    AnyOf,
    Criterion,
    DrugSet,
    Exposed,
    GeneTested,
    HasSex,
    HasVariant,
    Her2Score,
    LabValue,
    Limits,
    Lines,
    Menopause,
    Metastatic,
    Not,
    Onset,
    Receptor,
    Recorded,
    Relapse,
    Score,
    her2_negative,
    hormone_receptor_positive,
    none_recorded,
    triple_negative,
)

ENDOCRINE = DrugSet(classes=("endocrine therapy",))
CHEMOTHERAPY = DrugSet(classes=("chemotherapy",))
ANTI_HER2 = DrugSet(classes=("anti-HER2",))
SYSTEMIC = DrugSet(roles=("anticancer",))
HR_POSITIVE_HER2_NEGATIVE = AllOf(of=(hormone_receptor_positive(), her2_negative(), Metastatic()))
HER2_POSITIVE = AllOf(of=(Receptor(marker="HER2", calls=("positive",)), Metastatic()))
TRIPLE_NEGATIVE = AllOf(of=(triple_negative(), Metastatic()))
PROGRESSED_ON_ENDOCRINE = AnyOf(
    of=(Lines(at_least=1, containing=ENDOCRINE, ended_by=("progression",)), Relapse(after=ENDOCRINE, at_most_months=12))
)
AFTER_MENOPAUSE_OR_MAN = AnyOf(of=(Menopause(status=("post",)), HasSex(sex="male")))


def all_of(*parts: Criterion) -> AllOf:
    return AllOf(of=parts)


def test_hormone_receptor_positive_disease(manual: Section) -> None:
    """HR-positive, HER2-negative: first line, after endocrine therapy, with a biomarker."""
    page(
        manual,
        (
            "CDK4/6 inhibitor with an aromatase inhibitor, as first endocrine treatment for metastatic disease",
            all_of(HR_POSITIVE_HER2_NEGATIVE, Not(of=Lines(at_least=1, containing=ENDOCRINE))),
            "NO for good",
        ),
        (
            "CDK4/6 inhibitor with fulvestrant, after progression on endocrine therapy",
            all_of(HR_POSITIVE_HER2_NEGATIVE, PROGRESSED_ON_ENDOCRINE),
            "YES for good",
        ),
        (
            "inavolisib, palbociclib, fulvestrant: PIK3CA, recurrence on or within 12 months of adjuvant treatment",
            all_of(
                HR_POSITIVE_HER2_NEGATIVE, HasVariant(genes=("PIK3CA",)), Relapse(after=ENDOCRINE, at_most_months=12)
            ),
            "YES for good",
        ),
        (
            "capivasertib with fulvestrant: PIK3CA, AKT1 or PTEN, progression on endocrine therapy",
            all_of(
                HR_POSITIVE_HER2_NEGATIVE,
                AnyOf(
                    of=(
                        HasVariant(genes=("PIK3CA", "AKT1")),
                        HasVariant(genes=("PTEN",), kinds=("small variant", "deep deletion")),
                    )
                ),
                PROGRESSED_ON_ENDOCRINE,
            ),
            "YES for good",
        ),
        (
            "elacestrant: ESR1, progression on at least one endocrine line, after the menopause or a man",
            all_of(
                HR_POSITIVE_HER2_NEGATIVE,
                HasVariant(genes=("ESR1",)),
                Lines(at_least=1, containing=ENDOCRINE, ended_by=("progression",)),
                AFTER_MENOPAUSE_OR_MAN,
            ),
            "YES for good",
        ),
        (
            "everolimus with exemestane: after letrozole or anastrozole, after the menopause",
            all_of(
                HR_POSITIVE_HER2_NEGATIVE,
                Exposed(to=DrugSet(drugs=("letrozole", "anastrozole")), ended_by=("progression",)),
                Menopause(status=("post",)),
            ),
            "YES for good",
        ),
        (
            "sacituzumab govitecan: endocrine therapy, and two metastatic lines that hold another kind of drug",
            all_of(
                HR_POSITIVE_HER2_NEGATIVE,
                Exposed(to=ENDOCRINE),
                Lines(at_least=2, containing=DrugSet(roles=("anticancer",), excluding=("endocrine therapy",))),
            ),
            "YES for good",
        ),
        (
            "datopotamab deruxtecan: endocrine therapy and chemotherapy for metastatic disease",
            all_of(HR_POSITIVE_HER2_NEGATIVE, Exposed(to=ENDOCRINE), Lines(at_least=1, containing=CHEMOTHERAPY)),
            "YES for good",
        ),
        (
            "olaparib: germline BRCA1/2, HER2-negative, prior chemotherapy",
            all_of(
                her2_negative(),
                HasVariant(genes=("BRCA1", "BRCA2"), origin="germline", pathogenic=True),
                Exposed(to=CHEMOTHERAPY),
            ),
            "NO for good",
        ),
    )


def test_her2_low_and_ultralow(manual: Section) -> None:
    """Conjugates in HER2-low and -ultralow disease."""
    page(
        manual,
        (
            "trastuzumab deruxtecan: HR-positive, HER2-low or -ultralow, progression on endocrine therapy",
            all_of(
                hormone_receptor_positive(),
                Receptor(marker="HER2", calls=("low", "ultralow")),
                Lines(at_least=1, containing=ENDOCRINE, ended_by=("progression",)),
            ),
            "YES for good",
        ),
        (
            "trastuzumab deruxtecan: HER2-low, chemotherapy for metastatic disease or relapse within 6 months of it",
            all_of(
                Receptor(marker="HER2", calls=("low",)),
                AnyOf(
                    of=(
                        Lines(at_least=1, containing=CHEMOTHERAPY),
                        Relapse(after=CHEMOTHERAPY, at_most_months=6),
                    )
                ),
            ),
            "NO for good",
        ),
    )


def test_her2_positive_disease(manual: Section) -> None:
    """HER2-positive: she is not, on any line of the table."""
    page(
        manual,
        (
            "trastuzumab deruxtecan with pertuzumab: first line",
            all_of(HER2_POSITIVE, none_recorded(Lines(at_least=1), because=LISTED)),
            "NO for good",
        ),
        (
            "tucatinib with trastuzumab and capecitabine: after one anti-HER2 line",
            all_of(HER2_POSITIVE, Lines(at_least=1, containing=ANTI_HER2)),
            "NO for good",
        ),
        (
            "trastuzumab deruxtecan in any tumour: HER2 IHC 3+",
            all_of(Her2Score(scores=("3+",)), Lines(at_least=1)),
            "NO for good",
        ),
    )


def test_triple_negative_and_tumour_agnostic(manual: Section) -> None:
    """Triple-negative disease, and markers that count in any tumour."""
    page(
        manual,
        (
            "pembrolizumab with chemotherapy: triple-negative, PD-L1 22C3 combined positive score of 10 or more",
            all_of(TRIPLE_NEGATIVE, Score(name="PD-L1", measure="CPS", assay="22C3", limits=Limits(at_least=d("10")))),
            "NO for good",
        ),
        (
            "sacituzumab govitecan: triple-negative, two systemic lines, one for metastatic disease",
            all_of(
                TRIPLE_NEGATIVE,
                Lines(at_least=2, settings=("neoadjuvant", "adjuvant", "metastatic"), containing=SYSTEMIC),
                Lines(at_least=1),
            ),
            "NO for good",
        ),
        (
            "immunotherapy: MSI high, or mismatch repair deficient, or TMB of 10 or more",
            AnyOf(
                of=(
                    Score(name="MSI", statuses=("high",)),
                    Score(name="MMR", statuses=("deficient",)),
                    Score(name="TMB", limits=Limits(at_least=d("10")), unit="1/1000000{Base}"),
                )
            ),
            "UNKNOWN: not recorded",
        ),
        (
            "NTRK fusion",
            HasVariant(genes=("NTRK1", "NTRK2", "NTRK3"), kinds=("fusion",)),
            "UNKNOWN: not recorded",
        ),
        (
            "BRAF V600E",
            HasVariant(genes=("BRAF",), proteins=("V600E",)),
            "UNKNOWN: not recorded",
        ),
        (
            "de novo disease only",
            Onset(onset="de_novo"),
            "NO for good",
        ),
    )


def test_safety(manual: Section) -> None:
    """What has to be known before a drug is given: missing safety facts stay unknown."""
    page(
        manual,
        (
            "ribociclib: QTcF below 450 ms",
            LabValue(analyte="QTcF", limits=Limits(below=d("450")), unit="ms", within_days=28),
            "YES",
        ),
        (
            "capecitabine: DPYD tested",
            GeneTested(genes=("DPYD",), origin="germline"),
            "UNKNOWN: not recorded",
        ),
        ("genomic test on record", Recorded(what="genomic test"), "YES for good"),
    )
