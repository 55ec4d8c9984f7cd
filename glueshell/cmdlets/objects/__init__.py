"""Cmdlets that pick, order, count and reshape the objects of a pipeline."""
