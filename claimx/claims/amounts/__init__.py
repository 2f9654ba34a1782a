"""Sums of money, counts and percentages, read from their words."""
