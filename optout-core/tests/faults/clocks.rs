//! Days that cannot be: before the list's own, far in the future, and going back.

use std::ops::ControlFlow;

use optout_core::list::FaultKind;
use optout_core::normalize::date::{Date, Zone};
use optout_core::notice::{DailySync, DigestState, Health, ReviewLedger, Watch, WatchRules};
use optout_core::sweep::{Guard, Outputs};
use optout_core::table::Format;
use optout_core::{
    BasisPolicy, EvidenceStore, Layout, ListOptions, OptOutList, Policy, Sweep, Table,
};

const DAYS: [&str; 6] =
    ["0001-01-01", "1970-01-01", "2026-11-20", "2026-11-24", "9998-12-31", "9999-12-31"];

fn list(rows: &str, now: Option<Date>) -> OptOutList {
    let text = format!("Unique 6sense Record ID,Work email,Opt-out request date\n{rows}");
    OptOutList::read(text.as_bytes(), &ListOptions { now, ..ListOptions::default() }).unwrap()
}

/// Who has opted out has opted out, whatever day it is.
#[test]
fn no_day_changes_who_is_found() {
    let mut all = Vec::new();
    for day in DAYS {
        let now: Date = day.parse().unwrap();
        let list =
            list("P1,ada@engine.example,2026-11-21\nP2,bob@engine.example,9999-12-31\n", Some(now));
        let future = list.faults().iter().filter(|fault| fault.kind == FaultKind::FutureDate);
        assert_eq!(
            future.count(),
            DAYS.iter().filter(|_| now < "2026-11-21".parse().unwrap()).count().min(1)
                + usize::from(day != "9999-12-31")
        );
        let contacts =
            "Record ID,Email,6sense ID\n1,ada@engine.example,P1\n2,x@engine.example,P2\n";
        let mut table =
            Table::open_contacts(contacts.as_bytes(), Format::default(), &Layout::detect())
                .unwrap();
        let evidence = EvidenceStore::new();
        let sweep =
            Sweep::new(&list, Policy::standard().unwrap(), &evidence, now).guard(Guard::OFF);
        let outputs = Outputs::all(std::io::sink);
        let swept = sweep.run(&mut table, outputs, &mut |_| ControlFlow::Continue(())).unwrap();
        all.push((swept.counts.status.clone(), swept.counts.retention.clone()));
    }
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{all:?}");
}

fn weekly(state: &mut DigestState, list: &OptOutList, day: &str) -> Option<Vec<String>> {
    let now = day.parse().unwrap();
    let digest = state.weekly(&list.snapshot(), now, &Zone::utc(), &BasisPolicy::default());
    digest.map(|digest| digest.changes.new)
}

#[test]
fn a_clock_that_was_wrong_once_silences_no_digest() {
    let (one, two, three) =
        (list("P1,,\n", None), list("P1,,\nP2,,\n", None), list("P1,,\nP2,,\nP3,,\n", None));
    let mut state = DigestState::new();
    assert!(weekly(&mut state, &one, "2026-11-17").is_some());
    // The clock says the last of days.
    assert_eq!(weekly(&mut state, &two, "9999-12-31"), Some(vec!["P2".to_owned()]));
    // And is right again.
    assert_eq!(weekly(&mut state, &three, "2026-11-23"), None, "a Monday");
    assert_eq!(weekly(&mut state, &three, "2026-11-24"), Some(vec!["P3".to_owned()]));
    assert_eq!(weekly(&mut state, &three, "2026-11-24"), None, "it was told");
    // Back over midnight: what was told is not told again.
    assert_eq!(weekly(&mut state, &three, "2026-11-23"), None);
    assert_eq!(weekly(&mut state, &three, "0001-01-01"), None);
    // The first of days has no six before it.
    assert_eq!(weekly(&mut DigestState::new(), &one, "0001-01-01"), None);
}

#[test]
fn watches_and_reviews_survive_every_day() {
    let health = Health {
        syncs: vec![DailySync {
            name: "crm".to_owned(),
            finished_on: "2026-11-20".parse().unwrap(),
        }],
        ..Health::default()
    };
    for one in DAYS {
        for other in DAYS {
            let mut watch = Watch::new();
            let rules = WatchRules::default();
            let (one, other): (Date, Date) = (one.parse().unwrap(), other.parse().unwrap());
            let raised = watch.evaluate(&health, one, &rules);
            let again = watch.evaluate(&health, one, &rules);
            assert!(again.is_empty());
            let later = watch.evaluate(&health, other, &rules);
            assert!(later.iter().all(|notice| notice.resolves != raised.is_empty()));
            let ledger = ReviewLedger::since(optout_core::notice::Month::of(one));
            assert!(ledger.reviews(other).count() <= 12 * 9999);
        }
    }
}
