//! A whole job: its checkpoint damaged, its directories not to be written to, its files not to be read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use optout_core::sweep::Guard;
use optout_core::{Error, Input, Policy, SweepJob};

/// Reading a policy looks at everything that there can be.
static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::standard().unwrap());

struct Place(PathBuf);

impl Place {
    fn new(directory: &Path, rows: usize) -> Self {
        let place = Self(directory.to_owned());
        let list = "Name,Unique 6sense Record ID,Work email\nAda Lovelace,P1,ada@engine.example\n\
            Bob Babbage,P2,bob@engine.example\n";
        fs::write(place.path("list.csv"), list).unwrap();
        let mut contacts = "Record ID,First Name,Last Name,Email,6sense ID,Notes\n".to_owned();
        let notes = "n".repeat(400);
        for row in 0..rows {
            let (name, email, id) = match row % 100 {
                1 => ("Ada,Lovelace", "ada@engine.example", "P1"),
                2 => ("Bob,Babbage", "bob@engine.example", ""),
                _ => ("Zoe,Zuse", "zoe@else.example", ""),
            };
            writeln!(contacts, "{row},{name},{email},{id},{notes}").unwrap();
        }
        fs::write(place.path("contacts.csv"), contacts).unwrap();
        fs::write(
            place.path("export.csv"),
            "6sense People Id,Email,Is Redacted\nP1,a@x.example,FALSE\n",
        )
        .unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn job(&self, out: &str) -> SweepJob {
        let mut job = SweepJob::new(
            self.path("list.csv"),
            self.path("contacts.csv"),
            self.path(out),
            POLICY.clone(),
            "2026-11-24".parse().unwrap(),
        );
        job.past_exports = vec![self.path("export.csv")];
        job.guard = Guard::OFF;
        job
    }

    fn kept(&self, out: &str) -> SweepJob {
        let mut job = self.job(out);
        job.checkpoint = Some(self.path("checkpoint"));
        job.checkpoint_every = 0;
        job
    }

    fn content(&self, directory: &str) -> BTreeMap<String, Vec<u8>> {
        let Ok(entries) = fs::read_dir(self.path(directory)) else { return BTreeMap::new() };
        entries
            .map(|entry| entry.unwrap())
            .map(|entry| {
                (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
            })
            .collect()
    }
}

fn run(job: &SweepJob) -> Result<(), Error> {
    job.run(&mut |_| ControlFlow::Continue(())).map(drop)
}

/// Bits of a state and of tables that are not whole, where each damage would be another answer.
#[test]
fn a_damaged_checkpoint_is_refused_or_changes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let place = Place::new(directory.path(), 1_500);
    run(&place.job("whole")).unwrap();
    let whole = place.content("whole");
    let job = place.kept("out");
    job.run(&mut |progress| {
        if progress.records > 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .unwrap_err();
    let kept = place.content("checkpoint");
    assert!(kept["state.json"].starts_with(b"{"), "nothing was kept");
    assert!(kept["decisions.csv.part"].len() > 200, "nothing was written");
    let mut damaged = 0;
    for (name, bytes) in &kept {
        // Each bit of a byte here and there: each try is a whole job.
        let step = (bytes.len() / 12).max(1);
        for at in (0..bytes.len()).step_by(step) {
            fs::remove_dir_all(place.path("checkpoint")).unwrap();
            fs::create_dir(place.path("checkpoint")).unwrap();
            for (other, bytes) in &kept {
                fs::write(place.path("checkpoint").join(other), bytes).unwrap();
            }
            let mut bytes = bytes.clone();
            if damaged % 5 == 4 {
                bytes.truncate(at);
            } else {
                bytes[at] ^= 1 << (damaged % 7);
            }
            fs::write(place.path("checkpoint").join(name), bytes).unwrap();
            damaged += 1;
            match run(&job) {
                Err(_) => assert!(!place.path("out").exists()),
                Ok(()) => {
                    assert!(place.content("out") == whole, "byte {at} of {name} is another answer");
                    fs::remove_dir_all(place.path("out")).unwrap();
                }
            }
        }
    }
    println!("{damaged} checkpoints were damaged");
}

#[test]
fn inputs_that_are_gone_or_directories_are_named_and_nothing_is_left() {
    let directory = tempfile::tempdir().unwrap();
    let place = Place::new(directory.path(), 10);
    for (name, input) in [
        ("list.csv", Input::List),
        ("contacts.csv", Input::Contacts),
        ("export.csv", Input::PastExport),
    ] {
        let content = fs::read(place.path(name)).unwrap();
        fs::remove_file(place.path(name)).unwrap();
        let error = run(&place.job("out")).unwrap_err();
        assert_eq!((error.kind().code(), error.input()), ("io", Some(input)), "{name}");
        fs::create_dir(place.path(name)).unwrap();
        let error = run(&place.job("out")).unwrap_err();
        assert_eq!((error.kind().code(), error.input()), ("io", Some(input)), "{name}");
        fs::remove_dir(place.path(name)).unwrap();
        fs::write(place.path(name), content).unwrap();
        assert!(!place.path("out").exists(), "{name}");
    }
    run(&place.job("out")).unwrap();
}

#[cfg(target_os = "linux")]
mod limits {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::process::Command;

    use super::*;

    const DIRECTORY: &str = "OPTOUT_TEST_DIRECTORY";

    /// What is started again: a job that has to fail, whatever it is that fails it.
    #[test]
    fn worker() {
        let Some(directory) = std::env::var_os(DIRECTORY) else { return };
        let place = Place(directory.into());
        match run(&place.job("out")) {
            Ok(()) => println!("\ndone"),
            Err(error) => println!("\nfault {} {:?}", error.kind().code(), error.input()),
        }
    }

    /// Runs a job behind a shell line; what it printed.
    fn behind(line: &str, directory: &Path) -> String {
        let output = Command::new("sh")
            .args(["-c", line])
            .arg(std::env::current_exe().unwrap())
            .args(["job::limits::worker", "--exact", "--nocapture", "--test-threads=1"])
            .env(DIRECTORY, directory)
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Old outputs, so that it shows when one of them is replaced and another is not.
    fn old(place: &Place) -> BTreeMap<String, Vec<u8>> {
        run(&place.job("out")).unwrap();
        for name in place.content("out").keys() {
            fs::write(place.path("out").join(name), "old").unwrap();
        }
        place.content("out")
    }

    /// All of a job or nothing of it, at whatever size files may not grow any more.
    #[test]
    fn a_job_that_may_not_write_so_much_leaves_what_was_there() {
        let directory = tempfile::tempdir().unwrap();
        let place = Place::new(directory.path(), 3_000);
        let old = old(&place);
        let mut failed = 0;
        for blocks in [0, 1, 5, 15, 30, 1_000_000] {
            let line = format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$0\" \"$@\"");
            let printed = behind(&line, directory.path());
            if printed.contains("fault io Some(Output)") {
                assert!(place.content("out") == old, "{blocks}");
                failed += 1;
            } else {
                assert!(printed.contains("done"), "{printed}");
                assert!(place.content("out").values().all(|content| content != b"old"));
            }
        }
        assert!(failed > 2, "{failed}");
    }

    /// Root may do everything, so that it has to be somebody else.
    #[test]
    fn without_rights_nothing_is_changed() {
        let shared = tempfile::tempdir().unwrap();
        let opened = fs::Permissions::from_mode(0o755);
        fs::set_permissions(shared.path(), opened.clone()).unwrap();
        let place = Place::new(shared.path(), 10);
        let old = old(&place);
        let line = if fs::metadata("/proc/self").unwrap().uid() != 0 {
            "exec \"$0\" \"$@\""
        } else {
            "exec setpriv --reuid 65534 --regid 65534 --clear-groups \"$0\" \"$@\""
        };
        let printed = behind(line, shared.path());
        if !printed.contains("fault") && !printed.contains("done") {
            println!("skipped: nobody else can be had here");
            return;
        }
        // The directory of the outputs is another's.
        assert!(printed.contains("fault io Some(Output)"), "{printed}");
        assert!(place.content("out") == old);
        // And then a file is.
        fs::set_permissions(place.path("out"), fs::Permissions::from_mode(0o777)).unwrap();
        for (name, input) in
            [("list.csv", "List"), ("contacts.csv", "Contacts"), ("export.csv", "PastExport")]
        {
            fs::set_permissions(place.path(name), fs::Permissions::from_mode(0o000)).unwrap();
            let printed = behind(line, shared.path());
            assert!(printed.contains(&format!("fault io Some({input})")), "{printed}");
            assert!(place.content("out") == old);
            fs::set_permissions(place.path(name), opened.clone()).unwrap();
        }
    }
}
