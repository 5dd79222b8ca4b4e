"""Both engines on one article: what both found is surer than what one found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from graph.model import Claim, Modality, Polarity, Reading, Span, claim_actors, claim_order

_Key = tuple[Span, str, str, str, Polarity]


def agree(rules: Reading, model: Reading) -> Reading:
    """Return one reading of an article from those of both engines, claims sorted by place.

    A sentence's statement about the same subject, relation and object, affirmed or denied alike, is one claim. Where
    both engines make it, the rules' claim is kept; where modality and speaker are the same as well, half of the doubt
    goes and the method names both engines. All other claims stay as they are, with their own method.

    Raises:
        ValueError: the readings are of two articles.
    """
    if rules.article.id != model.article.id:
        raise ValueError(f"readings of two articles: {rules.article.id} and {model.article.id}")
    by_key: dict[_Key, list[Claim]] = defaultdict(list)
    for claim in model.claims:
        by_key[_key(claim)].append(claim)
    claims = [_raised(claim, by_key.get(_key(claim), [])) for claim in rules.claims]
    made = {_key(claim) for claim in rules.claims}
    claims += [claim for claim in model.claims if _key(claim) not in made]
    used = {i for claim in claims for i in claim_actors(claim)}
    minted = {actor.id: actor for actor in (*model.minted, *rules.minted) if actor.id in used}
    return Reading(
        article=rules.article,
        claims=tuple(sorted(claims, key=claim_order)),
        minted=tuple(minted[i] for i in sorted(minted)),
        sentences=rules.sentences,
        words=rules.words,
    )


def joint_method(rules: str, model: str) -> str:
    """Return the method of claims that both engines made."""
    return f"{rules} + {model}"


def _raised(claim: Claim, twins: list[Claim]) -> Claim:
    """Return the rules' claim, surer where a twin by the model has its modality and speaker too."""
    twin = next((t for t in twins if _view(t) == _view(claim)), None)
    if twin is None:
        return claim
    surer = round(claim.confidence + (1 - claim.confidence) / 2, 3)
    return replace(claim, confidence=surer, method=joint_method(claim.method, twin.method))


def _key(claim: Claim) -> _Key:
    return (claim.evidence.sentence, claim.subject, claim.relation, claim.object, claim.polarity)


def _view(claim: Claim) -> tuple[Modality, str | None]:
    return (claim.modality, claim.attribution.speaker if claim.attribution else None)
