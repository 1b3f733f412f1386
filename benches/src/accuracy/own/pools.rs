//! What invented people are called.

/// Given names, each with a short form that is in common use.
pub(crate) const SHORT: [(&str, &str); 32] = [
    ("Robert", "Bob"),
    ("William", "Bill"),
    ("Elizabeth", "Liz"),
    ("Margaret", "Peggy"),
    ("James", "Jim"),
    ("Richard", "Dick"),
    ("Thomas", "Tom"),
    ("Michael", "Mike"),
    ("Katherine", "Kate"),
    ("Edward", "Ted"),
    ("Charles", "Chuck"),
    ("Joseph", "Joe"),
    ("Benjamin", "Ben"),
    ("Daniel", "Dan"),
    ("David", "Dave"),
    ("Andrew", "Andy"),
    ("Anthony", "Tony"),
    ("Matthew", "Matt"),
    ("Nicholas", "Nick"),
    ("Susan", "Sue"),
    ("Deborah", "Debbie"),
    ("Jennifer", "Jenny"),
    ("Rebecca", "Becky"),
    ("Victoria", "Vicky"),
    ("Timothy", "Tim"),
    ("Gregory", "Greg"),
    ("Jeffrey", "Jeff"),
    ("Kenneth", "Ken"),
    ("Ronald", "Ron"),
    ("Lawrence", "Larry"),
    ("Frederick", "Fred"),
    ("Barbara", "Barb"),
];

/// Given names that share a short form: `Sam` may be either.
pub(crate) const SHARED_SHORT: [(&str, &str); 6] = [
    ("Samuel", "Sam"),
    ("Samantha", "Sam"),
    ("Christopher", "Chris"),
    ("Christina", "Chris"),
    ("Alexander", "Alex"),
    ("Alexandra", "Alex"),
];

/// Two short forms of one name, worn by two people of one family.
pub(crate) const TWO_SHORT: [(&str, &str); 8] = [
    ("Bob", "Rob"),
    ("Bill", "Will"),
    ("Liz", "Beth"),
    ("Peggy", "Maggie"),
    ("Dick", "Rick"),
    ("Ted", "Ed"),
    ("Kate", "Kathy"),
    ("Drew", "Andy"),
];

/// Given names without a short form here.
pub(crate) const GIVEN: [&str; 40] = [
    "Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Gwen", "Hiroshi", "Ines", "Kirsten",
    "Lars", "Mireille", "Noor", "Octavio", "Petra", "Quentin", "Rosalind", "Sven", "Thea",
    "Ulrich", "Vera", "Wanda", "Xenia", "Yusuf", "Zelda", "Amara", "Boris", "Celeste", "Dario",
    "Edith", "Fergus", "Greta", "Heidi", "Igor", "Jasmin", "Kofi", "Leila", "Magnus", "Nadia",
    "Oskar",
];

/// The beginnings of family names.
pub(crate) const STEMS: [&str; 40] = [
    "Bar", "Hol", "Kes", "Tren", "Ald", "Brom", "Cald", "Dray", "Eller", "Farn", "Grim", "Hart",
    "Ing", "Jarv", "Kirk", "Lang", "Mor", "Nor", "Oak", "Pem", "Quin", "Rad", "Sel", "Thorn", "Ul",
    "Vand", "Wal", "Yar", "Zell", "Ash", "Birk", "Crof", "Dun", "Elm", "Fair", "Gold", "Hazel",
    "Iver", "Kemp", "Lind",
];

/// The ends of family names.
pub(crate) const ENDS: [&str; 40] = [
    "den", "mer", "wick", "ford", "lund", "sen", "ley", "ton", "man", "by", "worth", "field",
    "gate", "hurst", "kins", "low", "mont", "ness", "over", "pole", "rick", "shaw", "stead",
    "thorpe", "vale", "ward", "well", "wood", "yard", "bach", "berg", "dahl", "feld", "holm",
    "quist", "rud", "strom", "tal", "vik", "zinger",
];

/// Names with marks, and the plain spelling of each.
pub(crate) const MARKED: [(&str, &str); 12] = [
    ("Müller", "Mueller"),
    ("Schröder", "Schroder"),
    ("Jørgensen", "Jorgensen"),
    ("García", "Garcia"),
    ("Núñez", "Nunez"),
    ("Łukasik", "Lukasik"),
    ("Çelik", "Celik"),
    ("Åkesson", "Akesson"),
    ("Dvořák", "Dvorak"),
    ("Groß", "Gross"),
    ("Béranger", "Beranger"),
    ("Šimunić", "Simunic"),
];

/// Given names in Cyrillic, and in Latin letters.
pub(crate) const CYRILLIC_GIVEN: [(&str, &str); 6] = [
    ("Иван", "Ivan"),
    ("Анна", "Anna"),
    ("Борис", "Boris"),
    ("Вера", "Vera"),
    ("Марина", "Marina"),
    ("Олег", "Oleg"),
];

/// Family names in Cyrillic, and in Latin letters.
pub(crate) const CYRILLIC_FAMILY: [(&str, &str); 8] = [
    ("Петров", "Petrov"),
    ("Смирнов", "Smirnov"),
    ("Кузнецов", "Kuznetsov"),
    ("Попов", "Popov"),
    ("Соколов", "Sokolov"),
    ("Морозов", "Morozov"),
    ("Новиков", "Novikov"),
    ("Лебедев", "Lebedev"),
];

/// Particles of family names, as they are written apart and together.
pub(crate) const PARTICLES: [(&str, &str); 6] = [
    ("van der ", "Vander"),
    ("de la ", "Dela"),
    ("von ", "Von"),
    ("O'", "O"),
    ("van ", "Van"),
    ("Mac ", "Mac"),
];

/// Local parts of mailboxes that several people read.
pub(crate) const ROLES: [&str; 6] = ["info", "sales", "support", "office", "admin", "hr"];
