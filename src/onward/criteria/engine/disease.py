"""What the disease is: mostly read from the disease picture, whose rules and reasons travel on."""

from __future__ import annotations

from typing import assert_never

from onward.criteria.answer import FIXED, OPEN, Answer, dated, each_once
from onward.criteria.disease_nodes import (
    BreastCancer,
    CnsDisease,
    DiseaseCourse,
    DiseaseFreeInterval,
    EndocrineStatus,
    Metastatic,
    MetastaticSites,
    Onset,
    Spread,
    Stage,
    TnmCategory,
)
from onward.criteria.engine.categories import answer_category
from onward.criteria.engine.results import agreed, decided, lasting, one_answer, undecided
from onward.criteria.engine.sites import answer_sites
from onward.criteria.nodes import DiseaseLeaf
from onward.criteria.subject import Subject
from onward.criteria.windows import date_of, day_after, is_at_least_ago, is_within, latest_of
from onward.criteria.words import on_date
from onward.terms import Truth, WhyUnknown
from onward.timeline import AnyFact, CancerDiagnosis, DiseaseStatus, Metastasis, StageFact, Standing


def answer_disease(leaf: DiseaseLeaf, subject: Subject) -> Answer:
    """Answer a question about the disease."""
    match leaf:
        case BreastCancer():
            return _breast_cancer(leaf, subject)
        case Metastatic():
            return _metastatic(leaf, subject)
        case Stage():
            return _stage(leaf, subject)
        case TnmCategory():
            return answer_category(leaf, subject)
        case Onset():
            return _onset(leaf, subject)
        case DiseaseFreeInterval():
            return _disease_free(leaf, subject)
        case MetastaticSites():
            return answer_sites(leaf, subject)
        case Spread():
            return _spread(leaf, subject)
        case CnsDisease():
            return _cns(leaf, subject)
        case DiseaseCourse():
            return _course(leaf, subject)
        case EndocrineStatus():
            return _endocrine(leaf, subject)
        case _:
            assert_never(leaf)


def _breast_cancer(leaf: BreastCancer, subject: Subject) -> Answer:
    ask = "Is breast cancer confirmed by pathology? The pathology report."
    told = [fact for fact in subject.of(CancerDiagnosis) if fact.is_breast is not False and not fact.in_situ]
    findings = [_one_diagnosis(leaf, fact, ask) for fact in told]
    # Denied here is one diagnosis; another that is confirmed stands.
    if not findings:
        return undecided(leaf, WhyUnknown.NOT_RECORDED, "no invasive breast cancer is recorded", ask=ask)
    return one_answer(leaf, findings)


def _one_diagnosis(leaf: BreastCancer, fact: CancerDiagnosis, ask: str) -> Answer:
    if fact.standing is Standing.REFUTED:
        return decided(leaf, Truth.NO, "the diagnosis is recorded as refuted", facts=(fact,))
    if fact.standing is Standing.PROVISIONAL:
        return undecided(leaf, WhyUnknown.NEEDS_HUMAN, "the diagnosis is provisional", ask=ask, facts=(fact,))
    if fact.is_breast is None:
        return undecided(
            leaf, WhyUnknown.IMPRECISE, "a cancer is recorded without its organ", ask="Which organ did it start in?",
            facts=(fact,),
        )  # fmt: skip
    if not leaf.histologies:
        return decided(leaf, Truth.YES, f"{fact.text or 'breast cancer'} is recorded", facts=(fact,), change=FIXED)
    if not fact.histology:
        return undecided(
            leaf,
            WhyUnknown.NOT_RECORDED,
            "the histology is not recorded",
            ask="Which histology does the pathology report give?",
            facts=(fact,),
        )
    truth = Truth.YES if fact.histology in leaf.histologies else Truth.NO
    return decided(leaf, truth, f"histology {fact.histology}", facts=(fact,), change=FIXED)


def _metastatic(leaf: Metastatic, subject: Subject) -> Answer:
    picture = subject.picture
    if picture.metastatic is Truth.UNKNOWN:
        return undecided(
            leaf,
            WhyUnknown.NOT_RECORDED,
            picture.metastatic_because,
            ask="Is the disease metastatic? The staging report, or the latest imaging of chest, abdomen and bone.",
        )
    change = lasting(picture.metastatic, no=OPEN)
    facts = _extent_facts(subject)
    return decided(leaf, picture.metastatic, picture.metastatic_because, facts=facts, change=change)


def _extent_facts(subject: Subject) -> tuple[AnyFact, ...]:
    sites = tuple(fact for site in subject.picture.sites for fact in site.facts)
    if sites:
        return each_once(sites)
    return (*subject.of(Metastasis), *(fact for fact in subject.of(StageFact) if fact.axis in ("group", "M")))


def _stage(leaf: Stage, subject: Subject) -> Answer:
    if subject.picture.metastatic is Truth.YES:
        # A stage recorded at first diagnosis stays in the record when the disease comes back: what counts is stage IV.
        truth = Truth.YES if "IV" in leaf.groups else Truth.NO
        because = f"stage IV now: {subject.picture.metastatic_because}"
        return decided(leaf, truth, because, facts=_extent_facts(subject), change=FIXED)
    ask = "Which stage group is recorded by the staging report?"
    told = latest_of(
        fact for fact in subject.of(StageFact) if fact.axis == "group" and fact.standing is not Standing.REFUTED
    )
    if not told:
        return undecided(leaf, WhyUnknown.NOT_RECORDED, "no stage group is recorded", ask=ask)
    findings = [_one_stage(leaf, fact, ask) for fact in told]
    return agreed(leaf, findings, why=WhyUnknown.CONFLICTING, because="different stage groups are recorded", ask=ask)


def _one_stage(leaf: Stage, fact: StageFact, ask: str) -> Answer:
    if not fact.value:
        return undecided(leaf, WhyUnknown.UNREADABLE, "the recorded stage is not understood", ask=ask, facts=(fact,))
    if fact.value in leaf.groups or fact.value.rstrip("ABCD") in leaf.groups:
        return decided(leaf, Truth.YES, f"stage {fact.value}", facts=(fact,), change=OPEN)
    if any(group.rstrip("ABCD") == fact.value and group != fact.value for group in leaf.groups):
        because = f"stage {fact.value} without its letter"
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=(fact,))
    return decided(leaf, Truth.NO, f"stage {fact.value}", facts=(fact,), change=OPEN)


def _onset(leaf: Onset, subject: Subject) -> Answer:
    onset = subject.picture.onset
    rules = (onset.rule,) if onset.rule else ()
    if onset.onset == "unknown":
        return undecided(
            leaf,
            WhyUnknown.NOT_RECORDED,
            onset.because,
            ask=onset.settle or "When was breast cancer first diagnosed, and when was the first metastasis found?",
            rules=rules,
        )
    truth = Truth.YES if onset.onset == leaf.onset else Truth.NO
    return decided(leaf, truth, onset.because, facts=_extent_facts(subject), rules=rules, change=FIXED)


def _disease_free(leaf: DiseaseFreeInterval, subject: Subject) -> Answer:
    onset = subject.picture.onset
    rules = (onset.rule,) if onset.rule else ()
    ask = onset.settle or "When was breast cancer first diagnosed, and when was the first metastasis found?"
    if onset.onset == "de_novo":
        return decided(leaf, Truth.NO, f"no disease-free time: {onset.because}", rules=rules, change=FIXED)
    if onset.onset == "unknown" or onset.disease_free_months is None:
        return undecided(leaf, WhyUnknown.NOT_RECORDED, onset.because, ask=ask, rules=rules)
    low, high = onset.disease_free_months
    truth = Truth.YES
    if leaf.at_least_months is not None:
        truth &= _surely(low >= leaf.at_least_months, high < leaf.at_least_months)
    if leaf.at_most_months is not None:
        truth &= _surely(high <= leaf.at_most_months, low > leaf.at_most_months)
    span = f"{low} months" if low == high else f"{low} to {high} months"
    because = f"{span} from first diagnosis to first metastasis"
    if truth is Truth.UNKNOWN:
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, rules=rules)
    return decided(leaf, truth, because, facts=_extent_facts(subject), rules=rules, change=FIXED)


def _surely(yes: bool, no: bool) -> Truth:
    if yes:
        return Truth.YES
    return Truth.NO if no else Truth.UNKNOWN


def _spread(leaf: Spread, subject: Subject) -> Answer:
    picture = subject.picture
    truth = picture.bone_only if leaf.pattern == "bone only" else picture.visceral
    sites = ", ".join(site.text or site.site for site in picture.sites) or "no site recorded"
    if truth is Truth.UNKNOWN:
        return undecided(
            leaf,
            WhyUnknown.NOT_RECORDED,
            f"not clear from the record ({sites})",
            ask="Where are the metastases? The latest imaging of chest, abdomen and bone, and of the head where done.",
            facts=_extent_facts(subject),
        )
    # A metastasis elsewhere stays in the history; further ones may come.
    grows = lasting(truth, yes=OPEN) if leaf.pattern == "bone only" else lasting(truth, no=OPEN)
    return decided(leaf, truth, f"recorded sites: {sites}", facts=_extent_facts(subject), change=grows)


def _cns(leaf: CnsDisease, subject: Subject) -> Answer:
    cns = subject.picture.cns
    rules = (cns.rule,) if cns.rule else ()
    facts = tuple(
        fact for site in subject.picture.sites if site.site in ("brain", "leptomeninges") for fact in site.facts
    )
    ask = cns.settle or "Are there metastases in brain or leptomeninges? The latest MRI of the head."
    # Nobody looked: the silence of the record rules nothing out, and "none known" is no answer about a person.
    silent = cns.status == "none known" and cns.looked_on is None
    if cns.status == "unknown" or silent:
        return undecided(leaf, WhyUnknown.NOT_RECORDED, cns.because, ask=ask, facts=facts, rules=rules)
    if cns.status == "leptomeningeal" and cns.status not in leaf.states and "active" in leaf.states:
        # The picture tells leptomeningeal disease first, whatever the brain itself does.
        active = "Is the disease in the central nervous system active? The latest MRI of the head."
        return undecided(leaf, WhyUnknown.NEEDS_HUMAN, cns.because, ask=active, facts=facts, rules=rules)
    if cns.status not in leaf.states:
        # Leptomeningeal disease is not taken back by treatment; every other state may become another.
        change = FIXED if cns.status == "leptomeningeal" else OPEN
        return decided(leaf, Truth.NO, cns.because, facts=facts, rules=rules, change=change)
    if leaf.for_at_least_days is None:
        return decided(leaf, Truth.YES, cns.because, facts=facts, rules=rules, change=OPEN)
    since_when = "Since when has the disease in the central nervous system been in this state? The MRI reports."
    if cns.since is None:
        return undecided(leaf, WhyUnknown.NOT_RECORDED, cns.because, ask=since_when, facts=facts, rules=rules)
    truth = is_at_least_ago(cns.since, leaf.for_at_least_days, subject.as_of)
    because = f"{cns.status} since {cns.since}"
    if truth is Truth.UNKNOWN:
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=since_when, facts=facts, rules=rules)
    change = lasting(truth, yes=OPEN, no=dated(day_after(cns.since, leaf.for_at_least_days)))
    return decided(leaf, truth, because, facts=facts, rules=rules, change=change)


def _course(leaf: DiseaseCourse, subject: Subject) -> Answer:
    ask = "How does the cancer do now? The latest imaging report or clinic note."
    told = latest_of(fact for fact in subject.of(DiseaseStatus) if fact.standing is not Standing.REFUTED)
    if not told:
        return undecided(leaf, WhyUnknown.NOT_RECORDED, "no disease status is recorded", ask=ask)
    findings = [_one_status(leaf, fact, subject, ask) for fact in told]
    return agreed(leaf, findings, why=WhyUnknown.CONFLICTING, because="different disease states are recorded", ask=ask)


def _one_status(leaf: DiseaseCourse, fact: DiseaseStatus, subject: Subject, ask: str) -> Answer:
    if not fact.value:
        because = "the recorded disease status is not understood"
        return undecided(leaf, WhyUnknown.UNREADABLE, because, ask=ask, facts=(fact,))
    because = f"{fact.value.replace('_', ' ')} {on_date(fact.when)}"
    when = date_of(fact.when)
    fresh = Truth.YES
    if leaf.within_days is not None:
        fresh = Truth.UNKNOWN if when is None else is_within(when, leaf.within_days, subject.as_of)
    match fresh:
        case Truth.YES:
            truth = Truth.YES if fact.value in leaf.values else Truth.NO
            return decided(leaf, truth, because, facts=(fact,), change=OPEN)
        case Truth.NO:
            return undecided(leaf, WhyUnknown.TOO_OLD, because, ask=ask, facts=(fact,))
        case Truth.UNKNOWN:
            return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=(fact,))


# What the course of time can still turn one state into: resistance comes, it does not go.
_MAY_BECOME: dict[str, tuple[str, ...]] = {
    "not exposed": ("sensitive", "primary resistance", "secondary resistance"),
    "sensitive": ("secondary resistance",),
    "primary resistance": (),
    "secondary resistance": (),
}


def _endocrine(leaf: EndocrineStatus, subject: Subject) -> Answer:
    endocrine = subject.picture.endocrine
    rules = (endocrine.rule,) if endocrine.rule else ()
    ask = endocrine.settle or "How long was each endocrine therapy taken, and when did the disease progress on it?"
    if endocrine.status == "unknown":
        return undecided(leaf, WhyUnknown.NOT_RECORDED, endocrine.because, ask=ask, rules=rules)
    truth = Truth.YES if endocrine.status in leaf.states else Truth.NO
    later = _MAY_BECOME[endocrine.status]
    turns = any((state in leaf.states) is (truth is Truth.NO) for state in later)
    return decided(leaf, truth, endocrine.because, rules=rules, change=OPEN if turns else FIXED)
