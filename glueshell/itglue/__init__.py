"""The IT Glue API: the catalog of resources, documents, client, plans, schemas, field kinds, drafts, snapshots.

It may import glueshell.http, and nothing else of glueshell; it knows no terminal, no language and no session.
`catalog.json` is the one place where a resource is declared.
"""
