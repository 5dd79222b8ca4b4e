"""Claims as RDF: the claim node with its spans, mentions, cues and attribution, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from pyoxigraph import NamedNode, Quad

from graph.model import (
    Article,
    Attribution,
    Claim,
    Evidence,
    Mention,
    MentionKind,
    Modality,
    Polarity,
    ReviewStatus,
    Span,
    content_id,
)
from graph.triples.terms import (
    JUDGEMENTS,
    TYPE,
    Nodes,
    Properties,
    Term,
    actor_iri,
    article_iri,
    claim_iri,
    concept,
    concept_id,
    decimal,
    integer,
    iri,
    link,
    local_id,
    maybe,
    maybe_id,
    moment,
    name,
    proposition_iri,
    relation_iri,
    span_of,
    text,
    value,
)

_Pairs = Iterator[tuple[NamedNode, Term]]


class ClaimWriter:
    """Writes the claims of one article; a span, mention or attribution that claims share is written once."""

    def __init__(self, article: Article) -> None:
        self.quads: list[Quad] = []
        self._article = article
        self._graph = article_iri(article.id)
        self._place = f"article {article.id}"
        self._written: set[NamedNode] = set()

    def run(self, method: str) -> NamedNode:
        """Return the node of the run that a method made over this article, written if it was not."""
        node = run_iri(self._article.id, method)
        if self._first(node):
            self._add(node, TYPE, name(":Run"))
            self._add(node, name(":method"), text(method, self._place))
            self._add(node, name("prov:used"), self._graph)
        return node

    def claim(self, claim: Claim, proposition: str) -> None:
        """Write a claim that points to a proposition. Its review status goes to ``:judgements``."""
        node = claim_iri(claim.id)
        for predicate, object_ in self._properties(claim, proposition):
            self._add(node, predicate, object_)
        for number, (what, where) in enumerate(claim.evidence.cues, start=1):
            cue = NamedNode(f"{node.value}#cue={number}")
            self._add(node, name(":cue"), cue)
            self._add(cue, TYPE, name(":Cue"))
            self._add(cue, name(":position"), integer(number))
            self._add(cue, name(":decides"), text(what, self._place))
            self._add(cue, name(":span"), self._span(where))
        if claim.review != "unreviewed":
            self.quads.append(judgement(claim.id, claim.review))

    def _properties(self, claim: Claim, proposition: str) -> _Pairs:
        evidence = claim.evidence
        yield TYPE, name(":Claim")
        yield name("rdf:subject"), actor_iri(claim.subject)
        yield name("rdf:predicate"), relation_iri(claim.relation)
        yield name("rdf:object"), actor_iri(claim.object)
        yield name(":proposition"), proposition_iri(proposition)
        yield name("prov:wasQuotedFrom"), self._graph
        yield name("prov:wasGeneratedBy"), self.run(claim.method)
        yield name(":polarity"), concept(claim.polarity)
        yield name(":modality"), concept(claim.modality)
        yield name(":confidence"), decimal(claim.confidence)
        yield name(":sentence"), self._span(evidence.sentence)
        yield name(":quote"), self._span(evidence.quote)
        yield name(":subjectMention"), self._mention(evidence.subject)
        yield name(":objectMention"), self._mention(evidence.object)
        if evidence.frame:
            yield name(":frame"), text(evidence.frame, self._place)
        if evidence.pattern:
            yield name(":pattern"), text(evidence.pattern, self._place)
        if claim.attribution:
            yield name(":attribution"), self._attribution(claim.attribution)
        if claim.valid_time:
            yield name(":validTime"), moment(claim.valid_time, self._place)

    def _span(self, span: Span) -> NamedNode:
        node = NamedNode(f"{self._graph.value}#char={span.start},{span.end}")
        if self._first(node):
            self._add(node, TYPE, name(":Span"))
            self._add(node, name("oa:start"), integer(span.start))
            self._add(node, name("oa:end"), integer(span.end))
            self._add(node, name("oa:exact"), text(span.of(self._article.text), self._place))
        return node

    def _mention(self, mention: Mention) -> NamedNode:
        where = mention.antecedent
        node = iri(
            "mention",
            content_id(
                self._article.id,
                mention.span.start,
                mention.span.end,
                mention.text,
                mention.actor,
                mention.kind,
                mention.via,
                mention.reason,
                *((where.start, where.end) if where else (None, None)),
                *mention.rivals,
            ),
        )
        if self._first(node):
            self._add(node, TYPE, name(":Mention"))
            self._add(node, name(":span"), self._span(mention.span))
            self._add(node, name(":meansActor"), actor_iri(mention.actor))
            self._add(node, name(":mentionKind"), concept(f"{mention.kind}Mention"))
            if mention.via:
                self._add(node, name(":via"), actor_iri(mention.via))
            for rival in mention.rivals:
                self._add(node, name(":mayAlsoMean"), actor_iri(rival))
            if mention.reason != "name":
                self._add(node, name(":reason"), text(mention.reason, self._place))
            if where:
                self._add(node, name(":antecedent"), self._span(where))
            if mention.text != mention.span.of(self._article.text):
                self._add(node, name(":text"), text(mention.text, self._place))
        return node

    def _attribution(self, attribution: Attribution) -> NamedNode:
        source = self._attribution(attribution.source) if attribution.source else None
        cue = attribution.cue
        node = iri(
            "attribution",
            content_id(
                self._article.id,
                attribution.speaker,
                attribution.stance,
                *((cue.start, cue.end) if cue else (None, None)),
                attribution.via,
                local_id(source) if source else None,
            ),
        )
        if self._first(node):
            self._add(node, TYPE, name(":Attribution"))
            self._add(node, name(":speaker"), actor_iri(attribution.speaker))
            self._add(node, name(":stance"), concept(attribution.stance))
            if cue:
                self._add(node, name(":span"), self._span(cue))
            if attribution.via:
                self._add(node, name(":via"), actor_iri(attribution.via))
            if source:
                self._add(node, name(":source"), source)
        return node

    def _first(self, node: NamedNode) -> bool:
        new = node not in self._written
        self._written.add(node)
        return new

    def _add(self, subject: NamedNode, predicate: NamedNode, object_: Term) -> None:
        self.quads.append(Quad(subject, predicate, object_, self._graph))


def run_iri(article: str, method: str) -> NamedNode:
    """Return the IRI of the run that a method made over an article."""
    return iri("run", content_id(article, method))


def judgement(claim: str, status: ReviewStatus) -> Quad:
    """Return the quad that says how a claim was judged."""
    return Quad(claim_iri(claim), name(":reviewStatus"), concept(status), JUDGEMENTS)


def claim_from_nodes(id_: str, nodes: Nodes, article: Article) -> Claim:
    """Return the claim of an id from the nodes of its article's graph and its judgement.

    Raises:
        KeyError: a node or field is missing.
    """
    found = nodes[claim_iri(id_)]
    sentence, quote = _span(nodes, found, ":sentence"), _span(nodes, found, ":quote")
    return Claim(
        id=id_,
        article=article.id,
        subject=local_id(found[name("rdf:subject")][0]),
        relation=local_id(found[name("rdf:predicate")][0]),
        object=local_id(found[name("rdf:object")][0]),
        polarity=cast("Polarity", concept_id(found[name(":polarity")][0])),
        modality=cast("Modality", concept_id(found[name(":modality")][0])),
        attribution=_read_attribution(nodes, link(found, ":attribution")) if name(":attribution") in found else None,
        evidence=Evidence(
            sentence=sentence,
            quote=quote,
            subject=_read_mention(nodes, link(found, ":subjectMention"), article),
            object=_read_mention(nodes, link(found, ":objectMention"), article),
            frame=maybe(found, ":frame") or "",
            pattern=maybe(found, ":pattern") or "",
            cues=_cues(nodes, found),
        ),
        quote=quote.of(article.text),
        sentence=sentence.of(article.text),
        confidence=float(value(found, ":confidence")),
        method=value(nodes[link(found, "prov:wasGeneratedBy")], ":method"),
        valid_time=maybe(found, ":validTime"),
        review=review_of(found),
    )


def review_of(found: Properties) -> ReviewStatus:
    """Return the review status among a claim's properties."""
    judged = found.get(name(":reviewStatus"))
    return cast("ReviewStatus", concept_id(judged[0])) if judged else "unreviewed"


def _span(nodes: Nodes, found: Properties, curie: str) -> Span:
    return span_of(nodes[link(found, curie)])


def _cues(nodes: Nodes, found: Properties) -> tuple[tuple[str, Span], ...]:
    cues = [nodes[cast("NamedNode", term)] for term in found.get(name(":cue"), ())]
    cues.sort(key=lambda cue: int(value(cue, ":position")))
    return tuple((value(cue, ":decides"), _span(nodes, cue, ":span")) for cue in cues)


def _read_mention(nodes: Nodes, node: NamedNode, article: Article) -> Mention:
    found = nodes[node]
    span = _span(nodes, found, ":span")
    own, reason = maybe(found, ":text"), maybe(found, ":reason")
    return Mention(
        span=span,
        text=span.of(article.text) if own is None else own,
        actor=local_id(found[name(":meansActor")][0]),
        kind=cast("MentionKind", concept_id(found[name(":mentionKind")][0]).removesuffix("Mention")),
        via=maybe_id(found, ":via"),
        reason="name" if reason is None else reason,
        antecedent=_span(nodes, found, ":antecedent") if name(":antecedent") in found else None,
        rivals=tuple(sorted(local_id(term) for term in found.get(name(":mayAlsoMean"), ()))),
    )


def _read_attribution(nodes: Nodes, node: NamedNode) -> Attribution:
    found = nodes[node]
    return Attribution(
        speaker=local_id(found[name(":speaker")][0]),
        stance=concept_id(found[name(":stance")][0]),
        cue=_span(nodes, found, ":span") if name(":span") in found else None,
        via=maybe_id(found, ":via"),
        source=_read_attribution(nodes, link(found, ":source")) if name(":source") in found else None,
    )
