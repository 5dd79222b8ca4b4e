"""Build graph/extract/wordclass.tsv.gz, the parser's table of word classes.

    python train/build_wordclasses.py PATH/en-lexicon.txt

``en-lexicon.txt`` lies in the wheel of textblob (``textblob/en/``): Brill's lexicon, (c) 1993 MIT and the University of
Pennsylvania, MIT licence. Inflections come from lemminflect (B. Jascob, MIT), which took them from the NIH's SPECIALIST
lexicon. Some words of the file come from the annotated tweets of Gimpel et al. (2011), CC BY 3.0.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import re
from collections import defaultdict
from pathlib import Path

import lemminflect

TABLE = Path(__file__).parents[1] / "graph" / "extract" / "wordclass.tsv.gz"
RESOURCES = Path(lemminflect.__file__).parent / "resources"
WORD = re.compile(r"[A-Za-z][a-z']*|[A-Z][A-Za-z.]*")
"""What spaCy's tokeniser can give as one token: no digits, no hyphens."""
KEEP_TAGS = re.compile(r"[A-Z]+\$?")


def brill(path: Path) -> dict[str, str]:
    """Return word -> most frequent Penn tag."""
    tags: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(";;;") or not line.strip():
            continue
        word, tag = line.split()[:2]
        if WORD.fullmatch(word) and KEEP_TAGS.fullmatch(tag):
            tags[word] = tag
    return tags


def inflections() -> dict[str, set[str]]:
    """Return form -> the Penn tags it can have."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    with gzip.open(RESOURCES / "infl_lu.csv.gz", "rt", encoding="utf-8") as lines:
        lemmas = sorted({row[0] for row in csv.reader(lines) if row})
    for word in lemmas:
        for tag, spellings in lemminflect.getAllInflections(word).items():
            for spelling in spellings:
                if WORD.fullmatch(spelling):
                    forms[spelling].add(tag)
    return forms


def main() -> None:
    """Write the table: a line a class, classes and words in order."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("lexicon", type=Path)
    frequent, possible = brill(arguments.parse_args().lexicon), inflections()
    classes: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(frequent.keys() | possible.keys()):
        tags = ",".join(sorted(possible.get(word, ()) or possible.get(word.lower(), ())))
        classes[f"{frequent.get(word, '')}:{tags}"].append(word)
    text = "".join(f"{name}\t{' '.join(words)}\n" for name, words in sorted(classes.items()))
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0, filename="") as file:
        file.write(text.encode())
    TABLE.write_bytes(packed.getvalue())
    print(f"{sum(map(len, classes.values()))} words, {len(classes)} classes, {len(packed.getvalue())} bytes")


if __name__ == "__main__":
    main()
