//! Sends administrators the weekly digest of new opt-outs over SMTP, if one is due.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use lettre::address::{Address, Envelope};
use lettre::{SmtpTransport, Transport};
use lexopt::prelude::{Long, Short, ValueExt};
use optout_core::fs::write_atomically;
use optout_core::list::{ListOptions, OptOutList};
use optout_core::normalize::date::Zone;
use optout_core::notice::{Digest, DigestState, Recipients};
use optout_core::{BasisPolicy, Moment};

const USAGE: &str = "usage: digest --list FILE --state FILE --from ADDRESS --to ADDRESS [--to ADDRESS]... \
[--zone NAME] --now TIME [--smtp HOST:PORT]";

/// What the command line asks for.
struct Asked {
    list: PathBuf,
    /// What has been told so far; there need not be such a file yet.
    state: PathBuf,
    from: String,
    recipients: Recipients,
    zone: Zone,
    now: Moment,
    /// Where the mail server is; the message is printed if there is none.
    smtp: Option<(String, u16)>,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("digest: {message}");
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
    let list = fs::File::open(&asked.list).map_err(|error| format!("list: {}", error.kind()))?;
    let list = OptOutList::read(list, &ListOptions::default()).map_err(text)?;
    let mut state = match fs::read_to_string(&asked.state) {
        Ok(kept) => serde_json::from_str(&kept).map_err(|_| "the state is none".to_owned())?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => DigestState::new(),
        Err(error) => return Err(format!("state: {}", error.kind())),
    };
    let policy = BasisPolicy::default();
    match state.weekly(&list.snapshot(), asked.now, &asked.zone, &policy) {
        Some(digest) => send(&digest, &asked)?,
        None => println!("No digest is due, or there is nothing new."),
    }
    // Behind the message: one that is sent twice can be told by its id, one that is lost cannot be told at all.
    write_atomically(&asked.state, |out| {
        serde_json::to_writer(out, &state).map_err(std::io::Error::from).map_err(Into::into)
    })
    .map_err(text)
}

fn send(digest: &Digest, asked: &Asked) -> Result<(), String> {
    let message = digest.message(&asked.from, &asked.recipients, asked.now).map_err(text)?;
    let Some((host, port)) = &asked.smtp else {
        print!("{}", String::from_utf8_lossy(&message));
        return Ok(());
    };
    let address = |text: &str| text.parse::<Address>().map_err(|_| "an address".to_owned());
    let to = asked.recipients.iter().map(address).collect::<Result<Vec<_>, _>>()?;
    let envelope = Envelope::new(Some(address(&asked.from)?), to).map_err(text)?;
    let server = SmtpTransport::builder_dangerous(host).port(*port).build();
    server.send_raw(&envelope, &message).map_err(|error| format!("the mail server: {error}"))?;
    println!("Sent to {}: {}.", asked.recipients.iter().count(), digest.subject());
    Ok(())
}

fn arguments(mut parser: lexopt::Parser) -> Result<Option<Asked>, lexopt::Error> {
    let (mut list, mut state, mut from, mut now, mut smtp) = (None, None, None, None, None);
    let (mut recipients, mut zone) = (None::<Recipients>, Zone::utc());
    while let Some(argument) = parser.next()? {
        match argument {
            Long("list") => list = Some(parser.value()?.into()),
            Long("state") => state = Some(parser.value()?.into()),
            Long("from") => from = Some(parser.value()?.string()?),
            Long("to") => {
                let email = parser.value()?.string()?;
                match &mut recipients {
                    Some(recipients) => _ = recipients.add(&email).map_err(text)?,
                    None => recipients = Some(Recipients::new(&email).map_err(text)?),
                }
            }
            Long("zone") => zone = parser.value()?.string()?.parse().map_err(text)?,
            Long("now") => now = Some(parser.value()?.parse()?),
            Long("smtp") => {
                let text = parser.value()?.string()?;
                let (host, port) =
                    text.rsplit_once(':').ok_or("option --smtp: expected HOST:PORT")?;
                smtp = Some((host.to_owned(), port.parse().map_err(|_| "expected a port")?));
            }
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Some(Asked {
        list: list.ok_or("missing option '--list'")?,
        state: state.ok_or("missing option '--state'")?,
        from: from.ok_or("missing option '--from'")?,
        recipients: recipients.ok_or("missing option '--to'")?,
        zone,
        now: now.ok_or("missing option '--now'")?,
        smtp,
    }))
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
