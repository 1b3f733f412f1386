//! A whole job without a checkpoint that is killed, over and over.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use optout_core::SweepJob;

use crate::place::{Place, run};

const DIRECTORY: &str = "OPTOUT_TEST_DIRECTORY";
const ROWS: usize = if cfg!(debug_assertions) { 200 } else { 5_000 };

/// In the order in which the files get their names.
const OUTPUTS: [&str; 8] = [
    "decisions.csv",
    "deletions.csv",
    "review.csv",
    "flags.csv",
    "audit.jsonl",
    "export.redacted.csv",
    "report.html",
    "manifest.json",
];

/// Two jobs that write nothing alike, the days of their deadlines and their tables being others.
fn jobs(place: &Place, out: &str) -> [SweepJob; 2] {
    let mut other = place.job(out);
    other.contacts = place.path("others.csv");
    other.past_exports = vec![place.path("others/export.csv")];
    other.now = "2026-11-25".parse().unwrap();
    [place.job(out), other]
}

/// What is started to be killed: the two jobs in turns, without end.
#[test]
fn worker() {
    let Some(directory) = std::env::var_os(DIRECTORY) else { return };
    let jobs = jobs(&Place(directory.into()), "out");
    println!("\nready");
    loop {
        jobs.iter().for_each(|job| run(job).unwrap());
    }
}

fn start(directory: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["killed::worker", "--exact", "--nocapture", "--test-threads=1"])
        .env(DIRECTORY, directory)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "ready"));
    child
}

#[derive(Debug, Default)]
struct Seen {
    kills: usize,
    nothing: usize,
    one_job: usize,
    /// Some files of one job and some of the other, or some not there yet.
    two_jobs: usize,
    leftovers: usize,
}

/// Looks at what a kill has left: of which job each file is, and that none is of neither.
fn look(content: &BTreeMap<String, Vec<u8>>, whole: &[BTreeMap<String, Vec<u8>>], seen: &mut Seen) {
    let whose = |name: &str| {
        let found = content.get(name)?;
        let whose = whole.iter().position(|whole| whole[name] == *found);
        Some(whose.unwrap_or_else(|| panic!("{name} is of neither job")))
    };
    let whose: Vec<Option<usize>> = OUTPUTS.iter().map(|name| whose(name)).collect();
    let changes = whose.windows(2).filter(|pair| pair[0] != pair[1]).count();
    // The manifest is the last, so that it does not say that all is there before it is.
    assert!(changes <= 1, "not in their order: {whose:?}");
    match (changes, whose[0]) {
        (0, None) => seen.nothing += 1,
        (0, Some(_)) => seen.one_job += 1,
        _ => seen.two_jobs += 1,
    }
    for (name, bytes) in content.iter().filter(|(name, _)| !OUTPUTS.contains(&name.as_str())) {
        assert!(name.starts_with(".optout-"), "{name}");
        let is_whole = whole.iter().any(|whole| whole.values().any(|output| output == bytes));
        assert!(is_whole, "half a file under a temporary name");
        seen.leftovers += 1;
    }
}

#[test]
fn a_killed_job_leaves_each_file_old_or_new_and_runs_again() {
    let directory = tempfile::tempdir().unwrap();
    let place = Place::new(directory.path(), ROWS);
    let contacts = fs::read_to_string(place.path("contacts.csv")).unwrap();
    let others = contacts.replace("\n3,Zoe,", "\n3,Zo,").replace("Babbage", "Lovelace");
    fs::write(place.path("others.csv"), others).unwrap();
    fs::create_dir(place.path("others")).unwrap();
    let export = fs::read_to_string(place.path("export.csv")).unwrap();
    fs::write(place.path("others/export.csv"), export + "P2,b@x.example,FALSE\n").unwrap();
    let whole: Vec<BTreeMap<String, Vec<u8>>> = ["one", "other"]
        .iter()
        .enumerate()
        .map(|(at, out)| {
            run(&jobs(&place, out)[at]).unwrap();
            place.content(out)
        })
        .collect();
    for name in OUTPUTS {
        assert!(whole[0][name] != whole[1][name], "{name} is the same in both");
    }
    let begun = Instant::now();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut seen = Seen::default();
    let times = std::env::var("OPTOUT_TEST_KILLS").map_or(40, |times| times.parse().unwrap());
    while seen.kills < times || (seen.one_job == 0 && begun.elapsed() < Duration::from_secs(60)) {
        if seen.kills.is_multiple_of(4) {
            let _ = fs::remove_dir_all(place.path("out"));
        }
        let mut child = start(directory.path());
        // Xorshift, after Marsaglia (2003).
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        sleep(Duration::from_micros(state % 200_000));
        assert!(child.try_wait().unwrap().is_none(), "it has ended by itself");
        child.kill().unwrap();
        child.wait().unwrap();
        seen.kills += 1;
        look(&place.content("out"), &whole, &mut seen);
        for name in place.content("out").keys().filter(|name| name.starts_with('.')) {
            fs::remove_file(place.path("out").join(name)).unwrap();
        }
    }
    println!("{seen:?}");
    assert!(seen.one_job > 0, "no job came to its end");
    for (job, whole) in jobs(&place, "out").iter().zip(&whole) {
        run(job).unwrap();
        assert!(place.content("out") == *whole, "a run behind a killed one writes the same");
    }
}
