"""Answers kept on disk, so that no stretch of text is paid for twice and a run that stopped goes on where it was."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from graph.llm.answer import MOST_CHARACTERS, Answer, parse
from graph.model import content_id

_MOST_BYTES = 8 * MOST_CHARACTERS


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder with one file an answer, named by the hash of text, date, prompt version and model.

    The key of the endpoint and the text of the article are not in it; the answers quote the article.
    """

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> Cache:
        """Return the cache of a folder, made if it is not there. Raises InputError where that cannot be."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"{folder}: cannot be made ({error.strerror}); choose another folder") from None
        return cls(folder)

    def get(self, text: str, date: str | None, prompt: str, model: str) -> Answer | None:
        """Return the answer kept, None where there is none or the file is damaged."""
        try:
            with self._path(text, date, prompt, model).open("rb") as file:
                kept = parse(file.read(_MOST_BYTES))
        except OSError:
            return None
        if not isinstance(kept, dict) or not isinstance(kept.get("answer"), str):
            return None
        return Answer(kept["answer"])

    def has(self, text: str, date: str | None, prompt: str, model: str) -> bool:
        """Return whether there is a file for an answer."""
        return self._path(text, date, prompt, model).is_file()

    def put(self, answer: Answer, text: str, date: str | None, prompt: str, model: str) -> None:
        """Keep an answer; a file is there whole or not at all. Raises InputError where it cannot be written."""
        path = self._path(text, date, prompt, model)
        kept = {"answer": answer.text, "date": date, "model": model, "prompt": prompt}
        try:
            path.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="ascii") as file:
                    json.dump(kept, file)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise InputError(
                f"{self.folder}: an answer cannot be kept there ({error.strerror}); make room or choose another folder"
            ) from None

    def _path(self, text: str, date: str | None, prompt: str, model: str) -> Path:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        name = content_id(digest, date, prompt, model)
        return self.folder / name[:2] / f"{name}.json"
