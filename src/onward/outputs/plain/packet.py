"""The packet as one JSON document (schema onward.board/1)."""

from __future__ import annotations

from onward.criteria import facts_of, questions_left
from onward.outputs.plain.disease import disease_document
from onward.outputs.plain.facts import Plain, issue_document, source_document, timeline_document
from onward.outputs.plain.options import options_document
from onward.outputs.plain.response import response_document, side_by_side_document
from onward.outputs.plain.trial_match import trials_document
from onward.packet import Asked, Packet
from onward.timeline import describe


def packet_document(packet: Packet) -> dict[str, Plain]:
    """Everything that the page shows, for machines; keys in a fixed order, so equal packets are equal bytes."""
    timeline = timeline_document(packet.timeline)
    disease = disease_document(packet.picture, packet.timeline)
    return {
        "schema": "onward.board/1",
        "packet_id": packet.packet_id,
        "person": packet.person,
        "as_of": packet.as_of.isoformat(),
        "onward_version": packet.onward_version,
        "sentence": packet.sentence,
        "disease": {key: value for key, value in disease.items() if key not in ("schema", "issues")},
        "missing": [{"what": gap.what, "matters": gap.matters, "settle": gap.settle} for gap in packet.gaps],
        "asked": [_asked(one) for one in packet.asked],
        "options": _options(packet),
        "trials": None if packet.trials is None else trials_document(packet.trials),
        "response": _response(packet),
        "facts": timeline["facts"],
        "conflicts": disease["conflicts"],
        "issues": [issue_document(issue) for issue in packet.issues],
        "inputs": [{"name": file.name, "sha256": file.sha256} for file in packet.inputs],
        "knowledge": [
            {
                "id": rule.id,
                "version": rule.version,
                "sha256": rule.sha256,
                "review": rule.review,
                "expires": rule.expires.isoformat() if rule.expires is not None else None,
                "stale": rule.stale,
            }
            for rule in packet.knowledge
        ],
        "notice": "Onward is not a medical device. It supports professionals who see the basis of each answer.",
    }


def _response(packet: Packet) -> Plain:
    if not packet.responses:
        return None
    return {
        "answers": [response_document(one) for one in packet.responses],
        "side_by_side": None if packet.beside is None else side_by_side_document(packet.beside),
    }


def _options(packet: Packet) -> Plain:
    if packet.options is None:
        return None
    document = options_document(packet.options)
    return {key: value for key, value in document.items() if key not in ("schema", "person", "as_of", "issues")}


def _asked(one: Asked) -> dict[str, Plain]:
    found = one.answer
    return {
        "id": one.id,
        "text": one.text,
        "answer": found.truth.value,
        "because": found.because,
        "why_unknown": found.why_unknown.value if found.why_unknown is not None else None,
        "questions_left": [left.question.text for left in questions_left(found)],
        "can_change": found.can_change,
        "changes_on": found.change.on.isoformat() if found.change.on is not None else None,
        "assumed": list(found.assumed),
        "facts": [
            {"says": describe(fact), "when": str(fact.when), "source": [source_document(s) for s in fact.sources]}
            for fact in facts_of(found)
        ],
    }
