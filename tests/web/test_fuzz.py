"""Whatever stands in an address, no page breaks: every route with parameters that nobody would think of."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.query.named import named_queries
from tests.exports.html.worlds import theatre
from tests.web.sparql_server import Site
from web.pages import VIEWS
from web.views.analyses import ANALYSES

WORLD = theatre()
KEYS = sorted(
    {
        "q",
        "a",
        "b",
        "id",
        "from",
        "to",
        "sure",
        "family",
        "sign",
        "speaker",
        "page",
        "all",
        "actor",
        "limit",
        "by",
        "ask",
    }
    | {"before", "after", "one", "two", "query", "format", "theme", "title", "other", "edges", "around"}
    | {p.name for query in named_queries().values() for p in query.parameters}
)
"""Names of parameters: those that pages know, and some that none does."""
KNOWN = sorted({a.id for a in WORLD.actors} | {a.label for a in WORLD.actors} | {c.id[:12] for c in WORLD.claims})
TRICKS = [
    "",
    "0",
    "-1",
    "1e9",
    "2021",
    "2021-13-45",
    "..",
    "2020..2021",
    "SELECT * {?s ?p ?o}",
    "ASK {",
    "\x00",
    "\u202e",
    "٣",
]
VALUES = st.one_of(st.sampled_from(KNOWN), st.sampled_from(TRICKS), st.text(max_size=40))
PATHS = st.one_of(
    st.sampled_from([path for path, _ in VIEWS if "{" not in path]),
    st.sampled_from([f"/analysis/{name}" for name in ANALYSES]),
    st.sampled_from([f"/ask/{name}" for name in named_queries()]),
    st.tuples(st.sampled_from(["/actor/", "/article/", "/claim/", "/analysis/", "/ask/", "/static/", "/"]), VALUES).map(
        lambda parts: parts[0] + quote(parts[1].encode("utf-8", "surrogatepass"), safe="/")
    ),
)
PARAMETERS = st.lists(st.tuples(st.sampled_from(KEYS), VALUES), max_size=5)


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(path=PATHS, parameters=PARAMETERS)
def test_no_address_breaks_a_page(site: Site, path: str, parameters: list[tuple[str, str]]) -> None:
    address = f"{path}?{urlencode(parameters, errors='surrogatepass')}"
    reply = site.ask("GET", address)
    assert reply.status in {200, 303, 307, 400, 404, 406, 422}, (reply.status, address, reply.text[-300:])
