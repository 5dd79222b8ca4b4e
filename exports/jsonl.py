"""Claims as JSON values: what `detente extract --jsonl`, `claims --json` and `show --json` print."""

from __future__ import annotations

from graph.actors import Registry
from graph.model import Actor, ActorSource, Attribution, Claim, Collection, Mention, Reading

Json = dict[str, object]


def reading_json(reading: Reading, known: ActorSource) -> Json:
    """Return one article with its claims as JSON-ready values, in the order of the text.

    Offsets count characters of ``text``, half open; ``id`` is the one that the input row carried, else the article's.
    """
    article = reading.article
    find = _Actors(reading, known)
    return {
        "id": article.source_id or article.id,
        "article": article.id,
        "title": article.title,
        "date": article.date,
        "publisher": article.publisher,
        "url": article.url,
        "claims": [_claim(claim, find) for claim in reading.claims],
    }


class _Actors:
    """Actors by id: those that the text itself brought, then those that lists know."""

    def __init__(self, reading: Reading, known: ActorSource) -> None:
        self._minted = {a.id: a for a in reading.minted}
        self._known = known

    def actor(self, id_: str) -> Actor:
        return self._minted.get(id_) or self._known.actor(id_)

    def label(self, id_: str) -> str:
        return self.actor(id_).label

    def names(self, mention: Mention) -> list[str]:
        ids = [mention.actor] + ([mention.via] if mention.via else [])
        actors = [self.actor(i) for i in ids]
        return sorted({a.label for a in actors} | {n.text for a in actors for n in a.names if n.kind != "surname"})


def _claim(claim: Claim, find: _Actors) -> Json:
    evidence = claim.evidence
    return {
        "id": claim.id,
        "source": find.label(claim.subject),
        "relation": claim.relation,
        "target": find.label(claim.object),
        "polarity": claim.polarity,
        "modality": claim.modality,
        "attributed_to": find.label(claim.attribution.speaker) if claim.attribution else None,
        "attribution": _attribution(claim.attribution, find),
        "hearsay": claim.hearsay or None,
        "quote": claim.quote,
        "quote_span": [evidence.quote.start, evidence.quote.end],
        "sentence": claim.sentence,
        "sentence_span": [evidence.sentence.start, evidence.sentence.end],
        "source_text": evidence.subject.text,
        "source_span": [evidence.subject.span.start, evidence.subject.span.end],
        "source_names": find.names(evidence.subject),
        "source_may_be": [find.label(rival) for rival in evidence.subject.rivals],
        "target_text": evidence.object.text,
        "target_span": [evidence.object.span.start, evidence.object.span.end],
        "target_names": find.names(evidence.object),
        "target_may_be": [find.label(rival) for rival in evidence.object.rivals],
        "confidence": claim.confidence,
        "valid_time": claim.valid_time,
        "method": claim.method,
        "frame": evidence.frame,
        "pattern": evidence.pattern,
    }


def _attribution(attribution: Attribution | None, find: _Actors) -> Json | None:
    if attribution is None:
        return None
    return {
        "speaker": find.label(attribution.speaker),
        "person": find.label(attribution.via) if attribution.via else None,
        "stance": attribution.stance,
        "source": _attribution(attribution.source, find),
    }


def claim_row(claim: Claim, collection: Collection) -> Json:
    """Return one stored claim with its article as JSON-ready values."""
    article = collection.article(claim.article)
    reading = Reading(article, minted=collection.actors)
    return {
        **_claim(claim, _Actors(reading, collection)),
        "review": claim.review,
        "article": {
            "id": article.id,
            "title": article.title,
            "date": article.date,
            "publisher": article.publisher,
            "url": article.url,
        },
    }


def actor_json(actor: Actor) -> Json:
    """Return an actor as JSON-ready values, names sorted."""
    return {
        "id": actor.id,
        "label": actor.label,
        "type": actor.type,
        "names": sorted({n.text for n in actor.names}),
        "country": actor.country,
        "reviewed": actor.reviewed,
    }


def listed_actor_json(actor: Actor, registry: Registry) -> Json:
    """Return what the tables say of an actor as JSON-ready values, with its own tenures and those held over it."""
    both = {"tenures": registry.tenures(actor.id), "held": registry.tenures_over(actor.id)}
    return {
        **actor_json(actor),
        **{
            key: [
                {"holder": t.holder, "role": t.role, "of": t.of, "office": t.office, "start": t.start, "end": t.end}
                for t in tenures
            ]
            for key, tenures in both.items()
        },
    }
