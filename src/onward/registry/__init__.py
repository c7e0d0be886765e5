"""What a trial registry says of a trial, as frozen values: titles, arms, eligibility text, sites and their state.

Nothing is judged here.
"""

from __future__ import annotations
