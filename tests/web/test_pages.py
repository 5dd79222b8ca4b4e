"""The pages: each answers, its figures are the data's, its links lead somewhere, and nothing in it can become code."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urldefrag, urlencode, urljoin

import pytest
from starlette.routing import compile_path

from graph.model import Collection
from graph.query.named import named_queries
from tests.exports.html.worlds import theatre
from tests.web.sites import EVIL, Seen, at, every_page, hostile_world
from tests.web.sparql_server import Reply, Site
from web.pages import VIEWS
from web.security import HEADERS
from web.views.analyses import ANALYSES

STATUS = {"claim": 303, "no such page": 404, "not understood": 400}
"""Of pages that are not answered with 200."""
WORLD, HOSTILE = theatre(), hostile_world()
PAGES, HOSTILE_PAGES = every_page(WORLD), every_page(HOSTILE)
DRAWN = re.compile("/map($|[?])|.*[?&]format=map")
"""The map itself, which is tested on its own."""


def get(site: Site, address: str) -> Seen:
    reply = site.ask("GET", address)
    assert reply.status == 200, (address, reply.text[-300:])
    return Seen.of(reply.text)


def message(reply: Reply) -> str:
    """Return the one line of an error's page."""
    (found,) = re.findall(r'<p class="message" role="alert">(.*)</p>', reply.text)
    return str(found)


def test_every_kind_of_page_is_looked_at() -> None:
    for path, _ in VIEWS:
        pattern = compile_path(path)[0]
        assert any(pattern.match(address.partition("?")[0]) for address in PAGES.values()), path
    assert set(ANALYSES) | {f"ask {name}" for name in named_queries()} <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_answers(site: Site, name: str) -> None:
    reply = site.ask("GET", PAGES[name])
    assert reply.status == STATUS.get(name, 200), reply.text[-300:]
    if reply.status != 303:
        assert reply.type == "text/html; charset=utf-8"
        seen = Seen.of(reply.text)
        assert len(seen.ids) == len(set(seen.ids))
        assert [tag for tag, _ in seen.tags].count("h1") == 1


def test_head_is_answered_like_get_without_a_body(site: Site) -> None:
    reply = site.ask("HEAD", "/")
    assert (reply.status, reply.body) == (200, b"")


def test_the_start_counts_what_the_store_holds(site: Site) -> None:
    pairs = Counter(frozenset((c.subject, c.object)) for c in WORLD.claims)
    text = get(site, "/").text
    assert f"articles {len(WORLD.articles)}" in text
    assert f"claims {len(WORLD.claims)}" in text
    assert f"actors {len(WORLD.actors)}" in text
    assert f"pairs of actors {len(pairs)}" in text


def is_so(collection: Collection) -> list[str]:
    return [c.id for c in collection.claims if (c.polarity, c.modality) == ("affirmed", "actual")]


def test_an_actors_page_counts_its_claims_with_and_without_what_is_not_so(site: Site) -> None:
    plain = set(is_so(WORLD))
    for actor in WORLD.actors:
        mine = [c for c in WORLD.claims if actor.id in {c.subject, c.object}]
        so = sum(c.id in plain for c in mine)
        text = get(site, at(f"/actor/{actor.id}")).text
        assert f"{so} claim{'s' * (so != 1)}" in text
        assert ("show them too" in text) == (so < len(mine))
        everything = get(site, at(f"/actor/{actor.id}", all="1"))
        assert f"{len(mine)} claim{'s' * (len(mine) != 1)}" in everything.text
        assert sum(tag == "article" for tag, _ in everything.tags) == len(mine)


def test_a_pairs_page_shows_all_that_is_claimed_between_the_two_and_nothing_else(site: Site) -> None:
    for one, other in {tuple(sorted((c.subject, c.object))) for c in WORLD.claims}:
        between = [c for c in WORLD.claims if {c.subject, c.object} == {one, other}]
        seen = get(site, at("/pair", a=one, b=other, all="1"))
        shown = {link for link in seen.links if link.startswith("/article/")}
        assert shown == {f"/article/{c.article}#claim-{c.id}" for c in between}
        assert get(site, at("/pair", a=other, b=one, all="1")).text.count("confidence 0.") == len(between)


def test_an_article_shows_its_whole_text_and_every_claim_at_its_sentence(site: Site) -> None:
    for article in WORLD.articles:
        seen = get(site, f"/article/{article.id}")
        mine = [c for c in WORLD.claims if c.article == article.id]
        assert {f"claim-{c.id}" for c in mine} <= set(seen.ids)
        words = re.sub(r"[0-9\s]+", "", seen.text)
        assert re.sub(r"[0-9\s]+", "", article.text) in words
        starts = len({c.evidence.sentence.start for c in mine})
        assert {f"sentence-{n}" for n in range(1, starts + 1)} == {i for i in seen.ids if i.startswith("sentence-")}


def test_a_claims_address_leads_to_it_in_its_article(site: Site) -> None:
    for claim in WORLD.claims:
        reply = site.ask("GET", f"/claim/{claim.id}")
        assert (reply.status, reply.headers["location"]) == (303, f"/article/{claim.article}#claim-{claim.id}")


def test_the_middle_counts_the_claims_of_each_actor(site: Site) -> None:
    plain = set(is_so(WORLD))
    text = get(site, "/analysis/central").text
    for actor in WORLD.actors:
        mine = [c for c in WORLD.claims if actor.id in {c.subject, c.object} and c.id in plain]
        doing = sum(c.subject == actor.id for c in mine)
        told = f"{actor.label} {len(mine)} claim{'s' * (len(mine) != 1)} {doing} {len(mine) - doing} "
        assert not mine or told in text


def test_search_finds_actors_by_any_name_and_articles_by_title(site: Site) -> None:
    found = get(site, at("/search", q="BRASK"))
    assert "/actor/norland" in found.links
    assert "1 actor" in found.text
    assert "1 article" in found.text
    assert "0 actors" in get(site, at("/search", q="zzzz")).text


def test_filters_leave_out_what_they_say(site: Site) -> None:
    dates = {a.id: a.date or "" for a in WORLD.articles}
    early = [c for c in WORLD.claims if "norland" in {c.subject, c.object} and dates[c.article] <= "2021-07-08"]
    seen = get(site, at("/actor/norland", all="1", to="2021-07-08"))
    assert f"{len(early)} claims" in seen.text
    sure = [c for c in early if c.confidence >= 0.9]
    assert f"{len(sure)} claim" in get(site, at("/actor/norland", all="1", to="2021-07-08", sure="0.9")).text


@pytest.mark.parametrize(
    "address",
    [
        "/actor/nobody",
        "/actor/",
        "/article/0123456789abcdef0123456789abcdef",
        "/article/x",
        "/claim/0123456789abcdef0123456789abcdef",
        "/claim/%00",
        "/claims?id=ffff",
        "/claims",
        "/analysis/nonsense",
        "/ask/nonsense",
    ],
)
def test_what_does_not_exist_is_not_found_in_one_line(site: Site, address: str) -> None:
    reply = site.ask("GET", address)
    assert reply.status == 404
    assert message(reply)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/pair", "a is missing"),
        ("/pair?a=norland&b=norland", "same actor"),
        ("/pair?a=norland&b=nobody", "nobody"),
        ("/actor/norland?from=yesterday", "yesterday"),
        ("/actor/norland?from=2022&to=2021", "2022"),
        ("/actor/norland?sign=angry", "angry"),
        ("/actor/norland?family=none", "none"),
        ("/actor/norland?sure=2", "sure"),
        ("/actor/norland?page=0", "page"),
        ("/actor/norland?page=%D9%A1", "page"),
        ("/maps?limit=1000", "limit"),
        ("/maps?actor=nobody", "nobody"),
        ("/map?from=1999&to=2000", "no claims pass"),
        ("/analysis/central?by=height", "height"),
        ("/analysis/balance?actor=nobody", "nobody"),
        ("/analysis/changes?before=..&after=2022", "period"),
        ("/analysis/path?a=norland&b=norland", "norland"),
        ("/analysis/compare?one=Nobody&two=Courier", "Nobody"),
        ("/ask/relations?actor=nobody", "nobody"),
        ("/ask/top-actors?ask=1&limit=x", "limit"),
        ("/editor?query=SELECT", "line 1"),
        ("/editor?query=ASK%7B%7D&format=pdf", "pdf"),
        ("/search?q=" + "x" * 300, "300"),
    ],
)
def test_what_is_not_understood_is_told_in_one_line(site: Site, address: str, said: str) -> None:
    reply = site.ask("GET", address)
    assert reply.status == 400
    assert said.lower() in message(reply).lower()


def test_every_link_form_and_file_of_the_site_answers_and_every_mark_is_there(site: Site) -> None:
    pages: dict[str, Seen | None] = {}
    waiting, marks = ["/"], set()
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        reply = site.ask("GET", address)
        assert reply.status in {200, 303}, (address, reply.text[-300:])
        pages[address] = seen = None if not reply.type.startswith("text/html") else Seen.of(reply.text)
        leads = [reply.headers["location"]] if reply.status == 303 else []
        if seen and not DRAWN.match(address):
            leads += [*seen.links, *seen.loads]
            leads += [f"{action}?{urlencode(fields)}" for action, fields, _ in seen.forms if not asks_for_more(seen)]
        for lead in leads:
            plain, mark = urldefrag(urljoin(address, lead))
            if plain.startswith("/"):
                waiting.append(plain)
                marks.add((plain, mark))
            else:
                assert re.match("https?://", plain), lead
    assert len(pages) > 100
    assert {path for path, _ in VIEWS if "{" not in path} <= {address.partition("?")[0] for address in pages}
    missing = [(p, m) for p, m in marks if m and (seen := pages[p]) and m not in seen.ids and not DRAWN.match(p)]
    assert missing == []


def asks_for_more(seen: Seen) -> bool:
    """Return whether a form of a page cannot be sent as it stands, a field that is needed being empty."""
    return any(tag == "input" and "required" in attributes for tag, attributes in seen.tags)


def test_every_choice_of_every_form_is_understood(site: Site) -> None:
    for name, address in PAGES.items():
        if name in STATUS or DRAWN.match(address):
            continue
        for action, fields, choices in get(site, address).forms:
            for key, value in choices:
                chosen = f"{action}?{urlencode({**fields, key: value})}"
                assert site.ask("GET", chosen).status == 200, chosen


FILES = ("/static/site.css", "/static/colours.css", "/static/icon.svg", "/static/none.css", "/static/../app.py")
DOWNLOADS = (at("/ask/top-actors", ask="1", format="csv"), at("/editor", query="ASK {}", format="json"))


@pytest.mark.parametrize("address", [*PAGES.values(), *FILES, *DOWNLOADS, "/nowhere", "/%ff", "/sparql"])
def test_every_answer_has_the_headers_that_guard_it(site: Site, address: str) -> None:
    headers = site.ask("GET", address).headers
    for name, value in HEADERS.items():
        if name != "content-security-policy":
            assert headers.get_all(name) == [value]
    (policy,) = headers.get_all("content-security-policy") or []
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert re.search(r"script-src[^;]*'unsafe-inline'", policy) is None
    assert not [name for name in headers if name.lower().startswith("access-control")]


def test_no_file_beside_those_of_the_site_is_given(site: Site) -> None:
    for way in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/static/"):
        assert site.ask("GET", way).status == 404


@pytest.mark.parametrize("address", PAGES.values())
def test_every_page_refuses_other_hosts_other_sites_and_writes(site: Site, address: str) -> None:
    assert site.ask("GET", address, headers={"Host": "attacker.example"}).status == 421
    for way in ("cross-site", "same-site"):
        assert site.ask("GET", address, headers={"Sec-Fetch-Site": way}).status == 403
        assert site.ask("POST", address, b"x", {"Sec-Fetch-Site": way}).status in {403, 405}
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        assert site.ask(method, address).status == 405


def test_a_link_from_elsewhere_opens_a_page_but_loads_no_part_of_one(site: Site) -> None:
    opens = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert site.ask("GET", "/", headers=opens).status == 200
    for kind in ("iframe", "script", "image", "empty"):
        assert site.ask("GET", "/", headers={**opens, "Sec-Fetch-Dest": kind}).status == 403


def test_a_write_on_behalf_of_another_site_is_refused_where_writes_are_taken(site: Site) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Content-Type": "application/sparql-query"}
    assert site.ask("POST", "/sparql", b"ASK {}", headers).status == 403
    assert site.ask("POST", "/sparql", b"ASK {}", {**headers, "Sec-Fetch-Site": "same-origin"}).status == 200


MARKUP = {"img", "i", "u"}
"""Tags that stand in the hostile texts and nowhere in ours."""


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_hostile_text_stays_text_on_every_page(hostile: Site, name: str) -> None:
    reply = hostile.ask("GET", HOSTILE_PAGES[name])
    assert reply.status == STATUS.get(name, 200), reply.text[-300:]
    if DRAWN.match(HOSTILE_PAGES[name]) or reply.status == 303:
        return
    seen = Seen.of(reply.text)
    for tag, attributes in seen.tags:
        assert tag not in MARKUP
        assert tag != "script" or attributes.get("src", "").startswith("/static/")
        assert not [key for key in attributes if key.startswith("on") or key in {"style", "srcdoc"}]
    for link in (*seen.links, *seen.loads):
        assert re.match("[/#]|https://evil[.]example/", link), link
    assert "1237702" not in seen.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", reply.text)
    if name in {"start", "actor", "pair", "article", "claims", "says", "path", "contradictions", "compare"}:
        assert EVIL[:80] in seen.text


def test_hostile_text_in_parameters_stays_text(site: Site) -> None:
    for address in (
        at("/search", q=EVIL),
        at("/pair", a=EVIL, b=EVIL),
        at(f"/actor/{EVIL}"),
        at(f"/ask/{EVIL}"),
        at("/ask/relations", actor=EVIL),
        at("/analysis/says", speaker=EVIL),
        at("/editor", query=EVIL),
        at("/actor/norland", from_=EVIL),
        at("/actor/norland", speaker=EVIL, sign="friendly"),
    ):
        reply = site.ask("GET", address)
        assert reply.status in {200, 400, 404}
        tags = Seen.of(reply.text).tags
        assert not [tag for tag, attributes in tags if tag == "img" or (tag == "script" and "src" not in attributes)]


def test_tables_for_spreadsheets_carry_no_formula(hostile: Site) -> None:
    address = at("/editor", query='SELECT ("=HYPERLINK(1)" AS ?x) ("@a" AS ?y) {}', format="csv")
    reply = hostile.ask("GET", address)
    assert reply.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    assert not re.search(r"(^|[,\n])\"?[=@]", reply.text)


def test_an_answer_leads_to_the_map_of_what_it_counts(site: Site) -> None:
    address = at("/ask/relations", actor="norland", ask="1")
    (link,) = [link for link in get(site, address).links if "format=map" in link]
    drawn = site.ask("GET", link)
    assert drawn.status == 200
    assert "<title>Relations: norland</title>" in drawn.text
    assert "frame-ancestors 'self'" in drawn.headers["content-security-policy"]
    assert site.ask("GET", at("/ask/evidence", subject="a", relation="b", object="c", format="map")).status == 400
    empty = site.ask("GET", at("/ask/relations", actor="norland", from_="2090", format="map"))
    assert (empty.status, "nothing to draw" in message(empty)) == (400, True)
