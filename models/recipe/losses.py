"""The loss of each head on a batch, from the words' rows of scores."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from claimx.pipeline.heads import ARC, LABEL, LINK, LINKS, Layout
from models.recipe.batches import Batch
from models.recipe.corpora import IGNORE
from models.recipe.labels import allowed

WEIGHTS = {
    "sentence": 1.0, "morph": 0.4, "tag": 0.3, "lemma": 0.3, "arc": 1.0, "dep": 0.7,
    "entity": 2.0, "silver": 1.0, "names": 1.0, "role": 2.0, "link": 0.5, "type": 0.4,
}  # fmt: skip


def losses(scores: Tensor, silver: Tensor, batch: Batch, layout: Layout) -> dict[str, Tensor]:
    """The mean loss of every head for which the batch has labels; `scores` is [B, T, layout.size], float."""
    places = layout.slices()
    labels = batch.labels
    found = {}

    def plain(name: str, rows: Tensor, gold: Tensor) -> None:
        found[name] = F.cross_entropy(rows.reshape(-1, rows.shape[-1]), gold.reshape(-1), ignore_index=IGNORE)

    for name in ("morph", "tag", "lemma", "entity"):
        if name in labels:
            plain(name, scores[..., places[name]], labels[name])
    if "silver" in labels:
        plain("silver", silver, labels["silver"])
        found["names"] = name_loss(scores[..., places["entity"]], labels["silver"])
    if "sentence" in labels:
        told = labels["sentence"] != IGNORE
        found["sentence"] = F.binary_cross_entropy_with_logits(
            scores[..., places["sentence"]].squeeze(2)[told], labels["sentence"][told].float()
        )
    if "head" in labels:
        found |= tree_losses(scores, labels, layout)
    if "roles" in labels:
        rows = scores[..., places["role"]].unflatten(2, (2, -1))
        for level, part in enumerate(("role", "inner")):
            gold = labels["roles"][:, level]
            if (gold != IGNORE).any():
                plain(part, rows[:, :, level], gold)
        found["link"] = link_loss(scores, labels["links"], batch, layout)
    if batch.types:
        found["type"] = type_loss(scores[..., places["type"]], batch)
    return found


def name_loss(scores: Tensor, silver: Tensor) -> Tensor:
    """What the shipped entity head loses on silver labels: it may choose among all labels of ours that one can be."""
    told = silver != IGNORE
    open_to = torch.tensor(allowed())[silver[told]]
    logs = scores[told].log_softmax(1).masked_fill(~open_to, -1e4)
    return -logs.logsumexp(1).mean()


def tree_losses(scores: Tensor, labels: dict[str, Tensor], layout: Layout) -> dict[str, Tensor]:
    """Arcs among the words of a sentence (a root is its own head), and labels of the gold arcs."""
    places = layout.slices()
    query, key = scores[..., places["arc_query"]], scores[..., places["arc_key"]]
    arcs = query @ key.transpose(1, 2) / ARC**0.5
    sentence = labels["sentence"].clamp(min=0).cumsum(1)
    arcs = arcs.masked_fill(sentence[:, :, None] != sentence[:, None, :], -1e4)
    gold = labels["head"]
    arc = F.cross_entropy(arcs.flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
    heads = gold.clamp(min=0)
    keys = scores[..., places["label_key"]].gather(1, heads[..., None].expand(-1, -1, LABEL))
    queries = scores[..., places["label_query"]].unflatten(2, (-1, LABEL))
    rows = scores[..., places["dep"]] + (queries @ keys[..., None]).squeeze(3) / LABEL**0.5
    told = torch.where(gold == IGNORE, IGNORE, labels["dep"])
    return {"arc": arc, "dep": F.cross_entropy(rows.flatten(0, 1), told.flatten(), ignore_index=IGNORE)}


def link_loss(scores: Tensor, links: Tensor, batch: Batch, layout: Layout) -> Tensor:
    """Each word of a content points to its cue, each of a cue to its source, to itself where there is none."""
    places = layout.slices()
    query = scores[..., places["link_query"]].unflatten(2, (LINKS, LINK)).permute(0, 2, 1, 3)
    key = scores[..., places["link_key"]].unflatten(2, (LINKS, LINK)).permute(0, 2, 3, 1)
    rows = query @ key / LINK**0.5
    counts = (batch.first > 0).sum(1)
    words = torch.arange(rows.shape[3])[None] < counts[:, None]
    rows = rows.masked_fill(~words[:, None, None, :], -1e4)
    told = links != IGNORE
    if not told.any():
        return scores.sum() * 0.0
    return F.cross_entropy(rows[told], links[told])


def type_loss(scores: Tensor, batch: Batch) -> Tensor:
    """The type of an attribution from the means of its cue's and its content's scores."""
    cue_rows, content_rows = scores.unflatten(2, (2, -1)).unbind(2)
    rows = []
    for window, cue, content, _ in batch.types:
        row = scores.new_zeros(scores.shape[-1] // 2)
        if cue:
            row = row + cue_rows[window, cue].mean(0)
        if content:
            row = row + content_rows[window, content].mean(0)
        rows.append(row)
    return F.cross_entropy(torch.stack(rows), torch.tensor([kind for *_, kind in batch.types]))
