"""Make the weighted mean of two trained pipelines, of which one was trained on from the other.

    python -m train.blend graph/extract/model train/work/f/model-best 0.5 train/work/blend

The number is the second's share. The mean keeps most of what each does better (Wortsman et al. 2022, "Robust
fine-tuning of zero-shot models").
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from graph.extract import language  # noqa: F401 - registers the pipeline's language


def weights(nlp: Language) -> Iterator[tuple[Any, str]]:
    """Yield every layer that has weights, with their names, in order."""
    for name in nlp.pipe_names:
        pipe: Any = nlp.get_pipe(name)
        for layer in pipe.model.walk():
            for weight in layer.param_names:
                if layer.has_param(weight):
                    yield layer, weight


def blend(one: Language, other: Language, share: float) -> None:
    """Change the weights of ``one`` to the mean of both, ``share`` of it the other's."""
    for (layer, name), (twin, twin_name) in zip(weights(one), weights(other), strict=True):
        if name != twin_name or layer.get_param(name).shape != twin.get_param(name).shape:
            raise ValueError(
                f"layer {layer.name}: {name} differs; give two pipelines of which one started as the other"
            )
        layer.set_param(name, (1 - share) * layer.get_param(name) + share * twin.get_param(name))


def main() -> None:
    """Write the mean."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("one", type=Path)
    arguments.add_argument("other", type=Path)
    arguments.add_argument("share", type=float)
    arguments.add_argument("out", type=Path)
    options = arguments.parse_args()
    nlp = spacy.load(options.one)
    blend(nlp, spacy.load(options.other), options.share)
    nlp.to_disk(options.out)


if __name__ == "__main__":
    main()
