"""Names of illnesses, folded until a record's words meet a criterion's: case, plural, British or American spelling,
"cirrhosis of the liver" and "liver cirrhosis", "Hepatitis, autoimmune"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# What SNOMED CT puts behind its names, and what classifications add where nothing more is known.
_TAG = re.compile(r"\((?:disorder|finding|situation|event|morphologic abnormality|procedure|observable entity)\)\s*$")
_ADDS_NOTHING = frozenset({"the", "a", "an", "nos", "unspecified"})
_SPELLING = (
    (re.compile(r"tumour"), "tumor"),
    (re.compile(r"oe(?=d|so|str|lia|t)"), "e"),
    (re.compile(r"noea"), "nea"),
    (re.compile(r"rrhoea"), "rrhea"),
    (re.compile(r"aem"), "em"),
    (re.compile(r"aec"), "ec"),
    (re.compile(r"aed"), "ed"),
    (re.compile(r"aes"), "es"),
    (re.compile(r"phaeo"), "pheo"),
    (re.compile(r"isation$"), "ization"),
    (re.compile(r"oses$"), "osis"),
    (re.compile(r"fibre"), "fiber"),
)
# Words before "of" that do not name the illness itself.
_NOT_ITSELF = frozenset(
    {"history", "risk", "absence", "lack", "suspicion", "complication", "sequela", "carrier", "exposure", "exclusion"}
)
# An illness that is so is that illness.
_KINDS = frozenset({"acute", "chronic", "severe", "mild", "moderate", "recurrent", "subacute"})


@lru_cache(maxsize=16_384)
def folded(name: str) -> str:
    """The name as words that do not depend on how it is spelled; "" for no words."""
    plain = unicodedata.normalize("NFKD", _TAG.sub("", name.strip().casefold()).replace("'", "").replace("’", ""))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    before, comma, behind = plain.partition(",")
    if comma and "," not in behind and len(behind.split()) <= 2 and " of " not in plain:
        # "Hepatitis, autoimmune".
        words = _words(behind)
        if words and not {"with", "without", "due", "not", "no", "and", "or"}.intersection(words):
            return " ".join((*words, *_words(before)))
    words = _words(plain)
    if words.count("of") == 1:
        at = words.index("of")
        if 1 <= at <= 2 and 1 <= len(words) - at - 1 <= 3 and _NOT_ITSELF.isdisjoint(words[:at]):
            words = [*words[at + 1 :], *words[:at]]
    return " ".join(words)


def _words(text: str) -> list[str]:
    found = [_spelled(word) for word in re.findall(r"[a-z0-9]+", text)]
    return [word for word in found if word not in _ADDS_NOTHING]


def _spelled(word: str) -> str:
    for pattern, instead in _SPELLING:
        word = pattern.sub(instead, word)
    if len(word) > 3 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "siu" else word


@lru_cache(maxsize=16_384)
def names_in(text: str) -> tuple[str, ...]:
    """The folded name of what a record says, and the same without what only tells how bad or how long it is."""
    whole = folded(text)
    words = whole.split()
    at = 0
    while at < len(words) - 1 and words[at] in _KINDS:
        at += 1
    return tuple(filter(None, dict.fromkeys((whole, " ".join(words[at:])))))
