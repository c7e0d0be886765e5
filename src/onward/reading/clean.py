"""Registry text made readable: escapes, HTML, broken encodings and the many spellings of one sign become one.

Two steps, because a line is shown verbatim: `unwrapped_html` and `mended` act on the whole text before it is cut into
lines; `one_spelling` acts on a copy of one line, for the reader's eyes only.
"""

from __future__ import annotations

import html
import re

from onward.reading.sought import sought
from onward.registry import readable_text

_BLOCK = re.compile(r"<\s*(?:br|/?p|/?div|/?ul|/?ol|/?tr|/li|/?h[1-6])\b[^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<\s*li\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<\s*/?\s*(?:b|i|u|em|strong|span|sub|font|a|table|tbody|td|th)\b[^<>]*>", re.IGNORECASE)
_SUPER = re.compile(r"<\s*sup\b[^<>]*>(.*?)<\s*/\s*sup\s*>", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(r"<\s*/?\s*(?:br|p|div|ul|ol|li|b|i|sup|strong|em|span)\b[^<>]*>", re.IGNORECASE)

# UTF-8 that was read as Windows-1252 once: the sign, as it should have been.
_MOJIBAKE = {
    "â‰¥": "≥",
    "â‰¤": "≤",
    "â€™": "’",
    "â€˜": "‘",
    "â€œ": "“",
    "â€\x9d": "”",
    "â€“": "–",
    "â€”": "—",
    "â€¢": "•",
    "Â®": "®",
    "Â°": "°",
    "Â±": "±",
    "Âµ": "µ",
    "Î¼": "µ",
    "Ã—": "×",
    "Â²": "²",
    "Â³": "³",
    "Ã©": "é",
    "Ã¼": "ü",
    "Ã¶": "ö",
    "Â\xa0": " ",
}
_BROKEN = re.compile("|".join(map(re.escape, _MOJIBAKE)))


_LOST = sought(r"(?<=[A-Za-z)%])(?:  |\u00a0 | \u00a0)\s*(?=\d)")
LOST_SIGN = " lostsign "


def with_lost_signs(text: str) -> str:
    """A copy of a line in which the place of a lost "≥" or "≤" is marked: copies of the registry left two spaces there."""
    return _LOST.sub(LOST_SIGN, text) if "  " in text or "\u00a0" in text else text


def unwrapped_html(text: str) -> str:
    """Text whose HTML, if it has any, is turned into lines and list markers; other text comes back as it was."""
    if "<" not in text or _ANY_TAG.search(text) is None:
        return text
    text = _SUPER.sub(r"^\1", text)
    text = _ITEM.sub("\n* ", _BLOCK.sub("\n", text))
    return _TAG.sub("", text)


def mended(text: str) -> str:
    """Line ends and tabs made plain, and signs of a broken encoding put right."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").replace("\u2028", "\n")
    if "â" in text or "Â" in text or "Ã" in text or "Î" in text:
        text = _BROKEN.sub(lambda found: _MOJIBAKE[found[0]], text)
    return text


_SIGNS = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'",
        "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "‒": "-", "﹣": "-", "－": "-",
        "⩾": "≥", "≧": "≥", "⩽": "≤", "≦": "≤", "＞": ">", "＜": "<", "＝": "=", "≫": ">", "‹": "<", "›": ">",
        "×": "x", "✕": "x", "µ": "u", "μ": "u", "\xa0": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ",
        "\ufeff": "", "\u200b": "", "®": "", "™": "", "©": "", "†": "", "‡": "", "ï": "i", "ë": "e",
        "²": "2", "³": "3", "⁹": "^9", "⁶": "^6", "⅓": "1/3", "½": "1/2", "′": "'", "″": '"', "…": "...",
    }
)  # fmt: skip

# Each spelling of "at least" and "at most" that is made of signs.
_AT_LEAST = sought(
    r">\s*/\s*=|> ?=|= ?>|\+/>|>\s*or\s*=\s*(?:to)?|>\s*or\s+equal\s+to|_>|≥\s*=|>\s*/\s*or\s*=|=\s?/\s?>"
)
_AT_MOST = sought(r"<\s*/\s*=|< ?=|= ?<|<\s*or\s*=\s*(?:to)?|<\s*or\s+equal\s+to|_<|≤\s*=|<\s*/\s*or\s*=|=\s?/\s?<")
_TRADEMARK = sought(r"\((?:r|tm|registered trademark|trademark)\)", re.IGNORECASE)
_PLURAL = sought(r"(?<=[A-Za-z])\((?:s|es|ies)\)")


_ACRONYM = sought(r"[\[(]\s*([A-Z][A-Za-z0-9/&-]{1,9}?)s?\s*[\])]")
_WORD_START = sought(r"[A-Za-z0-9]+")


def _without_acronyms(text: str) -> str:
    """Leave out the abbreviation that is given in brackets behind the words it stands for: "myocardial infarction (MI)"."""

    def drop(found: re.Match[str]) -> str:
        letters = [letter for letter in found[1].lower() if letter.isalnum()]
        before = text[: found.start()].rstrip()
        words = _WORD_START.findall(before[-120:])[-len(letters) - 5 :]
        starts = "".join(f"{word[0].lower()}" for word in words)
        inner = iter(starts)
        spelled = all(letter in inner for letter in letters)
        # "deep vein thrombosis" gives DVT; "cyclooxygenase" or "gastrointestinal (GI)" use letters inside a word.
        if not spelled and words:
            inside = iter(words[-1].lower() if len(letters) <= 4 else "".join(words[-3:]).lower())
            spelled = words[-1][0].lower() == letters[0] and all(letter in inside for letter in letters)
        return " " if spelled and len(letters) > 1 else found[0]

    return _ACRONYM.sub(drop, text)


_BRACKET = sought(r"[()\[\]]")
# A line of its own, and no "letrozole, exemestane)" that goes on with the one above.
_BEGINS = sought(r"^\W*(?:[A-Z][\w-]+\W|[A-Z]{2,}|[A-Z] |\d)(?!\w{0,3}\)\s*$)")
_PART_BEHIND = sought(r"; |\. [A-Z]")


def _closed(text: str) -> str:
    """The line with a bracket closed that its end left open, where nothing but its own words stands in it; one that
    its end closes and nothing opened is left out, unless the line may be the end of another.
    """
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        if found[0] in "([":
            opened.append(found.start())
        elif opened:
            opened.pop()
        elif text[found.end() :].strip(" .;,:") == "" and _BEGINS.match(text) is not None:
            return f"{text[: found.start()]}{text[found.end() :]}"
    if len(opened) != 1 or opened[0] == 0 or _PART_BEHIND.search(text, opened[0]) is not None:
        return text
    end = text.rstrip(" .;,:")
    return f"{end}){text[len(end) :]}" if len(end) > opened[0] + 1 else text


# A point of a list in the midst of a line, and the mark of a footnote at its end.
_POINT = sought(r"(?<=[\w)])\s+[•▪‣◦]\s+(?=[A-Z])")
_FOOTNOTE = sought(
    r"(?<= )(?P<word>drugs|medications|weeks|months|years|contraception|enrollment|randomization|screening|infection|therapies) \d{1,2}\s?\.?\s*$"
)


# The number of the next item, left behind this one: "... initiation of study treatment 16."
_NEXT = sought(
    r"(?P<last>\b(?:treatments?|therapy|therapies|chemotherapy|study|trial|monitor|enrollment|randomization|medications?|drugs?|surgery|screening|entry|participation|investigator)) \d{1,2}\.\s*$"
)


def one_spelling(text: str) -> str:
    """A line for reading: no escapes or entities, one sign for one meaning, single spaces."""
    text = readable_text(text) if "\\" in text else text
    if "&" in text:
        text = html.unescape(html.unescape(text))
    text = text.translate(_SIGNS)
    if ">" in text or "=" in text:
        text = _AT_LEAST.sub(" ≥ ", text)
    if "<" in text or "=" in text:
        text = _AT_MOST.sub(" ≤ ", text)
    if "(" in text:
        text = _PLURAL.sub("", _TRADEMARK.sub("", text))
    if "(" in text or "[" in text:
        text = _closed(_without_acronyms(text))
    elif ")" in text:
        text = _closed(text)
    if not text.isascii():
        text = _POINT.sub(". ", text)
    text = _NEXT.sub(lambda found: found["last"], text)
    text = _FOOTNOTE.sub(lambda found: found["word"], text)
    if "1.73" in text:
        text = text.replace("1.73m", "1.73 m")
    return " ".join(text.split())
