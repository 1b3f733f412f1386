//! Past exports by their paths.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

use super::atomic::write_atomically;
use super::compression::Compression;
use super::encoder::Encoder;
use super::outputs::OutputFile;
use super::paths::is_same_file;
use super::source::Source;
use crate::error::{Error, ErrorKind, Input, Result, of_output};
use crate::redact::{Redactor, Summary, Verification};

/// Does all that [`redact_path`] does and writes nothing: what a run would do, as numbers.
///
/// # Errors
/// Those of [`Redactor::redact`], and those of the file system.
pub fn dry_run_path(redactor: &Redactor, input: impl AsRef<Path>) -> Result<Summary> {
    redactor.dry_run(open_export(input.as_ref())?)
}

/// Redacts one file into another, or in place if both paths lead to the same.
///
/// The name of the output says how it is compressed: `.gz` and `.zst`, in any case, need the feature
/// `compress`. In place it stays compressed as it was, whatever its name. The hashes of the summary are
/// those of the content. How the output takes its place, [`write_atomically`] says: other hard links to
/// a replaced file keep its old content, and are for the caller to find.
///
/// # Errors
/// Those of [`Redactor::redact`], and those of the file system. Whatever stood at `output` before is
/// then still there, whole.
pub fn redact_path(
    redactor: &Redactor,
    input: impl AsRef<Path>,
    output: impl AsRef<Path>,
) -> Result<Summary> {
    let (input, output) = (input.as_ref(), output.as_ref());
    let original = open_export(input)?;
    let compression = compression_of(&original, input, output);
    rewrite(redactor, original, output, compression, |_, _, summary| Ok(summary))
}

/// Redacts a stream into a file, which appears or is replaced whole or not at all. The name of the output
/// says how it is compressed; a compressed stream is read through [`decompressed`](super::decompressed).
///
/// # Errors
/// Those of [`redact_path`].
pub fn redact_into_path(
    redactor: &Redactor,
    input: impl Read + Send,
    output: impl AsRef<Path>,
) -> Result<Summary> {
    let output = output.as_ref();
    rewrite(redactor, input, output, Compression::of_name(output), |_, _, summary| Ok(summary))
}

/// Redacts one file into another as [`redact_path`] does, and verifies the result before it takes its
/// name: in place, this is the last moment at which there is an original to compare it with.
///
/// # Errors
/// Those of [`redact_path`] and [`Redactor::verify`]. The input is read twice, so a pipe is refused.
pub fn redact_path_verified(
    redactor: &Redactor,
    input: impl AsRef<Path>,
    output: impl AsRef<Path>,
) -> Result<(Summary, Verification)> {
    let (input, output) = (input.as_ref(), output.as_ref());
    let mut original = open_export(input)?;
    original.rewind().map_err(of_export)?;
    let compression = compression_of(&original, input, output);
    rewrite(redactor, original, output, compression, |mut original, file, summary| {
        original.rewind().map_err(of_export)?;
        file.rewind().map_err(of_output)?;
        let written = Source::new(file.try_clone().map_err(of_output)?)?;
        let verification = redactor.verify(original, written)?;
        if verification.sha256_original != summary.sha256_input {
            let expected = "an input that nobody changes meanwhile";
            return Err(Error::new(ErrorKind::Verification { expected }));
        }
        Ok((summary, verification))
    })
}

/// Verifies a redacted file against its original. Either may be compressed: it is their content that
/// is compared.
///
/// # Errors
/// Those of [`Redactor::verify`], and those of the file system. The redacted file is read twice, so a
/// pipe is refused.
pub fn verify_path(
    redactor: &Redactor,
    original: impl AsRef<Path>,
    redacted: impl AsRef<Path>,
) -> Result<Verification> {
    let (original, redacted) = (original.as_ref(), redacted.as_ref());
    redactor.verify(open_export(original)?, open_export(redacted)?)
}

fn rewrite<R: Read + Send, T>(
    redactor: &Redactor,
    mut original: R,
    output: &Path,
    compression: Compression,
    then: impl FnOnce(R, &mut File, Summary) -> Result<T>,
) -> Result<T> {
    write_atomically(output, |file| {
        let encoder = Encoder::new(compression, OutputFile::new(file)?);
        let mut encoder = encoder.map_err(|error| error.within(Input::Output))?;
        let summary = redactor.redact(&mut original, &mut encoder)?;
        encoder.finish()?;
        then(original, file, summary)
    })
}

fn compression_of(original: &Source, input: &Path, output: &Path) -> Compression {
    if is_same_file(input, output) { original.compression() } else { Compression::of_name(output) }
}

fn open_export(path: &Path) -> Result<Source> {
    Source::open(path).map_err(|error| error.within(Input::PastExport))
}

fn of_export(error: io::Error) -> Error {
    Error::from(error).within(Input::PastExport)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::atomic::tests::names;
    use crate::redact::Targets;
    use std::fs;

    const EXPORT: &str = "6sense People Id,Name,Is Redacted\nP1,Ada,FALSE\nP2,Bob,FALSE\n";
    const REDACTED: &str = "6sense People Id,Name,Is Redacted\nP1,,TRUE\nP2,Bob,FALSE\n";

    fn redactor() -> Redactor {
        let mut targets = Targets::new();
        assert!(targets.person_id("P1"));
        Redactor::new(targets)
    }

    #[test]
    fn into_another_file_and_in_place() {
        let directory = tempfile::tempdir().unwrap();
        let (input, output) = (directory.path().join("in.csv"), directory.path().join("out.csv"));
        fs::write(&input, EXPORT).unwrap();
        let would = dry_run_path(&redactor(), &input).unwrap();
        assert_eq!(names(directory.path()), ["in.csv"]);
        assert_eq!(redact_path(&redactor(), &input, &output).unwrap(), would);
        assert_eq!(fs::read_to_string(&output).unwrap(), REDACTED);
        assert_eq!(verify_path(&redactor(), &input, &output).unwrap().redacted, 1);
        let (summary, verification) = redact_path_verified(&redactor(), &input, &input).unwrap();
        assert_eq!((summary.redacted, verification.redacted), (1, 1));
        assert_eq!(fs::read_to_string(&input).unwrap(), REDACTED);
        assert_eq!(names(directory.path()), ["in.csv", "out.csv"]);
    }

    #[test]
    fn a_fault_leaves_the_old_file_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("in.csv");
        let faulty = format!("{EXPORT}P3,\"open");
        fs::write(&path, &faulty).unwrap();
        let error = redact_path(&redactor(), &path, &path).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::UnclosedQuote);
        assert_eq!(fs::read_to_string(&path).unwrap(), faulty);
        assert_eq!(names(directory.path()), ["in.csv"]);
    }

    #[test]
    fn a_missing_file_is_told_without_its_path() {
        let error = redact_path(&redactor(), "no/such/ada.csv", "out.csv").unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Io(io::ErrorKind::NotFound));
        assert_eq!(error.input(), Some(Input::PastExport));
        assert!(!error.to_string().contains("ada"));
    }

    #[cfg(unix)]
    #[test]
    fn another_name_of_the_same_file_keeps_the_old_content() {
        let directory = tempfile::tempdir().unwrap();
        let (one, other) = (directory.path().join("one.csv"), directory.path().join("other.csv"));
        fs::write(&one, EXPORT).unwrap();
        fs::hard_link(&one, &other).unwrap();
        redact_path_verified(&redactor(), &one, &other).unwrap();
        assert_eq!(fs::read_to_string(&one).unwrap(), EXPORT);
        assert_eq!(fs::read_to_string(&other).unwrap(), REDACTED);
        assert_eq!(names(directory.path()), ["one.csv", "other.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_can_be_read_once() {
        let directory = tempfile::tempdir().unwrap();
        let (pipe, output) = (directory.path().join("pipe"), directory.path().join("out.csv"));
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let feed = || {
            let pipe = pipe.clone();
            // Who is refused hangs up.
            std::thread::spawn(move || fs::write(pipe, EXPORT))
        };
        let fed = feed();
        redact_path(&redactor(), &pipe, &output).unwrap();
        fed.join().unwrap().unwrap();
        assert_eq!(fs::read_to_string(&output).unwrap(), REDACTED);
        let fed = feed();
        let error = redact_path_verified(&redactor(), &pipe, &output).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Io(io::ErrorKind::NotSeekable));
        assert_eq!(error.input(), Some(Input::PastExport));
        let _ = fed.join();
    }
}
