//! Redacts one past export: the rows of people on an Opt-Out List keep only what the vendor's rule
//! lets them keep.

use std::fmt::{self, Display};
use std::io::{self, IsTerminal, Read, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::available_parallelism;

use indicatif::{ProgressBar, ProgressStyle};
use lexopt::prelude::{Long, Short, Value, ValueExt};
use optout_core::redact::{Column, FindingKind, Findings, Profile, Summary, Targets, Verification};
use optout_core::table::Format;
use optout_core::{Error, Input, Layout, ListOptions, OptOutList, Redactor, Result, Role, fs};
use optout_examples::arguments::word;
use serde::Serialize;

const USAGE: &str = "usage: redact --list FILE [OPTION]... IN OUT; --help tells more";

const HELP: &str = "\
Redacts a past export: the rows of people on an Opt-Out List keep only what the vendor's rule lets
them keep. Every other byte stays as it is.

usage: redact --list FILE [OPTION]... IN OUT
       redact --list FILE --dry-run [OPTION]... IN
       redact --list FILE --verify [OPTION]... ORIGINAL REDACTED

IN and OUT may be one file, and either may be - for standard input or output. A file at OUT appears
or is replaced whole, or not at all, whatever interrupts the run. Standard output cannot be taken
back: if the exit code is not 0, what went there is not a whole file.

Compressed input (gzip, zstd) is told by its first bytes. OUT is compressed if its name ends in .gz
or .zst, or if it is IN and was; standard output never is.

  --list FILE               the Opt-Out List
  --list-column HEADER=ROLE what a column of the list holds, such as email or id:crm
  --list-encoding LABEL     the encoding of the list, unless it is UTF-8 or has a mark
  --profile crm|csv|sep     the kind of export, instead of telling it from the header
  --alias HEADER=COLUMN     what a column of the export holds: company_id, people_id, record_id,
                            company_record_id, credit, is_redacted or email
  --encoding LABEL          the encoding of the export, unless it is UTF-8 or has a mark
  --delimiter CHARACTER     the delimiter of the export, or the word tab
  --threads N               how many threads work; all that there are unless said otherwise
  --no-hashes               leave out the SHA-256 of input and output: about twice as fast
  --no-verify               let the result take its name without comparing it with the original;
                            the result is never compared if IN or OUT is -, because a stream cannot
                            be read twice
  --dry-run                 write nothing, tell what would be done
  --verify                  compare a result that is there with its original
  --manifest FILE           write what was done as JSON, without personal data
  -h, --help                this text

Exit code: 0 if it is done, 2 for a fault, which is one line on standard error.
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("redact: {message}");
            ExitCode::from(2)
        }
    }
}

/// What the command line asks for.
struct Job {
    list: PathBuf,
    list_options: ListOptions,
    profile: Option<Profile>,
    aliases: Vec<(String, Column)>,
    format: Format,
    threads: usize,
    is_hashed: bool,
    manifest: Option<PathBuf>,
    task: Task,
}

enum Task {
    Redact { input: Place, output: Place, is_verified: bool },
    DryRun { input: Place },
    Verify { original: PathBuf, redacted: PathBuf },
}

/// Where bytes come from or go.
enum Place {
    Standard,
    Path(PathBuf),
}

/// What was done; the manifest.
#[derive(Serialize)]
struct Outcome {
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Summary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verification: Option<Verification>,
}

fn run() -> Result<(), String> {
    let parsed = arguments(lexopt::Parser::from_env());
    let Some(job) = parsed.map_err(|error| format!("{error} ({USAGE})"))? else {
        print!("{HELP}");
        return Ok(());
    };
    job.require_distinct_files()?;
    let (outcome, people) = job.run().map_err(|error| match job.task {
        Task::Redact { output: Place::Standard, .. } => {
            format!("{error}; what went to standard output is not a whole file")
        }
        _ => error.to_string(),
    })?;
    let mut text = format!("{people}\n{outcome}");
    if outcome.verification.is_none() && matches!(job.task, Task::Redact { is_verified: true, .. })
    {
        text += "Not verified: a stream cannot be read twice.\n";
    }
    match job.task {
        Task::Redact { output: Place::Standard, .. } => eprint!("{text}"),
        _ => print!("{text}"),
    }
    Ok(())
}

impl Job {
    fn run(&self) -> Result<(Outcome, String)> {
        let (redactor, people) = self.read_list().map_err(|error| error.within(Input::List))?;
        let outcome = match &self.manifest {
            None => self.act(&redactor),
            // Opened before the work and named after it: there is no result without its manifest
            // because of a directory that cannot be written to.
            Some(path) => fs::write_atomically(path, |file| {
                let outcome = self.act(&redactor)?;
                let json = serde_json::to_string_pretty(&outcome).map_err(io::Error::from)?;
                writeln!(file, "{json}")
                    .map_err(|error| Error::from(error).within(Input::Output))?;
                Ok(outcome)
            }),
        };
        Ok((outcome?, people))
    }

    /// The redactor of the people on the list, and how many they are. The list itself is not kept: of
    /// a long one it would take more memory than all the rest.
    fn read_list(&self) -> Result<(Redactor, String)> {
        let list = OptOutList::read(fs::open(&self.list)?, &self.list_options)?;
        let mut targets = Targets::new();
        let refused = targets.list(&list);
        let people = format!(
            "Opt-Out List: {} people in {} rows; {refused} identifiers that cannot be looked for.",
            list.entries().len(),
            list.records()
        );
        let redactor = self.redactor(targets);
        let is_named = self.manifest.is_some();
        let redactor =
            if is_named { redactor.list_snapshot(list.snapshot().id()) } else { redactor };
        Ok((redactor, people))
    }

    fn redactor(&self, targets: Targets) -> Redactor {
        let redactor =
            Redactor::new(targets).format(self.format).threads(self.threads).hashes(self.is_hashed);
        let redactor = match &self.profile {
            Some(profile) => redactor.profile(profile.clone()),
            None => redactor,
        };
        self.aliases
            .iter()
            .fold(redactor, |redactor, (header, column)| redactor.alias(header, *column))
    }

    fn act(&self, redactor: &Redactor) -> Result<Outcome> {
        let bar = self.bar();
        let told = bar.clone();
        let redactor = redactor.clone().watch(move |progress| {
            told.set_position(progress.bytes);
            ControlFlow::Continue(())
        });
        let outcome = match &self.task {
            Task::Redact { input, output, is_verified } => {
                redact(&redactor, input, output, *is_verified)
            }
            Task::DryRun { input } => input.open().and_then(|input| {
                Ok(Outcome { summary: Some(redactor.dry_run(input)?), verification: None })
            }),
            Task::Verify { original, redacted } => fs::verify_path(&redactor, original, redacted)
                .map(|verification| Outcome { summary: None, verification: Some(verification) }),
        };
        bar.finish_and_clear();
        outcome.map_err(|error| error.within(Input::PastExport))
    }

    /// A bar on standard error, if that is a terminal and the result does not run over it.
    fn bar(&self) -> ProgressBar {
        let (input, is_in_the_way) = match &self.task {
            Task::Redact { input, output, .. } => {
                (input.path(), output.path().is_none() && io::stdout().is_terminal())
            }
            Task::DryRun { input } => (input.path(), false),
            Task::Verify { original, .. } => (Some(original.as_path()), false),
        };
        if is_in_the_way {
            return ProgressBar::hidden();
        }
        let size = input.and_then(|path| std::fs::metadata(path).ok()).map(|data| data.len());
        let (bar, template) = match size {
            Some(size) => {
                (ProgressBar::new(size), "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}")
            }
            None => (ProgressBar::no_length(), "{bytes} {bytes_per_sec}"),
        };
        bar.with_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        )
    }

    /// Refuses to write over what is read, but for a past export that is redacted in place.
    fn require_distinct_files(&self) -> Result<(), String> {
        let is_same = |one: &Path, other: &Path| one == other || fs::is_same_file(one, other);
        let output = match &self.task {
            Task::Redact { output, .. } => output.path(),
            _ => None,
        };
        let mut read = vec![self.list.as_path()];
        if output.is_some_and(|path| is_same(path, &self.list)) {
            return Err("OUT would take the place of the list".to_owned());
        }
        match &self.task {
            Task::Redact { input, .. } | Task::DryRun { input } => read.extend(input.path()),
            Task::Verify { original, redacted } => read.extend([original.as_path(), redacted]),
        }
        let is_taken =
            |manifest: &PathBuf| read.into_iter().chain(output).any(|path| is_same(path, manifest));
        if self.manifest.as_ref().is_some_and(is_taken) {
            return Err("the manifest would take the place of another file".to_owned());
        }
        Ok(())
    }
}

fn redact(
    redactor: &Redactor,
    input: &Place,
    output: &Place,
    is_verified: bool,
) -> Result<Outcome> {
    let (summary, verification) = match (input, output) {
        (Place::Path(input), Place::Path(output)) if is_verified => {
            let (summary, verification) = fs::redact_path_verified(redactor, input, output)?;
            (summary, Some(verification))
        }
        (Place::Path(input), Place::Path(output)) => {
            (fs::redact_path(redactor, input, output)?, None)
        }
        (input @ Place::Standard, Place::Path(output)) => {
            (fs::redact_into_path(redactor, input.open()?, output)?, None)
        }
        (input, Place::Standard) => {
            let mut output = standard_output()?;
            let summary = redactor.redact(input.open()?, &mut output)?;
            output.flush().map_err(|error| Error::from(error).within(Input::Output))?;
            (summary, None)
        }
    };
    Ok(Outcome { summary: Some(summary), verification })
}

/// Standard output without the search for line ends that `std::io::Stdout` makes in all it is given.
#[cfg(unix)]
fn standard_output() -> Result<impl Write + Send> {
    use std::os::fd::AsFd;
    Ok(std::fs::File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

#[cfg(not(unix))]
fn standard_output() -> Result<impl Write + Send> {
    Ok(io::stdout())
}

impl Place {
    fn path(&self) -> Option<&Path> {
        match self {
            Self::Standard => None,
            Self::Path(path) => Some(path),
        }
    }

    fn open(&self) -> Result<Box<dyn Read + Send + '_>> {
        Ok(match self {
            Self::Standard => Box::new(fs::decompressed(io::stdin())?),
            Self::Path(path) => Box::new(fs::open(path)?),
        })
    }
}

fn arguments(mut parser: lexopt::Parser) -> Result<Option<Job>, lexopt::Error> {
    let (mut list, mut list_options, mut layout) = (None, ListOptions::default(), Layout::detect());
    let (mut profile, mut aliases, mut format) = (None, Vec::new(), Format::default());
    let mut threads = available_parallelism().map_or(1, NonZeroUsize::get);
    let (mut is_hashed, mut is_verified, mut manifest) = (true, true, None);
    let (mut is_dry, mut is_verification) = (false, false);
    let mut files = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("list") => list = Some(PathBuf::from(parser.value()?)),
            Long("list-column") => {
                let (header, role) = named::<Role>("list-column", &parser.value()?.string()?)?;
                layout = layout.column(&header, role);
            }
            Long("list-encoding") => {
                list_options.format.encoding = Some(word(&parser.value()?.string()?)?);
            }
            Long("profile") => profile = Some(word(&parser.value()?.string()?)?),
            Long("alias") => aliases.push(named("alias", &parser.value()?.string()?)?),
            Long("encoding") => format.encoding = Some(word(&parser.value()?.string()?)?),
            Long("delimiter") => format.delimiter = Some(delimiter(&parser.value()?.string()?)?),
            Long("threads") => {
                threads = parser.value()?.parse::<NonZeroUsize>()?.get();
            }
            Long("no-hashes") => is_hashed = false,
            Long("no-verify") => is_verified = false,
            Long("dry-run") => is_dry = true,
            Long("verify") => is_verification = true,
            Long("manifest") => manifest = Some(PathBuf::from(parser.value()?)),
            Short('h') | Long("help") => return Ok(None),
            Value(file) => files.push(file),
            other => return Err(other.unexpected()),
        }
    }
    list_options.layout = layout;
    list_options.threads = threads;
    let place = |file: &PathBuf| {
        if file.as_os_str() == "-" { Place::Standard } else { Place::Path(file.clone()) }
    };
    let files: Vec<PathBuf> = files.into_iter().map(PathBuf::from).collect();
    let task = match (files.as_slice(), is_dry, is_verification) {
        ([input, output], false, false) => {
            Task::Redact { input: place(input), output: place(output), is_verified }
        }
        ([input], true, false) => Task::DryRun { input: place(input) },
        ([original, redacted], false, true) => {
            Task::Verify { original: original.clone(), redacted: redacted.clone() }
        }
        (_, false, false) => Err("expected two files, IN and OUT")?,
        (_, true, false) => Err("option --dry-run: expected one file, IN")?,
        (_, false, true) => Err("option --verify: expected two files, ORIGINAL and REDACTED")?,
        (_, true, true) => Err("options --dry-run and --verify: expected one of them")?,
    };
    let list = list.ok_or("missing option '--list'")?;
    Ok(Some(Job {
        list,
        list_options,
        profile,
        aliases,
        format,
        threads,
        is_hashed,
        manifest,
        task,
    }))
}

/// Reads `HEADER=WORD`.
fn named<T: std::str::FromStr<Err = Error>>(
    option: &str,
    text: &str,
) -> Result<(String, T), String> {
    let (header, text) =
        text.rsplit_once('=').ok_or_else(|| format!("option --{option}: expected HEADER=WORD"))?;
    let value = word(text).map_err(|error| format!("option --{option}: {error}"))?;
    Ok((header.to_owned(), value))
}

fn delimiter(text: &str) -> Result<u8, String> {
    match (text, text.as_bytes()) {
        ("tab" | "\\t", _) => Ok(b'\t'),
        (_, [byte]) => Ok(*byte),
        _ => Err("option --delimiter: expected one character, or tab".to_owned()),
    }
}

impl Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(summary) = &self.summary {
            writeln!(f, "Past export ({}): {} records.", summary.profile, summary.records)?;
            line(f, "redacted", summary.redacted)?;
            line(f, "already redacted", summary.already_redacted)?;
            if summary.appended_column {
                writeln!(f, "  the column Is Redacted was missing and is appended")?;
            }
            hash(f, "input", summary.sha256_input.as_ref())?;
            hash(f, "output", summary.sha256_output.as_ref())?;
            findings(f, &summary.findings)?;
        }
        if let Some(verification) = &self.verification {
            writeln!(
                f,
                "Verified: {} records, {} of them redacted, all else as it was.",
                verification.records, verification.redacted
            )?;
            if self.summary.is_none() {
                hash(f, "original", verification.sha256_original.as_ref())?;
                hash(f, "redacted file", verification.sha256_redacted.as_ref())?;
            }
            findings(f, &verification.findings)?;
        }
        Ok(())
    }
}

fn line(f: &mut fmt::Formatter<'_>, what: &str, count: u64) -> fmt::Result {
    writeln!(f, "  {what:<28} {count:>10}")
}

fn hash(f: &mut fmt::Formatter<'_>, what: &str, hash: Option<&String>) -> fmt::Result {
    match hash {
        Some(hash) => writeln!(f, "  SHA-256 of the {what:<13} {hash}"),
        None => Ok(()),
    }
}

/// How many record numbers are named of each kind.
const NAMED: usize = 5;

fn findings(f: &mut fmt::Formatter<'_>, findings: &Findings) -> fmt::Result {
    for kind in FindingKind::ALL {
        let count = findings.count(*kind);
        if count == 0 {
            continue;
        }
        let of_kind = findings.listed().iter().filter(|finding| finding.kind == *kind);
        let first: Vec<String> = of_kind
            .filter(|finding| finding.record > 0)
            .take(NAMED)
            .map(|finding| finding.record.to_string())
            .collect();
        let more = if count > NAMED as u64 { ", ..." } else { "" };
        let records = if first.is_empty() {
            String::new()
        } else {
            format!("  records {}{more}", first.join(", "))
        };
        writeln!(f, "  {:<28} {count:>10}{records}", kind.as_str())?;
    }
    Ok(())
}
