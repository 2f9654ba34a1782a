"""The network: MiniLM's encoder with a table of features, and one matrix that holds every head."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from claimx.pipeline.heads import ARC, LABEL, LINK, LINKS, Layout
from claimx.pipeline.windows import FEATURES
from models.recipe.labels import Labels

LAYERS, WIDTH, INNER, ATTENTION_HEADS, POSITIONS = 6, 384, 1536, 12, 512
EPSILON = 1e-12
WEIGHT_BITS = 7
"""Weights keep to 7 bits: a sum of two products of an unsigned and a signed byte then fits 16 bits, so
processors without VNNI give the same numbers as those with it."""


class QuantLinear(nn.Module):
    """A linear layer that can act as its int8 export will: inputs on a fixed grid of 256 steps, weights by row.

    `mode` is "float", "observe" (float, and the range of the inputs is watched) or "int8" (gradients pass
    straight through the rounding: Bengio et al. 2013, https://arxiv.org/abs/1308.3432).
    """

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        nn.init.normal_(self.weight, std=0.02)
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self.mode = "float"

    def forward(self, x: Tensor) -> Tensor:
        """The product x · Wᵀ + b, in this layer's mode."""
        if self.mode == "int8":
            return F.linear(self.rounded_inputs(x), self.rounded_weight(), self.bias)
        if self.mode == "observe":
            with torch.no_grad():
                low, high = clip_range(x.float())
                self.low.lerp_(low, 0.1) if self.high != 0 else self.low.copy_(low)
                self.high.lerp_(high, 0.1) if self.high != 0 else self.high.copy_(high)
        return F.linear(x, self.weight, self.bias)

    def grid(self) -> tuple[Tensor, Tensor]:
        """The step and the zero point of the inputs' grid."""
        step = (self.high - self.low).clamp(min=1e-6) / 255
        return step, (-self.low / step).round().clamp(0, 255)

    def rounded_inputs(self, x: Tensor) -> Tensor:
        """The inputs on their grid."""
        step, zero = self.grid()
        rounded = ((x.float() / step + zero).round().clamp(0, 255) - zero) * step
        return x + (rounded.to(x.dtype) - x).detach()

    def steps(self) -> Tensor:
        """The step of each row of weights, [outputs, 1]."""
        return self.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / (2 ** (WEIGHT_BITS - 1) - 1)

    def rounded_weight(self) -> Tensor:
        """The weights on their grid."""
        steps = self.steps()
        return self.weight + ((self.weight / steps).round() * steps - self.weight).detach()


def clip_range(x: Tensor) -> tuple[Tensor, Tensor]:
    """The range, zero within it, whose grid of 256 steps loses least of `x` in squared error, outliers clipped."""
    low, high = x.amin().clamp(max=0), x.amax().clamp(min=0)
    sample = x.flatten()[:: max(1, x.numel() // 50_000)]
    best = (low, high, torch.tensor(math.inf))
    for share in (1.0, 0.85, 0.7, 0.55, 0.45, 0.35, 0.25, 0.18, 0.12):
        a, b = torch.maximum(low, -share * high) if low < -share * high else low, share * high
        step = ((b - a) / 255).clamp(min=1e-6)
        zero = (-a / step).round()
        error = (((sample / step + zero).round().clamp(0, 255) - zero) * step - sample).square().mean()
        if error < best[2]:
            best = (a, b, error)
    return best[0], best[1]


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019), its three projections in one matrix."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = QuantLinear(WIDTH, 3 * WIDTH)
        self.out = QuantLinear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.up = QuantLinear(WIDTH, INNER)
        self.down = QuantLinear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """The vectors after this layer, [B, L, WIDTH]."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        # Not F.scaled_dot_product_attention: on a CPU its backward pass alone takes a third of the training.
        weights = q @ k.transpose(2, 3) / (WIDTH // ATTENTION_HEADS) ** 0.5
        if mask is not None:
            weights = weights.masked_fill(~mask, -1e4)
        mixed = weights.softmax(3).to(v.dtype) @ v
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Network(nn.Module):
    """Pieces and features of windows → for each word one row of scores, laid out by `Layout`."""

    def __init__(self, layout: Layout, vocabulary: int) -> None:
        super().__init__()
        self.layout = layout
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.words.weight.requires_grad_(requires_grad=False)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.features = nn.Embedding(FEATURES, WIDTH)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.heads = QuantLinear(WIDTH, layout.size)
        self.silver = nn.Linear(WIDTH, layout.silver)
        self.dropout = nn.Dropout(0.15)

    def vectors(self, pieces: Tensor, features: Tensor, first: Tensor, mask: Tensor | None) -> Tensor:
        """The vector of each word, [B, T, WIDTH]: that of its first piece."""
        places = torch.arange(pieces.shape[1])
        x = self.norm(self.words(pieces) + self.positions(places) + self.features(features).sum(2))
        for layer in self.layers:
            x = layer(x, mask)
        return x.gather(1, first.unsqueeze(2).expand(-1, -1, WIDTH))

    def forward(
        self, pieces: Tensor, features: Tensor, first: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """The words' scores [B, T, layout.size], and those of the silver entity head."""
        x = self.dropout(self.vectors(pieces, features, first, mask))
        return self.heads(x), self.silver(x)

    def quantizers(self) -> Iterator[QuantLinear]:
        """All layers that become int8."""
        return (module for module in self.modules() if isinstance(module, QuantLinear))

    def set_mode(self, mode: str) -> None:
        """Put every linear layer in the mode float, observe or int8."""
        for module in self.quantizers():
            module.mode = mode


def layout_of(labels: Labels) -> Layout:
    """The places of the heads in a row of scores."""
    return Layout(
        sentence=1,
        morph=len(labels.morph),
        tag=len(labels.tag),
        lemma=len(labels.lemma),
        entity=len(labels.entity),
        role=2 * len(labels.role),
        type=2 * len(labels.type),
        dep=len(labels.dep),
        arc_query=ARC,
        arc_key=ARC,
        label_query=len(labels.dep) * LABEL,
        label_key=LABEL,
        link_query=LINKS * LINK,
        link_key=LINKS * LINK,
        silver=len(labels.silver),
    )


def pretrained(layout: Layout, folder: Path) -> Network:
    """The network with MiniLM's weights, the heads fresh. `folder` holds `model.safetensors` and `vocab.txt`."""
    weights = {
        name.removeprefix("bert."): tensor.float() for name, tensor in load_file(folder / "model.safetensors").items()
    }
    network = Network(layout, len(weights["embeddings.word_embeddings.weight"]))
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        old, new = f"encoder.layer.{number}.", f"layers.{number}."
        for kind in ("weight", "bias"):
            state[f"{new}qkv.{kind}"] = torch.cat(
                [weights[f"{old}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            )
            for name, source in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                state[f"{new}{name}.{kind}"] = weights[f"{old}{source}.{kind}"]
    missing, unexpected = network.load_state_dict(state, strict=False)
    strange = [
        name
        for name in missing
        if not name.startswith(("features.", "heads.", "silver.")) and not name.endswith((".low", ".high"))
    ]
    if strange or unexpected:
        raise ValueError(f"the starting weights do not fit: missing {strange}, unexpected {unexpected}")
    return network
