"""System.Environment, OperatingSystem, RuntimeInformation, GC and Console."""

from __future__ import annotations

import os
import sys

from glueshell.objects.declaration import MemberTable, constant, prop, static
from glueshell.objects.enums import enum_value
from glueshell.objects.errors import NetError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbers import Int64
from glueshell.objects.types.version import Version


def new_line() -> str:
    """The platform's end of line."""
    return "\r\n" if os.name == "nt" else "\n"


def _variables(*target: object) -> Hashtable:
    return Hashtable(os.environ.items(), case=os.name != "nt")


def _set_variable(name: str, value: str | None, *target: object) -> None:
    if not name:
        raise NetError("System.ArgumentException", "String cannot be of zero length. (Parameter 'variable')")
    if value:
        os.environ[name] = value
    else:
        os.environ.pop(name, None)


def _folder(which: object, *option: object) -> str:
    home = os.path.expanduser("~")
    name = getattr(which, "name", str(which))
    known = {"UserProfile": home, "Personal": home, "MyDocuments": home,
             "Desktop": os.path.join(home, "Desktop"), "DesktopDirectory": os.path.join(home, "Desktop"),
             "ApplicationData": os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME")
             or os.path.join(home, ".config"),
             "LocalApplicationData": os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_DATA_HOME")
             or os.path.join(home, ".local", "share")}
    return known.get(name, "")


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _machine() -> str:
    import platform

    return platform.node().split(".")[0]


class OperatingSystem:
    """What [environment]::OSVersion gives."""

    __slots__ = ()
    ps_type_name = "System.OperatingSystem"

    def ps_text(self) -> str:
        """Platform and version."""
        return f"{self.platform()} {self.version().ps_text()}"

    def platform(self) -> str:
        """Unix or Win32NT."""
        return "Win32NT" if os.name == "nt" else "Unix"

    def version(self) -> Version:
        """The kernel's version."""
        import platform
        import re

        numbers = [int(number) for number in re.findall(r"\d+", platform.release())[:3]] or [0]
        return Version(*[*numbers, 0, 0][:3], 0)


def _is(platform: str) -> bool:
    return {"WINDOWS": os.name == "nt", "LINUX": sys.platform.startswith("linux"),
            "OSX": sys.platform == "darwin"}.get(platform.upper(), False)


def _description() -> str:
    import platform

    return f"{platform.system()} {platform.release()}"


def _architecture() -> str:
    import platform

    machine = platform.machine().lower()
    return {"x86_64": "X64", "amd64": "X64", "aarch64": "Arm64", "arm64": "Arm64"}.get(machine, machine.upper())


_V = "string variable"

TABLES = {
    "System.Environment": MemberTable(
        "System.Environment",
        constant("NewLine", "string", new_line),
        constant("MachineName", "string", _machine),
        constant("UserName", "string", _user),
        constant("UserDomainName", "string", _machine),
        constant("CurrentDirectory", "string", os.getcwd, lambda value: os.chdir(str(value))),
        constant("ProcessorCount", "int", lambda: os.cpu_count() or 1),
        constant("OSVersion", "System.OperatingSystem", OperatingSystem),
        constant("Is64BitOperatingSystem", "bool", lambda: sys.maxsize > 2**32),
        constant("Is64BitProcess", "bool", lambda: sys.maxsize > 2**32),
        constant("ProcessId", "int", os.getpid),
        constant("ExitCode", "int", lambda: 0),
        constant("TickCount", "int", lambda: _ticks() & 0x7FFFFFFF),
        constant("TickCount64", "long", lambda: Int64(_ticks())),
        constant("UserInteractive", "bool", lambda: True),
        constant("Version", "version", lambda: Version(10, 0, 0)),
        constant("CommandLine", "string", lambda: " ".join(sys.argv)),
        constant("SystemDirectory", "string", lambda: os.environ.get("SYSTEMROOT", "")),
        static("GetEnvironmentVariable", lambda name, *target: os.environ.get(name),
               f"string GetEnvironmentVariable({_V})",
               f"string GetEnvironmentVariable({_V}, System.EnvironmentVariableTarget target)"),
        static("GetEnvironmentVariables", _variables, "System.Collections.IDictionary GetEnvironmentVariables()",
               "System.Collections.IDictionary GetEnvironmentVariables(System.EnvironmentVariableTarget target)"),
        static("SetEnvironmentVariable", _set_variable, f"void SetEnvironmentVariable({_V}, string value)",
               f"void SetEnvironmentVariable({_V}, string value, System.EnvironmentVariableTarget target)"),
        static("ExpandEnvironmentVariables", lambda text: _expand(text),
               "string ExpandEnvironmentVariables(string name)"),
        static("GetFolderPath", _folder, "string GetFolderPath(System.Environment+SpecialFolder folder)"),
        static("GetCommandLineArgs", lambda: list(sys.argv), "string[] GetCommandLineArgs()"),
    ),
    "System.OperatingSystem": MemberTable(
        "System.OperatingSystem",
        prop("Platform", "System.PlatformID",
             lambda system: enum_value("System.PlatformID", 2 if os.name == "nt" else 4)),
        prop("ServicePack", "string", lambda system: ""),
        prop("Version", "version", lambda system: system.version()),
        prop("VersionString", "string", lambda system: system.ps_text()),
        static("IsWindows", lambda: os.name == "nt", "bool IsWindows()"),
        static("IsLinux", lambda: _is("LINUX"), "bool IsLinux()"),
        static("IsMacOS", lambda: _is("OSX"), "bool IsMacOS()"),
    ),
    "System.Runtime.InteropServices.RuntimeInformation": MemberTable(
        "System.Runtime.InteropServices.RuntimeInformation",
        constant("OSDescription", "string", _description),
        constant("OSArchitecture", "string", _architecture),
        constant("ProcessArchitecture", "string", _architecture),
        constant("FrameworkDescription", "string", lambda: ".NET 10.0.0"),
        static("IsOSPlatform", lambda name: _is(str(name)), "bool IsOSPlatform(string osPlatform)"),
    ),
    "System.GC": MemberTable(
        "System.GC",
        static("Collect", lambda *generation: None),
        static("WaitForPendingFinalizers", lambda: None, "void WaitForPendingFinalizers()"),
        static("GetTotalMemory", lambda force: Int64(0), "long GetTotalMemory(bool forceFullCollection)"),
    ),
    "System.Console": MemberTable(
        "System.Console",
        constant("OutputEncoding", "System.Text.Encoding", lambda: _utf8(), lambda value: None),
        constant("InputEncoding", "System.Text.Encoding", lambda: _utf8(), lambda value: None),
        constant("IsOutputRedirected", "bool", lambda: not sys.stdout.isatty()),
        constant("IsInputRedirected", "bool", lambda: not sys.stdin.isatty()),
        constant("Title", "string", lambda: "", lambda value: None),
    ),
}


def _utf8() -> object:
    from glueshell.objects.types.encoding import Encoding

    return Encoding("utf-8")


def _ticks() -> int:
    import time

    return int(time.monotonic() * 1000)


def _expand(text: str) -> str:
    import re

    return re.sub(r"%([^%]+)%", lambda found: os.environ.get(found.group(1), found.group()), text)


