"""The site about two made-up worlds, running: one that behaves, one whose every text tries to become code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.exports.html.worlds import theatre
from tests.web.sites import hostile_world, stored
from tests.web.sparql_server import Site, serving


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(stored(theatre(), tmp_path_factory.mktemp("site") / "store")) as site:
        yield site


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(stored(hostile_world(), tmp_path_factory.mktemp("hostile") / "store")) as site:
        yield site
