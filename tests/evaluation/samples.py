"""An article with its gold, and a prediction for it, made by hand."""

from __future__ import annotations

import json

from claimx.evaluation.records import Attributed, EntitySpan, LinkSpan, Prediction

TEXT = "The mayor denied that the harbour is closed, but pilot Ann said fog has closed it."
FULL = {
    "id": "harbour",
    "text": TEXT,
    "entities": [{"start": 55, "end": 58, "label": "PERSON"}],
    "attributions": [
        {"source": [[0, 9]], "cue": [[10, 16]], "content": [[17, 43]], "claim_type": "denial", "speaker": "mayor"},
        {"source": [[49, 58]], "cue": [[59, 63]], "content": [[64, 81]], "claim_type": "statement", "speaker": "Ann"},
        {"source": [], "cue": [], "content": [[26, 43]], "claim_type": "claim", "speaker": None, "in": 0},
    ],
    "links": [{"from": 0, "to": 1, "kind": "denies"}, {"from": 1, "to": 0, "kind": "contradicts", "sure": False}],
}
MAYOR = Attributed(((4, 9),), ((10, 16),), ((17, 43),), claim_type="denial", speaker="Mayor", confidence=0.9)
ANN = Attributed(((49, 58),), ((59, 63),), ((64, 78),), claim_type="report", speaker="Ann", confidence=0.8)
FOG = Attributed((), (), ((64, 67),), outer=False, parent=1, claim_type="claim", confidence=0.3)
GOOD = Prediction(
    attributions=(MAYOR, ANN, FOG),
    entities=(EntitySpan(55, 58, "PERSON"), EntitySpan(26, 33, "FACILITY")),
    links=(LinkSpan(0, 1, "denies"),),
    sentence_starts=(0,),
)
WORSE = Prediction(attributions=(MAYOR,), entities=GOOD.entities, sentence_starts=(0,))


def write(path, *records):
    """The path, at which the records now stand, one a line."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path
