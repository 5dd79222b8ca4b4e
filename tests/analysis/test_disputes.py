from __future__ import annotations

import pytest

from graph.analysis import contradictions
from graph.errors import InputError, UnknownName
from graph.model import Collection
from tests.analysis.world import FRIENDLY, HOSTILE, Say, article, collect, ids


def test_a_denial_of_the_same_proposition_contradicts_it() -> None:
    said = collect(
        article("one", Say("a", "arms", "b", confidence=0.9), date="2021-05-01", publisher="The Echo"),
        article("two", Say("a", "arms", "b", polarity="negated", speaker="a", confidence=0.5), date="2021-05-04"),
    )
    (found,) = contradictions(said)
    assert (found.kind, found.subject, found.relation, found.object) == ("denial", "a", "arms", "b")
    assert found.other == ("a", "arms", "b")
    assert (found.one.claims, found.two.claims) == (ids(said, polarity="affirmed"), ids(said, polarity="negated"))
    assert found.claims == found.one.claims + found.two.claims
    assert (found.one.speakers, found.two.speakers) == ((None,), ("a",))
    assert (found.one.publishers, found.two.publishers) == (("The Echo",), ("The Daily",))
    assert (found.one.first, found.two.last) == ("2021-05-01", "2021-05-04")
    assert found.belief == pytest.approx(0.45)


def test_change_over_time_is_no_contradiction() -> None:
    said = collect(
        article("one", Say("a", "arms", "b"), date="2021-05-01"),
        article("two", Say("a", "arms", "b", polarity="negated"), date="2021-05-09", publisher="The Echo"),
    )
    assert contradictions(said) == ()
    assert len(contradictions(said, window=8)) == 1
    with pytest.raises(InputError, match="-1 days"):
        contradictions(said, window=-1)


def test_a_date_that_may_lie_outside_the_window_does_not_count() -> None:
    def said(one: str | None, two: str | None) -> int:
        return len(
            contradictions(
                collect(
                    article("one", Say("a", "arms", "b"), date=one),
                    article("two", Say("a", "arms", "b", polarity="negated"), date=two, publisher="The Echo"),
                ),
                window=20,
            )
        )

    assert said("2021-05", "2021-05-16") == 1
    assert said("2021-05", "2021-05-01") == 0
    assert said("2021", "2021") == 0
    assert said(None, None) == 0
    assert said(None, "2021-05-01") == 0


@pytest.mark.parametrize("date", [None, "2021", "2021-05-01"])
def test_two_voices_in_one_article_contradict_each_other_whatever_its_date(date: str | None) -> None:
    said = collect(
        article(
            "one", Say("a", "arms", "b", speaker="c"), Say("a", "arms", "b", polarity="negated", speaker="a"), date=date
        )
    )
    (found,) = contradictions(said)
    assert (found.one.speakers, found.two.speakers) == (("c",), ("a",))


@pytest.mark.parametrize("speaker", [None, "c"])
def test_an_article_does_not_contradict_itself_in_one_voice(speaker: str | None) -> None:
    said = collect(article("one", Say("a", "arms", "b", speaker=speaker), Say("a", "fights", "b", speaker=speaker)))
    assert contradictions(said) == ()


@pytest.mark.parametrize(("publisher", "found"), [("The Daily", 0), ("The Echo", 1), (None, 1)])
def test_a_publisher_does_not_contradict_itself_in_its_own_words(publisher: str | None, found: int) -> None:
    said = collect(
        article("one", Say("a", "arms", "b")),
        article("two", Say("a", "arms", "b", polarity="negated"), publisher=publisher),
    )
    assert len(contradictions(said)) == found
    speaking = collect(
        article("one", Say("a", "arms", "b", speaker="a")),
        article("two", Say("a", "arms", "b", polarity="negated", speaker="a"), publisher=publisher),
    )
    assert len(contradictions(speaking)) == 1


def test_what_something_ends_may_have_held_before_it() -> None:
    def said(before: str, after: str) -> int:
        one = article("one", Say("a", before, "b"), date="2021-05-01")
        return len(contradictions(collect(one, article("two", Say("a", after, "b"), date="2021-05-03", publisher="E"))))

    assert said("hasDiplomaticRelationsWith", "breaksTiesWith") == 0
    assert said("breaksTiesWith", "hasDiplomaticRelationsWith") == 1
    assert said("attacks", "ceasefireWith") == 0
    assert said("ceasefireWith", "attacks") == 1


@pytest.mark.parametrize(("cue", "found"), [("ended", 0), ("never", 1)])
def test_that_something_is_over_is_no_denial(cue: str, found: int) -> None:
    over = Say("a", "fights", "b", f"The war of A and B has {cue}.", polarity="negated", cue=cue)
    said = collect(article("one", Say("a", "fights", "b")), article("two", over, publisher="The Echo"))
    assert len(contradictions(said)) == found


def test_relations_that_exclude_each_other_are_incompatible() -> None:
    said = collect(
        article("one", Say("b", "arms", "a"), date="2021-05-01"),
        article("two", Say("a", "fights", "b"), date="2021-05-02", publisher="The Echo"),
        article("three", Say("a", "arms", "b", polarity="negated"), date="2021-05-02"),
    )
    (found,) = contradictions(said)
    assert (found.kind, found.subject, found.relation, found.object) == ("incompatible", "b", "arms", "a")
    assert found.other == ("a", "fights", "b")


def test_who_attacks_one_that_arms_it_says_nothing_incompatible() -> None:
    said = collect(article("one", Say("a", "arms", "b")), article("two", Say("b", "attacks", "a")))
    assert contradictions(said) == ()


def test_two_incompatible_symmetric_relations_are_told_once() -> None:
    said = collect(
        article("one", Say("b", FRIENDLY, "a")), article("two", Say("a", "fights", "b"), publisher="The Echo")
    )
    (found,) = contradictions(said)
    assert {found.relation, found.other[1]} == {FRIENDLY, "fights"}


def test_what_one_states_and_another_only_reports_differs_in_attribution() -> None:
    said = collect(
        article("one", Say("a", "attacks", "b")),
        article("two", Say("a", "attacks", "b", speaker="b", confidence=0.6), publisher="The Echo"),
        article("three", Say("a", "attacks", "b", speaker="c"), Say("a", "attacks", "b"), publisher=None),
        article("four", Say("a", "attacks", "b", speaker="d")),
        article("five", Say("a", "attacks", "b", speaker="e"), publisher=None),
    )
    (found,) = contradictions(said)
    assert found.kind == "attribution"
    assert found.two.speakers == ("b", "e")
    assert contradictions(said, kinds=("denial", "incompatible")) == ()


def test_two_speakers_who_say_the_same_do_not_contradict_each_other() -> None:
    said = collect(
        article("one", Say("a", "attacks", "b", speaker="c")), article("two", Say("a", "attacks", "b", speaker="d"))
    )
    assert contradictions(said) == ()


def test_copies_of_a_sentence_count_once_and_do_not_contradict_their_own_article() -> None:
    both = (Say("a", "arms", "b", "A armed B."), Say("a", "fights", "b", "A fights B."))
    copied = collect(article("one", *both), article("two", *both, publisher="The Echo"))
    assert contradictions(copied) == ()
    denied = collect(
        article("one", *both[:1], date="2021-01-01"),
        article("two", *both[:1], date="2021-03-01", publisher="The Echo"),
        article("three", Say("a", "arms", "b", polarity="negated"), date="2021-01-02"),
        article("four", Say("a", "arms", "b", polarity="negated"), date="2021-03-02"),
    )
    (found,) = contradictions(denied)
    assert (found.one.sentences, len(found.one.claims), found.one.publishers) == (1, 2, ("The Daily", "The Echo"))
    assert found.two.claims == ids(denied, polarity="negated", article=_article(denied, "three"))


def _article(said: Collection, name: str) -> str:
    return next(a.id for a in said.articles if a.url and a.url.endswith(name))


def test_the_pair_shown_first_is_the_surest_that_does_stand_against_each_other() -> None:
    said = collect(
        article("one", Say("a", "arms", "b", confidence=0.9), date="2021-01-01"),
        article("two", Say("a", "arms", "b", confidence=0.5), date="2021-01-09"),
        article(
            "three", Say("a", "arms", "b", polarity="negated", confidence=0.8), date="2021-01-15", publisher="The Echo"
        ),
        article(
            "four", Say("a", "arms", "b", polarity="negated", confidence=0.3), date="2021-01-03", publisher="The Echo"
        ),
    )
    (found,) = contradictions(said)
    assert len(found.claims) == 4
    assert found.pair == ids(said, confidence=0.5) + ids(said, confidence=0.8)


def test_disputes_of_different_times_are_told_one_by_one() -> None:
    said = collect(
        *(
            article(
                f"{year}{polarity}", Say("a", "arms", "b", polarity=polarity), date=f"{year}-01-01", publisher=polarity
            )
            for year in (2019, 2021)
            for polarity in ("affirmed", "negated")
        )
    )
    assert [(c.one.first, c.two.first) for c in contradictions(said)] == [
        ("2019-01-01", "2019-01-01"),
        ("2021-01-01", "2021-01-01"),
    ]


def test_possible_and_rejected_claims_contradict_nothing_unless_asked() -> None:
    said = collect(
        article("one", Say("a", "arms", "b", modality="possible")),
        article("two", Say("a", "arms", "b", polarity="negated"), publisher="The Echo"),
        article("three", Say("a", FRIENDLY, "c", review="rejected")),
        article("four", Say("a", HOSTILE, "c"), publisher="The Echo"),
    )
    assert contradictions(said) == ()
    assert [c.kind for c in contradictions(said, everything=True)] == ["denial", "incompatible"]


def test_an_actor_and_kinds_narrow_the_question() -> None:
    said = collect(
        article("one", Say("a", "arms", "b"), Say("c", "arms", "d")),
        article(
            "two",
            Say("a", "arms", "b", polarity="negated"),
            Say("c", "arms", "d", polarity="negated"),
            publisher="The Echo",
        ),
    )
    assert len(contradictions(said)) == 2
    assert [c.subject for c in contradictions(said, actor="d")] == ["c"]
    with pytest.raises(UnknownName, match="no kind of contradiction named 'lie'"):
        contradictions(said, kinds=("lie",))
