//! The job as a plain Rust program does it: the `csv` crate, three hash sets, one thread.

use std::collections::HashSet;
use std::env;
use std::error::Error;

use csv::{ByteRecord, ReaderBuilder, WriterBuilder};
use optout_benches::export::is_kept;

/// How much is read and written at a time.
const BUFFER: usize = 1 << 20;

type Keys = HashSet<Vec<u8>>;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [list, input, output] = arguments.as_slice() else {
        return Err("usage: redact_with_csv LIST IN OUT".into());
    };
    let (mut people, mut records, mut emails) = (Keys::new(), Keys::new(), Keys::new());
    let mut reader = ReaderBuilder::new().from_path(list)?;
    let mut row = ByteRecord::new();
    while reader.read_byte_record(&mut row)? {
        add(&mut people, row[2].to_vec());
        add(&mut records, row[5].to_vec());
        add(&mut emails, row[3].trim_ascii().to_ascii_lowercase());
    }
    let mut reader = ReaderBuilder::new().buffer_capacity(BUFFER).from_path(input)?;
    let mut writer = WriterBuilder::new().buffer_capacity(BUFFER).from_path(output)?;
    writer.write_byte_record(reader.byte_headers()?)?;
    let (mut email, mut blanked) = (Vec::new(), ByteRecord::new());
    while reader.read_byte_record(&mut row)? {
        email.clear();
        email.extend_from_slice(row[6].trim_ascii());
        email.make_ascii_lowercase();
        if people.contains(&row[1]) || records.contains(&row[2]) || emails.contains(&email) {
            blanked.clear();
            let flag = row.len() - 1;
            for (at, field) in row.iter().enumerate() {
                blanked.push_field(match at {
                    at if at == flag => b"TRUE",
                    at if is_kept(at) => field,
                    _ => b"",
                });
            }
            writer.write_byte_record(&blanked)?;
        } else {
            writer.write_byte_record(&row)?;
        }
    }
    writer.flush()?;
    Ok(())
}

fn add(keys: &mut Keys, key: Vec<u8>) {
    if !key.is_empty() {
        keys.insert(key);
    }
}
