"""Kinds of cancer that are asked for with an exception or with examples: "solid tumours other than melanoma"."""

from __future__ import annotations

from onward.criteria import BreastCancer, CancerType, Criterion, parts_of
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens
from onward.reading.rules.disease import is_disease
from onward.reading.sought import sought

_OF_CANCER = sought(
    r"\b(?:cancer|carcinoma|\w*sarcoma|\w*melanoma|lymphoma|leukemia|mesothelioma|\w*blastoma|glioma|adenocarcinoma|tumor|malignanc\w+|neoplasm|histolog\w+|subtype|squamous|small cell|nsclc|sclc|gist|dcis|lcis|in situ)\b"
)
# Who may enter all the same, or what must be so then, is no kind of cancer.
_OF_PEOPLE = sought(
    r"\b(?:may|can|must|should|will|allow\w*|permit\w*|eligible|who|whose|patient|subject|participant|prior|previous|treated|if|when|measurable|require\w*|within|with|without)\b|[≥≤<>]"
)


def is_kind_of_cancer(criterion: Criterion) -> bool:
    """Whether a question asks for a kind of cancer, and for nothing but the disease."""
    leaves = tuple(_leaves(criterion))
    return is_disease(criterion) and any(isinstance(one, (BreastCancer, CancerType)) for one in leaves)


def _leaves(criterion: Criterion) -> tuple[Criterion, ...]:
    parts = parts_of(criterion)
    return tuple(leaf for part in parts for leaf in _leaves(part)) if parts else (criterion,)


def leaves_out_kinds(behind: Tokens, draft: Draft) -> bool:
    """Whether an exception names other kinds of cancer, and frees nobody from what else is asked."""
    return _OF_CANCER.search(draft.spoken(" ".join(behind) + " ")) is not None and not speaks_of_people(behind, draft)


def speaks_of_people(behind: Tokens, draft: Draft) -> bool:
    """Whether the words behind a kind of cancer tell who may enter, or what must be so then."""
    return _OF_PEOPLE.search(draft.spoken(" ".join(behind) + " ")) is not None
