"""Inhibitors, inducers and substrates of enzymes and transporters, and drugs that prolong QT: many wordings, one each.

Works on canonical lines, before the words are looked up: "drugs that are known strong inhibitors or inducers of
cytochrome P450 3A4" becomes "strong cyp3a4 inhibitor or strong cyp3a4 inducer".
"""

from __future__ import annotations

import re
from typing import Final

from onward.reading.sought import sought

# How an enzyme is spelled in a canonical line, and its name in the names of classes.
ENZYMES: Final = {
    "cyp3a4": "CYP3A", "cyp3a": "CYP3A", "cyp3a5": "CYP3A", "cyp2d6": "CYP2D6", "cyp2c8": "CYP2C8", "cyp2c9": "CYP2C9", "cyp2c19": "CYP2C19",
    "cyp1a2": "CYP1A2", "cyp2b6": "CYP2B6", "cyp2e1": "CYP2E1", "cyp2a6": "CYP2A6", "cyp450": "CYP", "pgp": "P-gp", "bcrp": "BCRP",
    "oatp1b1": "OATP1B1", "oatp1b3": "OATP1B3", "ugt1a1": "UGT1A1", "mate1": "MATE1", "mate2k": "MATE2-K", "oct2": "OCT2", "oat3": "OAT3", "oat1": "OAT1",
}  # fmt: skip
KINDS: Final = ("inhibitor", "inducer", "substrate")
STRENGTHS: Final = ("", "strong", "moderate", "weak")

_CYTOCHROME = sought(
    r"\b(?:isoenzyme |isozyme |enzyme )?(?:cytochrome|cyto chrome|cyp) ?(?:p ?-? ?450|p450|p|450)?(?: (?:enzyme|isoenzyme|isozyme|system))?(?: \( cyp ?(?:p? ?450)? \)| cyp)? ?(?P<number>[1-4][a-e]\d{0,2})(?: ?/ ?\d\b)?(?: \( cyp ?[1-4][a-e]\d{0,2} \))?(?! ?\d)"
)
_FAMILY = sought(
    r"\b(?:isoenzyme |isozyme |enzyme )?(?:cytochrome|cyp) ?p ?450 ?,? ?family (?P<one>[1-4]) ?,? ?subfamily(?: (?P<two>[a-e]))?(?: ,)?(?: ?(?:polypeptide|member) (?P<three>\d))?(?: \( cyp ?(?:p? ?450 )?[1-4][a-e]\d? \))?"
)
_CYP_GLUED = sought(r"\b(?P<name>cyp[1-4][a-e]\d{0,2}) ?/ ?(?:cyp3a)?[57]\b")
_P450 = sought(r"\b(?:cytochrome p ?450|p450 cytochrome|cyp ?450|p450|cytochrome p)(?: \( cyp ?(?:450)? \))?(?= |$)")
_PGP = sought(r"\b(?:permeability glycoprotein|p glycoprotein|p gp|pgp)(?: \( p ?gp \))?(?: 1)?(?= |$)")
_BCRP = sought(r"\b(?:breast cancer resistan(?:ce|t) protein|bcrp)(?: \( bcrp \))?(?= |$)")

_STRENGTH = r"(?:(?:known|potent|potently|strong|strongly|moderate|moderately|weak|mild|sensitive|selective|powerful|clinically relevant|clinically significant|significant|reversible|time dependent|systemic|any|other|concomitant)(?: ?,| or| and| to| and/or| ?/)? )"
_ENZYME = rf"(?:{'|'.join(sorted(ENZYMES, key=len, reverse=True))})(?: \( cyp\w* \))?"
_ENZYMES = rf"(?:{_ENZYME}(?: (?:isoenzyme|isozyme|enzyme|isoform|transporter|system|complex|pathway|family))*)(?:(?: ,| and| or| and/or| /|, or)+ (?:the )?{_ENZYME}(?: (?:isoenzyme|isozyme|enzyme|isoform|transporter|system|complex|pathway|family))*)*"
_KIND = r"(?:inhibitor|inducer|substrate|inhibiting|inducing)"
_KINDS = rf"{_KIND}(?:(?: ,| and| or| and/or| /)+ (?:an? )?{_STRENGTH}*{_KIND})*"
_OF = sought(
    rf"(?<![^ ])(?P<strength>{_STRENGTH}*)(?P<kinds>{_KINDS}) (?:of|for|on) (?:the )?(?:isoenzyme |isozyme |enzyme |family |hepatic |liver )*(?P<enzymes>{_ENZYMES})(?= |$)"
)
_BEFORE = sought(
    rf"(?<![^ ])(?P<strength>{_STRENGTH}*)(?P<enzymes>{_ENZYMES}) ?(?:isoenzyme |isozyme |enzyme )?(?P<kinds>{_KINDS})(?= |$)(?! (?:antiepileptic|anti epileptic|anticonvulsant|drug eiaed))"
)
# "CYP3A strong or moderate inducers".
_BETWEEN = sought(
    rf"(?<![^ ])(?P<enzymes>{_ENZYME}) (?P<strength>(?:(?:strong|moderate|potent|weak)(?: ?,| or| and| and/or| ?/)? )+)(?P<kinds>{_KINDS})(?= |$)"
)
_VERB = sought(
    rf"(?<![^ ])(?P<how>strongly |potently |moderately |significantly |weakly )?(?P<verbs>(?:inhibit|induce)(?:(?: or| and| and/or| /)+ (?:inhibit|induce))*) (?:the )?(?:metabolism (?:of|by|via) |activity of )?(?P<enzymes>{_ENZYMES})(?= |$)"
)
# Words for drugs before it, that add nothing to it.
_THING = r"(?:medication|medicine|drug|substance|agent|product|food|supplement|herb|herbal supplement|herbal therapy|herbal medicine|herbal medication|herbal remedy|herbal product|herbal preparation|treatment|compound|therapy|medicinal product|dietary supplement|molecule|juice|beverage)"
_THINGS = rf"(?:(?:any|other|concomitant|certain|oral|(?:prescription (?:or|and|and/or|/) )?(?:non prescription|nonprescription|over the counter)|prescription|prohibited|concurrent|all|systemic|following) )*{_THING}(?:(?: ,| and| or| and/or| /)+ (?:other |any )?{_THING})*"
_WHICH = r"(?:(?: \( ?)?(?: (?:that|which|who|are|is|act|acting|as|known|to|be|have been|shown|either|considered|classified|belonging|class|may|can|strongly|with|potentially))*)"
_DRUGS_THAT = sought(
    rf"(?<![^ ]){_THINGS}{_WHICH} (?=(?:strong |moderate |weak )?(?:{'|'.join(sorted(ENZYMES, key=len, reverse=True))}) (?:inhibitor|inducer|substrate)\b)"
)
_NARROW = sought(
    rf"(?<![^ ])(?:(?:{_THINGS}|those|that|which)(?: (?:that|which|with|have|has|having|a|are))* )?narrow therapeutic (?:window|index|range)(?: (?:and|that|which|are|is|predominantly|primarily|mainly|extensively))* (?:metaboli[sz]ed|cleared) (?:through|by|via) (?P<enzymes>{_ENZYMES})(?= |$)"
)
_QT = sought(
    rf"(?<![^ ]){_THINGS}(?: (?:that|which|with|are|is|be|may|can|could|have|has|having|known|to|generally|accepted|a|risk|of|for|potential|potentially|likely|associated|substantial|significant|strong|clinically|cause|causing|carry|suspected|produce|lead|leading|the|possible|definite|in|category|considered|been|shown|reported))*"
    r" (?:(?:prolong\w*|prolongation of|lengthen\w*) (?:the )?(?:heart rate corrected |corrected )?qt ?c?f?(?: interval)?|qt ?c?(?: interval)? prolongation)(?:(?: and/or| or| and| /)+ (?:(?:to|cause|causing|induce|inducing|risk|of|for|develop|be|known|a|have|are|associated|with) )*torsades? de pointes?(?: tachycardia)?)?(?= |$)"
)
_TORSADE = sought(
    rf"(?<![^ ]){_THINGS}(?: (?:that|which|with|are|is|be|may|can|have|has|having|known|to|generally|accepted|a|risk|of|for|potential|likely|associated|substantial|cause|causing|carry|induce|inducing|possible|definite|developing|the|suspected|torsadogenic))* torsades? de pointes?(?: tachycardia)?(?:(?: and/or| or| and)+ (?:prolong\w*|prolongation of) (?:the )?qtc?(?: interval)?)?(?= |$)"
)


def with_short_enzymes(line: str) -> str:
    """A canonical line with each such phrase in its one form."""
    if "cyto" in line or "cyp" in line or "p450" in line:
        line = _FAMILY.sub(lambda found: f"cyp{found['one']}{found['two'] or 'a'}{found['three'] or ''}", line)
        line = _CYTOCHROME.sub(lambda found: f"cyp{found['number']}", line)
        line = _CYP_GLUED.sub(lambda found: found["name"], line)
        line = _P450.sub("cyp450", line)
    if "gp" in line or "glycoprotein" in line:
        line = _PGP.sub("pgp", line)
    if "bcrp" in line or "cancer resistan" in line:
        line = _BCRP.sub("bcrp", line)
    if "transporting" in line:
        line = _TRANSPORTER.sub(lambda found: f"oatp{found['which']}", line)
    if _ANY.search(line) is not None:
        line = _EFFECT.sub(
            _effects, _BY_WHAT.sub("", line.replace("inductor of", "inducer of").replace(" inductor ", " inducer "))
        )
        for pattern in (_BETWEEN, _OF, _BEFORE):
            line = pattern.sub(_named, line)
        line = _VERB.sub(_verbs, line)
        line = _SUSPENDED.sub(
            lambda found: f"{found['first']}{found['joint']}{found['strength']}{found['enzyme']} {found['kind']}", line
        )
        line = _SYSTEMIC.sub(lambda found: f"use of {found['what'].strip(' .')} {found['when']} ", line)
        line = line.replace("cyp450 enzyme inducing ", "enzyme inducing ")
        line = _NARROW.sub(
            lambda found: f"{_joined([''], found['enzymes'], ['substrate'])} with narrow therapeutic index", line
        )
        line = _WHY.sub("", _OF_NARROW.sub("substrate with narrow therapeutic index", _DRUGS_THAT.sub("", line)))
    if " prohibited " in line:
        # What a trial's own list prohibits: the drug of the trial is not what is taken.
        line = _PROHIBITED.sub(lambda found: f"prohibited {found['what']}", line)
    if "qt" in line or "torsade" in line:
        line = _TORSADE.sub("qt prolonging drug", _QT.sub("qt prolonging drug", line))
    return line


_TRANSPORTER = sought(
    r"\borganic anion transporting (?:poly ?)?peptide (?P<which>1b[13])(?: \( oatp ?1b[13] \))?(?= |$)"
)
# How it inhibits.
_BY_WHAT = sought(r"\b(?:mechanism based|time dependent|irreversible|reversible|competitive) (?=inhibitor)")
# "A strong inhibitory or inductive effect on CYP3A", "CYP3A-inhibiting properties".
_EFFECT = sought(
    rf"(?<![^ ])(?:(?:that|which|with|have|has|having|known|to|exert|a|an) )*(?P<strength>{_STRENGTH}*)(?P<kinds>(?:inhibitory|inhibiting|inductive|inducing)(?:(?: or| and| and/or| /)+ (?:inhibitory|inhibiting|inductive|inducing))*) (?:effect|activity|property|potential) (?:on|of|for|against|towards) (?:the )?(?P<enzymes>{_ENZYMES})(?= |$)"
)


def _effects(found: re.Match[str]) -> str:
    kinds = [
        "inhibitor" if word.startswith("inhibit") else "inducer"
        for word in re.findall(r"inhibit|induc", found["kinds"])
    ]
    return _joined(_strengths(found["strength"]), found["enzymes"], list(dict.fromkeys(kinds)))


# "Strong CYP3A4 inhibitors (such as ...) or inducers": of the same enzyme, and as strong.
_SUSPENDED = sought(
    rf"(?P<first>(?<![^ ])(?P<strength>(?:strong |moderate |weak )?)(?P<enzyme>{_ENZYME}) (?:inhibitor|inducer)(?: \( [^()]* \))?)(?P<joint>,? (?:or|and|and/or|/) )(?P<kind>inhibitor|inducer)(?= |$)"
)
# "Systemic treatment, within 14 days, with strong inhibitors of ...": no treatment of cancer is meant.
_SYSTEMIC = sought(
    rf"systemic treatment , (?P<when>within [^,]+) , with (?P<what>(?:strong |moderate |weak )?{_ENZYME} .*)$"
)
_PROHIBITED = sought(r"(?<![^ ])(?:any )?[a-z][a-z0-9]{3,} prohibited (?P<what>medication|drug|agent|substance)(?= |$)")
_OF_NARROW = sought(
    r"\bsubstrate (?:with|that have|having|which have|of) (?:narrow|low) therapeutic (?:index|window|range)(?= |$)"
)
_WHY = sought(
    r",? (?:due to|because of|given|owing to) (?:the )?(?:potential|possible|risk|possibility)[^.;()]*(?=$|\. |; )"
)
_ANY = sought(rf"\b{_ENZYME}\b")
_EACH = sought(rf"\b(?:{'|'.join(sorted(ENZYMES, key=len, reverse=True))})\b")
_ASKED = sought(r"\b(?:potent|potently|strong|strongly|powerful|moderate|moderately|weak|mild)\b")
_PLAIN = {
    "potent": "strong",
    "potently": "strong",
    "strongly": "strong",
    "powerful": "strong",
    "moderately": "moderate",
    "mild": "weak",
}
_EACH_KIND = sought(rf"(?P<strength>(?:(?:potent|strong|moderate|weak)(?: or| and| /)? )*)(?P<kind>{_KIND})")


def _strengths(words: str) -> list[str]:
    found = [_PLAIN.get(word, word) for word in _ASKED.findall(words)]
    return list(dict.fromkeys(found)) or [""]


def _named(found: re.Match[str]) -> str:
    first = _strengths(found["strength"])
    made: list[str] = []
    sensitive = "sensitive" in found["strength"].split()
    for each in _EACH_KIND.finditer(found["kinds"]):
        own = _strengths(each["strength"])
        strengths = own if own != [""] else first
        kind = {"inhibiting": "inhibitor", "inducing": "inducer"}.get(each["kind"], each["kind"])
        told = ["sensitive" if sensitive else ""] if kind == "substrate" else strengths
        made.append(_joined(told, found["enzymes"], [kind]))
    return " or ".join(dict.fromkeys(made))


def _verbs(found: re.Match[str]) -> str:
    kinds = [
        {"inhibit": "inhibitor", "induce": "inducer"}[verb] for verb in re.findall(r"inhibit|induce", found["verbs"])
    ]
    return _joined(_strengths(found["how"] or ""), found["enzymes"], list(dict.fromkeys(kinds)))


def _joined(strengths: list[str], enzymes: str, kinds: list[str]) -> str:
    names = list(dict.fromkeys(_EACH.findall(enzymes)))
    made = [
        " ".join(filter(None, (strength, name, kind))) for kind in kinds for name in names for strength in strengths
    ]
    return " or ".join(dict.fromkeys(made))
