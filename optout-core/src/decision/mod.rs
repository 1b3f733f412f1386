//! Match and basis together: what is to become of one record.
//!
//! Decision support, not legal advice: the library classifies, the controller decides.
//!
//! ```
//! use optout_core::basis::{Retention, Signals};
//! use optout_core::{Circumstances, Contact, ListOptions, Matcher, OptOutList, Policy, decision};
//!
//! let list = OptOutList::read("Name,Work email\nAda,ada@engine.example\n".as_bytes(), &ListOptions::default())?;
//! let (policy, now) = (Policy::standard()?, "2026-11-24".parse()?);
//! let matcher = Matcher::new(&list, policy.matching().clone());
//! let found = matcher.match_contact(&Contact::new().email("ada@engine.example"));
//!
//! let regimes = policy.basis().packs.place(&Signals { country: "Canada", ..Signals::default() }).regimes;
//! let known = Circumstances { evidence: &[], regimes, now, received: now };
//! let decision = decision::decide(&found, &known, &policy).ok_or("nobody found")?;
//! assert_eq!(decision.classification.retention, Retention::Remove);
//! assert_eq!(
//!     decision.sentence(),
//!     "Same work e-mail after normalisation. Nothing of our own supports keeping the record."
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod policy;

pub use policy::Policy;
use serde::Serialize;

use crate::basis::{
    self, Case, Certainty, Classification, Evidence, Reason, RegimeSet, Retention, Trigger,
};
use crate::matching::{Finding, Match, MatchStatus};
use crate::normalize;
use crate::normalize::date::Date;

/// The columns of a table of flags, behind that of the record's own id: retention and marketing.
pub(crate) const FLAGS: [&str; 2] = ["Opt-out status", "Marketing"];

/// What is known about a record besides its identifiers.
#[derive(Clone, Debug)]
pub struct Circumstances<'a> {
    /// The evidence about the person.
    pub evidence: &'a [Evidence],
    /// The regimes that may apply ([`RegimePacks::place`](crate::basis::RegimePacks::place)).
    pub regimes: RegimeSet,
    /// Today.
    pub now: Date,
    /// The day on which the list was received: the controller's clocks run from it.
    pub received: Date,
}

/// What is to become of a record, and everything that the decision rests on.
///
/// It names the entry and the rules; it holds no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The match.
    #[serde(flatten)]
    pub finding: Finding,
    /// Names of other entries that the record may belong to.
    pub competing: Vec<String>,
    /// Retention, basis, marketing and the day by which it is to be done.
    #[serde(flatten)]
    pub classification: Classification,
    /// The hash of the policy that decided.
    pub policy_hash: String,
    /// The version of this library.
    pub engine: &'static str,
    /// The version of the rules by which values were normalised.
    pub normalization: u32,
}

impl Decision {
    /// Leaves to a human what would have been removed.
    pub(crate) fn leave_to_a_human(&mut self, reason: Reason) {
        if self.classification.retention == Retention::Remove {
            self.classification.retention = Retention::Review;
            self.classification.reason = reason;
        }
    }

    /// Why, in plain sentences: first the match, then the basis.
    pub fn sentence(&self) -> String {
        [&self.finding.sentence(), " ", self.classification.reason.sentence()].concat()
    }
}

/// Decides about a record; `None` where the match found nobody.
///
/// It takes the match for settled: where [`Match::is_settled`] says that it is not, look at the other
/// records with the same address before anything is deleted.
pub fn decide(
    found: &Match,
    circumstances: &Circumstances<'_>,
    policy: &Policy,
) -> Option<Decision> {
    let finding = found.finding()?;
    let Circumstances { evidence, regimes, now, received } = *circumstances;
    let case = Case {
        trigger: Trigger::VendorOptOut,
        since: received,
        certainty: certainty(finding),
        evidence,
        regimes,
        now,
    };
    Some(Decision {
        finding: finding.clone(),
        competing: found.competing().to_vec(),
        classification: basis::classify(&case, policy.basis()),
        policy_hash: policy.hash().to_owned(),
        engine: env!("CARGO_PKG_VERSION"),
        normalization: normalize::VERSION,
    })
}

fn certainty(finding: &Finding) -> Certainty {
    match finding.status {
        MatchStatus::Match => Certainty::Certain,
        _ if finding.comparison.is_shared_mailbox() => Certainty::SharedMailbox,
        _ => Certainty::Uncertain,
    }
}
