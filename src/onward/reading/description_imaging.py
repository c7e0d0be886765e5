"""Imaging in a description: scans with their dates, and how a brain metastasis does on them."""

from __future__ import annotations

import re

from onward.reading.description_book import Book
from onward.terms import Period
from onward.timeline import DiseaseStatus, ImagingFact, Metastasis, Standing

_SCAN = re.compile(
    r"\b(?:(?P<site>brain|head|bone|whole body|chest|liver|spine|abdomen)\s+)?(?P<scan>mri|ct|pet"
    r"(?:[/-]ct)?|bone scan|scan)\b(?:\s+(?:scan\s+)?(?:of\s+)?(?:the\s+|her\s+|his\s+)?(?P<of>brain"
    r"|head|spine|liver|chest|abdomen))?"
)
_MODALITY = {"mri": "MR", "ct": "CT", "pet": "PT", "bone scan": "NM"}
_NO_METS = re.compile(
    r"\b(?:showed|shows|showing|was|is|with|:)?\s*(?:no|negative(?:\s+for)?|clear|without|free of)\s*"
    r"(?:evidence of\s+)?(?:(?:brain|intracranial|cns)\s+)?(?:metasta\w+|mets|disease)?\b"
)


def read_imaging(book: Book) -> None:
    """Scans that are dated or of the brain, what they deny there, and whether brain metastases are stable."""
    low = book.text.low
    for found in _SCAN.finditer(low):
        if not book.is_free(found.start(), found.end()) or (found["scan"] == "scan" and not found["site"]):
            continue
        site = "brain" if (found["of"] or found["site"]) in ("brain", "head") else ""
        scan = "bone scan" if found["site"] == "bone" and "scan" in found["scan"] else found["scan"]
        when = book.when_near(found.start(), found.end())
        modality = _MODALITY.get(scan.split("/")[0].split("-")[0], "")
        words = " ".join(book.text.plain[found.start() : found.end()].split())
        brain_before = any(
            isinstance(claim.fact, Metastasis)
            and claim.fact.site == "brain"
            and book.text.sentence_of(found.start()).holds(claim.start, claim.end)
            for claim in book.claims
        )
        if not modality or (when.start is None and not site and scan != "bone scan"):
            continue
        place = site or ("brain" if brain_before else "")
        denied = _NO_METS.search(low, found.end(), book.text.sentence_of(found.start()).end)
        book.claim(
            ImagingFact(modality=modality, body_site=place, description=words, when=when), found.start(), found.end()
        )
        if place == "brain" and denied is not None and not brain_before and _is_near(low, found.end(), denied):
            fact = Metastasis(site="brain", basis="imaging", standing=Standing.REFUTED, when=when)
            book.claim(fact, denied.start(), denied.end())
            book.take(found.end(), denied.end())
    _stable(book)


def _is_near(low: str, end: int, denied: re.Match[str]) -> bool:
    return re.fullmatch(
        r"[\s,:]*(?:(?:in|on|from)?\s*[\w-]*\s*\d*)?[\s,:]*", low[end : denied.start()]
    ) is not None and bool(re.search(r"metasta|mets|disease|negative|clear", denied[0]))


_STABLE = re.compile(
    r"\b(?P<word>stable|controlled|no (?:(?:evidence|signs?) of )?(?:(?:further|interval|disease|new|local) )*progression|unchanged|progress(?:ed|ion|ing)|growing|enlarging)\b"
)


def _stable(book: Book) -> None:
    """How a brain metastasis does, where the sentence that names it says so."""
    low = book.text.low
    for claim in [
        one
        for one in book.claims
        if isinstance(one.fact, Metastasis) and one.fact.site == "brain" and one.fact.standing is Standing.CONFIRMED
    ]:
        sentence = book.text.sentence_of(claim.start)
        found = _STABLE.search(low, claim.end, sentence.end)
        if found is not None and book.is_free(found.start(), found.end()):
            value = "progression" if found["word"].startswith(("progress", "grow", "enlarg")) else "stable"
            fact = DiseaseStatus(
                value=value,
                evidence=("imaging",),
                when=_when_seen(book, found),
                text=f"brain metastases {found['word']}",
            )
            book.claim(fact, found.start(), found.end())


def _when_seen(book: Book, found: re.Match[str]) -> Period:
    """The date of the imaging that the sentence names behind the word, else a date beside the word."""
    sentence = book.text.sentence_of(found.start())
    for claim in book.claims:
        if (
            isinstance(claim.fact, ImagingFact)
            and claim.start >= found.end()
            and sentence.holds(claim.start, claim.end)
        ):
            return claim.fact.when
    return book.when_near(found.start(), found.end())
