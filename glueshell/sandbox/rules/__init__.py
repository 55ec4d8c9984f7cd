"""What the catalog cannot say: defaults, checks, derived values and side effects, one class a resource.

Modules here may import the catalog and the sandbox's own modules. A resource is served when it stands in `table`.
"""
