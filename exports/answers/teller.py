"""What all answers are told with: labels, counts of claims with their ids, and the sentences behind them."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from exports.lines import WIDTH, claim_text, plain
from graph.analysis import Bond
from graph.model import Article, Claim, Collection, Relation
from graph.query.cells import width

SIGNS = {1: "friendly", 0: "neither friendly nor hostile", -1: "hostile"}
TIES = {1: "+", 0: "o", -1: "-"}
"""Signs between two labels: ``Iran + Taliban``."""

_SHORTEST = 8
_IDS = 3
"""How many ids stand behind a figure; the others are counted."""
_KINDS = 8
"""How many different things that are said stand behind a figure; the others are counted."""
_NARROWEST = 40
_GAP = 2
_ALMOST = 0.99


class Teller:
    """Tells of the claims of one collection."""

    def __init__(
        self, collection: Collection, relations: Mapping[str, Relation], *, evidence: bool = False, columns: int = WIDTH
    ) -> None:
        """Make one.

        Args:
            collection: where the claims of the answers are.
            relations: the relations by id.
            evidence: whether the sentences behind every figure are told as well.
            columns: how wide lines may be; only those of sentences and lists are broken.
        """
        self._collection = collection
        self._relations = relations
        self._claims = {claim.id: claim for claim in collection.claims}
        self._length = _distinct(sorted(self._claims))
        self.evidence = evidence
        self.columns = max(columns, _NARROWEST)

    def label(self, actor: str) -> str:
        """Return the label of an actor."""
        return plain(self._collection.actor(actor).label)

    def relation(self, id_: str) -> str:
        """Return the label of a relation."""
        return self._relations[id_].label

    def said(self, subject: str, relation: str, object_: str) -> str:
        """Return a proposition as words: ``Iran courts Taliban``."""
        return f"{self.label(subject)} {self.relation(relation)} {self.label(object_)}"

    def claim(self, id_: str) -> str:
        """Return a claim as a line of words, its limits first."""
        return plain(claim_text(self._claims[id_], self._collection, self._relations))

    def ids(self, claims: Sequence[str]) -> str:
        """Return the first ids, shortened, and how many more there are: ``[1a2b3c4d 5e6f7a8b 9c0d1e2f +4]``."""
        more = [f"+{len(claims) - _IDS:,}"] if len(claims) > _IDS else []
        return f"[{' '.join([*(id_[: self._length] for id_ in claims[:_IDS]), *more])}]"

    def on(self, claims: Sequence[str]) -> str:
        """Return on how many claims something rests, and which: ``on 2 claims [1a2b3c4d 5e6f7a8b]``."""
        return f"on {counted(len(claims), 'claim')} {self.ids(claims)}" if claims else "on no claim"

    def propositions(self, claims: Sequence[str], ends: tuple[str, str] | None = None) -> str:
        """Return what claims say, the most frequent first: ``Iran courts Taliban (2); Iran hosts Taliban``.

        Of two actors, a claim about another says that this one mediates between them.
        """
        counts = Counter(self._words(self._claims[id_], ends) for id_ in claims)
        told = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        listed = [f"{words} ({count})" if count > 1 else words for words, count in told[:_KINDS]]
        rest = sum(count for _, count in told[_KINDS:])
        return "; ".join([*listed, f"and {rest:,} more"] if rest else listed)

    def _words(self, claim: Claim, ends: tuple[str, str] | None) -> str:
        limits = ["NOT"] if claim.polarity == "negated" else []
        limits += [claim.modality] if claim.modality != "actual" else []
        mark = f"[{', '.join(limits)}] " if limits else ""
        stance = claim.attribution.stance_words if claim.attribution else ""
        speaker = f", according to {self.label(claim.attribution.speaker)}" if claim.attribution else ""
        speaker += f" ({stance})" if stance else ""
        speaker += f", \u201c{plain(claim.hearsay)}\u201d" if claim.hearsay else ""
        if ends is not None and {claim.subject, claim.object} != set(ends):
            return f"{mark}{self.label(claim.subject)} mediates between them{speaker}"
        return mark + self.said(claim.subject, claim.relation, claim.object) + speaker

    def list(self, text: str, indent: int) -> Iterator[str]:
        """Yield a text broken into lines, those after the first further in."""
        start = " " * indent
        yield from textwrap.wrap(
            text,
            self.columns,
            initial_indent=start,
            subsequent_indent=start + "  ",
            break_on_hyphens=False,
            break_long_words=False,
        )

    def bond(self, bond: Bond, indent: int, note: str = "") -> Iterator[str]:
        """Yield how two actors stand to each other, what says so, what speaks against it, and the sentences."""
        start = " " * indent
        ends = f"{self.label(bond.one)} {TIES[bond.sign]} {self.label(bond.other)}"
        net = f", net {bond.net:+.1f}" if bond.sign else ""
        yield f"{start}{ends}  {SIGNS[bond.sign]}{net}, {self.on(bond.evidence.claims)}{note}"
        yield from self.list(self.propositions(bond.evidence.claims, bond.ends), indent + 4)
        yield from self.proof(bond.evidence.claims, indent + 4)
        for what, claims in (("against it", bond.against), ("neutral", bond.neutral)):
            if claims:
                told = f"{what}, {self.on(claims)}: {self.propositions(claims, bond.ends)}"
                yield from self.list(told, indent + 4)
                yield from self.proof(claims, indent + 4)

    def proof(self, claims: Sequence[str], indent: int) -> Iterator[str]:
        """Yield the sentences of claims where evidence is asked for."""
        if self.evidence:
            yield from self.sentences(claims, indent)

    def sentences(self, claims: Sequence[str], indent: int) -> Iterator[str]:
        """Yield claims with their ids and confidence, then the sentence and where it stands.

        Sentences come in the order of the claims; a sentence that several articles carry comes once, with all of them.
        """
        start = " " * indent
        by_sentence: dict[str, list[Claim]] = {}
        for id_ in claims:
            found = self._claims[id_]
            by_sentence.setdefault(" ".join(found.sentence.split()).casefold(), []).append(found)
        for same in by_sentence.values():
            for told in same:
                if told.article == same[0].article:
                    text = f"{start}{told.id[: self._length]}  {self.claim(told.id)}"
                    figure = f"{told.confidence:.2f}"
                    yield text + " " * max(_GAP, self.columns - width(text) - len(figure)) + figure
            yield from self.list(f"“{plain(same[0].sentence)}”", indent + 4)
            for article in dict.fromkeys(told.article for told in same):
                yield from self.list(_source(self._collection.article(article)), indent + 4)

    def quotes(self, claims: Sequence[str], indent: int) -> Iterator[str]:
        """Yield the sentences of the first claim, or of all claims where evidence is asked for."""
        yield from self.sentences(claims if self.evidence else claims[:1], indent)


def _source(article: Article) -> str:
    parts = (article.publisher, article.date or "no date", article.title or article.source_id, article.url)
    return plain(", ".join(part for part in parts if part))


def _distinct(ids: Sequence[str]) -> int:
    """Return how many digits tell all ids apart, at least `_SHORTEST`; ids are sorted."""
    longest = 0
    for one, two in pairwise(ids):
        same = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), len(one))
        longest = max(longest, same + 1)
    return max(_SHORTEST, longest)


def sure(belief: float) -> str:
    """Return how sure something is; nothing is certain."""
    return "over 99% sure" if belief > _ALMOST else f"{belief:.0%} sure"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 claim``, ``2,000 claims``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def cut(number: int, shown: int) -> Iterator[str]:
    """Yield a line on what a limit left out, if it left out anything."""
    if number > shown:
        yield f"  ... {number - shown:,} more; --limit shows more"


def table(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Iterator[str]:
    """Yield rows, the head first, as lines with even columns.

    Args:
        rows: cells; all rows have as many.
        right: for each column whether its cells stand at the right.
    """
    widths = [max(width(row[n]) for row in rows) for n in range(len(right))]
    for row in rows:
        cells = [
            " " * (w - width(cell)) + cell if to_right else cell + " " * (w - width(cell))
            for cell, w, to_right in zip(row, widths, right, strict=True)
        ]
        yield "  ".join(cells).rstrip()
