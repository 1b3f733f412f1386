//! The matcher of a job: one that is given, or one of the job's list and tables.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::PathBuf;

use super::{SweepJob, hashed};
use crate::digest::Hashing;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::index::{DomainAliases, IdLinks};
use crate::list::{ListOptions, OptOutList};
use crate::matching::{MatchOptions, Matcher, Verdicts};
use crate::normalize::nicknames::Nicknames;

/// The hashes of files that say what is known beside list and policy, by what they are.
pub(super) type Hashes = BTreeMap<&'static str, String>;

impl SweepJob {
    /// Builds the matcher that the job would match with if none were given, from its list, policy and tables:
    /// to be [saved](Matcher::save), and [given](Self::matcher) to later jobs with the same.
    ///
    /// ```no_run
    /// use optout_core::{Matcher, Policy, SweepJob};
    ///
    /// let today = "2026-11-24".parse()?;
    /// let mut job = SweepJob::new("list.csv", "contacts.csv", "out", Policy::standard()?, today);
    /// job.build_matcher()?.save("list.matcher")?;
    /// job.matcher = Some(Matcher::open("list.matcher")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The list or a table cannot be read, with the input and the place.
    pub fn build_matcher(&self) -> Result<Matcher> {
        let (list, _) = self.read_list()?;
        let (options, _) = self.match_options()?;
        Ok(Matcher::with_options(&list, self.policy.matching().clone(), options))
    }

    /// The list and the hash of its file.
    pub(super) fn read_list(&self) -> Result<(OptOutList, String)> {
        let options = self.list_options();
        hashed(&self.list, Input::List, |input| OptOutList::read(input, &options))
    }

    /// How to read a list as of today.
    pub(super) fn list_options(&self) -> ListOptions {
        let now = self.list_options.now.or(Some(self.now));
        let threads = self.list_options.threads.max(self.threads);
        ListOptions { now, threads, ..self.list_options.clone() }
    }

    /// Refuses a matcher that would decide by something else than the job says.
    pub(super) fn require_fitting(&self, matcher: &Matcher, snapshot: &str) -> Result<()> {
        let refuse =
            |option, expected| Err(Error::new(ErrorKind::InvalidOption { option, expected }));
        if matcher.list_snapshot() != snapshot {
            return refuse("matcher", "a matcher of the list that is given; build it anew");
        }
        if matcher.policy().hash() != self.policy.matching().hash() {
            return refuse("matcher", "a matcher of the policy that is given; build it anew");
        }
        let tables = [
            (Input::DomainAliases, &self.domain_aliases),
            (Input::IdLinks, &self.id_links),
            (Input::Nicknames, &self.nicknames),
            (Input::Verdicts, &self.verdicts),
        ];
        match tables.into_iter().find(|(_, path)| path.is_some()) {
            Some((of, _)) => refuse(of.as_str(), "the table in the matcher that is given"),
            None => Ok(()),
        }
    }

    /// What is known beside list and policy, and the hashes of the files that say so.
    pub(super) fn match_options(&self) -> Result<(MatchOptions, Hashes)> {
        let mut hashes = Hashes::new();
        let options = MatchOptions {
            domain_aliases: read_option(
                self.domain_aliases.as_ref(),
                Input::DomainAliases,
                &mut hashes,
                |input| DomainAliases::read(input),
            )?,
            id_links: read_option(self.id_links.as_ref(), Input::IdLinks, &mut hashes, |input| {
                IdLinks::read(input)
            })?,
            nicknames: read_option(
                self.nicknames.as_ref(),
                Input::Nicknames,
                &mut hashes,
                |input| Nicknames::read(input),
            )?,
            verdicts: read_option(self.verdicts.as_ref(), Input::Verdicts, &mut hashes, |input| {
                Verdicts::read(input)
            })?,
            threads: self.threads,
        };
        Ok((options, hashes))
    }
}

/// The hash of a matcher's bytes, which is that of its file.
pub(super) fn matcher_sha256(matcher: &Matcher) -> Result<String> {
    let mut output = Hashing::only_if(true, io::sink());
    matcher.write_to(&mut output)?;
    Ok(output.finish().unwrap_or_default())
}

/// Reads what is known beside list and policy, if there is a file of it.
fn read_option<T: Default>(
    path: Option<&PathBuf>,
    of: Input,
    hashes: &mut Hashes,
    read: impl FnOnce(&mut dyn Read) -> Result<T>,
) -> Result<T> {
    let Some(path) = path else { return Ok(T::default()) };
    let (value, hash) = hashed(path, of, |input| read(input))?;
    hashes.insert(of.as_str(), hash);
    Ok(value)
}
