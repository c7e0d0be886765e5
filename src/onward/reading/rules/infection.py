"""Infections: "hepatitis B or C", serology, "HIV-1/2 antibodies"."""

from __future__ import annotations

import re
from dataclasses import replace

from onward.criteria import LabWord
from onward.reading.grammar import Found, Stage
from onward.reading.things import Fixed, Ill, Several, Thing, all_of, negated
from onward.reading.things_asked import question_of

INFECTION = Stage("infection")
rule = INFECTION.rule

_OR = "{or|and|and/or|/|,|, or|, and/or|or hepatitis|and hepatitis|or virus|and/or hepatitis}"
_VIRUS = "[virus|infection|viral infection|virus infection|hepatitis|positive|infected]"


@rule(
    f"[acute or chronic|acute and chronic|acute|chronic|active] <C:one> {_OR} [active|chronic] {{c|<U:u>}} {_VIRUS} [<C:tail>]",
    f"<C:one> {{b|<U:u>}} {_OR} {{c|<U:v>}} {_VIRUS} [infection|<C:tail>]",
    "<C:one> {b|b virus} [virus|infection|positive]",
    "<C:one> {c|<U:u>} [virus|infection|positive]",
    "<C:one> {b , c|b , <U:u>|a , b , or c|a , b or c|a , b , or <U:v>|a , b or <U:w>|b , or c|b , or <U:x>} [virus|infection]",
    gives="C",
)
def hepatitis_letters(found: Found) -> object:
    """ "hepatitis B or C", "chronic hepatitis B or C"."""
    one = found.any("one")
    for name in ("u", "v", "w", "x"):
        sign = found.sign(name)
        if sign is not None and found.draft.said[ord(sign) - 0xE000] != "c":
            return None
    if not isinstance(one, Ill) or one.window is not None or one.grade is not None:
        return None
    tail = found.any("tail")
    if tail is not None and not (isinstance(tail, Ill) and tail.groups == ("infection",)):
        return None
    words = found.words.split()
    has_b = "b" in words or one.groups == ("hepatitis B",)
    has_c = "c" in words or any(found.sign(name) is not None for name in ("u", "v", "w", "x"))
    if one.groups not in (("hepatitis B",), ("viral hepatitis",)) or (
        one.groups == ("viral hepatitis",) and not has_b and not has_c
    ):
        return None
    if one.groups == ("viral hepatitis",) and not has_b and "or" in words:
        return None
    groups = (
        *(("hepatitis A",) if "a" in words else ()),
        *(("hepatitis B",) if has_b else ()),
        *(("hepatitis C",) if has_c else ()),
    )
    status = "now" if words[0] in ("active",) or "active" in words else one.status
    parts: tuple[Thing, ...] = tuple(replace(one, groups=(group,), status=status) for group in groups)
    return parts[0] if len(parts) == 1 else Several(joint="or", parts=parts)


@rule(
    "[known|active] {concurrent|concomitant|simultaneous|both|co infection with|coinfection with|dual infection with} [known|active] <C:what> [virus|viral] [infection]",
    gives="C",
)
def both_at_once(found: Found) -> object:
    """ "Concurrent active hepatitis B and C": who has one of them is not meant."""
    what = found.any("what")
    said = f" {found.draft.spoken(found.match[0])} "
    if not isinstance(what, Several) or not _viral(what) or len(what.parts) != _BOTH or " or " in said:
        return None
    if " and " not in said or "," in said:
        return None
    return Fixed(criterion=all_of(tuple(question_of(part, denied=True) for part in what.parts)))


_BOTH = 2
_TEST = "{surface antigen|antigen|core antibody|antibody|rna|dna|viral load|virus rna|virus dna|surface antigen ( hbsag )|surface ag|virus antibody|virus surface antigen|serology|hbsag|anti hcv|anti hbc|viral rna|virus ( hcv ) rna|test|virus test|ab|virus ab|antibody ( anti hcv )|surface antigen and/or core antibody|core antigen|core antibody ( anti hbc )}"
_RESULT = "{positive|reactive|detected|is detected|positivity|seropositivity|present|is positive|reactivity|detectable|seropositive|( reactive )|( positive )|positive test|test positive|positive result|are positive}"


@rule(
    f"[serologically|serologic|serological] {{positive [for|test for|result for|serology for|serologic test for|test result for]|detectable|seropositive for|seropositivity for|positivity for|tested positive for|test positive for|tests positive for|reactive|positive blood test for|positive serum|positive result of|positive marker of|positive serological marker of|positive serology for|positive serologic marker of}} <C:what> [{_TEST}]",
    f"<C:what> [{_TEST}] {_RESULT} [status|testing|test]",
    "<C:what> {testing|test} [result]",
    f"<C:what> ( [eg ,|ie ,|eg|ie|defined as|known|:|known positive] {{<L:test>|hbsag|hcv rna|hcv|anti hcv|hbv|hiv 1/2 antibody|hiv 1 / 2 antibody|hcv antibody|hbv dna|<C:again>|hiv}} [{_TEST}] [( hbsag )|( qualitative )|qualitative] [{_RESULT}|( qualitative ) is detected|qualitative is detected|( qualitative ) detected] )",
    "{seropositive|seropositivity|infected|infection|positive serology|carrier|carriers|known carrier|antibody positive|known to be infected|known positive|known infection|history of infection|infected or known to be infected} {for|with|of|to} [known] <C:what>",
    "<C:what> {carrier|infected|status|seropositive|seropositivity|serology|related illness|related disease|infected patient|disease state|carrier status|( hiv 1/2 antibody )|( hiv 1 / 2 antibody )|1 / 2 antibody|antibody|type 1 or 2|type 1 or type 2|1 or 2|1/2|( type 1 or 2 )}",
    gives="C",
)
def serology(found: Found) -> object:
    """ "positive hepatitis B surface antigen", "HIV-positive status", "seropositive for HIV"."""
    what = found.any("what")
    if ("(" in found.words) != (")" in found.words):
        return None
    if not _viral(what):
        return None
    words = found.words.split()
    if words[-1] == "status" and not {"positive", "seropositive", "reactive"} & set(words):
        # "HIV status" alone may be unknown as well.
        return None
    return what


@rule("{testing|test|tested|who test|who tested|have tested|has tested} <C:what>", gives="C")
def tested(found: Found) -> object:
    """ "patients testing positive for HIV": "positive" is in the words of the illness already."""
    said = found.draft.spoken(found.match[0]).split()
    return found.any("what") if said[said[0] == "who" :][1:2] == ["positive"] or "positive" in said[1:3] else None


@rule(f"<C:what> [{_TEST}] {{negative|nonreactive|non reactive}} [status|test]", gives="X")
def not_infected(found: Found) -> object:
    """ "hepatitis B surface antigen negative", asked for."""
    what = found.any("what")
    if found.draft.denied or not isinstance(what, Ill) or not _viral(what) or what.window is not None:
        return None
    before = found.match.string[: found.match.start()].split()
    behind = found.match.string[found.match.end() :].split()
    if (before and before[-1] in ("and", "or", ",", "/", "no", "not")) or (
        behind and behind[0] in ("and", "or", ",", "/")
    ):
        return None
    if what.groups == ("hepatitis B",) and _SURFACE_ANTIGEN.search(found.draft.spoken(found.match[0])) is not None:
        # A hepatitis B that is over leaves the antigen negative: the test is asked, not the illness.
        return Fixed(criterion=LabWord(analyte="hepatitis B surface antigen", words=("negative",)))
    return negated(question_of(what, denied=True))


@rule("<F:test>", gives="X")
def tested_negative(found: Found) -> object:
    """ "HBsAg negative" is a question of its own among others that are asked for."""
    test = found.any("test")
    if found.draft.denied or not isinstance(test, Fixed) or not isinstance(test.criterion, LabWord):
        return None
    return test.criterion if test.criterion.analyte.startswith("hepatitis") else None


_SURFACE_ANTIGEN = re.compile(r"surface (?:antigen|ag)\b(?!.*core)|hbsag")
_VIRAL = frozenset(
    {
        "HIV",
        "AIDS",
        "hepatitis B",
        "hepatitis C",
        "hepatitis A",
        "viral hepatitis",
        "HTLV infection",
        "cytomegalovirus infection",
        "syphilis",
        "tuberculosis",
        "COVID-19",
        "Epstein-Barr virus infection",
    }
)


def _viral(thing: object) -> bool:
    match thing:
        case Ill():
            return set(thing.groups) <= _VIRAL
        case Several():
            return all(_viral(part) for part in thing.parts)
        case _:
            return False
