"""The commands of the public wrapper modules, so that what technicians have written down pastes in and runs.

`wrappers.json` holds what the modules export; how their calls become requests follows by rule from the catalog. May
import what every cmdlet may.
"""
