"""Runs an operator's command: `python -m period_sync.operate`."""

import sys

from period_sync.operate import main

sys.exit(main())
