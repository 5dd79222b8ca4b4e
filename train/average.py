"""Average the weights of two trained pipelines of one shape.

python -m train.average train/work/c/model-best train/work/d/model-best train/work/averaged
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import spacy

from graph.extract import language  # noqa: F401 - registers the pipeline's language


def main() -> None:
    """Write the pipeline whose every weight is the mean of the two."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("first", type=Path)
    arguments.add_argument("second", type=Path)
    arguments.add_argument("out", type=Path)
    options = arguments.parse_args()
    first, second = spacy.load(options.first), spacy.load(options.second)
    for name in first.pipe_names:
        one: Any = first.get_pipe(name)
        other: Any = second.get_pipe(name)
        for layer, twin in zip(one.model.walk(), other.model.walk(), strict=True):
            for weights in layer.param_names:
                if layer.has_param(weights):
                    layer.set_param(weights, (layer.get_param(weights) + twin.get_param(weights)) / 2)
    first.to_disk(options.out)


if __name__ == "__main__":
    main()
