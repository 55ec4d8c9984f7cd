from tests.cli.running import glueshell, mail, mail_template, template

__all__ = ["glueshell", "mail", "mail_template", "template"]
