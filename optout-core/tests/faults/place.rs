//! The files of a whole job.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use optout_core::sweep::Guard;
use optout_core::{Error, Policy, SweepJob};

/// Reading a policy looks at everything that there can be.
static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::standard().unwrap());

pub(crate) struct Place(pub(crate) PathBuf);

impl Place {
    pub(crate) fn new(directory: &Path, rows: usize) -> Self {
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

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn job(&self, out: &str) -> SweepJob {
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

    pub(crate) fn kept(&self, out: &str) -> SweepJob {
        let mut job = self.job(out);
        job.checkpoint = Some(self.path("checkpoint"));
        job.checkpoint_every = 0;
        job
    }

    pub(crate) fn content(&self, directory: &str) -> BTreeMap<String, Vec<u8>> {
        let Ok(entries) = fs::read_dir(self.path(directory)) else { return BTreeMap::new() };
        entries
            .map(|entry| entry.unwrap())
            .map(|entry| {
                (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
            })
            .collect()
    }
}

pub(crate) fn run(job: &SweepJob) -> Result<(), Error> {
    job.run(&mut |_| ControlFlow::Continue(())).map(drop)
}
