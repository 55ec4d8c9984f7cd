from tests.cli.running import glueshell, template

__all__ = ["glueshell", "template"]
