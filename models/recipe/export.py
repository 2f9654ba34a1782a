"""export: weights → the pipeline's folder, its encoder in int8 (or float, to measure what int8 costs)."""

from __future__ import annotations

import hashlib
import json
import pickle
from pathlib import Path

import onnx
import spacy
import torch

import claimx
import claimx.pipeline.factories as parts
from claimx.pipeline.wordpiece import WordPiece
from models.recipe.batches import Batches
from models.recipe.labels import Labels
from models.recipe.network import Network, layout_of, pretrained
from models.recipe.onnx_graph import build

CALIBRATION_BATCHES = 15


def calibrate(network: Network, work: Path, labels: Labels, start: Path) -> None:
    """Fix the grids of all layers' inputs from training windows, for weights that were not trained with int8."""
    with (work / "examples.pickle").open("rb") as source:
        examples = pickle.load(source)
    batches = Batches(examples, labels, WordPiece.from_file(start / "vocab.txt"), seed=1)
    network.set_mode("observe")
    with torch.no_grad():
        for number in range(CALIBRATION_BATCHES):
            batch = batches.next(("ours", "polnear", "treebank")[number % 3])
            network(batch.pieces, batch.features, batch.first, batch.mask)
    network.set_mode("float")


def export(work: Path, start: Path, target: Path, *, int8: bool = True) -> None:
    """Write the pipeline's folder: config.cfg, meta.json, the tokenizer and one folder a component."""
    labels = Labels.load(work / "labels.json")
    torch.set_num_threads(1)
    layout = layout_of(labels)
    network = pretrained(layout, start)
    state = torch.load(work / "checkpoint.pt", map_location="cpu")
    # The grids were fixed in one step; their running average would lag behind.
    grids = {name: value for name, value in state["network"].items() if name.endswith((".low", ".high"))}
    network.load_state_dict(state["average"] | grids)
    network.eval()
    if int8 and not float(network.heads.high):
        calibrate(network, work, labels, start)
    model = build(network, int8=int8)
    onnx.checker.check_model(model)
    weights = model.SerializeToString()
    nlp = spacy.blank("en")
    for name in parts.PIPELINE:
        nlp.add_pipe(name)
    inventories = {
        name: list(getattr(labels, name)) for name in ("morph", "tag", "lemma", "dep", "entity", "role", "type")
    }
    needed = {
        "claimx_tagger": ("morph", "tag"), "claimx_lemmatizer": ("lemma",), "claimx_parser": ("dep",),
        "claimx_recognizer": ("entity",), "claimx_attributor": ("role", "type"),
    }  # fmt: skip
    for name in parts.PIPELINE[1:]:
        nlp.get_pipe(name).configure(layout, {key: inventories[key] for key in needed.get(name, ())})
    nlp.get_pipe("claimx_encoder").load(weights, (start / "vocab.txt").read_text(encoding="utf-8").splitlines())
    nlp.meta.update(
        name="claimx_news",
        version=claimx.__version__,
        description="News: sentences, tags, lemmas, tree, entities, quotations and attributions from one small encoder",
        author="claimx contributors",
        license="CC BY-SA 4.0",
        spacy_version=">=3.8,<4",
        sources=json.loads(Path(__file__).with_name("sources.json").read_text(encoding="utf-8")),
        steps=state["step"],
        sha256={"encoder.onnx": hashlib.sha256(weights).hexdigest()},
    )
    nlp.to_disk(target)
    print(f"{target}: encoder of {len(weights) / 1e6:.1f} MB, {state['step']} steps, {'int8' if int8 else 'float'}")
