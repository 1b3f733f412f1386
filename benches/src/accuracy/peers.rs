//! Other tools on the same pairs: a Python program runs them, the scorer here scores them.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::Run;
use super::report::{Block, Table};
use super::score::Ladder;

/// What the program prints.
#[derive(Deserialize)]
pub(super) struct Peers {
    peers: Vec<Peer>,
    /// Who could not run, and why.
    missing: Vec<String>,
}

/// One tool with all that it found.
#[derive(Deserialize)]
struct Peer {
    name: String,
    /// The threshold that the tool recommends, among the steps of the ladder.
    default: Option<f64>,
    ladder: Ladder,
}

impl Run {
    /// Lets the peers run on a set.
    pub(super) fn peers(&self, set: &str) -> Result<Peers, String> {
        if !self.with_peers {
            return Err("the peers, as was asked".to_owned());
        }
        let output = self.python(set)?;
        serde_json::from_slice(&output).map_err(|_| "the peers: they print no results".to_owned())
    }

    /// Runs the program of the peers with a word that says what to do.
    pub(super) fn python(&self, word: &str) -> Result<Vec<u8>, String> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/accuracy.py");
        let mut command = Command::new("python3");
        command.arg(program).arg(word).arg("--data").arg(&self.data).arg("--work").arg(&self.work);
        let output = command.stderr(Stdio::inherit()).output();
        match output {
            Ok(output) if output.status.success() => Ok(output.stdout),
            Ok(_) => Err("the peers: their program failed".to_owned()),
            Err(error) => Err(format!("the peers: {}", error.kind())),
        }
    }
}

/// Adds what the peers find, and says who of them could not run.
pub(super) fn add(found: Result<Peers, String>, table: &mut Table, block: &mut Block) {
    let Peers { peers, missing } =
        found.unwrap_or_else(|why| Peers { peers: Vec::new(), missing: vec![why] });
    peers.iter().for_each(|peer| peer.add_to(table));
    missing.into_iter().for_each(|why| block.skip(why));
}

impl Peer {
    /// Adds the places at which tools are compared.
    fn add_to(&self, table: &mut Table) {
        let (who, ladder) = (self.name.as_str(), &self.ladder);
        if let Some(least) = self.default {
            let is_taken = |at: &str| at.parse().is_ok_and(|score: f64| score >= least);
            let point = ladder.points().take_while(|point| is_taken(&point.at)).last();
            table.point(who, &format!("its threshold {least}"), point);
        }
        table.point(who, "best F1", ladder.best_f1());
        table.point(who, "precision >= .99", ladder.at_precision(0.99));
        table.point(who, "0 wrong", ladder.at_no_wrong());
    }
}
