"""The sentences of an imaging report that may tell of metastases: none that ask, none under a heading that asks
("Indication:"), and none without a word for metastases or lesions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onward.knowledge import DiseaseWords

# A line break inside a sentence is no end of it; a full stop inside a number or behind a short form is none either.
_WRAPPED = re.compile(r"(?<![.:;\n])\n(?!\s*(?:[-*•\n]|\d+[.)]\s))")
_SENTENCE_END = re.compile(
    r"[!?\n]+|\.(?=\s|$)(?i:(?<!\bsusp\.)(?<!\bposs\.)(?<!\bprob\.)(?<!\bapprox\.)(?<!\bvs\.)(?<!\bV\.a\.))"
)
_NEXT_HEADING = re.compile(r"(?<=[^\s:])\s+(?=[A-Z][A-Za-z/ ]{2,30}:)")
# "?metastasis" and "metastasis (?)" express doubt; "metastasis?" asks.
_DOUBT = re.compile(r"(?:^|(?<=[\s(\[.,;:]))\?+\s*|\?+(?=\w)")
_HEADING = re.compile(r"^\W*[A-Z][A-Za-z/ ]{2,30}:")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s*")
_ANSWER = re.compile(r":\s*(?:negative|no)\b(?=\s*(?:[.,;\n]|$))|\s[-−]ve(?=\s*(?:[.,;\n]|$))", re.IGNORECASE)


def telling_sentences(text: str, words: DiseaseWords) -> Iterator[str]:
    """The sentences that may say something: no questions, nothing under a heading that asks, subjects only."""
    # Reports are long and most have neither sign: looking for it first costs nothing.
    if "\n" in text:
        text = _WRAPPED.sub(" ", text)
    if "?" in text:
        text = _DOUBT.sub(" questionable ", text)
    if ":" in text or "-ve" in text or "−ve" in text:
        text = _ANSWER.sub(": none", text)
    asking = False
    lead = ""  # "No evidence of:" before a list with bullets
    for sentence, end in _pieces(text):
        if sentence and not sentence.isspace():
            if ":" in sentence:
                asks = words.asking_heading.match(sentence) is not None
                asking = asks or (asking and _HEADING.match(sentence) is None)
            bullet = _BULLET.match(sentence)
            if not bullet:
                lead = sentence if sentence.rstrip().endswith(":") else ""
            if not asking and "?" not in end and words.subject.search(sentence.casefold()):
                yield f"{lead} {sentence[bullet.end() :]}" if bullet and lead else sentence
        if end.count("\n") > 1:
            asking = False
            lead = ""


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Sentences and what ends them; a heading that is followed by another stays with it ("Liver: Metastases: none")."""
    at = 0
    ends = [(found.start(), found.end()) for found in _SENTENCE_END.finditer(text)]
    for start, end in (*ends, (len(text), len(text))):
        sentence = text[at:start]
        if ":" in sentence:
            *headed, sentence = _NEXT_HEADING.split(sentence)
            yield from ((part, "") for part in headed)
        yield sentence, text[start:end]
        at = end
