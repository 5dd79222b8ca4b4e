import pytest

from graph.reading.dates import date_in_text, date_in_url, parse_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021", "2021"),
        ("2021-07", "2021-07"),
        ("2021-07-08", "2021-07-08"),
        ("2021-07-08T23:30:00+02:00", "2021-07-08"),
        ("2021-07-08 10:00", "2021-07-08"),
        ("2021/7/8", "2021-07-08"),
        ("20210708", "2021-07-08"),
        ("8 July 2021", "2021-07-08"),
        ("8th of July 2021", "2021-07-08"),
        ("08-Jul-2021", "2021-07-08"),
        ("July 8, 2021", "2021-07-08"),
        ("Thursday, July 8, 2021, 10:30 a.m.", "2021-07-08"),
        ("Thu, 08 Jul 2021 10:00:00 GMT", "2021-07-08"),
        ("Sept. 2021", "2021-09"),
        ("13/08/2021", "2021-08-13"),
        ("08/13/2021", "2021-08-13"),
        ("08/08/2021", "2021-08-08"),
    ],
)
def test_dates_are_read_as_precisely_as_they_are_written(written: str, iso: str) -> None:
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "07/08/2021",
        "2021-02-30",
        "2021-13",
        "July 8",
        "yesterday",
        "0000",
        "9999-01-01",
        "",
        "1" * 5000,
        None,
        20210708,
    ],
)
def test_no_date_is_guessed(written: object) -> None:
    assert parse_date(written) is None


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://paper.example/2021/07/08/talks", "2021-07-08"),
        ("https://paper.example/world/2021/jul/08/talks", "2021-07-08"),
        ("https://paper.example/talks-2021-07-08.html", "2021-07-08"),
        ("https://paper.example/2021/07/talks", "2021-07"),
        ("https://paper.example/talks?on=2021-07-08", None),
        ("https://paper.example/2021/123456", None),
        ("https://2021-07-08.example/talks", None),
        ("https://paper.example/2021/02/30/talks", None),
        (None, None),
    ],
)
def test_an_address_dates_an_article_by_its_path_alone(url: str | None, iso: str | None) -> None:
    assert date_in_url(url) == iso


@pytest.mark.parametrize(
    "text",
    [
        "KABUL, July 8, 2021 (Agency) — Talks began.",
        "Talks begin\n\nLONDON (Agency), 8 July 2021 - Talks began.",
        "ST. JOHN'S, Antigua, July 8, 2021 -- Talks began.",
        "July 8, 2021 (Agency) – Talks began.",  # noqa: RUF001 - an en dash is what papers set
        "Talks begin\n\nPublished: 8 July 2021\n\nTalks began.",
        "Talks begin\n8 July 2021\nTalks began.",
    ],
)
def test_a_dateline_dates_an_article(text: str) -> None:
    assert date_in_text(text) == "2021-07-08"


@pytest.mark.parametrize(
    "text",
    [
        "KABUL, July 8 (Agency) — Talks began.",
        "On July 8, 2021 — a Thursday — talks began.",
        "The talks of July 8, 2021: a history",
        "Talks that began on July 8, 2021, have ended.",
        "2021",
        "one\ntwo\nthree\nfour\nfive\nsix\n8 July 2021",
    ],
)
def test_a_date_that_the_text_talks_about_is_not_its_own(text: str) -> None:
    assert date_in_text(text) is None
