"""Changes of genes told at length, in one short form: "KRAS p.G12C", "EGFR exon 21 (L858R) substitution", "RAS mutation"."""

from __future__ import annotations

from onward.reading.sought import Changes, sought

_AMINO = "[acdefghiklmnpqrstvwy]"
_GENE = r"(?:kra|nra|hra|braf|pik3ca|erbb1|esr1|akt1|met|alk|tp53|idh1|idh2|fgfr[1-4])"
_CHANGE = "(?:mutation|mutated|mutant|alteration|variant|fusion|rearrangement|amplification)"
_SAMPLE = "(?:tumor tissue|tumor|tissue|blood|plasma|ctdna|cfdna)"
_CHANGES = Changes(
    (sought(rf"(?<=[a-z0-9] )p \. (?={_AMINO}\d{{2,4}})"), ""),
    # How it was found.
    (sought(r"\bconfirmation of [a-z0-9 ]*?biomarker eligibility based on (?:valid )?result (?:from|of)[a-z ]*? (?:tumor tissue|tissue|blood|plasma) documenting "), ""),
    (sought(rf"^(?:(?:identification|documentation|detection|confirmed presence|documented presence|confirmed evidence) of )(?=[a-z0-9 ,/]*\b{_CHANGE}\b)"), ""),
    (sought(rf"(?<=mutation )in {_SAMPLE}(?: (?:or|and/or|/|and) {_SAMPLE})*(?= ?[.,;]? ?$)"), ""),
    (sought(r"\bmutated tumor status\b"), "mutation"),
    (sought(rf"\bat least 1 or more (?={_GENE} (?:point )?mutation)"), "at least one "),
    (sought(r"\bdeleterious , suspected deleterious ,? ?(?:or|and) pathogenic\b"), "pathogenic"),
    (sought(r"(?<=mutation in tp53 )\( li fraumeni syndrome \)"), ""),
    # Of the tumour, or from birth.
    (sought(r"\bgermline (or|and/or|/) tumor (?=mutation|variant)"), r"germline \1 somatic "),
    (sought(r"\bpredicted (?=loss of function)"), ""),
    (sought(r"\b(mutation|variant) in in\b"), r"\1 in"),
    # Which change.
    (sought(r"\b(?:ex ?19 ?del|exon ?19 ?del|del ?19|exon 19 deletion \( (?:exon ?19 ?del|ex ?19 ?del|del ?19|19 ?del) \))(?= |$)"), "exon 19 deletion"),
    (sought(r"\b(?:exon|ex) ?21 (?:\( )?l858r(?: \))?(?: substitution| point)*(?= |$)"), "l858r"),
    (sought(r"\bl858r (?:substitution|point) (?=mutation)"), "l858r "),
    (sought(r"\berbb1 (?:activating |sensitizing )*mutation (?:\( |, |: )(exon 19 deletion) (or|and/or|,|/) l858r(?: mutation)?(?: \))?"), r"erbb1 \1 or l858r mutation"),
    (sought(r"\bin frame (?=exon \d)"), ""),
    (sought(rf"\b(?:one (?:of )?)?({_GENE}) mutation \( ({_AMINO}\d{{2,4}}{_AMINO}(?: (?:,|or|and|/|, or) {_AMINO}\d{{2,4}}{_AMINO})*) \)"), r"\1 \2 mutation"),
    (sought(r"(?<![^ ])ras (?=(?:mutation|mutant|mutated|alteration)(?: |$))"), "kra or nra or hra "),
    (sought(r"(?<![^ ])ras (?=wild ?type)"), "kra and nra "),
)  # fmt: skip
_WORDS = ("mutat", "l858r", "ras ", "biomarker", " p . ", "exon", "variant", "wild")


def with_short_genes(line: str) -> str:
    """A canonical line with the short form of what it says of genes."""
    return _CHANGES.made_in(line) if any(word in line for word in _WORDS) else line
