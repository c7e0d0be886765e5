"""Which column of a VCF is the tumour's: as the header says, else by the names, else it is not known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onward.intake.vcf.header import Header

_TUMOUR = re.compile(r"(?:^|[-_. ])(?:tumou?r|tum|t|primary|metastasis|met|recurrence)\d*(?:$|[-_. ])", re.IGNORECASE)
_NORMAL = re.compile(
    r"(?:^|[-_. ])(?:normal|nor|n|germ ?line|blood|buffy|saliva|control|pbmc|wbc|leukocytes?)\d*(?:$|[-_. ])",
    re.IGNORECASE,
)
_PLASMA = re.compile(r"ct-?dna|cf-?dna|plasma|liquid.?biopsy|cell.free", re.IGNORECASE)
_TISSUE = re.compile(r"ffpe|tissue|biopsy|frozen|resection|metasta", re.IGNORECASE)
# The TCGA barcode names the type of the sample: 01 to 09 tumour, 10 to 14 normal.
_TCGA = re.compile(r"TCGA-\w{2}-\w{4}-(?P<kind>[01]\d)\w?(?:-.*)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The columns that are read.

    tumour   place among the samples of the tumour (or of the one sample), None when it is not known
    normal   place of its normal sample, None when there is none
    tissue   "ctDNA", "tissue", "germline sample" or ""
    why      what is wrong, in words, "" when nothing is
    """

    tumour: int | None
    normal: int | None = None
    tissue: str = ""
    why: str = ""


def roles_of(header: Header) -> Roles:
    """Tumour and normal among the samples of a header."""
    samples = header.samples
    if not samples:
        return Roles(tumour=None, why="no sample")
    kinds = [_kind(name, header) for name in samples]
    if len(samples) == 1:
        if kinds[0] == "normal":
            return Roles(tumour=0, tissue="germline sample")
        return Roles(tumour=0, tissue=_tissue(samples[0], header))
    tumours = [at for at, kind in enumerate(kinds) if kind == "tumour"]
    normals = [at for at, kind in enumerate(kinds) if kind == "normal"]
    if len(samples) == 2 and not (tumours and normals):
        # One of two is named, so the other one is what is left: a normal beside a tumour, a tumour beside a normal.
        if len(normals) == 1:
            tumours = [1 - normals[0]]
        elif len(tumours) == 1:
            normals = [1 - tumours[0]]
    if len(tumours) == 1 and len(samples) == len(tumours) + len(normals):
        at = tumours[0]
        return Roles(tumour=at, normal=normals[0] if normals else None, tissue=_tissue(samples[at], header))
    return Roles(tumour=None, why=f"{len(samples)} samples, of which it is not said which is the tumour")


def _kind(name: str, header: Header) -> str:
    if name in header.tumours or name in header.normals:
        return "tumour" if name in header.tumours else "normal"
    barcode = _TCGA.fullmatch(name)
    if barcode is not None:
        return "tumour" if barcode["kind"] < "10" else "normal"
    words = f"{name} {header.described.get(name, '')}"
    is_tumour, is_normal = _TUMOUR.search(words) is not None, _NORMAL.search(words) is not None
    if _PLASMA.search(words):
        return "tumour"
    if is_tumour != is_normal:
        return "tumour" if is_tumour else "normal"
    return ""


def _tissue(name: str, header: Header) -> str:
    words = f"{name} {header.described.get(name, '')}"
    if _PLASMA.search(words):
        return "ctDNA"
    return "tissue" if _TISSUE.search(words) else ""
