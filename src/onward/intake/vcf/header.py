"""The lines above the table: genome build, annotation fields, samples, day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from onward.terms import PartialDate, on_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a VCF says above its table.

    build        "GRCh37", "GRCh38", the name of another build, "" when it is not said
    builds       every build that some line names; more than one contradicts itself
    csq, ann     fields of the annotation in their order, () when there is none
    samples      columns behind FORMAT
    tumours, normals   samples that the header itself calls so
    described    sample -> words about it
    is_somatic   whether the caller says that it reports what the tumour acquired
    made_on      day of the file
    """

    build: str
    builds: tuple[str, ...]
    csq: tuple[str, ...]
    ann: bool
    samples: tuple[str, ...]
    tumours: tuple[str, ...]
    normals: tuple[str, ...]
    described: Mapping[str, str] = field(default_factory=dict[str, str])
    is_somatic: bool = False
    made_on: PartialDate | None = None


# Length of chromosome 1 in the builds of the Genome Reference Consortium (ncbi.nlm.nih.gov/grc/human/data).
_BUILD_OF_CHROMOSOME_1 = {"249250621": "GRCh37", "248956422": "GRCh38", "247249719": "NCBI36", "248387328": "T2T-CHM13"}
_BUILD_WORDS = (
    ("GRCh38", re.compile(r"grch38|hg38|\bb38\b|hs38", re.IGNORECASE)),
    ("GRCh37", re.compile(r"grch37|hg19|\bb37\b|hs37d5|human_g1k_v37|g1k_v37", re.IGNORECASE)),
    ("NCBI36", re.compile(r"ncbi36|hg18", re.IGNORECASE)),
    ("T2T-CHM13", re.compile(r"chm13|t2t", re.IGNORECASE)),
    ("another species", re.compile(r"\bmm(?:9|10|39)\b|grcm3[89]|\brn[67]\b|canfam", re.IGNORECASE)),
)
HUMAN_BUILDS = ("GRCh37", "GRCh38")

_FORMAT_OF = re.compile(r"Format:\s*(?P<fields>[^\"]+)", re.IGNORECASE)
_SOMATIC = re.compile(
    r"somatic|mutect|vardict.*paired|varscan2? somatic|muse\b|caveman|pindel.*tumou?r|octopus.*cancer", re.IGNORECASE
)
# Where a caller calls itself; what only cites a file name or an INFO field is no caller.
_CALLER_KEYS = ("source", "content", "cmdline", "gatkcommandline", "mutectversion", "priorgermline", "caller")
_STRUCTURED = re.compile(r"<(?P<inside>.*)>$")
_PAIR = re.compile(r"(\w+)=(\"[^\"]*\"|[^,]*)")
_DAY = re.compile(r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})")


def read_header(lines: Sequence[str]) -> Header:
    """The header from the lines that begin with "#"; the last of them names the columns."""
    builds: list[str] = []
    csq: tuple[str, ...] = ()
    ann = somatic = False
    tumours: list[str] = []
    normals: list[str] = []
    described: dict[str, str] = {}
    made_on: PartialDate | None = None
    for line in lines:
        key, equals, value = line.removeprefix("##").partition("=")
        if not line.startswith("##") or not equals:
            continue
        key = key.strip().lower()
        structured = _STRUCTURED.match(value.strip())
        inside = _pairs(structured["inside"]) if structured is not None else {}
        builds += _builds(key, value, inside)
        match key:
            case "info" if inside.get("id") == "CSQ":
                csq = _fields(inside.get("description", ""))
            case "info" if inside.get("id") == "ANN":
                ann = True
            case "tumor_sample" | "tumour_sample" | "tumorsample":
                tumours.append(value.strip())
            case "normal_sample" | "normalsample":
                normals.append(value.strip())
            case "pedigree" if inside:
                tumours += [inside[word] for word in ("derived", "tumor", "tumour") if word in inside]
                normals += [inside[word] for word in ("original", "normal") if word in inside]
            case "sample" if inside.get("id"):
                described[inside["id"]] = " ".join(text for name, text in inside.items() if name != "id")
            case "filedate":
                made_on = _day(value)
            case _:
                pass
        somatic = somatic or (key.startswith(_CALLER_KEYS) and _SOMATIC.search(value) is not None)
    columns = lines[-1].lstrip("#").split("\t") if lines else []
    named = tuple(dict.fromkeys(builds))
    return Header(
        build=named[0] if len(named) == 1 else "",
        builds=named,
        csq=csq,
        ann=ann,
        samples=tuple(name.strip() for name in columns[9:]),
        tumours=tuple(dict.fromkeys(tumours)),
        normals=tuple(dict.fromkeys(normals)),
        described=described,
        is_somatic=somatic,
        made_on=made_on,
    )


def _pairs(text: str) -> dict[str, str]:
    return {name.lower(): value.strip('"') for name, value in _PAIR.findall(text)}


def _builds(key: str, value: str, inside: Mapping[str, str]) -> list[str]:
    """The build that a line names; lines about anything else name none, whatever stands in them."""
    if key == "contig":
        if inside.get("id", "").lower().removeprefix("chr") == "1":
            of_length = _BUILD_OF_CHROMOSOME_1.get(inside.get("length", ""))
            if of_length is not None:
                return [of_length]
        return _named(inside.get("assembly", ""))
    if key in ("reference", "assembly", "new_reference_genome", "genome_build", "vep"):
        return _named(value)
    return []


def _named(text: str) -> list[str]:
    return [build for build, words in _BUILD_WORDS if words.search(text)]


def _fields(description: str) -> tuple[str, ...]:
    found = _FORMAT_OF.search(description)
    return tuple(part.strip() for part in found["fields"].split("|")) if found is not None else ()


def _day(value: str) -> PartialDate | None:
    found = _DAY.search(value)
    if found is None:
        return None
    try:
        return on_day(date(int(found["year"]), int(found["month"]), int(found["day"])))
    except ValueError:
        return None
