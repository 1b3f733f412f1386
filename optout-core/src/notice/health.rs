//! What the host knows of the systems it works with.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::normalize::date::Date;

/// How things stand, as far as the host knows it: what is not told is taken for unchanged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Health {
    /// What the host signs in with.
    pub credentials: Vec<Credential>,
    /// What systems allow to be asked.
    pub api_uses: Vec<ApiUse>,
    /// Counts of what arrives every week.
    pub feeds: Vec<Feed>,
    /// What is brought over every day.
    pub syncs: Vec<DailySync>,
}

/// A password, token or key of one system.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// The system, by the host's name for it.
    pub system: String,
    /// When it was made or renewed.
    pub updated_on: Date,
    /// How many days it is good for by the policy of the system, 90 for example; `None` if it never expires, or
    /// if the system tells only afterwards.
    #[serde(default)]
    pub lifetime_days: Option<u16>,
    /// Whether the system has refused it as expired.
    #[serde(default)]
    pub is_refused: bool,
}

/// How much of what a system allows a day has been used.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiUse {
    /// The system, by the host's name for it.
    pub system: String,
    /// The day.
    pub date: Date,
    /// Calls that were made.
    pub used: u64,
    /// Calls that are allowed.
    pub allowed: u64,
}

/// Something that arrives week by week: visits of a website, contacts, opt-outs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    /// Its name.
    pub name: String,
    /// How much there was in the weeks before, of the past month.
    pub past: Vec<u64>,
    /// How much there was last week.
    pub last: u64,
    /// Whether it holds all there has ever been, so that it never has less than before.
    #[serde(default)]
    pub is_cumulative: bool,
    /// Of visits, how many pages are tracked.
    #[serde(default)]
    pub pages_tracked: Option<u32>,
}

/// Something that is brought over every day.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DailySync {
    /// Its name.
    pub name: String,
    /// The day of the last one that ended well.
    pub finished_on: Date,
}

// Names of systems and feeds are the host's words and may hold anybody's name.
macro_rules! shape_only {
    ($($name:ident { $($field:ident),* })*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))$(.field(stringify!($field), &self.$field))*
                    .finish_non_exhaustive()
            }
        }
    )*};
}

shape_only! {
    Credential { updated_on, lifetime_days, is_refused }
    ApiUse { date, used, allowed }
    Feed { past, last, is_cumulative, pages_tracked }
    DailySync { finished_on }
}
