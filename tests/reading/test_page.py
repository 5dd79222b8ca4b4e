import json
from collections.abc import Callable

import pytest

from tests.reading.conftest import ReadBytes

PARAGRAPHS = (
    "Iran hosted talks between the two sides on Wednesday, its foreign ministry said in the capital.",
    "The delegations agreed to meet again in the autumn, officials of both sides told reporters.",
    "No ceasefire was reached, and each side blamed the other for the fighting along the border.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
STORED = "Iran hosts talks\n\n" + "\n\n".join(PARAGRAPHS)


def page(
    head: str = "", before: str = "<h1>Iran hosts talks</h1>", after: str = "", html: str = "<html lang='en-GB'>"
) -> str:
    return (
        f"<!DOCTYPE html>{html}<head><title>Iran hosts talks | Sample Courier</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article>{before}{BODY}</article>{after}</body>"
    )


def json_ld(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", **fields}]}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def test_the_text_is_the_headline_and_the_paragraphs(read: ReadBytes) -> None:
    article = read(page())
    assert article.text == STORED
    assert article.title == "Iran hosts talks"
    assert article.language == "en"


def test_a_headline_that_the_page_does_not_show_is_not_put_into_the_text(read: ReadBytes) -> None:
    article = read(page(before=""))
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.title is not None
    assert article.title.startswith("Iran hosts talks")


def test_metadata_give_date_author_publisher_and_address(read: ReadBytes) -> None:
    head = json_ld(
        datePublished="2021-07-08T09:00:00+02:00",
        headline="Iran hosts talks",
        author={"@type": "Person", "name": "Ada Writer"},
        publisher={"@type": "Organization", "name": "Sample Courier"},
    )
    article = read(page(head + "<link rel='canonical' href='https://courier.example/world/talks'>"))
    assert (article.date, article.date_method) == ("2021-07-08", "metadata")
    assert (article.author, article.publisher) == ("Ada Writer", "Sample Courier")
    assert article.url == "https://courier.example/world/talks"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("<meta property='article:published_time' content='2021-07-08'>", "", ("2021-07-08", "metadata")),
        ("<meta name='date' content='July 2021'>", "", ("2021-07", "metadata")),
        ("", "<time datetime='2021-07-08'>Thursday</time>", ("2021-07-08", "metadata")),
        ("", "<time datetime='2021-07-08'>a</time><time datetime='2021-07-09'>b</time>", (None, None)),
        ("", "<aside><time datetime='2021-07-09'>other story</time></aside>", (None, None)),
        ("<link rel='canonical' href='https://courier.example/2021/07/08/a'>", "", ("2021-07-08", "url")),
        ("", "<div class='byline-date'>Published 8 July 2021</div>", ("2021-07-08", "text")),
        ("", "<footer>© 2024 Sample Courier</footer>", (None, None)),
        ("<meta name='date' content='07/08/2021'>", "", (None, None)),
        ("<meta property='article:modified_time' content='2022-01-01'>", "", (None, None)),
    ],
)
def test_a_date_comes_with_where_it_was_found_and_is_never_invented(
    read: ReadBytes, head: str, body: str, expected: tuple[str | None, str | None]
) -> None:
    article = read(page(head, after=body))
    assert (article.date, article.date_method) == expected


def test_the_users_date_wins_over_the_pages(read: ReadBytes) -> None:
    article = read(page(json_ld(datePublished="2021-07-08")), date="2020")
    assert (article.date, article.date_method) == ("2020", "given")


def test_scripts_comments_tables_and_other_stories_stay_out(read: ReadBytes) -> None:
    after = (
        "<script>document.write('Russia invades Georgia')</script>"
        "<section class='related'><h2>Related news</h2><ul><li><a href='/x'>Turkey bombs Syria</a></li></ul></section>"
        "<table><tr><td>Iraq sanctions Iran</td></tr></table>"
        "<div id='comments'><p>Israel will attack Lebanon, mark my words, says this reader of yours.</p></div>"
        "<footer>Share this article</footer>"
    )
    assert read(page(after=after)).text == STORED


def test_a_declared_charset_is_followed(read: ReadBytes, notes: list[str]) -> None:
    html = page("<meta charset='iso-8859-2'>").replace("two sides", "Łódź Group and Iraq")
    assert "Łódź Group" in read(html.encode("iso-8859-2")).text
    assert not notes


@pytest.mark.parametrize(
    "head",
    [
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        '<script type=\'application/ld+json\'>{"@type": 3, "datePublished": [1]}</script>',
        "<script type='application/ld+json'>null</script>",
        "<link rel='canonical' href='javascript:alert(1)'>",
        "<meta charset='base64'>",
    ],
)
def test_hostile_metadata_do_no_harm(read: ReadBytes, head: str) -> None:
    article = read(page(head))
    assert article.text == STORED
    assert article.url is None
    assert article.date is None


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><body>" + "<div>" * 50_000 + "deep" + "</div>" * 40_000,
        "<html><body>" + "<b><i>" * 40_000 + "text",
        "<html><head><script>" + "x" * 1_000_000 + "</script></head></html>",
        "<html><body>" + "<p" * 200_000,
    ],
)
def test_pages_without_an_article_are_refused(failure: Callable[[str], str], html: str) -> None:
    assert failure(html).startswith("standard input: ")


def test_declared_entities_are_not_expanded(read: ReadBytes) -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><html>"
    html = (
        bomb + "<body><article><h1>Iran hosts talks</h1>" + BODY + "<p>" + "&b;" * 1000 + "</p></article></body></html>"
    )
    assert "aaaaaaaaaa" not in read(html).text.removeprefix(STORED)
