"""The project's own virtual environment: made on first use, from locked dependencies, by the standard library only.

Kept free of syntax newer than Python 3.6, so that an old Python can say that it is too old.
"""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = os.path.join(ROOT, ".venv")
OLDEST = (3, 11)


class Missing(Exception):
    """What this machine lacks, in one sentence."""


def interpreter():
    """Path of the environment's Python."""
    if os.name == "nt":
        return os.path.join(ENVIRONMENT, "Scripts", "python.exe")
    return os.path.join(ENVIRONMENT, "bin", "python")


def packages():
    """Folder of the environment's packages, for this Python version."""
    if os.name == "nt":
        return os.path.join(ENVIRONMENT, "Lib", "site-packages")
    return os.path.join(ENVIRONMENT, "lib", "python{}.{}".format(*sys.version_info[:2]), "site-packages")


def ready(lock):
    """Make the environment hold what `scripts/lock/<lock>.txt` names; do nothing when it does already.

    The stamp repeats the whole lock and the Python that reads the packages, so that a second start only compares two
    small files.
    """
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        raise Missing("glueshell needs Python {}.{} or newer; this is {}.".format(*OLDEST, found))
    locked = os.path.join(ROOT, "scripts", "lock", lock + ".txt")
    with open(locked, encoding="utf-8") as file:
        python = sys.implementation.cache_tag + getattr(sys, "abiflags", "")
        wanted = f"{python} {ROOT}\n{file.read()}"
    stamp = os.path.join(ENVIRONMENT, "ready-" + lock + ".txt")
    if _text(stamp) == wanted and os.path.exists(interpreter()):
        return
    _make(locked)
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(wanted)


def _text(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None


def _make(locked):
    import subprocess

    sys.stderr.write(f"Setting up {ENVIRONMENT} (once; this takes a moment)...\n")
    sys.stderr.flush()
    if not _same_python():
        try:
            import ensurepip  # noqa: F401  (Debian ships venv without it, and then venv fails half way)
            import venv
        except ImportError:
            raise Missing("This Python has no venv module; install it (on Debian and Ubuntu: python3-venv).") from None
        try:
            venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(ENVIRONMENT)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Missing(f"The virtual environment in {ENVIRONMENT} could not be made: {error}") from None
    pip = [interpreter(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps",
           "--require-hashes", "-r", locked]  # fmt: skip
    done = subprocess.run(pip, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace")
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        raise Missing(
            "The locked dependencies could not be installed; is there a network to the package registry? pip says: "
            + (said[-1].strip() if said else "nothing")
        )
    _point_at_project()


def _same_python():
    """Whether the environment stands and was made by a Python of this version."""
    for line in (_text(os.path.join(ENVIRONMENT, "pyvenv.cfg")) or "").splitlines():
        name, _, value = line.partition("=")
        if name.strip() == "version":
            major_minor = "{}.{}.".format(*sys.version_info[:2])
            return value.strip().startswith(major_minor) and os.path.exists(interpreter())
    return False


def _point_at_project():
    """Let the environment import the project from where it stands: a path file, so nothing has to be built."""
    with open(os.path.join(packages(), "glueshell.pth"), "w", encoding="utf-8") as file:
        file.write(ROOT + "\n")
