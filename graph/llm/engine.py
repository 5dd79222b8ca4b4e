"""The second engine: a language model proposes claims, the program keeps those that the article bears out."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from graph.errors import DetenteError
from graph.llm.answer import Unanswered
from graph.llm.asking import Asker, Part, Usage, total
from graph.llm.cache import Cache
from graph.llm.check import Checker
from graph.llm.chunks import chunks
from graph.llm.client import Client
from graph.llm.refusal import EndpointError, Unreached
from graph.llm.setting import Setting, the_prompt
from graph.model import Article, Claim, Reading, claim_actors, claim_order
from graph.ontology import load_ontology

GIVE_UP = 3
"""Articles in a row for which the endpoint did not answer at any attempt, after which a run ends."""
_AHEAD = 3
"""Requests waiting for each one under way, so that no stream of articles is read far ahead."""


@dataclass(frozen=True, slots=True)
class ModelReading(Reading):
    """A reading, with what became of the other claims that the model proposed."""

    dropped: Mapping[str, int] = field(default_factory=dict)
    """How many proposed claims were dropped, by reason, in order of the reasons."""
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True, slots=True)
class Failed:
    """An article for which there was no usable answer, while the batch went on; as that of the pipeline."""

    article: Article
    message: str


Result = ModelReading | Failed
_Line = deque[tuple[Article, list[Future[list[Part]]]]]


def read(articles: Iterable[Article], setting: Setting) -> Generator[Result, None, None]:
    """Yield what each article gave, in the order they came; how many requests run at once changes nothing but the time.

    The articles are taken as needed. When the generator is closed, requests under way are ended.

    Raises:
        EndpointError: while iterating; the endpoint cannot be used as it is set, or no longer answers.
        InputError: the cache cannot be used.
        DetenteError: a data file is malformed, or the parser is not installed.
    """
    kept = None if setting.cache is None else Cache.open(setting.cache)
    checker = Checker(setting.pages(), load_ontology().relations, setting.method, setting.frame)
    asker = Asker(Client(setting.endpoint, setting.limits), the_prompt(), kept)
    return _results(iter(articles), setting, asker, checker)


def _results(
    articles: Iterator[Article], setting: Setting, asker: Asker, checker: Checker
) -> Generator[Result, None, None]:
    line: _Line = deque()
    unreached = 0
    pool = ThreadPoolExecutor(setting.requests, thread_name_prefix="llm")
    try:
        while _fill(line, articles, setting, asker, pool):
            article, futures = line.popleft()
            try:
                result: Result = _reading(checker, article, [part for f in futures for part in f.result()])
            except Unanswered as error:
                unreached = unreached + 1 if isinstance(error, Unreached) else 0
                if unreached == GIVE_UP:
                    raise EndpointError(f"{error}; the run ends after {GIVE_UP} articles in a row") from None
                result = Failed(article, f"{_name(article)}: {error}")
            except DetenteError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever one article does to us, the others are read
                result = Failed(article, f"{_name(article)}: cannot be read ({type(error).__name__})")
            else:
                unreached = 0
            yield result
    finally:
        asker.client.close()
        pool.shutdown(cancel_futures=True)


def _fill(line: _Line, articles: Iterator[Article], setting: Setting, asker: Asker, pool: ThreadPoolExecutor) -> bool:
    """Hand requests over until enough are waiting; return whether an article is in the line."""
    while sum(len(futures) for _, futures in line) < setting.requests * _AHEAD:
        article = next(articles, None)
        if article is None:
            break
        stretches = chunks(article.text, setting.characters)
        line.append((article, [pool.submit(asker.ask, article, span) for span in stretches]))
    return bool(line)


def _reading(checker: Checker, article: Article, parts: list[Part]) -> ModelReading:
    """Return the reading of an article from what was proposed for its stretches."""
    page = checker.pages.page(article)
    dropped: Counter[str] = Counter()
    claims: dict[str, Claim] = {}
    for part in parts:
        dropped.update(part.dropped)
        for id_, claim in checker.claims(page, part.proposed, part.span, dropped).items():
            claims.setdefault(id_, claim)
    used = {i for claim in claims.values() for i in claim_actors(claim)}
    return ModelReading(
        article=article,
        claims=tuple(sorted(claims.values(), key=claim_order)),
        minted=tuple(actor for actor in page.minted if actor.id in used),
        sentences=len(page.sentences),
        words=page.words,
        dropped=dict(sorted(dropped.items())),
        usage=total(part.usage for part in parts),
    )


def _name(article: Article) -> str:
    """Return what people call an article: its own id, its title or address, or the start of its id."""
    return article.source_id or article.title or article.url or article.id[:12]
