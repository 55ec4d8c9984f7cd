"""The six flexible asset types of the demo account; together their fields have all eleven kinds.

A tag type that ends in `{...}` names another type of this list and gets its id.
"""

from __future__ import annotations

# name, kind, flags, options or tag type, hint. Flags: r required, t use for title, l show in list, e expiration, and a
# digit for the decimals.
FieldRow = tuple[str, str, str, str, str]

TYPES: tuple[tuple[str, str, str, tuple[FieldRow, ...]], ...] = (
    (
        "Active Directory",
        "sitemap",
        "Domains, their controllers and roles",
        (
            ("AD Full Name", "Text", "rtl", "", "For example corp.example.com"),
            ("AD Short Name", "Text", "l", "", "NetBIOS name"),
            (
                "AD Level",
                "Select",
                "l",
                "Windows 2008 R2\nWindows 2012 R2\nWindows 2016\nWindows 2019\nWindows 2022",
                "Functional level of the forest",
            ),
            ("Roles", "Header", "", "", ""),
            (
                "Global Catalog Servers (Domain Controllers)",
                "Tag",
                "rl",
                "Configurations",
                "Tag the domain controllers",
            ),
            ("Relative ID (RID) Master", "Tag", "", "Configurations", "Tag one server"),
            ("Directory Restore Mode Password", "Password", "", "", "Not the administrator's password"),
        ),
    ),
    (
        "Applications",
        "windows",
        "Line-of-business applications",
        (
            ("Application Name", "Text", "rtl", "", ""),
            ("Category", "Select", "rl", "Accounting\nDocument Management\nERP\nMedical Records\nOther", ""),
            ("Application URL (if available)", "Text", "", "", "Include https://"),
            ("Application admin(s) at the customer", "Tag", "", "Contacts", "Who may ask for changes"),
            ("Associated server(s) or computer(s)", "Tag", "l", "Configurations", "Where it is installed"),
            ("Licensing", "Header", "", "", ""),
            ("Number of Licenses", "Number", "l", "", ""),
            ("Managed by us?", "Checkbox", "", "", ""),
            ("Renewal Date", "Date", "le", "", ""),
            ("Installer", "Upload", "", "", "Small files only"),
            ("Notes", "Textbox", "", "", ""),
        ),
    ),
    (
        "Backup",
        "cloud",
        "What is backed up, where to, and how well",
        (
            ("Backup Name", "Text", "rtl", "", ""),
            ("Product", "Select", "rl", "Datto SIRIS\nVeeam\nAcronis\nAzure Backup", ""),
            ("Protected Systems", "Tag", "rl", "Configurations", "Tag every protected system"),
            ("Retention (days)", "Number", "l", "", ""),
            ("Success Rate", "Percent", "l1", "", "Of the last 30 days"),
            ("Off-site copy?", "Checkbox", "l", "", ""),
            ("Last Restore Test", "Date", "l", "", ""),
            ("Encryption Passphrase", "Password", "", "", ""),
            ("Notes", "Textbox", "", "", ""),
        ),
    ),
    (
        "Internet/WAN",
        "globe",
        "Connections to the outside",
        (
            ("Provider", "Select", "rtl", "Comcast\nCogent\nTelekom\nBT\nTelstra\nOther", ""),
            ("Location", "Tag", "rtl", "Locations", "Where the line ends"),
            ("Account Number", "Text", "", "", ""),
            ("Download (Mbit/s)", "Number", "l", "", ""),
            ("Uptime Guarantee", "Percent", "2", "", ""),
            ("Addresses", "Header", "", "", ""),
            ("Static IP Range", "Text", "l", "", ""),
            ("Router", "Tag", "", "Configurations", ""),
            ("Contract Ends", "Date", "le", "", ""),
            ("Contact at the customer", "Tag", "", "Contacts", ""),
        ),
    ),
    (
        "LAN",
        "lan",
        "Networks and their servers",
        (
            ("Network Name", "Text", "rtl", "", ""),
            ("Subnet", "Text", "rtl", "", "For example 10.12.48.0/24"),
            ("VLAN ID", "Number", "l", "", ""),
            ("DHCP Server(s)", "Tag", "l", "Configurations", ""),
            ("Location", "Tag", "l", "Locations", ""),
            ("Guest network?", "Checkbox", "l", "", ""),
            ("Diagram", "Upload", "", "", ""),
            ("Internet connection", "Tag", "", "FlexibleAssetType: {Internet/WAN}", ""),
            ("Notes", "Textbox", "", "", ""),
        ),
    ),
    (
        "Licensing",
        "key",
        "Licenses, seats and renewals",
        (
            ("Software", "Text", "rtl", "", ""),
            ("Seats", "Number", "rl", "", ""),
            ("Vendor", "Tag", "l", "Organizations", ""),
            ("Purchased", "Date", "l", "", ""),
            ("Expires", "Date", "le", "", ""),
            ("Licensed users", "Tag", "", "Contacts", ""),
            ("Application", "Tag", "", "FlexibleAssetType: {Applications}", ""),
            ("Domain", "Tag", "", "Domains", "For subscriptions that are bound to one"),
            ("License Key", "Password", "", "", ""),
            ("Cost share", "Percent", "1", "", "Paid by the customer"),
            ("Proof of Purchase", "Upload", "", "", ""),
        ),
    ),
)
