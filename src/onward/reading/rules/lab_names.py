"""Names of laboratory tests as criteria string them together, before a limit is read: "AST (SGOT) and ALT (SGPT)"."""

from __future__ import annotations

from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import Analytes, joined, names_of

LAB_NAMES = Stage("names of tests")
rule = LAB_NAMES.rule

_QTC = frozenset({"QTcF", "QTc (Bazett)", "QTc, method not stated"})


@rule(
    "<L> ( <L:other> ) ( <L:third> )",
    "<L> ( <L:other> )",
    "<L> [=] ( <L:other> {or|/|,} <L:third> )",
    "<L> / <L:other>",
    "<L> ( or <L:other> )",
    "<L> , ( <L:other> )",
    gives="L",
    again=True,
)
def one_test(found: Found) -> object:
    """ "AST (SGOT)": one test by two names; "bilirubin (direct)" is left alone."""
    names = [names_of(found.any(name)) for name in ("L", "other", "third") if found.has(name)]
    first = names[0]
    if first is None or any(one is None or set(one.names) != set(first.names) for one in names):
        return None
    return first


@rule(
    "<L> {and|,|/|, and|and/or|as well as|, as well as} [both|serum|also|either|total] <L:other>",
    gives="L",
    again=True,
)
def several(found: Found) -> object:
    """ "AST (SGOT) and ALT (SGPT)", once each of them has one name."""
    one, other = names_of(found.any("L")), names_of(found.any("other"))
    return None if one is None or other is None else joined(one, other, found.words)


@rule("<L> {or|, or|, and/or} [serum|total] <L:other>", gives="L", again=True)
def either(found: Found) -> object:
    """ "AST or ALT"."""
    one, other = names_of(found.any("L")), names_of(found.any("other"))
    if one is None or other is None or (one.joint == "and" and len(one.names) > 1):
        return None
    if set(one.names) == set(other.names):
        return one
    return Analytes(tuple(dict.fromkeys((*one.names, *other.names))), "or")


@rule(
    "{liver enzyme|liver transaminase|hepatic enzyme|liver function test|hepatic transaminase|serum transaminase|hepatic function test} [level|,|:] ( <L> )",
    gives="L",
)
def group_named(found: Found) -> object:
    """ "liver enzymes (AST and ALT)": those that are named."""
    return names_of(found.any("L"))


@rule(
    "{baseline|mean|average|resting|screening|mean resting|resting mean|baseline resting|screening mean|mean baseline|average resting|repeated|pretreatment|baseline mean|mean of triplicate|triplicate} <L>",
    "{baseline|mean|resting|average} [of] {triplicate|<N:three>} [resting|<L:qt>] <L>",
    gives="L",
)
def when_measured(found: Found) -> object:
    """ "mean resting QTcF", "baseline LVEF": a value is the one that counts at present."""
    return names_of(found.any("L")) if not found.has("qt") else None


@rule("fasting [serum|plasma|blood] <L>", gives="L")
def fasting(found: Found) -> object:
    """ "fasting serum glucose"; cholesterol and triglycerides are asked for fasting anyway."""
    analytes = names_of(found.any("L"))
    if analytes is None:
        return None
    if analytes.names == ("glucose",):
        return Analytes(("glucose fasting",), "and")
    return analytes if set(analytes.names) <= {"glucose fasting", "cholesterol", "triglycerides"} else None


@rule(
    "<L> [interval|value] [(|,] {by|using|per|with|via|from|corrected by|calculated by|calculated using|according to|corrected using|calculated with|corrected with|calculated according to|as corrected by|as calculated by|corrected for heart rate by|corrected for heart rate using|measured by|corrected for heart rate according to|obtained by|calculated per} {fridericia|fridericias|fredericia|fredericias|fridericia qt} [formula|correction|method|equation|correction formula|correction method] [( qtcf )] [)]",
    "<L> ( {fridericia|fridericias|fredericia} [formula|correction|method|equation] )",
    gives="L",
)
def fridericia(found: Found) -> object:
    """ "QTc by Fridericia's formula" is QTcF."""
    analytes = names_of(found.any("L"))
    if analytes is None or not set(analytes.names) <= _QTC - {"QTc (Bazett)"}:
        return None
    return Analytes(("QTcF",), "and") if found.words.count("(") == found.words.count(")") else None


@rule(
    "<L> [interval|value] [(|,] {by|using|per|with|corrected by|calculated by|calculated using|according to|corrected using|corrected with|as corrected by} {bazett|bazetts} [formula|correction|method|equation] [)]",
    "<L> ( {bazett|bazetts} [formula|correction|method|equation] )",
    gives="L",
)
def bazett(found: Found) -> object:
    """ "QTc by Bazett's formula"."""
    analytes = names_of(found.any("L"))
    if analytes is None or not set(analytes.names) <= _QTC - {"QTcF"}:
        return None
    return Analytes(("QTc (Bazett)",), "and") if found.words.count("(") == found.words.count(")") else None
