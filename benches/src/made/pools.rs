//! The words of which exports are made.

pub(crate) const FIRST: [&str; 16] = [
    "Ada",
    "Bruno",
    "Chiara",
    "Dmitri",
    "Elif",
    "Farid",
    "Gwen",
    "Hiroshi",
    "Ines",
    "Jürgen",
    "Katarzyna",
    "Lars",
    "Mireille",
    "Noor",
    "Octavio",
    "Zoë",
];

pub(crate) const LAST: [&str; 16] = [
    "Adeyemi",
    "Blomqvist",
    "Chatterjee",
    "Dubois",
    "Eriksen",
    "Fontaine",
    "García",
    "Hashimoto",
    "Iglesias",
    "Jørgensen",
    "Kaczmarek",
    "Lindqvist",
    "Müller",
    "Okonkwo",
    "Papadopoulos",
    "Yılmaz",
];

pub(crate) const MATERIALS: [&str; 12] = [
    "Amber", "Cobalt", "Copper", "Coral", "Fjord", "Garnet", "Granite", "Hazel", "Larch", "Quartz",
    "Saffron", "Umber",
];

pub(crate) const INDUSTRIES: [&str; 10] = [
    "Analytics",
    "Beacon",
    "Compass",
    "Foods",
    "Gauge",
    "Ledger",
    "Logistics",
    "Mill",
    "Robotics",
    "Signal",
];

pub(crate) const TITLES: [&str; 10] = [
    "Account Executive",
    "Chief Financial Officer",
    "Controller",
    "Director, Demand Generation",
    "Head of IT; EMEA",
    "Software Engineer",
    "VP \"Growth\"",
    "Marketing Manager",
    "Sales Development Representative",
    "",
];

pub(crate) const PLACES: [(&str, &str); 10] = [
    ("Gdańsk", "Poland"),
    ("Lyon", "France"),
    ("Osaka", "Japan"),
    ("Porto Alegre", "Brazil"),
    ("Toronto", "Canada"),
    ("San José", "Costa Rica"),
    ("Washington, D.C.", "United States"),
    ("Austin", "United States"),
    ("Zürich", "Switzerland"),
    ("", "Germany"),
];

pub(crate) const NOTES: [&str; 14] = [
    "",
    "",
    "",
    "",
    "",
    "",
    "Met at the spring fair, wants a demo",
    "Called twice. No answer",
    "Said \"not before June\", then asked for prices",
    "Interested in:\n- routing\n- forecasts, by region\nCall back in the third quarter",
    "\"Send it again\"\nsent again on Monday",
    "Left a message with the front desk; the assistant keeps the calendar and prefers the morning",
    "Owner changed",
    "Moved here from the old system,\nhistory lost; see the attachment of the last ticket",
];
