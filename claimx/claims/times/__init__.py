"""Dates, ranges, durations and sets, read from their words in the manner of TIMEX3."""
