"""medspaCy's pipeline as a process of its own: reads texts and phrases, and times one pass whenever it is told to.

Run by `bench.reading_speed` with the interpreter that has medspaCy, so that its packages and ours do not mix. First
line in: JSON with "phrases" (phrase: label) and "texts". First line out: "ready", or "not installed". Then each line in
is one pass over all texts, and the line out its seconds of processor time (which another load does not change).
"""

from __future__ import annotations

import json
import logging
import sys
import time


def main() -> int:
    given = json.loads(sys.stdin.readline())
    logging.disable(logging.WARNING)
    try:
        import medspacy  # pyright: ignore[reportMissingImports]
        from medspacy.target_matcher import TargetRule  # pyright: ignore[reportMissingImports]
    except ImportError:
        print("not installed", flush=True)
        return 0
    try:
        from loguru import logger  # pyright: ignore[reportMissingImports]

        logger.remove()
    except (ImportError, ValueError):
        pass
    pipeline = medspacy.load(medspacy_enable=["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"])
    rules = [TargetRule(phrase, label) for phrase, label in given["phrases"].items()]
    pipeline.get_pipe("medspacy_target_matcher").add(rules)
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.process_time()
        for text in given["texts"]:
            pipeline(text)
        print(time.process_time() - start, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
