"""The desktop around the terminal: its clipboard and its browser, reached through the programs that own them."""

from __future__ import annotations

import sys
from collections.abc import Mapping

#: Program and arguments that put their input on the clipboard, and what must be set for them to work.
_CLIPBOARDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("wl-copy",), "WAYLAND_DISPLAY"),
    (("xclip", "-selection", "clipboard"), "DISPLAY"),
    (("xsel", "--clipboard", "--input"), "DISPLAY"),
)
_PASTES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("wl-paste", "--no-newline"), "WAYLAND_DISPLAY"),
    (("xclip", "-selection", "clipboard", "-o"), "DISPLAY"),
    (("xsel", "--clipboard", "--output"), "DISPLAY"),
)
_UNICODE_TEXT = 13


def clipboard_program(environ: Mapping[str, str], platform: str = sys.platform) -> tuple[str, ...]:
    """The command that takes text for the clipboard, empty where there is none."""
    from shutil import which

    if platform == "win32":
        return ("clip",)
    if platform == "darwin":
        return ("pbcopy",)
    for command, needs in _CLIPBOARDS:
        if environ.get(needs) and which(command[0]):
            return command
    return ()


def copy_text(text: str, environ: Mapping[str, str]) -> bool:
    """Put text on the clipboard; False where there is none or it refuses."""
    command = clipboard_program(environ)
    if not command:
        return False
    import subprocess

    # Windows' own program reads the console's code page unless told by a byte order mark.
    data = text.encode("utf-16") if command[0] == "clip" else text.encode("utf-8", "replace")
    try:
        done = subprocess.run(
            command, input=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def pasted_text(environ: Mapping[str, str], platform: str = sys.platform) -> str | None:
    """The text on the clipboard, '' where it holds none; None where there is no clipboard."""
    if platform == "win32":
        return _windows_text()
    from shutil import which

    command: tuple[str, ...] = ("pbpaste",) if platform == "darwin" else ()
    for candidate, needs in _PASTES:
        if not command and environ.get(needs) and which(candidate[0]):
            command = candidate
    if not command:
        return None
    import subprocess

    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace")


def _windows_text() -> str | None:
    """The clipboard of Windows, which no program of its own prints."""
    import ctypes

    loader = getattr(ctypes, "windll", None)
    if loader is None:
        return None
    user, kernel = loader.user32, loader.kernel32
    user.GetClipboardData.restype = ctypes.c_void_p
    kernel.GlobalLock.argtypes = (ctypes.c_void_p,)
    kernel.GlobalLock.restype = ctypes.c_void_p
    kernel.GlobalUnlock.argtypes = (ctypes.c_void_p,)
    if not user.OpenClipboard(None):
        return None
    try:
        held = user.GetClipboardData(_UNICODE_TEXT)
        place = kernel.GlobalLock(held) if held else None
        if not place:
            return ""
        try:
            return ctypes.wstring_at(place)
        finally:
            kernel.GlobalUnlock(held)
    finally:
        user.CloseClipboard()


def open_checked(url: str) -> bool:
    """Open a web address in a browser; anything but http and https without blanks is refused."""
    if not url.startswith(("https://", "http://")) or any(char <= " " or char == "\x7f" for char in url):
        return False
    import webbrowser

    try:
        return webbrowser.open(url)
    except webbrowser.Error:
        return False
