"""`onward knowledge`: the reviewed rules and tables."""

from __future__ import annotations

import argparse
import sys

from onward.app.civic import check_civic, imports
from onward.app.knowledge_check import check_everything, renew_index
from onward.cli.printing import print_json, print_table
from onward.cli.today import today
from onward.knowledge import knowledge_files
from onward.terms import KnowledgeError


def run_list(arguments: argparse.Namespace) -> int:
    """Every file with version, review and expiry."""
    day = arguments.as_of or today()
    files = knowledge_files()
    imported = imports()
    if arguments.json:
        print_json(
            {
                "schema": "onward.knowledge/1",
                "as_of": day.isoformat(),
                "files": [
                    {
                        "id": file.id,
                        "version": file.version,
                        "review": file.review,
                        "expires": file.expires.isoformat() if file.expires else None,
                        "stale": file.expires is not None and file.expires <= day,
                        "sha256": file.sha256,
                        "sources": len(file.sources),
                        "sources_not_opened": sum(not source.verified for source in file.sources.values()),
                    }
                    for file in files
                ],
                "imported": [
                    {
                        "source": "civic",
                        "file": one.file,
                        "sha256": one.sha256,
                        "imported": one.imported,
                        "newest_review": one.newest_review or None,
                        "items": one.items,
                        "used": one is imported[-1],
                    }
                    for one in imported
                ],
            }
        )
        return 0
    print_table(
        ("file", "version", "review", "expires", "sources", "not opened"),
        [
            (
                file.id,
                file.version,
                file.review,
                f"{file.expires}{' (stale)' if file.expires and file.expires <= day else ''}",
                str(len(file.sources)),
                str(sum(not source.verified for source in file.sources.values())),
            )
            for file in files
        ],
    )
    for one in imported:
        use = "in use" if one is imported[-1] else "kept, not in use"
        print(f"\nCIViC: {one.items} items, newest review {one.newest_review}, imported {one.imported}; {use}.")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Read everything as the answers do; the first broken file ends with status 3 and says where."""
    if arguments.renew_index:
        print(f"{renew_index()} entries stand in the index.", file=sys.stderr)
    problems = (*check_everything(arguments.as_of or today()), *check_civic())
    broken = [problem for problem in problems if problem.broken]
    if arguments.json:
        print_json(
            {
                "schema": "onward.knowledge-check/1",
                "problems": [{"file": one.file, "what": one.what, "broken": one.broken} for one in problems],
            }
        )
    else:
        for problem in problems:
            print(f"{'broken' if problem.broken else 'note'}: {problem.file}: {problem.what}", file=sys.stderr)
        print(f"{len(knowledge_files())} files read, {len(broken)} broken, {len(problems) - len(broken)} to look at.")
    if broken:
        raise KnowledgeError(f"{len(broken)} knowledge file(s) are broken; they are named above.")
    return 0
