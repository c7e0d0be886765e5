"""The prognostic index of a person with brain metastases as a document, for professionals."""

from __future__ import annotations

from onward.engines.options import BreastGpa, GpaItem
from onward.outputs.plain.facts import Plain, number
from onward.outputs.plain.option_parts import facts_document, source_of_knowledge


def prognosis_document(found: BreastGpa | None) -> dict[str, Plain] | None:
    """Breast-GPA: the score or those that are still possible, what was observed there, and why; None without one."""
    if found is None:
        return None
    return {
        "index": "Breast-GPA",
        "for": "professionals",
        "since": str(found.since) if found.since is not None else None,
        "score": None if found.score is None else number(found.score),
        "possible": [number(score) for score in found.scores],
        "survival": [
            {
                "from_score": number(group.from_score),
                "to_score": number(group.to_score),
                "median_months": number(group.median_months),
                "middle_half_months": [number(group.from_months), number(group.to_months)],
            }
            for group in found.groups
        ],
        "says": found.says,
        "items": [_item(item) for item in found.items],
        "questions": list(found.questions),
        "rule": found.rule,
        "source": [source_of_knowledge(source) for source in found.source],
        "review": found.review,
        "stale": found.stale,
    }


def _item(item: GpaItem) -> dict[str, Plain]:
    return {
        "item": item.name,
        "points": [number(points) for points in item.points],
        "because": item.because,
        "facts": facts_document(item.facts),
        "question": item.question or None,
    }
