"""The derived picture of the disease: what it is now, where it is, and what has been done about it.

Every part names its rule (an id of knowledge/data/disease/*.yaml) and says why in a sentence. What the record does
not decide is a value of its own (`cannot be told`, `unknown`, Truth.UNKNOWN) with what would settle it.
The words of `call`, `setting`, `why_ended` and `onset` are those of the interface that other programs read.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from onward.terms import PartialDate, Truth
from onward.timeline import AnyFact, DrugTreatment, Marker, ReceptorResult, SpecimenKind, Told

ErCall = Literal["positive", "low positive", "negative", "cannot be told"]
Her2Call = Literal[
    "positive",
    "low",
    "ultralow",
    "zero",
    "negative",
    "cannot be told",
    "zero-or-ultralow",
    "zero-to-low",
    "positive-or-low",
]
Onset = Literal["de_novo", "recurrent", "unknown"]
Setting = Literal["neoadjuvant", "adjuvant", "metastatic", "unknown"]
WhyEnded = Literal["progression", "toxicity", "completed", "planned", "choice", "death", "ongoing", "unknown"]
CnsStatus = Literal["none known", "treated stable", "active", "leptomeningeal", "unknown"]
Sensitivity = Literal["primary resistance", "secondary resistance", "sensitive", "not exposed", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptorCall:
    """One receptor of one specimen.

    call      as in the interface; rule: id in disease/receptors
    specimen  the source's id of the sample; holds the word "primary" for results known only of the primary tumour;
              "not stated" when the record does not say
    inputs    the results it rests on, each kept as reported
    settle    what would settle a call that cannot be told, "" when it is settled
    """

    marker: Marker
    call: str
    rule: str
    because: str
    date: PartialDate | None
    specimen: str
    specimen_kind: SpecimenKind
    specimen_site: str
    inputs: tuple[ReceptorResult, ...]
    settle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusedResult:
    """A receptor result, or a number of it, that could not be used.

    kind   percent, ihc-score, ish-numbers (a value that cannot be, or that is not understood), blood (not tumour)
    """

    kind: str
    what: str
    did: str
    fact: ReceptorResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtype:
    """`code` as in the interface ("HR+/HER2-low"), `plain` in the clinic's words, and the calls it rests on."""

    code: str
    plain: str
    because: str
    rule: str
    from_calls: tuple[ReceptorCall, ...]
    settle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnsetOfMetastasis:
    """De novo or recurrent.

    first_diagnosis, first_metastasis   as far as recorded
    disease_free_months                 fewest and most completed months between them, for recurrent disease
    """

    onset: Onset
    rule: str
    because: str
    first_diagnosis: PartialDate | None
    first_metastasis: PartialDate | None
    disease_free_months: tuple[int, int] | None = None
    settle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOfDisease:
    """One metastatic site; `text` names it in words where `site` is "other"."""

    site: str
    text: str
    first: PartialDate | None
    last: PartialDate | None
    evidence: tuple[str, ...]
    facts: tuple[AnyFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cns:
    """State of disease in the central nervous system, with rule and reason.

    looked_on   newest imaging of the brain, for "none known": without it nothing is known, and nothing is ruled out
    """

    status: CnsStatus
    rule: str
    because: str
    since: PartialDate | None
    settle: str = ""
    looked_on: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One drug over one stretch of time, put together from orders, statements and administrations.

    drug      generic name, or the source's words when the drug is not known (then `known` is False)
    drug_class, groups   class and further classes in codes/drugs; role: anticancer, bone agent, ...
    target, payload      of antibodies and conjugates, "" for other drugs
    start, end           first and last day as far as recorded; end None and `ongoing` True while it runs; end None
                         and `ongoing` False when it ended on an unknown day, or nobody knows whether it ended
    status               status word of its last record, "" when none is recorded
    doses                dates of administrations where they are recorded
    only_doses           nothing but administrations is recorded of it
    told                 its line, setting and duration where a description tells them in words
    """

    drug: str
    known: bool
    drug_class: str
    groups: tuple[str, ...]
    role: str
    start: PartialDate | None
    end: PartialDate | None
    ongoing: bool
    why_stopped: str
    intent: str
    only_ordered: bool
    facts: tuple[DrugTreatment, ...]
    target: str = ""
    payload: str = ""
    status: str = ""
    doses: tuple[PartialDate, ...] = ()
    only_doses: bool = False
    told: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of therapy.

    n          0 for neoadjuvant and adjuvant treatment, from 1 in the metastatic setting; None when the record does not
               tell whether it came before or after the metastasis
    regimen    drugs joined for people ("letrozole + palbociclib")
    rules      ids of the rules in disease/lines that opened, kept and closed it
    """

    n: int | None
    setting: Setting
    regimen: str
    drugs: tuple[str, ...]
    classes: tuple[str, ...]
    start: PartialDate | None
    end: PartialDate | None
    why_ended: WhyEnded
    rules: tuple[str, ...]
    because: str
    courses: tuple[Course, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Exposure to one drug class (or group, payload, target) in one setting.

    days   days on it as far as dates tell, None when they do not
    """

    name: str
    setting: Setting
    drugs: tuple[str, ...]
    lines: tuple[int, ...]
    first: PartialDate | None
    last: PartialDate | None
    ongoing: bool
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndocrineSensitivity:
    """Endocrine resistance by the ESMO/ABC definitions, with rule and reason.

    about     the line of therapy that it was about; None when there was none
    partner   class of the drug given with it whose limits the definitions do not know (a CDK4/6 inhibitor), else ""
    """

    status: Sensitivity
    rule: str
    because: str
    settle: str = ""
    about: Line | None = None
    partner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureConflict:
    """A contradiction of the derived picture: what, what would settle it, and the facts on both sides.

    kind   short key word: receptor, her2, receptor-sequencing, drugs, dates, onset, site, person, ...
    key    rule and drugs of a contradiction in the treatment ("two-at-once: palbociclib, ribociclib"), else ""
    """

    kind: str
    what: str
    settle: str
    between: tuple[AnyFact, ...]
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentQuestion:
    """What the record leaves open about a treatment, and what would settle it.

    key    rule of disease/lines and the drug ("no-end: letrozole")
    """

    key: str
    what: str
    settle: str
    facts: tuple[DrugTreatment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiseasePicture:
    """What the disease is now, derived from one timeline as known on one day.

    questions   what is open about the treatment: drugs without dates, only ordered, not known, ...
    suspected_sites   places where metastasis is only suspected; they are no sites
    unused_results    receptor results that could not be used, with the reason
    """

    person: str
    metastatic: Truth
    metastatic_because: str
    onset: OnsetOfMetastasis
    receptors: tuple[ReceptorCall, ...]
    subtype: Subtype
    sites: tuple[SiteOfDisease, ...]
    bone_only: Truth
    visceral: Truth
    cns: Cns
    courses: tuple[Course, ...]
    lines: tuple[Line, ...]
    exposures: tuple[Exposure, ...]
    endocrine: EndocrineSensitivity
    conflicts: tuple[PictureConflict, ...]
    age_years: tuple[int, int] | None
    changes: tuple[str, ...] = ()
    er_percent: tuple[Decimal, Decimal] | None = None
    questions: tuple[TreatmentQuestion, ...] = ()
    suspected_sites: tuple[SiteOfDisease, ...] = ()
    unused_results: tuple[UnusedResult, ...] = ()
