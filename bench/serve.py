"""How fast `detente serve` gives its pages, and whether it stands many readers beside a writer.

    python -m bench.serve [CLAIMS] [--readers N] [--seconds S] [--store PATH]

A server of its own process has a store of made-up claims. Each page is asked for once (first) and then some times
again (warm); of these the median counts. Then readers ask for pages by chance, each one after the other, while one
process adds articles; whatever is no answer of 200 is an error. PATH is filled where it is empty and kept.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from graph.query.named import named_queries
from graph.store import Store
from tests.query.generated import CLAIMS_EACH, METHOD, Anybody, fill, readings

CLAIMS = 100_000
READERS = 50
SECONDS = 60.0
ROUNDS = 9
SLOW = 2.0
"""Seconds after which a page is not asked for again."""
PATIENCE = 120
PAUSE = 0.05
"""Seconds that a reader reads a page."""
GIVEN = {"from": "2014-06", "to": "2020"}


@dataclass(slots=True)
class Load:
    """What readers met beside a writer."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    added: int = 0

    def share(self, part: float) -> float:
        """Return the seconds below which a share of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def write_until(path: Path, end: float, skip: int) -> int:
    """Add made-up articles, the first ``skip`` passed over, until a moment; return how many."""
    added = 0
    source = islice(readings(skip + 100_000), skip, None)
    with Store.open(path, write=True) as store:
        while time.time() < end and (part := list(islice(source, 10))):
            added += store.add(part, Anybody(), method=METHOD).new
    return added


def at(path: str, **given: str) -> str:
    """Return an address; ``from_`` is written ``from``."""
    return f"{path}?{urlencode({key.rstrip('_'): value for key, value in given.items()})}" if given else path


def pages(path: Path) -> dict[str, str]:
    """Return the addresses of all kinds of pages, by what they are."""
    with Store.open(path) as store:
        article = store.articles()[-1].id
        claims = [c.id for c in store.collection(articles=[article]).claims]
    found = {
        "start": "/",
        "search": at("/search", q="a1"),
        "actor, the most frequent": "/actor/a0",
        "actor, a rare one": "/actor/a150",
        "actor, one family": at("/actor/a0", family="violence", from_="2015"),
        "pair": at("/pair", a="a0", b="a1"),
        "pair, a rare one": at("/pair", a="a40", b="a90"),
        "article": f"/article/{article}",
        "claims": at("/claims", id=".".join(id_[:12] for id_ in claims)),
        "maps": "/maps",
        "map": "/map",
        "map of an actor": at("/map", actor="a3", limit="15"),
        "central": "/analysis/central",
        "groups": "/analysis/groups",
        "balance": at("/analysis/balance", actor="a0"),
        "triads": at("/analysis/triads", supporter="a0"),
        "contradictions": at("/analysis/contradictions", actor="a0"),
        "says": at("/analysis/says", speaker="a0"),
        "compare": at("/analysis/compare", one="Outlet 0", two="Outlet 1"),
        "changes": at("/analysis/changes", before="2014", after="2015"),
        "path": at("/analysis/path", a="a3", b="a90"),
        "editor": at("/editor", query="SELECT ?c { ?c a :Claim } LIMIT 10"),
        "endpoint": at("/sparql", query="ASK {}"),
    }
    for name, query in named_queries().items():
        actors = iter(("a0", "a1"))
        needed = {p.name: GIVEN.get(p.name) or next(actors) for p in query.parameters if p.default is None}
        found[f"ask {name}"] = at(f"/ask/{name}", ask="1", **needed)
    return found


@contextmanager
def serving(path: Path) -> Iterator[int]:
    """Serve a store by a process of its own; give its port."""
    command = [sys.executable, "-m", "cli", "serve", "--port", "0", "--store", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            found = re.search(r":([0-9]+)/", line)
            if found is None:
                raise RuntimeError(f"the server did not begin: {line}")
            yield int(found[1])
        finally:
            server.terminate()


def ask(connection: http.client.HTTPConnection, target: str) -> tuple[float, str]:
    """Return the seconds that an answer took, and what was wrong with it or nothing."""
    begun = time.perf_counter()
    try:
        connection.request("GET", target)
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        return time.perf_counter() - begun, type(error).__name__
    said = re.search(rb'role="alert">([^<]*)|class="message"[^>]*>([^<]*)', body)
    wrong = "" if answer.status == http.client.OK else f"{answer.status} {said[0][-90:].decode() if said else ''}"
    return time.perf_counter() - begun, wrong


def page_times(port: int, addresses: Mapping[str, str], rounds: int = ROUNDS) -> dict[str, tuple[float, float, str]]:
    """Return (first, warm, what was wrong) of each page, in seconds."""
    found = {}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    for name, address in addresses.items():
        first, wrong = ask(connection, address)
        again = []
        while len(again) < rounds and not wrong and sum(again) < SLOW:
            seconds, wrong = ask(connection, address)
            again.append(seconds)
        found[name] = (first, median(again) if again else first, wrong)
    connection.close()
    return found


def under_load(port: int, path: Path, addresses: Mapping[str, str], *, readers: int, seconds: float) -> Load:
    """Let readers ask for pages by chance while a process adds articles."""
    load, lock = Load(), threading.Lock()
    with Store.open(path) as store:
        skip = store.counts().articles
    end = time.time() + seconds

    def reads(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - which page is asked for
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        while time.time() < end:
            name = chance.choice(sorted(addresses))
            took, wrong = ask(connection, addresses[name])
            with lock:
                load.seconds.append(took)
                if wrong:
                    load.errors.append(f"{name}: {wrong}")
            time.sleep(PAUSE)
        connection.close()

    writes = f"write_until(Path({str(path)!r}), {end!r}, {skip})"
    code = f"from pathlib import Path\nfrom bench.serve import write_until\nprint({writes})"
    writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    threads = [threading.Thread(target=reads, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    out, _ = writer.communicate()
    if writer.returncode:
        load.errors.append(f"the writer ended with {writer.returncode}")
    load.added = int(out or 0)
    return load


def report(times: Mapping[str, tuple[float, float, str]], load: Load | None, claims: int) -> str:
    """Return the figures as text."""
    lines = [f"{claims:,} claims, {os.cpu_count()} cores", "", f"{'page':28}{'first':>10}{'warm':>10}"]
    lines += [f"{name:28}{first:>8.3f} s{warm:>8.3f} s  {wrong}" for name, (first, warm, wrong) in times.items()]
    middle = [median(column) for column in zip(*((first, warm) for first, warm, _ in times.values()), strict=True)]
    lines += ["", f"median page: {middle[0] * 1000:.0f} ms first, {middle[1] * 1000:.0f} ms warm"]
    if load:
        half, most, all_ = (load.share(part) for part in (0.5, 0.9, 1))
        lines += [
            f"{len(load.seconds):,} pages beside a writer who added {load.added:,} articles: {len(load.errors)} errors",
            f"half of them within {half:.2f} s, nine of ten within {most:.2f} s, all within {all_:.2f} s",
            *sorted(set(load.errors))[:10],
        ]
    return "\n".join(lines)


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("claims", nargs="?", type=int, default=CLAIMS, help=f"how many [{CLAIMS}]")
    options.add_argument("--readers", type=int, default=READERS, help=f"at one time [{READERS}]")
    options.add_argument("--seconds", type=float, default=SECONDS, help=f"that they read [{SECONDS:.0f}]")
    options.add_argument("--store", type=Path, help="folder of the store, filled where it is empty")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.store or Path(folder) / "store"
        if not (path / "store.json").exists():
            fill(path, chosen.claims // CLAIMS_EACH)
        addresses = pages(path)
        with serving(path) as port:
            times = page_times(port, addresses)
            # questions that go through all claims take seconds of a core each; readers ask the others
            quick = {name: address for name, address in addresses.items() if times[name][1] < SLOW / 2}
            load = under_load(port, path, quick, readers=chosen.readers, seconds=chosen.seconds)
        print(report(times, load, chosen.claims))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
