"""The words of the demo account. Every name is invented or a common example name; some are awkward on purpose."""

# Name and short name, from the oldest to the newest organization.
ORGANIZATIONS: tuple[tuple[str, str], ...] = (
    ("Alder & Birch LLP", "ALDER"),
    ("Northwind Traders", "NWT"),
    ("Kub, Reynolds and Gibson", "KRG"),
    ("Contoso Dental Group", "CDG"),
    ("Müller & Söhne GmbH", "MUELLER"),
    ("Blue Harbor Logistics", "BHL"),
    ("Lakeside Medical Group", "LAKE"),
    ("O'Brien Plumbing & Heating", "OBRIEN"),
    ("Fabrikam Manufacturing, Inc.", "FAB"),
    ("Café Übersee", "CAFE"),
    ("Redwood Community Bank", "RCB"),
    ("株式会社サンプル商事", "SAMPLE"),
    ("Summit Ridge Orthodontics", "SRO"),
    ("Wide World Importers", "WWI"),
    ("Łódź Precyzja Sp. z o.o.", "LODZ"),
    ("Granite State Insurance", "GSI"),
    ("Hamilton, Okafor, Lindqvist & Associates, Attorneys at Law", "HOLA"),
    ("Adventure Works Cycles", "AWC"),
    ("St. Brendan's School District", "SBSD"),
    ("Proseware Clinical Research", "PROSE"),
    ("北京示例科技有限公司", "BJ"),
    ("Tailspin Toys", "TAIL"),
    ("Peña Nieto Arquitectos", "PENA"),
    ("\x1b[31mRed Alert Security\x1b[0m", "RED"),
    ("Coho Winery & Vineyard", "COHO"),
    ("Lakeside Medical Group", "LMG2"),
    ("Ørsted Fiskeri A/S", "ORST"),
    ("Graphic Design Institute", "GDI"),
    ("Riverside Veterinary Clinic", "RVC"),
    ("Litware 24/7 Support", "LIT"),
    ("Invoice\u202efdp.exe Imports", "INV"),
    ("First Choice Realty [Downtown]", "FCR"),
    ("Humongous Insurance", "HUM"),
    ("Trey Research", "TREY"),
    ('Woodgrove 100% Organic "Farm"', "WOOD"),
    ("한빛 데이터", "HANBIT"),
    ("Cascade Title & Escrow", "CTE"),
    ("Test Organization - Happy Frog", "FROG"),
    ("Pine Street Pediatrics", "PINE"),
    ("Test Organization - Quiet Otter", "OTTER"),
)

TEST_PREFIX = "Test Organization"

ORGANIZATION_TYPES = ("Customer", "Prospect", "Vendor", "Internal")
ORGANIZATION_STATUSES = ("Active", "Inactive", "Onboarding")
CONTACT_TYPES = ("Approver", "Champion", "Contractor", "Decision Maker", "End User", "Executive", "Management", "Owner")
CONFIGURATION_STATUSES = ("Active", "Inactive", "In Stock", "Retired")

# name, kind slug, share of all configurations, prefix of host names
CONFIGURATION_TYPES = (
    ("Managed Workstation", "workstation", 38, "WS"),
    ("Managed Server", "server", 16, "SRV"),
    ("Managed Laptop", "laptop", 18, "LT"),
    ("Managed Network Switch", "switch", 9, "SW"),
    ("Managed Network WAP", "wap", 7, "AP"),
    ("Managed Network Firewall", "firewall", 5, "FW"),
    ("Managed Printer", "printer", 5, "PRN"),
    ("UPS", "ups", 2, "UPS"),
)

MANUFACTURERS = (
    ("Dell", ("Latitude 5440", "OptiPlex 7010", "PowerEdge R650")),
    ("HP", ("EliteBook 840 G10", "ProDesk 400", "LaserJet Pro M404")),
    ("Lenovo", ("ThinkPad T14", "ThinkCentre M70q")),
    ("Cisco", ("Catalyst 9200", "Meraki MR46")),
    ("Fortinet", ("FortiGate 60F", "FortiGate 100F")),
    ("APC", ("Smart-UPS 1500",)),
)

PLATFORMS = ("Windows", "Windows Server", "Linux", "macOS", "Other")
OPERATING_SYSTEMS = (
    ("Windows 10 Pro", "Windows"),
    ("Windows 11 Pro", "Windows"),
    ("Windows Server 2016", "Windows Server"),
    ("Windows Server 2019", "Windows Server"),
    ("Windows Server 2022", "Windows Server"),
    ("Ubuntu 22.04 LTS", "Linux"),
    ("macOS 14 Sonoma", "macOS"),
)

SERVER_ROLES = (
    "DC01",
    "DC02",
    "EX01",
    "FS01",
    "SQL01",
    "APP01",
    "RDS01",
    "BKP01",
    "HV01",
    "WEB01",
    "MGMT01",
    "PRINT01",
)

COUNTRIES = (
    ("Australia", "AU", ("New South Wales", "Queensland", "Victoria")),
    ("Canada", "CA", ("British Columbia", "Ontario", "Quebec")),
    ("Germany", "DE", ("Bayern", "Berlin", "Hessen")),
    ("United Kingdom", "GB", ("England", "Scotland", "Wales")),
    ("United States", "US", ("California", "New Hampshire", "New York", "Oregon", "Texas", "Washington")),
)

# city, region, postal code
CITIES = (
    ("Seattle", "Washington", "98101"),
    ("Portland", "Oregon", "97205"),
    ("Austin", "Texas", "78701"),
    ("Sacramento", "California", "95814"),
    ("Concord", "New Hampshire", "03301"),
    ("Buffalo", "New York", "14202"),
    ("München", "Bayern", "80331"),
    ("Frankfurt am Main", "Hessen", "60311"),
    ("Vancouver", "British Columbia", "V6B 1A1"),
    ("Montréal", "Quebec", "H2Y 1C6"),
    ("Edinburgh", "Scotland", "EH1 1YZ"),
    ("Sydney", "New South Wales", "2000"),
)
STREETS = ("Main St", "Pine Street", "Harbour Road", "2nd Ave", "Market Square", "Industrial Parkway", "Elm Court")

FIRST_NAMES = (
    "Aisha", "Ben", "Carla", "Dmitri", "Elena", "Farid", "Grace", "Håkon", "Ines", "Jamal", "Katherine", "Liam", "Mei",
    "Nadia", "Oscar", "Priya", "Quentin", "Rosa", "Sofía", "Tomás", "Uma", "Viktor", "Wendy", "Xavier", "Yuki", "Zoë",
)  # fmt: skip
LAST_NAMES = (
    "Adams", "Bauer", "Chen", "Delgado", "Eriksson", "Fischer", "García", "Haddad", "Ivanova", "Jones", "Kowalski",
    "Lindqvist", "Müller", "Nguyen", "O'Neill", "Patel", "Quinn", "Rossi", "Sato", "Turner", "Underwood",
    "van der Berg", "Williams", "Xu", "Young", "Zimmermann",
)  # fmt: skip
TITLES = (
    "Office Manager", "CEO", "CFO", "IT Coordinator", "Receptionist", "Paralegal", "Practice Manager", "Warehouse Lead",
    "Controller", "Engineer", None,
)  # fmt: skip

# The contacts that documentation examples name by id; they belong to the first test organization.
KNOWN_CONTACTS = ((3901, "Marisol", "Vega"), (4387, "Dana", "Whitfield"), (7891, "Terrence", "Cole"))

# What both test organizations have under the same name, in every account: for scripts that run in one, then the other.
SHARED_DEVICES = ("Loan Device 1", "Loan Device 2")
SHARED_CONTACT = ("Robin", "Keller")

REGISTRARS = ("GoDaddy.com, LLC", "Namecheap, Inc.", "Network Solutions, LLC", "Cloudflare, Inc.", None)
DOMAIN_ENDINGS = ("example.com", "example.net", "example.org")

QUICK_NOTES = (
    "<p>After-hours number rings the on-call engineer. Ask for the <strong>site code</strong> before giving out any "
    "information. Deliveries go to the rear entrance. The server room key is kept at the front desk and must be signed "
    "for; never lend it to a contractor without a call to the office manager first.</p>"
)
