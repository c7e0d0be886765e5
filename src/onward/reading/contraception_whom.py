"""Of whom contraception and a pregnancy test are asked: women who can bear children, men, or everybody."""

from __future__ import annotations

from onward.criteria import AskHuman, Criterion, Finding, HasSex, Menopause
from onward.reading.sought import sought
from onward.reading.things import JUDGED, any_of

_FERTILE = Finding(name="childbearing potential")
_MALE = HasSex(sex="male")
_CHILDBEARING = sought(
    r"\b(?:childbearing|child bearing|reproductive|reproduction|(?:with|of) fertility|fertile|wocbp|wcbp|(?:become|becoming|get|getting) pregnant|of child|child-bearing|(?:lead to|result in|risk of) (?:a )?pregnancy|able to (?:bear|beget|conceive|have children)|bear or beget)\b"
)
_PREMENOPAUSAL = sought(r"\b(?:premenopausal|pre menopausal)\b")
_WOMEN = sought(r"\b(?:female|woman)\b")
_MEN = sought(
    r"\b(?:beget|man|male|men|partner of woman|both sex|father|sperm|he|adult(?! (?:female|woman)))\b|\bsex (?:that|which) (?:could|can|may|might)\b"
)
# Partners are asked for nothing themselves.
_A_PARTNER = sought(r"\b(?:\w+ )?(?:male|man|men|female|woman) (?:sexual )?partner\b")
# "Male patients whose partners can bear children": no woman is meant.
_OF_MEN_ALONE = sought(
    r"^(?:(?:for|all|any|sexually|active|fertile|adult|and|,) )*(?:(?:female |sexual )*partner of (?:male|man|men)\b|male|man|men)\b(?!.{0,60}?\b(?:and|or|and/or|/) (?:(?:all|any|fertile|sexually active|the) )*(?:woman|female|wocbp)\b(?! partner))"
)
_WOMEN_NEXT = sought(r"[.;] (?:(?:all|any|fertile|sexually|active|and|for) )*(?:woman|female|wocbp)\b(?! partner)")


def names_men(line: str) -> bool:
    """Whether a canonical line speaks of men, partners among them."""
    return _MEN.search(line) is not None


def of_whom(line: str) -> Criterion | None:
    """Of whom alone a canonical line speaks that asks for contraception or a test; None where it may be everybody.

    A woman who can bear no child is not meant where only women are named.
    """
    if _OF_MEN_ALONE.match(line) is not None and _WOMEN_NEXT.search(line) is None:
        return _MALE
    named = _A_PARTNER.sub(" ", line)
    men = _MEN.search(named) is not None
    if _CHILDBEARING.search(line) is not None:
        women: Criterion = _FERTILE
    elif _PREMENOPAUSAL.search(line) is not None:
        women = Menopause(status=("pre",))
    elif not men and _WOMEN.search(named) is not None:
        women = _FERTILE
    else:
        return None
    return any_of((women, _MALE)) if men else women


def whoever_can(line: str) -> Criterion:
    """Of whom a line speaks that keeps out without contraception: whoever can bear no child is never meant."""
    who = of_whom(line)
    of_either = who is None or (who == _FERTILE and _OF_EITHER_SEX.search(line) is not None)
    return any_of((_FERTILE, _MALE)) if of_either or who is None else who


# "Patients of reproductive potential": men as well.
_OF_EITHER_SEX = sought(
    r"^(?!.*\b(?:female|woman|child ?bearing|wocbp|wcbp)\b).*\b(?:reproductive (?:potential|capacity|age)|fertile)\b"
)


# "Men whose partners can bear children": of no other man it is said.
_PARTNERS = sought(
    r"\b(?:whose|with|have|having|has|of)\b[^,;.]{0,40}\bpartner\b[^,;.]{0,30}\b(?:child ?bearing|wocbp|reproductive|fertile|pregnant)"
)
_HAS_SUCH_A_PARTNER = AskHuman(question="Has he a partner who can bear children?", because=JUDGED)


def of_such_a_partner(line: str) -> tuple[Criterion, ...]:
    """What is asked besides where a line speaks of men with partners who can bear children, and of nobody else."""
    return (_HAS_SUCH_A_PARTNER,) if of_whom(line) == _MALE and _PARTNERS.search(line) is not None else ()
