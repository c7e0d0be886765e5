"""The parts of a trial that words are looked for in, and how much a word in each counts."""

from __future__ import annotations

from enum import Enum

from onward.registry import Trial, criteria_lines, site_name


class SearchField(Enum):
    """A part of a trial; the value as people read it."""

    TITLE = "title"
    NAMES = "id or sponsor"
    CONDITION = "condition"
    INTERVENTION = "intervention"
    SUMMARY = "summary"
    ARM = "arm"
    INCLUSION = "criteria"
    EXCLUSION = "exclusion criteria"
    PLACE = "site"


# A word in the exclusion criteria says that such people are kept out; it finds the trial, but hardly ranks it.
WEIGHTS: dict[SearchField, float] = {
    SearchField.TITLE: 10.0,
    SearchField.NAMES: 6.0,
    SearchField.CONDITION: 6.0,
    SearchField.INTERVENTION: 6.0,
    SearchField.SUMMARY: 3.0,
    SearchField.ARM: 2.0,
    SearchField.INCLUSION: 1.5,
    SearchField.EXCLUSION: 0.1,
    SearchField.PLACE: 1.0,
}


def texts_of(trial: Trial) -> dict[SearchField, str]:
    """The text of each part; parts of a list on lines of their own, so that no phrase reaches from one to the next."""
    inclusion: list[str] = []
    exclusion: list[str] = []
    for line in criteria_lines(trial):
        (exclusion if is_exclusion(line.under) else inclusion).append(line.text)
    return {
        SearchField.TITLE: _lines(trial.brief_title, trial.official_title, trial.acronym),
        SearchField.NAMES: _lines(trial.id, trial.protocol_no, *trial.other_ids, trial.sponsor, *trial.collaborators),
        SearchField.CONDITION: _lines(
            *trial.conditions, *trial.keywords, *dict.fromkeys(one.name for one in trial.diseases)
        ),
        SearchField.INTERVENTION: _lines(
            *(text for one in trial.interventions for text in (one.name, *one.other_names)),
            *(name for arm in trial.arms for name in arm.interventions),
        ),
        SearchField.SUMMARY: _lines(trial.brief_summary),
        SearchField.ARM: _lines(
            *(text for arm in trial.arms for text in (arm.label, arm.description)),
            *(one.description for one in trial.interventions),
            *(cohort.label for cohort in trial.cohorts),
        ),
        SearchField.INCLUSION: _lines(*inclusion),
        SearchField.EXCLUSION: _lines(*exclusion),
        SearchField.PLACE: _lines(*dict.fromkeys(site_name(site) for site in trial.sites)),
    }


def is_exclusion(under: str) -> bool:
    """Whether a heading is one of exclusion criteria."""
    return "exclu" in under.lower()


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
