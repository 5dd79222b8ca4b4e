"""How fast articles are read: words a second of every stage, beside the parse alone.

    python -m bench.extract [FILE ...] [--articles N]

Reads the sample articles, or files and folders that are named, on one core. Every stage is timed by CPU; the best of
three rounds counts.
"""

from __future__ import annotations

import argparse
import resource
import time
from itertools import islice, pairwise
from pathlib import Path

from graph.extract.anchors import known_names
from graph.extract.coreference import link
from graph.extract.mentions import find_mentions
from graph.model import Article
from graph.pipeline import Setting, make_extractor
from graph.reading import read_all, samples

ROUNDS = 3
ARTICLE = 600
"""Words of the article that rates are told for."""


def main() -> None:
    """Print the rates."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--articles", type=int, default=200, help="read at most so many [200]")
    chosen = options.parse_args()
    source = read_all(chosen.files) if chosen.files else samples()
    articles = list(islice((a for a in source if isinstance(a, Article)), chosen.articles))
    rounds = [_round(articles) for _ in range(ROUNDS)]
    words = sum(len(a.text.split()) for a in articles)
    spent = {stage: min(r[stage] for r in rounds) for stage in rounds[0]}
    print(f"{len(articles):,} articles, {words:,} words, best of {ROUNDS} rounds, CPU")
    for stage, seconds in spent.items():
        print(f"{stage:24} {words / seconds:>12,.0f} words/s")
    own = spent["all of it"] - spent["parse"]
    print(f"{'our stages / the parse':24} {own / spent['parse']:>12.2f}")
    print(f"{f'articles of {ARTICLE} words':24} {words / spent['all of it'] / ARTICLE:>12.1f} /s")
    print(f"{'largest memory':24} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>12.0f} MiB")


def _round(articles: list[Article]) -> dict[str, float]:
    extractor = make_extractor(Setting())
    spent = dict.fromkeys(("names", "parse", "mentions", "coreference"), 0.0)
    for article in articles:
        marks = [time.process_time()]
        matches = extractor.registry.matcher.find(article.text)
        marks.append(time.process_time())
        trees = extractor.parser.trees(article.text, known_names(matches))
        marks.append(time.process_time())
        found = find_mentions(article.text, trees, extractor.registry, article.date, matches)
        marks.append(time.process_time())
        link(article.text, trees, found.found, extractor.registry, article.date)
        marks.append(time.process_time())
        for stage, (start, end) in zip(spent, pairwise(marks), strict=True):
            spent[stage] += end - start
    before = time.process_time()
    for article in articles:
        extractor.read(article)
    spent["all of it"] = time.process_time() - before
    return spent


if __name__ == "__main__":
    main()
