"""Whether a line is written in another language than English: then it is said, and not guessed at."""

from __future__ import annotations

import re

from onward.reading.word_set import word_set

# Everyday words that English lines hardly do without, and such as only other languages have.
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]+")
_FOREIGN = word_set(
    "el la los las del para por con sin mayores años pacientes mujeres edad criterios cáncer le les des une avec sans dans patientes",
    "âge der die das und mit ohne oder nicht patientinnen jahre alter il di della senza pazienti età não são com sem mulheres idade een",
    "het met zonder patiënten leeftijd",
)
_ENGLISH = word_set(
    "the of and or with for in to no not at is are be by than from within prior any history must have",
)


def is_foreign(text: str) -> bool:
    """Whether a line is written in another language than English."""
    if not text.isascii():
        letters = sum(sign.isalpha() for sign in text)
        if (
            sum(ord(sign) > 0x2E7F and sign.isalpha() for sign in text) > 0.3 * letters
            or sum(0x400 <= ord(sign) < 0x2E80 for sign in text) > 0.5 * letters
        ) and letters > 0:
            return True
    words = _LATIN.findall(text.lower()) if text.isascii() else [word.lower() for word in _LATIN.findall(text)]
    if _FOREIGN.isdisjoint(words):
        return False
    foreign = sum(word in _FOREIGN for word in words)
    english = sum(word in _ENGLISH for word in words)
    return foreign >= 2 and foreign > 2 * english
