"""The answers: each engine is a pure function of timeline, picture and knowledge.

All ask through `criteria`; none knows another.
"""

from __future__ import annotations
