"""Receptor results of one specimen, put together: by specimen, else by day, else the undated ones by report
(disease/receptors, one_specimen).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onward.terms import PartialDate
from onward.timeline import ReceptorResult, SpecimenFact, SpecimenKind, Standing, Timeline, site_name

NOT_STATED = "not stated"


# Compared by identity: each stands for one specimen of one reading, and holds many results.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Specimen:
    """What was tested, with all its results.

    name   the source's id; "primary" for results known only of the primary, "not stated" when nothing is said
    date   when it was taken, else the earliest day of its results
    """

    name: str
    kind: SpecimenKind
    site: str
    date: PartialDate | None
    results: tuple[ReceptorResult, ...]

    @property
    def is_tumour(self) -> bool:
        """Receptors are called on tumour tissue only (receptor-blood)."""
        return self.kind not in (SpecimenKind.BLOOD, SpecimenKind.NORMAL)

    @property
    def words(self) -> str:
        """ "metastasis in bone (M1, 2023-07-01)"."""
        what = "specimen of unknown kind" if self.kind is SpecimenKind.UNKNOWN else self.kind.value
        told = self.kind is SpecimenKind.METASTASIS and self.site not in ("", "other")
        where = f" in {site_name(self.site)}" if told else ""
        name = "" if self.name in (NOT_STATED, "primary") else self.name
        marks = ", ".join(str(mark) for mark in (name, self.date) if mark)
        return f"{what}{where} ({marks})" if marks else f"{what}{where}"


def specimens_of(timeline: Timeline) -> tuple[Specimen, ...]:
    """The specimens with receptor results, newest first, undated ones last."""
    samples = {fact.key: fact for fact in timeline.of(SpecimenFact) if fact.standing is not Standing.REFUTED}
    named: dict[str, list[ReceptorResult]] = {}
    unnamed: list[ReceptorResult] = []
    for result in timeline.of(ReceptorResult):
        if result.standing is Standing.REFUTED:
            continue
        if result.specimen:
            named.setdefault(result.specimen, []).append(result)
        else:
            unnamed.append(result)
    found = [
        *(_specimen(key, results, samples.get(key)) for key, results in named.items()),
        *(_specimen("", results, None) for results in _without_specimen(unnamed)),
    ]
    return tuple(sorted(found, key=_newest_first))


def _newest_first(specimen: Specimen) -> tuple[tuple[int, int, int], str, str, str]:
    when = specimen.date
    order = (0, -when.latest.toordinal(), -when.earliest.toordinal()) if when is not None else (1, 0, 0)
    return (order, specimen.name, specimen.kind.value, specimen.site)


def _specimen(key: str, results: Sequence[ReceptorResult], sample: SpecimenFact | None) -> Specimen:
    kinds = {result.specimen_kind for result in results} - {SpecimenKind.UNKNOWN}
    sites = {result.specimen_site for result in results} - {""}
    # Results that say different things of one specimen leave open what it is.
    kind = kinds.pop() if len(kinds) == 1 else SpecimenKind.UNKNOWN
    site = sites.pop() if len(sites) == 1 else ""
    date = _first(result.when.start for result in results)
    if sample is not None:
        kind = sample.kind if sample.kind is not SpecimenKind.UNKNOWN else kind
        site, date = sample.site or site, sample.when.start or date
    name = key or ("primary" if kind is SpecimenKind.PRIMARY else NOT_STATED)
    return Specimen(name=name, kind=kind, site=site, date=date, results=tuple(results))


def _first(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    return min((when for when in dates if when is not None), key=lambda when: when.sort_key, default=None)


_What = tuple[SpecimenKind, str]


def _without_specimen(results: Sequence[ReceptorResult]) -> list[list[ReceptorResult]]:
    """Groups of one day, undated ones of one report or all together; primary and each metastasis apart."""
    groups: dict[str, dict[_What, list[ReceptorResult]]] = {}
    for result in results:
        when = result.when.start
        place = f"day {when.earliest} {when.latest}" if when is not None else f"report {result.report}"
        groups.setdefault(place, {}).setdefault((result.specimen_kind, result.specimen_site), []).append(result)
    return [group for kinds in groups.values() for group in _joined(kinds)]


def _joined(kinds: Mapping[_What, list[ReceptorResult]]) -> list[list[ReceptorResult]]:
    """Results that do not say what they are of join the only specimen of that day that is told."""
    silent = kinds.get((SpecimenKind.UNKNOWN, ""), [])
    told = [group for what, group in kinds.items() if what != (SpecimenKind.UNKNOWN, "")]
    if len(told) == 1:
        return [[*told[0], *silent]]
    return [*told, silent] if silent else told
