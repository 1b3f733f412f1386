//! Enums whose values have one number in C and one word in every language.
//!
//! Numbers start at 1, 0 is no value, and none is ever used again. Values go out as the enum and
//! come in as `int32_t`, because a number that is none of an enum's values must be an error and no
//! more.

pub mod basis;
pub mod erase;
pub mod evidence;
pub mod explanation;
pub mod hashed;
pub mod input;
pub mod list;
pub mod matching;
pub mod normalize;
pub mod redact;
pub mod suppress;
pub mod terms;

/// Ties an enum of C to the enum of the core that it mirrors, which a new value there breaks.
macro_rules! mirrors {
    ($mirror:ident of $core:ident { $($variant:ident),+ $(,)? }) => {
        impl From<$core> for $mirror {
            fn from(value: $core) -> Self {
                match value { $($core::$variant => Self::$variant,)+ }
            }
        }

        impl $mirror {
            /// The value that a number stands for.
            #[allow(dead_code, reason = "not every enum comes in")]
            pub(crate) fn read(value: i32) -> Result<$core, $crate::failure::Failure> {
                [$($core::$variant),+]
                    .into_iter()
                    .find(|of_core| Self::from(*of_core) as i32 == value)
                    .ok_or($crate::failure::Failure::InvalidEnum)
            }

            /// The value, or 0 for none.
            #[allow(dead_code, reason = "not every enum can be none")]
            pub(crate) fn or_none(value: Option<$core>) -> Self {
                value.map_or(Self::None, Self::from)
            }

            fn word(value: i32) -> &'static str {
                Self::read(value).map_or("", |value| value.as_str())
            }
        }
    };
}
pub(crate) use mirrors;
