"""Cmdlets over items: files, folders, their content, paths, locations and drives."""
