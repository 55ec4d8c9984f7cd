"""One person's sitting: context, drafts, approval, journal, history, names known so far. No terminal.

May import everything below it: completion, formatting, engine, language, objects, itglue, http, config.
"""
