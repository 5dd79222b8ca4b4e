"""Make the shipped pipeline of a trained one: no training words, no paths, weights of 7 mantissa bits.

    python -m train.shrink train/work/b/model-best graph/extract/model

Rounded weights stay 32-bit floats, so that nothing changes in loading, but half of their bytes are zero and pack well.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language

from graph.extract import language  # noqa: F401 - registers the pipeline's language

KEPT_BITS = 7
META = {
    "name": "detente_news",
    "version": "1.0.0",
    "description": "English tagger, morphologizer and dependency parser for news (Universal Dependencies).",
    "author": "The détente developers",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8.2,<3.9.0",
    "sources": [
        {"name": "UD English-EWT 2.16 (train)", "license": "CC BY-SA 4.0"},
        {"name": "UD English-GUM 2.16 (train, nine free genres)", "license": "CC BY 4.0; texts CC BY, CC BY-SA, PD"},
    ],
}


def rounded(weights: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return 32-bit floats rounded to 7 bits of mantissa, halves to even."""
    bits = np.ascontiguousarray(weights, dtype=np.float32).view(np.uint32)
    dropped = 23 - KEPT_BITS
    half = np.uint32((1 << (dropped - 1)) - 1) + ((bits >> np.uint32(dropped)) & np.uint32(1))
    return ((bits + half) & np.uint32(0xFFFFFFFF << dropped & 0xFFFFFFFF)).view(np.float32)


def round_weights(nlp: Language) -> None:
    """Round every weight of the pipeline."""
    for name in nlp.pipe_names:
        model: Any = nlp.get_pipe(name)
        for layer in model.model.walk():
            for weights in layer.param_names:
                if layer.has_param(weights):
                    layer.set_param(weights, rounded(layer.get_param(weights)))


def labels(nlp: Language) -> list[str]:
    """Return the strings that the pipeline's labels are made of, sorted."""
    found = {"", "ROOT", "_SP", "SPACE"}
    for component in nlp.pipe_names:
        for label in nlp.pipe_labels.get(component, ()):
            found |= {label, *label.split("||"), *re.split(r"[|=]", label), *label.split("|")}
    return sorted(found)


def clean_config(path: Path) -> None:
    """Take out of the config what only the training machine has: paths and callbacks of the training code."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r'^(train|dev|start|init_tok2vec|raw_text) = ".*"$', r"\1 = null", text, flags=re.MULTILINE)
    text = re.sub(r"^after_init = .*$", "after_init = null", text, flags=re.MULTILINE)
    text = re.sub(r"^\[initialize\.after_init\]\n(.+\n)+\n?", "", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


def clean_meta(path: Path) -> None:
    """Write the description of the pipeline: what it is, from what, under which licence, without training scores."""
    meta = json.loads(path.read_text(encoding="utf-8"))
    kept = {key: meta[key] for key in ("lang", "vectors", "labels", "pipeline", "components", "disabled")}
    path.write_text(json.dumps({**kept, **META}, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    """Write the shipped pipeline; the model card and the licence in the folder are left as they are."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("trained", type=Path)
    arguments.add_argument("shipped", type=Path)
    options = arguments.parse_args()
    nlp = spacy.load(options.trained)
    round_weights(nlp)
    for part in ("tok2vec", "tagger", "morphologizer", "parser", "vocab"):
        shutil.rmtree(options.shipped / part, ignore_errors=True)
    nlp.to_disk(options.shipped)
    strings = options.shipped / "vocab" / "strings.json"
    strings.write_text(json.dumps(labels(nlp), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    clean_config(options.shipped / "config.cfg")
    clean_meta(options.shipped / "meta.json")
    print(sum(p.stat().st_size for p in options.shipped.rglob("*") if p.is_file()), "bytes")


if __name__ == "__main__":
    main()
