"""The SPARQL 1.1 Protocol, its query operation: what must be answered, and what must be refused with a reason."""

from __future__ import annotations

import csv
import http.client
import io
import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from graph.query import Limits
from graph.query.pool import Pool
from graph.store import Store
from tests.query.test_run import CROSS
from tests.tiny_world import METHOD, REGISTRY, reading
from tests.web.sparql_server import FORM, QUERY, Reply, Site, serving

NS = "https://w3id.org/detente/ns#"
EDGES = f"{NS}edges"
SELECT = "SELECT ?b { actor:norland rel:attacks ?b }"
ASK = "ASK { ?a rel:attacks ?b }"
NAMED = "ASK { GRAPH ?g { ?a rel:attacks ?b } }"
CONSTRUCT = "CONSTRUCT { ?a rel:attacks ?b } WHERE { ?a rel:attacks ?b }"
RUNAWAY = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"
ALL = "SELECT * { ?s ?p ?o }"
RESULTS = "application/sparql-results+json"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = tmp_path_factory.mktemp("sparql") / "store"
    with Store.open(path, write=True) as store:
        store.add([reading(n) for n in range(30)], REGISTRY, method=METHOD)
    limits = Limits(seconds=2, bytes=500_000, memory_bytes=1 << 30)
    with serving(path, Pool(path, size=2, limits=limits, wait=1)) as site:
        yield site


def form(**fields: str | list[str]) -> bytes:
    return urlencode({key.replace("_", "-"): value for key, value in fields.items()}, doseq=True).encode()


def target(**fields: str | list[str]) -> str:
    return f"/sparql?{form(**fields).decode()}"


def yes(reply: Reply) -> bool:
    assert (reply.status, reply.type) == (200, RESULTS), reply.text
    found = json.loads(reply.body)["boolean"]
    assert isinstance(found, bool)
    return found


Request = tuple[str, str, bytes | None, dict[str, str]]
ANSWERED: dict[str, tuple[Request, bool]] = {
    "query via GET": (("GET", target(query=ASK), None, {}), True),
    "query via POST of a form": (("POST", "/sparql", form(query=ASK), {"Content-Type": FORM}), True),
    "query via POST of a form with charset": (
        ("POST", "/sparql", form(query=ASK), {"Content-Type": f"{FORM}; charset=UTF-8"}),
        True,
    ),
    "query via POST directly": (("POST", "/sparql", ASK.encode(), {"Content-Type": QUERY}), True),
    "query via POST directly with charset": (
        ("POST", "/sparql", "ASK { FILTER('é' = '\\u00E9') }".encode(), {"Content-Type": f"{QUERY}; charset=utf-8"}),
        True,
    ),
    "type in capitals": (("POST", "/sparql", ASK.encode(), {"Content-Type": QUERY.upper()}), True),
    "default graph via GET": (("GET", target(query=ASK, default_graph_uri=EDGES), None, {}), True),
    "default graph that lacks it via GET": (("GET", target(query=ASK, default_graph_uri="urn:x"), None, {}), False),
    "default graphs via GET": (("GET", target(query=ASK, default_graph_uri=["urn:x", EDGES]), None, {}), True),
    "default graph via POST of a form": (
        ("POST", "/sparql", form(query=ASK, default_graph_uri="urn:x"), {"Content-Type": FORM}),
        False,
    ),
    "default graph via POST directly": (
        ("POST", target(default_graph_uri="urn:x"), ASK.encode(), {"Content-Type": QUERY}),
        False,
    ),
    "named graph via GET": (("GET", target(query=NAMED, named_graph_uri=EDGES), None, {}), True),
    "named graphs via POST of a form": (
        ("POST", "/sparql", form(query=NAMED, named_graph_uri=["urn:x", "urn:y"]), {"Content-Type": FORM}),
        False,
    ),
    "named graph via POST directly": (
        ("POST", target(named_graph_uri=EDGES), NAMED.encode(), {"Content-Type": QUERY}),
        True,
    ),
    "named graph leaves the default graph empty": (("GET", target(query=ASK, named_graph_uri=EDGES), None, {}), False),
    "both kinds of graphs": (
        ("GET", target(query=NAMED, default_graph_uri="urn:x", named_graph_uri=EDGES), None, {}),
        True,
    ),
    "the request's graphs go before the query's": (
        ("GET", target(query="ASK FROM <urn:x> { ?a rel:attacks ?b }", default_graph_uri=EDGES), None, {}),
        True,
    ),
    "parameters that nobody knows": (("GET", target(query=ASK, format="json", debug="on"), None, {}), True),
}


@pytest.mark.parametrize(("request_", "answer"), ANSWERED.values(), ids=ANSWERED)
def test_the_protocol_is_answered(site: Site, request_: Request, answer: bool) -> None:  # noqa: FBT001
    assert yes(site.ask(*request_)) is answer


REFUSED: dict[str, tuple[Request, int, str]] = {
    "no query": (("GET", target(default_graph_uri=EDGES), None, {}), 400, "no queries"),
    "no query in a form": (("POST", "/sparql", b"", {"Content-Type": FORM}), 400, "no queries"),
    "two queries": (("GET", target(query=[ASK, ASK]), None, {}), 400, "2 queries"),
    "two queries in a form": (("POST", "/sparql", form(query=[ASK, ASK]), {"Content-Type": FORM}), 400, "2 queries"),
    "two queries, one directly": (("POST", target(query=ASK), ASK.encode(), {"Content-Type": QUERY}), 400, "2 queries"),
    "malformed": (("GET", target(query="ASK {"), None, {}), 400, "line 1, column 6"),
    "malformed directly": (("POST", "/sparql", b"ASK {\n ?s", {"Content-Type": QUERY}), 400, "line 2"),
    "empty": (("POST", "/sparql", b"", {"Content-Type": QUERY}), 400, "expected"),
    "not UTF-8": (("POST", "/sparql", b"ASK { FILTER('\xe9' = 'x') }", {"Content-Type": QUERY}), 400, "not UTF-8"),
    "not UTF-8 in a form": (("POST", "/sparql", b"query=ASK%20%7B%7D%E9", {"Content-Type": FORM}), 400, "not UTF-8"),
    "not UTF-8 in the address": (("GET", "/sparql?query=%FF", None, {}), 400, "not UTF-8"),
    "UTF-16": (
        ("POST", "/sparql", ASK.encode("utf-16"), {"Content-Type": f"{QUERY}; charset=UTF-16"}),
        415,
        "send UTF-8",
    ),
    "wrong type": (("POST", "/sparql", ASK.encode(), {"Content-Type": "text/plain"}), 415, "text/plain"),
    "several parts": (("POST", "/sparql", b"", {"Content-Type": "multipart/form-data; boundary=x"}), 415, "multipart"),
    "no type for a form": (("POST", "/sparql", form(query=ASK), {}), 415, "missing"),
    "no type for a query": (("POST", "/sparql", ASK.encode(), {}), 415, "missing"),
    "method PUT": (("PUT", target(query=ASK), None, {}), 405, "PUT"),
    "method DELETE": (("DELETE", target(query=ASK), None, {}), 405, "DELETE"),
    "method PATCH": (("PATCH", target(query=ASK), None, {}), 405, "PATCH"),
    "method OPTIONS": (("OPTIONS", target(query=ASK), None, {}), 405, "OPTIONS"),
    "update via GET": (("GET", target(update="CLEAR ALL"), None, {}), 403, "only reads"),
    "update in a form": (("POST", "/sparql", form(update="CLEAR ALL"), {"Content-Type": FORM}), 403, "only reads"),
    "update directly": (
        ("POST", "/sparql", b"CLEAR ALL", {"Content-Type": "application/sparql-update"}),
        403,
        "only reads",
    ),
    "update as a query": (("GET", target(query="INSERT DATA { :a :b :c }"), None, {}), 403, "INSERT is refused"),
    "SERVICE": (("GET", target(query="ASK { SERVICE <http://x/> { ?a ?b ?c } }"), None, {}), 403, "SERVICE is refused"),
    "graph without absolute IRI": (("GET", target(query=ASK, default_graph_uri="edges"), None, {}), 400, "absolute"),
    "too many graphs": (("GET", target(query=ASK, named_graph_uri=["urn:x"] * 101), None, {}), 400, "101 graphs"),
    "a query too long": (("POST", "/sparql", b"ASK {" + b" " * 100_000, {"Content-Type": QUERY}), 413, "100000"),
    "a body too long": (("POST", "/sparql", b" " * 1_100_000, {"Content-Type": QUERY}), 413, "larger"),
    "no such form": (("GET", target(query=ASK), None, {"Accept": "image/png"}), 406, RESULTS),
    "rows as Turtle": (("GET", target(query=SELECT), None, {"Accept": "text/turtle"}), 406, RESULTS),
    "triples as CSV": (("GET", target(query=CONSTRUCT), None, {"Accept": "text/csv"}), 406, "text/turtle"),
    "too slow": (("GET", target(query=RUNAWAY), None, {}), 504, "longer than 2 seconds"),
    "nested too deep": (
        ("POST", "/sparql", b"SELECT * " + b"{" * 40_000 + b"}" * 40_000, {"Content-Type": QUERY}),
        500,
        "broke the engine",
    ),
}


@pytest.mark.parametrize(("request_", "status", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_told_why_in_one_line(site: Site, request_: Request, status: int, reason: str) -> None:
    reply = site.ask(*request_)
    assert (reply.status, reply.type) == (status, "text/plain; charset=utf-8"), reply.text
    assert reason in reply.text
    assert reply.text.count("\n") == 1
    assert site.get(ASK).status == 200


def test_an_allowed_method_is_named(site: Site) -> None:
    assert site.ask("PUT", "/sparql").headers["allow"] == "GET, HEAD, POST"


FORMS = [
    (SELECT, None, RESULTS),
    (SELECT, "", RESULTS),
    (SELECT, "*/*", RESULTS),
    (SELECT, "application/json", "application/json"),
    (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
    (SELECT, "text/csv", "text/csv; charset=utf-8"),
    (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    (SELECT, "text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
    (SELECT, "application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
    (SELECT, "text/*, application/json;q=0.9", "text/csv; charset=utf-8"),
    (SELECT, "text/turtle, nonsense, TEXT/CSV ; Q=0.2", "text/csv; charset=utf-8"),
    (SELECT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
    (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
    (ASK, "text/csv", "text/csv; charset=utf-8"),
    (CONSTRUCT, None, "text/turtle; charset=utf-8"),
    (CONSTRUCT, "application/n-triples", "application/n-triples"),
    (CONSTRUCT, "text/plain", "text/plain; charset=utf-8"),
    (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
    (CONSTRUCT, "application/ld+json", "application/ld+json"),
    ("DESCRIBE actor:norland", "text/turtle, */*;q=0.1", "text/turtle; charset=utf-8"),
]


@pytest.mark.parametrize(("query", "accept", "type_"), FORMS)
def test_an_answer_comes_in_the_form_that_is_liked_best(site: Site, query: str, accept: str, type_: str) -> None:
    reply = site.get(query, accept)
    assert (reply.status, reply.type) == (200, type_)
    assert reply.headers["vary"] == "Accept"
    head = site.ask("HEAD", f"/sparql?query={quote(query)}", headers={} if accept is None else {"Accept": accept})
    assert (head.status, head.type, head.body) == (200, type_, b"")


def test_every_form_holds_the_same(site: Site) -> None:
    sudland = "https://w3id.org/detente/actor/sudland"
    rows = json.loads(site.get(SELECT).body)["results"]["bindings"]
    assert rows == [{"b": {"type": "uri", "value": sudland}}]
    tree = ET.fromstring(site.get(SELECT, "application/sparql-results+xml").body)  # noqa: S314 - our own answer
    assert [element.text for element in tree.iter("{http://www.w3.org/2005/sparql-results#}uri")] == [sudland]
    assert list(csv.reader(io.StringIO(site.get(SELECT, "text/csv").text))) == [["b"], [sudland]]
    assert site.get(SELECT, "text/tab-separated-values").text == f"?b\n<{sudland}>\n"
    for accept, name in (("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml")):
        assert len(rdflib.Graph().parse(data=site.get(CONSTRUCT, accept).body, format=name)) == 1


def test_letters_of_all_scripts_come_through(site: Site) -> None:
    word = "«Україна» 中国 \U0001f54a é"
    query = f"SELECT ('{word}' AS ?x) {{}}"
    posted = site.ask("POST", "/sparql", query.encode(), {"Content-Type": QUERY, "Accept": "text/csv"})
    assert posted.text == site.get(query, "text/csv").text == f"x\r\n{word}\r\n"


def test_a_large_answer_comes_whole_and_in_pieces(site: Site) -> None:
    reply = site.get(f"{ALL} LIMIT 1500", "application/sparql-results+json")
    assert len(json.loads(reply.body)["results"]["bindings"]) == 1500
    assert len(reply.body) > 200_000
    assert reply.headers["transfer-encoding"] == "chunked"
    assert "content-length" in site.get(ASK).headers


def test_an_answer_past_its_size_is_cut_and_looks_cut(site: Site) -> None:
    with pytest.raises(http.client.IncompleteRead):
        site.get(ALL)
    assert site.get(ASK).status == 200


def test_a_client_that_goes_away_frees_its_worker(site: Site) -> None:
    for _ in range(4):
        with socket.create_connection(("127.0.0.1", site.port)) as client:
            client.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.2)
    start = time.monotonic()
    assert site.get(ASK).status == 200
    assert time.monotonic() - start < 2


def test_where_all_workers_are_busy_a_client_is_told_to_try_again(site: Site) -> None:
    clients = []
    try:
        for _ in range(6):
            clients.append(socket.create_connection(("127.0.0.1", site.port)))
            clients[-1].sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.3)
        reply = site.get(ASK)
        assert (reply.status, reply.headers["retry-after"]) == (503, "1")
        assert "try again" in reply.text
    finally:
        for client in clients:
            client.close()


@pytest.mark.parametrize(("accept", "name"), [(None, "turtle"), ("application/rdf+xml", "xml"), ("text/plain", "nt")])
def test_without_a_query_the_service_describes_itself(site: Site, accept: str | None, name: str) -> None:
    reply = site.ask("GET", "/sparql", headers={"Accept": accept} if accept else {})
    assert reply.status == 200
    found = rdflib.Graph().parse(data=reply.body, format=name)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = found.value(predicate=rdflib.RDF.type, object=sd.Service)
    assert found.value(service, sd.endpoint) == rdflib.URIRef(site.endpoint)
    assert found.value(service, sd.supportedLanguage) == sd.SPARQL11Query
    assert site.ask("GET", "/sparql", headers={"Accept": "image/png"}).status == 406


def test_an_answer_runs_nothing_in_a_browser(site: Site) -> None:
    headers = site.get(ASK).headers
    assert "sandbox" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert not [name for name in headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("how", ["urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_asks(site: Site, method: str, how: str) -> None:
    wrapper = SPARQLWrapper(site.endpoint)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(how)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(f"PREFIX rel: <https://w3id.org/detente/rel/> {ASK}")
    found = wrapper.queryAndConvert()
    assert isinstance(found, dict)
    assert found["boolean"] is True
    wrapper.setQuery("SELECT ?x { ?x")
    with pytest.raises(QueryBadFormed, match="line 1"):
        wrapper.query()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_sparqlwrapper_gets_a_graph(site: Site) -> None:
    wrapper = SPARQLWrapper(site.endpoint)
    wrapper.setQuery(CONSTRUCT)
    found = wrapper.queryAndConvert()
    assert isinstance(found, rdflib.Graph)
    assert len(found) == 1


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form_", ["json", "xml", "csv", "tsv"])
def test_rdflib_asks_as_a_store(site: Site, method: str, form_: str) -> None:
    graph = rdflib.Graph(SPARQLStore(site.endpoint, method=method, returnFormat=form_))
    rel = rdflib.Namespace("https://w3id.org/detente/rel/")
    actor = rdflib.Namespace("https://w3id.org/detente/actor/")
    rows = list(graph.query("SELECT ?b { ?a rel:attacks ?b }", initNs={"rel": rel}))
    assert [str(row[0]) for row in rows if isinstance(row, tuple)] == [str(actor.sudland)]
    assert list(graph.objects(actor.norland, rel.attacks)) == [actor.sudland]
    if form_ in {"json", "xml"}:
        assert (actor.norland, rel.attacks, actor.sudland) in graph
        assert (actor.sudland, rel.attacks, actor.norland) not in graph
        assert bool(graph.query("ASK { ?a rel:attacks ?b }", initNs={"rel": rel}).askAnswer) is True
