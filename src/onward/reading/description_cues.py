"""What the words around a regimen say of it: line, setting, whether it goes on, and why it ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onward.reading.description_book import Book
from onward.reading.description_ended import NO_PROGRESS, follow
from onward.reading.description_given_when import tell_dates, tell_duration
from onward.reading.description_said import EARLY, METASTATIC, Said

if TYPE_CHECKING:
    from onward.reading.description_drugs import Regimen

_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "5th": 5,
    "6th": 6,
}
_LINE = re.compile(
    r"(?<!\w)(?:(?P<word>first|second|third|fourth|fifth|sixth|[1-6](?:st|nd|rd|th))[\s-]*line\b|"
    r"(?P<l>[1-9])\s?l(?!\w)|l(?P<ll>[1-9])(?!\w)|line\s*(?P<n>[1-9])(?!\d))(?:\s*(?:treatment"
    r"|therapy|tx|with|of|was|:))*"
)
_ENUMERATED = re.compile(r"\s*\(?(?P<n>[1-9])[).]\s")
_NEOADJUVANT = re.compile(r"\bneo-?\s?adj(?:uvant(?:ly)?)?\b|\bpre-?operative\b")
_ADJUVANT = re.compile(r"(?<!neo)(?<!neo-)\badj(?:uvant(?:ly)?)?\b|\bpost-?operative\b")
_IN_METASTATIC = re.compile(
    r"\b(?:metastatic|advanced)\s+(?:setting|disease)\b|\bfor\s+(?:metastatic|advanced)\s+disease\b|\bpalliative\b"
)

_PROGRESSED_BEFORE = re.compile(
    r"\b(?P<cue>progress(?:ed|ing|ion|es)|pd|pod|failed|"
    r"(?<!heart )(?<!cardiac )(?<!renal )(?<!kidney )(?<!liver )(?<!hepatic )(?<!respiratory )(?<!organ )(?<!ovarian )failure|refractory|recurr(?:ed|ence)|relaps"
    r"(?:ed|e|ing)|resistant)\b(?P<rest>[^.;:]{0,60})$"
)
_LINKS = re.compile(r"(?:^|\s)(?:on|through|after|during|under|despite|to|of|while|with|beyond)\b")
_TOXIC_BEFORE = re.compile(
    r"\b(?:intoleran(?:t|ce)\s*(?:of|to)?|(?:did|could)\s+not\s+tolerate|unable\s+to\s+tolerate"
    r"|not\s+tolerat\w+|toxicity\s+(?:on|from|to|with))\s*(?:the\s+|prior\s+)*$"
)
_NOW_BEFORE = re.compile(
    r"(?:\b(?:currently|now|presently|still|remains?|continues?|continuing|continued)\b[^.;:,]{0,30}"
    r"|\b(?:is|been)\s+(?:on|receiving|taking)\s*|(?<!progressed )(?<!started )(?<!placed )(?<!put )"
    r"(?<!was )(?<!were )(?<!while )(?<!pd )(?<!progression )(?<!progressing )\bon\s+|\b(?:takes"
    r"|taking|receiving|receives)\s+)(?:a\s+trial\s+of\s+(?:an?\s+)?[\w\s-]{0,20}\(?\s*|(?:treatment"
    r"|therapy)\s+with\s+|her\s+|his\s+|the\s+|maintenance\s+|(?:first|second|third|fourth|1st|2nd"
    r"|3rd|[1-9]l)[\s-]*(?:line)?\s*)*$"
)
_OFF_BEFORE = re.compile(r"\b(?:off|weaned off|came off|taken off)\s+(?:of\s+)?(?:her\s+|his\s+|the\s+|all\s+)*$")
_MEDS = re.compile(
    r"\b(?:meds|medications?|current\s+medications?|medication\s+list|home\s+meds)\s*(?:include"
    r"|includes|are|:|-)*\s*(?:[\w\s,/]*)$"
)
_PAST_BEFORE = re.compile(
    r"(?:\b(?:s/p|status\s+post|prior|previous(?:ly)?|past|received|treated\s+with|completed|after"
    r"|had|history\s+of|pretreated\s+with|pre-?treated|post|earlier|cycles?\s+of|given)\b)"
    r"(?P<rest>[^.;]{0,60})$"
)
_THEN_ON = re.compile(r"\s*,?\s*(?:and\s+)?(?:(?:then|later|subsequently|also)\s+)?on\s+")
_AS_MAINTENANCE = re.compile(r"\bmaintenance\s+(?:(?:therapy|treatment)\s+)?(?:with\s+)?$")
_LAST_DOSE = re.compile(
    r"\blast\s+(?:dose|cycle|infusion|given|administration|chemo(?:therapy)?|treatment|therapy)\s*(?:of|was|:|\()?\s*$"
)

_STARTED_ONLY = re.compile(
    r"[\s,(]*(?:(?:was|were)\s+)?(?:since|started|begun|began|initiated|commenced)\b(?![^.;]*\b(?:until|till|to|through|stopped|completed|finished|ended)\b)"
)


def said_of(book: Book, regimen: Regimen, earlier: Said | None) -> Said:
    """What is said of a regimen.

    earlier   what was said of the one before it in the same sentence; its leading cue holds for a list
    """
    said = Said()
    _lead(book, regimen, said, earlier)
    follow(book, regimen, said)
    tell_dates(book, regimen, said)
    tell_duration(book, regimen, said)
    if _RESPONDS.search(book.text.low, regimen.behind.start, regimen.behind.end) is not None and not said.status:
        said.status = "active"
    return said


_RESPONDS = re.compile(
    r"\bwith\s+(?:a\s+)?(?:partial|complete)\s+response\b|\bstable\s+disease\s+(?:for|x)\b|\bresponding\b"
)


# --- before the regimen


def _lead(book: Book, regimen: Regimen, said: Said, earlier: Said | None) -> None:
    low = book.text.low
    words = low[regimen.before.start : regimen.start]
    at = regimen.before.start
    line = _line_in(book, regimen)
    if line is not None:
        said.line = line
        said.setting = METASTATIC
    _settings(book, regimen, said, words, at)
    said.continues = _AS_MAINTENANCE.search(words) is not None
    last_dose = _LAST_DOSE.search(words)
    if last_dose is not None:
        book.take(at + last_dose.start(), at + last_dose.end())
        said.status, said.without_line = "stopped", True
    progressed = _PROGRESSED_BEFORE.search(words)
    held = progressed is not None and NO_PROGRESS.search(words[: progressed.start("cue")]) is not None
    if held:
        progressed = None
    toxic = _TOXIC_BEFORE.search(words)
    if (
        progressed is not None
        and (progressed["cue"] in ("failed", "refractory", "resistant") or _LINKS.search(progressed["rest"]))
        and not _came_back_after(progressed)
    ):
        place = (at + progressed.start("cue"), at + progressed.end("cue"))
        said.why, said.status, said.why_at, said.carried = "progression", "stopped", place, "progression"
        if progressed["cue"].startswith(("recurr", "relaps")) and not said.setting:
            # What somebody was on when the disease came back was given before it.
            said.setting = "early"
        book.take(*place)
    elif toxic is not None:
        book.take(at + toxic.start(), at + toxic.end())
        said.why, said.status, said.carried = "toxicity", "stopped", "toxicity"
        said.without_line = not regimen.joined
    elif (medicines := _MEDS.search(words)) is not None:
        book.take(at + medicines.start(), at + len(words))
        said.status, said.carried = "active", "now"
    elif (off := _OFF_BEFORE.search(words)) is not None:
        book.take(at + off.start(), at + off.end())
        said.status, said.carried = "stopped", ""
    elif earlier is not None and earlier.carried == "progression" and _THEN_ON.fullmatch(words) is not None:
        # "Progressed on A and then on B": on both.
        _carry(book, regimen, said, earlier)
    elif (now := _NOW_BEFORE.search(words)) is not None and last_dose is None:
        said.status, said.carried = "active", "now"
        _take_small(book, at + now.start(), at + now.end())
    elif (past := _PAST_BEFORE.search(words)) is not None and last_dose is None:
        said.status, said.carried = "stopped", "past"
        book.take(at + past.start(), at + past.start("rest"))
    elif earlier is not None and earlier.carried and not held and not said.setting.endswith("adjuvant"):
        _carry(book, regimen, said, earlier)
    if re.search(
        r"\b(?:switched|changed|transitioned)\s+(?:her\s+|his\s+|the\s+|to\s+|from\s+\w+\s+to\s+)*(?:to\s+)?$", words
    ):
        said.replaces = True
    if (
        earlier is not None
        and not said.setting
        and not said.line
        and earlier.setting in EARLY
        and _goes_on(book, regimen)
        and said.carried != "progression"
    ):
        said.setting = earlier.setting


def _came_back_after(progressed: re.Match[str]) -> bool:
    """ "Relapsed 8 months after neoadjuvant chemotherapy": it came back when that was over."""
    return (
        progressed["cue"].startswith(("recurr", "relaps"))
        and re.search(r"\bafter\b", progressed["rest"]) is not None
        and re.search(r"\b(?:on|during|under|while|through)\b", progressed["rest"]) is None
    )


def _carry(book: Book, regimen: Regimen, said: Said, earlier: Said) -> None:
    """ "Progressed on A, then B": the cue holds for the list until another one comes."""
    said.carried = earlier.carried
    match earlier.carried:
        case "progression":
            said.why, said.status, said.why_at = "progression", "stopped", earlier.why_at
        case "toxicity":
            said.why, said.status, said.without_line = "toxicity", "stopped", not regimen.joined
        case "now":
            said.status = "active"
        case "past":
            said.status = "stopped"
        case _:
            pass


def _goes_on(book: Book, regimen: Regimen) -> bool:
    return (
        re.match(
            r"\s*,?\s*(?:(?:and\s+)?(?:then|followed by|->|→)|and|&|plus|\+)\s*",
            book.text.low[regimen.before.start : regimen.start],
        )
        is not None
    )


def _line_in(book: Book, regimen: Regimen) -> int | None:
    low = book.text.low
    numbered = _ENUMERATED.match(low, regimen.sentence.start, regimen.start)
    if numbered is not None and _is_first_of_sentence(low, numbered.end(), regimen.start):
        book.take(numbered.start(), numbered.end())
        return int(numbered["n"])
    found = [*_LINE.finditer(low, regimen.before.start, regimen.start)]
    if not found:
        behind = _LINE.search(low, regimen.behind.start, regimen.behind.end)
        if behind is not None and re.fullmatch(
            r"[\s,(]*(?:in\s+the\s+|as\s+|\d+\s*cycles\s*)?(?:as\s+|in\s+)?(?:the\s+)?",
            low[regimen.end : behind.start()],
        ):
            found = [behind]
    if not found:
        return None
    book.take(found[-1].start(), found[-1].end())
    one = found[-1]
    return _ORDINALS.get(one["word"] or "") or int(one["l"] or one["ll"] or one["n"] or 0) or None


def _is_first_of_sentence(low: str, start: int, end: int) -> bool:
    return re.fullmatch(r"[^.;]{0,30}", low[start:end]) is not None


def _settings(book: Book, regimen: Regimen, said: Said, words: str, at: int) -> None:
    low = book.text.low
    behind = low[regimen.end : min(regimen.behind.end, regimen.end + 40)]
    for pattern, setting in ((_NEOADJUVANT, "neoadjuvant"), (_ADJUVANT, "adjuvant"), (_IN_METASTATIC, METASTATIC)):
        near = [
            found
            for found in pattern.finditer(words)
            if len(words) - found.end() < 35 and "," not in words[found.end() :]
        ]
        after = pattern.search(behind)
        if near:
            said.setting = setting
            book.take(at + near[-1].start(), at + near[-1].end())
        elif after is not None and re.fullmatch(
            r"[\s,(]*(?:in\s+the\s+|as\s+|given\s+|was\s+)*(?:x?\s*\d+\s*(?:years?|months?|mo|yrs?|y)?\s*)?[\s(]*",
            behind[: after.start()],
        ):
            said.setting = setting
            book.take(regimen.end + after.start(), regimen.end + after.end())
        if said.setting:
            break
    started = _STARTED_ONLY.match(low, regimen.end, regimen.behind.end)
    if said.setting in EARLY and not said.status and started is None:
        # Early treatment is over unless it is said when it began, and no more.
        said.status = "stopped"


def _take_small(book: Book, start: int, end: int) -> None:
    """The words of a cue; what stands between them and the drug stays to be read."""
    for word in (one for one in book.text.words if start <= one.start and one.end <= end):
        if word.text in (
            "currently",
            "now",
            "on",
            "is",
            "still",
            "remains",
            "continues",
            "continuing",
            "receiving",
            "taking",
            "takes",
        ):
            book.take(word.start, word.end)
