//! The digest reaches the mailboxes of a real mail server.
#![allow(clippy::disallowed_methods, reason = "the test reads and writes files of its own")]

use std::io::{self, BufRead as _, BufReader};
use std::net::{IpAddr, TcpListener, TcpStream};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use mail_parser::MessageParser;
use mailin::{Action, Handler, Response, SessionBuilder, response};

/// A mail as the server got it.
#[derive(Clone, Debug, Default)]
struct Mail {
    from: String,
    to: Vec<String>,
    data: Vec<u8>,
}

/// Takes every mail, or none.
#[derive(Clone, Default)]
struct Mailbox {
    is_full: bool,
    current: Mail,
    mails: Arc<Mutex<Vec<Mail>>>,
}

impl Handler for Mailbox {
    fn mail(&mut self, _: IpAddr, _: &str, from: &str) -> Response {
        self.current = Mail { from: from.to_owned(), ..Mail::default() };
        response::OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        self.current.to.push(to.to_owned());
        if self.is_full { response::NO_MAILBOX } else { response::OK }
    }

    fn data(&mut self, part: &[u8]) -> io::Result<()> {
        self.current.data.extend_from_slice(part);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        self.mails.lock().unwrap().push(std::mem::take(&mut self.current));
        response::OK
    }
}

/// A server that runs until the tests end; its port, and what it gets.
fn server(is_full: bool) -> (u16, Arc<Mutex<Vec<Mail>>>) {
    let mailbox = Mailbox { is_full, ..Mailbox::default() };
    let mails = Arc::clone(&mailbox.mails);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            serve(&stream.unwrap(), mailbox.clone()).unwrap();
        }
    });
    (port, mails)
}

fn serve(mut stream: &TcpStream, mailbox: Mailbox) -> io::Result<()> {
    let mut session = SessionBuilder::new("mail.example").build(stream.peer_addr()?.ip(), mailbox);
    session.greeting().write_to(&mut stream)?;
    let (mut lines, mut line) = (BufReader::new(stream), Vec::new());
    while lines.read_until(b'\n', &mut line)? > 0 {
        let answer = session.process(&line);
        if answer.action != Action::NoReply {
            answer.write_to(&mut stream)?;
        }
        if answer.action == Action::Close {
            break;
        }
        line.clear();
    }
    Ok(())
}

fn digest(folder: &std::path::Path, ids: &str, now: &str, port: u16) -> Output {
    let rows = ids.replace(' ', "\n");
    std::fs::write(folder.join("list.csv"), format!("Unique 6sense Record ID\n{rows}\n")).unwrap();
    Command::new(env!("CARGO_BIN_EXE_digest"))
        .args(["--list", "list.csv", "--state", "state.json", "--zone", "Europe/Berlin"])
        .args(["--from", "optout@company.example", "--to", "admin@company.example"])
        .args(["--to", "privacy@company.example", "--now", now])
        .args(["--smtp", &format!("127.0.0.1:{port}")])
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn a_digest_a_week_and_none_without_news() {
    let folder = tempfile::tempdir().unwrap();
    let (port, mails) = server(false);
    for (ids, now, expected) in [
        ("P1", "2026-11-23T12:00:00Z", 0),
        ("P1", "2026-11-23T23:30:00Z", 1),
        ("P1", "2026-11-24T23:30:00Z", 1),
        ("P1", "2026-12-01T12:00:00Z", 1),
        ("P1 P2 P3", "2026-12-08T12:00:00Z", 2),
    ] {
        let output = digest(folder.path(), ids, now, port);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(mails.lock().unwrap().len(), expected, "{now}");
    }
    let mails = mails.lock().unwrap();
    let mail = mails.last().unwrap();
    assert_eq!(mail.from, "optout@company.example");
    assert_eq!(mail.to, ["admin@company.example", "privacy@company.example"]);
    let read = MessageParser::default().parse(&mail.data).unwrap();
    assert_eq!(read.subject(), Some("2 new opt-outs, 2026-12-08"));
    assert_eq!(read.date().unwrap().to_rfc3339(), "2026-12-08T12:00:00Z");
    assert!(read.message_id().unwrap().ends_with("@company.example"));
    assert!(read.body_text(0).unwrap().contains("P3"));
    assert!(read.body_html(0).unwrap().contains("<code>P3</code>"));
}

#[test]
fn a_message_that_was_refused_is_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let (full, _) = server(true);
    let output = digest(folder.path(), "P1", "2026-11-24T12:00:00Z", full);
    assert_eq!(output.status.code(), Some(2));
    assert!(!folder.path().join("state.json").exists());

    let (port, mails) = server(false);
    for now in ["2026-11-24T13:00:00Z", "2026-11-24T14:00:00Z"] {
        assert!(digest(folder.path(), "P1", now, port).status.success());
    }
    assert_eq!(mails.lock().unwrap().len(), 1);
}
