"""A thing alone among what is asked for, whose heading that denies it was most likely lost."""

from __future__ import annotations

from onward.reading.drug_sets import is_bare_window
from onward.reading.line_in_parts import HINDERS, is_required
from onward.reading.line_shapes import SAYS_GIVEN
from onward.reading.things import CnsSpread, Happened, Ill, SecondCancer, Several

# What a bone is measured by, and no illness of its own.
_LYTIC = Ill(groups=("lytic bone lesion",))


def lacks_its_heading(value: object, line: str) -> bool:
    """Whether nobody asks for what a line of an inclusion names: an illness, or treatment within days."""
    spread = isinstance(value, Ill) and value.groups == _LYTIC.groups
    if isinstance(value, (Ill, CnsSpread, SecondCancer)) and not spread and not is_required(line):
        return True
    if isinstance(value, Several) and not is_required(line) and _names_an_illness(value):
        return True
    if isinstance(value, Happened) and any(map(HINDERS.search, value.qualities)):
        # "Prior surgery affecting absorption" among what is asked for.
        return True
    # "Chemotherapy within 2 weeks" alone among what is asked for.
    return is_bare_window(value) and SAYS_GIVEN.search(line) is None


def _names_an_illness(value: Several) -> bool:
    return any(isinstance(part, (Ill, CnsSpread, SecondCancer)) and part != _LYTIC for part in value.parts)
