from __future__ import annotations

import pytest

from claimx.evaluation.counts import Counts
from claimx.evaluation.entities import OURS, OURS_NAMES, confusion, hits, names_of, scheme_of
from claimx.evaluation.records import EntitySpan


def _spans(*spans):
    return [EntitySpan(*span) for span in spans]


def test_hits_want_span_and_label_exactly():
    gold = _spans((0, 4, "PERSON"), (10, 14, "ORG"), (20, 24, "DATE"))
    predicted = _spans((0, 4, "PERSON"), (10, 14, "GROUP"), (20, 25, "DATE"), (0, 4, "PERSON"))

    found = hits(gold, predicted, OURS)

    assert Counts(1, 3, 3) == found.counts()
    assert Counts(0, 0, 1) == found.counts("ORG")
    assert Counts(0, 1, 0) == found.counts("GROUP")


def test_names_merge_countries_with_places_and_leave_the_rest_out():
    gold = _spans((0, 4, "COUNTRY"), (10, 14, "PLACE"), (20, 24, "DATE"), (30, 34, "EVENT"))
    predicted = _spans((0, 4, "PLACE"), (10, 14, "COUNTRY"), (20, 24, "DATE"), (40, 44, "FACILITY"))

    assert Counts(2, 2, 2) == hits(gold, predicted, OURS_NAMES).counts()
    assert Counts(1, 4, 4) == hits(gold, predicted, OURS).counts()


@pytest.mark.parametrize(
    ("gold", "predicted"),
    [
        ("GPE", "COUNTRY"),
        ("GPE|LOC", "PLACE"),
        ("LOC", "PLACE"),
        ("NORP", "GROUP"),
        ("FAC", "FACILITY"),
        ("CARDINAL", "NUMBER"),
        ("ORDINAL", "NUMBER"),
        ("LAW", "PRODUCT"),
    ],
)
def test_labels_of_other_corpora_are_mapped(gold, predicted):
    mentions = _spans((0, 4, gold))

    assert Counts(1, 1, 1) == hits(mentions, _spans((0, 4, predicted)), scheme_of([gold])).counts()


def test_labels_that_a_foreign_corpus_does_not_use_are_not_scored():
    scheme = scheme_of(["NORP", "GPE", "LANGUAGE"])

    found = hits(_spans((0, 4, "GPE")), _spans((0, 4, "COUNTRY"), (9, 12, "NUMBER"), (20, 24, "GROUP")), scheme)

    assert Counts(1, 2, 1) == found.counts()
    assert {"GROUP", "PLACE"} == names_of(scheme).labels


def test_our_own_labels_are_all_scored_even_where_the_gold_has_none_of_them():
    assert OURS == scheme_of(["PERSON"])
    assert OURS == scheme_of([])
    assert Counts(0, 1, 0) == hits([], _spans((0, 4, "EVENT")), scheme_of([])).counts()


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        ((10, 14, "ORG"), Counts(0, 0, 1)),  # inside
        ((8, 11, "ORG"), Counts(0, 0, 1)),  # touching
        ((20, 22, "ORG"), Counts(0, 1, 1)),  # right after it
        ((18, 20, "PERSON"), Counts(1, 1, 1)),  # inside, but the gold has it
    ],
)
def test_predictions_in_ignored_stretches_are_not_counted(predicted, expected):
    gold = _spans((18, 20, "PERSON"))

    assert expected == hits(gold, _spans(predicted), OURS, ignored=((10, 20),)).counts()


def test_gold_with_a_label_without_counterpart_is_passed_over():
    gold = _spans((0, 4, "LANGUAGE"), (10, 14, "NORP"))

    found = hits(gold, _spans((0, 4, "GROUP"), (10, 14, "GROUP")), scheme_of(["LANGUAGE", "NORP"]))

    assert Counts(1, 1, 1) == found.counts()


def test_confusion_counts_labels_on_equal_spans():
    found = hits(_spans((0, 4, "ORG"), (5, 9, "DATE")), _spans((0, 4, "GROUP"), (10, 14, "TIME")), OURS)

    assert {("ORG", "GROUP"): 1, ("DATE", "-"): 1, ("-", "TIME"): 1} == dict(confusion([found]))
