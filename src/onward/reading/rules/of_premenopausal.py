"""What is asked of women before menopause alone, and of men: "premenopausal women must be receiving an LHRH agonist"."""

from __future__ import annotations

from onward.criteria import AllOf, AnyOf, Criterion, HasSex, Menopause, When
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.values import criterion_of, thing_of
from onward.reading.sought import sought
from onward.reading.things import Fixed, Treated, any_of

OF_PREMENOPAUSAL = Stage("women before menopause, and men")
rule = OF_PREMENOPAUSAL.rule

_DEMANDS = sought(
    r"^(?:must|should|will be required to|are required to|need to|have to|required to) (?:be |have |also )*"
)


@rule(
    "[if|all|for] <FX:who> [,|:] [they|<P>] <D>",
    "[if|all|for] <FX:who> [,|:] [they|<P>] {must|should|are required to|will be required to|need to|have to} [be] <D>",
    gives="X",
    whole=True,
)
def asked_of_them(found: Found) -> object:
    """Of whoever is past the menopause nothing is asked."""
    drugs, who = thing_of(found.any("D")), _who(found.any("who"))
    if found.draft.denied or not isinstance(drugs, Treated) or who is None:
        return None
    said = found.draft.said[ord(found.match["D"]) - FIRST_THING]
    demanded = _DEMANDS.match(said) is not None or not {"must", "should", "required", "need", "have"}.isdisjoint(
        found.words.split()
    )
    if not demanded:
        return None
    return When(condition=who, then=criterion_of(drugs, denied=False))


def _who(value: object) -> Criterion | None:
    """Women before or in menopause, with men or without; None for anybody else."""
    bare = value.criterion if isinstance(value, Fixed) and not value.qualities else value
    match bare:
        case Menopause(status=status) if set(status) <= {"pre", "peri"}:
            return bare
        case AllOf(of=parts) if HasSex(sex="female") in parts and len(parts) == 2:
            return _who(next(part for part in parts if part != HasSex(sex="female")))
        case AllOf(of=parts) if HasSex(sex="male") in parts and len(parts) == 2:
            # "Premenopausal women and men" are two groups of people.
            return _who(AnyOf(of=parts))
        case AnyOf(of=parts):
            return bare if all(one == HasSex(sex="male") or _who(one) is not None for one in parts) else None
        case _:
            return None


MEN_OR = Stage("men or women after menopause")


@MEN_OR.rule(
    "<X:man> [,] {or|and|and/or} <F>",
    "<F> [,] {or|and|and/or} <X:man>",
    "<F> <X:man>",
    gives="X",
)
def men_or(found: Found) -> object:
    """ "men or postmenopausal women"."""
    value, man = found.any("F"), found.any("man")
    if man in _EITHER_SEX and "or" not in found.words.split():
        # "Postmenopausal women and men": no man is postmenopausal.
        man = HasSex(sex="male")
    elif len(found.words.split()) < _JOINED:
        return None
    if (
        not isinstance(man, HasSex)
        or man != HasSex(sex="male")
        or not isinstance(value, Fixed)
        or value.qualities
        or found.draft.denied
    ):
        return None
    return any_of((man, value.criterion)) if isinstance(value.criterion, Menopause) else None


_WOMEN, _MEN = HasSex(sex="female"), HasSex(sex="male")
_EITHER_SEX = (AnyOf(of=(_WOMEN, _MEN)), AnyOf(of=(_MEN, _WOMEN)))
_JOINED = 3
