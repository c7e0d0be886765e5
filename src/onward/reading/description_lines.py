"""Lines of therapy as a description tells them: in the order of its words, with their numbers, ends and durations.

A line counts only where the words make it one: a number, "then", a combination, progression on it. A bare list of
drugs ("letrozole, palbociclib, fulvestrant") may be three lines or one, so it has no numbers.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onward.knowledge import Drug
from onward.reading.description_book import Book, Stance
from onward.reading.description_cues import said_of
from onward.reading.description_said import EARLY, METASTATIC, Said
from onward.terms import PartialDate, Period
from onward.timeline import DiseaseStatus, DrugTreatment, Told, TreatmentBasis

if TYPE_CHECKING:
    from onward.reading.description_drugs import Regimen


@dataclass(slots=True)
class _Entry:
    """One drug with what is known of it so far."""

    drug: Drug
    start: int
    end: int
    line: int | None
    setting: str
    said: Said


@dataclass(slots=True)
class _Telling:
    """The lines so far; `uncertain` after a list without an order: what follows has no number of its own."""

    book: Book
    entries: list[_Entry] = field(default_factory=list[_Entry])
    last: int = 0
    uncertain: bool = False

    def of_line(self, line: int) -> list[_Entry]:
        return [entry for entry in self.entries if entry.line == line]


def tell_lines(book: Book, regimens: Sequence[Regimen]) -> None:
    """Facts for every drug, with its line; and the progression that the last line ended with."""
    telling = _Telling(book)
    sentences: dict[int, list[tuple[Regimen, Said]]] = {}
    for regimen in regimens:
        same = sentences.setdefault(regimen.sentence.start, [])
        said = said_of(book, regimen, same[-1][1] if same else None)
        same.append((regimen, said))
    steps: list[_Step] = []
    for told in sentences.values():
        _all_of_them(book, told)
        steps.extend(_steps(book, told))
    # What is taken now is the last line, wherever the text speaks of it.
    for step in sorted(steps, key=lambda one: one.said.status == "active" and not one.said.line):
        _tell_step(telling, step)
    for entry in telling.entries:
        _claim(book, entry)
    _progression(telling)


_BOTH = re.compile(
    r"\b(?P<what>progress\w*|pd)\s+on\s+(?:both|all|each|these)\b|\b(?:progress\w*)\s+on\s+all\s+"
    r"(?:of\s+)?(?:these|them|lines)\b"
)


def _all_of_them(book: Book, told: Sequence[tuple[Regimen, Said]]) -> None:
    """ "A then B, progressed on both"."""
    sentence = told[0][0].sentence
    found = _BOTH.search(book.text.low, sentence.start, sentence.end)
    if found is not None:
        book.take(found.start(), found.end())
        for _, said in told:
            said.why, said.status = "progression", "stopped"


@dataclass(frozen=True, slots=True)
class _Step:
    """A regimen in its place in time; `bare` when it stands in a list that has no order."""

    regimen: Regimen
    said: Said
    bare: bool


def _steps(book: Book, told: Sequence[tuple[Regimen, Said]]) -> list[_Step]:
    """The regimens of one sentence in the order of time."""
    bare: set[int] = set()
    for number in {regimen.stretch for regimen, _ in told}:
        own = [
            (regimen, said)
            for regimen, said in told
            if regimen.stretch == number and any(drug.role == "anticancer" for drug in regimen.drugs)
        ]
        if _is_bare_list(book, [regimen for regimen, _ in own], [said for _, said in own]):
            bare.update(id(regimen) for regimen, _ in own)
    return [_Step(regimen, said, id(regimen) in bare) for regimen, said in _in_time(book, told)]


def _tell_step(telling: _Telling, step: _Step) -> None:
    regimen, said = step.regimen, step.said
    drugs = [drug for drug in regimen.drugs if drug.role == "anticancer"]
    for drug in (one for one in regimen.drugs if one.role != "anticancer"):
        mention = next(one for one in regimen.mentions if drug in one.drugs)
        telling.entries.append(
            _Entry(drug, mention.start, mention.end, None, "", _of_companion(said) if drugs else said)
        )
    if drugs:
        _tell(telling, regimen, drugs, said, step.bare)
        telling.uncertain = telling.uncertain or (step.bare and said.setting not in EARLY)


def _of_companion(said: Said) -> Said:
    """What the words of a regimen say of goserelin or denosumab in it: progression ends the regimen, not these."""
    if said.why != "progression":
        return said
    return replace(said, why="", why_at=None, status="", end=None, days=None, duration="", progressed=None)


def _in_time(book: Book, told: Sequence[tuple[Regimen, Said]]) -> list[tuple[Regimen, Said]]:
    """ "B after A": what is named last came first; maintenance after a treatment belongs to its line."""
    ordered = list(told)
    for at in range(1, len(ordered)):
        regimen, said = ordered[at]
        lead = book.text.low[ordered[at - 1][0].end : regimen.start]
        if _AFTER.search(lead) is not None:
            before = ordered[at - 1]
            if _MAINTENANCE.search(lead) is not None:
                before[1].continues = True
            ordered[at - 1], ordered[at] = (regimen, said), before
    return ordered


_AFTER = re.compile(
    r"\b(?:after|following)\s+(?:progression\s+on\s+|prior\s+|initial\s+|induction\s+)*(?:(?:platinum|taxane|chemotherapy|chemo|anthracycline)\s*\(\s*)?$"
)
_MAINTENANCE = re.compile(r"\bmaintenance\b")


def _is_bare_list(book: Book, regimens: Sequence[Regimen], told: Sequence[Said]) -> bool:
    """Two or more drugs with nothing but commas between, none combined and none numbered."""
    joined = any(regimen.joined and not _is_of_early_disease(regimen) for regimen in regimens)
    if len(regimens) < 2 or joined or any(said.line for said in told):
        return False
    low = book.text.low
    return all(
        re.fullmatch(r"\s*(?:,\s*(?:and\s+)?|and\s+|&\s*)", low[one.end : following.start]) is not None
        for one, following in itertools.pairwise(regimens)
    )


def _is_of_early_disease(regimen: Regimen) -> bool:
    """AC, EC, TC, CMF, given in letters: most are of early disease, so they number no list."""
    return len(regimen.mentions) == 1 and any(drug.name == "cyclophosphamide" for drug in regimen.drugs)


def _tell(telling: _Telling, regimen: Regimen, drugs: list[Drug], said: Said, bare: bool) -> None:
    known = _mentioned_before(telling, drugs)
    if known is not None and said.line in (None, known[0].line) and _same_setting(said, known[0]):
        for entry in known:
            entry.said = entry.said.updated(said)
        telling.book.take(regimen.start, regimen.end)
        return
    setting = said.setting or _setting(telling.book, regimen, said)
    line: int | None = None
    if setting in EARLY:
        line = 0
    elif setting == METASTATIC and not bare and not said.without_line and (said.line or not telling.uncertain):
        line = _number(telling, drugs, said)
    for drug in drugs:
        mention = next(one for one in regimen.mentions if drug in one.drugs)
        telling.entries.append(
            _Entry(drug, mention.start, mention.end, line, "" if bare and not said.setting else setting, said)
        )


def _same_setting(said: Said, known: _Entry) -> bool:
    """Whether a later mention may be of the same treatment: it says no setting, the same, or only that it was early."""
    return said.setting in ("", known.setting) or (said.setting == "early" and known.setting in EARLY)


def _mentioned_before(telling: _Telling, drugs: Sequence[Drug]) -> list[_Entry] | None:
    """The entries of a line that holds all of these drugs already."""
    names = {drug.name for drug in drugs}
    for line in dict.fromkeys(entry.line for entry in reversed(telling.entries)):
        own = [entry for entry in telling.entries if entry.line == line and entry.drug.name in names]
        if {entry.drug.name for entry in own} == names:
            return own
    return None


def _number(telling: _Telling, drugs: Sequence[Drug], said: Said) -> int:
    """The line's number: as told, that of the line that it goes on, or the next."""
    if said.line:
        telling.last = max(telling.last, said.line)
        return said.line
    if said.continues and telling.last:
        return telling.last
    current = telling.of_line(telling.last)
    swapped = [
        entry
        for entry in current
        if any(drug.drug_class == entry.drug.drug_class and drug.drug_class != "other anticancer" for drug in drugs)
    ]
    grown = any(entry.said.why == "progression" for entry in current)
    if swapped and said.replaces and not grown and len(drugs) == 1:
        # One drug of the line for another of its class, without progression: the line goes on.
        for entry in swapped:
            entry.said = entry.said.ended(said.replaced_for)
        return telling.last
    telling.last += 1
    return telling.last


# --- setting

_ONSET = re.compile(
    r"\b(?:recurr\w+|relaps\w+)\b|\bdevelop\w*\b[^.;]{0,40}\bmetasta\w+|\bmets?\b[^.;,]{0,12}\b(?:19"
    r"|20)\d\d|\bmetasta\w+[^.;,]{0,20}\b(?:since|in|from|found|diagnosed)\b[^.;,]{0,12}\b(?:19"
    r"|20)\d\d"
)
_M1 = re.compile(r"n[0-3x][a-c]?[\s,]*[cp]?m1(?!\w)")
_KNOWN = re.compile(
    r"\bde\s+novo\b|\bmetasta\w+|\bmbc\b|\bmtnbc\b|\bstage\s+(?:iv|4)\b|\bmets\b|(?<!locally )(?<!locally-)\badvanced\b"
)


def _setting(book: Book, regimen: Regimen, said: Said) -> str:
    """Metastatic where the words before say that the disease is; early where it came back only later."""
    low = book.text.low
    if said.line:
        return METASTATIC
    told = [(found, book.stance(*found.span())) for found in _KNOWN.finditer(low)]
    known = next((found for found, stance in told if stance is not Stance.DENIED), None)
    came_back = _ONSET.search(low)
    at_once = low.find("de novo") >= 0 or _M1.search(low) is not None
    if came_back is not None and came_back.start() > regimen.end and not at_once:
        return "early" if known is None or known.start() > regimen.start else ""
    if known is not None and (known.start() < regimen.start or said.why == "progression" or said.status == "active"):
        return METASTATIC
    local = known is None and any(stance is Stance.DENIED for _, stance in told)
    return METASTATIC if came_back is not None and came_back.start() < regimen.start and not local else ""


# --- facts


def _claim(book: Book, entry: _Entry) -> None:
    said = entry.said
    told = None
    if entry.drug.role == "anticancer":
        told = Told(line=entry.line, setting=entry.setting, days=said.days, text=said.duration)
    period = Period(said.start, said.end)
    fact = DrugTreatment(
        drug=entry.drug.name,
        drug_text=book.text.written[entry.start : entry.end],
        basis=TreatmentBasis.STATED,
        status=said.status,
        stop_reason=said.why,
        intent=entry.setting if entry.setting in ("adjuvant", "neoadjuvant") else "",
        when=period,
        told=told,
    )
    book.claim(fact, entry.start, entry.end)


def _progression(telling: _Telling) -> None:
    """The state that the last line left: progression, where nothing came after it; dated where the words date it."""
    dated = [entry.said for entry in telling.entries if entry.said.progressed is not None]
    seen: set[PartialDate] = set()
    for said in dated:
        when, place = said.progressed, said.progressed_at
        if when is not None and place is not None and when not in seen:
            seen.add(when)
            telling.book.claim(DiseaseStatus(value="progression", when=Period(when, when)), *place)
    final = telling.of_line(telling.last)
    if not telling.last or any(entry.said.progressed is not None for entry in final):
        return
    if (
        final
        and all(entry.said.why == "progression" for entry in final)
        and not any(entry.said.status == "active" for entry in telling.entries if entry.drug.role == "anticancer")
    ):
        place = next((entry.said.why_at for entry in final if entry.said.why_at is not None), None)
        if place is not None:
            telling.book.claim(DiseaseStatus(value="progression"), *place)
