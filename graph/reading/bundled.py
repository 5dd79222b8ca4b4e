"""The sample articles that come with détente."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.model import Article
from graph.reading.files import read_path


def samples_folder() -> Path:
    """Return where the samples stand: inside the package when installed, else at the top of the source tree."""
    package = Path(__file__).parents[1]
    installed = package / "samples"
    return installed if installed.is_dir() else package.parent / "samples"


def samples() -> Iterator[Article]:
    """Yield the sample articles, sorted by file name."""
    return read_path(samples_folder() / "articles")
