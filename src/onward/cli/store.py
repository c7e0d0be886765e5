"""`onward store`: what the store holds, and taking an import back."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from onward.cli.printing import print_json, print_table
from onward.store import Store
from onward.terms import UsageError


def run_list(arguments: argparse.Namespace) -> int:
    """Files in the store."""
    with Store.open(arguments.store, create=False) as store:
        documents = store.documents()
        counts = store.counts()
        where = store.where
    if arguments.json:
        print_json(
            {
                "schema": "onward.store/1",
                "store": where,
                "files": [
                    {
                        "name": document.name,
                        "sha256": document.sha256,
                        "size": document.size,
                        "format": document.format,
                        "received_at": document.received_at,
                        "import_id": document.import_id,
                        "complete": document.complete,
                    }
                    for document in documents
                ],
                "resources": {one.kind: {"resources": one.resources, "versions": one.versions} for one in counts},
            }
        )
        return 0
    print_table(
        ("sha256", "file", "bytes", "received", "import", "state"),
        [
            (
                document.sha256[:12],
                document.name,
                f"{document.size:,}",
                document.received_at,
                str(document.import_id),
                "complete" if document.complete else "interrupted: import the same file again",
            )
            for document in documents
        ],
    )
    print(f"{len(documents)} file(s), {sum(one.resources for one in counts):,} resources in {where}")
    return 0


def run_people(arguments: argparse.Namespace) -> int:
    """Ids of the people in the store."""
    with Store.open(arguments.store, create=False) as store:
        people = store.people()
    if arguments.json:
        print_json({"schema": "onward.people/1", "people": list(people)})
    else:
        for person in people:
            print(person)
    return 0


def run_forget(arguments: argparse.Namespace) -> int:
    """Take one file and what it added out of the store; asks first."""
    with Store.open(arguments.store, create=False) as store:
        matching = [one for one in store.documents() if one.sha256.startswith(arguments.sha256.lower())]
        if len(matching) != 1 or len(arguments.sha256) < 6:
            raise UsageError(
                f"{len(matching)} files in the store have a hash that begins so; give at least 6 signs of exactly one. "
                "`onward store list` shows them."
            )
        document = matching[0]
        if not arguments.yes and not _agreed(document.name, document.size):
            print("Nothing was changed.", file=sys.stderr)
            return 0
        removed = store.forget(document.sha256, forgotten_at=datetime.now(UTC))
    if arguments.json:
        print_json({"schema": "onward.forget/1", "removed": list(removed)})
    else:
        print(f"Removed {len(removed)} file(s). Importing the same file again brings it back.")
    return 0


def _agreed(name: str, size: int) -> bool:
    if not sys.stdin.isatty():
        raise UsageError("forgetting asks first; where nobody can answer, say --yes.")
    return input(f"Remove {name} ({size:,} bytes) and all that was read from it? [y/N] ").strip().lower() in (
        "y",
        "yes",
    )
