//! The exact job as a plain Rust program does it: the `csv` crate, four hash sets, one thread.

use std::collections::HashSet;
use std::env;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

use csv::{ByteRecord, ReaderBuilder};

/// How much is read at a time.
const BUFFER: usize = 1 << 20;

type Keys = HashSet<Vec<u8>>;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [list, input, output] = arguments.as_slice() else {
        return Err("usage: match_with_csv LIST IN OUT".into());
    };
    let (mut people, mut records, mut emails, mut names) =
        (Keys::new(), Keys::new(), Keys::new(), Keys::new());
    let mut reader = ReaderBuilder::new().from_path(list)?;
    let (mut row, mut key) = (ByteRecord::new(), Vec::new());
    while reader.read_byte_record(&mut row)? {
        add(&mut people, row[2].to_vec());
        add(&mut records, row[5].to_vec());
        add(&mut emails, row[3].trim_ascii().to_ascii_lowercase());
        name_key([&row[0], b""], &row[1], &mut key);
        names.insert(key.clone());
    }
    let mut reader = ReaderBuilder::new().buffer_capacity(BUFFER).from_path(input)?;
    let mut writer = BufWriter::new(File::create(output)?);
    writeln!(writer, "record")?;
    let mut number = 0_u64;
    while reader.read_byte_record(&mut row)? {
        number += 1;
        let is_listed = people.contains(&row[1])
            || records.contains(&row[2])
            || {
                key.clear();
                key.extend_from_slice(row[6].trim_ascii());
                key.make_ascii_lowercase();
                emails.contains(&key)
            }
            || {
                name_key([&row[4], &row[5]], &row[10], &mut key);
                names.contains(&key)
            };
        if is_listed {
            writeln!(writer, "{number}")?;
        }
    }
    writer.flush()?;
    Ok(())
}

/// Name and domain in small letters. Those outside ASCII stay as they are, which is enough for files whose
/// names are spelt alike.
fn name_key(name: [&[u8]; 2], website: &[u8], key: &mut Vec<u8>) {
    key.clear();
    for part in name.map(<[u8]>::trim_ascii).into_iter().filter(|part| !part.is_empty()) {
        key.extend_from_slice(part);
        key.push(b' ');
    }
    let mut domain = website.trim_ascii();
    for prefix in [b"https://".as_slice(), b"http://", b"www."] {
        domain = domain.strip_prefix(prefix).unwrap_or(domain);
    }
    key.extend_from_slice(domain);
    key.make_ascii_lowercase();
}

fn add(keys: &mut Keys, key: Vec<u8>) {
    if !key.is_empty() {
        keys.insert(key);
    }
}
