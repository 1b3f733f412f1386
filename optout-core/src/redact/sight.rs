//! Rows that need no second look.
//!
//! Most rows hold ordinary values and are nobody's: their ids and addresses are their own keys, but for
//! the case of letters, and the filter knows none of them. Such a row is told from its bytes. Whatever is
//! out of the ordinary in the slightest is left to `Plan::judge_closely`, which decides.

use super::column::Column;
use super::filter::Print;
use super::flag;
use super::plan::{Cells, FlagPlace, Plan};
use crate::normalize::email::KeyRoom;
use crate::normalize::id::{is_plain, is_plain_crm_id};

/// How many rows are looked at together, so that their look-ups wait for memory at the same time.
pub(super) const TOGETHER: usize = 32;

/// Memory to work with: what is to be looked up, and the number of its row.
pub(super) type Prints = Vec<(Print, usize)>;

impl Plan<'_> {
    /// Of each of so many rows at most whether it is certainly nobody's, not marked as redacted, and
    /// nothing is to be said of it.
    pub(super) fn pass_at_sight(
        &self,
        rows: &[impl Cells],
        prints: &mut Prints,
    ) -> [bool; TOGETHER] {
        let mut passed = [false; TOGETHER];
        prints.clear();
        for (nth, (cells, is_passed)) in rows.iter().zip(&mut passed).enumerate() {
            *is_passed = self.is_ordinary(cells, |print| prints.push((print, nth)));
        }
        // No branch hangs on what is found: it would have to be waited for.
        for (print, nth) in prints {
            if let Some(is_passed) = passed.get_mut(*nth) {
                *is_passed &= !self.targets().filter().may_hold(*print);
            }
        }
        passed
    }

    /// Whether a row holds nothing but ordinary values and is not marked; `seek` is given what of it has
    /// to be looked up.
    fn is_ordinary(&self, cells: &impl Cells, mut seek: impl FnMut(Print)) -> bool {
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
            key.map(|key| seek(Print::of(key))).is_some()
        })
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::*;
    use crate::redact::plan::Text;
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

    fn email() -> impl Strategy<Value = String> {
        "( ?ada@lovelace\\.example;?|ADA@Lovelace\\.example|[a-zA-Z.+ ]{1,4}@[a-z-]{0,3}\\.[a-z0-9]{1,3}|none|)"
    }

    fn flag() -> impl Strategy<Value = String> {
        "(TRUE|True|1|yes| true|FALSE|0|no|f|n/a|\u{ff34}RUE|)"
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn what_passes_at_sight_passes_closely(
            rows in prop::collection::vec((id(), id(), email(), flag()), 1..=TOGETHER),
        ) {
            let mut targets = Targets::new();
            targets.person_id("P1");
            targets.record_id("0035g00003ZCUi0");
            targets.email("ada@lovelace.example");
            let redactor = Redactor::new(targets);
            let header = ["6sense People Id", "CRM Record Id", "Email", "Is Redacted"];
            let plan = redactor.read_header(&header.map(Cow::Borrowed)).unwrap();
            let row = |(person, record, email, flag)| Row(vec![person, record, email, flag]);
            let rows: Vec<Row> = rows.into_iter().map(row).collect();
            let passed = plan.pass_at_sight(&rows, &mut Prints::new());
            for row in rows.iter().zip(passed).filter_map(|(row, passed)| passed.then_some(row)) {
                let judgement = plan.judge_closely(row, &mut String::new());
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
        let rows = [
            ("K7", "Bob.Babbage@engine-works.example"),
            ("P1", "bob@babbage.example"),
            ("", ""),
            ("K7", "Ada@Lovelace.example"),
        ];
        let rows = rows.map(|(id, email)| Row(vec![id.to_owned(), email.to_owned()]));
        let passed = plan.pass_at_sight(&rows, &mut Prints::new());
        assert_eq!(passed.get(..rows.len()), Some(&[true, false, true, false][..]));
    }
}
