"""How generated tests run: the same examples every time, without a stopwatch; ONWARD_EXAMPLES=5000 for a long night.

A deadline on a single example says more about the machine than about the code.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("onward", deadline=None, derandomize=True)
settings.register_profile("night", deadline=None, max_examples=int(os.environ.get("ONWARD_EXAMPLES", "100")))
settings.load_profile("night" if os.environ.get("ONWARD_EXAMPLES") else "onward")
