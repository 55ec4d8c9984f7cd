"""Tests of the family."""
