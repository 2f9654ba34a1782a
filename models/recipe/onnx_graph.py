"""The network as an ONNX graph, written node by node: float, or int8 with fixed grids for the inputs of each layer.

Weights are 7-bit integers by output column, activations unsigned bytes on a grid that the training fixed
(`MatMulIntegerToFloat` of ONNX Runtime). Nothing depends on the other words of a batch, as it would with
dynamic quantisation, and a sum of two products fits 16 bits, so every x86 processor gives the same numbers.
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from models.recipe.network import ATTENTION_HEADS, EPSILON, WEIGHT_BITS, WIDTH, Network, QuantLinear

OPSET, CONTRIBUTED = 18, "com.microsoft"
LONGEST = 256
"""Rows of the position table that are kept: more than a window has pieces."""


class Graph:
    """Nodes and weights in the making; each method adds some and answers the name of what they put out."""

    def __init__(self, *, int8: bool) -> None:
        self.int8 = int8
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[TensorProto] = []
        self._count = 0

    def constant(self, array: NDArray) -> str:
        """A weight."""
        self._count += 1
        name = f"w{self._count}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: object) -> list[str]:
        """A node; the names of its outputs."""
        self._count += 1
        names = [f"x{self._count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names

    def linear(self, x: str, layer: QuantLinear) -> str:
        """X · Wᵀ + b."""
        weight, bias = array(layer.weight), self.constant(array(layer.bias))
        if not self.int8:
            (product,) = self.node("MatMul", x, self.constant(weight.T))
            return self.node("Add", product, bias)[0]
        step, zero = (array(value) for value in layer.grid())
        steps = array(layer.steps())
        most = 2 ** (WEIGHT_BITS - 1) - 1
        rounded = np.clip(np.rint(weight / steps), -most, most).astype(np.int8)
        scale, point = self.constant(step.astype(np.float32)), self.constant(zero.astype(np.uint8))
        (quantized,) = self.node("QuantizeLinear", x, scale, point)
        columns, none = self.constant(steps[:, 0].astype(np.float32)), self.constant(np.int8(0))
        inputs = (quantized, self.constant(rounded.T), scale, columns, point, none, bias)
        return self.node("MatMulIntegerToFloat", *inputs, domain=CONTRIBUTED)[0]

    def norm(self, x: str, layer: object) -> str:
        """Layer normalisation."""
        inputs = (x, self.constant(array(layer.weight)), self.constant(array(layer.bias)))
        return self.node("LayerNormalization", *inputs, axis=-1, epsilon=EPSILON)[0]

    def table(self, weight: NDArray, rows: str) -> str:
        """Rows of an embedding table; as int8 with a step for each row where the graph is int8."""
        if not self.int8:
            return self.node("Gather", self.constant(weight), rows)[0]
        steps = np.maximum(np.abs(weight).max(axis=1, keepdims=True), 1e-8) / 127
        (taken,) = self.node("Gather", self.constant(np.rint(weight / steps).astype(np.int8)), rows)
        (cast,) = self.node("Cast", taken, to=TensorProto.FLOAT)
        (scale,) = self.node("Gather", self.constant(steps.astype(np.float32)), rows)
        return self.node("Mul", cast, scale)[0]

    def attention(self, qkv: str) -> str:
        """The mixed values of all heads, [1, L, WIDTH] from [1, L, 3 WIDTH]."""
        q, k, v = self.node("Split", qkv, self.constant(np.array([WIDTH] * 3, dtype=np.int64)), outputs=3, axis=-1)
        return self.node("MultiHeadAttention", q, k, v, domain=CONTRIBUTED, num_heads=ATTENTION_HEADS)[0]


def array(value: Tensor) -> NDArray:
    """A tensor as numpy's."""
    return value.detach().float().numpy()


def build(network: Network, *, int8: bool) -> onnx.ModelProto:
    """The model: pieces [L], features [L, 3], first [T] → rows [T, size]."""
    graph = Graph(int8=int8)
    x = graph.table(array(network.words.weight), "pieces")
    (shape,) = graph.node("Shape", "pieces")
    zero, one = graph.constant(np.array([0], dtype=np.int64)), graph.constant(np.array([1], dtype=np.int64))
    (places,) = graph.node("Slice", graph.constant(array(network.positions.weight)[:LONGEST]), zero, shape, zero)
    (taken,) = graph.node("Gather", graph.constant(array(network.features.weight)), "features")
    (features,) = graph.node("ReduceSum", taken, one, keepdims=0)
    (x,) = graph.node("Add", x, places)
    (x,) = graph.node("Add", x, features)
    (x,) = graph.node("Unsqueeze", graph.norm(x, network.norm), zero)
    for layer in network.layers:
        mixed = graph.linear(graph.attention(graph.linear(x, layer.qkv)), layer.out)
        x = graph.norm(graph.node("Add", x, mixed)[0], layer.norm1)
        (inner,) = graph.node("Gelu", graph.linear(x, layer.up), domain=CONTRIBUTED)
        x = graph.norm(graph.node("Add", x, graph.linear(inner, layer.down))[0], layer.norm2)
    (x,) = graph.node("Squeeze", x, zero)
    (x,) = graph.node("Gather", x, "first")
    rows = graph.linear(x, network.heads)
    graph.node("Identity", rows)
    graph.nodes[-1].output[0] = "rows"
    whole = helper.make_graph(
        graph.nodes,
        "claimx_encoder",
        [
            helper.make_tensor_value_info("pieces", TensorProto.INT64, ["L"]),
            helper.make_tensor_value_info("features", TensorProto.INT64, ["L", 3]),
            helper.make_tensor_value_info("first", TensorProto.INT64, ["T"]),
        ],
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["T", network.layout.size])],
        graph.weights,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIBUTED, 1)]
    return helper.make_model(whole, opset_imports=opsets, ir_version=9, producer_name="claimx")
