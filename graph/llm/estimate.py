"""What a run would send and cost, before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.llm.cache import Cache
from graph.llm.chunks import chunks
from graph.llm.endpoint import Endpoint
from graph.llm.setting import Setting, the_prompt
from graph.model import Article

CHARACTERS_PER_TOKEN = 4.0
"""Of English with the tokenizers in common use; other languages have fewer."""
TOKENS_OUT_PER_TOKEN = 4.0
"""Of answers for each one of an article: 15 claims in 1,000 characters, as many as the gold articles have, of 270
characters each. Ordinary news has fewer claims, so that this is rather too much than too little."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would send. Tokens and cost are estimates; what is kept in the cache costs nothing."""

    articles: int
    requests: int
    kept: int
    """Stretches whose answer is in the cache."""
    characters: int
    """Of the articles, all of them."""
    tokens_in: int
    tokens_out: int
    cost: float | None
    """In the currency of the prices; None where not both are set."""

    def __str__(self) -> str:
        """Return the estimate in one line."""
        line = (
            f"{self.articles:,} articles of {self.characters:,} characters: {self.requests:,} requests to send, "
            f"{self.kept:,} answers kept; about {self.tokens_in:,} tokens to send, up to {self.tokens_out:,} of answers"
        )
        return line if self.cost is None else f"{line}; up to about {self.cost:,.2f}"


def estimate(articles: Iterable[Article], setting: Setting | None = None) -> Estimate:
    """Return what reading the articles would send, each article looked at once; nothing is sent.

    Args:
        articles: All of the run.
        setting: That of the run; one from the environment when left out, without a cache.

    Raises:
        InputError: no endpoint is set.
    """
    setting = Setting(Endpoint.from_environment()) if setting is None else setting
    cache = None if setting.cache is None else Cache(setting.cache)
    prompt, model = the_prompt(), setting.endpoint.model
    number = characters = requests = kept = sent = asked = 0
    for article in articles:
        number += 1
        characters += len(article.text)
        for span in chunks(article.text, setting.characters):
            text = span.of(article.text)
            if cache is not None and cache.has(text, article.date, prompt.version, model):
                kept += 1
            else:
                requests += 1
                sent += sum(len(message["content"]) for message in prompt.messages(text, article.date))
                asked += len(text)
    tokens_in = round(sent / CHARACTERS_PER_TOKEN)
    tokens_out = round(asked / CHARACTERS_PER_TOKEN * TOKENS_OUT_PER_TOKEN)
    return Estimate(
        number, requests, kept, characters, tokens_in, tokens_out, _cost(setting.endpoint, tokens_in, tokens_out)
    )


def _cost(endpoint: Endpoint, tokens_in: int, tokens_out: int) -> float | None:
    if endpoint.price_in is None or endpoint.price_out is None:
        return None
    return (tokens_in * endpoint.price_in + tokens_out * endpoint.price_out) / _MILLION
