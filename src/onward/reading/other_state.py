"""Another state that will do: "refractory to standard therapy, or for which there is none" asks not for the first alone."""

from __future__ import annotations

from onward.reading.sought import sought

# The last word of a thing, or its first, says in which state it is.
_IN_A_STATE = sought(
    r"\b(?:refractory|relapsed|resistant|recurrent|progressive|progressing|unresectable|inoperable|intolerant) ?$|^(?:[a-z]+ )?(?:progressed|failed|relapsed|recurred)\b"
)
_OTHERWISE = sought(r"(?:^| )(?:or|and/or) (?:(?:for|in) (?:which|whom)|where|whose)(?= |$)")


def names_another_state(thing: str, behind: str) -> bool:
    """Whether the words behind a thing, as it is spoken, name another state than the one it names."""
    return _OTHERWISE.search(behind) is not None and _IN_A_STATE.search(thing) is not None
