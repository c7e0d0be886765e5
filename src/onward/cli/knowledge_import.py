"""`onward knowledge import`: evidence of others, kept beside the reviewed rules and never mixed with them."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from onward.app.civic import civic_base, import_civic
from onward.cli.printing import print_json

_SHOWN = 5


def run(arguments: argparse.Namespace) -> int:
    """Import a table; 1 when rows of it could not be read."""
    about, read, is_new = import_civic(Path(arguments.file), now=datetime.now().astimezone())
    base = civic_base()
    unplaced = () if base is None else base.unplaced
    profiles = 0 if base is None else len(base.profiles)
    waiting = sum(one.items for one in unplaced)
    if arguments.json:
        print_json(
            {
                "schema": "onward.knowledge-import/1",
                "source": "civic",
                "file": about.name,
                "sha256": about.sha256,
                "kept_as": about.file,
                "new": is_new,
                "items": about.items,
                "flagged": sum(item.flagged for item in read.items),
                "breast": sum(item.is_breast for item in read.items),
                "newest_review": about.newest_review or None,
                "profiles": profiles,
                "unplaced": [{"profile": one.profile, "why": one.why, "items": one.items} for one in unplaced],
                "issues": [
                    {"file": about.name, "place": place, "what": what, "did": "left the row out"}
                    for place, _, what in (problem.partition(": ") for problem in read.problems)
                ],
            }
        )
    else:
        for problem in read.problems:
            print(f"{about.name}: {problem}; left the row out", file=sys.stderr)
        print(
            f"{about.items} evidence items of CIViC, newest review {about.newest_review or 'not dated'}"
            f"{'' if is_new else ' (the same table as before)'}."
        )
        print(
            f"{profiles} molecular profiles; {len(unplaced)} of them, with {waiting} items, need something that "
            "variants do not tell and are looked for in part or not at all:"
        )
        for one in unplaced[:_SHOWN]:
            print(f"  {one.profile}: {one.why}")
        if len(unplaced) > _SHOWN:
            print(f"  ... and {len(unplaced) - _SHOWN} more (--json lists all)")
        print("It is shown beside therapy options as evidence for and against, with its level; never as an approval.")
    return 1 if read.problems else 0
