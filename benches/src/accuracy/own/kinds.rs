//! The ways in which a record and an entry are one person's, or nearly.

use std::fmt;

/// Why a record is in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The listed person's, by this evidence and with the name so written.
    Listed(Evidence, Spelling),
    /// Another person's, who is easily taken for a listed one.
    Near(Near),
    /// Another person's, at the firm of some listed one.
    Colleague,
}

/// What a matcher has to say about a record at the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Expected {
    /// The evidence is decisive.
    Automatic,
    /// The evidence is for a human.
    Review,
    /// The evidence is a name and nothing else; to be reported at most.
    Report,
    /// It is nobody's on the list.
    Nobody,
}

macro_rules! kinds {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum $name { $($variant,)+ }

        impl $name {
            pub(super) const ALL: &'static [Self] = &[$(Self::$variant,)+];

            const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }
    };
}

kinds! {
    /// What a listed person's record has in common with the entry.
    Evidence {
        Id = "same id",
        IdNewEmail = "same id, new e-mail at another firm",
        IdNewName = "same id and e-mail, new family name",
        IdWrapped = "same id in a spreadsheet's wrapper",
        IdOnly = "same id and nothing else",
        Email = "same e-mail",
        EmailCase = "same e-mail in capitals and blanks",
        EmailWrapped = "same e-mail as a mailto link",
        EmailSecond = "same e-mail, the second in its cell",
        EmailOnly = "same e-mail and nothing else",
        GmailTag = "same gmail mailbox, +tag",
        GmailDots = "same gmail mailbox, dots",
        Googlemail = "same gmail mailbox, googlemail.com",
        Firm = "same firm, no e-mail",
        FirmOtherEmail = "same firm, e-mail of another form",
        SubDomain = "same firm by a sub-domain, no e-mail",
        EmailTypo = "e-mail with a slip",
        RoleMailbox = "same role mailbox",
        NameOnly = "name only",
    }
}

kinds! {
    /// How a listed person's record spells the name.
    Spelling {
        Same = "same name",
        Nickname = "short form",
        Initial = "initial",
        Typo = "slip in the name",
        Marks = "without marks",
        Script = "other script",
        Reversed = "family name first",
        Joined = "particle joined",
        NoParticle = "particle left out",
        Middle = "middle name",
    }
}

kinds! {
    /// How another person's record is like an entry.
    Near {
        SameNameOtherFirm = "same name, other firm",
        Sibling = "same family name, same firm",
        Namesake = "same name, same firm, numbered mailbox",
        NamesakeNoEmail = "same name, same firm, no e-mail, both in the file",
        FatherAndSon = "Sr and Jr, same firm",
        FatherOrSon = "Jr on one side, same firm",
        FatherAndSonMailbox = "Sr and Jr, same mailbox",
        Household = "same family mailbox, other given name",
        Reassigned = "same e-mail, other name",
        ReassignedFamily = "same e-mail, same family name only",
        ReassignedGiven = "same e-mail, same given name only",
        RoleOtherName = "same role mailbox, other name",
        RoleNoName = "same role mailbox, no name",
        LetterOff = "e-mail one letter off, name one letter off",
        TwoShortForms = "two short forms of one name, same family and firm",
        SharedShortForm = "a short form of two names, same family and firm",
        Swapped = "given and family name swapped, same firm",
        FreeMailTwin = "same name, both at free mail",
        DottedMailbox = "e-mail equal but for a dot, at a firm",
        SameLocalPart = "same local part, other firm",
        IdOtherSystem = "same id in another system",
        IdOtherCase = "same id in other letter case",
        IdRecycled = "same id, other name and e-mail",
    }
}

impl Kind {
    /// All kinds that are made around an entry.
    pub(super) fn around_entries() -> Vec<Self> {
        let same = Evidence::ALL.iter().map(|evidence| Self::Listed(*evidence, Spelling::Same));
        let spelt = [Evidence::Email, Evidence::Firm].into_iter().flat_map(|evidence| {
            let others = Spelling::ALL.iter().filter(|spelling| **spelling != Spelling::Same);
            others.map(move |spelling| Self::Listed(evidence, *spelling))
        });
        same.chain(spelt).chain(Near::ALL.iter().map(|near| Self::Near(*near))).collect()
    }

    pub(super) const fn expected(self) -> Expected {
        use Evidence as E;
        match self {
            Self::Listed(evidence, _) => match evidence {
                E::Firm | E::FirmOtherEmail | E::SubDomain | E::EmailTypo | E::RoleMailbox => {
                    Expected::Review
                }
                E::NameOnly => Expected::Report,
                _ => Expected::Automatic,
            },
            Self::Near(_) | Self::Colleague => Expected::Nobody,
        }
    }

    /// Whether the vendor's id is what tells; tools that compare text only cannot know.
    pub(super) const fn is_by_id(self) -> bool {
        use Evidence as E;
        matches!(
            self,
            Self::Listed(E::Id | E::IdNewEmail | E::IdNewName | E::IdWrapped | E::IdOnly, _)
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listed(evidence, Spelling::Same) => f.write_str(evidence.as_str()),
            Self::Listed(evidence, spelling) => {
                write!(f, "{}; {}", evidence.as_str(), spelling.as_str())
            }
            Self::Near(near) => f.write_str(near.as_str()),
            Self::Colleague => f.write_str("other people at the same firms"),
        }
    }
}

impl Expected {
    pub(super) const ALL: [Self; 4] = [Self::Automatic, Self::Review, Self::Report, Self::Nobody];

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Automatic => "Listed people, evidence decisive",
            Self::Review => "Listed people, evidence for a human",
            Self::Report => "Listed people, by name only",
            Self::Nobody => "Other people",
        }
    }
}
