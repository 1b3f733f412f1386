//! A whole job: its checkpoint damaged, its directories not to be written to, its files not to be read.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use optout_core::{ErrorKind, Input};

use crate::place::{Place, run};

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

/// Old outputs, so that it shows when one of them is replaced and another is not.
fn old(place: &Place) -> BTreeMap<String, Vec<u8>> {
    run(&place.job("out")).unwrap();
    for name in place.content("out").keys() {
        fs::write(place.path("out").join(name), "old").unwrap();
    }
    place.content("out")
}

/// Whichever place is taken after the job has begun.
#[test]
fn a_directory_in_an_outputs_place_changes_nothing_but_the_answer() {
    let directory = tempfile::tempdir().unwrap();
    let place = Place::new(directory.path(), 10);
    let mut old = old(&place);
    for name in old.clone().into_keys() {
        old.remove(&name);
        let taken = place.path("out").join(&name);
        fs::remove_file(&taken).unwrap();
        let error = place
            .job("out")
            .run(&mut |_| {
                let _ = fs::create_dir(&taken);
                ControlFlow::Continue(())
            })
            .unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Io(std::io::ErrorKind::IsADirectory), "{name}");
        assert_eq!(error.input(), Some(Input::Output));
        fs::remove_dir(&taken).unwrap();
        assert!(place.content("out") == old, "{name}");
        fs::write(taken, "old").unwrap();
        old.insert(name, b"old".to_vec());
    }
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
    fn somebody_else() -> &'static str {
        if is_root() {
            "exec setpriv --reuid 65534 --regid 65534 --clear-groups \"$0\" \"$@\""
        } else {
            "exec \"$0\" \"$@\""
        }
    }

    fn is_root() -> bool {
        fs::metadata("/proc/self").unwrap().uid() == 0
    }

    /// Some of the old outputs are the job's own to replace, and one is not: that shows when its name is to be
    /// given, others having theirs.
    #[test]
    fn a_name_that_cannot_be_given_puts_the_old_files_back() {
        if !is_root() {
            println!("skipped: no files of two owners can be had here");
            return;
        }
        let shared = tempfile::tempdir().unwrap();
        fs::set_permissions(shared.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let place = Place::new(shared.path(), 10);
        let old = old(&place);
        // Whoever may write to the directory may take away own files only.
        fs::set_permissions(place.path("out"), fs::Permissions::from_mode(0o1777)).unwrap();
        let own = |name: &str, owner| {
            std::os::unix::fs::chown(place.path("out").join(name), Some(owner), None).unwrap();
        };
        old.keys().for_each(|name| own(name, 65534));
        for name in old.keys() {
            own(name, 0);
            let printed = behind(somebody_else(), shared.path());
            assert!(printed.contains("fault io Some(Output)"), "{name}: {printed}");
            assert!(place.content("out") == old, "{name}");
            own(name, 65534);
        }
        // They may be taken away, but not be given a second name.
        fs::set_permissions(place.path("out"), fs::Permissions::from_mode(0o777)).unwrap();
        old.keys().for_each(|name| own(name, 0));
        let printed = behind(somebody_else(), shared.path());
        assert!(printed.contains("done"), "{printed}");
        let new = place.content("out");
        assert!(new.keys().eq(old.keys()) && new.values().all(|content| content != b"old"));
    }

    #[test]
    fn without_rights_nothing_is_changed() {
        let shared = tempfile::tempdir().unwrap();
        let opened = fs::Permissions::from_mode(0o755);
        fs::set_permissions(shared.path(), opened.clone()).unwrap();
        let place = Place::new(shared.path(), 10);
        let old = old(&place);
        let line = somebody_else();
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
