//! Classifies the records of a contact export by what is on record about them: may each be kept, and may
//! marketing be sent to it?

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, ValueExt};
use optout_core::basis::{EvidenceStore, Trigger, read_evidence};
use optout_core::fs::write_atomically;
use optout_core::sweep::{Classified, Classifier};
use optout_core::table::Format;
use optout_core::{Date, Error, Layout, Policy, Table};
use optout_examples::arguments::{column, date, read_policy, word};

const USAGE: &str = "usage: classify --contacts FILE --now DATE [--since DATE] \
[--trigger vendor_opt_out|after_subscription] [--evidence FILE] [--policy FILE] [--preset NAME] [--column HEADER=ROLE]... \
[--encoding LABEL] [--traces] --out FILE";

/// What the command line asks for.
struct Asked {
    contacts: PathBuf,
    out: PathBuf,
    evidence: Option<PathBuf>,
    policy: Policy,
    layout: Layout,
    format: Format,
    trigger: Trigger,
    now: Date,
    since: Date,
    traces: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("classify: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let asked = arguments(lexopt::Parser::from_env());
    let Some(asked) = asked.map_err(|error| format!("{error} ({USAGE})"))? else {
        println!("{USAGE}");
        return Ok(());
    };
    let found = classify(&asked).map_err(|error| error.to_string())?;
    show(&found, asked.now);
    println!("\nWritten to {}. Decision support, not legal advice.", asked.out.display());
    Ok(())
}

fn classify(asked: &Asked) -> Result<Classified, Error> {
    let evidence = match &asked.evidence {
        Some(path) => read_evidence(File::open(path)?, Format::default())?,
        None => EvidenceStore::new(),
    };
    let contacts = File::open(&asked.contacts)?;
    let mut contacts = Table::open_contacts(contacts, asked.format, &asked.layout)?;
    let Asked { policy, trigger, since, now, traces, .. } = asked;
    let classifier =
        Classifier::new(policy.basis(), &evidence, *trigger, *since, *now).traces(*traces);
    write_atomically(&asked.out, |out| {
        classifier.run(&mut contacts, out, &mut |_| ControlFlow::Continue(()))
    })
}

fn show(found: &Classified, now: Date) {
    println!("{} records as of {now}.", found.records);
    table("May they be kept?", &found.retention);
    table("Why", &found.reasons);
    table("May marketing be sent?", &found.marketing);
    println!("\n{:>9}  past their last day", found.overdue);
    println!("{:>9}  marketing contacts", found.marketing_contacts);
    println!("{:>9}  of them opted out of e-mail", found.marketing_waste);
    table("Marketing contacts that are kept on no basis lack", &found.marketing_contacts_missing);
}

fn table<K: Display>(title: &str, counts: &BTreeMap<K, u64>) {
    println!("\n{title}");
    for (word, count) in counts {
        println!("{count:>9}  {word}");
    }
}

fn arguments(mut parser: lexopt::Parser) -> Result<Option<Asked>, lexopt::Error> {
    let (mut contacts, mut out, mut evidence) = (None, None, None);
    let (mut policy, mut format) = (None, Format::default());
    let (mut trigger, mut now, mut since) = (Trigger::AfterSubscription, None, None);
    let mut traces = false;
    let (mut layout, mut columns) = (Layout::detect(), Vec::new());
    while let Some(argument) = parser.next()? {
        match argument {
            Long("contacts") => contacts = Some(parser.value()?.into()),
            Long("out") => out = Some(parser.value()?.into()),
            Long("evidence") => evidence = Some(parser.value()?.into()),
            Long("policy") => policy = Some(read_policy(&parser.value()?.string()?)?),
            Long("preset") => {
                let preset = parser.value()?.string()?;
                layout = Layout::preset(&preset).map_err(|error| error.to_string())?;
            }
            Long("column") => columns.push(column(&parser.value()?.string()?)?),
            Long("encoding") => format.encoding = Some(word(&parser.value()?.string()?)?),
            Long("trigger") => trigger = word(&parser.value()?.string()?)?,
            Long("now") => now = Some(date("--now", &parser.value()?.string()?)?),
            Long("since") => since = Some(date("--since", &parser.value()?.string()?)?),
            Long("traces") => traces = true,
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    for (header, role) in columns {
        layout = layout.column(&header, role);
    }
    let now = now.ok_or("missing option '--now'")?;
    Ok(Some(Asked {
        contacts: contacts.ok_or("missing option '--contacts'")?,
        out: out.ok_or("missing option '--out'")?,
        evidence,
        policy: match policy {
            Some(policy) => policy,
            None => Policy::standard().map_err(|error| error.to_string())?,
        },
        layout,
        format,
        trigger,
        now,
        since: since.unwrap_or(now),
        traces,
    }))
}
