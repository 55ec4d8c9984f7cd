"""The demo account that a new sandbox starts with: words, types and the building of the records, all from a seed."""
