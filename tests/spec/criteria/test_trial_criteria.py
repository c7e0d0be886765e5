"""Trial criteria from real life.

What eligibility texts ask, in our words, as questions, and what they answer for one invented person on 1 November 2026
(tests/spec/criteria/example_person.py). An exclusion stands as "not ...", so that YES always lets her in. These are
examples of the language, not the criteria of any one trial.
"""

from decimal import Decimal

from tests.spec.criteria.conftest import verdict
from tests.spec.criteria.example_person import PERSON, REFERENCE
from tests.spec.criteria.records import AS_OF, subject
from tests.spec.criteria.table_words import unknown_words
from tests.spec.manual import Section

from onward.criteria import (
    Age,
    AllergyTo,
    AllOf,
    AnyOf,
    AskHuman,
    AtLeast,
    BreastCancer,
    CnsDisease,
    Condition,
    Criterion,
    DiseaseCourse,
    DiseaseFreeInterval,
    DrugSet,
    EndocrineStatus,
    Exposed,
    GeneTested,
    Had,
    HasSex,
    HasVariant,
    LabValue,
    LabWord,
    Limits,
    Lines,
    Menopause,
    Metastatic,
    MetastaticSites,
    Not,
    Onset,
    OtherCancer,
    Performance,
    Pregnancy,
    PresumeNo,
    Receptor,
    ReceptorPercent,
    Recorded,
    Relapse,
    Score,
    Spread,
    Stage,
    Takes,
    Washout,
    When,
    answer,
    at_most_lines,
    her2_negative,
    hormone_receptor_positive,
    none_recorded,
    triple_negative,
)

HER = subject(*PERSON, as_of=AS_OF, reference=REFERENCE)
CHEMOTHERAPY = DrugSet(classes=("chemotherapy",))
ENDOCRINE = DrugSet(classes=("endocrine therapy",))
CDK46 = DrugSet(classes=("CDK4/6 inhibitor",))
CYP3A = DrugSet(classes=("strong CYP3A inhibitor", "strong CYP3A inducer"))
LISTED = "the treatment summary lists every line"


def d(text: str) -> Decimal:
    return Decimal(text)


Line = tuple[str, Criterion, str]


def page(manual: Section, *lines: Line) -> None:
    """Answer each line for her, compare, and write the table."""
    rows: list[tuple[str, str, str]] = []
    for words, question, expected in lines:
        assert unknown_words(question) == [], "a question in words that no code table knows is never answered"
        found = answer(question, HER)
        assert verdict(found) == expected, f"{words}: {found.because}"
        rows.append((words, expected, found.because))
    manual.table(("the trial asks", "answer", "because"), rows)


def test_person(manual: Section) -> None:
    """Who may take part."""
    page(
        manual,
        ("18 years or older", Age(at_least_years=18), "YES for good"),
        ("18 to 70 years", Age(at_least_years=18, at_most_years=70), "YES until 2039-05-12"),
        ("women or men", AnyOf(of=(HasSex(sex="female"), HasSex(sex="male"))), "YES for good"),
        ("postmenopausal", Menopause(status=("post",)), "YES for good"),
        (
            "postmenopausal, or under ovarian suppression",
            AnyOf(of=(Menopause(status=("post",)), Takes(drugs=DrugSet(roles=("ovarian suppression",))))),
            "YES for good",
        ),
        (
            "not pregnant or breastfeeding (of no concern after the menopause)",
            When(
                condition=Menopause(status=("pre", "peri")),
                then=Not(of=Pregnancy(states=("pregnant", "breastfeeding"), within_days=28)),
            ),
            "YES for good",
        ),
        (
            "negative pregnancy test within 7 days",
            LabWord(analyte="pregnancy test", words=("negative",), within_days=7),
            "UNKNOWN: not recorded",
        ),
        ("ECOG 0 or 1 within 28 days", Performance(scale="ECOG", at_most=1, within_days=28), "YES"),
        ("Karnofsky 70 or more", Performance(scale="Karnofsky", at_least=70), "UNKNOWN: not recorded"),
        (
            "life expectancy of at least 12 weeks",
            AskHuman(question="Does the physician expect her to live 12 weeks?", because="judgement"),
            "UNKNOWN: needs a human",
        ),
        (
            "written informed consent",
            AskHuman(question="Does she consent?", because="consent is hers"),
            "UNKNOWN: needs a human",
        ),
    )


def test_disease_and_setting(manual: Section) -> None:
    """What disease, in which setting."""
    page(
        manual,
        ("invasive breast cancer", BreastCancer(), "YES for good"),
        ("no metaplastic histology", Not(of=BreastCancer(histologies=("metaplastic",))), "YES for good"),
        (
            "locally advanced unresectable or metastatic",
            AnyOf(of=(Metastatic(), Stage(groups=("IIIB", "IIIC")))),
            "YES for good",
        ),
        (
            "de novo, or relapsed after at least 24 months",
            AnyOf(of=(Onset(onset="de_novo"), DiseaseFreeInterval(at_least_months=24))),
            "YES for good",
        ),
        (
            "relapse on, or within 12 months of, adjuvant endocrine therapy",
            Relapse(after=ENDOCRINE, at_most_months=12),
            "YES for good",
        ),
        (
            "not within the first 24 months of adjuvant endocrine therapy",
            Relapse(after=ENDOCRINE, measured_from="start", at_least_months=24),
            "YES for good",
        ),
        (
            "measurable disease by RECIST 1.1",
            AskHuman(question="Is there a measurable lesion?", because="measured on images, not in this record"),
            "UNKNOWN: needs a human",
        ),
        ("no bone-only disease", Not(of=Spread(pattern="bone only")), "YES for good"),
        ("visceral metastases", Spread(pattern="visceral"), "YES for good"),
        ("liver metastases", MetastaticSites(sites=("liver",)), "YES for good"),
        ("metastases in at most two organs", Not(of=MetastaticSites(at_least=3)), "UNKNOWN: not recorded"),
        (
            "progression documented in the last 60 days",
            DiseaseCourse(values=("progression",), within_days=60),
            "YES",
        ),
        (
            "no visceral crisis",
            AskHuman(question="Is there a visceral crisis?", because="judgement of organ function"),
            "UNKNOWN: needs a human",
        ),
    )


def test_central_nervous_system(manual: Section) -> None:
    """Brain and leptomeninges: nobody has looked, so nothing is passed."""
    page(
        manual,
        (
            "no known active brain metastases, no leptomeningeal disease",
            Not(of=CnsDisease(states=("active", "leptomeningeal"))),
            "UNKNOWN: not recorded",
        ),
        (
            "treated brain metastases stable for 4 weeks, or none",
            AnyOf(
                of=(
                    CnsDisease(states=("none known",)),
                    CnsDisease(states=("treated stable",), for_at_least_days=28),
                )
            ),
            "UNKNOWN: not recorded",
        ),
        (
            "no steroids for brain metastases in the last 14 days",
            When(
                condition=MetastaticSites(sites=("brain",)),
                then=Washout(drugs=DrugSet(classes=("corticosteroid",)), days=14),
            ),
            "UNKNOWN: not recorded",
        ),
        ("no radiotherapy of the brain", Not(of=Had(event="radiotherapy", sites=("brain",))), "UNKNOWN: not recorded"),
    )


def test_receptors(manual: Section) -> None:
    """Receptors, on the specimen that the trial means."""
    page(
        manual,
        ("hormone-receptor positive", hormone_receptor_positive(), "YES for good"),
        (
            "ER in at least 10 % of nuclei",
            ReceptorPercent(marker="ER", limits=Limits(at_least=d("10"))),
            "YES for good",
        ),
        ("HER2-negative", her2_negative(), "YES for good"),
        ("HER2-low on the newest specimen", Receptor(marker="HER2", calls=("low",)), "NO for good"),
        ("HER2-low on any specimen", Receptor(marker="HER2", calls=("low",), sample="any"), "YES for good"),
        ("HER2-low or -ultralow", Receptor(marker="HER2", calls=("low", "ultralow")), "YES for good"),
        ("never HER2-positive", Not(of=Receptor(marker="HER2", calls=("positive",), sample="any")), "YES for good"),
        ("triple-negative, ER up to 10 % allowed", triple_negative(with_low_positive=True), "NO for good"),
        (
            "PD-L1 combined positive score of 10 or more by 22C3",
            Score(name="PD-L1", measure="CPS", assay="22C3", limits=Limits(at_least=d("10"))),
            "UNKNOWN: not recorded",
        ),
    )


def test_genes(manual: Section) -> None:
    """Genes: found, tested and not found, not tested."""
    page(
        manual,
        ("PIK3CA mutation", HasVariant(genes=("PIK3CA",)), "YES for good"),
        (
            "one of the PIK3CA changes on a list",
            HasVariant(genes=("PIK3CA",), proteins=("E542K", "E545K", "H1047R", "H1047L")),
            "YES for good",
        ),
        ("no PIK3CA mutation (wild type)", Not(of=HasVariant(genes=("PIK3CA",))), "NO for good"),
        (
            "PIK3CA, AKT1 or PTEN alteration",
            AnyOf(
                of=(
                    HasVariant(genes=("PIK3CA", "AKT1")),
                    HasVariant(genes=("PTEN",), kinds=("small variant", "deep deletion")),
                )
            ),
            "YES for good",
        ),
        ("ESR1 mutation in ctDNA", HasVariant(genes=("ESR1",), codons=(310, 547), tissue="ctDNA"), "YES for good"),
        (
            "germline BRCA1/2 pathogenic variant",
            HasVariant(genes=("BRCA1", "BRCA2"), origin="germline", pathogenic=True),
            "NO for good",
        ),
        ("germline BRCA1/2 tested", GeneTested(genes=("BRCA1", "BRCA2"), origin="germline"), "YES for good"),
        (
            "no ERBB2 mutation or amplification",
            Not(of=HasVariant(genes=("ERBB2",), kinds=("small variant", "amplification"))),
            "UNKNOWN: not recorded",
        ),
        ("TP53 tested", GeneTested(genes=("TP53",)), "UNKNOWN: not recorded"),
        ("microsatellite instability high", Score(name="MSI", statuses=("high",)), "UNKNOWN: not recorded"),
    )


def test_prior_treatment(manual: Section) -> None:
    """Lines, classes, outcomes. "At most" rests on a presumption that is shown; what is silent stays unknown."""
    page(
        manual,
        ("at least one line in the metastatic setting", Lines(at_least=1), "YES for good"),
        ("at most two lines", at_most_lines(2, because=LISTED), f"YES; presuming: {LISTED}"),
        ("no systemic treatment for metastatic disease yet", Not(of=Lines(at_least=1)), "NO for good"),
        (
            "progression on a CDK4/6 inhibitor",
            Exposed(to=CDK46, settings=("metastatic",), ended_by=("progression",)),
            "YES for good",
        ),
        ("at least 6 months on the CDK4/6 inhibitor", Exposed(to=CDK46, at_least_days=182), "YES for good"),
        ("no prior CDK4/6 inhibitor", Not(of=Exposed(to=CDK46)), "NO for good"),
        (
            "at most one line of chemotherapy for metastatic disease",
            at_most_lines(1, because=LISTED, containing=CHEMOTHERAPY),
            f"YES; presuming: {LISTED}",
        ),
        (
            "no prior conjugate with a topoisomerase-1 payload",
            Not(of=Exposed(to=DrugSet(payloads=("topoisomerase-1 inhibitor",)))),
            "UNKNOWN: not recorded",
        ),
        (
            "the same, presumed where treatment lines are on record",
            none_recorded(
                Exposed(to=DrugSet(payloads=("topoisomerase-1 inhibitor",))),
                because=LISTED,
                provided=Recorded(what="treatment lines"),
            ),
            f"YES; presuming: {LISTED}",
        ),
        (
            "anthracycline and taxane given, or not suitable",
            AllOf(of=(Exposed(to=DrugSet(classes=("anthracycline",))), Exposed(to=DrugSet(classes=("taxane",))))),
            "YES for good",
        ),
        (
            "no PI3K, AKT or mTOR inhibitor",
            Not(of=Exposed(to=DrugSet(classes=("PI3K inhibitor", "AKT inhibitor", "mTOR inhibitor")))),
            "UNKNOWN: not recorded",
        ),
        ("secondary endocrine resistance", EndocrineStatus(states=("secondary resistance",)), "YES for good"),
        (
            "two of: anthracycline, taxane, capecitabine",
            AtLeast(
                n=2,
                of=tuple(
                    Exposed(to=drugs)
                    for drugs in (
                        DrugSet(classes=("anthracycline",)),
                        DrugSet(classes=("taxane",)),
                        DrugSet(drugs=("capecitabine",)),
                    )
                ),
            ),
            "YES for good",
        ),
        (
            "not more than one endocrine line",
            at_most_lines(1, because=LISTED, containing=ENDOCRINE),
            f"YES; presuming: {LISTED}",
        ),
    )


def test_washouts(manual: Section) -> None:
    """Times since treatment. A washout that is not over says the day on which it will be."""
    page(
        manual,
        ("21 days since chemotherapy", Washout(drugs=CHEMOTHERAPY, days=21), "NO until 2026-11-02"),
        (
            "the longer of 14 days and 5 half-lives since the last drug against the tumour",
            Washout(drugs=DrugSet(drugs=("capecitabine",)), days=14, half_lives=d("5")),
            "YES",
        ),
        ("14 days since a strong CYP3A inhibitor", Washout(drugs=CYP3A, days=14), "NO until 2026-11-03"),
        ("no strong CYP3A inhibitor now", Not(of=Takes(drugs=CYP3A)), "YES"),
        (
            "no QT-prolonging drug now",
            Not(of=Takes(drugs=DrugSet(classes=("QT-prolonging",)))),
            "UNKNOWN: not recorded",
        ),
        ("no radiotherapy within 14 days", Not(of=Had(event="radiotherapy", within_days=14)), "YES"),
        (
            "28 days since major surgery",
            Had(event="procedure", kinds=("mastectomy",), at_least_days_ago=28),
            "YES",
        ),
        (
            "bone agents only if begun before",
            Takes(drugs=DrugSet(roles=("bone agent",))),
            "YES",
        ),
    )


def test_organ_function(manual: Section) -> None:
    """Laboratory values in their window and unit; limits that depend on liver metastases."""
    liver = MetastaticSites(sites=("liver",))
    page(
        manual,
        (
            "neutrophils at least 1.5 x 10^9/L within 28 days",
            LabValue(analyte="neutrophils", limits=Limits(at_least=d("1.5")), unit="10*9/L", within_days=28),
            "NO, can change",
        ),
        (
            "platelets at least 100 000 per mm3",
            LabValue(analyte="platelets", limits=Limits(at_least=d("100000")), unit="/uL", within_days=28),
            "YES",
        ),
        (
            "haemoglobin at least 90 g/L",
            LabValue(analyte="hemoglobin", limits=Limits(at_least=d("90")), unit="g/L", within_days=28),
            "YES",
        ),
        (
            "AST up to 3 times the upper limit, up to 5 times with liver metastases",
            When(
                condition=liver,
                then=LabValue(analyte="AST", limits=Limits(at_most=d("5")), times="ULN", within_days=28),
                otherwise=LabValue(analyte="AST", limits=Limits(at_most=d("3")), times="ULN", within_days=28),
            ),
            "YES",
        ),
        (
            "bilirubin up to 1.5 times the upper limit, up to 3 times with Gilbert's syndrome",
            When(
                condition=Condition(groups=("Gilbert's syndrome",)),
                then=LabValue(analyte="bilirubin", limits=Limits(at_most=d("3")), times="ULN", within_days=28),
                otherwise=LabValue(analyte="bilirubin", limits=Limits(at_most=d("1.5")), times="ULN", within_days=28),
            ),
            "YES",
        ),
        (
            "creatinine up to 1.5 times the upper limit, or clearance at least 60 mL/min",
            AnyOf(
                of=(
                    LabValue(analyte="creatinine", limits=Limits(at_most=d("1.5")), times="ULN", within_days=28),
                    LabValue(
                        analyte="creatinine clearance", limits=Limits(at_least=d("60")), unit="mL/min", within_days=28
                    ),
                )
            ),
            "YES",
        ),
        (
            "creatinine up to 110 umol/L",
            LabValue(analyte="creatinine", limits=Limits(at_most=d("110")), unit="umol/L", within_days=28),
            "YES",
        ),
        (
            "INR up to 1.5",
            LabValue(analyte="INR", limits=Limits(at_most=d("1.5")), unit="1", within_days=28),
            "UNKNOWN: not recorded",
        ),
        (
            "potassium at least 3.5 mmol/L",
            LabValue(analyte="potassium", limits=Limits(at_least=d("3.5")), unit="mmol/L", within_days=28),
            "UNKNOWN: unreadable",
        ),
        (
            "HbA1c below 8 % within 28 days",
            LabValue(analyte="HbA1c", limits=Limits(below=d("8")), unit="%", within_days=28),
            "UNKNOWN: too old",
        ),
        (
            "LVEF at least 50 % within 12 weeks",
            LabValue(analyte="LVEF", limits=Limits(at_least=d("50")), unit="%", within_days=84),
            "YES",
        ),
        (
            "QTcF below 450 ms",
            LabValue(analyte="QTcF", limits=Limits(below=d("450")), unit="ms", within_days=28),
            "YES",
        ),
    )


def test_other_conditions(manual: Section) -> None:
    """Comorbidity, other cancers, infections, allergies."""
    page(
        manual,
        (
            "no interstitial lung disease or pneumonitis, ever",
            Not(of=Condition(groups=("interstitial lung disease",))),
            "UNKNOWN: not recorded",
        ),
        (
            "the same, presumed where a problem list is on record",
            Not(
                of=PresumeNo(
                    of=Condition(groups=("interstitial lung disease",)),
                    because="the problem list was reviewed",
                    provided=Recorded(what="conditions"),
                )
            ),
            "YES; presuming: the problem list was reviewed",
        ),
        (
            "no thromboembolism within 6 months",
            Not(of=Condition(groups=("venous thromboembolism",), within_days=182)),
            "YES",
        ),
        (
            "no heart disease but treated atrial fibrillation within 6 months",
            Not(of=Condition(groups=("cardiac disease",), within_days=182, except_groups=("arrhythmia or long QT",))),
            "UNKNOWN: not recorded",
        ),
        (
            "no other cancer within 3 years, but in situ",
            Not(of=OtherCancer(within_days=1095, except_in_situ=True)),
            "UNKNOWN: not recorded",
        ),
        (
            "hepatitis B surface antigen negative within 6 months",
            LabWord(analyte="hepatitis B surface antigen", words=("negative",), within_days=182),
            "UNKNOWN: too old",
        ),
        (
            "no diabetes needing treatment",
            Not(of=Condition(groups=("diabetes",), status="now")),
            "UNKNOWN: not recorded",
        ),
        ("no allergy to the drug", Not(of=AllergyTo(drugs=("datopotamab deruxtecan",))), "UNKNOWN: not recorded"),
        ("imaging on record", Recorded(what="imaging"), "YES for good"),
        (
            "toxicity of earlier treatment recovered to grade 1",
            AskHuman(question="Has toxicity recovered to grade 1?", because="grades are not in the record"),
            "UNKNOWN: needs a human",
        ),
        (
            "able to swallow tablets",
            AskHuman(question="Can she swallow tablets?", because="not in the record"),
            "UNKNOWN: needs a human",
        ),
    )
