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
    AllOf,
    AnyOf,
    AskHuman,
    AtLeast,
    BreastCancer,
    CnsDisease,
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
    LabWord,
    Limits,
    Lines,
    Menopause,
    Metastatic,
    MetastaticSites,
    Not,
    Onset,
    Performance,
    Pregnancy,
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
