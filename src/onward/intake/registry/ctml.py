"""Trials in CTML, the form of MatchMiner: cohorts with coded criteria (matchminer.gitbook.io, dfci/matchengine-V2).

Keys arrive in either case; a key that is not known here stays in the tree as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onward.intake.registry.ctml_tree import match_tree
from onward.intake.registry.fields import Body, Fields
from onward.registry import CohortCriteria, Intervention, MatchAll, MatchTree, Site, Trial, TrialSource
from onward.terms import PartialDate

# Of a JSON or YAML object, any of the first, or the second with one of the third, makes it a trial in CTML.
_SURE = frozenset({"treatment_list", "protocol_no"})
_ID = "nct_id"
_BESIDE = frozenset({"long_title", "short_title", "match", "drug_list", "site_list"})


def is_ctml(body: Mapping[str, object]) -> bool:
    """Whether an object looks like a trial in CTML."""
    keys = {key.lower() for key in body if isinstance(key, str)}
    return bool(keys & _SURE) or (_ID in keys and bool(keys & _BESIDE))


def ctml_to_trial(body: Body, source: TrialSource, fields: Fields) -> Trial:
    """A trial in CTML. Its sentences on prior treatment are its eligibility text, one a line."""
    top = lowered(body)
    nct_id = fields.text(top, "nct_id").strip()
    protocol_no = fields.text(top, "protocol_no").strip()
    others = tuple(
        dict.fromkeys(
            one
            for one in (protocol_no, fields.text(top, "protocol_id"), *fields.texts(top, "protocol_ids"))
            if one and one != "0"
        )
    )
    trial_match, cohorts = _cohorts(top, fields)
    sponsors = tuple(
        name for one in _nested(top, "sponsor_list", "sponsor", fields) if (name := fields.text(one, "sponsor_name"))
    )
    return Trial(
        id=nct_id or protocol_no or next(iter(others), ""),
        source=source,
        protocol_no=protocol_no,
        other_ids=others if nct_id else others[1:],
        brief_title=fields.text(top, "short_title"),
        official_title=fields.text(top, "long_title"),
        brief_summary=fields.text(top, "summary") or fields.text(top, "nct_purpose"),
        status=_status(top, fields),
        last_update=_date(top, "last_updated", fields),
        study_type=fields.text(top, "protocol_type"),
        phases=tuple(one for one in fields.texts(top, "phase") if one),
        enrollment=fields.whole(top, "protocol_target_accrual"),
        sponsor=next(iter(sponsors), ""),
        collaborators=sponsors[1:],
        keywords=tuple(fields.texts(top, "cancer_type")) + tuple(fields.texts(top, "disease_status")),
        interventions=tuple(
            Intervention(name=name)
            for one in _nested(top, "drug_list", "drug", fields)
            if (name := fields.text(one, "drug_name") or fields.text(one, "name"))
        ),
        eligibility_text="\n".join(fields.texts(top, "prior_treatment_requirements")),
        sites=tuple(
            Site(
                facility=fields.text(one, "site_name"),
                status=fields.text(one, "site_status"),
                city=fields.text(one, "site_city") or fields.text(one, "city"),
                state=fields.text(one, "site_state") or fields.text(one, "state"),
                zip=fields.text(one, "site_zip") or fields.text(one, "zip"),
                country=fields.text(one, "site_country") or fields.text(one, "country"),
            )
            for one in _nested(top, "site_list", "site", fields)
        ),
        match=trial_match,
        cohorts=cohorts,
    )


def lowered(body: Mapping[str, object]) -> dict[str, object]:
    """The object with its keys in lower case."""
    return {str(key).lower(): value for key, value in body.items()}


def _nested(top: Body, outer: str, inner: str, fields: Fields) -> Iterator[Body]:
    """The objects of `outer: {inner: [...]}`, of `outer: [...]`, or a lone one."""
    value = top.get(outer)
    if isinstance(value, dict):
        inside = lowered(value)
        value = inside.get(inner, inside)
    for one in fields.parts({outer: value}, outer):
        yield lowered(one)


def _status(top: Body, fields: Fields) -> str:
    said = fields.text(top, "status")
    if said:
        return said
    for one in fields.parts(fields.part(top, "_summary"), "status"):
        return fields.text(one, "value")
    return ""


def _date(top: Body, key: str, fields: Fields) -> PartialDate | None:
    value = top.get(key)
    if isinstance(value, dict) and isinstance(value.get("$date"), str):  # as MongoDB exports it
        return fields.date_of(str(value["$date"]), key)
    return fields.date(top, key)


def _cohorts(top: Body, fields: Fields) -> tuple[MatchTree | None, tuple[CohortCriteria, ...]]:
    """The criteria of the trial as a whole, and its cohorts; a lone step is the trial."""
    steps = list(_nested(top, "treatment_list", "step", fields))
    whole = [tree for tree in (match_tree(top.get("match")),) if tree is not None]
    found: list[CohortCriteria] = []
    if len(steps) == 1:
        own = match_tree(steps[0].get("match"))
        if own is not None:
            whole.append(own)
        _arms(steps[0], None, found, fields)
    else:
        for step in steps:
            found.append(
                CohortCriteria(
                    level="step",
                    code=_code(step, "step", fields),
                    label=fields.text(step, "step_description") or fields.text(step, "step_type"),
                    suspended=fields.flag(step, "step_suspended"),
                    match=match_tree(step.get("match")),
                    eligibility_text=fields.text(step, "step_eligibility"),
                )
            )
            _arms(step, len(found) - 1, found, fields)
    return _both(whole), tuple(found)


def _both(trees: list[MatchTree]) -> MatchTree | None:
    if len(trees) > 1:
        return MatchAll(parts=tuple(trees))
    return trees[0] if trees else None


def _arms(step: Body, parent: int | None, found: list[CohortCriteria], fields: Fields) -> None:
    for raw_arm in fields.parts(step, "arm"):
        arm = lowered(raw_arm)
        found.append(
            CohortCriteria(
                level="arm",
                code=_code(arm, "arm", fields),
                label=fields.text(arm, "arm_description") or fields.text(arm, "arm_name"),
                suspended=fields.flag(arm, "arm_suspended"),
                parent=parent,
                match=match_tree(arm.get("match")),
                eligibility_text=fields.text(arm, "arm_eligibility"),
            )
        )
        at = len(found) - 1
        for key in ("dose_level", "dose"):
            for raw_level in fields.parts(arm, key):
                level = lowered(raw_level)
                found.append(
                    CohortCriteria(
                        level="dose level",
                        code=_code(level, "level", fields) or _code(level, "dose", fields),
                        label=fields.text(level, "level_description"),
                        suspended=fields.flag(level, "level_suspended"),
                        parent=at,
                        match=match_tree(level.get("match")),
                        eligibility_text=fields.text(level, "level_eligibility"),
                    )
                )


def _code(body: Body, name: str, fields: Fields) -> str:
    for key in (f"{name}_code", f"{name}_internal_id", f"{name}_number", f"{name}_id"):
        said = fields.text(body, key)
        if said:
            return said
    return ""
