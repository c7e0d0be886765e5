"""One allele in one sample: whether it was called, its share of the reads, and whether it was inherited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from onward.intake.vcf.header import Header
from onward.intake.vcf.samples import Roles
from onward.timeline import Origin

_HUNDREDTH = Decimal("0.01")
# INFO fields in which callers without a genotype column give the share of the tumour's reads.
_SHARES_IN_INFO = ("TVAF", "TUMOR_AF", "TUMOUR_AF", "T_AF", "VAF")
# VarScan's SS: 1 germline, 2 somatic.
_OF_SS = {"1": Origin.GERMLINE, "2": Origin.SOMATIC}
_ORIGIN_WORDS = {"germline": Origin.GERMLINE, "somatic": Origin.SOMATIC}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a line says of one allele in the sample that is read."""

    is_called: bool
    sample: str
    origin: Origin = Origin.UNKNOWN
    allele_percent: Decimal | None = None
    tissue: str = ""
    significance: str = ""


def read_call(
    keys: Sequence[str], cells: Sequence[str], info: Mapping[str, str], at: int, roles: Roles, header: Header
) -> Call:
    """The call of allele number `at` (from 1) in the tumour's sample; without samples every allele is called."""
    if roles.tumour is None:
        return Call(is_called=True, sample="", origin=_origin(info, roles, header), allele_percent=_in_info(info, at))
    name = header.samples[roles.tumour]
    values = _values(keys, cells, roles.tumour)
    if not _has(values.get("GT", ""), at):
        return Call(is_called=False, sample=name)
    return Call(
        is_called=True,
        sample=name,
        origin=_origin(info, roles, header),
        allele_percent=_share(values, at) or _in_info(info, at),
        tissue=roles.tissue,
        significance=_significance(info, at),
    )


def _values(keys: Sequence[str], cells: Sequence[str], place: int) -> dict[str, str]:
    if place >= len(cells):
        return {}
    return dict(zip(keys, cells[place].split(":"), strict=False))


def _has(genotype: str, at: int) -> bool:
    """Whether a genotype holds the allele; callers of tumours often give none, and then the line itself is the call."""
    alleles = genotype.replace("|", "/").split("/")
    if not genotype or all(allele == "." for allele in alleles):
        return not genotype
    return str(at) in alleles


def _origin(info: Mapping[str, str], roles: Roles, header: Header) -> Origin:
    """Germline or somatic only where the line, the caller or the sample says so."""
    if roles.tissue == "germline sample" or "GERMLINE" in info:
        return Origin.GERMLINE
    word = info.get("STATUS", "").casefold()
    for name, origin in _ORIGIN_WORDS.items():
        if name in word:
            return origin
    if info.get("SS", "") in _OF_SS:
        return _OF_SS[info["SS"]]
    if "SOMATIC" in info or (roles.normal is not None and header.is_somatic):
        return Origin.SOMATIC
    return Origin.UNKNOWN


def _share(values: Mapping[str, str], at: int) -> Decimal | None:
    """Reads with the allele in percent: as the caller gives the share, else counted from its reads."""
    for key in ("AF", "VAF", "FA", "FREQ"):
        parts = values.get(key, "").split(",")
        text = parts[at - 1] if at <= len(parts) else ""
        if text.endswith("%"):
            share = _number(text.removesuffix("%"))
        else:
            share = _number(text)
            share = None if share is None else share * 100
        if share is not None and 0 <= share <= 100:
            return share.quantize(_HUNDREDTH)
    counts = [_number(part) for part in values.get("AD", "").split(",")]
    if len(counts) > at and all(count is not None for count in counts):
        reads = sum(count for count in counts if count is not None)
        own = counts[at]
        if own is not None and reads:
            return (100 * own / reads).quantize(_HUNDREDTH)
    return None


def _in_info(info: Mapping[str, str], at: int) -> Decimal | None:
    for key in _SHARES_IN_INFO:
        parts = info.get(key, "").split(",")
        share = _number(parts[at - 1]) if at <= len(parts) else None
        if share is not None and 0 <= share <= 1:
            return (share * 100).quantize(_HUNDREDTH)
    return None


def _significance(info: Mapping[str, str], at: int) -> str:
    """ClinVar's classification of this very allele, where the file carries it."""
    parts = info.get("CLNSIG", "").split(",")
    text = parts[at - 1] if len(parts) > 1 and at <= len(parts) else parts[0]
    return text.replace("_", " ").replace("|", "; ").strip().casefold() if text not in ("", ".") else ""


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
