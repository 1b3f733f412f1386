//! Compressed files: in wherever a path is read, out by the name, and refused where the feature is
//! missing.
#![cfg(feature = "fs")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the test makes the files, and starts itself again to measure its memory"
)]

use std::fs;
use std::path::Path;

use optout_core::redact::{Redactor, Targets};

const EXPORT: &str = "6sense People Id,Name,Is Redacted\nP1,Ada,FALSE\nP2,Bob,FALSE\n";
const REDACTED: &str = "6sense People Id,Name,Is Redacted\nP1,,TRUE\nP2,Bob,FALSE\n";

/// `a` and a line end, as gzip 1.12 writes it.
const GZIP: [u8; 22] =
    [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0xe4, 2, 0, 7, 0xa1, 0xea, 0xdd, 2, 0, 0, 0];

fn redactor() -> Redactor {
    let mut targets = Targets::new();
    assert!(targets.person_id("P1"));
    Redactor::new(targets)
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_name_says_nothing_of_what_is_read() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("in.csv.gz");
    fs::write(&path, EXPORT).unwrap();
    // In place it stays what it was, and that needs no compression.
    optout_core::fs::redact_path_verified(&redactor(), &path, &path).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), REDACTED);
}

#[cfg(not(feature = "compress"))]
mod without {
    use super::*;
    use optout_core::fs::{decompressed, dry_run_path, open, redact_path, verify_path};
    use optout_core::{Error, ErrorKind, Input};

    fn names_the_feature(error: &Error) {
        assert!(matches!(error.kind(), ErrorKind::InvalidOption { option: "compress", .. }));
        assert!(error.to_string().contains("feature"), "{error}");
    }

    #[test]
    fn compressed_inputs_and_names_of_outputs_are_refused() {
        let directory = tempfile::tempdir().unwrap();
        let (plain, packed) =
            (directory.path().join("in.csv"), directory.path().join("packed.csv"));
        fs::write(&plain, EXPORT).unwrap();
        fs::write(&packed, GZIP).unwrap();
        names_the_feature(&open(&packed).err().unwrap());
        names_the_feature(&decompressed(&GZIP[..]).err().unwrap());
        names_the_feature(&decompressed(&b"\x28\xb5\x2f\xfd\x00"[..]).err().unwrap());
        names_the_feature(&dry_run_path(&redactor(), &packed).unwrap_err());
        names_the_feature(&verify_path(&redactor(), &packed, &plain).unwrap_err());
        let error = redact_path(&redactor(), &packed, &packed).unwrap_err();
        names_the_feature(&error);
        assert_eq!(error.input(), Some(Input::PastExport));
        for name in ["out.csv.gz", "out.csv.ZST"] {
            let error = redact_path(&redactor(), &plain, directory.path().join(name)).unwrap_err();
            names_the_feature(&error);
            assert_eq!(error.input(), Some(Input::Output));
        }
        assert_eq!(names(directory.path()), ["in.csv", "packed.csv"]);
        assert_eq!(fs::read(&packed).unwrap(), GZIP);
    }
}

#[cfg(feature = "compress")]
mod with {
    use super::*;
    use std::io::{self, Read, Seek, SeekFrom, Write};
    use std::path::PathBuf;

    use optout_core::fs::{
        decompressed, dry_run_path, open, redact_path, redact_path_verified, verify_path,
    };
    use optout_core::{Error, ErrorKind, Input, Policy, SweepJob};

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(content: &[u8]) -> Vec<u8> {
        let mut encoder = ::zstd::Encoder::new(Vec::new(), 1).unwrap();
        encoder.include_checksum(true).unwrap();
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    /// A content in several pieces, one behind the other.
    fn in_pieces(content: &str, pack: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let mut packed = pack(b"");
        content.as_bytes().chunks(7).for_each(|piece| packed.extend(pack(piece)));
        packed
    }

    fn content(packed: &[u8]) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        decompressed(packed).map_err(io::Error::from)?.read_to_end(&mut content)?;
        Ok(content)
    }

    #[test]
    fn what_other_programs_write_is_read() {
        assert_eq!(content(&GZIP).unwrap(), b"a\n");
        assert_eq!(content(&in_pieces(EXPORT, gzip)).unwrap(), EXPORT.as_bytes());
        assert_eq!(content(&in_pieces(EXPORT, zstd)).unwrap(), EXPORT.as_bytes());
        // A frame to be skipped comes first.
        let skipped = [b"\x53\x2a\x4d\x18\x02\x00\x00\x00xx".as_slice(), &zstd(b"a")].concat();
        assert_eq!(content(&skipped).unwrap(), b"a");
        assert_eq!(content(b"").unwrap(), b"");
        assert_eq!(content(b"a").unwrap(), b"a");
    }

    #[test]
    fn a_torn_end_and_a_foreign_one_are_errors() {
        let refused = |packed: &[u8], what: &str| {
            let error = Error::from(content(packed).expect_err(what));
            assert!(matches!(error.kind(), ErrorKind::Value { column: 0, .. }), "{what}: {error}");
        };
        for pack in [gzip, zstd] {
            let (one, two) = (pack(EXPORT.as_bytes()), in_pieces("a\nb", pack));
            for length in 4..one.len() {
                refused(&one[..length], &format!("{length} bytes of {}", one.len()));
            }
            let whole = [one.as_slice(), two.as_slice()].concat();
            for length in one.len() + 1..whole.len() {
                // Some are whole: there is an end behind every piece.
                if let Ok(content) = content(&whole[..length]) {
                    assert!(content.starts_with(EXPORT.as_bytes()));
                    assert!(length >= one.len() + pack(b"").len());
                }
            }
            for behind in [&b"\0"[..], b"\n", b"P3,Cleo,FALSE\n", b"\x1f", b"\x28\xb5", &[0; 512]] {
                refused(&[one.as_slice(), behind].concat(), &format!("{behind:?} behind the end"));
            }
            let mut changed = one.clone();
            let middle = changed.len() - 5;
            changed[middle] ^= 1;
            refused(&changed, "one bit");
        }
    }

    #[test]
    fn a_window_above_the_limit_is_refused() {
        // One raw block of one byte in a frame with a window of 2^27 bytes, and of 2^28.
        let frame = |exponent: u8| [0x28, 0xb5, 0x2f, 0xfd, 0, (exponent - 10) << 3, 9, 0, 0, b'a'];
        assert_eq!(content(&frame(27)).unwrap(), b"a");
        assert!(content(&frame(28)).is_err());
    }

    #[test]
    fn an_error_of_the_stream_itself_is_no_fault_of_its_data() {
        struct Torn(bool);
        impl Read for Torn {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                let kind = if std::mem::take(&mut self.0) {
                    io::ErrorKind::Interrupted
                } else {
                    io::ErrorKind::ConnectionReset
                };
                Err(kind.into())
            }
        }
        for packed in [gzip(EXPORT.as_bytes()), zstd(EXPORT.as_bytes())] {
            let input = packed[..9].chain(Torn(true));
            let error = decompressed(input).unwrap().read_to_end(&mut Vec::new()).unwrap_err();
            assert_eq!(Error::from(error).kind(), &ErrorKind::Io(io::ErrorKind::ConnectionReset));
        }
    }

    #[test]
    fn content_is_sought_by_reading_up_to_there() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("in");
        for packed in [in_pieces(EXPORT, gzip), zstd(EXPORT.as_bytes())] {
            fs::write(&path, packed).unwrap();
            let mut file = open(&path).unwrap();
            let mut all = String::new();
            file.read_to_string(&mut all).unwrap();
            assert_eq!(file.stream_position().unwrap(), EXPORT.len() as u64);
            for (to, at) in [
                (SeekFrom::Start(0), 0),
                (SeekFrom::Start(9), 9),
                (SeekFrom::Current(5), 14),
                (SeekFrom::Current(-13), 1),
            ] {
                assert_eq!(file.seek(to).unwrap(), at as u64);
                let mut next = [0];
                file.read_exact(&mut next).unwrap();
                assert_eq!(next[0], EXPORT.as_bytes()[at]);
                file.seek(SeekFrom::Current(-1)).unwrap();
            }
            assert!(file.seek(SeekFrom::Current(-100)).is_err());
            assert!(file.seek(SeekFrom::End(0)).is_err());
        }
    }

    #[test]
    fn the_output_is_compressed_by_its_name_and_the_hashes_are_of_the_content() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        fs::write(at("in.csv"), EXPORT).unwrap();
        fs::write(at("gzip.csv"), in_pieces(EXPORT, gzip)).unwrap();
        fs::write(at("zstd.csv"), in_pieces(EXPORT, zstd)).unwrap();
        let expected = redact_path(&redactor(), at("in.csv"), at("out.csv")).unwrap();
        for input in ["in.csv", "gzip.csv", "zstd.csv"] {
            assert_eq!(dry_run_path(&redactor(), at(input)).unwrap(), expected);
            for (output, magic) in [
                ("a.csv", "6sense".as_bytes()),
                ("a.GZ", &[0x1f, 0x8b]),
                ("a.zSt", b"\x28\xb5\x2f\xfd"),
            ] {
                for threads in [1, 2] {
                    let redactor = redactor().threads(threads);
                    let (summary, verification) =
                        redact_path_verified(&redactor, at(input), at(output)).unwrap();
                    assert_eq!(summary, expected);
                    assert_eq!(verification.sha256_redacted, expected.sha256_output);
                }
                let written = fs::read(at(output)).unwrap();
                assert!(written.starts_with(magic));
                assert_eq!(content(&written).unwrap(), REDACTED.as_bytes());
                assert_eq!(verify_path(&redactor(), at(input), at(output)).unwrap().redacted, 1);
            }
        }
    }

    #[test]
    fn in_place_a_file_stays_compressed_as_it_was() {
        let directory = tempfile::tempdir().unwrap();
        for (name, pack) in [("a.zst", gzip as fn(&[u8]) -> Vec<u8>), ("b.csv", zstd)] {
            let path = directory.path().join(name);
            let before = pack(EXPORT.as_bytes());
            fs::write(&path, &before).unwrap();
            redact_path_verified(&redactor(), &path, &path).unwrap();
            let after = fs::read(&path).unwrap();
            assert_eq!(before[..2], after[..2]);
            assert_eq!(content(&after).unwrap(), REDACTED.as_bytes());
        }
        assert_eq!(names(directory.path()), ["a.zst", "b.csv"]);
    }

    #[test]
    fn the_same_content_gives_the_same_bytes_under_any_name() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        fs::write(at("in.csv"), EXPORT).unwrap();
        for (one, other) in [("a.gz", "b.gz"), ("a.zst", "b.zst")] {
            redact_path(&redactor(), at("in.csv"), at(one)).unwrap();
            redact_path(&redactor(), at("in.csv"), at(other)).unwrap();
            assert_eq!(fs::read(at(one)).unwrap(), fs::read(at(other)).unwrap());
        }
        // Deflate; no flags, so no name; no time; neither fastest nor best; no system.
        assert_eq!(fs::read(at("a.gz")).unwrap()[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    }

    #[test]
    fn a_torn_input_leaves_the_old_file_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("in.csv.gz");
        let packed = gzip(EXPORT.as_bytes());
        for torn in [&packed[..packed.len() - 1], &[&packed[..], b"x"].concat()] {
            fs::write(&path, torn).unwrap();
            let error = redact_path(&redactor(), &path, &path).unwrap_err();
            assert!(error.to_string().contains("gzip data that is whole"), "{error}");
            assert_eq!(error.input(), Some(Input::PastExport));
            assert_eq!(fs::read(&path).unwrap(), torn);
            assert_eq!(names(directory.path()), ["in.csv.gz"]);
        }
    }

    #[test]
    fn a_job_reads_all_its_inputs_compressed() {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/sample");
        let run = |pack: &dyn Fn(usize, &[u8]) -> Vec<u8>| {
            let (inputs, outputs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            let paths: Vec<PathBuf> = [
                "opt_out_list.csv",
                "salesforce_contacts.csv",
                "evidence.csv",
                "past_export_crm.csv",
            ]
            .iter()
            .enumerate()
            .map(|(nth, name)| {
                let path = inputs.path().join(name);
                fs::write(&path, pack(nth, &fs::read(sample.join(name)).unwrap())).unwrap();
                path
            })
            .collect();
            let [list, contacts, evidence, export] = paths.as_slice() else { unreachable!() };
            let (policy, now) = (Policy::standard().unwrap(), "2026-11-24".parse().unwrap());
            let mut job = SweepJob::new(list, contacts, outputs.path(), policy, now);
            job.evidence = Some(evidence.clone());
            job.past_exports = vec![export.clone()];
            job.run(&mut |_| std::ops::ControlFlow::Continue(())).unwrap();
            let written = names(outputs.path());
            written
                .into_iter()
                .map(|name| (fs::read(outputs.path().join(&name)).unwrap(), name))
                .collect::<Vec<_>>()
        };
        let plain = run(&|_, content| content.to_owned());
        let packed = run(&|nth, content| if nth % 2 == 0 { gzip(content) } else { zstd(content) });
        assert_eq!(plain.len(), 8);
        // The manifest too: its hashes are of the content.
        assert!(plain == packed);
    }

    const CHILD: &str = "OPTOUT_TEST_EXPAND";

    /// What the test below starts: a process of its own, whose memory is its own.
    #[cfg(target_os = "linux")]
    #[test]
    fn expand() {
        let Some(path) = std::env::var_os(CHILD) else { return };
        let path = Path::new(&path);
        let read = io::copy(&mut open(path.join("bomb")).unwrap(), &mut io::sink()).unwrap();
        assert_eq!(read, 200 << 20);
        let summary =
            redact_path(&redactor().hashes(false), path.join("export.csv"), path.join("out.gz"));
        assert_eq!(summary.unwrap().redacted, 1);
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        println!("peak {}", peak.trim().trim_end_matches(" kB"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn memory_does_not_grow_with_the_content() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("bomb"), zstd(&[b'a'; 1 << 20]).repeat(200)).unwrap();
        let rows = gzip("P2,Bob,FALSE\n".repeat(1 << 16).as_bytes()).repeat(4);
        let export = [gzip(EXPORT.as_bytes()), rows].concat();
        fs::write(directory.path().join("export.csv"), export).unwrap();
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["with::expand", "--exact", "--nocapture"])
            .env(CHILD, directory.path())
            .output()
            .unwrap();
        assert!(output.status.success());
        let stdout = String::from_utf8(output.stdout).unwrap();
        let peak = stdout.lines().find_map(|line| line.split("peak ").nth(1)).unwrap();
        // The larger content is 200 MB.
        let peak: u64 = peak.parse().unwrap();
        assert!(peak < 24 << 10, "{peak} kB");
    }
}
