"""Cmdlets over IT Glue's resources, made from the catalog."""
