"""The knowledge: from an article to claims, from claims to answers.

>>> from graph import open_store
>>> store = open_store("detente-demo/store")  # doctest: +SKIP
>>> pandas.DataFrame(store.claims(actor="Iran"))  # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.notebook import OpenStore

__all__ = ["open_store"]


def open_store(path: Path | str) -> OpenStore:
    """Return a store to look into from a notebook or a script: claims, a network, RDF, queries.

    Args:
        path: its folder, as ``--store`` names it.

    Raises:
        StoreError: no store there, not a store, a newer format, or damaged files.
    """
    from graph.notebook import OpenStore  # noqa: PLC0415 - importing the package costs nothing
    from graph.store import Store  # noqa: PLC0415

    with Store.open(path):
        return OpenStore(Path(path))
