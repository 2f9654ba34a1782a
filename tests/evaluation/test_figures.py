from __future__ import annotations

import pytest

from claimx.evaluation.bootstrap import Interval, interval
from claimx.evaluation.confidence import Bin, calibration_error, reliability
from claimx.evaluation.counts import Counts, summed
from claimx.evaluation.figures import Figure, computed, counted


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (Counts(3, 4, 6), 0.75, 0.5, 0.6),
        (Counts(0, 4, 6), 0.0, 0.0, 0.0),
        (Counts(0, 0, 6), 0.0, 0.0, 0.0),
        (Counts(), 0.0, 0.0, 0.0),
        (Counts(2, 2, 2), 1.0, 1.0, 1.0),
    ],
)
def test_counts_give_precision_recall_and_f1(counts, precision, recall, f1):
    assert pytest.approx((precision, recall, f1)) == (counts.precision, counts.recall, counts.f1)


def test_summed_counts_weigh_articles_by_size():
    assert Counts(3, 7, 9) == summed([Counts(1, 2, 3), Counts(), Counts(2, 5, 6)])


def test_interval_is_the_same_every_time_and_holds_the_figure():
    articles = [0.0, 0.25, 0.5, 1.0, 1.0, 0.75]

    def mean(values):
        return sum(values) / len(values)

    first, second = interval(articles, mean), interval(articles, mean)

    assert first == second
    assert pytest.approx((0.291666, 0.875), abs=1e-6) == first
    assert interval(articles, mean, resamples=40) != interval(articles, mean, resamples=40, seed=7)


def test_interval_of_equal_articles_is_a_point():
    assert Interval(0.5, 0.5) == interval([0.5, 0.5, 0.5], min)


def test_interval_needs_two_articles():
    assert interval([0.5], min) is None


def test_figures_for_json_have_the_counts_behind_them():
    figure = counted("content", "f1", [Counts(1, 2, 2), Counts(1, 2, 2)])

    assert {
        "kind": "f1",
        "value": 0.5,
        "low": 0.5,
        "high": 0.5,
        "precision": 0.5,
        "recall": 0.5,
        "right": 2,
        "predicted": 4,
        "gold": 4,
    } == figure.as_data()


def test_figures_of_one_article_have_no_interval():
    assert Figure("las", "accuracy", 0.5, counts=Counts(1, 2, 2)) == counted("las", "accuracy", [Counts(1, 2, 2)])
    assert {"kind": "mean", "value": 0.33333} == computed("macro", "mean", [1], lambda part: len(part) / 3).as_data()


def test_recall_does_not_look_at_the_predicted():
    assert 0.5 == counted("direct_recall", "recall", [Counts(1, 90, 2)]).value


def test_reliability_bins_by_confidence():
    table = reliability([(0.85, True), (0.95, True), (0.81, False), (1.0, True), (0.05, False)])

    assert [(0.0, 1, 0.0), (0.8, 2, 0.5), (0.9, 2, 1.0)] == [(row.low, row.members, row.accuracy) for row in table]
    assert pytest.approx((0.05, 0.83, 0.975)) == tuple(row.confidence for row in table)
    assert pytest.approx((0.05 + 2 * 0.33 + 2 * 0.025) / 5) == calibration_error(table)


def test_calibration_error_of_nothing_is_none():
    assert 0.0 == calibration_error(())
    assert 0.0 == calibration_error([Bin(0.5, 0.6, 4, 0.5, 0.5)])
