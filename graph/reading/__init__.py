"""What comes in to articles: plain text, HTML pages, JSON lines, folders of them. Nothing is fetched from anywhere."""

from graph.reading.boilerplate import boilerplate_spans
from graph.reading.bundled import samples, samples_folder
from graph.reading.fields import ReadFailure, Tell
from graph.reading.files import SUFFIXES, files_in, read_all, read_path, read_stream

__all__ = [
    "SUFFIXES",
    "ReadFailure",
    "Tell",
    "boilerplate_spans",
    "files_in",
    "read_all",
    "read_path",
    "read_stream",
    "samples",
    "samples_folder",
]
