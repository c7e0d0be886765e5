"""Whether the breast cancer is metastatic (disease/onset, rules met-* and no-*): yes, no as of a day, or unknown.

Absence never means no: somebody without stage, status or metastasis is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onward.disease.extent import Extent, Stage, Staging
from onward.disease.imaging_text import Certainty
from onward.disease.mentions import Mention, Reach
from onward.disease.picture import PictureConflict
from onward.disease.primaries import first_of, primaries_of, surely_after
from onward.terms import PartialDate, Truth, add_months, is_on_or_before
from onward.timeline import (
    AnyFact,
    DiseaseStatus,
    DrugTreatment,
    Metastasis,
    ProcedureFact,
    Radiotherapy,
    Standing,
    site_name,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metastatic:
    """The answer, the rule that decided it and why; `settle` what would settle an unknown."""

    truth: Truth
    rule: str
    because: str
    settle: str = ""
    facts: tuple[AnyFact, ...] = ()
    conflicts: tuple[PictureConflict, ...] = ()


_STAGING = "Imaging of chest, abdomen and bone, or the staging report, would settle it."
_NOT_GIVEN = frozenset({"cancelled", "draft", "intended", "not-taken", "not-done", "declined", "preparation"})


def is_metastatic(extent: Extent) -> Metastatic:
    """Whether the breast cancer is metastatic. The first rule that applies decides."""
    evidence, stages = extent.evidence, extent.stages(Stage.METASTATIC)
    if evidence or stages:
        return _yes(extent, evidence, stages)
    return _which_cancer(extent) or _only_suspected(extent) or _no_or_open(extent) or _not_told(extent)


# --- yes


def _yes(extent: Extent, evidence: Sequence[Mention], stages: Sequence[Staging]) -> Metastatic:
    dates = [when for found in (*evidence, *stages) if (when := found.when) is not None]
    if evidence:
        rule, because = "met-evidence", f"{_places(evidence)}."
        facts: Iterable[AnyFact] = (mention.fact for mention in evidence)
    else:
        dated = first_of(stage.when for stage in stages if stage.when is not None)
        on = f" ({dated})" if dated is not None else ""
        rule, because = "met-stage-iv", f"{_capital(stages[0].words)} is recorded{on}."
        facts = (stage.fact for stage in stages)
    facts = tuple(dict.fromkeys(facts))
    return Metastatic(
        truth=Truth.YES,
        rule=rule,
        because=because,
        facts=facts,
        conflicts=_denied_later(extent, first_of(dates), facts),
    )


def _places(evidence: Sequence[Mention]) -> str:
    named: dict[str, PartialDate | None] = {}
    for mention in evidence:
        name = mention.text or (site_name(mention.site) if mention.site else "")
        when = named.get(name)
        if name not in named or (mention.when is not None and (when is None or mention.when.sort_key < when.sort_key)):
            named[name] = mention.when
    words = [
        f"{name or 'a place that is not named'}{f' ({when})' if when is not None else ''}"
        for name, when in named.items()
        if name or len(named) == 1
    ]
    return f"Metastasis is recorded in {', '.join(words)}"


def _denied_later(extent: Extent, first: PartialDate | None, facts: tuple[AnyFact, ...]) -> tuple[PictureConflict, ...]:
    """A metastasis that is denied after it was confirmed (met-denied-later)."""
    denials: list[AnyFact] = [
        stage.fact
        for stage in extent.stages(Stage.EARLY)
        if stage.fact.axis == "M" and stage.when is not None and first is not None and surely_after(stage.when, first)
    ]
    for mention in extent.counted(Certainty.DENIED, Reach.UNNAMED, Reach.DISTANT):
        # What imaging does not show any more is no denial of what was there.
        if not isinstance(mention.fact, Metastasis):
            continue
        if mention.reach is Reach.UNNAMED:
            confirmed = first
        else:
            same = [known for known in extent.evidence if (known.site, known.text) == (mention.site, mention.text)]
            if not same:
                continue
            confirmed = first_of(known.when for known in same if known.when is not None)
        if mention.when is None or confirmed is None or is_on_or_before(mention.when, confirmed) is not Truth.YES:
            denials.append(mention.fact)
    if not denials:
        return ()
    return (
        PictureConflict(
            kind="site",
            what="A metastasis is recorded, and the record also says that there is none.",
            settle="Was the metastasis ever proven? Look at the report on which it rests.",
            between=(*facts[:3], *dict.fromkeys(denials)),
        ),
    )


# --- unknown


def _which_cancer(extent: Extent) -> Metastatic | None:
    mentions = [
        mention.fact
        for mention in extent.mentions
        if mention.certainty is Certainty.AFFIRMED
        and mention.reach in (Reach.DISTANT, Reach.UNNAMED)
        and extent.is_in_doubt(mention.whose)
    ]
    stages = [
        stage.fact for stage in extent.staging if stage.says is Stage.METASTATIC and extent.is_in_doubt(stage.whose)
    ]
    if not mentions and not stages:
        return None
    return Metastatic(
        truth=Truth.UNKNOWN,
        rule="met-which-cancer",
        because="A metastasis is recorded, but another cancer is too, and it is not said of which one it is.",
        settle="Of which cancer is the metastasis? The pathology report of the metastasis, with receptors, settles it.",
        facts=tuple(dict.fromkeys((*mentions, *stages, *extent.cancers.another_solid))),
    )


def _only_suspected(extent: Extent) -> Metastatic | None:
    suspected = [mention for mention in extent.suspected if not _is_older_than_staging(mention, extent)]
    if not suspected:
        return None
    names = ", ".join(dict.fromkeys(mention.text or site_name(mention.site) for mention in suspected if mention.site))
    return Metastatic(
        truth=Truth.UNKNOWN,
        rule="met-provisional",
        because=f"Metastasis is suspected{f' in {names}' if names else ''} and not confirmed.",
        settle="Was the suspicion confirmed? Further imaging or a biopsy settles it.",
        facts=tuple(dict.fromkeys(mention.fact for mention in suspected)),
    )


def _is_older_than_staging(mention: Mention, extent: Extent) -> bool:
    """Whether staging that came after a report took its suspicion into account."""
    newest = _newest(_nos(extent))
    if mention.evidence != "imaging" or mention.when is None or newest is None:
        return False
    return surely_after(newest, mention.when)


# --- no, and what leaves it open


@dataclass(frozen=True, slots=True, kw_only=True)
class _No:
    """Something that says that there is no metastasis."""

    rule: str
    words: str
    when: PartialDate | None
    fact: AnyFact
    of_cancer: str


def _nos(extent: Extent) -> list[_No]:
    staged = [
        _No(rule="no-from-stage", words=stage.words, when=stage.when, fact=stage.fact, of_cancer=stage.fact.of_cancer)
        for stage in extent.stages(Stage.EARLY)
    ]
    denied = [
        _No(
            rule="no-from-denial",
            words="no metastatic disease",
            when=mention.when,
            fact=mention.fact,
            of_cancer=mention.of_cancer,
        )
        for mention in extent.counted(Certainty.DENIED, Reach.UNNAMED)
    ]
    return [*staged, *denied]


def _newest(nos: Iterable[_No]) -> PartialDate | None:
    return max((no.when for no in nos if no.when is not None), key=lambda when: when.sort_key, default=None)


def _no_or_open(extent: Extent) -> Metastatic | None:
    nos = _nos(extent)
    if not nos:
        return None
    newest = _newest(nos)
    signs = _signs(extent, newest)
    if signs:
        return Metastatic(
            truth=Truth.UNKNOWN,
            rule="met-open-after-no",
            because=f"{_capital(nos[0].words)} is recorded, and later {signs[0][0]}, which may be local or distant.",
            settle=f"Has the cancer spread? {_STAGING}",
            facts=tuple(dict.fromkeys((*(no.fact for no in nos), *(fact for _, fact in signs)))),
        )
    if not _covers_every_cancer(extent, nos):
        return Metastatic(
            truth=Truth.UNKNOWN,
            rule="met-unknown",
            because="Two breast cancers are recorded, and only one of them is staged.",
            settle=f"What is the stage of the other breast cancer? {_STAGING}",
            facts=tuple(no.fact for no in nos),
        )
    # Of two without a date the denial says more: a stage is mostly that at diagnosis.
    decisive = next(no for no in reversed(nos) if no.when == newest)
    as_of = f"as of {newest}" if newest is not None else "the record does not say as of when"
    because = f"{_capital(decisive.words)}, {as_of}.{_age(newest, extent)}"
    facts = tuple(dict.fromkeys(no.fact for no in nos))
    return Metastatic(truth=Truth.NO, rule=decisive.rule, because=because, facts=facts)


def _age(newest: PartialDate | None, extent: Extent) -> str:
    """How old a no is (no-grows-old)."""
    months = extent.rules.onset.old_after_months
    if newest is None:
        return " Newer staging would confirm it."
    if add_months(newest.latest, months) < extent.as_of:
        return f" That is older than {months} months; newer staging would confirm it."
    if add_months(newest.earliest, months) < extent.as_of:
        return f" That may be older than {months} months; newer staging would confirm it."
    return ""


def _signs(extent: Extent, newest: PartialDate | None) -> list[tuple[str, AnyFact]]:
    """What suggests recurrence after the newest no."""

    def is_later(when: PartialDate | None) -> bool:
        return when is not None and (newest is None or is_on_or_before(when, newest) is not Truth.YES)

    signs: list[tuple[str, AnyFact]] = [
        (f"the cancer is called {fact.clinical_status}", fact)
        for fact in extent.cancers.breast
        if fact.clinical_status in ("recurrence", "relapse")
    ]
    signs.extend(
        ("progression is reported", fact)
        for fact in extent.timeline.of(DiseaseStatus)
        if fact.value == "progression"
        and fact.standing is not Standing.REFUTED
        and extent.cancers.whose(fact.of_cancer) != "another cancer"
        and is_later(fact.when.start)
    )
    treatments = (
        *extent.timeline.of(DrugTreatment),
        *extent.timeline.of(Radiotherapy),
        *extent.timeline.of(ProcedureFact),
    )
    signs.extend(
        ("treatment with palliative intent was given", fact)
        for fact in treatments
        if fact.intent == "palliative"
        and fact.standing is not Standing.REFUTED
        and fact.status not in _NOT_GIVEN
        and extent.cancers.whose(fact.for_cancer) != "another cancer"
        and is_later(fact.when.start)
    )
    signs.extend(
        ("a metastasis in a breast is recorded without its side", mention.fact)
        for mention in extent.counted(Certainty.AFFIRMED, Reach.NOT_CLEAR)
        if mention.when is None or is_later(mention.when)
    )
    return signs


def _covers_every_cancer(extent: Extent, nos: Sequence[_No]) -> bool:
    """With two breast cancers each is staged, or a denial follows the later one (no-from-stage)."""
    primaries = primaries_of(extent.cancers, extent.rules.onset.window_months)
    if len(primaries) < 2:
        return True
    if all(any(no.of_cancer in primary.keys for no in nos) for primary in primaries):
        return True
    last = primaries[-1].when
    return any(
        no.rule == "no-from-denial"
        and last is not None
        and no.when is not None
        and is_on_or_before(last, no.when) is Truth.YES
        for no in nos
    )


# --- nothing decides


def _not_told(extent: Extent) -> Metastatic:
    nodes = [
        mention.fact
        for mention in extent.mentions
        if mention.certainty is Certainty.AFFIRMED
        and mention.reach in (Reach.REGIONAL, Reach.NODE_NOT_STATED)
        and mention.whose != "another cancer"
    ]
    if nodes:
        return Metastatic(
            truth=Truth.UNKNOWN,
            rule="met-regional-node",
            because="Only lymph nodes that may be regional are recorded, and nothing says that there is no metastasis.",
            settle=_STAGING,
            facts=tuple(dict.fromkeys(nodes)),
        )
    return Metastatic(
        truth=Truth.UNKNOWN,
        rule="met-unknown",
        because="Neither a stage nor a metastasis nor a statement that there is none is recorded.",
        settle=_STAGING,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
