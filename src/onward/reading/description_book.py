"""What is known of a description while it is read: the facts so far, the words that they took, and how words stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from onward.knowledge import Codes, DescriptionWords
from onward.reading.description_dates import Dated, Duration, dates_in, durations_in
from onward.reading.description_forms import affirmed_by_answer, denied_by_answer, untold_by_answer
from onward.reading.description_text import Span, Text, Word, phrase
from onward.terms import UNDATED, PartialDate, Period, at, on_day
from onward.timeline import AnyFact, LabResult, Source, Standing


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact with the words that it comes from.

    words     as written;  start, end   their place
    assumed   what was taken for granted to make the fact, "" when nothing was
    """

    fact: AnyFact
    words: str
    start: int
    end: int
    assumed: str = ""

    @property
    def doubt(self) -> str:
        """What keeps the fact from deciding anything; "" when nothing does."""
        if isinstance(self.fact, LabResult) and self.fact.value is not None and not self.fact.value.unit:
            return "no unit is written, so it is held against no limit"
        return ""


@dataclass(frozen=True, slots=True)
class Left:
    """Words that gave no fact, and why."""

    words: str
    why: str
    start: int
    end: int


class Stance(Enum):
    """How the words around stand to what is named; UNTOLD: they say that nobody knows."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    SUSPECTED = "suspected"
    UNTOLD = "untold"

    @property
    def standing(self) -> Standing:
        return _STANDINGS[self]


_STANDINGS = {
    Stance.AFFIRMED: Standing.CONFIRMED,
    Stance.DENIED: Standing.REFUTED,
    Stance.SUSPECTED: Standing.PROVISIONAL,
    Stance.UNTOLD: Standing.PROVISIONAL,
}

NOT_UNDERSTOOD = "not understood"
UNTOLD = "unknown, or denied of one kind only"
SOURCE = "description"


@dataclass(slots=True)
class Book:
    """A description being read.

    taken   for every sign whether a fact, or a reason to leave it, covers it
    """

    text: Text
    codes: Codes
    words: DescriptionWords
    as_of: date
    claims: list[Claim] = field(default_factory=list[Claim])
    left: list[Left] = field(default_factory=list[Left])
    taken: bytearray = field(init=False)
    dates: tuple[Dated, ...] = field(init=False)
    durations: tuple[Duration, ...] = field(init=False)
    _cues: dict[str, re.Pattern[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.taken = bytearray(len(self.text.plain))
        self.durations = durations_in(self.text)
        self.dates = dates_in(self.text, self.as_of)
        self._cues = {key: phrase(words) for key, words in self.words.cues.items()}

    # --- taking words

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing has taken any of these signs."""
        return not any(self.taken[start:end])

    def take(self, start: int, end: int) -> None:
        """Cover words that are understood."""
        self.taken[start:end] = b"\1" * (end - start)

    def claim(self, fact: AnyFact, start: int, end: int, *, assumed: str = "") -> None:
        """A fact from these words."""
        self.take(start, end)
        words = self.text.written[start:end].strip()
        source = Source(file=SOURCE, sha256="", place=f"characters {start + 1} to {end}", resource="", path="")
        fact = replace(
            fact,
            text=fact.text or words,
            sources=(source,),
            recorded_on=fact.recorded_on or on_day(self.as_of),
        )
        self.claims.append(Claim(fact, words, start, end, assumed))

    def leave(self, start: int, end: int, why: str) -> None:
        """Words that are no fact about her, with the reason."""
        words = self.text.written[start:end]
        lead = len(words) - len(words.lstrip(" ,.;:()-"))
        words = words.strip(" ,.;:()-\n")
        if words:
            self.left.append(Left(words, why, start + lead, start + lead + len(words)))
        self.take(start, end)

    def what_is_left(self) -> tuple[Left, ...]:
        """Everything that no fact covers: what was set aside, and runs of words that mean something to somebody."""
        empty = self.words.cues["empty"]
        found = list(self.left)
        for part in self.text.parts:
            run: list[tuple[int, int, bool]] = []
            before: Word | None = None
            for word in (one for one in self.text.words if part.holds(one.start, one.end)):
                if self.is_free(word.start, word.end):
                    if not run and before is not None and before.text in _DENIALS:
                        # What is not understood keeps its "no".
                        run.append((before.start, before.end, True))
                    run.append((word.start, word.end, word.text in empty))
                else:
                    _close(run, found, self.text)
                before = word
            _close(run, found, self.text)
        return tuple(sorted(found, key=lambda one: one.start))

    # --- cues

    def cue(self, kind: str) -> re.Pattern[str]:
        """The pattern of a kind of cue."""
        return self._cues[kind]

    def stance(self, start: int, end: int) -> Stance:
        """Whether the words around deny, suspect or affirm what stands between `start` and `end`."""
        sentence, part = self.text.sentence_of(start), self.text.part_of(start)
        low = self.text.low
        if low[max(part.start, start - 2) : start].strip() == "?":
            return Stance.SUSPECTED
        for answer, said in (
            (denied_by_answer, Stance.DENIED),
            (untold_by_answer, Stance.UNTOLD),
            (affirmed_by_answer, Stance.AFFIRMED),
        ):
            place = answer(self.text, start, end)
            if place is not None:
                self.take(place.start, place.end)
                if said is Stance.DENIED and _QUALITY.search(low[part.start : start]) is not None:
                    return Stance.UNTOLD
                return said
        if _ASKED.match(low, end) is not None:
            return Stance.SUSPECTED
        for found in self.cue("denied_before").finditer(low, sentence.start, start):
            if self._reaches(found.end(), start, end, sentence, found[0]):
                if _QUALITY.search(low[found.end() : start]) is not None:
                    # "No new brain metastases", "no uncontrolled hypertension": there may be others.
                    return Stance.UNTOLD
                self.take(found.start(), found.end())
                return Stance.DENIED
        if _NON.search(low[sentence.start : start]) is not None:
            return Stance.DENIED
        if _NEVER_HAD.search(low[sentence.start : start]) is not None:
            # "Not a known case of TB, CAD, thyroid disorder": a list of denials, or one denial and her illnesses.
            return Stance.UNTOLD
        ruled_out = _RULED_OUT.search(low[part.start : start])
        if ruled_out is not None:
            self.take(part.start + ruled_out.start("cue"), part.start + ruled_out.end("cue"))
            return Stance.DENIED
        after = self.cue("denied_after").search(low, end, part.end)
        if after is not None and _only_small_words(low[end : after.start()]):
            self.take(after.start(), after.end())
            return Stance.DENIED
        for found in self.cue("suspected").finditer(low, part.start, part.end):
            if found.end() <= start or _only_small_words(low[end : found.start()]):
                self.take(found.start(), found.end())
                return Stance.SUSPECTED
        return Stance.AFFIRMED

    def is_in_doubt(self, start: int, end: int) -> bool:
        """Whether words right before or right behind leave open whether it is so ("possible X", "X?", "X: unknown").

        Narrower than a suspicion: in "suspected recurrence after mastectomy" the mastectomy is certain.
        """
        sentence, low = self.text.sentence_of(start), self.text.low
        if _ASKED_BEFORE.search(low[sentence.start : start]) is not None or _ASKED.match(low, end) is not None:
            return True
        if untold_by_answer(self.text, start, end) is not None:
            return True
        for found in self.cue("suspected").finditer(low, sentence.start, sentence.end):
            if found[0] == "likely" and _LIKELY_WHAT.match(low, found.end()) is not None:
                continue
            before = found.end() <= start and _LEADS_TO.fullmatch(low[found.end() : start]) is not None
            if before or (found.start() >= end and _only_small_words(low[end : found.start()])):
                self.take(found.start(), found.end())
                return True
        return False

    def _reaches(self, cue_end: int, start: int, end: int, sentence: Span, cue: str) -> bool:
        """Whether a denial that ends at `cue_end` still holds at `start`."""
        between = self.text.low[cue_end:start]
        if _NO_DENIAL.match(between) is not None:
            return False
        if _GIVEN.fullmatch(between) is not None:
            return True
        if _FOR_SOMETHING.search(between) is not None:
            return False
        if _ENDS_DENIAL.search(between) is not None:
            return False
        if "," not in between:
            return True
        if cue.startswith("den"):
            return True
        # "No ILD, diabetes or heart failure": the list is one when it ends in "or".
        rest = self.text.low[start : sentence.end]
        close = _LIST_END.search(between + " " + rest[: end - start])
        if close is not None:
            return True
        following = re.match(r"[^.;:]*?\b(?:or|nor)\b", rest)
        return following is not None and _ENDS_DENIAL.search(following[0]) is None

    # --- dates

    def date_near(self, start: int, end: int) -> PartialDate | None:
        """The date right behind the words or right before them, small words between; its words are taken."""
        part, sentence = self.text.part_of(start), self.text.sentence_of(start)
        low = self.text.low
        inside = [one for one in self.dates if sentence.holds(one.start, one.end) and self.is_free(one.start, one.end)]
        behind = [one for one in inside if one.start >= end and _LINK.fullmatch(low[end : one.start])]
        before = [
            one
            for one in inside
            if part.start <= one.start and one.end <= start and _LINK.fullmatch(low[one.end : start])
        ]
        chosen = behind[0] if behind else before[-1] if before else None
        if chosen is None:
            opening = [one for one in self.dates if sentence.holds(one.start, one.end) and one.end <= start]
            # "In June 2023 she developed bone and liver metastases": the opening holds for the sentence.
            if opening and _opens(self.text.low[sentence.start : opening[0].start]):
                chosen = opening[0]
        if chosen is None:
            return None
        self.take(chosen.start, chosen.end)
        return chosen.when

    def when_near(self, start: int, end: int) -> Period:
        """The same as a point in time."""
        found = self.date_near(start, end)
        return UNDATED if found is None else at(found)


_QUALITY = re.compile(
    r"\b(?:new|untreated|uncontrolled|unstable|active|severe|significant|recent|major|serious|symptomatic|progressive|progressing|growing|acute|poorly controlled"
    r"|decompensated|high[- ]grade|grade \d|bulky|extensive|life[- ]threatening|other|further|additional|residual)\s+(?:(?:and|or)\s+\w+\s+)?$"
)
_NON = re.compile(r"\bnon[\s-]\s?$")
_NEVER_HAD = re.compile(
    r"\b(?:not (?:a )?known case of|no (?:known |past |prior |previous |personal )?(?:history|h/o|hx) of|no h/o|never had|never been diagnosed with|denies(?: any)? history of)"
    r"\s+[^.;:\d]*,\s*(?:[\w/-]+\s+){0,2}$"
)
# "MRI excluded brain metastases", "ruled out PE": behind what was looked with, or with nothing before it. Behind an
# illness the words are said of that illness ("MI ruled out, DVT in 2020").
_RULED_OUT = re.compile(
    r"(?:^|[,.;:(\n]|\b(?:we|she|he|they|and|has|have|had|which|that|also|mri|ct|cta|pet|scans?|imaging|echo(?:cardiogram)?|biops(?:y|ies)"
    r"|work-?up|csf|lp|lumbar puncture|cytology|ultrasound|tests?|testing|bloods?))\s*"
    r"(?P<cue>(?:ruled|rules) out|exclud(?:ed|es))\s+(?:(?:any|the|both|a|an)\s+)*(?:[\w/-]+\s+){0,4}?(?:(?:and|or)\s+)?$"
)
_DENIALS = frozenset({"no", "not", "without", "never", "denies", "denied", "neither", "nor"})
# "not only", "no longer", "did not tolerate" deny nothing that follows.
_NO_DENIAL = re.compile(r"\s*(?:only|longer|tolerat|respon|change|further|improv|well|overexpress|amplif|detect)")
_ASKED_BEFORE = re.compile(
    r"(?:^|\s)\?\s?(?:(?:prior|previous|past|new|known|contralateral|local|regional|locoregional|left|right|bilateral|inflammatory)\s+)*$"
)
_ASKED = re.compile(r"\s?\?")
# "Never been treated with X", "not on X": the denial is of X.
_LIKELY_WHAT = re.compile(r"\s+(?:pathogenic|benign|deleterious|oncogenic)\b")
_LEADS_TO = re.compile(r"\s*(?:(?:a|an|the|of|her|his|prior|previous|past|recent|new|known|any|germline|somatic)\s+)*")
_GIVEN = re.compile(
    r"\s*(?:(?:been|yet|previously|ever|prior|currently|being|be|has|had|have|was|is|are|were)\s+)*"
    r"(?:(?:pre)?treated|managed|given|exposed|received?|receiving|taking|taken|takes?|used?|using|on|started|put)\s+"
    r"(?:(?:with|on|to)\s+)?(?:(?:any|prior|other|an?|the|her|his|previous)\s+)*"
)
# "No radiotherapy for bone metastases" denies the radiotherapy, "no evidence for bone metastases" the metastases.
_FOR_SOMETHING = re.compile(
    r"(?<!evidence )(?<!signs )(?<!sign )(?<!suspicion )(?<!concern )(?<!negative )(?<!history )\bfor\b"
)
_ENDS_DENIAL = re.compile(
    r"[;:]|\b(?:after|following|during|while|despite|under|until|thanks to|because of|due to|from|but|however|although|except|apart from|with(?!out)|has|is on|on|now|then|present"
    r"|since|she|he|showed?|ecog)\b|(?<!\w)\d"
)
_LIST_END = re.compile(r"\b(?:or|nor)\b")
_SMALL = re.compile(
    r"[\s:=()\-]*(?:(?:is|was|were|are|been|has|have|being|of|the|by|for|on|disease|status|mutations?)\s*)*[\s:=()\-]*"
)
_LINK = re.compile(
    r"(?:\s+(?:diagnosed|dx'?d)\b)?[\s,(:=-]*(?:(?:in|since|from|on|at|of|the|dated?|done|was|were|is"
    r"|found|discovered|noted|developed|treated|performed|completed"
    r"|(?:brain |head )?(?:mri|ct|pet|scan)|year|years|early|late|mid)[\s,(:-]+)*[\s,(:=-]*"
)
_OPENING = re.compile(r"\s*(?:in|on|since|from|by|during|around|early|late|mid|and|then|,|-|\s)*\s*")


def _only_small_words(between: str) -> bool:
    return _SMALL.fullmatch(between) is not None


def _opens(before: str) -> bool:
    return _OPENING.fullmatch(before) is not None


def _close(run: list[tuple[int, int, bool]], found: list[Left], text: Text) -> None:
    """The run of free words as one thing that is left, without the small words at its ends; then an empty run."""
    while run and run[-1][2]:
        run.pop()
    while run and run[0][2] and text.low[run[0][0] : run[0][1]] not in _DENIALS:
        run.pop(0)
    if run:
        start, end = run[0][0], run[-1][1]
        found.append(Left(text.written[start:end], NOT_UNDERSTOOD, start, end))
    run.clear()
