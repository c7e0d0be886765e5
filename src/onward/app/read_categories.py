"""What the criteria of a case say of a read's marks, together with what the reader signed of the person before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onward.app.read_store import HeldReads
from onward.app.response import drug_classes_of
from onward.engines.response import CRITERIA, asked_of, respond_by_all
from onward.engines.response.readings import Case, Category, Read
from onward.engines.response.readings.as_facts import called, facts_of_read
from onward.knowledge import response_rules
from onward.terms import UsageError
from onward.timeline import AnyFact, Source, as_known_on, build_timeline

_CHOSEN = frozenset({"target", "non-target", "new"})


def categories_of(held: HeldReads, case: Case, read: Read, context: Sequence[AnyFact] = ()) -> tuple[Category, ...]:
    """The categories of the case's visits, criterion by criterion. Raises UsageError where no criterion can judge.

    context   what else is recorded of the person and criteria ask for: PET acquisitions, drugs, markers
    """
    if not any(mark.role in _CHOSEN for mark in read.marks):
        raise UsageError(
            "No lesion has a role. A read says which lesions are targets, non-targets or new; Onward proposes none in "
            "a reader's name."
        )
    earlier = {
        key: one.record
        for key, one in held.signed.items()
        if isinstance(one.record, Read)
        and (one.record.person, called(one.record)) == (read.person, called(read))
        and one.record.case != read.case
    }
    facts = [
        fact
        for key, one in earlier.items()
        for fact in facts_of_read(key, one, held.sources[key], in_lineage=set(earlier), records=earlier)
    ]
    facts += facts_of_read("this read", read, Source("", "", "", "this read"), in_lineage=set(), records={})
    timeline = as_known_on(build_timeline(read.person, [*context, *facts]), date.fromisoformat(read.at[:10]))
    responses = respond_by_all(
        asked_of(timeline, drug_classes_of(timeline)),
        [(name, response_rules(CRITERIA[name].file)) for name in case.criteria],
    )
    categories = tuple(
        Category(
            criterion=response.criterion,
            rule=f"{response.rule}@{response.rule_version}",
            visit=visit.visit,
            overall=visit.overall,
            target=visit.target,
            non_target=visit.non_target,
            new_lesion=visit.new_lesion,
            sum_mm=visit.sum_mm,
        )
        for response in responses
        for visit in response.visits
        if visit.visit in case.visits and (visit.overall or visit.sum_mm is not None)
    )
    if not any(one.criterion == case.criteria[0] for one in categories):
        raise UsageError(
            f"By {case.criteria[0]} these marks give no visit an answer: lesions need a role (target, non-target, "
            "new), and a measure or a state."
        )
    return categories
