"""Where things are in the checkout."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".local"
BUILD = ROOT / "build" / "local"
PYTHON = Path(sys.executable)
CLOUD_PYTHON = ROOT / ".venv-cloud" / "bin" / "python"
SAMPLE = ROOT / "samples" / "period-2026-10.json"
