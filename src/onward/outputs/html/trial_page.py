"""From a matched trial to its page: who it is for, what is studied, what would be involved, and each line's answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onward.engines.search import NOT_STATED, TrialFacets
from onward.engines.trials import Matched, Ranked, TrialMatch
from onward.outputs.html.context import Cell, Labelled, Table
from onward.outputs.html.phrases import counted, listed, sentence_case
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.trial_context import TrialPage
from onward.outputs.html.trial_lines import (
    against_table,
    asks_nothing_table,
    for_a_human_table,
    met_table,
    questions_of,
    undecided_table,
    unread_table,
)
from onward.outputs.html.trial_sites import distance_text, site_table
from onward.outputs.html.trial_words import (
    RECRUITMENT,
    VERDICT_SAYS,
    VERDICTS,
    WHO_DECIDES,
    chance_in_words,
    kind_in_words,
    lines_in_words,
    masking_in_words,
    phases_in_words,
    placebo_in_words,
    purpose_in_words,
    study_type_in_words,
    subtypes_in_words,
)
from onward.registry import Trial, readable_text, recruitment_of

_MOST_QUESTIONS = 12
_NCT = re.compile(r"NCT\d{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOfTrial:
    """What else is known of a trial.

    facets   what its own text states of subtype, setting, line and visits
    drugs    name of an intervention as written -> the classes of its drugs, for those that the code tables know
    """

    facets: TrialFacets
    drugs: Mapping[str, tuple[str, ...]]


def trial_page(
    matched: Matched,
    ranked: Ranked,
    told: ToldOfTrial,
    *,
    name: str,
    resources: Mapping[str, str],
    version: str,
) -> TrialPage:
    """The page of one trial for one person.

    resources   "file#place" of a source to the original text of that resource; what is not in it is named, not shown
    """
    register = SourceRegister(resources)
    match = ranked.match
    trial = match.prepared.trial
    # Arguments are evaluated in this order, which is that of the page: so are the sources numbered.
    return TrialPage(
        title=trial.title,
        id=trial.id or trial.protocol_no,
        name=name,
        person=matched.person,
        as_of=matched.subject.as_of.isoformat(),
        verdict=match.verdict.value,
        verdict_word=VERDICTS[match.verdict],
        says=(VERDICT_SAYS[match.verdict], f"{sentence_case(match.because).rstrip('.')}.", WHO_DECIDES),
        facts=_facts(ranked, matched),
        cohorts=_cohorts(match),
        to_ask=questions_of(match, _MOST_QUESTIONS),
        against=against_table(match, register),
        undecided=undecided_table(match, register),
        unread=unread_table(match),
        met=met_table(match, register),
        for_a_human=for_a_human_table(match),
        asks_nothing=asks_nothing_table(match),
        for_whom=_for_whom(trial, told.facets),
        studied=_studied(trial),
        interventions=_interventions(trial, told.drugs),
        summary=_paragraphs(trial.brief_summary or trial.official_title),
        involved=_involved(trial, told.facets),
        arms=_arms(trial),
        sites=site_table(matched.sites_of(ranked), has_place=matched.near is not None),
        registry=f"https://clinicaltrials.gov/study/{trial.id}" if _NCT.fullmatch(trial.id) else "",
        read_in=f"{trial.source.file}{', ' + trial.source.place if trial.source.place else ''}",
        sources=register.entries(),
        bases=register.bases(),
        version=version,
    )


def _facts(ranked: Ranked, matched: Matched) -> tuple[Labelled, ...]:
    trial = ranked.match.prepared.trial
    found = [
        Labelled(
            label="Open?",
            text=RECRUITMENT[recruitment_of(trial.status)],
            known=bool(trial.status),
            detail=f"As of {trial.status_as_of} in the registry."
            if trial.status_as_of
            else "The registry gives no day.",
        )
    ]
    sites = matched.sites_of(ranked)
    open_sites = [site for site in sites if site.is_open]
    nearest = next((site for site in open_sites if site.distance_km is not None), None)
    if nearest is not None:
        place = ", ".join(part for part in (nearest.site.facility, nearest.site.city, nearest.site.state) if part)
        found.append(
            Labelled(
                label="Nearest open site",
                text=f"{place}: {distance_text(nearest, has_place=True)}",
                detail=f"As the crow flies from {matched.near.label}." if matched.near is not None else "",
            )
        )
    elif open_sites:
        found.append(Labelled(label="Open sites", text=counted(len(open_sites), "site"), detail="Listed below."))
    else:
        text = "None is listed as open." if sites else "The registry record lists no site."
        found.append(Labelled(label="Open sites", text=text, known=False))
    if ranked.relevance.because:
        found.append(Labelled(label="Made for", text=f"{sentence_case('; '.join(ranked.relevance.because))}."))
    return tuple(found)


def _cohorts(match: TrialMatch) -> Table:
    """Ways into the trial, where it has several; one that the text does not name is any other part of it."""
    has_parts = any(one.cohort.code for one in match.cohorts)
    return Table(
        caption="Groups that somebody may enter",
        columns=("Group", "Verdict", "Takes people?"),
        rows=tuple(
            (
                Cell(
                    text=f"{one.cohort.code or 'Any other part'}{': ' + one.cohort.label if one.cohort.label else ''}"
                ),
                Cell(
                    text=VERDICTS[one.verdict],
                    notes=("The lines below are those of this group",) if one is match.best else (),
                    tone="call" if one is match.best else "",
                ),
                Cell(text="Suspended" if one.cohort.suspended else "Not suspended"),
            )
            for one in match.cohorts
            if has_parts
        ),
    )


def _for_whom(trial: Trial, facets: TrialFacets) -> tuple[Labelled, ...]:
    spread = {"yes": "disease that has spread (metastatic)", "no": "disease that has not spread"}.get(facets.metastatic)
    return (
        Labelled(label="Disease", text=f"{'; '.join(trial.conditions)}." if trial.conditions else _not_stated()),
        _stated("Subtype", listed(subtypes_in_words(facets.subtypes))),
        _stated("Spread", spread or ""),
        _stated("Place in treatment", listed(lines_in_words(facets.lines))),
        _stated("Age", _age(trial)),
        _stated("Sex", _sex(trial)),
    )


def _not_stated() -> str:
    return "Not stated."


def _stated(label: str, text: str) -> Labelled:
    """What the trial's own text states; where a search found no statement, the lines below still hold."""
    if not text:
        return Labelled(
            label=label, text=f"{sentence_case(NOT_STATED)} in its title, conditions or criteria.", known=False
        )
    return Labelled(label=label, text=f"{sentence_case(text)}.")


def _age(trial: Trial) -> str:
    limits = [
        f"{word} {limit.lower()}"
        for word, limit in (("from", trial.minimum_age), ("to", trial.maximum_age))
        if limit and limit.upper() not in ("N/A", "NA")
    ]
    return " ".join(limits)


def _sex(trial: Trial) -> str:
    match trial.sex.upper():
        case "ALL" | "BOTH":
            return "women and men"
        case "FEMALE":
            return "women only"
        case "MALE":
            return "men only"
        case _:
            return ""


def _studied(trial: Trial) -> tuple[Labelled, ...]:
    found: list[Labelled] = []
    aim = " ".join(text for text in (purpose_in_words(trial), study_type_in_words(trial)) if text)
    if aim:
        found.append(Labelled(label="Aim", text=aim))
    for text in phases_in_words(trial):
        word, _, rest = text.partition(": ")
        found.append(Labelled(label=word, text=sentence_case(rest)))
    if trial.primary_outcomes:
        shown = trial.primary_outcomes[:3]
        more = len(trial.primary_outcomes) - len(shown)
        found.append(
            Labelled(
                label="Measured first",
                text=f"{'; '.join(one.rstrip('.') for one in shown)}.",
                detail=f"And {counted(more, 'further measure')}." if more else "",
            )
        )
    if trial.sponsor:
        found.append(Labelled(label="Run by", text=listed([trial.sponsor, *trial.collaborators[:3]])))
    return tuple(found)


def _interventions(trial: Trial, drugs: Mapping[str, tuple[str, ...]]) -> Table:
    return Table(
        caption="What is given or done",
        columns=("Name", "Kind", "What it is"),
        rows=tuple(
            (
                Cell(text=one.name, notes=(f"Also called {listed(one.other_names[:4])}",) if one.other_names else ()),
                Cell(text=sentence_case(kind_in_words(one))),
                Cell(text=sentence_case(listed(drugs[one.name])) if one.name in drugs else "Not in Onward's tables"),
            )
            for one in trial.interventions
        ),
        empty="The registry record lists no intervention.",
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"\n\s*\n", readable_text(text)) if part.strip())


def _involved(trial: Trial, facets: TrialFacets) -> tuple[Labelled, ...]:
    groups = len(trial.arms)
    said: Sequence[tuple[str, str]] = (
        ("Groups", f"{counted(groups, 'group')}." if groups else ""),
        ("Chance", chance_in_words(trial)),
        ("Who knows", masking_in_words(trial)),
        ("Placebo", placebo_in_words(trial)),
        ("Visits", "Its text speaks of visits that need no travel." if facets.remote else ""),
        ("People", f"{trial.enrollment:,} people are planned." if trial.enrollment else ""),
        ("From when", _dates(trial)),
    )
    found = [Labelled(label=label, text=text) for label, text in said if text]
    found.append(
        Labelled(
            label="To ask",
            text="How many visits, scans, blood samples and biopsies, how far apart, who pays for what.",
            detail="The registry record has no field for these; its own words below may say more.",
        )
    )
    return tuple(found)


def _dates(trial: Trial) -> str:
    parts = [
        f"{word} {day}"
        for word, day in (
            ("began or begins", trial.start),
            ("ends", trial.completion or trial.primary_completion),
        )
        if day is not None
    ]
    return f"It {listed(parts)}." if parts else ""


def _arms(trial: Trial) -> Table:
    return Table(
        caption="The groups in the registry's words",
        columns=("Group", "What it is given", "Description"),
        rows=tuple(
            (
                Cell(
                    text=arm.label or "Without a name",
                    notes=(sentence_case(arm.type.replace("_", " ").lower()),) if arm.type else (),
                ),
                Cell(text=listed(arm.interventions) or _not_stated()),
                Cell(text=readable_text(arm.description) or _not_stated()),
            )
            for arm in trial.arms
        ),
    )
