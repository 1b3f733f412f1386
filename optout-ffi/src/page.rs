//! The evidence report: a sweep as one page of HTML, to be kept.

use std::mem::MaybeUninit;

use optout_core::report::Counts;
use optout_core::{Error, ErrorKind, EvidenceReport, EvidenceStore};

use crate::evidence::optout_evidence_store;
use crate::failure::optout_error;
use crate::guard::{make, need};
use crate::job::optout_job_report;
use crate::matcher::optout_matcher;
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str};
use crate::sweep::{optout_sweep, optout_sweep_result};

/// The evidence report of a job, byte for byte what it wrote as report.html: counts, deadlines, fingerprints of
/// what was read and written, the policy in words, and what was not done, on one page of HTML that loads and runs
/// nothing. No personal data is on it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_html(
    report: Option<&optout_job_report>,
    html: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(html, error, || Ok(need(report)?.0.html().into()))
}

/// The evidence report of a sweep, as optout_job_report_html makes it of a job; of files it knows nothing, and says
/// so.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_result_html(
    result: Option<&optout_sweep_result>,
    html: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(html, error, || Ok(need(result)?.report.html().into()))
}

/// The evidence report of a sweep over record batches, as optout_sweep_result_html makes it. `counts` is the JSON that
/// optout_sweep_run_arrow or optout_sweep_finish made with the same sweep, matcher and evidence; `evidence` may be
/// NULL. Other text is OPTOUT_STATUS_INVALID_OPTION.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_html(
    sweep: Option<&optout_sweep>,
    matcher: Option<&optout_matcher>,
    evidence: Option<&optout_evidence_store>,
    counts: optout_str<'_>,
    html: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(html, error, || {
        let (sweep, matcher) = (need(sweep)?, need(matcher)?);
        let none = EvidenceStore::new();
        let evidence = evidence.map_or(&none, |store| &store.0);
        let counts: Counts = serde_json::from_str(counts.text()?).map_err(|_| {
            let expected = "the numbers of a sweep, as JSON";
            Error::new(ErrorKind::InvalidOption { option: "counts", expected })
        })?;
        let sweep = sweep.with_matcher(&matcher.0, evidence);
        Ok(EvidenceReport::new(&sweep, &counts).html().into())
    })
}
