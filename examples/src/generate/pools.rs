//! Common given and family names of several countries, and the words of invented companies.
//!
//! No two names of a pool are alike (a test measures it), so that two people of one company can
//! never be taken for a misspelling of each other.

/// A name as its bearer writes it, and as it goes into an e-mail address.
pub(super) type Spelled = (&'static str, &'static str);

pub(super) const GIVEN: &[Spelled] = &[
    ("Aaliyah", "aaliyah"),
    ("Adebayo", "adebayo"),
    ("Agnieszka", "agnieszka"),
    ("Alejandro", "alejandro"),
    ("Ayşegül", "aysegul"),
    ("Balthasar", "balthasar"),
    ("Beatriz", "beatriz"),
    ("Bronisław", "bronislaw"),
    ("Camille", "camille"),
    ("Chidinma", "chidinma"),
    ("Cornelius", "cornelius"),
    ("Damaris", "damaris"),
    ("Desmond", "desmond"),
    ("Dimitrios", "dimitrios"),
    ("Eleonora", "eleonora"),
    ("Esperanza", "esperanza"),
    ("Fatoumata", "fatoumata"),
    ("Ferdinand", "ferdinand"),
    ("Fiorella", "fiorella"),
    ("Gabriela", "gabriela"),
    ("Giuseppe", "giuseppe"),
    ("Gwendolyn", "gwendolyn"),
    ("Heloísa", "heloisa"),
    ("Hiroshi", "hiroshi"),
    ("Ingeborg", "ingeborg"),
    ("Isadora", "isadora"),
    ("Jacqueline", "jacqueline"),
    ("Joaquín", "joaquin"),
    ("Jürgen", "juergen"),
    ("Kazimierz", "kazimierz"),
    ("Khadija", "khadija"),
    ("Leonardo", "leonardo"),
    ("Lucinda", "lucinda"),
    ("Łukasz", "lukasz"),
    ("Małgorzata", "malgorzata"),
    ("Mireille", "mireille"),
    ("Mohammed", "mohammed"),
    ("Nadezhda", "nadezhda"),
    ("Natsuki", "natsuki"),
    ("Octavio", "octavio"),
    ("Oluwaseun", "oluwaseun"),
    ("Philippa", "philippa"),
    ("Priyanka", "priyanka"),
    ("Quentin", "quentin"),
    ("Quirina", "quirina"),
    ("Rajesh", "rajesh"),
    ("Rosalind", "rosalind"),
    ("Sebastião", "sebastiao"),
    ("Siddharth", "siddharth"),
    ("Søren", "soeren"),
    ("Tatsuya", "tatsuya"),
    ("Thandiwe", "thandiwe"),
    ("Ulrike", "ulrike"),
    ("Umberto", "umberto"),
    ("Valentina", "valentina"),
    ("Vusumuzi", "vusumuzi"),
    ("Wilhelmina", "wilhelmina"),
    ("Winston", "winston"),
    ("Xanthippe", "xanthippe"),
    ("Xiomara", "xiomara"),
    ("Yevgenia", "yevgenia"),
    ("Yolanda", "yolanda"),
    ("Zbigniew", "zbigniew"),
    ("Zuleikha", "zuleikha"),
];

pub(super) const FAMILY: &[Spelled] = &[
    ("Abernathy", "abernathy"),
    ("Achterberg", "achterberg"),
    ("Adeyemi", "adeyemi"),
    ("Albrecht", "albrecht"),
    ("Andrade", "andrade"),
    ("Banerjee", "banerjee"),
    ("Beaumont", "beaumont"),
    ("Bergström", "bergstroem"),
    ("Bianchi", "bianchi"),
    ("Blomqvist", "blomqvist"),
    ("Caldwell", "caldwell"),
    ("Castellanos", "castellanos"),
    ("Çelik", "celik"),
    ("Chatterjee", "chatterjee"),
    ("Dąbrowski", "dabrowski"),
    ("Delacroix", "delacroix"),
    ("Domínguez", "dominguez"),
    ("Eriksen", "eriksen"),
    ("Espinoza", "espinoza"),
    ("Fairbanks", "fairbanks"),
    ("Fitzgerald", "fitzgerald"),
    ("Fontaine", "fontaine"),
    ("Gallagher", "gallagher"),
    ("Giordano", "giordano"),
    ("Grünwald", "gruenwald"),
    ("Hashimoto", "hashimoto"),
    ("Haverkamp", "haverkamp"),
    ("Holmgren", "holmgren"),
    ("Iglesias", "iglesias"),
    ("Ishikawa", "ishikawa"),
    ("Jankowski", "jankowski"),
    ("Jørgensen", "joergensen"),
    ("Kaczmarek", "kaczmarek"),
    ("Karlsson", "karlsson"),
    ("Krishnan", "krishnan"),
    ("Lindgren", "lindgren"),
    ("Lombardi", "lombardi"),
    ("Marchetti", "marchetti"),
    ("McAllister", "mcallister"),
    ("Mendoza", "mendoza"),
    ("Müller", "mueller"),
    ("Nakamura", "nakamura"),
    ("Ndiaye", "ndiaye"),
    ("Novotný", "novotny"),
    ("Okonkwo", "okonkwo"),
    ("Oyelaran", "oyelaran"),
    ("Papadopoulos", "papadopoulos"),
    ("Pellegrini", "pellegrini"),
    ("Popescu", "popescu"),
    ("Quispe", "quispe"),
    ("Ramaswamy", "ramaswamy"),
    ("Reinhardt", "reinhardt"),
    ("Rosenthal", "rosenthal"),
    ("Sandoval", "sandoval"),
    ("Schäfer", "schaefer"),
    ("Takahashi", "takahashi"),
    ("Thorvaldsen", "thorvaldsen"),
    ("Tremblay", "tremblay"),
    ("Tshabalala", "tshabalala"),
    ("Usmani", "usmani"),
    ("Valdivia", "valdivia"),
    ("Vandenberghe", "vandenberghe"),
    ("Whitfield", "whitfield"),
    ("Wiśniewska", "wisniewska"),
    ("Xenakis", "xenakis"),
    ("Yamaguchi", "yamaguchi"),
    ("Yıldırım", "yildirim"),
    ("Zapatero", "zapatero"),
    ("Ziegler", "ziegler"),
];

/// A given name and its usual short form.
pub(super) const NICKNAMED: &[(&str, &str)] = &[
    ("Robert", "Bob"),
    ("William", "Bill"),
    ("Elizabeth", "Liz"),
    ("Michael", "Mike"),
    ("Katherine", "Kate"),
    ("James", "Jim"),
];

/// A given name in composed, decomposed and plain letters.
pub(super) const ACCENTED: &[(&str, &str, &str)] = &[
    ("José", "Jose\u{301}", "Jose"),
    ("André", "Andre\u{301}", "Andre"),
    ("Zoë", "Zoe\u{308}", "Zoe"),
    ("Chloé", "Chloe\u{301}", "Chloe"),
    ("İbrahim", "I\u{307}brahim", "Ibrahim"),
];

/// A given name with a letter that people write as two, and that other spelling.
pub(super) const TWO_LETTERS: &[(&str, &str)] =
    &[("Jörg", "Joerg"), ("Günther", "Guenther"), ("Bjørn", "Bjoern"), ("Käthe", "Kaethe")];

/// Names in other scripts: given, family, and the local part of an e-mail address.
pub(super) const OTHER_SCRIPTS: &[(&str, &str, &str)] = &[
    ("太郎", "山田", "yamada.taro"),
    ("花子", "佐藤", "sato.hanako"),
    ("一郎", "鈴木", "suzuki.ichiro"),
    ("健", "高橋", "takahashi.ken"),
    ("小明", "王", "wang.xiaoming"),
    ("秀英", "陈", "chen.xiuying"),
    ("민준", "김", "kim.minjun"),
    ("서연", "박", "park.seoyeon"),
];

pub(super) const COMPANY_FIRST: &[&str] = &[
    "amber", "basalt", "cedar", "cobalt", "copper", "coral", "crimson", "delta", "ember", "fathom",
    "fjord", "flint", "garnet", "glacier", "granite", "harbor", "hazel", "indigo", "juniper",
    "lantern", "larch", "marble", "meadow", "mistral", "nimbus", "northern", "obsidian", "ochre",
    "opal", "orchard", "pebble", "quartz", "raven", "saffron", "sierra", "tundra", "umber",
    "velvet", "willow", "zephyr",
];

pub(super) const COMPANY_SECOND: &[&str] = &[
    "anvil", "atlas", "beacon", "bridge", "castor", "compass", "crane", "dynamics", "engine",
    "foundry", "forge", "gantry", "gauge", "hangar", "heron", "kiln", "lathe", "ledger", "lever",
    "loom", "mill", "optics", "otter", "papers", "pistons", "plough", "pulley", "quarry", "relay",
    "robotics", "rudder", "sextant", "signal", "spindle", "summit", "textiles", "turbine", "valve",
    "works", "yard",
];

pub(super) const COMPANY_FORM: &[&str] = &["", " Inc", ", Inc.", " GmbH", " Ltd", " S.A.", " AB"];

/// Shared mailboxes; nobody but the scenario for them lists one.
pub(super) const ROLES: &[&str] =
    &["info", "sales", "support", "office", "contact", "admin", "marketing", "service"];

pub(super) const TITLES: &[&str] = &[
    "Account Executive",
    "Chief of Staff",
    "Director, Procurement",
    "Head of IT; EMEA",
    "Plant Manager",
    "VP \"Growth\"",
    "Software Engineer",
    "Controller",
    "",
];

/// Country, state and the start of a phone number from a range reserved for fiction.
pub(super) const PLACES: &[(&str, &str, &str)] = &[
    ("United States", "CA", "+1 415-555-01"),
    ("United States", "NY", "(212) 555-01"),
    ("Canada", "ON", "+1 613-555-01"),
    ("United Kingdom", "", "+44 20 7946 09"),
    ("Germany", "", "+49 30 23125 0"),
    ("France", "", "+33 1 99 00 55 "),
    ("Poland", "", ""),
    ("Brazil", "SP", ""),
    ("Japan", "", ""),
    ("", "", ""),
];

pub(super) const NOTES: &[&str] = &[
    "Met at the spring fair; wants a call back, then a quote.",
    "Said: \"not before the new budget\".\nAsked again in June.",
    "line one\r\nline two, with a comma\tand a tab",
    "Prefers letters \u{2013} no calls \u{1f642}",
    "=SUM(A1:A9) was in the imported cell",
    "\"quoted\" from start to \"end\"",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_names_are_within_two_edits() {
        let all: Vec<&str> = GIVEN.iter().chain(FAMILY).map(|name| name.1).collect();
        for (at, one) in all.iter().enumerate() {
            for other in all.iter().skip(at + 1) {
                assert!(strsim::damerau_levenshtein(one, other) > 2, "{one} {other}");
            }
        }
    }

    #[test]
    fn every_initial_has_two_given_names() {
        for (_, name) in GIVEN {
            assert!(GIVEN.iter().filter(|other| other.1[..1] == name[..1]).count() >= 2, "{name}");
        }
    }

    #[test]
    fn company_words_differ() {
        for words in [COMPANY_FIRST, COMPANY_SECOND] {
            let unique: std::collections::HashSet<_> = words.iter().collect();
            assert_eq!((unique.len(), words.len()), (40, 40));
        }
    }
}
