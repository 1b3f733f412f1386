//! Sweeps contacts against an Opt-Out List and redacts past exports; without arguments, the sample.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::available_parallelism;

use indicatif::{ProgressBar, ProgressStyle};
use lexopt::prelude::{Long, Short, ValueExt};
use optout_core::normalize::date::{Date, DateOrder};
use optout_core::sweep::Guard;
use optout_core::{JobReport, Layout, Matcher, Policy, SweepJob};
use optout_examples::arguments::{column, date, read_policy, word};
use optout_examples::summary::Summary;

const USAGE: &str = "usage: sweep --list FILE --contacts FILE [--preset salesforce|hubspot] \
[--column HEADER=ROLE]... [--list-column HEADER=ROLE]... [--encoding LABEL] [--list-encoding LABEL] [--date-order ORDER] \
[--evidence FILE] [--past-export FILE]... [--policy strict|standard|broad|FILE] [--domain-aliases FILE] \
[--id-links FILE] [--nicknames FILE] [--verdicts FILE] [--matcher FILE] [--review-values] [--review-scores] [--now DATE] [--received DATE] \
[--guard RECORDS,PER_MILLE|off] [--previous-list FILE] [--previous-records N] [--shrinkage PER_MILLE] [--checkpoint DIR] [--checkpoint-every BYTES] [--threads N] --out DIR, \
or sweep --list FILE [option of list, policy and tables]... --save-matcher FILE";

/// The day as of which the sample was made.
const SAMPLE_DAY: &str = "2026-11-24";

enum Task {
    Help,
    Sweep(Box<SweepJob>),
    /// Writes the matcher of a job to a file, for later jobs.
    SaveMatcher(Box<SweepJob>, PathBuf),
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("sweep: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    if std::env::args_os().len() == 1 {
        return sample();
    }
    match arguments()? {
        Task::Help => println!("{USAGE}"),
        Task::Sweep(job) => show(&job, &sweep(&job)?),
        Task::SaveMatcher(job, path) => {
            let saved = job.build_matcher().and_then(|matcher| {
                matcher.save(&path)?;
                Ok(matcher.entries())
            });
            let entries = saved.map_err(|error| error.to_string())?;
            println!("{entries} entries, written to {}", path.display());
        }
    }
    Ok(())
}

/// Sweeps both contact exports of the sample; the past exports are redacted with the first.
fn sample() -> Result<(), String> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/sample");
    for (name, exports) in [
        ("salesforce", ["past_export_crm.csv", "past_export_csv.csv"].as_slice()),
        ("hubspot", &[]),
    ] {
        let mut job = SweepJob::new(
            sample.join("opt_out_list.csv"),
            sample.join(format!("{name}_contacts.csv")),
            out.join(name),
            Policy::standard().map_err(|error| error.to_string())?,
            date("--now", SAMPLE_DAY)?,
        );
        job.evidence = Some(sample.join("evidence.csv"));
        job.past_exports = exports.iter().map(|export| sample.join(export)).collect();
        println!("== The sample's {name} contacts\n");
        show(&job, &sweep(&job)?);
    }
    Ok(())
}

fn show(job: &SweepJob, report: &JobReport) {
    println!("{}", Summary(report));
    println!("Written to {}:", job.output_dir.display());
    let names = report.outputs.keys().map(String::as_str);
    println!("  {}\n", names.chain(["manifest.json"]).collect::<Vec<_>>().join(", "));
    println!("Head of the audit log, to be kept elsewhere: {}\n", report.audit_head);
}

fn sweep(job: &SweepJob) -> Result<JobReport, String> {
    let size = std::fs::metadata(&job.contacts).map_or(0, |metadata| metadata.len());
    let bar = ProgressBar::new(size).with_style(
        ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let report = job.run(&mut |progress| {
        bar.set_position(progress.bytes);
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    report.map_err(|error| error.to_string())
}

fn arguments() -> Result<Task, String> {
    read_arguments(lexopt::Parser::from_env()).map_err(|error| format!("{error} ({USAGE})"))
}

fn read_arguments(mut parser: lexopt::Parser) -> Result<Task, lexopt::Error> {
    let policy = Policy::standard().map_err(|error| error.to_string())?;
    let mut job = SweepJob::new("", "", "", policy, today());
    job.threads = available_parallelism().map_or(1, NonZeroUsize::get);
    let (mut preset, mut columns, mut shrinkage) = (None, Vec::new(), None);
    let mut save_matcher = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("list") => job.list = parser.value()?.into(),
            Long("contacts") => job.contacts = parser.value()?.into(),
            Long("out") => job.output_dir = parser.value()?.into(),
            Long("evidence") => job.evidence = Some(parser.value()?.into()),
            Long("past-export") => job.past_exports.push(parser.value()?.into()),
            Long("policy") => job.policy = read_policy(&parser.value()?.string()?)?,
            Long("domain-aliases") => job.domain_aliases = Some(parser.value()?.into()),
            Long("id-links") => job.id_links = Some(parser.value()?.into()),
            Long("nicknames") => job.nicknames = Some(parser.value()?.into()),
            Long("verdicts") => job.verdicts = Some(parser.value()?.into()),
            Long("matcher") => job.matcher = Some(open_matcher(parser.value()?)?),
            Long("save-matcher") => save_matcher = Some(PathBuf::from(parser.value()?)),
            Long("review-values") => job.review.values = true,
            Long("review-scores") => job.review.scores = true,
            Long("preset") => preset = Some(parser.value()?.string()?),
            Long("column") => columns.push(column(&parser.value()?.string()?)?),
            Long("list-column") => {
                let (header, role) = column(&parser.value()?.string()?)?;
                job.list_options.layout = job.list_options.layout.column(&header, role);
            }
            Long("encoding") => job.format.encoding = Some(word(&parser.value()?.string()?)?),
            Long("list-encoding") => {
                job.list_options.format.encoding = Some(word(&parser.value()?.string()?)?);
            }
            Long("date-order") => {
                job.list_options.dates.order = Some(order(&parser.value()?.string()?)?);
            }
            Long("now") => job.now = date("--now", &parser.value()?.string()?)?,
            Long("received") => {
                job.received = Some(date("--received", &parser.value()?.string()?)?);
            }
            Long("guard") => job.guard = read_guard(&parser.value()?.string()?)?,
            Long("previous-list") => job.previous_list = Some(parser.value()?.into()),
            Long("previous-records") => job.previous_records = Some(parser.value()?.parse()?),
            Long("checkpoint") => job.checkpoint = Some(parser.value()?.into()),
            Long("checkpoint-every") => job.checkpoint_every = parser.value()?.parse()?,
            Long("shrinkage") => shrinkage = Some(parser.value()?.parse()?),
            Long("threads") => job.threads = parser.value()?.parse::<NonZeroUsize>()?.get(),
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    let sweeps = save_matcher.is_none();
    for (path, is_needed, missing) in [
        (&job.list, true, "missing option '--list'"),
        (&job.contacts, sweeps, "missing option '--contacts'"),
        (&job.output_dir, sweeps, "missing option '--out'"),
    ] {
        if is_needed && path.as_os_str().is_empty() {
            return Err(missing.into());
        }
    }
    if let Some(per_mille) = shrinkage {
        job.guard.shrinkage_per_mille = per_mille;
    }
    if let Some(preset) = preset {
        job.layout = Layout::preset(&preset).map_err(|error| error.to_string())?;
    }
    for (header, role) in columns {
        job.layout = job.layout.column(&header, role);
    }
    let job = Box::new(job);
    Ok(match save_matcher {
        None => Task::Sweep(job),
        Some(path) => Task::SaveMatcher(job, path),
    })
}

fn open_matcher(path: OsString) -> Result<Matcher, lexopt::Error> {
    Matcher::open(path).map_err(|error| format!("option --matcher: {error}").into())
}

fn read_guard(text: &str) -> Result<Guard, lexopt::Error> {
    let number = |text: &str| text.trim().parse().ok();
    let limits = match text.split_once(',') {
        _ if text == "off" => Some(Guard::OFF),
        Some((records, per_mille)) => number(records)
            .zip(number(per_mille))
            .map(|(records, per_mille)| Guard { records, per_mille, ..Guard::default() }),
        None => None,
    };
    limits.ok_or_else(|| "--guard: expected RECORDS,PER_MILLE or off".into())
}

fn order(text: &str) -> Result<DateOrder, String> {
    [DateOrder::MonthFirst, DateOrder::DayFirst]
        .into_iter()
        .find(|order| order.as_str() == text)
        .ok_or_else(|| "option --date-order: expected month_first or day_first".to_owned())
}

/// The library has no clock; the program does.
fn today() -> Date {
    let now = jiff::Zoned::now().date();
    let (year, month, day) = (now.year(), now.month(), now.day());
    Date::new(year.unsigned_abs(), month.unsigned_abs(), day.unsigned_abs())
        .unwrap_or_else(|| unreachable!("today is a day of the calendar"))
}
