"""The families of commands, types, modules and drives that only exist elsewhere, and what to do instead.

Pure data. `label` names the family in a list, `advice` is the one sentence that says why it is not here and what would
be right. `nouns` and `commands` are patterns of command names (a noun's pattern stands for any verb; `=` in front says
that capitals count), `types` are patterns of type names, `modules` of module names, `drives` are names.
"""

from __future__ import annotations

from collections.abc import Mapping


class Family:
    """One family of things that cannot be here."""

    __slots__ = ("advice", "commands", "drives", "id", "label", "modules", "nouns", "types")

    def __init__(
        self,
        id: str,
        label: str,
        advice: str,
        *,
        nouns: str = "",
        commands: str = "",
        types: str = "",
        modules: str = "",
        drives: str = "",
    ) -> None:
        self.id = id
        self.label = label
        self.advice = advice
        self.nouns = tuple(nouns.split())
        self.commands = tuple(commands.split())
        self.types = tuple(types.split())
        self.modules = tuple(modules.split())
        self.drives = tuple(drives.split())


_ALL = (
    Family(
        "active-directory",
        "Active Directory",
        "Active Directory and group policy cmdlets need a Windows domain PC; export the data there with Export-Csv and"
        " import it here with Import-Csv.",
        nouns="=AD[A-Z]* ADUser* ADGroup* ADComputer* ADDomain* ADForest* ADObject* ADOrganizationalUnit*"
        " ADReplication* ADTrust* GPO* GPLink* GPInheritance GPRegistryValue GPResultantSetOfPolicy GPPermission*"
        " GPStarterGPO",
        types="adsi adsisearcher System.DirectoryServices.* DirectoryServices.* Microsoft.ActiveDirectory.*",
        modules="ActiveDirectory GroupPolicy ADSync* ADFS System.DirectoryServices*",
        drives="AD",
    ),
    Family(
        "wmi",
        "WMI and CIM",
        "WMI and CIM read the hardware and settings of a Windows PC; run that part there and import its CSV or JSON"
        " here.",
        nouns="Wmi* Cim*",
        commands="gwmi gcim iwmi icim rwmi swmi ncso",
        types="wmi wmiclass wmisearcher cimclass ciminstance cimtype cimsession cimconverter"
        " System.Management.Management* Management.Management* Microsoft.Management.Infrastructure.*",
        modules="CimCmdlets",
    ),
    Family(
        "registry",
        "Windows registry",
        "The registry is only on a Windows PC; read it there and import the values here.",
        types="Microsoft.Win32.* Win32.*",
        drives="HKLM HKCU HKCR HKU HKCC Registry",
    ),
    Family(
        "hyper-v",
        "Hyper-V and VMware",
        "Virtual machines are asked for on their host; export them there with Export-Csv and import them here.",
        nouns="VM VMHost VMSwitch VMNetworkAdapter* VMHardDiskDrive VMProcessor VMMemory VMSnapshot VMCheckpoint"
        " VMReplication VHD* VDSwitch VIServer VMGuest Datastore ESXCli",
        types="VMware.*",
        modules="Hyper-V VMware.*",
    ),
    Family(
        "shares",
        "Windows file shares and permissions",
        "Shares, DFS and NTFS permissions are read on the Windows file server; export them there with Export-Csv and"
        " import them here.",
        nouns="Smb* Dfs* NTFS* Acl FileShare FsrmQuota*",
        types="System.Security.AccessControl.* Security.AccessControl.*",
        modules="SmbShare DFSN DFSR NTFSSecurity FileServerResourceManager",
    ),
    Family(
        "dhcp-dns",
        "Windows DHCP and DNS server tools",
        "DHCP and DNS server cmdlets need the Windows server's tools; export there with Export-Csv and import here.",
        nouns="DhcpServer* DnsServer* DnsName DnsClient*",
        modules="DhcpServer DnsServer DnsClient",
    ),
    Family(
        "windows",
        "Windows administration",
        "This looks at or changes the Windows PC it runs on; run that part in PowerShell there and import what it finds"
        " here.",
        nouns="LocalUser LocalGroup LocalGroupMember BitLocker* Service EventLog WinEvent ScheduledTask*"
        " ScheduledJob* HotFix NetAdapter* NetIP* NetRoute NetFirewall* NetConnection* NetTCP* NetLbfo* DnsClient* Disk"
        " PhysicalDisk Partition Volume StoragePool VirtualDisk Printer* PrintJob WindowsFeature*"
        " WindowsOptionalFeature WindowsDriver WindowsUpdate* WUList Appx* ComputerInfo Computer ComputerRestore*"
        " Process Counter PnpDevice* Tpm MpComputerStatus MpPreference MpThreat* WBPolicy WBSummary WBJob IIS*"
        " WebSite WebBinding WebAppPool ProcessMitigation SecureBoot* Clipboard AuthenticodeSignature PfxCertificate"
        " Certificate SelfSignedCertificate Transaction ControlPanelItem",
        commands="gsv sasv spsv gps kill spps saps start ps gcb scb Test-Connection Rename-Computer Test-NetConnection"
        " tnc Test-ComputerSecureChannel New-WinEvent",
        types="System.ServiceProcess.* ServiceProcess.* System.Diagnostics.EventLog* Diagnostics.EventLog*"
        " System.Security.Principal.* Security.Principal.* System.Diagnostics.Process* Diagnostics.Process*"
        " System.Security.Cryptography.X509Certificates.*",
        modules="Microsoft.PowerShell.LocalAccounts BitLocker ScheduledTasks NetAdapter NetTCPIP Storage"
        " PrintManagement"
        " ServerManager PSWindowsUpdate Defender WebAdministration IISAdministration PKI PnpDevice WindowsServerBackup"
        " NetSecurity Dism Appx",
        drives="Cert WSMan IIS",
    ),
    Family(
        "exchange",
        "Exchange",
        "Exchange cmdlets come with the ExchangeOnlineManagement module of PowerShell; export there with Export-Csv and"
        " import here.",
        nouns="Mailbox* EXO* DistributionGroup* DynamicDistributionGroup* UnifiedGroup* TransportRule* AcceptedDomain"
        " RemoteDomain Recipient* MailContact MailUser CASMailbox MobileDevice* InboxRule OrganizationConfig"
        " SafeLinks* SafeAttachment* MalwareFilter* AntiPhish* HostedContentFilter* HostedOutbound* DkimSigningConfig"
        " ConnectionByClientType* InboundConnector OutboundConnector SendConnector ReceiveConnector ExchangeServer"
        " ExchangeOnline ExchangeCertificate MessageTrace* RetentionPolicy* ManagementRole* IPPSSession"
        " ActiveSyncDevice"
        " CalendarProcessing PublicFolder* AdminAuditLogConfig",
        modules="ExchangeOnlineManagement ExchangeOnline*",
    ),
    Family(
        "microsoft-365",
        "Microsoft 365 and Graph",
        "Microsoft 365 cmdlets come with modules of PowerShell (Microsoft.Graph, MSOnline, AzureAD, Teams, SharePoint);"
        " export there with Export-Csv and import here, or call the service with Invoke-RestMethod.",
        nouns="Msol* AzureAD* =Mg[A-Z]* Graph MgGraph* Partner* SPO* PnP* Team TeamUser TeamChannel* MicrosoftTeams"
        " =Cs[A-Z]*"
        " Intune* IntuneManagedDevice* MSGraph* M365DSC* UnifiedAuditLog*",
        types="Microsoft.Open.* Microsoft.Online.* Microsoft.Graph.* Microsoft.IdentityModel.*",
        modules="MSOnline AzureAD AzureADPreview Microsoft.Graph* PartnerCenter MicrosoftTeams PnP.PowerShell"
        " SharePointPnPPowerShellOnline Microsoft.Online.SharePoint.PowerShell MSAL.PS Microsoft365DSC",
    ),
    Family(
        "azure",
        "Azure",
        "Azure cmdlets come with the Az module of PowerShell; run that part there, or call the service with"
        " Invoke-RestMethod.",
        nouns="Az* AzureRm* AzAccount AzContext AzVM* AzResource* AzKeyVault* AzStorage* AzSubscription CosmosDb*"
        " AzTable* OutputBinding",
        types="Microsoft.Azure.* Microsoft.WindowsAzure.*",
        modules="Az Az.* AzureRM* CosmosDB AzTable",
    ),
    Family(
        "excel",
        "Excel",
        "ImportExcel is a module of PowerShell; Export-Excel writes a plain sheet here, and Import-Excel reads one.",
        nouns="Excel* ExcelPackage ExcelRange ExcelTable ConditionalFormatting ConditionalText PivotTable*"
        " WorksheetData Worksheet DataValidation ExcelChart*",
        types="OfficeOpenXml.*",
        modules="ImportExcel PSExcel",
    ),
    Family(
        "logging",
        "PSFramework",
        "PSFramework is a module of PowerShell; Write-Verbose, Write-Warning and Start-Transcript do its work here.",
        nouns="PSF*",
        modules="PSFramework Logging PoShLog",
    ),
    Family(
        "vendors",
        "another vendor's module",
        "Modules for other services (RMM, PSA, documentation) are for PowerShell; export there with Export-Csv and"
        " import"
        " here, or call the service with Invoke-RestMethod.",
        nouns="Drmm* Autotask* Atws* Ninja* NinjaOne* Hudu* CWM* CWC* CWA* CW* HaloPSA* Halo* Syncro* ATERA* Atera*"
        " NAble*"
        " NCentral* Snipeit* Unifi* UniFi* Meraki* Sophos* Datto* Kaseya* VSA* Duo* DuoUser* Huntress* Sentinel* S1*"
        " Veeam* VBR* Liongard* Passportal* Auvik* Snmp* SSHSession SFTP* SSHCommand UD* PodeServer Pode*",
        modules="DattoRMM Autotask* NinjaOne* HuduAPI ConnectWise* HaloAPI SyncroMSP PS-NCentral Meraki* Veeam*"
        " Posh-SSH UniversalDashboard* Pode SnipeitPS Huntress* Liongard*",
    ),
    Family(
        "sql",
        "SQL Server",
        "SQL Server is read with its own module of PowerShell; export there with Export-Csv and import here.",
        nouns="Sqlcmd SqlDatabase SqlInstance Dba* SqliteQuery SqliteConnection",
        types="System.Data.SqlClient.* Data.SqlClient.* Microsoft.SqlServer.*",
        modules="SqlServer SQLPS dbatools PSSQLite SimplySql",
        drives="SQLSERVER",
    ),
    Family(
        "windows-ui",
        "Windows dialogs",
        "Windows and dialogs are drawn by Windows alone; ask with Read-Host, let choose with Out-GridView.",
        nouns="Command-Window",
        commands="Show-Command shcm",
        types="System.Windows.* Windows.* System.Drawing.* Drawing.* Microsoft.VisualBasic.*",
        modules="Microsoft.PowerShell.ConsoleGuiTools BurntToast PresentationFramework PresentationCore WindowsBase"
        " System.Windows.* System.Drawing* Microsoft.VisualBasic* System.Xaml WindowsFormsIntegration UIAutomation*",
    ),
    Family(
        "csharp",
        ".NET code",
        "There is no .NET behind this language; write it as a function or a class of PowerShell's.",
    ),
    Family(
        "com",
        "COM",
        "COM objects (Word, Excel, Internet Explorer, WScript) are Windows' own; [xml], ConvertFrom-Json, -match and"
        " ConvertTo-Html read and write such data here.",
        types="__ComObject System.__ComObject",
    ),
    Family(
        "remoting",
        "PowerShell remoting",
        "Commands run on this computer alone; run that part there and import its output here.",
        nouns="PSSession PSSessionConfiguration PSSessionOption PSRemoting PSHostProcess Runspace",
        commands="etsn exsn nsn gsn rsn cnsn dnsn",
        types="System.Management.Automation.Runspaces.* Management.Automation.Runspaces.* powershell"
        " runspace runspacefactory System.Management.Automation.PowerShell",
    ),
    Family(
        "secrets",
        "secret stores",
        "The API key is kept by Connect-ITGlue in the system's own key store; other secrets belong in environment"
        " variables.",
        nouns="Secret SecretInfo SecretVault StoredCredential",
        modules="Microsoft.PowerShell.SecretManagement Microsoft.PowerShell.SecretStore CredentialManager",
    ),
    Family(
        "testing",
        "Pester",
        "Tests run with the Pester module of PowerShell.",
        commands="Describe Context It Should BeforeAll BeforeEach AfterAll AfterEach Mock Invoke-Pester InModuleScope",
        modules="Pester PSScriptAnalyzer",
    ),
    Family(
        "programs",
        "another program",
        "glueshell starts no other programs; run it beside glueshell and pipe or import its output.",
        commands="*.exe *.bat *.cmd *.com *.msi *.vbs *.sh cmd powershell pwsh bash sh python python3 git curl wget"
        " ssh scp"
        " ping ipconfig ifconfig netsh nslookup tracert nltest net netstat robocopy xcopy icacls takeown reg regsvr32"
        " sc schtasks msiexec wmic whoami hostname systeminfo gpresult gpupdate dsregcmd manage-bde wevtutil quser"
        " query certutil tasklist taskkill shutdown explorer notepad code grep awk sed jq az docker kubectl npm node"
        " choco winget apt apt-get brew sudo vim vi nano less top",
    ),
)  # fmt: skip

#: Every family by its id, in the order they are asked in.
FAMILIES: Mapping[str, Family] = {family.id: family for family in _ALL}
