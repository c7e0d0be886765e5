"""Finding trials: what fits the words and filters, ranked, each with the reason why it was found."""

from __future__ import annotations

import difflib
import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import acos, cos, radians, sin

from onward.app.trial_search_index import OpenIndex, read_facets
from onward.engines.search import (
    WEIGHTS,
    FacetReader,
    Query,
    SearchField,
    Synonyms,
    Term,
    TrialFacets,
    TrialFilters,
    build_synonyms,
    counted,
    passes,
    read_query,
    words_for_search,
)
from onward.intake.registry import held_trial
from onward.knowledge import codes, geography, search_words
from onward.registry import NearSite, Place, Recruitment, Trial, nearest_sites, recruitment_rank
from onward.store import SEPARATOR
from onward.terms import Issue, UsageError

_EARTH_KM = 6371.0088
_CLOSED = frozenset({Recruitment.CLOSED, Recruitment.COMPLETED, Recruitment.TERMINATED, Recruitment.WITHDRAWN})
_LONGEST_LINE = 220
SITES_SHOWN = 3
# A trial with hundreds of sites costs milliseconds to read; so many are remembered between searches.
_MOST_READ = 2_000

# A site's state, and its point on the unit sphere; None where its place is not known.
_SitePoint = tuple[Recruitment, tuple[float, float, float] | None]


_NO_FILTERS = TrialFilters()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What is looked for.

    words, without     as typed
    filters            what a trial has to state; its `classes` are not looked at, `classes` here are
    classes            classes of drugs or types of intervention, as typed
    near, within_km    where from, and how far a site may be; without `site_states` sites that are closed do not count
    limit              how many hits come with their reasons; 0 for all
    """

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    filters: TrialFilters = _NO_FILTERS
    classes: tuple[str, ...] = ()
    near: Place | None = None
    within_km: float | None = None
    site_states: frozenset[Recruitment] | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a word found a trial: as what, in which parts, and the first line where it stands."""

    word: str
    found_as: str
    fields: tuple[SearchField, ...]
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One trial that was found.

    missing       words of the query that it lacks
    distance_km   to the nearest site that counts for the request; None without a place
    sites         the first SITES_SHOWN of `nearest_sites`, where a place was given
    """

    trial: Trial
    score: float
    facets: TrialFacets
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    distance_km: float | None
    sites: tuple[NearSite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Hits in rank order.

    total        trials that fit, of which `hits` are the first
    all_words    False when no trial has all words: then those with most of them are given
    facets       facet to value to number, over all that fit
    suggestions  word of the query that no trial has, to words that are near it
    """

    query: Query
    hits: tuple[SearchHit, ...]
    total: int
    all_words: bool
    facets: Mapping[str, Mapping[str, int]]
    suggestions: Mapping[str, tuple[str, ...]]
    issues: tuple[Issue, ...] = ()


@dataclass(slots=True)
class TrialSearch:
    """A catalogue that is ready to be searched, many times."""

    opened: OpenIndex
    _facets: dict[int, TrialFacets] = field(init=False)
    _sites: dict[int, list[_SitePoint]] = field(init=False)
    _synonyms: Synonyms = field(init=False)
    _vocabulary: list[str] = field(init=False)
    _read: dict[int, Trial] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._facets = {number: read_facets(text) for number, _, text in self.opened.index.facets()}
        self._sites = {}
        states = {state.value: state for state in Recruitment}
        for number, latitude, longitude, state in self.opened.index.sites():
            point = None if latitude is None or longitude is None else _vector(latitude, longitude)
            self._sites.setdefault(number, []).append((states[state], point))
        self._synonyms = build_synonyms(codes(), search_words(), words_for_search())
        self._vocabulary = []

    def search(self, request: SearchRequest, *, as_of: date) -> SearchResult:
        """Search once. `as_of` is the day on which the age of states of recruitment is judged."""
        query = read_query(request.words, self._synonyms, words_for_search(), without=request.without)
        scores, all_words = self._matching(query)
        distances = self._distances(scores, request)
        filters = replace(request.filters, classes=self._classes_meant(request.classes))
        fitting = [
            number
            for number in scores
            if passes(self._facets[number], filters)
            and (request.within_km is None or distances.get(number, float("inf")) <= request.within_km)
            and (
                request.site_states is None or any(one in request.site_states for one, _ in self._sites.get(number, ()))
            )
        ]
        if query.terms or request.near is None:
            fitting.sort(key=lambda number: (-scores[number], number))
        else:
            fitting.sort(key=lambda number: (distances.get(number, float("inf")), number))
        shown = fitting if request.limit == 0 else fitting[: request.limit]
        return SearchResult(
            query=query,
            hits=tuple(self._hits(shown, query, scores, distances, request, as_of)),
            total=len(fitting),
            all_words=all_words,
            facets=counted(self._facets[number] for number in fitting),
            suggestions=self._suggestions(query),
            issues=self.opened.issues,
        )

    def _matching(self, query: Query) -> tuple[dict[int, float], bool]:
        """Score of each trial that has all terms; where there is none, of those with most."""
        kept_out = self._match(" OR ".join(_one_of(term) for term in query.without)) if query.without else {}
        if not query.terms:
            return {number: 0.0 for number in self._facets if number not in kept_out}, True
        found = self._match(" AND ".join(_one_of(term) for term in query.terms))
        if found or len(query.terms) == 1:
            return {number: score for number, score in found.items() if number not in kept_out}, True
        each = [self._match(_one_of(term)) for term in query.terms]
        number_of_terms = Counter(number for one in each for number in one if number not in kept_out)
        most = max(number_of_terms.values(), default=0)
        return {
            number: sum(one.get(number, 0.0) for one in each)
            for number, held in number_of_terms.items()
            if held == most
        }, False

    def _match(self, expression: str) -> dict[int, float]:
        return dict(self.opened.index.match(expression, {one.value: weight for one, weight in WEIGHTS.items()}))

    def _distances(self, numbers: Iterable[int], request: SearchRequest) -> dict[int, float]:
        """Kilometres to the nearest site that counts, for trials that have one whose place is known."""
        if request.near is None:
            return {}
        x, y, z = _vector(request.near.latitude, request.near.longitude)
        counts = frozenset(Recruitment) - _CLOSED if request.site_states is None else request.site_states
        found: dict[int, float] = {}
        for number in numbers:
            # The cosine of the angle: the nearest site has the greatest.
            near = [
                x * point[0] + y * point[1] + z * point[2]
                for state, point in self._sites.get(number, ())
                if point is not None and state in counts
            ]
            if near:
                found[number] = _EARTH_KM * acos(max(-1.0, min(1.0, max(near))))
        return found

    def _nearest(self, number: int, trial: Trial, near: Place, as_of: date) -> tuple[NearSite, ...]:
        """The few sites of a trial to show: chosen by what the index knows, then looked at closely."""
        x, y, z = _vector(near.latitude, near.longitude)
        points = self._sites.get(number, ())
        if len(points) != len(trial.sites):
            return nearest_sites(trial, near, geography(), as_of=as_of)[:SITES_SHOWN]

        def rank(at: int) -> tuple[int, float]:
            state, point = points[at]
            cosine = -2.0 if point is None else x * point[0] + y * point[1] + z * point[2]
            return (recruitment_rank(state), -cosine)

        chosen = heapq.nsmallest(SITES_SHOWN, range(len(points)), key=rank)
        few = replace(trial, sites=tuple(trial.sites[at] for at in chosen))
        return nearest_sites(few, near, geography(), as_of=as_of)

    def _classes_meant(self, classes: Sequence[str]) -> frozenset[str]:
        """Names of classes in small letters, with their other names ("ADC" is antibody-drug conjugate)."""
        words = words_for_search()
        meant: set[str] = set()
        for one in classes:
            phrase = tuple(words.stems(one))
            names = (one, *(other.shown for other in self._synonyms.of(phrase)))
            meant.update(" ".join(words.stems(name)) for name in names)
        return frozenset(meant)

    def _hits(
        self,
        numbers: Sequence[int],
        query: Query,
        scores: Mapping[int, float],
        distances: Mapping[int, float],
        request: SearchRequest,
        as_of: date,
    ) -> Iterable[SearchHit]:
        self._read_trials(numbers)
        for number in numbers:
            trial = self._read.get(number)
            if trial is None:
                continue
            reasons, missing = self._reasons(number, query)
            sites: tuple[NearSite, ...] = ()
            if request.near is not None and trial.sites:
                sites = self._nearest(number, trial, request.near, as_of)
            yield SearchHit(
                trial=trial,
                score=scores[number],
                facets=self._facets[number],
                reasons=reasons,
                missing=missing,
                distance_km=distances.get(number),
                sites=sites,
            )

    def _read_trials(self, numbers: Sequence[int]) -> None:
        """Read the trials of the index that were not read before, and keep them while there is room."""
        missing = [number for number in numbers if number not in self._read]
        if len(self._read) + len(missing) > _MOST_READ:
            self._read.clear()
            missing = list(numbers)
        for number, one in self.opened.index.held(missing).items():
            understood = held_trial(one.raw, file=one.file, sha256=one.sha256, place=one.place)
            if not isinstance(understood, Issue):
                self._read[number] = understood.trial

    def _reasons(self, number: int, query: Query) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
        if not query.terms:
            return (), ()
        texts = [(SearchField(name), text, f" {stems} ") for name, text, stems in self.opened.index.texts(number)]
        reasons: list[Reason] = []
        missing: list[str] = []
        for term in query.terms:
            reason = _reason(term, texts)
            if reason is None:
                missing.append(term.shown)
            else:
                reasons.append(reason)
        return tuple(reasons), tuple(missing)

    def _suggestions(self, query: Query) -> dict[str, tuple[str, ...]]:
        """For words that no trial has under any name: words of the catalogue that are near them."""
        found: dict[str, tuple[str, ...]] = {}
        for term in query.terms:
            if self._match(_one_of(term)):
                continue
            if not self._vocabulary:
                self._vocabulary = [word for word in self.opened.index.vocabulary() if len(word) > 3]
            stem = " ".join(term.alternatives[0].phrase)
            found[term.shown] = tuple(difflib.get_close_matches(stem, self._vocabulary, n=3, cutoff=0.75))
        return found


def _one_of(term: Term) -> str:
    """A term as an expression of FTS5: any of its names, each with its words together."""
    phrases = dict.fromkeys(" ".join(one.phrase) for one in term.alternatives)
    return "(" + " OR ".join(f'"{phrase}"' for phrase in phrases) + ")"


def _reason(term: Term, texts: Sequence[tuple[SearchField, str, str]]) -> Reason | None:
    """In which parts the term stands, and under which name: its own if it stands anywhere, else the next."""
    for one in term.alternatives:
        sought = f" {' '.join(one.phrase)} "
        where = [(part, text, stems) for part, text, stems in texts if sought in stems]
        if where:
            _, text, stems = where[0]
            line = stems[: stems.index(sought) + 1].count(f" {SEPARATOR} ")
            return Reason(
                word=term.shown,
                found_as=one.shown,
                fields=tuple(part for part, _, _ in where),
                line=_shortened(text.split("\n")[line]),
            )
    return None


def _shortened(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE].rsplit(' ', 1)[0]} …"


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    """The point on the unit sphere: the angle between two such is their distance."""
    a, b = radians(latitude), radians(longitude)
    return cos(a) * cos(b), cos(a) * sin(b), sin(a)


def subtypes_meant(written: Iterable[str]) -> frozenset[str]:
    """Subtypes as people write them ("HR+/HER2-", "triple negative") as `TrialFacets` has them.

    Raises UsageError for what is none.
    """
    reader = FacetReader(codes(), search_words(), words_for_search())
    found: set[str] = set()
    for text in written:
        meant = reader.subtypes_in(text)
        if not meant:
            raise UsageError(f"{text!r} is no subtype. Write it like HR+/HER2-, HER2+, HER2-low, TNBC.")
        found.update(meant)
    return frozenset(found)
