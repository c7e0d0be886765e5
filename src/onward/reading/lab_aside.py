"""Lines about laboratory tests that ask for nothing: a formula, or which test stands for which."""

from __future__ import annotations

from onward.reading.sought import sought

_FORMULA = sought(r"\bcr\w*(?: cl\w*)?\b.* = .*\b(?:140|72)\b|= .*\b140 age\b")
_INSTEAD = sought(
    r"^(?:for patient with gilbert.*|direct bilirubin )will be measured (?:instead|in (?:patient|place))|\bdirect bilirubin will be measured\b|\bwill be (?:determined|calculated|estimated) (?:by|using|with|according to) (?:the )?(?:cockcroft|cockroft|mdrd|ckd)|\b(?:is|are) (?:determined|calculated|estimated) by (?:the )?(?:cockcroft|cockroft|mdrd|ckd)"
)
_LIMIT = sought(r"[≥≤<>]|\blostsign\b|\bat least\b|\bno (?:more|less) than\b")


_EXAMPLES = sought(r"^(?:note : )?example of (?:[a-z]+ ){1,5}include\b")


def is_aside_about_tests(line: str) -> bool:
    """Whether a canonical line only tells how a value is computed or which value counts, or gives examples."""
    if _EXAMPLES.match(line) is not None:
        return True
    return _LIMIT.search(line) is None and (_FORMULA.search(line) is not None or _INSTEAD.search(line) is not None)
