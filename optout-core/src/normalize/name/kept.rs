//! Names in a form that can be kept.

use serde::{Deserialize, Serialize};

use super::{Letters, Name, Tag, Token};

/// A name that has been read, as data.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct NameData {
    tokens: Vec<TokenData>,
    arabic: bool,
    couple: bool,
}

#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct TokenData {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    latin: Option<String>,
    core_at: usize,
    /// The place of the tag among all.
    tag: usize,
    /// Hyphened, alternative, initials, abbreviated.
    is: [bool; 4],
}

const TAGS: [Tag; 5] = [Tag::Given, Tag::Family, Tag::Untagged, Tag::Honorific, Tag::Generation];

impl From<&Name> for NameData {
    fn from(name: &Name) -> Self {
        let Name { tokens, arabic, couple } = name;
        Self {
            tokens: tokens.iter().map(TokenData::from).collect(),
            arabic: *arabic,
            couple: *couple,
        }
    }
}

impl From<&Token> for TokenData {
    fn from(token: &Token) -> Self {
        Self {
            text: token.text.clone(),
            alt: token.alt.clone(),
            latin: token.latin.clone(),
            core_at: token.core_at,
            tag: TAGS.iter().position(|tag| *tag == token.tag).unwrap_or_default(),
            is: [token.hyphened, token.alternative, token.initials, token.abbreviated],
        }
    }
}

impl From<NameData> for Name {
    fn from(name: NameData) -> Self {
        let NameData { tokens, arabic, couple } = name;
        Self { tokens: tokens.into_iter().map(Token::from).collect(), arabic, couple }
    }
}

impl From<TokenData> for Token {
    fn from(token: TokenData) -> Self {
        let TokenData { text, alt, latin, core_at, tag, is } = token;
        let [hyphened, alternative, initials, abbreviated] = is;
        Self {
            letters: Letters::of(&text),
            text,
            alt,
            latin,
            core_at,
            tag: TAGS.get(tag).copied().unwrap_or(Tag::Untagged),
            hyphened,
            alternative,
            initials,
            abbreviated,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_kept_name_is_the_name(
            full in "(Dr |Abdul-)?[A-Za-zößЖ'.-]{1,8}( |, | van der | \\(Bob\\) | & )[A-Za-zéω.-]{1,9}( jr| 王)?",
        ) {
            let Some(name) = Name::parse(&full) else { return Ok(()) };
            let kept = serde_json::to_string(&NameData::from(&name)).unwrap();
            let again = Name::from(serde_json::from_str::<NameData>(&kept).unwrap());
            prop_assert!(again == name, "{}", full);
        }
    }
}
