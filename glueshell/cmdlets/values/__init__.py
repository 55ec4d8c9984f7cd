"""Cmdlets that make, compare and measure values, and those that run script."""
