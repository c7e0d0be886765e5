"""The options as the document that `onward options` prints (schema onward.options/1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onward.engines.options import (
    DecidedRule,
    OptionsAnswer,
    PresentTreatment,
    QuestionToAsk,
    TestToConsider,
    TogetherNote,
    Verdict,
    because,
    cautions_in_words,
    evidence_words,
    grouped,
    missing_words,
    name_of,
    regimen_words,
    why_here,
    why_rejected,
)
from onward.outputs.plain.facts import Plain, issue_document
from onward.outputs.plain.option_parts import (
    agency_document,
    caution_document,
    condition_document,
    facts_document,
    partner_document,
    reason_document,
    source_of_knowledge,
    warning_document,
)
from onward.outputs.plain.prognosis import prognosis_document
from onward.terms import Issue

if TYPE_CHECKING:
    from onward.engines.options.evidence import DrugEvidence, EvidenceMatch

NOTICE = (
    "Onward is not a medical device. Rules carry their review: `none` means that no clinician has signed them. "
    "The order within a group is no recommendation."
)


def options_document(answer: OptionsAnswer, *, issues: Sequence[Issue] = ()) -> dict[str, Plain]:
    """Fields of the interface, and what a reader needs beside them."""
    options, undecided = answer.of(Verdict.OPTION), answer.of(Verdict.UNDECIDED)
    rejected, elsewhere = answer.of(Verdict.REJECTED), answer.of(Verdict.NOT_AVAILABLE)
    return {
        "schema": "onward.options/1",
        "person": answer.person,
        "as_of": answer.as_of.isoformat(),
        "region": answer.region,
        "nothing_because": answer.nothing_because or None,
        "next_line": answer.next_line,
        "present": _present(answer.present),
        "options": [_option(one) for one in options],
        "continuing": [_option(one) for one in answer.of(Verdict.CONTINUING)],
        "undecided": [_undecided(one) for one in undecided],
        "rejected": [_rejected(one) for one in rejected],
        "not_available": [_not_available(one) for one in elsewhere],
        "groups": _groups(options),
        "at_progression": list(answer.at_progression),
        "together": [_together(one) for one in answer.together],
        "tests_to_consider": [_test(one) for one in answer.tests],
        "questions_to_ask": [_question(one) for one in answer.questions],
        "cautions": _cautions(options),
        "immunotherapy": _immunotherapy(answer),
        "prognosis": prognosis_document(answer.prognosis),
        "stale": [one.rule.id for one in answer.decided if one.stale],
        "notice": NOTICE,
        "issues": [issue_document(issue) for issue in issues],
    }


def _present(present: PresentTreatment) -> Plain:
    if not present.drugs:
        return None
    return {
        "regimen": present.regimen,
        "drugs": list(present.drugs),
        "line": present.number,
        "since": str(present.since) if present.since is not None else None,
        "state": present.state,
        "says": present.state_word,
        "on": str(present.state_on) if present.state_on is not None else None,
        "facts": facts_document(present.facts),
    }


def _head(one: DecidedRule) -> dict[str, Plain]:
    """What every entry says of its rule."""
    decision = one.availability.decision
    return {
        "rule": one.rule.id,
        "title": one.rule.title,
        "plain": one.rule.plain,
        "kind": one.rule.kind,
        "group": one.rule.group,
        "drugs": _drugs(one),
        "regimen": regimen_words(one),
        "agency": name_of(decision) if decision is not None else None,
        "approved": decision.first.isoformat() if decision is not None and decision.first is not None else None,
        "status": decision.status if decision is not None else "none",
        "review": one.review,
        "expires": one.expires.isoformat(),
        "stale": one.stale,
        "source": [source_of_knowledge(source) for source in one.source],
        "unverified": [source.key for source in one.unverified],
    }


def _drugs(one: DecidedRule) -> list[Plain]:
    """Every generic name of the regimen; where one of several is chosen, all that are left, and `partners` says so.

    Nothing is left where the choice itself is ruled out: then all of the rule's.
    """
    choices = (chosen.left or asked.one_of for chosen, asked in zip(one.partners, one.rule.partners, strict=True))
    return list(dict.fromkeys((*one.drugs, *(name for choice in choices for name in choice))))


def _option(one: DecidedRule) -> dict[str, Plain]:
    return {
        **_head(one),
        "timing": one.timing,
        "rank": one.rank,
        "lines": list(one.rule.place.lines),
        "place_because": one.rule.place.because,
        "partners": [partner_document(partner) for partner in one.partners],
        "additions": [{"add": list(added.add), "says": added.says} for added in one.additions],
        "evidence": evidence_words(one),
        "trials": [
            {"name": t.name, "nct": t.nct, "population": t.population, "figures": t.figures, "source": list(t.source)}
            for t in one.rule.trials
        ],
        "grades": [{"scale": g.scale, "grade": g.grade, "source": list(g.source)} for g in one.rule.grades],
        "targets": [
            {"gene": t.gene, "what": t.what, "sample": t.sample, "assay": t.assay, "source": list(t.source)}
            for t in one.rule.targets
        ],
        "agencies": [agency_document(decision) for decision in one.rule.agencies],
        "because": because(one.conditions),
        "conditions": [condition_document(condition, with_facts=True) for condition in one.conditions],
        "assumed": list(one.assumed),
        "cautions": [*(warned.says for warned in one.warned), *cautions_in_words(one)],
        "safety": [
            *(warning_document(warned) for warned in one.warned),
            *(caution_document(caution) for caution in one.safety),
        ],
        "note": one.rule.note,
        "literature": _literature(one.literature),
    }


def _undecided(one: DecidedRule) -> dict[str, Plain]:
    return {
        **_option(one),
        "missing": [missing_words(missing) for missing in one.missing],
        "questions": [
            {"by": missing.by, "needs": missing.what, "because": missing.because, "questions": list(missing.questions)}
            for missing in one.missing
        ],
    }


def _rejected(one: DecidedRule) -> dict[str, Plain]:
    return {
        **_head(one),
        "because": why_rejected(one),
        "reasons": [reason_document(reason) for reason in one.reasons],
        "fits": one.fits.value,
        "can_change": one.can_change,
        "conditions": [condition_document(condition, with_facts=False) for condition in one.conditions],
    }


def _not_available(one: DecidedRule) -> dict[str, Plain]:
    return {
        **_head(one),
        "because": one.availability.because,
        "fits": one.fits.value,
        "agencies": [agency_document(decision) for decision in one.rule.agencies],
        "evidence": evidence_words(one),
        "note": one.rule.note,
        "conditions": [condition_document(condition, with_facts=False) for condition in one.conditions],
    }


def _groups(options: Sequence[DecidedRule]) -> list[Plain]:
    return [{"group": name.lower(), "rules": [one.rule.id for one in rules]} for name, rules in grouped(options)]


def _together(one: TogetherNote) -> dict[str, Plain]:
    return {
        "id": one.note.id,
        "of": list(one.of),
        "says": one.note.says,
        "prefer": one.note.prefer or None,
        "because": one.note.because,
        "source": [source_of_knowledge(source) for source in one.source],
    }


def _test(one: TestToConsider) -> dict[str, Plain]:
    return {
        "id": one.id,
        "test": one.test,
        "gene": one.gene,
        "specimen": one.specimen,
        "would_open": list(one.opens),
        "would_close": list(one.closes),
        "opens_alone": list(one.alone),
        "renews": one.renews,
        "results": [
            {"result": r.result, "opens": list(r.opens), "closes": list(r.closes), "helps": list(r.helps)}
            for r in one.results
        ],
        "question": one.question,
        "source": [source_of_knowledge(source) for source in one.source],
    }


def _question(one: QuestionToAsk) -> dict[str, Plain]:
    return {"question": one.question, "would_open": list(one.opens), "would_close": list(one.closes)}


def _cautions(options: Iterable[DecidedRule]) -> list[Plain]:
    """Each caution once, with the rules that it concerns."""
    found: dict[str, tuple[dict[str, Plain], list[Plain]]] = {}
    for one in options:
        said = [
            *(warning_document(warned) for warned in one.warned),
            *(caution_document(caution) for caution in one.safety),
        ]
        for document in said:
            key = f"{document['says']}|{document['because']}"
            found.setdefault(key, (document, []))[1].append(one.rule.id)
    return [{**document, "rules": rules} for document, rules in found.values()]


def _immunotherapy(answer: OptionsAnswer) -> dict[str, Plain]:
    part = answer.immunotherapy
    verdicts = {one.rule.id: one for one in answer.decided}
    return {
        "findings": [{"says": one.says, "facts": facts_document(one.facts)} for one in part.findings],
        "not_tested": list(part.not_tested),
        "against": [caution_document(one) for one in part.against],
        "rules": [
            {
                "rule": id_,
                "verdict": verdicts[id_].verdict.value,
                "because": why_here(verdicts[id_]),
            }
            for id_ in part.rules
        ],
    }


def _literature(found: DrugEvidence | None) -> Plain:
    if found is None:
        return None
    return {
        "supporting": [_evidence(match) for match in found.supporting],
        "contradicting": [_evidence(match) for match in found.contradicting],
    }


def _evidence(match: EvidenceMatch) -> dict[str, Plain]:
    item = match.item
    return {
        "id": str(item.id),
        "level": item.level,
        "direction": item.direction,
        "significance": item.significance,
        "profile": item.profile,
        "disease": item.disease,
        "therapies": list(item.therapies),
        "match": match.match_level,
        "because": match.because,
        "citation": item.citation,
        "url": item.url,
        "flagged": bool(item.flagged),
    }
