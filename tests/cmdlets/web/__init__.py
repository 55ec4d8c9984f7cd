"""Tests of the cmdlets that ask over HTTP."""
