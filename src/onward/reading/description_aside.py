"""What is said of relatives, of plans and of what was refused: set aside before anything is taken for a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.reading.description_book import Book
from onward.reading.description_text import Span, names_in
from onward.timeline import FamilyHistory

PLANNED = "planned, considered or wished for: no fact yet"
DECLINED = "refused or advised against: not given"
FAMILY_DENIED = "said of the family, and denied"
FAMILY = "said of the family"
SOMEBODY_ELSE = "said of somebody else"
NOT_ENGLISH = "not English: not read, not guessed"


def set_aside(book: Book) -> None:
    """Take what is not said of her as it is."""
    _foreign(book)
    _names(book)
    _family(book)
    _somebody_else(book)
    _not_yet(book, "planned", PLANNED)
    _not_yet(book, "declined", DECLINED)


# --- other languages

# Small words of other languages that English does not have; three of them in a sentence say that it is not English.
_FOREIGN = re.compile(
    r"\b(?:mujer|con|años|cáncer|receptores|positivos?|negativo|mama|metastásico|pacientes?|sin|para"
    r"|femme|avec|ans|cancer du|sein"
    r"|métastatique|récepteurs|frau|mit|jahre|jährige|brustkrebs|und|eine?r?|nicht|ohne|donna|anni"
    r"|carcinoma della|mammella"
    r"|della|mulher|com|câncer)\b"
)
_LATIN = re.compile(r"[a-z]")


def _foreign(book: Book) -> None:
    for sentence in book.text.sentences:
        words = book.text.low[sentence.start : sentence.end]
        letters = [sign for sign in words if sign.isalpha()]
        strange = sum(_LATIN.match(sign) is None and ord(sign) > 0x24F for sign in letters)
        if len({found[0] for found in _FOREIGN.finditer(words)}) >= 3 or (letters and strange * 2 > len(letters)):
            book.leave(sentence.start, sentence.end, NOT_ENGLISH)


# --- names of people, and headings that say nothing by themselves

_NAMED = re.compile(r"\b(?:Ms|Mrs|Mr|Miss|Dr|Prof)\.?\s+[A-Z][\w'-]*(?:\s+[A-Z][\w'-]+)?")
_HEADINGS = re.compile(
    r"\b(?:prior|previous|past|systemic|current)\s+(?:systemic\s+|cancer\s+|oncologic(?:al)?\s+)?"
    r"(?:treatments?|therap(?:y|ies)|lines?|regimens?|history)\s*:"
    r"|\b(?:two|three|four|five|six|\d)\s+(?:prior|previous)\s+lines?(?:\s+of\s+(?:therapy|treatment))?\s*:"
)
_COUNTED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|multiple|several|many|\d{1,2})\s+(?:prior\s+|previous\s+"
    r"|earlier\s+)?lines?\s+(?:of\s+)?(?:prior\s+|systemic\s+)?(?:therapy|treatment|chemotherapy"
    r"|chemo|endocrine therapy)\b(?!\s*:)"
)
COUNTED = "a number of lines without their drugs: lines are counted by name"


def _names(book: Book) -> None:
    """Names of people are nobody's business here; a heading is a heading; bare numbers of lines make no line."""
    for found in _NAMED.finditer(book.text.plain):
        book.take(found.start(), found.end())
    for found in _HEADINGS.finditer(book.text.low):
        book.take(found.start(), found.end())
    for found in _COUNTED.finditer(book.text.low):
        if book.is_free(found.start(), found.end()):
            book.leave(found.start(), found.end(), COUNTED)


# --- relatives

_HEADING = re.compile(
    r"\b(?:family\s+(?:history|hx)|fam\s*hx|fhx?)\b\s*(?:is|of|:|-|significant for|positive for|notable for)*"
)
_SHE_AGAIN = re.compile(r"\b(?:she|he|herself|himself|patient|pt)\b")
_CANCER = re.compile(
    r"\b(?P<organ>breast|ovarian|ovary|prostate|pancreatic|pancreas|colon|colorectal|rectal|lung"
    r"|gastric|stomach|uterine|endometrial"
    r"|thyroid|kidney|renal|bladder|brain|liver|skin|cervical|male breast)(?:\s*(?:and|or|/|,)\s*"
    r"(?P<second>breast|ovarian|prostate|"
    r"pancreatic|colon|lung))?\s*(?:cancers?|ca\b|carcinomas?|tumou?rs?)"
)


def _family(book: Book) -> None:
    relative = re.compile(r"\b(?:(?:maternal|paternal|great)[\s-]+)*" + book.cue("relatives").pattern)
    for sentence in book.text.sentences:
        low = book.text.low
        heading = _HEADING.search(low, sentence.start, sentence.end)
        first = relative.search(low, sentence.start, sentence.end)
        start = min((found.start() for found in (heading, first) if found is not None), default=None)
        if start is None or not book.is_free(start, start + 1):
            continue
        if heading is None and first is not None:
            start = _begin(book, sentence, first)
        end = _until_hers(book, start, _until_she(low, sentence, start))
        denial = re.search(
            r"\bno\s+$|\bno\s+(?:known\s+|significant\s+)?$|\bdenies\s+(?:any\s+)?$|\bwithout\s+(?:a\s+)?$",
            low[sentence.start : start],
        )
        if denial is not None or re.search(r"\b(?:negative|unremarkable|none|non-?contributory)\b", low[start:end]):
            begin = sentence.start + denial.start() if denial is not None else start
            book.leave(begin, end, FAMILY_DENIED)
            continue
        told = list(_told(book, Span(start, end), relative, bool(heading)))
        for relationship, condition, at, until in told:
            book.claim(FamilyHistory(relationship=relationship, condition=condition), at, until)
        if told:
            _leave_what_may_be_either(book, Span(start, end), relative, told)
            book.take(start, end)
        elif heading is not None or _is_about(low, relative, start, end):
            book.leave(start, end, FAMILY)


# "Mother had a mastectomy", "sister: brain metastases"; not "lives with her daughter, bone metastases".
_HAD = re.compile(
    r"(?:'s)?\s*(?:[:(]|\s-\s|\b(?:(?:also|both|recently|just|who)\s+)*(?:had|has|have|having|with|was|were|is|are|got|developed|suffers|suffered|died|diagnosed|dx'?d?|took"
    r"|takes|on|underwent|received|carries|carried|tested|needed)\b)"
)


def _is_about(low: str, who: re.Pattern[str], start: int, end: int) -> bool:
    """Whether words begin to tell of somebody: what follows is said of him or her."""
    return any(_HAD.match(low, found.end(), end) is not None for found in who.finditer(low, start, end))


def _somebody_else(book: Book) -> None:
    """ "Husband has HIV": no family history, and not hers."""
    for sentence in book.text.sentences:
        for found in book.cue("others").finditer(book.text.low, sentence.start, sentence.end):
            if book.is_free(*found.span()) and _HAD.match(book.text.low, found.end(), sentence.end) is not None:
                end = _until_hers(book, found.start(), _until_she(book.text.low, sentence, found.end()))
                book.leave(found.start(), end, SOMEBODY_ELSE)
                break


# Nobody writes these of a relative.
_HER_OWN = re.compile(r"(?<!\w)(?:ecog|kps|karnofsky|who\s+ps|ps\s*[0-4]|performance\s+status)(?!\w)")
EITHER = "said behind a relative: hers or the relative's, which is not told"


def _until_hers(book: Book, start: int, end: int) -> int:
    """ "Mother had breast cancer at 45, ECOG 1, platelets 90": from a measure of the person's own on, it is hers."""
    low = book.text.low
    for part in book.text.parts:
        if part.start <= start or part.start >= end:
            continue
        words = tuple(word for word in book.text.words if part.holds(word.start, word.end))
        measured = any(
            re.match(r"[\s:=]*(?:(?:of|is|was|at)\s+)?[<>]?\s*\d", low[until : part.end])
            for _, until, _ in names_in(book.words.analytes, words)
        )
        if measured or _HER_OWN.search(low, part.start, part.end) is not None:
            return part.start
    return end


def _leave_what_may_be_either(
    book: Book, span: Span, relative: re.Pattern[str], told: list[tuple[str, str, int, int]]
) -> None:
    """Parts behind a relative that name neither a relative nor an illness: listed, never taken for either's."""
    for part in book.text.parts:
        begin, end = max(part.start, span.start), min(part.end, span.end)
        if begin >= end or begin == span.start:
            continue
        names = relative.search(book.text.low, begin, end) is not None
        if names or any(begin <= at and until <= end for _, _, at, until in told):
            continue
        words = [word for word in book.text.words if begin <= word.start and word.end <= end]
        if any(word.text not in book.words.cues["empty"] and not word.text.isdigit() for word in words):
            book.leave(begin, end, EITHER)


def _begin(book: Book, sentence: Span, first: re.Match[str]) -> int:
    """Where the words about a relative begin: "breast cancer in an aunt" begins before the relative."""
    part = book.text.part_of(first.start())
    before = book.text.low[part.start : first.start()]
    return part.start if re.search(r"\bin\s+(?:her|his|a|an|the)?\s*$", before) else first.start()


def _until_she(low: str, sentence: Span, start: int) -> int:
    again = _SHE_AGAIN.search(low, start, sentence.end)
    if again is None:
        return sentence.end
    # "who had", "and she ..." : what follows the pronoun is about her.
    return again.start()


def _told(book: Book, span: Span, relative: re.Pattern[str], headed: bool) -> Iterator[tuple[str, str, int, int]]:
    """Each relative with each illness said of her or him."""
    low = book.text.low
    relatives = [
        (found.start(), found.end(), " ".join(found[0].split()))
        for found in relative.finditer(low, span.start, span.end)
    ]
    for start, end, condition in _illnesses(book, span):
        inside = book.text.part_of(start)
        after = [
            one
            for one in relatives
            if one[0] >= end
            and one[1] <= inside.end
            and re.fullmatch(r"[^,;.]*\bin\s+(?:her|his|a|an|the)?\s*", low[end : one[0]])
        ]
        before = [one for one in relatives if one[1] <= start]
        own = [one for one in before if inside.holds(one[0], one[1])]
        if after:
            who = after[0][2]
        elif own:
            for one in own[:-1]:
                if re.fullmatch(r"\s*(?:and|,|&|both)\s*(?:her|his)?\s*", low[one[1] : own[-1][0]]):
                    yield one[2], condition, start, end
            who = own[-1][2]
        elif headed or not before:
            who = "family"
        else:
            who = before[-1][2]
        yield who, condition, start, end


def _illnesses(book: Book, span: Span) -> Iterator[tuple[int, int, str]]:
    low = book.text.low
    taken: list[tuple[int, int]] = []
    for found in _CANCER.finditer(low, span.start, span.end):
        organ = found["organ"]
        if found["second"]:
            yield found.start(), found.end(), f"{organ} cancer"
            yield found.start("second"), found.end(), f"{found['second']} cancer"
        else:
            yield found.start(), found.end(), f"{organ} cancer"
        taken.append((found.start(), found.end()))
    words = tuple(word for word in book.text.words if span.holds(word.start, word.end))
    for start, end, _ in names_in(book.codes.status.conditions.names, words):
        if not any(one[0] < end and start < one[1] for one in taken):
            taken.append((start, end))
            yield start, end, low[start:end]
    for start, end, gene in names_in(book.codes.genes.names, words):
        if not any(one[0] < end and start < one[1] for one in taken):
            yield start, end, gene


# --- plans and refusals


def _not_yet(book: Book, kind: str, why: str) -> None:
    """Leave the parts of a sentence that hold such a cue, from the part on that opens it."""
    for sentence in book.text.sentences:
        for found in book.cue(kind).finditer(book.text.low, sentence.start, sentence.end):
            if not book.is_free(found.start(), found.end()) or not _counts(book, found):
                continue
            part = book.text.part_of(found.start())
            end = _until_hers(book, found.start(), _until_turn(book, found.end(), sentence))
            book.leave(max(part.start, sentence.start), end, why)
            break


_TURN = re.compile(r"\b(?:but|however|although)\b|;")
# "As planned", "would" of politeness, "will" as a name of a document: no plan for a treatment.
_HARMLESS = re.compile(
    r"\bas\s+planned|\bplanned\s+(?:course|cycles|treatment)\s+completed|\bwould\s+(?:be\s+)?"
    r"(?:grateful|appreciate|like\s+to\s+thank)"
)


def _counts(book: Book, found: re.Match[str]) -> bool:
    sentence = book.text.sentence_of(found.start())
    return _HARMLESS.search(book.text.low, sentence.start, sentence.end) is None


def _until_turn(book: Book, start: int, sentence: Span) -> int:
    turn = _TURN.search(book.text.low, start, sentence.end)
    return sentence.end if turn is None else turn.start()
