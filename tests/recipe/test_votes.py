"""The fitting of the recipe's votes, on toy data."""

import json

import numpy as np
import pytest

from models.recipe.votes import Row, fit, lbfgs, packed, with_precisions

TOY = [Row(("c:hot", "k:x"), 0), Row(("c:cold", "k:x"), 1), Row(("c:dry", "k:x"), 2)] * 10


def likeliest(model, *features):
    """The kind with the highest score."""
    known = [model.names.index(feature) for feature in features if feature in model.names]
    return int((model.bias + model.weights[known].sum(axis=0)).argmax())


def fitted(penalty=0.1):
    return fit(TOY, kinds=3, penalty=penalty, seen=(3, 3))


@pytest.mark.parametrize(("feature", "kind"), [("c:hot", 0), ("c:cold", 1), ("c:dry", 2)])
def test_votes_follow_the_feature_that_tells(feature, kind):
    assert kind == likeliest(fitted(), feature, "k:x", "c:never seen")


def test_votes_go_to_the_commonest_kind_where_nothing_is_known():
    model = fit([*TOY, *[Row(("c:wet",), 1)] * 20], kinds=3, penalty=0.1, seen=(3, 3))
    assert 1 == likeliest(model, "c:never seen")


def test_votes_leave_rare_features_out_and_words_sooner():
    rows = [Row(("c:hot", "w:sun"), 0)] * 3 + [Row(("c:cold", "w:ice"), 1)] * 5
    assert ["c:cold", "c:hot", "w:ice"] == fit(rows, kinds=2, seen=(3, 5)).names


def test_votes_fit_where_the_gradient_with_the_penalty_is_nothing():
    """For two kinds told by one feature each, the optimum is that of a function of one number."""
    model = fit([Row(("c:a",), 0), Row(("c:b",), 1)] * 10, kinds=2, penalty=2.0, seen=(1, 1))
    weight = model.weights[0, 0]
    wrong = 1 / (1 + np.exp(2 * weight))
    assert 2.0 * weight == pytest.approx(10 * wrong, rel=1e-2)
    assert model.weights == pytest.approx(np.array([[weight, -weight], [-weight, weight]]), rel=1e-2)


def test_votes_shrink_under_a_larger_penalty():
    assert np.abs(fitted(5.0).weights).max() < np.abs(fitted(0.5).weights).max() / 2


def test_votes_lbfgs_finds_the_lowest_point():
    scale, goal = np.array([1.0, 30.0, 0.1]), np.array([3.0, -2.0, 5.0])
    found = lbfgs(lambda x: (float(scale @ (x - goal) ** 2), 2 * scale * (x - goal)), np.zeros(3))
    assert goal == pytest.approx(found, abs=1e-2)


def test_votes_packed_holds_the_weights_in_units_of_the_scale():
    model = fitted()
    data = json.loads(packed(model))
    row = data["features"]["c:hot"]
    assert model.weights[model.names.index("c:hot")][row[0::2]] == pytest.approx(
        data["scale"] * np.array(row[1::2]), abs=data["scale"] / 2
    )
    assert {"c:hot", "c:cold", "c:dry"} == set(data["features"])


def test_votes_packed_drops_the_smallest_weights_to_stay_small():
    rows = [*TOY, *[Row(("c:weak", "c:hot"), 0)] * 3]
    model = fit(rows, kinds=3, penalty=0.5, seen=(1, 1))
    whole = packed(model)
    short = packed(model, limit=len(whole.encode()))
    assert len(short.encode()) < len(whole.encode())
    assert "c:hot" in json.loads(short)["features"]


def test_votes_precisions_are_written_where_they_stood():
    text = (
        '{"note": "[x]", "words": {\n "a": {"source": "own", "words": ["b"]}},\n'
        '"contents": [ ["duty", "any:duty", "demand", 0.3, "own"],\n'
        ' ["untrue", "any:untrue", "denial", 0.86, "definition"]],\n'
        '"cues": [ ["deny", "", "denial", "neutral", 0.5, "own"],\n'
        ' ["deny", "noun", null, "neutral", 0.5, "own"],\n'
        ' ["naïve", "", "opinion", "neutral", 0.9, "own"]],\n"links": {}}\n'
    )
    found = {("duty",): 0.41, ("untrue",): 0.2, ("deny", ""): 0.97, ("deny", "noun"): 0.12}
    assert with_precisions(text, found) == (
        text.replace("0.3,", "0.41,")
        .replace('"", "denial", "neutral", 0.5', '"", "denial", "neutral", 0.97')
        .replace('null, "neutral", 0.5', 'null, "neutral", 0.12')
        .replace("0.9,", "0.5,")
    )
