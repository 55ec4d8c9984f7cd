"""Jobs: script blocks that run beside the session. May import what cmdlets may."""
