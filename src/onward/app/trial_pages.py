"""A folder of pages on trials for one person: a first page in order, and one page for each of the best trials."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from onward import __version__
from onward.engines.search import FacetReader, words_for_search
from onward.engines.trials import Matched, Ranked, Verdict
from onward.knowledge import Codes, Drug, codes, search_words
from onward.outputs.html import ToldOfTrial, name_of, render_trial, render_trials, trial_page, trials_page
from onward.registry import Trial

Progress = Callable[[int, int], None]
FIRST_PAGE = "index.html"


def write_trial_pages(
    matched: Matched,
    folder: Path,
    *,
    most: int,
    resources: Mapping[str, str],
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write the pages; the first is the one to open.

    most        pages for so many trials, best first, and for all that one line stands in the way of; 0: for all trials
    resources   "file#place" of a source to the original text of that resource, for the drill-down

    Raises OSError when the folder cannot be written.
    """
    shown = _shown(matched, most)
    files = _files(shown)
    folder.mkdir(parents=True, exist_ok=True)
    name = name_of(matched.subject.timeline)
    first = folder / FIRST_PAGE
    pages = {_id(one.match.prepared.trial): file for one, file in zip(shown, files, strict=True)}
    page = trials_page(matched, name=name, pages=pages, resources=resources, version=__version__)
    first.write_text(render_trials(page), encoding="utf-8")
    written = [first]
    told = _Telling(codes())
    for number, (one, file) in enumerate(zip(shown, files, strict=True)):
        if progress is not None:
            progress(number, len(shown))
        one_page = trial_page(
            matched,
            one,
            told.of(one.match.prepared.trial),
            name=name,
            resources=resources,
            version=__version__,
        )
        (folder / file).write_text(render_trial(one_page), encoding="utf-8")
        written.append(folder / file)
    return tuple(written)


def _shown(matched: Matched, most: int) -> tuple[Ranked, ...]:
    """The best of those that may fit, then what is near; in order of rank."""
    if most == 0:
        return matched.ranked
    may_enter = [*matched.of(Verdict.ELIGIBLE), *matched.of(Verdict.POSSIBLE)][:most]
    near = [miss.ranked for miss in matched.near_misses]
    return tuple(sorted({one.rank: one for one in (*may_enter, *near)}.values(), key=lambda one: one.rank))


def _id(trial: Trial) -> str:
    return trial.id or trial.protocol_no


def _files(shown: tuple[Ranked, ...]) -> tuple[str, ...]:
    """A file name for each, from its id; a second trial of one id has its rank added."""
    found: dict[str, None] = {}
    for one in shown:
        stem = re.sub(r"[^A-Za-z0-9_-]+", "_", _id(one.match.prepared.trial)) or "trial"
        name = f"{stem}.html" if f"{stem}.html" not in found and stem != "index" else f"{stem}-{one.rank}.html"
        found[name] = None
    return tuple(found)


class _Telling:
    """What else is told of a trial: what its text states, and what Onward knows of its drugs."""

    def __init__(self, known: Codes) -> None:
        self._facets = FacetReader(known, search_words(), words_for_search())
        self._drugs = known.drugs

    def of(self, trial: Trial) -> ToldOfTrial:
        drugs = {one.name: tuple(self._classes(one.name, *one.other_names)) for one in trial.interventions}
        return ToldOfTrial(
            facets=self._facets.read(trial),
            drugs={name: classes for name, classes in drugs.items() if classes},
        )

    def _classes(self, *names: str) -> Iterator[str]:
        for name in names:
            found = [drug for drugs in self._drugs.names.find_affirmed(name) for drug in drugs]
            if found:
                yield from dict.fromkeys(_of_drug(drug) for drug in found)
                return


def _of_drug(drug: Drug) -> str:
    return f"{drug.name} ({drug.drug_class})"
