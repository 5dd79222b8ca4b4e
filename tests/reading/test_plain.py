from collections.abc import Callable

import pytest

from graph.errors import InputError
from tests.reading.conftest import ReadBytes

BODY = "Iran hosted talks between the two sides on Wednesday.\n\nNo deal was reached.\n"


def test_a_first_line_that_looks_like_a_title_is_one_and_stays_in_the_text(read: ReadBytes) -> None:
    article = read("Iran hosts talks\n\n" + BODY)
    assert article.title == "Iran hosts talks"
    assert article.text == "Iran hosts talks\n\n" + BODY


@pytest.mark.parametrize(
    "start", ["", "Iran hosts talks\n", "Iran hosts talks.\n\n", "8 July 2021\n\n", "word " * 40 + "\n\n"]
)
def test_other_first_lines_are_no_titles(read: ReadBytes, start: str) -> None:
    assert read(start + BODY).title is None


def test_a_markdown_heading_loses_its_marks_in_the_title_only(read: ReadBytes) -> None:
    article = read("# Iran hosts talks\n\n" + BODY)
    assert article.title == "Iran hosts talks"
    assert article.text.startswith("# Iran")


def test_line_ends_and_nul_are_normalised_and_nothing_else(read: ReadBytes) -> None:
    assert read("  Iran\r\nand\rIraq\x00 \u2028met\u00a0.\n\n\n").text == "  Iran\nand\nIraq \u2028met\u00a0.\n\n\n"


def test_a_header_block_gives_the_fields_and_is_not_stored(read: ReadBytes) -> None:
    header = (
        '---\ntitle: "Talks: a \\"first\\" round"\ndate: 2021-07\nsitename: Sample Courier\nauthor: \'A. Writer\'\n'
        "url: https://paper.example/a\nlicence: CC0-1.0\nlanguage: en-GB\nid: a1\nmood: calm\n---\n\n"
    )
    article = read(header + BODY)
    assert article.text == BODY
    assert article.title == 'Talks: a "first" round'
    assert (article.date, article.date_method) == ("2021-07", "metadata")
    assert (article.publisher, article.author, article.license) == ("Sample Courier", "A. Writer", "CC0-1.0")
    assert (article.url, article.language, article.source_id) == ("https://paper.example/a", "en", "a1")


def test_a_rule_at_the_top_is_not_a_header(read: ReadBytes) -> None:
    text = "---\nIran hosted talks.\n---\nNo deal."
    assert read(text).text == text


def test_what_the_user_gives_wins(read: ReadBytes) -> None:
    article = read("---\ndate: 2021-07-08\npublisher: Other\n---\n" + BODY, date="July 2020", publisher="Mine")
    assert (article.date, article.date_method, article.publisher) == ("2020-07", "given", "Mine")


def test_without_any_date_there_is_none(read: ReadBytes) -> None:
    article = read(BODY)
    assert article.date is None
    assert article.date_method is None


def test_a_header_date_that_is_none_is_told(read: ReadBytes, notes: list[str]) -> None:
    assert read("---\ndate: last week\n---\n" + BODY).date is None
    assert notes == ["standard input: date 'last week' is not understood; the article is read without it"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/relative", "https://x.example/ y", "https://x/" + "a" * 3000])
def test_only_whole_web_addresses_are_kept(read: ReadBytes, url: str) -> None:
    assert read(f"---\nurl: {url}\n---\n" + BODY).url is None


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Türkiye\u2019s view".encode(), "Türkiye\u2019s view"),
        (b"\xef\xbb\xbfT\xc3\xbcrkiye", "Türkiye"),
        ("Türkiye".encode("utf-16"), "Türkiye"),
    ],
)
def test_unicode_encodings_are_told_apart(read: ReadBytes, notes: list[str], data: bytes, text: str) -> None:
    assert read(data).text == text
    assert not notes


def test_windows_1252_is_a_last_resort_with_a_note(read: ReadBytes, notes: list[str]) -> None:
    assert read(b"First line\nT\xfcrkiye\x92s view").text == "First line\nTürkiye\u2019s view"
    assert notes == ["standard input: not UTF-8 from line 2 on; read as windows-1252"]


def test_one_broken_character_does_not_make_utf_8_windows_1252(read: ReadBytes, notes: list[str]) -> None:
    assert read("Türkiye, Łódź".encode() + b"\xe2\x80").text == "Türkiye, Łódź\ufffd"
    assert notes == [
        "standard input: damaged UTF-8, first in line 1; every broken character became U+FFFD",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "standard input: empty"),
        (b" \n\x00\n", "standard input: empty"),
        (b"%PDF-1.7 ...", "standard input: this is a PDF file"),
        (b"PK\x03\x04...", "standard input: this is a zip archive"),
        (bytes(range(256)) * 8, "standard input: this is no text"),
        (b"word " * 200_001, "standard input: 1,000,005 characters are too many"),
        (b"word\n" * 2_000_001, "standard input: larger than 10,000,000 bytes"),
    ],
)
def test_what_is_no_article_is_refused_in_one_line(failure: Callable[[bytes], str], data: bytes, message: str) -> None:
    assert failure(data).startswith(message)


def test_a_given_date_that_is_none_is_refused_at_once(read: ReadBytes) -> None:
    with pytest.raises(InputError, match="date 'soon' is not understood"):
        read(BODY, date="soon")


def test_a_given_address_that_is_none_is_refused_at_once(read: ReadBytes) -> None:
    with pytest.raises(InputError, match="address 'here' is not understood"):
        read(BODY, url="here")
