"""`python -m onward` is `onward`."""

from onward.cli import main

raise SystemExit(main())
