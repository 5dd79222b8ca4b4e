from graph.reading import boilerplate_spans

STORY = "Iran hosts talks\n\nIran hosted talks between the two sides on Wednesday, its foreign ministry said."


PROSE = "The talks are to go on in Muscat next week, officials of both sides said."


def skipped(text: str) -> list[str]:
    return [span.of(text) for span in boilerplate_spans(text)]


def test_an_article_alone_has_none() -> None:
    assert skipped(STORY) == []


def test_a_tail_of_other_stories_is_one_span_to_its_end() -> None:
    tail = (
        "Also read: Turkey bombs Syria\n\nLatest news\nRussia invades Georgia\n\nRelated news:\n- Iraq sanctions Iran"
    )
    assert skipped(f"{STORY}\n\n{tail}\n") == [tail]


def test_a_pointer_between_two_paragraphs_ends_with_its_line() -> None:
    text = f"{STORY}\n\nRead more: Turkey bombs Syria\n\n{PROSE}\n"
    assert skipped(text) == ["Read more: Turkey bombs Syria"]


def test_prose_ends_a_list_of_headlines() -> None:
    text = f"{STORY}\n\nRelated\n\nTurkey bombs Syria\n\n{PROSE}\n"
    assert skipped(text) == ["Related\n\nTurkey bombs Syria"]


def test_sharing_and_subscribing_are_skipped() -> None:
    for line in (
        "Share this article",
        "Facebook | Twitter | WhatsApp",
        "Sign up for our daily newsletter",
        "Follow us on Telegram for more",
        "© 2021 Sample Courier. All rights reserved.",
        "ADVERTISEMENT",
        "## You might also like",
        "Don\u2019t miss",
    ):
        assert skipped(f"{STORY}\n\n{line}\n") == [line]


def test_prose_that_begins_alike_is_kept() -> None:
    for line in (
        "Related news outlets reported the strike as well.",
        "Opinion-makers in Tehran fear the Taliban.",
        "Share prices fell after Russia attacked Ukraine.",
        "More from the group is expected to follow.",
        "Watch towers along the border were attacked by the Taliban.",
        "Follow-up talks between Iran and Iraq failed.",
        "Latest news from Kabul worries Iran.",
    ):
        assert skipped(f"{STORY}\n\n{line}\n") == []


def test_the_first_line_is_always_the_articles_own() -> None:
    assert skipped("Latest news\n\n" + STORY) == []
