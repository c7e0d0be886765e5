"""Protein changes as laboratories write them, read into one form: offline, without a reference sequence.

Reads one- and three-letter HGVS p. strings with or without "p." and brackets, and cBioPortal's "X125_splice".
Source: HGVS nomenclature, protein recommendations (hgvs-nomenclature.org/stable/recommendations/protein).
Insertions and duplications are not shifted and reference residues are not checked: that needs the sequence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

ProteinKind = Literal[
    "missense", "nonsense", "frameshift", "inframe", "splice", "synonymous", "start lost", "stop lost", "codon"
]

# IUPAC amino-acid codes; Ter and * are the stop codon.
_ONE_LETTER = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E", "Gly": "G", "His": "H",
    "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F", "Pro": "P", "Ser": "S", "Thr": "T", "Trp": "W",
    "Tyr": "Y", "Val": "V", "Sec": "U", "Pyl": "O", "Ter": "*", "Xaa": "X",
}  # fmt: skip
_THREE = re.compile("|".join(_ONE_LETTER), re.IGNORECASE)
_AMINO = "[ACDEFGHIKLMNPQRSTVWYUOX]"

_SPLICE = re.compile(r"X?(?P<codon>\d+)_splice", re.IGNORECASE)
_FRAMESHIFT = re.compile(rf"(?P<first>{_AMINO})(?P<codon>\d+)(?P<to>{_AMINO}?)fs(?:\*?(?P<stop>\d+|\?)|\*)?")
_NONSENSE = re.compile(rf"(?P<first>{_AMINO})(?P<codon>\d+)(?:\*|X|stop)", re.IGNORECASE)
_SUBSTITUTION = re.compile(rf"(?P<first>{_AMINO})(?P<codon>\d+)(?P<to>{_AMINO}|=)")
_STOP_LOST = re.compile(rf"\*(?P<codon>\d+)(?P<rest>{_AMINO}?(?:ext.*)?)")
_START_LOST = re.compile(r"M1(?:\?|[A-Z]|ext.*)")
_INFRAME = re.compile(
    rf"(?P<first>{_AMINO})(?P<codon>\d+)(?:_(?P<last>{_AMINO})(?P<last_codon>\d+))?"
    rf"(?P<what>delins|del|dup|ins|>)(?P<rest>[A-Z*]*|\d*)"
)
_CODON = re.compile(rf"(?P<first>{_AMINO})(?P<codon>\d+)(?:\?|X)?")


@dataclass(frozen=True, slots=True)
class ProteinChange:
    """One protein change.

    text         canonical one-letter form without "p." ("H1047R", "Q1756fs", "V777_G778insGC"): what "exact" compares
    kind         what it does; "codon" for a bare codon ("V600")
    first_codon, last_codon   1-based codon numbers that it touches
    """

    text: str
    kind: ProteinKind
    first_codon: int
    last_codon: int

    @property
    def is_loss_of_function(self) -> bool:
        """Whether the kind alone says that the protein is lost: stop, frameshift, splice site, lost start."""
        return self.kind in ("nonsense", "frameshift", "splice", "start lost")


@lru_cache(maxsize=4096)
def read_protein(written: str) -> ProteinChange | None:
    """Read one protein change; None when it is not one (the caller says so)."""
    text = written.strip()
    if ":" in text:  # a transcript before the change: NP_006209.2:p.His1047Arg
        text = text.rsplit(":", maxsplit=1)[1]
    text = text.removeprefix("p.").strip("()")
    splice = _SPLICE.fullmatch(text)
    if splice is not None:
        codon = int(splice["codon"])
        return ProteinChange(f"X{codon}_splice", "splice", codon, codon)
    text = _THREE.sub(lambda found: _ONE_LETTER[found[0].capitalize()], text) if _has_three_letters(text) else text
    return _read_one_letter(text)


def _has_three_letters(text: str) -> bool:
    found = _THREE.match(text)
    return found is not None and found.end() < len(text) and text[found.end()].isdigit()


def _read_one_letter(text: str) -> ProteinChange | None:
    if _START_LOST.fullmatch(text) is not None and text != "M1=":
        return ProteinChange("M1?", "start lost", 1, 1)
    found = _FRAMESHIFT.fullmatch(text)
    if found is not None:
        # Where the new frame ends depends on the caller's transcript and is often left out: not part of identity.
        codon = int(found["codon"])
        return ProteinChange(f"{found['first']}{codon}fs", "frameshift", codon, codon)
    found = _NONSENSE.fullmatch(text)
    if found is not None and not text.upper().endswith("X"):
        codon = int(found["codon"])
        return ProteinChange(f"{found['first'].upper()}{codon}*", "nonsense", codon, codon)
    found = _SUBSTITUTION.fullmatch(text)
    if found is not None and found["to"] != "X":
        codon = int(found["codon"])
        same = found["to"] in ("=", found["first"])
        change = "=" if same else found["to"]
        return ProteinChange(f"{found['first']}{codon}{change}", "synonymous" if same else "missense", codon, codon)
    found = _INFRAME.fullmatch(text)
    if found is not None:
        return _inframe(found)
    found = _STOP_LOST.fullmatch(text)
    if found is not None:
        codon = int(found["codon"])
        return ProteinChange(f"*{codon}ext", "stop lost", codon, codon)
    found = _CODON.fullmatch(text)
    if found is not None:
        codon = int(found["codon"])
        return ProteinChange(f"{found['first']}{codon}", "codon", codon, codon)
    return None


def _inframe(found: re.Match[str]) -> ProteinChange | None:
    first = int(found["codon"])
    last = int(found["last_codon"]) if found["last_codon"] is not None else first
    if last < first:
        return None
    span = f"{found['first']}{first}" + (f"_{found['last']}{last}" if found["last"] is not None else "")
    what = "delins" if found["what"] == ">" else found["what"]
    # What was deleted or duplicated is said by the span; only what came in tells two changes apart.
    came_in = found["rest"] if what in ("ins", "delins") else ""
    stops = what in ("ins", "delins") and "*" in came_in
    return ProteinChange(f"{span}{what}{came_in}", "nonsense" if stops else "inframe", first, last)


# Consequences in the words of Sequence Ontology and of the Mutation Annotation Format, lower case.
_CONSEQUENCES: dict[str, ProteinKind] = {
    "missense": "missense", "missense_variant": "missense", "missense_mutation": "missense",
    "nonsense": "nonsense", "stop_gained": "nonsense", "nonsense_mutation": "nonsense",
    "frameshift": "frameshift", "frameshift_variant": "frameshift", "frame_shift_del": "frameshift",
    "frame_shift_ins": "frameshift",
    "splice": "splice", "splice_site": "splice", "splice_donor_variant": "splice", "splice_acceptor_variant": "splice",
    "inframe": "inframe", "in_frame_del": "inframe", "in_frame_ins": "inframe", "inframe_deletion": "inframe",
    "inframe_insertion": "inframe",
    "start_lost": "start lost", "translation_start_site": "start lost", "start lost": "start lost",
    "stop_lost": "stop lost", "nonstop_mutation": "stop lost", "stop lost": "stop lost",
    "silent": "synonymous", "synonymous": "synonymous", "synonymous_variant": "synonymous",
}  # fmt: skip


def kind_of_consequence(word: str) -> ProteinKind | None:
    """What a record's word for a consequence means; None when it is not known."""
    return _CONSEQUENCES.get(word.strip().lower())
