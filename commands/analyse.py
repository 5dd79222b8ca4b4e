"""Commands that analyse what a store holds; every figure that they print says on which claims it rests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from commands.asked import COMMON, FILTERED, JSON, SURE, Asked, asked_of, limit_to
from commands.common import STORE, clean, counted, with_options
from graph.errors import InputError

if TYPE_CHECKING:
    from exports.answers import Teller
    from graph.analysis import Period
    from graph.model import Claim, Collection

DAYS = click.option(
    "--days", "window", default=7, show_default=True, type=click.IntRange(0), help="Claims so near speak of one time."
)
MEASURES = ("weight", "degree", "betweenness", "pagerank", "claims")
KINDS = ("denial", "incompatible", "attribution")


@click.command()
@click.argument("a", callback=clean)
@click.argument("b", callback=clean)
@with_options(limit_to(3, "paths of each kind"), *FILTERED)
def path(a: str, b: str, limit: int, **options: Any) -> None:
    """Show how A and B are linked: the shortest paths, then those over others, each step with what says so.

    A path's sign is the product of its steps': the enemy of an enemy is a friend. + is a friendly bond, - a hostile
    one, o one that takes no side.
    """
    from exports.answers import path_lines  # noqa: PLC0415
    from graph.analysis import path as paths  # noqa: PLC0415

    asked = asked_of(options, a, b)
    one, two = asked.actor(0), asked.actor(1)
    found = paths(asked.network, one, two, limit=limit, everything=asked.everything)
    direct = bool(found) and len(found[0].steps) == 1
    others = paths(asked.network, one, two, limit=limit, indirect=True, everything=asked.everything) if direct else ()

    def lines(teller: Teller) -> Iterable[str]:
        yield from path_lines(found, teller)
        if others:
            yield from ("Over others", "")
            yield from path_lines(others, teller)

    nothing = "" if found else f"no path leads from {a} to {b}; --everything may find one, over what is merely planned"
    asked.tell({"paths": found, "over_others": others}, lines, nothing=nothing)


@click.command()
@click.option("--by", default="weight", show_default=True, type=click.Choice(MEASURES), help="What orders them.")
@with_options(limit_to(20, "actors"), *FILTERED)
def central(by: Any, limit: int, **options: Any) -> None:
    """List the actors in the middle: by evidence, by links, by the paths through them, by attention.

    weight is the number of different sentences, each by its confidence; between the share of shortest paths between
    others that run through the actor; rank its share of attention (PageRank).
    """
    from exports.answers import central_lines  # noqa: PLC0415
    from graph.analysis import central as middle  # noqa: PLC0415

    asked = asked_of(options)
    found = middle(asked.network, by=by, limit=limit, everything=asked.everything)
    nothing = "" if found.actors else _EMPTY
    asked.tell(found, lambda teller: central_lines(found, teller), nothing=nothing)


@click.command()
@with_options(limit_to(20, "groups, pairs of groups and misfits"), *FILTERED)
def groups(limit: int, **options: Any) -> None:
    """Part actors into groups of friends with their foes elsewhere, and show what does not fit."""
    from exports.answers import group_lines  # noqa: PLC0415
    from graph.analysis import groups as parted  # noqa: PLC0415

    asked = asked_of(options)
    found = parted(asked.network, everything=asked.everything)
    nothing = "" if found.groups else _EMPTY
    asked.tell(found, lambda teller: group_lines(found, teller, limit), nothing=nothing)


@click.command()
@click.argument("actor", required=False, callback=clean)
@with_options(limit_to(10, "triads of each kind"), *FILTERED)
def balance(actor: str | None, limit: int, **options: Any) -> None:
    """Show the balanced and the tense triads around ACTOR, or of all, and the claims whose change would settle these.

    Balanced: a friend's friend is a friend, an enemy's enemy too. Tense: a friend of two enemies, or three enemies.
    Whoever mediates between two shows that these two are at odds.
    """
    from exports.answers import balance_lines  # noqa: PLC0415
    from graph.analysis import balance as triads_of  # noqa: PLC0415

    asked = asked_of(options, actor)
    around = None if actor is None else asked.actor()
    found = triads_of(asked.network, around, limit=limit, everything=asked.everything)
    whose = f" around {actor}" if actor else ""
    empty = f"no three actors{whose} all stand friendly or hostile to each other; try --everything, or `detente groups`"
    nothing = "" if found.balanced or found.tense else empty
    asked.tell(found, lambda teller: balance_lines(found, teller, limit), nothing=nothing)


@click.command()
@click.option("--supporter", callback=clean, help="Only this supporter (name or id).")
@click.option("--group", callback=clean, help="Only this supported side.")
@click.option("--target", callback=clean, help="Only against this one.")
@click.option("--armed-groups", is_flag=True, help="Only where the supported side is an armed group.")
@click.option("--same-year", is_flag=True, help="Only where support and conflict are claimed of one year.")
@with_options(limit_to(20, "triads"), *FILTERED)
def triads(
    supporter: str | None,
    group: str | None,
    target: str | None,
    limit: int,
    *,
    armed_groups: bool,
    same_year: bool,
    **options: Any,
) -> None:
    """List who supports whom against whom: help for one side of a violent conflict."""
    from exports.answers import sponsor_lines  # noqa: PLC0415
    from graph.analysis import triads as sponsored  # noqa: PLC0415

    names = (supporter, group, target)
    asked = asked_of(options, *names)
    ids = [None if name is None else asked.actor(place) for place, name in enumerate(names)]
    found = sponsored(
        asked.network,
        supporter=ids[0],
        group=ids[1],
        target=ids[2],
        group_types=("ArmedGroup",) if armed_groups else (),
        same_year=same_year,
        limit=limit,
        everything=asked.everything,
    )
    nothing = (
        "" if found else "nobody supports one side of a violent conflict here; try --everything or fewer conditions"
    )
    asked.tell(found, lambda teller: sponsor_lines(found, teller), nothing=nothing)


@click.command()
@click.argument("a", callback=clean)
@click.argument("b", callback=clean)
@click.option("--one-way", is_flag=True, help="Only what A does to B.")
@with_options(*FILTERED)
def timeline(a: str, b: str, *, one_way: bool, **options: Any) -> None:
    """Show month by month how A and B stand to each other, with sentences at the turns.

    intensity is the mean of what is claimed, from -10 (most hostile) to +10 (most cooperative), by confidence.
    """
    from exports.answers import timeline_lines  # noqa: PLC0415
    from graph.analysis import timeline as months  # noqa: PLC0415

    asked = asked_of(options, a, b, only=True)
    one, two = asked.actor(0), asked.ids[1] or ""
    if two not in asked.network:
        _no_pair(asked, a, b)
        return
    found = months(asked.network, one, two, one_way=one_way, everything=asked.everything)
    if not found.months and not found.undated:
        _no_pair(asked, a, b)
        return
    asked.tell(found, lambda teller: timeline_lines(found, teller))


def _no_pair(asked: Asked, a: str, b: str) -> None:
    asked.tell(
        None, lambda _: (), nothing=f"nothing is claimed between {a} and {b}; try --everything or `detente path`"
    )


@click.command()
@click.option("--from", "before", required=True, metavar="PERIOD", callback=clean, help="The earlier period.")
@click.option("--to", "after", required=True, metavar="PERIOD", callback=clean, help="The later period.")
@click.option("--actor", callback=clean, help="Only changes of this actor (name or id).")
@with_options(limit_to(20, "changes of each kind"), SURE, *COMMON)
def changes(before: str, after: str, actor: str | None, limit: int, **options: Any) -> None:
    """Show what changed from one PERIOD to another: pairs that turned, what is new, what is not said any more.

    A PERIOD is a year, a month, a day, or two of them with .. between, open at an end: 2021, 2021-06..2021-08,
    ..2022-02-23, 2022-02-24.. .
    """
    from exports.answers import change_lines  # noqa: PLC0415
    from graph.analysis import changes as changed  # noqa: PLC0415

    asked = asked_of(options, actor)
    mine = None if actor is None else asked.actor()
    found = changed(asked.network, *_period(before, "--from"), *_period(after, "--to"), everything=asked.everything)
    told = [change for change in found.changes if mine is None or mine in {change.subject, change.object}]
    nothing = "" if told else _unchanged(found.first, found.claims_first, found.second, found.claims_second)
    asked.tell(
        {"first": found.first, "second": found.second, "changes": told, "unplaced": found.unplaced},
        lambda teller: change_lines(found, told, teller, limit),
        nothing=nothing,
    )


def _unchanged(first: Period, claims_first: int, second: Period, claims_second: int) -> str:
    sizes = f"{counted(claims_first, 'claim')} of {first}, {counted(claims_second, 'claim')} of {second}"
    return f"nothing changed: {sizes}; try longer periods"


def _period(text: str, option: str) -> tuple[str | None, str | None]:
    """Return start and end of a period as written: ``2021`` or ``2021-06..2021-08``."""
    start, dots, end = text.partition("..")
    if not dots:
        return text, text
    if not (start or end):
        raise InputError(f"{option} {text!r} is all time; write a date before or behind the dots")
    return start or None, end or None


@click.command()
@click.option("--actor", callback=clean, help="Only where this actor stands at an end (name or id).")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind; may be given again.")
@with_options(DAYS, limit_to(20, "contradictions"), *FILTERED)
def contradictions(actor: str | None, kinds: Sequence[str], window: int, limit: int, **options: Any) -> None:
    """List claims that contradict each other at one time, each side with its surest sentence.

    Kinds: denial, the same said and denied; incompatible, two relations that cannot hold at once; attribution, one
    publisher states what another only puts down to a speaker. A sentence in several articles counts once. Where claims
    clash, often one of them is misread: read both sentences.
    """
    from exports.answers import contradiction_lines  # noqa: PLC0415
    from graph.analysis import contradictions as contrary  # noqa: PLC0415

    asked = asked_of(options, actor, only=actor is not None)
    found = contrary(
        asked.collection,
        actor=None if actor is None else asked.actor(),
        kinds=kinds or KINDS,
        window=window,
        everything=asked.everything,
    )

    def lines(teller: Teller) -> Iterable[str]:
        yield from contradiction_lines(found[:limit], teller)
        if len(found) > limit:
            yield f"... {len(found) - limit:,} more; --limit shows more"

    nothing = "" if found else f"no contradictions within {counted(window, 'day')}; try more --days, or --everything"
    asked.tell(found[:limit], lines, nothing=nothing, denials=True)


@click.command()
@click.argument("speaker", callback=clean)
@with_options(DAYS, limit_to(50, "things said"), *FILTERED)
def says(speaker: str, window: int, limit: int, **options: Any) -> None:
    """Show the world according to SPEAKER: what is put down to it, and what others say against that."""
    from exports.answers import says_lines  # noqa: PLC0415
    from graph.analysis import says as said_by  # noqa: PLC0415
    from graph.model import claim_actors  # noqa: PLC0415

    asked = asked_of(options, speaker)
    id_ = asked.ids[0] or ""
    speaks = any(id_ in claim_actors(claim) and _speaks(claim, id_) for claim in asked.collection.claims)
    found = said_by(asked.collection, id_, window=window, everything=asked.everything) if speaks else ()

    def lines(teller: Teller) -> Iterable[str]:
        yield from says_lines(found[:limit], teller)
        if len(found) > limit:
            yield f"... {len(found) - limit:,} more; --limit shows more"

    nothing = "" if found else f"nothing is put down to {speaker}; try --everything, or `detente show` for what it does"
    asked.tell(found[:limit], lines, nothing=nothing, denials=True)


def _speaks(claim: Claim, actor: str) -> bool:
    return claim.attribution is not None and actor in {claim.attribution.speaker, claim.attribution.via}


@click.command()
@click.argument("source1", callback=clean)
@click.argument("source2", callback=clean)
@with_options(DAYS, limit_to(10, "of each part"), *FILTERED)
def compare(source1: str, source2: str, window: int, limit: int, **options: Any) -> None:
    """Set two publishers side by side: what both tell, what only one tells, where they are against each other, tone."""
    from exports.answers import compare_lines  # noqa: PLC0415
    from graph.analysis import compare as compared  # noqa: PLC0415

    asked = asked_of(options)
    one, two = (_publisher(name, asked.collection) for name in (source1, source2))
    found = compared(asked.collection, one, two, window=window, everything=asked.everything)
    asked.tell(found, lambda teller: compare_lines(found, teller, limit), denials=True)


def _publisher(name: str, collection: Collection) -> str:
    """Return the only publisher in whose name this stands, whatever its case; the name itself where there is none."""
    known = {article.publisher for article in collection.articles if article.publisher}
    alike = [publisher for publisher in known if name.casefold() in publisher.casefold()]
    return alike[0] if name not in known and len(alike) == 1 else name


@click.command()
@click.argument("ids", nargs=-1, required=True)
@with_options(STORE, JSON)
def evidence(ids: tuple[str, ...], **options: Any) -> None:
    """Print the claims of these IDS, in full or by their first digits as other commands print them, with sentences."""
    asked = asked_of({**options, "everything": True, "evidence": True})
    found = [_claim(id_, asked.collection) for id_ in ids]
    asked.tell(found, lambda teller: teller.sentences(found, 0))


def _claim(start: str, collection: Collection) -> str:
    """Return the id of the claim that begins so.

    Raises:
        InputError: no claim's does, or several claims' do.
    """
    found = [claim.id for claim in collection.claims if claim.id.startswith(start.lower())] if start else []
    if len(found) == 1:
        return found[0]
    told = f"{counted(len(found), 'claim')} begin so; give more digits" if found else "'detente claims --json' has all"
    raise InputError(f"no claim with the id {start!r}; {told}")


_EMPTY = "no claims to count here; try --everything, or another time"
COMMANDS = (path, central, groups, balance, triads, timeline, changes, contradictions, says, compare, evidence)
