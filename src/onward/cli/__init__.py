"""The command line: reads arguments, calls the use cases, prints. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status.

    0 done, 1 some records could not be used (they are listed), 2 bad usage, 3 broken knowledge or store.
    """
    from onward.cli.arguments import build_parser

    parser = build_parser()
    arguments = parser.parse_args(argv)
    from onward.terms import KnowledgeError, OnwardError, RecordsError, StoreError, UsageError

    try:
        status = arguments.run(arguments)
        # A closed pipe shows itself only when the last of the output leaves.
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has had enough; that is no failure of ours.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("onward: stopped; what was finished before is kept.", file=sys.stderr)
        return 130
    except OnwardError as error:
        print(f"onward: {error}", file=sys.stderr)
        match error:
            case KnowledgeError() | StoreError():
                return 3
            case RecordsError():
                return 1
            case UsageError():
                return 2
            case _:
                return 2
    return int(status)
