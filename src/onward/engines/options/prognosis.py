"""Breast-GPA of a person with brain metastases: the score, or every score that is still possible.

Nothing is guessed: what the record does not tell keeps all the points that it could have, with the question that would
settle it. The wording is for professionals; the index describes groups, never one person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from onward.criteria import Subject
from onward.knowledge import BreastGpaRules, GpaGroup, KnowledgeSource
from onward.terms import PartialDate, add_months, days_between
from onward.timeline import AnyFact, Demographics, ImagingFact, PerformanceStatus, Standing, describe


@dataclass(frozen=True, slots=True, kw_only=True)
class GpaItem:
    """One of the five items.

    points    every number of points that it may have; one alone when the record tells
    because   what the record says; question: what would settle it, "" when the record tells
    """

    name: str
    points: tuple[Decimal, ...]
    because: str
    facts: tuple[AnyFact, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreastGpa:
    """The index of one person, as at the first diagnosis of brain metastases.

    since     that diagnosis, None when undated
    scores    every score that is possible, ascending; groups: the groups in which they lie
    says      for professionals: what was observed in people with such scores
    """

    since: PartialDate | None
    items: tuple[GpaItem, ...]
    scores: tuple[Decimal, ...]
    groups: tuple[GpaGroup, ...]
    says: str
    source: tuple[KnowledgeSource, ...]
    rule: str
    review: str
    stale: bool

    @property
    def score(self) -> Decimal | None:
        """The score; None while something is not known."""
        return self.scores[0] if len(self.scores) == 1 else None

    @property
    def questions(self) -> tuple[str, ...]:
        """What would settle it."""
        return tuple(item.question for item in self.items if item.question)


def breast_gpa(subject: Subject, rules: BreastGpaRules) -> BreastGpa | None:
    """The Breast-GPA of a person; None when no metastasis of the brain itself is recorded."""
    brain = next((site for site in subject.picture.sites if site.site == "brain"), None)
    if brain is None:
        return None
    since = brain.first
    items = (
        _age(subject, since, rules),
        _karnofsky(subject, since, rules),
        _subtype(subject, rules),
        _number(subject, since, rules),
        _extracranial(subject, since, rules),
    )
    scores = tuple(sorted({sum(points, Decimal(0)) for points in product(*(item.points for item in items))}))
    groups = tuple(dict.fromkeys(group for score in scores if (group := rules.group_of(score)) is not None))
    return BreastGpa(
        since=since,
        items=items,
        scores=scores,
        groups=groups,
        says=_says(scores, groups),
        source=tuple(rules.file.sources.values()),
        rule=rules.file.id,
        review=rules.file.review,
        stale=rules.file.expires <= subject.as_of,
    )


def _age(subject: Subject, since: PartialDate | None, rules: BreastGpaRules) -> GpaItem:
    points, limit = rules.age, rules.age.years
    people = [fact for fact in subject.of(Demographics) if fact.birth is not None]
    births = [fact.birth for fact in people if fact.birth is not None]
    both = (points.from_60, points.below_60)
    ask = f"Was she {limit} or older when brain metastases were first found? Her date of birth, and that day."
    if not births:
        return GpaItem(name="age", points=both, because="no date of birth is recorded", question=ask)
    # The day on which she turned 60 lies in an interval when a date is partial, or when two are recorded.
    first = add_months(min(birth.earliest for birth in births), 12 * limit)
    last = add_months(max(birth.latest for birth in births), 12 * limit)
    facts = tuple(people)
    if since is None:
        if subject.as_of < first:
            because = f"younger than {limit} today, so at the undated diagnosis of brain metastases as well"
            return GpaItem(name="age", points=(points.below_60,), because=because, facts=facts)
        because = f"{limit} or older today; when brain metastases were found is not recorded"
        return GpaItem(name="age", points=both, because=because, facts=facts, question=ask)
    if since.latest < first:
        because = f"younger than {limit} when brain metastases were found ({since})"
        return GpaItem(name="age", points=(points.below_60,), because=because, facts=facts)
    if since.earliest >= last:
        because = f"{limit} or older when brain metastases were found ({since})"
        return GpaItem(name="age", points=(points.from_60,), because=because, facts=facts)
    because = f"the dates do not tell on which side of {limit} she was ({since})"
    return GpaItem(name="age", points=both, because=because, facts=facts, question=ask)


def _karnofsky(subject: Subject, since: PartialDate | None, rules: BreastGpaRules) -> GpaItem:
    points = rules.karnofsky
    every = [fact for fact in subject.of(PerformanceStatus) if fact.standing is Standing.CONFIRMED]
    near = [fact for fact in every if fact.scale == "Karnofsky" and _is_near(fact, since, rules.window_days)]
    ask = "What was the Karnofsky status when brain metastases were first found?"
    if not near:
        all_points = (points.to_60, points.from_70_to_80, points.from_90)
        ecog = [fact for fact in every if fact.scale == "ECOG"]
        because = "no Karnofsky status of that time is recorded"
        if ecog:
            because += f"; {describe(ecog[-1])} is, and one scale does not stand for the other"
        return GpaItem(name="Karnofsky", points=all_points, because=because, facts=tuple(ecog[-1:]), question=ask)
    found = tuple(sorted({one for fact in near for one in _steps(fact.value, rules)}))
    said = ", ".join(dict.fromkeys(describe(fact) for fact in near))
    settled = len(found) == 1
    return GpaItem(
        name="Karnofsky",
        points=found,
        because=said if settled else f"{said}: more than one step is possible",
        facts=tuple(near),
        question="" if settled else ask,
    )


def _steps(value: int, rules: BreastGpaRules) -> tuple[Decimal, ...]:
    """The points of a status; between two steps of the scale both of them."""
    points = rules.karnofsky
    if value <= 60:
        return (points.to_60,)
    if value < 70:
        return (points.to_60, points.from_70_to_80)
    if value <= 80:
        return (points.from_70_to_80,)
    return (points.from_90,) if value >= 90 else (points.from_70_to_80, points.from_90)


def _is_near(fact: AnyFact, since: PartialDate | None, days: int) -> bool:
    """Whether a fact surely lies so near to a day."""
    when = fact.when.start
    if since is None or when is None:
        return False
    fewest, most = days_between(since, when)
    return -days <= fewest and most <= days


def _subtype(subject: Subject, rules: BreastGpaRules) -> GpaItem:
    points, subtype = rules.subtype, subject.picture.subtype
    hormone, _, her2 = subtype.code.partition("/")
    possible: list[Decimal] = []
    for positive in _either(hormone, "HR+", "HR-"):
        for her2_positive in _her2(her2):
            match positive, her2_positive:
                case True, True:
                    possible.append(points.hr_positive_her2_positive)
                case True, False:
                    possible.append(points.hr_positive_her2_negative)
                case False, True:
                    possible.append(points.hr_negative_her2_positive)
                case _:
                    possible.append(points.triple_negative)
    found = tuple(sorted(set(possible)))
    question = "" if len(found) == 1 else subtype.settle or "What are ER, PR and HER2?"
    facts = tuple(fact for call in subtype.from_calls for fact in call.inputs)
    because = f"{subtype.plain} ({subtype.code})"
    return GpaItem(name="subtype", points=found, because=because, facts=facts, question=question)


def _either(code: str, positive: str, negative: str) -> tuple[bool, ...]:
    return {positive: (True,), negative: (False,)}.get(code, (True, False))


def _her2(code: str) -> tuple[bool, ...]:
    """HER2 positive or not; low, ultralow and zero are all not positive."""
    if code == "HER2+":
        return (True,)
    return (False,) if code.startswith("HER2-") else (True, False)


def _number(subject: Subject, since: PartialDate | None, rules: BreastGpaRules) -> GpaItem:
    points = rules.number
    ask = "How many brain metastases were there when they were first found? The report of that MRI."
    told: dict[Decimal, list[ImagingFact]] = {}
    for fact in subject.of(ImagingFact):
        if fact.standing is Standing.CONFIRMED and _is_near(fact, since, rules.window_days):
            for one in _counted(fact.conclusion, rules):
                told.setdefault(one, []).append(fact)
    facts: tuple[AnyFact, ...] = tuple(fact for found in told.values() for fact in found)
    if not told:
        both = (points.more, points.one)
        because = "no report of that time gives their number"
        return GpaItem(name="number of brain metastases", points=both, because=because, question=ask)
    found = tuple(sorted(told))
    if len(found) > 1:
        because = "reports of that time give one, and more than one"
        return GpaItem(name="number of brain metastases", points=found, because=because, facts=facts, question=ask)
    because = "one, by the report" if found == (points.one,) else "more than one, by the report"
    return GpaItem(name="number of brain metastases", points=found, because=because, facts=facts)


def _counted(text: str, rules: BreastGpaRules) -> tuple[Decimal, ...]:
    """Points for the numbers that stand right before the words for brain metastases."""
    words = "|".join(re.escape(word) for word in sorted(rules.metastasis_words, key=len, reverse=True))
    numbers = "|".join(re.escape(word) for word in (*rules.one_words, *rules.more_words))
    found = re.findall(rf"(?<![\w.-])({numbers})\s+(?:new\s+)?(?:small\s+|enhancing\s+)?(?:{words})\b", text.casefold())
    return tuple(
        dict.fromkeys(rules.number.one if number in rules.one_words else rules.number.more for number in found)
    )


def _extracranial(subject: Subject, since: PartialDate | None, rules: BreastGpaRules) -> GpaItem:
    points = rules.extracranial
    others = [site for site in subject.picture.sites if site.site not in rules.extracranial_not]
    both = (points.present, points.absent)
    ask = "Were there metastases outside the brain when brain metastases were first found? Staging of that time."
    name = "extracranial metastases"
    if not others:
        because = "none is recorded, and that the body was looked at is not recorded"
        return GpaItem(name=name, points=both, because=because, question=ask)
    before = [
        site for site in others if since is not None and site.first is not None and site.first.latest <= since.latest
    ]
    if before:
        because = f"{', '.join(site.text or site.site for site in before)} before or with the brain"
        facts = tuple(fact for site in before for fact in site.facts)
        return GpaItem(name=name, points=(points.present,), because=because, facts=facts)
    because = (
        f"{', '.join(site.text or site.site for site in others)}: whether it was there by then the dates do not tell"
    )
    return GpaItem(
        name=name,
        points=both,
        because=because,
        facts=tuple(fact for site in others for fact in site.facts),
        question=ask,
    )


def _says(scores: tuple[Decimal, ...], groups: Iterable[GpaGroup]) -> str:
    told = f"Breast-GPA {scores[0]}" if len(scores) == 1 else f"Breast-GPA {scores[0]} to {scores[-1]}, not yet known"
    observed = "; ".join(
        f"{group.from_score} to {group.to_score}: median {group.median_months} months, middle half of the people "
        f"{group.from_months} to {group.to_months}"
        for group in groups
    )
    return (
        f"{told}. Survival observed from the diagnosis of brain metastases (2,473 people, 2006 to 2017): {observed}. "
        "For professionals; of groups, treated before several of today's medicines, and not a forecast for one person."
    )
