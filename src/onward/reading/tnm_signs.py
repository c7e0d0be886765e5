"""T, N and M as they stand in a line ("cT1-3 N0 or N1mi M0"), as alternatives of categories."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_PREFIX = r"(?:y[cp]?|[cp])?"
_T = r"t(?:[0-4x]|is)(?:mic?|[a-d])?"
_N = r"n[0-3x](?:mic?|[a-c])?"
_M = r"m[01x]"
SIGN: Final = rf"(?:{_PREFIX}{_T}(?:{_PREFIX}{_N})?(?:{_PREFIX}{_M})?|{_PREFIX}{_N}(?:{_PREFIX}{_M})?|{_PREFIX}{_M})"
PLUS: Final = rf"{_PREFIX}n \+"
ANY: Final = r"(?:(?:any|all) [tn]|[tn] (?:any|all))"
# What goes on counting behind a sign: "T1-3", "T1b-c", "T1-3N0".
GOES_ON: Final = rf"(?:[0-4](?:mic?|[a-d])?(?:{_N})?(?:{_M})?|is|[a-d]|mic?)"
JOINS: Final = r"(?:[,;] (?:or|and)|[,;/]|-|to|through|or|and/or|and)"
_JOINING = frozenset({",", ";", "/", "-", "to", "through", "or", "and/or", "and"})

_ONE = re.compile(
    r"(?P<prefix>y[cp]?|[cp])?(?:(?P<t>t(?:[0-4x]|is)(?:mic?|[a-d])?)|(?P<n>n[0-3x](?:mic?|[a-c])?)|(?P<m>m[01x]))"
)
_MORE = re.compile(rf"(?P<digit>[0-4])(?P<letter>mic?|[a-d])?(?P<rest>(?:{_N})?(?:{_M})?)$")

_GROUPS = {
    "t": {"1": ("mi", "a", "b", "c"), "4": ("a", "b", "c", "d")},
    "n": {"1": ("mi", "a", "b", "c"), "2": ("a", "b"), "3": ("a", "b", "c")},
}
_LAST = {"t": "4", "n": "3"}


@dataclass(slots=True)
class Way:
    """One alternative: by axis its categories, () for any of them; how each was staged.

    plain   whether commas or "and" stand between its axes: in an exclusion they may part things that keep out each
    """

    categories: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    staged: dict[str, str] = field(default_factory=dict[str, str])
    plain: bool = True


@dataclass(frozen=True, slots=True)
class _Atom:
    joint: str
    axis: str
    value: str
    prefix: str
    glued: bool = False


def ways_of(words: str) -> tuple[Way, ...]:
    """The alternatives that a run of signs names; () where it is not certain what it means."""
    atoms = _atoms(words.split())
    if not atoms:
        return ()
    ways: list[Way] = []
    way = Way()
    runs: dict[str, list[tuple[str, str]]] = {}
    last = ""

    def close() -> bool:
        for axis, run in runs.items():
            if axis == "m":
                values = tuple(value for _, value in run)
            else:
                made = _categories(axis, run)
                if made is None:
                    return False
                values = made
            way.categories[axis] = values
        ways.append(way)
        return True

    for at, atom in enumerate(atoms):
        is_either = atom.joint.split(" ")[-1] in ("or", "and/or")
        if atom.axis == last and "any" not in (atom.value, runs[last][-1][1]):
            following = atoms[at + 1] if at + 1 < len(atoms) else None
            if atom.joint not in ("", "-") and following is not None and following.glued and following.axis != last:
                # "T3 or T2N1": whether the N is said of both nobody can tell.
                return ()
            if ";" in atom.joint:
                return ()
            runs[last].append((atom.joint or "-", atom.value))
        elif atom.axis in runs or (is_either and runs):
            if not (is_either or atom.joint in (",", ", and", "and", "/", ";", "; and")) or not close():
                return ()
            way, runs = Way(), {atom.axis: [("", atom.value)]}
        else:
            if runs and (atom.joint in ("/", "-") or ";" in atom.joint):
                return ()
            if atom.joint and runs and atom.axis != "m":
                way.plain = False
            runs[atom.axis] = [("", atom.value)]
        way.staged.setdefault(atom.axis, atom.prefix)
        if way.staged[atom.axis] != atom.prefix and atom.prefix:
            return ()
        last = atom.axis
    return tuple(ways) if close() else ()


def _atoms(words: list[str]) -> list[_Atom]:
    found: list[_Atom] = []
    joint: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        behind = words[at + 1] if at + 1 < len(words) else ""
        said = " ".join(joint)
        if word in _JOINING:
            joint.append({"to": "-", "through": "-"}.get(word, word))
            at += 1
            continue
        if (word in ("any", "all") and behind in ("t", "n")) or (word in ("t", "n") and behind in ("any", "all")):
            found.append(_Atom(said, word if word in ("t", "n") else behind, "any", ""))
            at += 2
        elif re.fullmatch(rf"{_PREFIX}n", word) and behind == "+":
            found.append(_Atom(said, "n", "+", word[:-1]))
            at += 2
        elif _ONE.match(word) is not None:
            begin, first = 0, True
            while begin < len(word):
                one = _ONE.match(word, begin)
                if one is None:
                    return []
                axis = "t" if one["t"] else "n" if one["n"] else "m"
                value = (one["t"] or one["n"] or one["m"])[1:]
                prefix = one["prefix"] or (found[-1].prefix if found else "")
                found.append(_Atom(said if first else "", axis, value, prefix, glued=not first))
                begin, first = one.end(), False
            at += 1
        elif found and (more := _MORE.match(word)) is not None:
            previous = found[-1]
            found.append(_Atom(said, previous.axis, more["digit"] + (more["letter"] or ""), previous.prefix))
            rest = more["rest"]
            for one in _ONE.finditer(rest):
                axis = "t" if one["t"] else "n" if one["n"] else "m"
                found.append(_Atom("", axis, (one["t"] or one["n"] or one["m"])[1:], previous.prefix))
            at += 1
        elif found and re.fullmatch(r"[a-d]|mic?", word) and found[-1].value[0].isdigit():
            previous = found[-1]
            found.append(_Atom(said, previous.axis, previous.value[0] + word, previous.prefix))
            at += 1
        elif found and word == "is" and found[-1].axis == "t" and said == "/":
            found.append(_Atom(said, "t", "is", found[-1].prefix))
            at += 1
        elif found and word == "+" and found[-1].value[:1].isdigit():
            found.append(_Atom("-", found[-1].axis, _LAST.get(found[-1].axis, "1"), found[-1].prefix))
            at += 1
        else:
            return []
        joint = []
    return found if not joint else []


def _categories(axis: str, run: list[tuple[str, str]]) -> tuple[str, ...] | None:
    """The categories of one axis: a list, or spans in it."""
    if len(run) == 1 and run[0][1] == "any":
        return ()
    kept: list[str] = []
    previous = ""
    for joint, value in run:
        value = value.replace("mic", "mi")
        if value == "+":
            kept.extend(_span(axis, "1", _LAST[axis]) or ())
        elif joint == "-":
            span = _span(axis, previous, value)
            if span is None:
                return None
            kept.extend(span)
        else:
            kept.append(value)
        previous = value
    names = tuple(dict.fromkeys(_name(axis, value) for value in kept))
    # What holds a narrower one makes that one needless: "N1 (N1mi, N1a)" is not written so.
    return tuple(name for name in names if name.rstrip("abcdmi") == name or name[:2] not in names)


def _name(axis: str, value: str) -> str:
    return f"{axis.upper()}{'X' if value == 'x' else value}"


def _span(axis: str, low: str, high: str) -> list[str] | None:
    """ "T1c-T3" is T1c, T2, T3; "T0-2" leaves out Tis, which no number counts."""
    if low == "is":
        return ["is", *(_span(axis, "1", high) or ["1"])] if high[:1].isdigit() else None
    if not (low[:1].isdigit() and high[:1].isdigit()):
        return None
    leaves = [f"{one}{letter}" for one in "01234" for letter in _GROUPS[axis].get(one, ("",))]
    first = next((at for at, leaf in enumerate(leaves) if leaf == low or leaf[0] == low), None)
    last = next((at for at in range(len(leaves) - 1, -1, -1) if leaves[at] == high or leaves[at][0] == high), None)
    if first is None or last is None or first > last:
        return None
    inside = leaves[first : last + 1]
    whole = [
        one
        for one in "01234"
        if all(leaf in inside for leaf in leaves if leaf[0] == one) and any(leaf[0] == one for leaf in leaves)
    ]
    made: list[str] = []
    for leaf in inside:
        name = leaf[0] if leaf[0] in whole else leaf
        if name not in made:
            made.append(name)
    return made


def open_span(axis: str, value: str, *, upwards: bool, itself: bool) -> tuple[str, ...] | None:
    """ "T2 or higher", "above N1": the categories on that side; None where it is not told."""
    if not value[:1].isdigit():
        return None
    span = _span(axis, value, _LAST[axis]) if upwards else _span(axis, "0", value)
    if span is None:
        return None
    if not itself:
        span = [one for one in span if one != value]
    if not upwards and axis == "t":
        span.insert(1, "is")
    return tuple(_name(axis, one) for one in span) or None
