"""The index that a search of trials looks in: made once for a catalogue or for files, kept until they change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from onward.app.trial_catalogue import catalogue
from onward.engines.search import (
    FacetReader,
    SearchField,
    TrialFacets,
    Words,
    texts_of,
    words_for_search,
)
from onward.intake.registry import FoundTrials, RawTrial, find_trial_files, raw_trials, read_trials
from onward.knowledge import codes, geography, search_words
from onward.registry import Phase, Recruitment, Trial, locate, site_recruitment
from onward.store import SEPARATOR, TRIAL_KIND, IndexedTrial, Store, TrialIndex, onward_home
from onward.terms import Issue, UsageError

Progress = Callable[[int, int], None]

FIELDS = tuple(field.value for field in SearchField)
# So many indexes of different files are kept; the oldest goes.
_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIndex:
    """An index, and the catalogue that it is of; `issues` of the files, where it was just made."""

    index: TrialIndex
    where: str
    issues: tuple[Issue, ...] = ()
    made_anew: bool = False


def open_index(
    files: Sequence[str] | None, *, store: str | None = None, progress: Progress | None = None, keep: bool = True
) -> OpenIndex:
    """The index of some files, or of the catalogue in the store; made when there is none yet.

    progress   called with (trials indexed, trials in all)
    keep       whether it is kept in Onward's folder for the next search

    Raises UsageError when there are neither files nor a catalogue, StoreError when the store cannot be read.
    """
    if files:
        return _of_files(files, progress, keep=keep)
    if not Store.is_there(store):
        raise UsageError(
            "there is no catalogue of trials yet. Name files with --trials, or fill it: `onward trials import FILES` "
            "or `onward trials sync`."
        )
    with Store.open(store, create=False) as opened:
        fingerprint = _fingerprint(opened.documents_with_kind(TRIAL_KIND))
        path = _path(fingerprint) if keep else None
        found = None if path is None else TrialIndex.open(path, fingerprint=fingerprint, fields=FIELDS)
        if found is not None:
            return OpenIndex(index=found, where=opened.where)
        trials: list[tuple[Trial, bytes]] = []
        issues: list[Issue] = []
        for one in catalogue(opened):
            if isinstance(one, Issue):
                issues.append(one)
            else:
                trials.append((one.current.trial, one.current.raw))
        where = opened.where
    if not trials and not issues:
        raise UsageError(
            f"the catalogue in {where} is empty. Fill it: `onward trials import FILES` or `onward trials sync`."
        )
    return OpenIndex(
        index=_build(path, trials, fingerprint, progress), where=where, issues=tuple(issues), made_anew=True
    )


def _of_files(files: Sequence[str], progress: Progress | None, *, keep: bool) -> OpenIndex:
    found = list(find_trial_files(files))
    there = [one for one in found if isinstance(one, FoundTrials)]
    where = ", ".join(files)
    fingerprint = _fingerprint([f"{one.name} {_hash(one.path)}" for one in there])
    path = _path(fingerprint) if keep and len(there) == len(found) else None
    held = None if path is None else TrialIndex.open(path, fingerprint=fingerprint, fields=FIELDS)
    if held is not None:
        return OpenIndex(index=held, where=where)
    read = read_trials(files)
    raws = {(file.name, cut.place): cut.raw for file in there for cut in raw_trials(file) if isinstance(cut, RawTrial)}
    trials = [(trial, raws[trial.source.file, trial.source.place]) for trial in read.trials]
    # Issues are told each time: files with any are read again.
    index = _build(None if read.issues else path, trials, fingerprint, progress)
    return OpenIndex(index=index, where=where, issues=read.issues, made_anew=True)


def _build(
    path: Path | None, trials: Sequence[tuple[Trial, bytes]], fingerprint: str, progress: Progress | None
) -> TrialIndex:
    if path is not None:
        _make_room(path.parent)
    return TrialIndex.build(path, _indexed(trials, progress), fingerprint=fingerprint, fields=FIELDS)


def _indexed(trials: Sequence[tuple[Trial, bytes]], progress: Progress | None) -> Iterator[IndexedTrial]:
    words = words_for_search()
    reader = FacetReader(codes(), search_words(), words)
    places = geography() if any(trial.sites for trial, _ in trials) else None
    for number, (trial, raw) in enumerate(trials, start=1):
        texts = texts_of(trial)
        sites: list[tuple[float | None, float | None, str]] = []
        if places is not None:
            for site in trial.sites:
                located = locate(site, places)
                sites.append((located.latitude, located.longitude, site_recruitment(site, trial).value))
        yield IndexedTrial(
            id=trial.id,
            texts=[(texts[field], stems_of_lines(texts[field], words)) for field in SearchField],
            raw=raw,
            file=trial.source.file,
            sha256=trial.source.sha256,
            place=trial.source.place,
            facets=write_facets(reader.read(trial)),
            sites=sites,
        )
        if progress is not None and number % 50 == 0:
            progress(number, len(trials))


def stems_of_lines(text: str, words: Words) -> str:
    """The stems of a text, with SEPARATOR between its lines."""
    return f" {SEPARATOR} ".join(" ".join(words.stems(line)) for line in text.split("\n"))


def write_facets(facets: TrialFacets) -> str:
    """Facets as the index keeps them."""
    return orjson.dumps(
        {
            "recruitment": facets.recruitment.value,
            "phases": [phase.value for phase in facets.phases],
            "subtypes": facets.subtypes,
            "metastatic": facets.metastatic,
            "lines": facets.lines,
            "classes": facets.classes,
            "remote": facets.remote,
            "countries": facets.countries,
        }
    ).decode()


def read_facets(text: str) -> TrialFacets:
    """Facets as the index kept them."""
    held = orjson.loads(text)
    return TrialFacets(
        recruitment=Recruitment(held["recruitment"]),
        phases=tuple(Phase(phase) for phase in held["phases"]),
        subtypes=tuple(held["subtypes"]),
        metastatic=held["metastatic"],
        lines=tuple(held["lines"]),
        classes=tuple(held["classes"]),
        remote=held["remote"],
        countries=tuple(held["countries"]),
    )


def _fingerprint(parts: Sequence[str]) -> str:
    """Changes with the trials, with the knowledge that reads them, and with this code's own format."""
    summed = hashlib.sha256()
    knowledge = (search_words().file, codes().drugs.file, codes().procedures.file)
    for part in (_READ_AS, *(file.sha256 for file in knowledge), *parts):
        summed.update(part.encode("utf-8", "surrogatepass") + b"\n")
    return summed.hexdigest()


# Raised whenever texts, facets or places are read in another way.
_READ_AS = "1"


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def _path(fingerprint: str) -> Path:
    return onward_home() / "search" / f"{fingerprint[:32]}.sqlite"


def _make_room(folder: Path) -> None:
    """Let the oldest indexes go: they can be made again."""
    try:
        held = sorted(folder.glob("*.sqlite"), key=lambda path: path.stat().st_mtime)
        for path in held[: max(0, len(held) - _KEPT + 1)]:
            path.unlink()
    except OSError:
        return
