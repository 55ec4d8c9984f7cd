"""The words of the rest of the demo account: people of the service provider, passwords, documents, checklists."""

# First name, last name, role; the first one owns the API keys.
USERS: tuple[tuple[str, str, str], ...] = (
    ("Morgan", "Reyes", "Administrator"),
    ("Anneke", "de Wit", "Administrator"),
    ("Samuel", "Osei", "Manager"),
    ("Lucía", "Fernández", "Manager"),
    ("Peter", "Holm", "Editor"),
    ("Chidi", "Eze", "Editor"),
    ("Hannah", "O'Connor", "Editor"),
    ("Ravi", "Menon", "Editor"),
    ("Julia", "Weiß", "Creator"),
    ("Tom", "Baker", "Creator"),
    ("Noor", "Rahman", "Lite"),
    ("Ivy", "Clarke", "Read-only"),
)

GROUPS = (
    ("Service Desk", "First line"),
    ("Network Team", "Switches, firewalls, wireless"),
    ("Security", "Incidents and audits"),
    ("Account Managers", None),
    ("Auditors", "May look, not touch"),
)

CATEGORIES = (
    "Cloud Management", "Domain Administrator", "Email Account", "Firewall", "Local Administrator", "Vendor Portal",
    "Wireless",
)  # fmt: skip

# Name, user name, category, address, where {domain} is the organization's and {short} its short name.
PASSWORDS: tuple[tuple[str, str | None, str, str | None], ...] = (
    ("Domain Administrator", "{short}\\administrator", "Domain Administrator", None),
    ("Microsoft 365 Global Admin", "admin@{domain}", "Cloud Management", "https://admin.microsoft.com"),
    ("Firewall admin", "admin", "Firewall", "https://10.0.0.1:4443"),
    ("Guest Wi-Fi", None, "Wireless", None),
    ("Backup console", "backup@{domain}", "Cloud Management", "https://backup.example/login"),
    ("Registrar", "hostmaster@{domain}", "Vendor Portal", "https://registrar.example"),
    ("ISP portal", "{short}-noc", "Vendor Portal", "https://isp.example/portal"),
)

FOLDERS = ("Infrastructure", "Vendors", "Break glass")
DOCUMENT_FOLDERS = ("Procedures", "Network", "Onboarding")

# Title, whether it lies in a folder, and its sections: type, level or minutes, text.
DOCUMENTS: tuple[tuple[str, int | None, tuple[tuple[str, int, str], ...]], ...] = (
    (
        "New user checklist",
        2,
        (
            ("Heading", 2, "Before the first day"),
            ("Text", 0, "<p>Create the account, assign a licence and add the <strong>default groups</strong>.</p>"),
            ("Step", 10, "<p>Call the office manager for the start date.</p>"),
        ),
    ),
    (
        "Network overview",
        1,
        (
            ("Heading", 1, "Network overview"),
            ("Text", 0, "<p>Two sites, one firewall each. VLAN 10 is for phones.</p>"),
            ("Gallery", 0, ""),
        ),
    ),
    (
        "Site access",
        None,
        (("Text", 0, "<p>The front desk signs keys out. After hours the on-call engineer opens by telephone.</p>"),),
    ),
    (
        "Restore from backup",
        0,
        (
            ("Heading", 2, "Restore a file"),
            ("Step", 5, "<p>Open the backup console.</p>"),
            ("Step", 20, "<p>Choose the restore point and mount it.</p>"),
            ("Text", 0, "<p>Never restore over a running database.</p>"),
        ),
    ),
    ("Printer quick guide", None, (("Text", 0, "<p>Scan to mail: press <em>Scan</em>, then choose yourself.</p>"),)),
)

CHECKLISTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Onboard an employee", ("Create the account", "Assign a licence", "Hand over the laptop", "Test sign-in")),
    ("Offboard an employee", ("Block sign-in", "Convert the mailbox", "Collect the laptop")),
    ("Quarterly review", ("Check backups", "Check warranties", "Check expiring domains", "Send the report")),
)

ATTACHMENTS = (
    ("warranty card.txt", b"Warranty card\r\nKeep with the invoice.\r\n"),
    ("port list.csv", b"port,vlan,patched to\r\n1,10,Reception\r\n2,20,Server room\r\n"),
    ("signed offer.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
     b"2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
)  # fmt: skip

# A picture of one grey point.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6368000000820081dd436af40000"
    "000049454e44ae426082"
)

TICKETS = ("No sign-in since this morning", "Printer prints blank pages", "Disk almost full", "VPN drops every hour")

ACTIONS = ("viewed", "viewed", "viewed", "updated", "created", "deleted")
KINDS_IN_METRICS = ("Configurations", "Contacts", "Documents", "Passwords", "Applications")
