"""Drugs that somebody bore badly: "intolerance to a drug, or toxicity during it, that led to its end" needs the drug.

Whoever was never given it is not meant. That holds where each of the ways that the words name is of that one drug.
"""

from __future__ import annotations

from onward.reading.sought import sought

_BADLY = r"(?:intolerances?|adverse (?:event|effect|reaction)s?|toxicit(?:y|ies)|side effects?|(?:lvef|left ventricular ejection fraction|ejection fraction) (?:decline|decrease|drop|fall)|could not tolerate|unable to tolerate|not tolerated)"
_DRUG = r"(?P<drug>[a-z]{3,}(?:mab|nib|lib|ciclib|taxel|rubicin|platin|parib|lisib|tecan|limus|strant|xifen|trozole|mestane|citabine|bulin))"
_FIRST = sought(
    rf"^(?:(?:patient|subject|participant|with|who|have|has|had|prior|known|a|history of|any) )*{_BADLY}\b.*?\b(?:to|of|during|after|with|from|on)(?: (?:or after|prior|previous|earlier|prescribed|dose|of|treatment with))* {_DRUG}\b"
)
_PIECE = sought(r" (?:or|and/or|,|;) ")
# A piece that only goes on about the one before it, or names no way of its own.
_GOES_ON = sought(
    r"^(?:that|which|requir\w+|resulting|leading|necessitat\w+|due to|because of|during|after|such as|eg|ie|permanent|any other)\b|^(?:adverse (?:event|effect|reaction)s?|intolerances?|hypersensitivit(?:y|ies)|toxicit(?:y|ies))$"
)
_REFUSED = sought(
    r"\b(?:excipient|component|protein|antibod\w+|compound|similar|class|unless|except|if|allowed|permitted|may|family|other (?:drug|agent|medication)s?)\b"
)


def drug_borne_badly(line: str) -> str:
    """The drug that is named as borne badly in each way of a canonical line; "" where there is none, or another way."""
    found = _FIRST.match(line)
    if found is None or _REFUSED.search(line) is not None:
        return ""
    drug = found["drug"]
    pieces = [one.strip(" .()") for one in _PIECE.split(line[found.end() :])]
    return drug if all(not one or drug in one.split() or _GOES_ON.match(one) for one in pieces[1:]) else ""
