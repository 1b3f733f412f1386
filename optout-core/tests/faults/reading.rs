//! Reads that fail at any byte are errors, short and interrupted ones change nothing.

use std::io::{Cursor, Read};

use optout_core::basis::read_evidence;
use optout_core::redact::Targets;
use optout_core::table::Format;
use optout_core::{
    DomainAliases, Error, ErrorKind, HashProfile, HashedList, IdLinks, Layout, ListForm,
    ListOptions, Nicknames, OptOutList, Redactor, Table, Verdicts,
};

use crate::streams::{Dripping, FAULT, Failing};

type Reader = fn(&mut (dyn Read + Send)) -> Result<String, Error>;

/// What reads, a small whole input of it, and what it makes of it.
struct Case(&'static str, Vec<u8>, Reader);

fn list(form: ListForm, input: &mut (dyn Read + Send)) -> Result<String, Error> {
    let options = ListOptions { form, ..ListOptions::default() };
    let list = OptOutList::read(input, &options)?;
    Ok(format!("{} {} {:?}", list.snapshot().id(), list.records(), list.faults()))
}

fn redactor() -> Redactor {
    let mut targets = Targets::new();
    targets.person_id("P2");
    targets.email("cleo@engine.example");
    Redactor::new(targets)
}

const EXPORT: &str = "6sense People Id,Name,Work Email,Is Redacted\nP1,Ada,ada@engine.example,FALSE\n\
    P2,\"Bob, \"\"B\"\"\",bob@engine.example,FALSE\r\nP3,Cleo,cleo@engine.example,FALSE";

fn utf_16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn cases() -> Vec<Case> {
    const LIST: &str = "\u{feff}Name;Unique 6sense Record ID;Work email;Opt-out request date\n\
        \"Lovelace; Ada\";P1;ada@engine.example;2026-11-21\nBob;P2;b\u{f6}b@engine.example;21/11/2026\r\n";
    const CONTACTS: &str = "Record ID,First Name,Last Name,Email\n1,Ada,Lovelace,ada@engine.example\n\n\
        2,\"B\n\"\"ob\",Babbage,bob@else.example\n";
    let contacts: Reader = |input| {
        let mut table = Table::open_contacts(input, Format::default(), &Layout::detect())?;
        let mut seen = String::new();
        while let Some((record, schema)) = table.read()? {
            let values: Vec<&str> = record.values().collect();
            seen += &format!("{values:?} {:?} {:?}", record.position(), schema.roles());
        }
        Ok(seen)
    };
    let redact: Reader = |input| {
        let mut output = Vec::new();
        let summary = redactor().redact(input, &mut output)?;
        Ok(format!("{summary:?} {}", String::from_utf8_lossy(&output)))
    };
    let evidence: Reader = |input| {
        let store = read_evidence(input, Format::default())?;
        Ok(serde_json::to_string(&store).unwrap())
    };
    let hashed: Reader = |input| {
        let list = HashedList::read(input, HashProfile::Google)?;
        let hash = HashProfile::Google.hash_email("ada@engine.example")?;
        Ok(format!("{} {}", list.len(), list.has_hash(&hash)?))
    };
    let hash = HashProfile::Google.hash_email("ada@engine.example").unwrap();
    vec![
        Case("list", LIST.into(), |input| list(ListForm::Csv, input)),
        Case("list in UTF-16", utf_16(LIST), |input| list(ListForm::Csv, input)),
        Case(
            "list as JSON",
            "\n[{\"contactId\": 1, \"fullName\": \"Ada\"}, {\"contactId\": \"x\\u00e9\"}]\n  {\"contactId\":\"3\"} ".into(),
            |input| list(ListForm::Lusha, input),
        ),
        Case("list of ids", "id\nQ1\nQ2\n".into(), |input| list(ListForm::PeopleDataLabs, input)),
        Case("contacts", CONTACTS.into(), contacts),
        Case("contacts in UTF-16", utf_16(CONTACTS), contacts),
        Case("past export", EXPORT.into(), redact),
        Case("past export in UTF-16", utf_16(EXPORT), redact),
        Case("original of a verification", EXPORT.into(), |input| {
            let mut redacted = Vec::new();
            redactor().redact(EXPORT.as_bytes(), &mut redacted)?;
            redactor().verify(input, Cursor::new(redacted)).map(|verified| format!("{verified:?}"))
        }),
        Case(
            "evidence",
            "record_id,kind,occurred_at\n7,opt_in_double,2026-03-01\n8,contract,\n".into(),
            evidence,
        ),
        Case(
            "evidence as JSON",
            "\n{\"record_id\":\"7\",\"kind\":\"contract\"}\n\n{\"email\":\"a@x.example\",\"kind\":\"contract\"}".into(),
            evidence,
        ),
        Case("hashed list", format!("ID,Hash\n1,{hash}\n\"2\",{hash}\n").into(), hashed),
        Case("verdicts", "record_id,entry_id,verdict\n1,P1,same\n2,P2,\n".into(), |input| {
            Verdicts::read(input).map(|read| format!("{} {}", read.hash(), read.undecided()))
        }),
        Case("nicknames", "name,nickname\nAdelaide,Addy\n".into(), |input| {
            Nicknames::read(input).map(|read| read.hash())
        }),
        Case("domain aliases", "domain,alias\na.example,b.example\n".into(), |input| {
            DomainAliases::read(input).map(|read| read.hash())
        }),
        Case("id links", "system,old_id,new_id\ncrm,1,2\n".into(), |input| {
            IdLinks::read(input).map(|read| read.hash())
        }),
    ]
}

#[test]
fn a_read_that_fails_at_any_byte_is_that_error() {
    let mut tried = 0;
    for Case(name, bytes, read) in cases() {
        if let Err(error) = read(&mut bytes.as_slice()) {
            panic!("{name} is no whole input: {error}");
        }
        for at in 0..=bytes.len() {
            let error = read(&mut Failing(&bytes[..at])).expect_err(name);
            assert_eq!(error.kind(), &ErrorKind::Io(FAULT), "{name} at byte {at}");
            tried += 1;
        }
    }
    println!("{tried} reads failed");
}

#[test]
fn short_and_interrupted_reads_change_nothing() {
    for Case(name, bytes, read) in cases() {
        let whole = read(&mut bytes.as_slice()).expect(name);
        match read(&mut Dripping::new(&bytes)) {
            Ok(dripped) => assert_eq!(dripped, whole, "{name}"),
            Err(error) => panic!("{name}: {error}"),
        }
    }
}

#[test]
fn an_input_cut_off_at_any_byte_is_read_without_a_panic() {
    for Case(_, bytes, read) in cases() {
        for at in 0..bytes.len() {
            let _ = read(&mut &bytes[..at]);
        }
    }
}

#[cfg(feature = "compress")]
mod compressed {
    use std::io::Write;

    use optout_core::fs::decompressed;

    use super::*;

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

    #[test]
    fn compressed_inputs_fail_and_drip_in_the_same_way() {
        for Case(name, bytes, read) in cases() {
            let whole = read(&mut bytes.as_slice()).expect(name);
            for packed in [gzip(&bytes), zstd(&bytes)] {
                for at in 0..=packed.len() {
                    let unpacked = decompressed(Failing(&packed[..at]));
                    let error = unpacked.and_then(|mut input| read(&mut input)).expect_err(name);
                    assert_eq!(error.kind(), &ErrorKind::Io(FAULT), "{name} at byte {at}");
                }
                let dripped = read(&mut decompressed(Dripping::new(&packed)).unwrap()).unwrap();
                assert_eq!(dripped, whole, "{name}");
            }
        }
    }

    /// Damage that decompression does not notice would be read as something else.
    #[test]
    fn a_bit_that_flips_in_a_compressed_input_is_an_error_or_changes_nothing() {
        let Case(_, bytes, read) = cases().swap_remove(0);
        let whole = read(&mut bytes.as_slice()).unwrap();
        let mut unchanged = 0;
        for packed in [gzip(&bytes), zstd(&bytes)] {
            for at in 0..packed.len() * 8 {
                let mut flipped = packed.clone();
                flipped[at / 8] ^= 1 << (at % 8);
                let unpacked = decompressed(flipped.as_slice());
                match unpacked.and_then(|mut input| read(&mut input)) {
                    // Time, system and unused bits of a head.
                    Ok(read) => {
                        assert_eq!(read, whole, "bit {at}");
                        unchanged += 1;
                    }
                    Err(error) => assert!(!matches!(error.kind(), ErrorKind::Io(_)), "{error}"),
                }
            }
        }
        assert!(unchanged < 100, "{unchanged}");
    }
}
