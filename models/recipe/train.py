"""train: windows → weights. Resumable; `--workers 2` averages the gradients of two processes of one thread each."""

from __future__ import annotations

import os
import pickle
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch import nn

from claimx.pipeline.wordpiece import WordPiece
from models.recipe.batches import Batches
from models.recipe.corpora import Example
from models.recipe.labels import Labels
from models.recipe.losses import WEIGHTS, losses
from models.recipe.network import Network, layout_of, pretrained

ENCODER_RATE, HEADS_RATE, DECAY = 1.5e-4, 1e-3, 0.01
WARM_UP = 0.05
MIX_START = {"treebank": 0.27, "polnear": 0.30, "ours": 0.23, "silver": 0.20}
MIX_END = {"treebank": 0.28, "polnear": 0.24, "ours": 0.38, "silver": 0.10}
"""Shares of the groups of corpora at the first and the last step; linear in between."""
INT8_SHARE = 0.15
"""The last part of the steps trains with int8's rounding."""
SAVE_SECONDS, AVERAGE = 300, 0.998


@dataclass(frozen=True)
class Plan:
    """How long to train, on how many processes, from which seed."""

    steps: int
    workers: int = 1
    seed: int = 20


def rate_at(step: int, steps: int) -> float:
    """The share of the full learning rate: a linear rise, then a linear fall to 2 %."""
    warm = max(1, int(WARM_UP * steps))
    return (step + 1) / warm if step < warm else max(0.02, (steps - step) / (steps - warm))


def group_at(progress: float, chance: random.Random) -> str:
    """A group of corpora drawn by the mix at this point of the training."""
    shares = {name: MIX_START[name] + (MIX_END[name] - MIX_START[name]) * progress for name in MIX_START}
    return chance.choices(list(shares), list(shares.values()))[0]


def optimizer_of(network: Network) -> torch.optim.Optimizer:
    """AdamW with a higher rate for what starts from nothing."""
    fresh = [p for name, p in network.named_parameters() if name.startswith(("heads.", "silver.", "features."))]
    known = {id(p) for p in fresh}
    old = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    groups = [{"params": old, "base": ENCODER_RATE}, {"params": fresh, "base": HEADS_RATE}]
    return torch.optim.AdamW(groups, lr=ENCODER_RATE, betas=(0.9, 0.98), weight_decay=DECAY, fused=True)


def average_gradients(parameters: Sequence[nn.Parameter], workers: int) -> None:
    """Replace every gradient by its mean over the processes."""
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).flatten() for p in parameters])
    dist.all_reduce(flat)
    flat /= workers
    start = 0
    for p in parameters:
        p.grad = flat[start : start + p.numel()].view_as(p)
        start += p.numel()


def run(rank: int, plan: Plan, work: Path, start: Path, meeting: str) -> None:
    """One process of the training; rank 0 reports and saves."""
    torch.set_num_threads(1)
    if plan.workers > 1:
        dist.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=plan.workers)
    labels = Labels.load(work / "labels.json")
    with (work / "examples.pickle").open("rb") as source:
        examples: list[Example] = pickle.load(source)
    torch.manual_seed(plan.seed)
    network = pretrained(layout_of(labels), start)
    optimizer = optimizer_of(network)
    parameters = [p for p in network.parameters() if p.requires_grad]
    average = {name: value.clone() for name, value in network.state_dict().items()} if rank == 0 else {}
    first = 0
    saved = work / "checkpoint.pt"
    if saved.exists():
        state = torch.load(saved)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        first, average = state["step"], state["average"]
    seed = plan.seed * 1_000_003 + first * 101 + rank
    torch.manual_seed(seed)
    chance = random.Random(seed)
    batches = Batches(examples, labels, WordPiece.from_file(start / "vocab.txt"), seed)
    observe, int8 = int((1 - INT8_SHARE) * plan.steps) - 60, int((1 - INT8_SHARE) * plan.steps)
    sums: dict[str, list[float]] = defaultdict(list)
    clock = last_save = time.time()
    network.train()
    for step in range(first, plan.steps):
        network.set_mode("float" if step < observe else "observe" if step < int8 else "int8")
        batch = batches.next(group_at(step / plan.steps, chance))
        with torch.autocast("cpu", torch.bfloat16):
            scores, silver = network(batch.pieces, batch.features, batch.first, batch.mask)
        found = losses(scores.float(), silver.float(), batch, network.layout)
        total = sum(WEIGHTS.get(name, WEIGHTS["role"]) * value for name, value in found.items())
        total.backward()
        if plan.workers > 1:
            average_gradients(parameters, plan.workers)
        nn.utils.clip_grad_norm_(parameters, 1.0)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * rate_at(step, plan.steps)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        for name, value in found.items():
            sums[name].append(value.item())
        if rank == 0 and step % 5 == 0:
            keep = min(AVERAGE**5, (step + 1) / (step + 50))
            for name, value in network.state_dict().items():
                if name != "words.weight":
                    average[name].lerp_(value, 1 - keep)
        if rank == 0 and (step + 1) % 100 == 0:
            told = " ".join(f"{name} {sum(values) / len(values):.3f}" for name, values in sorted(sums.items()))
            print(f"step {step + 1}/{plan.steps} {(time.time() - clock) / 100:.2f} s/step  {told}", flush=True)
            sums.clear()
            clock = time.time()
        if rank == 0 and (time.time() - last_save > SAVE_SECONDS or step + 1 == plan.steps):
            state = {
                "network": network.state_dict(),
                "optimizer": optimizer.state_dict(),
                "step": step + 1,
                "average": average,
            }
            torch.save(state, saved.with_suffix(".new"))
            saved.with_suffix(".new").replace(saved)
            last_save = time.time()


def train(work: Path, start: Path, plan: Plan) -> None:
    """Write `checkpoint.pt` to the work folder, going on from the one that is there."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as folder:
        meeting = f"{folder}/meeting"
        if plan.workers == 1:
            run(0, plan, work, start, meeting)
        else:
            mp.spawn(run, (plan, work, start, meeting), nprocs=plan.workers)
