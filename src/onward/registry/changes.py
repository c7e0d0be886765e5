"""What changed between two versions of a trial: status, sites, criteria line by line, and the fields that decide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from onward.registry.criteria_lines import CriteriaLine, criteria_lines
from onward.registry.site import Site
from onward.registry.status import recruitment_of
from onward.registry.trial import Trial

_WORD = re.compile(r"\w+")
# Two lines that share this much of their words are one line, reworded.
_ALIKE = 0.5


class ChangeKind(Enum):
    """What sort of change it is."""

    STATUS = "status"
    SITE_OPENED = "site opened"
    SITE_CLOSED = "site closed"
    SITE_ADDED = "site added"
    SITE_REMOVED = "site removed"
    SITE_STATUS = "site status"
    CRITERION_ADDED = "criterion added"
    CRITERION_REMOVED = "criterion removed"
    CRITERION_REWORDED = "criterion reworded"
    CRITERION_MOVED = "criterion moved"
    COHORT = "cohort"
    AGE = "age"
    SEX = "sex"
    PHASE = "phase"
    TITLE = "title"
    ARM = "arm"
    INTERVENTION = "intervention"
    CONDITION = "condition"
    ENROLLMENT = "enrollment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change.

    where          the site, the heading or cohort of a criterion, "" where the kind says it all
    before, after  as each version has it; "" where it has nothing
    """

    kind: ChangeKind
    before: str = ""
    after: str = ""
    where: str = ""

    def __str__(self) -> str:
        where = f" ({self.where})" if self.where else ""
        if self.before and self.after:
            return f"{self.kind.value}{where}: {self.before} → {self.after}"
        return f"{self.kind.value}{where}: {self.after or self.before}".removesuffix(": ")


def changes(old: Trial, new: Trial) -> tuple[Change, ...]:
    """What changed from `old` to `new`, two versions of one trial, in order of importance to a person.

    Another spelling of white space, list marks or the registry's escapes is no change.
    """
    found: list[Change] = []
    if (old.status or new.status) and not _same_words(old.status, new.status):
        found.append(Change(kind=ChangeKind.STATUS, before=old.status, after=new.status))
    found += _criteria(criteria_lines(old), criteria_lines(new))
    for kind, before, after in (
        (ChangeKind.AGE, _ages(old), _ages(new)),
        (ChangeKind.SEX, old.sex, new.sex),
        (ChangeKind.PHASE, ", ".join(old.phases), ", ".join(new.phases)),
    ):
        if not _same_words(before, after):
            found.append(Change(kind=kind, before=before, after=after))
    found += _cohorts(old, new)
    found += _sites(old.sites, new.sites)
    found += _names(ChangeKind.ARM, [arm.label for arm in old.arms], [arm.label for arm in new.arms])
    found += _names(
        ChangeKind.INTERVENTION, [one.name for one in old.interventions], [one.name for one in new.interventions]
    )
    found += _names(ChangeKind.CONDITION, old.conditions, new.conditions)
    if not _same_words(old.title, new.title):
        found.append(Change(kind=ChangeKind.TITLE, before=old.title, after=new.title))
    if old.enrollment != new.enrollment and None not in (old.enrollment, new.enrollment):
        found.append(Change(kind=ChangeKind.ENROLLMENT, before=f"{old.enrollment}", after=f"{new.enrollment}"))
    return tuple(found)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _same_words(left: str, right: str) -> bool:
    return _plain(left.replace("_", " ")) == _plain(right.replace("_", " "))


def _ages(trial: Trial) -> str:
    if not trial.minimum_age and not trial.maximum_age:
        return ""
    return f"{trial.minimum_age or 'any'} to {trial.maximum_age or 'any'}"


def _names(kind: ChangeKind, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    before, after = {_plain(name): name for name in old}, {_plain(name): name for name in new}
    for key, name in before.items():
        if key not in after:
            yield Change(kind=kind, before=name, where="no longer listed")
    for key, name in after.items():
        if key not in before:
            yield Change(kind=kind, after=name, where="new")


def _cohorts(old: Trial, new: Trial) -> Iterator[Change]:
    before = {(one.level, one.code): one for one in old.cohorts}
    after = {(one.level, one.code): one for one in new.cohorts}
    for key in dict.fromkeys((*before, *after)):
        where = " ".join(part for part in key if part)
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            yield Change(
                kind=ChangeKind.COHORT, before="listed" if was else "", after="listed" if now else "", where=where
            )
        elif was.suspended != now.suspended:
            yield Change(kind=ChangeKind.COHORT, before=_open(was.suspended), after=_open(now.suspended), where=where)


def _open(suspended: bool | None) -> str:
    return "not said" if suspended is None else "suspended" if suspended else "open"


def _sites(old: Sequence[Site], new: Sequence[Site]) -> Iterator[Change]:
    before, after = _by_place(old), _by_place(new)
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key, []), after.get(key, [])
        for number in range(max(len(was), len(now))):
            yield from _site(was[number] if number < len(was) else None, now[number] if number < len(now) else None)


def _site(was: Site | None, now: Site | None) -> Iterator[Change]:
    if now is None:
        if was is not None:
            closed = recruitment_of(was.status).is_open
            kind = ChangeKind.SITE_CLOSED if closed else ChangeKind.SITE_REMOVED
            yield Change(kind=kind, before=was.status or "listed", after="no longer listed", where=site_name(was))
        return
    if was is None:
        opened = recruitment_of(now.status).is_open
        kind = ChangeKind.SITE_OPENED if opened else ChangeKind.SITE_ADDED
        yield Change(kind=kind, after=now.status or "listed, status not stated", where=site_name(now))
        return
    if _same_words(was.status, now.status):
        return
    is_open, was_open = recruitment_of(now.status).is_open, recruitment_of(was.status).is_open
    if is_open == was_open:
        kind = ChangeKind.SITE_STATUS
    else:
        kind = ChangeKind.SITE_OPENED if is_open else ChangeKind.SITE_CLOSED
    yield Change(kind=kind, before=was.status or "not stated", after=now.status or "not stated", where=site_name(now))


def site_name(site: Site) -> str:
    """A site in one line: facility, city, state or country."""
    parts = (site.facility, site.city, site.state, site.country)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _by_place(sites: Sequence[Site]) -> dict[tuple[str, ...], list[Site]]:
    found: dict[tuple[str, ...], list[Site]] = {}
    for site in sites:
        key = tuple(_plain(part) for part in (site.facility, site.city, site.state, site.country))
        found.setdefault(key, []).append(site)
    return found


def _criteria(old: Sequence[CriteriaLine], new: Sequence[CriteriaLine]) -> list[Change]:
    keys_old, keys_new = [_key(line) for line in old], [_key(line) for line in new]
    if keys_old == keys_new:
        return []
    removed: list[CriteriaLine] = []
    added: list[CriteriaLine] = []
    reworded: list[Change] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, keys_old, keys_new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = list(old[i1:i2]), list(new[j1:j2])
        for line in list(gone):
            match = _most_alike(line, come)
            if match is not None:
                reworded.append(
                    Change(kind=ChangeKind.CRITERION_REWORDED, before=line.text, after=match.text, where=match.under)
                )
                gone.remove(line)
                come.remove(match)
        removed += gone
        added += come
    moved = Counter(_plain(line.text) for line in removed) & Counter(_plain(line.text) for line in added)
    return [*reworded, *_settled(removed, added, moved)]


def _settled(removed: Sequence[CriteriaLine], added: Sequence[CriteriaLine], moved: Counter[str]) -> Iterator[Change]:
    """Lines that went and lines that came; the same words under another heading have moved."""
    from_where: dict[str, list[CriteriaLine]] = {}
    left = Counter(moved)
    for line in removed:
        key = _plain(line.text)
        if left[key] > 0:
            left[key] -= 1
            from_where.setdefault(key, []).append(line)
        else:
            yield Change(kind=ChangeKind.CRITERION_REMOVED, before=line.text, where=line.under)
    for line in added:
        before = from_where.get(_plain(line.text))
        if not before:
            yield Change(kind=ChangeKind.CRITERION_ADDED, after=line.text, where=line.under)
            continue
        was = before.pop(0)
        if was.under != line.under:
            yield Change(
                kind=ChangeKind.CRITERION_MOVED,
                before=was.under or "the start",
                after=line.under or "the start",
                where=line.text,
            )


def _key(line: CriteriaLine) -> tuple[str, str]:
    return (_plain(line.under), _plain(line.text))


def _most_alike(line: CriteriaLine, others: Sequence[CriteriaLine]) -> CriteriaLine | None:
    best, most = None, _ALIKE
    words = _WORD.findall(line.text.casefold())
    for other in others:
        theirs = _WORD.findall(other.text.casefold())
        if other.under != line.under and _plain(other.text) == _plain(line.text):
            continue  # moved, not reworded
        matcher = SequenceMatcher(None, words, theirs, autojunk=False)
        if matcher.quick_ratio() >= most and (share := matcher.ratio()) >= most:
            best, most = other, share
    return best
