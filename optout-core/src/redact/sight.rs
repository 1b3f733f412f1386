//! Rows that need no second look.
//!
//! Most rows hold ordinary values and are nobody's: their ids and addresses are their own keys, but for
//! the case of letters, and the filter knows none of them. Such a row is told from its bytes. Whatever is
//! out of the ordinary in the slightest is left to `Plan::judge_closely`, which decides.

use super::column::Column;
use super::flag;
use super::plan::{Cells, FlagPlace, Plan};
use crate::normalize::email::KeyRoom;
use crate::normalize::id::{is_plain, is_plain_crm_id};

impl Plan<'_> {
    /// Whether a row is certainly nobody's, not marked as redacted, and nothing is to be said of it.
    pub(super) fn is_passed_at_sight(&self, cells: &impl Cells) -> bool {
        if let FlagPlace::At(at) = self.flag()
            && !cells.bytes(at).is_some_and(flag::is_no_true)
        {
            return false;
        }
        let mut room = KeyRoom::new();
        self.identifiers().iter().all(|(at, column)| {
            if self.targets().of(*column).is_empty() {
                return true;
            }
            let Some(bytes) = cells.bytes(*at) else { return false };
            let key = match column {
                _ if bytes.is_empty() => return true,
                Column::PeopleId => is_plain(bytes).then_some(bytes),
                Column::RecordId => is_plain_crm_id(bytes).then_some(bytes),
                _ => room.sole_key(bytes),
            };
            key.is_some_and(|key| !self.targets().filter().may_hold(key))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use crate::redact::plan::{Cells, Text};
    use crate::redact::{Redactor, Targets};

    struct Row(Vec<String>);

    impl Cells for Row {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn text(&self, at: usize) -> Text<'_> {
            let text = self.0.get(at).map_or("", String::as_str);
            Text { text: Cow::Borrowed(text), is_valid: true }
        }

        fn bytes(&self, at: usize) -> Option<&[u8]> {
            Some(self.0.get(at).map_or("", String::as_str).as_bytes())
        }
    }

    fn id() -> impl Strategy<Value = String> {
        prop_oneof![
            prop::sample::select(vec![
                "P1",
                " P1",
                "0035g00003ZCUi0AAH",
                "0035g00003ZCUi0",
                "N/A",
                ""
            ])
            .prop_map(str::to_owned),
            "[0-9A-Za-z.+ ]{0,18}",
            "0[01][0-9a-zA-Z]{13}([A-Z0-5]{3})?",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn what_passes_at_sight_passes_closely(
            ids in [id(), id()],
            email in "( ?ada@lovelace\\.example;?|ADA@Lovelace\\.example|[a-zA-Z.+ ]{1,4}@[a-z-]{0,3}\\.[a-z0-9]{1,3}|none|)",
            flag in "(TRUE|True|1|yes| true|FALSE|0|no|f|n/a|\u{ff34}RUE|)",
        ) {
            let mut targets = Targets::new();
            targets.person_id("P1");
            targets.record_id("0035g00003ZCUi0");
            targets.email("ada@lovelace.example");
            let redactor = Redactor::new(targets);
            let header = ["6sense People Id", "CRM Record Id", "Email", "Is Redacted"];
            let plan = redactor.read_header(&header.map(Cow::Borrowed)).unwrap();
            let [person, record] = ids;
            let row = Row(vec![person, record, email, flag]);
            if plan.is_passed_at_sight(&row) {
                let judgement = plan.judge_closely(&row, &mut String::new());
                prop_assert!(!judgement.is_redacted && judgement.findings.is_empty());
            }
        }
    }

    #[test]
    fn ordinary_rows_pass() {
        let mut targets = Targets::new();
        targets.person_id("P1");
        targets.email("ada@lovelace.example");
        let redactor = Redactor::new(targets);
        let plan = redactor.read_header(&["6sense People Id", "Email"].map(Cow::Borrowed)).unwrap();
        let passes = |id: &str, email: &str| {
            plan.is_passed_at_sight(&Row(vec![id.to_owned(), email.to_owned()]))
        };
        assert!(passes("K7", "Bob.Babbage@engine-works.example"));
        assert!(passes("", ""));
        assert!(!passes("P1", "bob@babbage.example"));
        assert!(!passes("K7", "Ada@Lovelace.example"));
    }
}
