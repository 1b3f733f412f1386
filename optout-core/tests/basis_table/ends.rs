//! The days that an answer names as its ends.

use optout_core::Evidence;
use optout_core::basis::{Certainty, EvidenceKind, Marketing, Regime, Retention};

use crate::{TODAY, classify, date, documented, policy, until};

type Dimension = Vec<Vec<Evidence>>;

/// What is on record, in every combination, and some of it ends.
fn rows() -> Vec<Vec<Evidence>> {
    use EvidenceKind as Kind;
    let one = |kind, ends: Option<&str>| {
        let evidence = documented(kind, "2026-03-01");
        vec![ends.into_iter().fold(evidence, |evidence, end| until(end, evidence))]
    };
    let customers =
        |ends| [one(Kind::EmployerCustomer, ends), one(Kind::PersonLink, None)].concat();
    let state = |kind, end| vec![vec![], one(kind, None), one(kind, Some(end))];
    let dimensions: [Dimension; 7] = [
        state(Kind::OptInDouble, "2027-01-15"),
        state(Kind::Contract, "2026-12-10"),
        vec![vec![], customers(None), customers(Some("2027-02-01")), customers(Some("2026-06-01"))],
        vec![
            vec![],
            one(Kind::Interaction, None),
            vec![documented(Kind::Interaction, "2025-12-24")],
        ],
        state(Kind::RelationshipRecord, "2026-12-20"),
        state(Kind::SoftOptIn, "2026-12-01"),
        vec![vec![], one(Kind::LegalClaimsHold, Some("2026-12-05"))],
    ];
    dimensions.iter().fold(vec![vec![]], |rows, values| {
        let with = |row: &Vec<Evidence>| -> Vec<Vec<Evidence>> {
            values.iter().map(|value| [row.as_slice(), value].concat()).collect()
        };
        rows.iter().flat_map(with).collect()
    })
}

#[test]
fn an_answer_holds_until_the_day_it_names_and_no_longer() {
    let (now, policy) = (date(TODAY), policy());
    let places = [Regime::Eea, Regime::UsOther, Regime::Canada];
    for (evidence, regime) in rows().iter().flat_map(|row| places.map(|regime| (row, regime))) {
        let regimes = [regime].into_iter().collect();
        let on = |day| classify(evidence, Certainty::Certain, regimes, day, &policy);
        let today = on(now);
        let keeping = (today.retention, today.reason, &today.used);
        if let Some(end) = today.valid_until {
            assert!(end > now, "{evidence:?}");
            let (eve, after) = (on(end.add_days(-1).unwrap()), on(end));
            assert_eq!((eve.retention, eve.reason, &eve.used), keeping, "{evidence:?}");
            // A question that nothing documented answers stays one when it grows old.
            let is_kept = matches!(today.retention, Retention::Keep | Retention::KeepRestricted);
            let stays = (after.retention, after.reason, &after.used) == keeping;
            assert!(!is_kept || !stays, "{evidence:?}");
        }
        if let Some(end) = today.marketing_until {
            assert!(end > now && today.marketing == Marketing::Allowed, "{evidence:?}");
            assert!(today.valid_until.is_none_or(|keeping| end <= keeping), "{evidence:?}");
            let (eve, after) = (on(end.add_days(-1).unwrap()), on(end));
            assert_eq!(eve.marketing, Marketing::Allowed, "{evidence:?}");
            assert_ne!(after.marketing_until, Some(end), "{evidence:?}");
        }
    }
}
