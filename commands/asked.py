"""What commands that analyse share: which claims of a store are asked for, and how an answer is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from commands.common import STORE, actor_id, clean, columns, counted, one_line, store_folder
from graph.errors import InputError

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from exports.answers import Teller
    from graph.model import Claim, Collection

START = click.option("--from", "start", metavar="DATE", callback=clean, help="Only claims of this day or later.")
END = click.option("--to", "end", metavar="DATE", callback=clean, help="Only claims of this day or earlier.")
SURE = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Only claims at least this sure."
)
EVERYTHING = click.option(
    "--everything", is_flag=True, help="Count claims that are planned, possible, negated (these take no side) too."
)
EVIDENCE = click.option("--evidence", is_flag=True, help="Print the sentences behind every figure.")
JSON = click.option("--json", "as_json", is_flag=True, help="JSON instead of text; with --evidence, claims in full.")
COMMON = (EVERYTHING, EVIDENCE, STORE, JSON)
FILTERED = (START, END, SURE, *COMMON)


def limit_to(number: int, what: str) -> Callable[..., Any]:
    """Return the option that limits how much is told."""
    return click.option(
        "--limit", default=number, show_default=True, type=click.IntRange(1), help=f"At most so many {what}."
    )


@dataclass
class Asked:
    """What the options ask of a store: claims, and how an answer from them is told."""

    options: dict[str, Any]
    collection: Collection
    ids: tuple[str | None, ...] = ()
    """Of the actors named, in their order."""

    @cached_property
    def network(self) -> MultiDiGraph[str]:
        """Return the claims as a network."""
        from graph.network import claims_network  # noqa: PLC0415

        return claims_network(self.collection)

    @property
    def everything(self) -> bool:
        """Return whether claims that are negated or not actual count."""
        return bool(self.options["everything"])

    def actor(self, place: int = 0) -> str:
        """Return the id of one of the actors named.

        Raises:
            InputError: none of the claims has it at an end.
        """
        id_ = self.ids[place] or ""
        if not any(id_ in {claim.subject, claim.object} for claim in self.collection.claims):
            raise InputError(f"nothing is claimed of {id_!r} here; `detente claims` lists what there is")
        return id_

    def tell(
        self,
        answer: object,
        lines: Callable[[Teller], Iterable[str]],
        *,
        nothing: str = "",
        denials: bool = False,
    ) -> None:
        """Print an answer, and on standard error that it is empty, and what was left out.

        Args:
            answer: what JSON has.
            lines: from what tells it, its lines.
            nothing: what to say, and to try, where the answer is empty.
            denials: whether negated claims have counted anyway.
        """
        from exports.answers import Teller, answer_json  # noqa: PLC0415
        from graph.ontology import load_ontology  # noqa: PLC0415
        from graph.query.cells import visible  # noqa: PLC0415

        evidence = self.options["evidence"]
        if self.options["as_json"]:
            click.echo(
                json.dumps(answer_json(answer, self.collection, evidence=evidence), ensure_ascii=False, indent=1)
            )
        elif not nothing:
            teller = Teller(self.collection, load_ontology().relations, evidence=evidence, columns=columns())
            for line in lines(teller):
                click.echo(visible(line))
        if nothing:
            click.echo(one_line(nothing), err=True)
        left_out = sum(not _counts(claim, denials=denials) for claim in self.collection.claims)
        if left_out and not self.everything:
            what = f"{'is' if left_out == 1 else 'are'} {'not actual' if denials else 'negated or not actual'}"
            total = counted(len(self.collection.claims), "claim")
            click.echo(f"note: {left_out:,} of {total} {what} and left out; --everything counts them", err=True)


def _counts(claim: Claim, *, denials: bool) -> bool:
    return claim.modality == "actual" and claim.review != "rejected" and (denials or claim.polarity == "affirmed")


def asked_of(options: dict[str, Any], *names: str | None, only: bool = False) -> Asked:
    """Return what the store holds for the options.

    Args:
        options: of the command.
        names: actors by name or id.
        only: whether only claims with the first of them at an end are needed.

    Raises:
        InputError: a name means nobody in the store, or more than one.
    """
    from graph.store import Store  # noqa: PLC0415

    with Store.open(store_folder(options["store_path"]), write=False) as store:
        ids = tuple(actor_id(name, store) if name is not None else None for name in names)
        collection = store.collection(
            actors=[id_ for id_ in ids[:1] if only and id_] or None,
            start=options.get("start"),
            end=options.get("end"),
            min_confidence=options.get("min_confidence", 0.0),
        )
    return Asked(options, collection, ids)
