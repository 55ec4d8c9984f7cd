"""Add-Type."""

from __future__ import annotations

from glueshell.cmdlets.absent.families import FAMILIES
from glueshell.cmdlets.absent.naming import MODULE, family_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateNotNull, ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text

# Assemblies whose types, as far as there are any here, need no loading.
HERE = frozenset({
    "mscorlib", "netstandard", "system", "system.collections", "system.core", "system.io", "system.linq",
    "system.management.automation", "system.net", "system.net.http", "system.net.primitives", "system.numerics",
    "system.private.corelib", "system.runtime", "system.security", "system.text.encoding", "system.text.json",
    "system.text.regularexpressions", "system.web", "system.web.httputility", "system.xml",
})  # fmt: skip


_CODE = ("FromSource", "FromMember", "FromPath", "FromLiteralPath")


class AddType(Cmdlet):
    """Takes the lines scripts load .NET assemblies with; nothing is ever loaded.

    The types of the assemblies that scripts usually load (System.Web with HttpUtility, System.Net.Http, System.Xml) are
    here without it. C# code cannot be compiled, other assemblies cannot be loaded: both fail.
    """

    name = "Add-Type"
    default_set = "FromSource"
    dotnet_name = "Microsoft.PowerShell.Commands.AddTypeCommand"
    examples = (
        Example("Add-Type -AssemblyName System.Web; [System.Web.HttpUtility]::UrlEncode('a b')", "Here anyway.", "a+b"),
        Example("try { Add-Type -TypeDefinition 'class A {}' } catch { 'no C#' }", "C# is not compiled.", "no C#"),
    )

    type_definition = Parameter(
        "string", placements={"FromSource": Placement(position=0, mandatory=True)}, help="C# code: refused."
    )
    type_name = Parameter(
        "string", name="Name", placements={"FromMember": Placement(position=0, mandatory=True)}, help="A name for C#."
    )
    member_definition = Parameter(
        "string[]", placements={"FromMember": Placement(position=1, mandatory=True)}, help="C# code: refused."
    )
    namespace = Parameter("string", aliases=("NS",), sets=("FromMember",), help="A namespace for C#.")
    using_namespace = Parameter(
        "string[]", aliases=("Using",), sets=("FromMember",), validators=(ValidateNotNull(),), help="Namespaces of C#."
    )
    path = Parameter(
        "string[]", placements={"FromPath": Placement(position=0, mandatory=True)}, help="Assembly files: refused."
    )
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), placements={"FromLiteralPath": Placement(mandatory=True)},
        help="Assembly files: refused.",
    )  # fmt: skip
    assembly_name = Parameter(
        "string[]", aliases=("AN",), placements={"FromAssemblyName": Placement(mandatory=True)}, help="Assemblies."
    )
    language = Parameter(
        "string", label="Language", sets=("FromSource", "FromMember"), help="The language of the code."
    )
    referenced_assemblies = Parameter("string[]", aliases=("RA",), sets=_CODE, help="What C# code needs.")
    output_assembly = Parameter("string", aliases=("OA",), sets=_CODE, help="A file for what was compiled.")
    output_type = Parameter("string", label="OutputAssemblyType", aliases=("OT",), sets=_CODE,
                            help="What to compile to.")  # fmt: skip
    pass_thru = Parameter("switch", help="Write the types; there are none.")
    ignore_warnings = Parameter("switch", sets=_CODE, help="Of the compiler.")
    compiler_options = Parameter(
        "string[]", sets=_CODE, validators=(ValidateNotNullOrEmpty(),), help="Of the compiler."
    )

    def process(self) -> None:
        """Accept what is here, refuse the rest."""
        code = self.type_definition or self.member_definition
        if code is not None:
            text = f"C# code cannot be compiled here. {FAMILIES['csharp'].advice}"
            self._refuse(text, "COMPILER_ERRORS", "InvalidData", code)
        for path in self.path or self.literal_path or ():
            text = f"The assembly file '{to_text(path)}' cannot be loaded here. {FAMILIES['csharp'].advice}"
            self._refuse(text, "FileLoadFailure", "InvalidOperation", path)
        for given in self.assembly_name or ():
            name = to_text(given).partition(",")[0].strip()
            if name.lower().removesuffix(".dll") in HERE:
                continue
            family = family_of(MODULE, name) or FAMILIES["csharp"]
            text = f"The assembly '{name}' cannot be loaded here. {family.advice}"
            self._refuse(text, "PathNotFound", "ObjectNotFound", name)

    def _refuse(self, text: str, error_id: str, category: str, target: object) -> None:
        error = PSError(text, error_id, category, "System.InvalidOperationException", target=target)
        self.throw(ErrorRecord(error, error_id, category, target))
