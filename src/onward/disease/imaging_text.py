"""What the conclusion of an imaging report says of metastases: affirmed, suspected, denied, gone, stable or growing.

A denial, a hedge or a question holds for the list that follows it, commas included ("no bone, liver, or brain
metastases"). What a clause does not say in so many words is left out: a missed sentence leaves a question open, a
misread one gives a wrong answer (disease/sites: site-negated, site-hedged, site-gone).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from onward.disease.imaging_clause import Certainty, Clause, places_of_metastases, read_clause
from onward.disease.imaging_sentences import telling_sentences
from onward.knowledge import DiseaseWords, Place, SiteTable

__all__ = ["Certainty", "Statement", "read_conclusion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a report says of one place.

    calm      said to be stable, smaller, not progressing, or not seen any more
    growing   said to be new or larger
    earlier   speaks of the past ("history of liver metastases"): the day of the report says nothing of it
    side      left, right, bilateral or "" when the clause names none
    """

    place: Place
    certainty: Certainty
    calm: bool
    growing: bool
    earlier: bool
    side: str


def read_conclusion(text: str, words: DiseaseWords, places: SiteTable, body_part: Place | None) -> list[Statement]:
    """The statements of a report on metastases, in the order of the text.

    body_part   what was examined; a clause about metastases that names no place speaks of it
    """
    if words.subject.search(text.casefold()) is None:
        return []
    return [
        said
        for sentence in telling_sentences(text, words)
        for said in _Sentence(words, places, body_part).read(sentence)
    ]


_COMES = (
    r"no|not|without|possible|possibly|suspicious|suspected|probable|probably|likely|questionable|new|stable|unchanged"
    r"|known|multiple|several|progressive|growing|increasing|increased|enlarging|decreasing|decreased|smaller|larger"
)
_CLAUSE = re.compile(
    r"(?P<turn>\b(?:but|however|although|though|while|whereas|aber|jedoch)\b)|;|,|\s-\s|(?<=\b(?-i:CT|MR)):|(?<=\b(?-i:MRI|PET)):|(?<=scan):|(?=\bwithout\b)|(?=\bohne\b)"
    rf"|\b(?:and|with|as\s+well\s+as|plus)\s+(?=(?:there\s+(?:is|are|was|were)\s+)?(?:{_COMES})\b)",
    re.IGNORECASE,
)
_AND = re.compile(r"\band\b", re.IGNORECASE)
# What is excepted from a denial is not denied: such a clause is not joined to the one before it.
_EXCEPTED = re.compile(r"\b(?:except|apart from|other than|aside from)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause in its sentence; `turns` behind "but", where what was said before does not go on."""

    clause: Clause
    turns: bool
    excepted: bool


@dataclass(frozen=True, slots=True)
class _Carried:
    """What the opening of a clause says of the list behind it; `open` while the noun is still to come."""

    certainty: Certainty
    open: bool


@dataclass(slots=True)
class _Said:
    """A statement, and whether its clause says on its own that something is there ("known", "unchanged")."""

    statement: Statement
    stated: bool


@dataclass(slots=True)
class _Sentence:
    """Reads the clauses of one sentence from left to right.

    said      what was said so far
    last      the statements of the clause before, as numbers in `said`
    carried   a denial, hedge or question that may hold for what follows
    held      places that wait for their noun: "no bone," and "known liver,"
    opened    the clause that opened the list of places held ("new liver,"): it is new at all of them
    lesions   the clause before, when it told of lesions at a place
    """

    words: DiseaseWords
    places: SiteTable
    body_part: Place | None
    said: list[_Said] = field(default_factory=list[_Said])
    last: range = range(0)
    before: Clause | None = None
    carried: _Carried | None = None
    held: list[Place] = field(default_factory=list[Place])
    opened: Clause | None = None
    lesions: Clause | None = None
    told_of_lesion: bool = False

    def read(self, sentence: str) -> list[Statement]:
        parts = list(self._parts(sentence))
        if any(part.clause.has("family") for part in parts):
            return []
        for number, part in enumerate(parts):
            if part.turns:
                self._turn()
            self._read_part(part, parts[number + 1 :])
        return [said.statement for said in self.said]

    def _parts(self, sentence: str) -> Iterator[_Part]:
        at, turns = 0, False
        ends = [(found.start(), found.end(), found["turn"] is not None) for found in _CLAUSE.finditer(sentence)]
        for start, end, turn in (*ends, (len(sentence), len(sentence), False)):
            text = sentence[at:start]
            clause = read_clause(text, self.words, self.places)
            if clause is not None and clause.says_two_things:
                clauses: Iterable[Clause | None] = (
                    read_clause(half, self.words, self.places) for half in _AND.split(text)
                )
            else:
                clauses = (clause,)
            for one in clauses:
                if one is not None:
                    yield _Part(one, turns, _EXCEPTED.search(text) is not None)
                    turns = False
            at, turns = end, turns or turn

    def _turn(self) -> None:
        self.carried, self.before, self.lesions, self.held = None, None, None, []
        self.last = range(0)

    def _read_part(self, part: _Part, following: Sequence[_Part]) -> None:
        clause = part.clause
        self.told_of_lesion = self.told_of_lesion or clause.has("lesion")
        if clause.has_subject:
            if not (part.excepted and clause.has("denied")):
                self._read_subject(clause, following)
        elif clause.only_places:
            self._read_places(part, following)
        elif clause.opening is not None:
            self._open(clause)
        elif clause.opens_list:
            self.held, self.opened = [at.place for at in clause.places], clause
        else:
            self._look_back(clause)

    # --- clauses without metastasis or lesion

    def _read_places(self, part: _Part, following: Sequence[_Part]) -> None:
        named = [at.place for at in part.clause.places]
        if self.before is None or (self.carried is not None and self.carried.open):
            self.held.extend(named)
        elif not part.excepted:
            self._say_again(self.before, named, sure=_ends_list(part, following))

    def _say_again(self, before: Clause, named: list[Place], *, sure: bool) -> None:
        """What was said of the places of the clause before holds for further ones."""
        certainties = {self.said[number].statement.certainty for number in self.last}
        certainty = next(iter(certainties)) if len(certainties) == 1 else Certainty.NOTHING
        behind = not before.places or before.places[-1].start > (before.first("metastasis") or 0)
        if certainty is Certainty.AFFIRMED and not (sure and behind):
            certainty = Certainty.NOTHING
        self._add(before, named, certainty)

    def _open(self, clause: Clause) -> None:
        certainty = clause.certainty()
        if self.last and not clause.places:
            self._look_back(clause)
        if self.carried is None or not self.carried.open or not clause.left_open:
            self.held = []
        if clause.left_open:
            self.held.extend(at.place for at in clause.places)
        self.carried = _Carried(certainty, clause.left_open)
        self.before = None

    def _look_back(self, clause: Clause) -> None:
        """ "Liver metastases, unchanged", "liver metastases, likely", "metastases to the liver, lung are not seen"."""
        self.held = []
        if clause.only_cues:
            self._heard_of_last(clause)
        if clause.has("calm", "growing", "no_growth", "nothing_new"):
            return
        doubt = clause.certainty()
        if _doubts_what_is_before(clause) and doubt is not Certainty.AFFIRMED:
            swept = self._sweep(doubt, with_last=True)
            if clause.places and swept is not None:
                self._add(swept, [at.place for at in clause.places], doubt)

    def _heard_of_last(self, clause: Clause) -> None:
        """The last statements are calm or growing when this clause says so."""
        for number in self.last:
            said = self.said[number].statement
            grows = clause.growing and said.certainty is Certainty.AFFIRMED
            self.said[number].statement = replace(said, calm=said.calm or clause.calm, growing=said.growing or grows)

    def _sweep(self, certainty: Certainty, *, with_last: bool) -> Clause | None:
        """What stands bare before a denial or hedge at the end of a list is denied or hedged with it.

        with_last   the clause before too, even where it says on its own that something is there
        """
        swept = False
        for number in reversed(range(len(self.said))):
            said = self.said[number]
            if said.statement.certainty is not Certainty.AFFIRMED or (
                said.stated and not (with_last and number in self.last)
            ):
                break
            said.statement = replace(said.statement, certainty=certainty, growing=False)
            swept = True
        return self.before if swept else None

    # --- clauses with metastasis or lesion

    def _read_subject(self, clause: Clause, following: Sequence[_Part]) -> None:
        metastasis = clause.has("metastasis")
        certainty = clause.certainty()
        if clause.has("to_exclude") and metastasis and self.told_of_lesion:
            certainty = Certainty.SUSPECTED
        own = clause.opening
        carried = self.carried
        if carried is not None:
            listed = clause.lists_on or (clause.has_or and not clause.stated) or _lists_on(following)
            goes_on = carried.open or (own is None and listed)
            if goes_on:
                certainty = carried.certainty
            elif own is None and certainty is Certainty.AFFIRMED and not clause.stated:
                certainty = Certainty.SUSPECTED if carried.certainty is Certainty.SUSPECTED else Certainty.NOTHING
                self.held = []
        after = own is None and clause.has("denied_after", "excluded", "hedged", "denied")
        if metastasis and after and certainty in (Certainty.DENIED, Certainty.SUSPECTED):
            self._sweep(certainty, with_last=False)
        elif metastasis and own is None and certainty is Certainty.GONE:
            # Whether what stands before is gone with it is not clear.
            self._sweep(Certainty.NOTHING, with_last=False)
        if own is not None and not (carried is not None and carried.open):
            self.carried = _Carried(certainty, open=False)
        elif carried is not None and certainty is Certainty.AFFIRMED:
            self.carried = None
        elif carried is not None:
            self.carried = _Carried(carried.certainty, open=False)
        self._say(clause, certainty, metastasis=metastasis)

    def _say(self, clause: Clause, certainty: Certainty, *, metastasis: bool) -> None:
        held, self.held = self.held, []
        opened, self.opened = self.opened, None
        lesions, self.lesions = self.lesions, None
        named = list(dict.fromkeys(at.place for at in clause.places))
        if certainty is Certainty.AFFIRMED and metastasis:
            tied = list(places_of_metastases(clause)) if named else []
            joined = held if not named or (clause.begins_with_place or clause.closes_list) else []
            if not named and not held:
                tied = self._from_before(clause, lesions)
        else:
            tied, joined = named, held
            if not named and not held:
                # A lesion without a place is no metastasis, but says whether what was examined shows growth.
                from_lesions = [at.place for at in lesions.places] if metastasis and lesions is not None else []
                tied = from_lesions or ([self.body_part] if self.body_part is not None else [])
        if not metastasis and clause.places:
            self.lesions = clause
        said = certainty if metastasis else Certainty.NOTHING
        if lesions is not None and not named and lesions.certainty() in (Certainty.DENIED, Certainty.NOTHING):
            said = lesions.certainty() if metastasis else said
        count = len(self.said)
        self._add(clause, [*joined, *tied], said, of_clause=certainty)
        if opened is not None and joined:
            self._heard_of_last(opened)
        if len(self.said) > count:
            self.before = clause
        elif clause.places or metastasis:
            self.before = None

    def _from_before(self, clause: Clause, lesions: Clause | None) -> list[Place]:
        """The place of metastases that the clause itself does not place: that of the lesions before, or what was
        examined, when the clause does not speak of the disease as a whole ("known metastatic disease").
        """
        if lesions is not None:
            return [at.place for at in lesions.places] if clause.has("affirmed") else []
        nouns = any(token in _NOUNS for token in clause.tokens) or clause.has("lesion")
        whole = clause.earlier or (clause.has("affirmed") and not clause.has("calm", "growing"))
        disease = "disease" in clause.tokens
        return [self.body_part] if self.body_part is not None and nouns and not whole and not disease else []

    def _add(
        self, clause: Clause, named: Iterable[Place], certainty: Certainty, *, of_clause: Certainty | None = None
    ) -> None:
        heard = of_clause or certainty
        gone = heard in (Certainty.GONE, Certainty.DENIED)
        begin = len(self.said)
        for place in dict.fromkeys(named):
            statement = Statement(
                place=place,
                certainty=certainty,
                calm=clause.calm or gone,
                growing=clause.growing and heard is Certainty.AFFIRMED,
                earlier=clause.earlier,
                side=clause.side,
            )
            self.said.append(_Said(statement, clause.stated))
        if len(self.said) > begin:
            self.last = range(begin, len(self.said))
        elif clause.places or clause.has("metastasis"):
            self.last = range(0)


_NOUNS = frozenset({"metastasis", "metastases", "mets", "metastasen", "metastase", "filiae"})


def _doubts_what_is_before(clause: Clause) -> bool:
    """ "Likely", "not entirely excluded", "and bone are not seen" speak of what stands before; "no recurrence",
    "effusion resolved", "possible fracture" and "none in the liver" do not.
    """
    if clause.unknown:
        return False
    last = clause.places[-1].end if clause.places else 0
    if any(cue.name in ("denied_after", "excluded") and cue.start >= last for cue in clause.cues):
        return True
    return not clause.places and clause.has("hedged", "denied", "asks", "gone")


def _lists_on(following: Sequence[_Part]) -> bool:
    """Whether the list goes on to an "or" without a new beginning."""
    for part in following:
        if part.turns:
            return False
        if part.clause.lists_on:
            return True
        if part.clause.opening is not None or part.clause.stated:
            return False
    return False


def _ends_list(part: _Part, following: Sequence[_Part]) -> bool:
    """Whether a list of places ends as one, so that its last does not belong to what follows ("..., lungs clear")."""
    if part.clause.closes_list:
        return True
    for later in following:
        if later.turns or later.clause.has_subject or later.clause.opening is not None:
            return True
        if not later.clause.only_places:
            return not later.clause.places
        if later.clause.closes_list:
            return True
    return True
