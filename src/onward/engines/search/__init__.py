"""Finding trials by words and filters: what a query means, what a trial's text states, and why a trial was found."""

from __future__ import annotations

from onward.engines.search.facets import NOT_STATED, FacetReader, TrialFacets
from onward.engines.search.fields import WEIGHTS, SearchField, texts_of
from onward.engines.search.filters import TrialFilters, counted, passes
from onward.engines.search.query import Query, Term, read_query
from onward.engines.search.synonyms import Alternative, Phrase, Synonyms, build_synonyms
from onward.engines.search.words import Words, words_for_search

__all__ = [
    "NOT_STATED",
    "WEIGHTS",
    "Alternative",
    "FacetReader",
    "Phrase",
    "Query",
    "SearchField",
    "Synonyms",
    "Term",
    "TrialFacets",
    "TrialFilters",
    "Words",
    "build_synonyms",
    "counted",
    "passes",
    "read_query",
    "texts_of",
    "words_for_search",
]
