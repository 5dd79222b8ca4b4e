"""The SPARQL 1.1 Protocol endpoint at /sparql."""

from __future__ import annotations

from pathlib import Path

from starlette.routing import BaseRoute


def routes(store: Path) -> list[BaseRoute]:  # noqa: ARG001
    """Return the route of the endpoint."""
    return []
