//! Whether a record of a redacted file is what was promised.

use super::flag::FlagStyle;
use super::head::{Head, RawCells};
use super::judge::Judge;
use super::leak::LeakGuard;
use super::plan::{Cells, FlagPlace};
use crate::table::RawRecord;

/// Whether a record is redacted, as it has to be; the promise that it breaks otherwise.
pub(super) fn check(
    head: &Head<'_>,
    was: &RawCells<'_>,
    is: &RawRecord<'_>,
    judge: &mut Judge,
) -> std::result::Result<bool, &'static str> {
    if was.raw.lead != is.lead || was.raw.terminator != is.terminator {
        return Err("line ends as they were");
    }
    if judge.is_redacted(&head.plan, was) {
        check_redacted(head, was, is, judge.style)?;
        return Ok(true);
    }
    let is_same = match head.insertion(&was.raw, false) {
        None => was.raw.bytes == is.bytes,
        Some((at, inserted)) => {
            let (front, behind) = was.raw.bytes.split_at_checked(at).unwrap_or_default();
            front.iter().chain(inserted).chain(behind).eq(is.bytes)
        }
    };
    if is_same { Ok(false) } else { Err("the record of another person as it was") }
}

fn check_redacted(
    head: &Head<'_>,
    was: &RawCells<'_>,
    is: &RawRecord<'_>,
    style: Option<FlagStyle>,
) -> std::result::Result<(), &'static str> {
    let mut left: Vec<&[u8]> = is.fields().collect();
    if let Some((_, inserted)) = head.insertion(&was.raw, true) {
        let at = head.plan.width();
        let is_marked = left
            .get(at)
            .is_some_and(|field| inserted.strip_prefix(&[head.dialect.delimiter]) == Some(field));
        if !is_marked {
            return Err("a redacted record marked as redacted");
        }
        left.remove(at);
    }
    if left.len() != was.len() {
        return Err("as many fields as there were");
    }
    let guard = LeakGuard::new(head.plan.personal(), was);
    for (at, (raw, now)) in was.raw.fields().zip(left).enumerate() {
        if head.plan.flag() == FlagPlace::At(at) {
            let mut marked = Vec::new();
            match head.plan.flag_text(was, style) {
                None => marked.extend_from_slice(raw),
                Some(text) => head.write_value(text, head.is_quoted(raw), &mut marked),
            }
            if now != marked {
                return Err("a redacted record marked as redacted");
            }
        } else if head.plan.keeps(at) && !guard.is_leak(at) {
            if now != raw {
                return Err("the kept fields as they were");
            }
        } else {
            let quotes = [head.dialect.quote; 2];
            let must_be_quoted = head.is_quoted(raw) || is.len() == 1;
            let blank = if must_be_quoted { quotes.as_slice() } else { &[] };
            if now != blank {
                return Err("blank fields in a redacted record, but for the kept ones");
            }
        }
    }
    Ok(())
}
