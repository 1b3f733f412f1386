//! Names of an entry as bytes: read once, when the index is built, and compared as they stand.
//!
//! A name is a head, its tokens behind their length, and the text of the list, unless that follows from
//! the tokens, as it nearly always does.

use std::borrow::Cow;

use super::section::{Reading, put_number, put_text};
use crate::contact::PersonName;
use crate::normalize::name::{AnyName, Letters, Name, Outline, Tag, TokenView};

/// How the text of a name follows from its tokens, if it does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// It stands behind them, in one cell.
    Full = 0,
    /// It stands behind them, in two.
    Parts = 1,
    /// The words with a capital each, in one cell.
    Spoken = 2,
    /// The same, family names first and a comma behind them.
    Turned = 3,
    /// The same, in two cells.
    Columns = 4,
}

const ARABIC: u8 = 8;
const COUPLE: u8 = 16;
/// It has not been read: its tokens are in nobody's way.
const UNREAD: u8 = 32;

const HYPHENED: u8 = 8;
const ALTERNATIVE: u8 = 16;
const INITIALS: u8 = 32;
const ABBREVIATED: u8 = 64;
/// Particles or other forms stand behind the text.
const MORE: u8 = 128;

/// A name in the bytes of an index; one that was not read before is read now.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct KeptName<'a> {
    flags: u8,
    tokens: Cow<'a, [u8]>,
}

/// The text of a name as it stands on the list.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum ListedName<'a> {
    Full(Cow<'a, str>),
    Parts { given: Cow<'a, str>, family: Cow<'a, str> },
}

/// A token in the bytes of an index.
#[derive(Clone, Copy)]
struct KeptToken<'a> {
    head: u8,
    letters: Letters,
    text: &'a [u8],
    core_at: usize,
    alt: Option<&'a [u8]>,
    latin: Option<&'a [u8]>,
}

/// Names of an entry, in their order.
#[derive(Clone, Copy)]
pub(super) struct KeptNames<'a>(pub(super) &'a [u8]);

/// Appends a name; `read` is what was read of it. Of names that read the same only the first keeps its
/// tokens.
pub(super) fn put_name(name: PersonName<'_>, read: Option<&Name>, to: &mut Vec<u8>) {
    let start = to.len();
    let Some(read) = read else {
        return put_text_only(name, 0, to);
    };
    let form = form(name, read);
    let length = put_form(form, read, to);
    let (before, this) = to.split_at(start);
    let this = KeptName {
        flags: flags(read),
        tokens: this.get(this.len() - length..).unwrap_or_default().into(),
    };
    let is_again = KeptNames(before).read().any(|other| other == this);
    if is_again {
        to.truncate(start);
        return put_text_only(name, 0, to);
    }
    put_text_of(name, form, to);
}

/// Appends a name that is read where it is compared.
pub(super) fn put_unread(name: PersonName<'_>, to: &mut Vec<u8>) {
    put_text_only(name, UNREAD, to);
}

/// Appends what was read of a name, without the text that it was read from.
pub(super) fn put_read(read: &impl AnyName, to: &mut Vec<u8>) {
    put_form(Form::Spoken, read, to);
}

/// Appends a head and tokens; gives how many bytes the tokens take.
fn put_form(form: Form, read: &impl AnyName, to: &mut Vec<u8>) -> usize {
    to.push(form as u8 | flags(read));
    // The length goes in front of the tokens; nearly always it takes one byte.
    let from = to.len();
    put_tokens(read, to);
    let length = to.len() - from;
    put_number(length as u64, to);
    let behind = to.len() - from - length;
    to.get_mut(from..).unwrap_or_default().rotate_right(behind);
    length
}

fn put_text_only(name: PersonName<'_>, flags: u8, to: &mut Vec<u8>) {
    let form = text_form(name);
    to.push(form as u8 | flags);
    put_number(0, to);
    put_text_of(name, form, to);
}

fn put_tokens(read: &impl AnyName, to: &mut Vec<u8>) {
    read.views().for_each(|token| put_token(token, to));
}

fn flags(read: &impl AnyName) -> u8 {
    let flag = |is: bool, flag: u8| if is { flag } else { 0 };
    flag(read.is_arabic(), ARABIC) | flag(read.is_couple(), COUPLE)
}

fn put_text_of(name: PersonName<'_>, form: Form, to: &mut Vec<u8>) {
    if form == text_form(name) {
        match name {
            PersonName::Full(full) => put_text(full, to),
            PersonName::Parts { given, family } => {
                put_text(given, to);
                put_text(family, to);
            }
        }
    }
}

fn text_form(name: PersonName<'_>) -> Form {
    match name {
        PersonName::Full(_) => Form::Full,
        PersonName::Parts { .. } => Form::Parts,
    }
}

/// The form from which the text of a name follows.
fn form(name: PersonName<'_>, read: &Name) -> Form {
    let form = match name {
        PersonName::Parts { .. } => Form::Columns,
        PersonName::Full(full) if full.contains(',') => Form::Turned,
        PersonName::Full(_) => Form::Spoken,
    };
    if read.views().all(|token| token.tag.is_name()) && written(form, read).is(name) {
        form
    } else {
        text_form(name)
    }
}

/// The text that follows from the tokens of a name.
fn written(form: Form, read: &impl AnyName) -> ListedName<'static> {
    let words = |is_wanted: fn(Tag) -> bool| {
        let mut text = String::new();
        for token in read.views().filter(|token| is_wanted(token.tag)) {
            if !text.is_empty() {
                text.push(' ');
            }
            let mut letters = token.text.chars();
            text.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            text.push_str(letters.as_str());
        }
        text
    };
    let (given, family) = (|tag| tag != Tag::Family, |tag| tag == Tag::Family);
    match form {
        Form::Columns => {
            ListedName::Parts { given: words(given).into(), family: words(family).into() }
        }
        Form::Turned => ListedName::Full(format!("{}, {}", words(family), words(given)).into()),
        _ => ListedName::Full(words(|_| true).into()),
    }
}

fn put_token(token: TokenView<'_>, to: &mut Vec<u8>) {
    let has_more = token.core_at != 0 || !token.has_one_form();
    let flags = [
        (token.hyphened, HYPHENED),
        (token.alternative, ALTERNATIVE),
        (token.initials, INITIALS),
        (token.abbreviated, ABBREVIATED),
        (has_more, MORE),
    ];
    let flags = flags.into_iter().filter(|(is, _)| *is).fold(0, |all, (_, flag)| all | flag);
    to.push(token.tag as u8 | flags);
    to.extend_from_slice(&token.letters.to_bytes());
    put_text(token.text, to);
    if has_more {
        put_number(token.core_at as u64, to);
        for form in [token.alt, token.latin] {
            to.push(u8::from(form.is_some()));
            if let Some(form) = form {
                put_text(form, to);
            }
        }
    }
}

/// A name as it stands in the bytes of an index.
struct Kept<'a> {
    head: u8,
    tokens: &'a [u8],
    /// Its texts, if they are kept.
    texts: [&'a [u8]; 2],
}

impl<'a> Kept<'a> {
    fn read(reading: &mut Reading<'a>) -> Option<Self> {
        let head = *reading.take(1)?.first()?;
        let tokens = reading.bytes()?;
        let texts: [&[u8]; 2] = match head & 7 {
            0 => [reading.bytes()?, &[]],
            1 => [reading.bytes()?, reading.bytes()?],
            _ => [&[], &[]],
        };
        Some(Self { head, tokens, texts })
    }

    fn name(self) -> Option<KeptName<'a>> {
        if self.head & UNREAD != 0 {
            let read = match self.listed() {
                ListedName::Full(full) => Name::read(PersonName::Full(&full)),
                ListedName::Parts { given, family } => {
                    Name::read(PersonName::Parts { given: &given, family: &family })
                }
            }?;
            let mut tokens = Vec::with_capacity(64);
            put_tokens(&read, &mut tokens);
            return Some(KeptName { flags: flags(&read), tokens: tokens.into() });
        }
        let flags = self.head & (ARABIC | COUPLE);
        (!self.tokens.is_empty()).then_some(KeptName { flags, tokens: self.tokens.into() })
    }

    fn listed(&self) -> ListedName<'a> {
        let [first, second] =
            self.texts.map(|text| Cow::Borrowed(std::str::from_utf8(text).unwrap_or_default()));
        let name = || KeptName { flags: self.head, tokens: self.tokens.into() };
        match self.head & 7 {
            0 => ListedName::Full(first),
            1 => ListedName::Parts { given: first, family: second },
            2 => written(Form::Spoken, &name()),
            3 => written(Form::Turned, &name()),
            _ => written(Form::Columns, &name()),
        }
    }
}

impl<'a> KeptNames<'a> {
    fn all(self) -> impl Iterator<Item = Kept<'a>> {
        let mut reading = Reading(self.0);
        std::iter::from_fn(move || Kept::read(&mut reading))
    }

    /// What was read of them, each once; unless they are read only now.
    pub(super) fn read(self) -> impl Iterator<Item = KeptName<'a>> {
        self.all().filter_map(Kept::name)
    }

    /// As they stand on the list.
    pub(super) fn listed(self) -> impl Iterator<Item = ListedName<'a>> {
        self.all().map(|kept| kept.listed())
    }
}

impl ListedName<'_> {
    /// The name in one line, as a reader expects it.
    pub(crate) fn written(&self) -> String {
        match self {
            Self::Full(full) => PersonName::Full(full).written(),
            Self::Parts { given, family } => PersonName::Parts { given, family }.written(),
        }
    }

    /// Whether it is a name as a list has it.
    pub(super) fn is(&self, name: PersonName<'_>) -> bool {
        match self {
            Self::Full(full) => PersonName::Full(full) == name,
            Self::Parts { given, family } => PersonName::Parts { given, family } == name,
        }
    }
}

impl KeptName<'_> {
    fn tokens(&self) -> impl Iterator<Item = KeptToken<'_>> {
        let mut reading = Reading(&self.tokens);
        std::iter::from_fn(move || KeptToken::read(&mut reading))
    }
}

impl AnyName for KeptName<'_> {
    fn views(&self) -> impl Iterator<Item = TokenView<'_>> {
        self.tokens().map_while(KeptToken::view)
    }

    fn outlines(&self) -> impl Iterator<Item = Outline<'_>> {
        self.tokens().map(KeptToken::outline)
    }

    fn is_arabic(&self) -> bool {
        self.flags & ARABIC != 0
    }

    fn is_couple(&self) -> bool {
        self.flags & COUPLE != 0
    }
}

impl<'a> KeptToken<'a> {
    fn read(reading: &mut Reading<'a>) -> Option<Self> {
        let (head, letters) = reading.take(6)?.split_first()?;
        let letters = Letters::from_bytes(*letters.first_chunk()?);
        let text = reading.bytes()?;
        let mut token = Self { head: *head, letters, text, core_at: 0, alt: None, latin: None };
        if head & MORE != 0 {
            token.core_at = usize::try_from(reading.number()?).ok()?;
            for form in [&mut token.alt, &mut token.latin] {
                if reading.take(1)? != [0] {
                    *form = Some(reading.bytes()?);
                }
            }
        }
        Some(token)
    }

    fn view(self) -> Option<TokenView<'a>> {
        let text = |bytes| std::str::from_utf8(bytes).ok();
        let form = |bytes: Option<&'a [u8]>| bytes.and_then(text);
        Some(TokenView {
            text: text(self.text)?,
            alt: form(self.alt),
            latin: form(self.latin),
            core_at: self.core_at,
            tag: self.tag(),
            hyphened: self.has(HYPHENED),
            alternative: self.has(ALTERNATIVE),
            initials: self.has(INITIALS),
            abbreviated: self.has(ABBREVIATED),
            letters: self.letters,
        })
    }

    fn outline(self) -> Outline<'a> {
        Outline {
            text: self.text,
            alt: self.alt,
            letters: self.letters,
            tag: self.tag(),
            hyphened: self.has(HYPHENED),
            alternative: self.has(ALTERNATIVE),
            initials: self.has(INITIALS),
            abbreviated: self.has(ABBREVIATED),
            simple: self.latin.is_none() && self.core_at == 0,
        }
    }

    fn has(self, flag: u8) -> bool {
        self.head & flag != 0
    }

    fn tag(self) -> Tag {
        match self.head & 7 {
            0 => Tag::Given,
            1 => Tag::Family,
            2 => Tag::Untagged,
            3 => Tag::Honorific,
            _ => Tag::Generation,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            "[A-Z][a-z]{0,7}",
            "[a-zA-Z.'()-]{1,6}",
            prop::sample::select(vec![
                "van der",
                "Müller",
                "Сергей",
                "Dr.",
                "Jr.",
                "&",
                "O'Brien",
                "Saint",
                "al-",
                "née",
                "山田",
                "Mr",
                "n/a",
                "",
            ])
            .prop_map(str::to_owned),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn names_are_kept_as_they_were_read_and_written(
            names in prop::collection::vec((prop::collection::vec(word(), 1..4), word(), 0..3), 0..4),
        ) {
            let texts: Vec<_> =
                names.iter().map(|(given, family, form)| (given.join(" "), family, form)).collect();
            let (mut bytes, mut unread, mut read) = (Vec::new(), Vec::new(), Vec::<Name>::new());
            let turned: Vec<_> =
                texts.iter().map(|(given, family, _)| format!("{family}, {given}")).collect();
            let mut listed = Vec::new();
            for ((given, family, form), turned) in texts.iter().zip(&turned) {
                let name = match form {
                    0 => PersonName::Full(given),
                    1 => PersonName::Full(turned),
                    _ => PersonName::Parts { given, family },
                };
                let found = Name::read(name);
                put_name(name, found.as_ref(), &mut bytes);
                put_unread(name, &mut unread);
                read.extend(found.filter(|found| !read.contains(found)));
                listed.push(name);
            }
            let kept = KeptNames(&bytes);
            prop_assert!(kept.read().map(|name| name.to_name()).eq(read.iter().cloned()));
            prop_assert!(kept.read().zip(&read).all(|(kept, read)| kept.is_same(read)));
            prop_assert!(kept.read().count() == read.len());
            prop_assert!(kept.listed().count() == listed.len());
            prop_assert!(kept.listed().zip(&listed).all(|(kept, listed)| kept.is(*listed)));
            let unread = KeptNames(&unread);
            prop_assert!(unread.listed().zip(&listed).all(|(kept, listed)| kept.is(*listed)));
            prop_assert!(kept.read().all(|name| unread.read().any(|other| other == name)));
            prop_assert!(unread.read().all(|name| kept.read().any(|other| other == name)));
        }

        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let kept = KeptNames(&bytes);
            for name in kept.read() {
                let _ = (name.to_name(), name.any_key(), name.outlines().count());
            }
            let _ = kept.listed().count();
        }
    }

    #[test]
    fn the_text_of_most_names_is_not_kept() {
        let length = |name: PersonName<'_>| {
            let mut bytes = Vec::new();
            put_name(name, Name::read(name).as_ref(), &mut bytes);
            bytes.len()
        };
        for name in [
            PersonName::Full("Ada Lovelace"),
            PersonName::Full("Lovelace, Ada"),
            PersonName::Parts { given: "Ada", family: "Lovelace" },
        ] {
            assert_eq!(length(name), 2 + 2 * 7 + 11);
        }
        assert_eq!(length(PersonName::Full("Ada LOVELACE")), 2 + 2 * 7 + 11 + 13);
    }
}
