//! Enums whose values have one spelling, the same in Rust, C, Python, policies and files.

/// Declares an enum whose variants have one text form, for `serde`, `Display` and `FromStr` alike.
macro_rules! words {
    (
        $(#[$meta:meta])*
        $name:ident ($expected:literal) { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ }
    ) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize,
            serde::Deserialize,
        )]
        pub enum $name {
            $($(#[$variant_meta])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All values, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word for it, the same in every language.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::error::Error;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.as_str() == word).ok_or_else(|| {
                    $crate::error::Error::new($crate::error::ErrorKind::Value {
                        column: 0,
                        expected: $expected,
                    })
                })
            }
        }
    };
}
pub(crate) use words;
