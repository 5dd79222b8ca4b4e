"""Where the development data lies, beside the project; tests that want it skip, saying so, where it is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the development data (../shared) is not beside the project"
)
