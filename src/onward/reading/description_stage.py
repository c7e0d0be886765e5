"""The stage in a description: group and TNM, and whether it is that of the diagnosis or of today."""

from __future__ import annotations

import re

from onward.reading.description_book import Book, Stance
from onward.timeline import Metastasis, StageFact

BARE = re.compile(
    r"(?<!\w)(?P<word>met\.?(?=\s+breast)|mbc|mtnbc|m1\b(?!\w)|metastatic(?!\s+(?:to|lesion))"
    r"|stage\s+(?:iv|4)|metastases|metastasis|mets)(?!\w)"
)
DE_NOVO = re.compile(
    r"\bde\s+novo\b(?:\s+(?:stage\s+(?:iv|4)|metastatic))?|\bstage\s+(?:iv|4)\s+(?:at|since|from)\s+"
    r"(?:initial\s+|first\s+)?(?:diagnosis|presentation)\b|\bmetastatic\s+(?:at|since|from)\s+"
    r"(?:initial\s+|first\s+)?(?:diagnosis|presentation)\b"
)
RECURRED = re.compile(r"\b(?:recurr(?:ent|ed|ence)|relaps(?:ed?|ing))\b")
_STAGE = re.compile(
    r"\b(?:stage|st\.?)\s*(?P<group>0|iv|iii[abc]?|ii[abc]?|i[abc]?|[1-4][abc]?)(?![\w])(?:\s*"
    r"(?P<at>at\s+(?:initial\s+|first\s+)?(?:diagnosis|presentation)))?"
)
_TNM = re.compile(
    r"(?<![\w])(?P<prefix>y?[cp]?)t(?P<t>[0-4x](?:mi|[a-d])?|is)[\s,]*(?P<np>y?[cp]?)n(?P<n>[0-3x]"
    r"(?:mi|[a-c])?)[\s,]*(?:(?P<mp>y?[cp]?)m(?P<m>[01x]))?(?![\w])"
)
# What stands before a category; that of the T holds for the N as well, and one of its own wins. "yp" stays in the words of the fact.
_PREFIX = {"T": "prefix", "N": "np", "M": "mp"}
_STAGED = {"": "", "c": "clinical", "p": "pathologic", "y": "", "yc": "clinical", "yp": "pathologic"}
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def read_stage(book: Book) -> None:
    """Categories of TNM and the stage group."""
    low = book.text.low
    for found in _TNM.finditer(low):
        if book.is_free(found.start(), found.end()):
            for axis, value in (("T", found["t"]), ("N", found["n"]), ("M", found["m"])):
                if value is not None:
                    written = f"{axis}{value.upper() if value == 'x' else value}"
                    own = found[_PREFIX[axis]] or (found["prefix"] if axis == "N" else "")
                    kind = _STAGED[own or ""]
                    book.claim(StageFact(axis=axis, kind=kind, value=written), found.start(), found.end())
    for found in _STAGE.finditer(low):
        if not book.is_free(found.start(), found.end()) or other_cancer_follows(book, found.end()):
            continue
        if _STAGED_ELSE.search(low[: found.start()]) is not None:
            continue
        group = _group(found["group"])
        # A stage that was early belongs to the diagnosis where the disease is metastatic now.
        early = not group.startswith("IV")
        later = early and is_metastatic_elsewhere(book)
        at_diagnosis = bool(found["at"]) or later or _said_of_diagnosis(book, found.start())
        text = f"stage {group} at diagnosis" if at_diagnosis else f"stage {group}"
        if DE_NOVO.match(low, max(0, found.start())) is not None:
            continue
        book.claim(StageFact(axis="group", kind="", value=group, text=text), found.start(), found.end())


# "CKD stage 3", "lymphoedema, stage 2": no stage of the cancer.
_STAGED_ELSE = re.compile(
    r"\b(?:ckd|kidney disease|renal disease|kidney failure|renal failure|renal insufficiency|nephropathy|heart failure|chf|copd|gold|lymph(?:o)?edema|pressure ulcer|fibrosis|cirrhosis|hypertension|dementia|sarcoidosis|endometriosis|glaucoma)[\s,(:]*$"
)


def _group(written: str) -> str:
    number = _ROMAN.get(written[0], "")
    plain = number + written[1:] if number else written
    roman = plain.rstrip("abc").upper()
    return roman + plain[len(roman) :].upper()


def other_cancer_follows(book: Book, at: int) -> bool:
    """ "Stage II lung cancer": the words behind name another cancer."""
    rest = book.text.low[at : book.text.part_of(at).end]
    return (
        re.match(
            r"\s+(?:[\w-]+\s+){0,3}?(?:lung|colon|ovarian|prostate|melanoma|rectal|gastric|pancreatic"
            r"|endometrial|kidney|lymphoma)\b",
            rest,
        )
        is not None
    )


def is_metastatic_elsewhere(book: Book) -> bool:
    """Whether any words of the description say that it has spread, or has come back."""
    low = book.text.low
    return (
        any(book.stance(found.start(), found.end()) is Stance.AFFIRMED for found in BARE.finditer(low))
        or any(isinstance(claim.fact, Metastasis) for claim in book.claims)
        or RECURRED.search(low) is not None
        or re.search(r"\bmets?\b|\bmetasta", low) is not None
    )


def _said_of_diagnosis(book: Book, at: int) -> bool:
    part = book.text.part_of(at)
    return (
        re.search(
            r"\b(?:initial(?:ly)?|original(?:ly)?|first)\s+(?:diagnos\w+|presented|stage)|\binitially\b|\boriginally\b",
            book.text.low[part.start : at],
        )
        is not None
    )
