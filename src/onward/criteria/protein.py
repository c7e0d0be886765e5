"""Protein changes as laboratories write them, read into one form: offline, without a reference sequence.

Reads one- and three-letter HGVS p. strings with or without "p." and brackets, and cBioPortal's "X125_splice".
Source: HGVS nomenclature, protein recommendations (hgvs-nomenclature.org/stable/recommendations/protein).
Insertions and duplications are not shifted and reference residues are not checked here: that needs the sequence
(`protein_sequence`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
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

_SPLICE = re.compile(r"[A-Z]?(?P<codon>\d+)_splice", re.IGNORECASE)
_FRAMESHIFT = re.compile(rf"(?P<first>{_AMINO})(?P<codon>\d+)(?P<to>{_AMINO}?)fs(?:[*X]|Ter)?(?:\d+|\?)?")
_NONSENSE = re.compile(rf"(?P<first>{_AMINO})(?P<codon>\d+)(?:\*|stop)", re.IGNORECASE)
_SUBSTITUTION = re.compile(rf"(?P<first>{_AMINO})(?P<codon>\d+)(?P<to>{_AMINO}|=)")
_STOP_LOST = re.compile(rf"\*(?P<codon>\d+)(?:{_AMINO}(?:ext.*)?|ext.*)")
_STOP_KEPT = re.compile(r"\*(?P<codon>\d+)(?:=|\*)")
# "p.0": no protein is made.
_START_LOST = re.compile(r"M1(?:\?|[A-Z]|ext.*)|0\??")
# Words of a change that some sources write in capitals; no amino acid is spelt like that.
_CAPITAL_WORDS = re.compile(r"(?<=\d)(?P<to>[A-Z]?)(?P<word>DELINS|DEL|DUP|INS|FS|EXT)(?=[A-Z*\d]|$)")
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
    first, last  the reference residues that it names at these codons, one letter; "" where it names none
    """

    text: str
    kind: ProteinKind
    first_codon: int
    last_codon: int
    first: str = ""
    last: str = ""

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
    text = text.strip().removeprefix("p.").strip("()")
    splice = _SPLICE.fullmatch(text)
    if splice is not None:
        codon = int(splice["codon"])
        return ProteinChange(f"X{codon}_splice", "splice", codon, codon)
    if _has_three_letters(text):
        text = _THREE.sub(lambda found: _ONE_LETTER[found[0].capitalize()], text)
    else:
        text = _CAPITAL_WORDS.sub(lambda found: found["to"] + found["word"].lower(), text)
    return _read_one_letter(text)


def _has_three_letters(text: str) -> bool:
    found = _THREE.match(text)
    return found is not None and found.end() < len(text) and text[found.end()].isdigit()


def _read_one_letter(text: str) -> ProteinChange | None:
    if _START_LOST.fullmatch(text) is not None and text != "M1=":
        return ProteinChange("M1?", "start lost", 1, 1)
    for pattern, made in _FORMS:
        found = pattern.fullmatch(text)
        if found is not None:
            return made(found)
    return None


def _at_codon(found: re.Match[str], change: str, kind: ProteinKind) -> ProteinChange:
    codon, first = int(found["codon"]), found["first"].upper()
    # X stands for a residue that is not known, so there is nothing to check it against.
    known = "" if first == "X" else first
    return ProteinChange(f"{first}{codon}{change}", kind, codon, codon, known, known)


def _frameshift(found: re.Match[str]) -> ProteinChange | None:
    if found["to"] == "*":
        return None
    # Where the new frame ends depends on the caller's transcript and is often left out: not part of identity.
    return _at_codon(found, "fs", "frameshift")


def _substitution(found: re.Match[str]) -> ProteinChange | None:
    if found["to"] == "X":
        return _at_codon(found, "", "codon")
    if found["to"] in ("=", found["first"]):
        return _at_codon(found, "=", "synonymous")
    return _at_codon(found, found["to"], "missense")


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
    kind: ProteinKind = "nonsense" if stops else "inframe"
    return ProteinChange(f"{span}{what}{came_in}", kind, first, last, found["first"], found["last"] or found["first"])


def _stop(found: re.Match[str]) -> ProteinChange:
    codon = int(found["codon"])
    return ProteinChange(f"*{codon}ext", "stop lost", codon, codon)


def _kept_stop(found: re.Match[str]) -> ProteinChange:
    codon = int(found["codon"])
    return ProteinChange(f"*{codon}=", "synonymous", codon, codon)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], ProteinChange | None]], ...] = (
    (_FRAMESHIFT, _frameshift),
    (_NONSENSE, lambda found: _at_codon(found, "*", "nonsense")),
    (_SUBSTITUTION, _substitution),
    (_INFRAME, _inframe),
    (_STOP_KEPT, _kept_stop),
    (_STOP_LOST, _stop),
    (_CODON, lambda found: _at_codon(found, "", "codon")),
)


# Consequences in the words of Sequence Ontology and of the Mutation Annotation Format, lower case; the severest first.
_WORDS: tuple[tuple[ProteinKind, tuple[str, ...]], ...] = (
    ("frameshift", ("frameshift", "frameshift_variant", "frame_shift_del", "frame_shift_ins")),
    ("nonsense", ("nonsense", "stop_gained", "nonsense_mutation")),
    ("splice", ("splice", "splice_site", "splice_donor_variant", "splice_acceptor_variant")),
    ("start lost", ("start_lost", "translation_start_site", "start lost", "initiator_codon_variant")),
    ("stop lost", ("stop_lost", "nonstop_mutation", "stop lost")),
    ("inframe", ("inframe", "in_frame_del", "in_frame_ins", "inframe_deletion", "inframe_insertion",
                 "conservative_inframe_insertion", "conservative_inframe_deletion",
                 "disruptive_inframe_insertion", "disruptive_inframe_deletion")),
    ("missense", ("missense", "missense_variant", "missense_mutation")),
    # What lies outside the protein does not alter it either.
    ("synonymous", ("silent", "synonymous", "synonymous_variant", "intron", "intron_variant", "intergenic_variant",
                    "igr", "rna", "lincrna", "3'utr", "5'utr", "3'flank", "5'flank", "3_prime_utr_variant",
                    "5_prime_utr_variant", "upstream_gene_variant", "downstream_gene_variant",
                    "non_coding_transcript_exon_variant")),
)  # fmt: skip


@lru_cache(maxsize=1024)
def kind_of_consequence(word: str) -> ProteinKind | None:
    """What a record's word for a consequence means, of several (joined by "&" or a comma) the severest; None when none
    is known.
    """
    said = {part.strip() for part in re.split(r"[&,;]", word.lower())}
    return next((kind for kind, words in _WORDS if not said.isdisjoint(words)), None)
