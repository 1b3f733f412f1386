//! The seven files, each in a dialect of its own, written side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::contact::{Contact, contact_at};
use super::draw::{Draw, Use};
use super::ids::vendor_person;
use super::list::{self, Entry, row_at};
use super::pools::TITLES;
use super::rows::{self, Export};
use super::scenario::{Expected, System};
use super::world::World;
use super::{Kind, Summary};

/// A file of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// The vendor's Opt-Out List: UTF-8 with a byte-order mark.
    OptOutList,
    /// Contacts exported from Salesforce.
    Salesforce,
    /// Contacts exported from HubSpot.
    HubSpot,
    /// People the vendor exported to the CRM: every field quoted, CRLF, True and False.
    PastExportCrm,
    /// People the vendor exported as CSV: semicolons, LF, TRUE and FALSE.
    PastExportCsv,
    /// Evidence about contacts of both systems.
    Evidence,
    /// What has to become of every contact.
    Truth,
}

impl File {
    /// All files.
    pub const ALL: [Self; 7] = [
        Self::OptOutList,
        Self::Salesforce,
        Self::HubSpot,
        Self::PastExportCrm,
        Self::PastExportCsv,
        Self::Evidence,
        Self::Truth,
    ];

    /// The file's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::OptOutList => "opt_out_list.csv",
            Self::Salesforce => "salesforce_contacts.csv",
            Self::HubSpot => "hubspot_contacts.csv",
            Self::PastExportCrm => "past_export_crm.csv",
            Self::PastExportCsv => "past_export_csv.csv",
            Self::Evidence => "evidence.csv",
            Self::Truth => "truth.csv",
        }
    }

    fn header(self) -> &'static [&'static str] {
        match self {
            Self::OptOutList => &list::HEADER,
            Self::Salesforce => &rows::SALESFORCE,
            Self::HubSpot => &rows::HUBSPOT,
            Self::PastExportCrm => &rows::PAST_CRM,
            Self::PastExportCsv => &rows::PAST_CSV,
            Self::Evidence => &rows::EVIDENCE,
            Self::Truth => &rows::TRUTH,
        }
    }

    fn dialect(self) -> WriterBuilder {
        let mut dialect = WriterBuilder::new();
        dialect.buffer_capacity(1 << 16);
        match self {
            Self::PastExportCrm => {
                dialect.quote_style(QuoteStyle::Always).terminator(Terminator::CRLF)
            }
            Self::PastExportCsv => dialect.delimiter(b';'),
            Self::HubSpot => dialect.terminator(Terminator::CRLF),
            _ => &mut dialect,
        };
        dialect
    }
}

struct Files<W: Write> {
    writers: Vec<Writer<W>>,
    records: [u64; File::ALL.len()],
}

impl<W: Write> Files<W> {
    fn open(mut open: impl FnMut(File) -> io::Result<W>) -> io::Result<Self> {
        let mut writers = vec![];
        for file in File::ALL {
            let mut sink = open(file)?;
            if file == File::OptOutList {
                sink.write_all("\u{feff}".as_bytes())?;
            }
            let mut writer = file.dialect().from_writer(sink);
            writer.write_record(file.header())?;
            writers.push(writer);
        }
        Ok(Self { writers, records: [0; File::ALL.len()] })
    }

    fn push(&mut self, file: File, fields: &[impl AsRef<[u8]>]) -> io::Result<()> {
        self.records[file as usize] += 1;
        Ok(self.writers[file as usize].write_record(fields)?)
    }

    fn finish(mut self) -> io::Result<[u64; File::ALL.len()]> {
        for writer in &mut self.writers {
            writer.flush()?;
        }
        Ok(self.records)
    }
}

/// Writes all files.
pub(super) fn write<W: Write>(
    world: &World,
    open: impl FnMut(File) -> io::Result<W>,
) -> io::Result<Summary> {
    let mut files = Files::open(open)?;
    for place in 0..world.row_count {
        let (fields, entry, first) = row_at(world, place);
        files.push(File::OptOutList, &fields)?;
        if first {
            write_past_export(world, &mut files, &entry)?;
        }
    }
    let mut counts = BTreeMap::new();
    for place in 0..world.records {
        let contact = contact_at(world, place);
        *counts.entry((contact.scenario, contact.expected)).or_insert(0) += 1;
        write_contact(&mut files, contact)?;
    }
    Ok(Summary { entries: world.entries, records: files.finish()?, kinds: kinds(world, &counts) })
}

/// One listed person in four was exported before, whether or not a CRM still has them.
fn write_past_export<W: Write>(
    world: &World,
    files: &mut Files<W>,
    entry: &Entry,
) -> io::Result<()> {
    let mut draw = Draw::new(world.seed, Use::PastExport, entry.number);
    if !draw.one_in(4) {
        return Ok(());
    }
    let export = Export {
        people_id: &vendor_person(entry.number),
        record_id: "",
        company: &entry.person.company,
        given: &entry.person.given,
        family: &entry.person.family,
        email: entry.email(),
        title: draw.pick(TITLES),
        phone: "",
        country: "",
    };
    files.push(File::PastExportCsv, &export.csv_row(&mut draw))
}

fn write_contact<W: Write>(files: &mut Files<W>, mut contact: Contact) -> io::Result<()> {
    match contact.system {
        System::Salesforce => files.push(File::Salesforce, &rows::salesforce_row(&contact))?,
        System::HubSpot => files.push(File::HubSpot, &rows::hubspot_row(&contact))?,
    }
    for fields in rows::evidence_rows(&contact) {
        files.push(File::Evidence, &fields)?;
    }
    if contact.draw.below(5) < 2 {
        let export = Export {
            people_id: &contact.exported.0,
            record_id: &contact.id,
            company: &contact.company,
            given: &contact.given,
            family: &contact.family,
            email: &contact.exported.1,
            title: contact.title,
            phone: &contact.phone,
            country: contact.country,
        };
        match contact.system {
            System::Salesforce => {
                files.push(File::PastExportCrm, &export.crm_row(&mut contact.draw))?;
            }
            System::HubSpot => {
                files.push(File::PastExportCsv, &export.csv_row(&mut contact.draw))?;
            }
        }
    }
    let expected = contact.expected.as_str();
    files.push(File::Truth, &[contact.id.as_str(), contact.entry.as_str(), expected])
}

/// Every kind of record with its count; a scenario of people in no CRM counts none.
fn kinds(world: &World, counts: &BTreeMap<(usize, Expected), u64>) -> Vec<Kind> {
    let listed = world.deck.scenarios.iter().map(|scenario| {
        let outcomes: BTreeSet<_> = scenario.records.iter().map(|record| record.expected).collect();
        (scenario.name, scenario.about, outcomes)
    });
    let bystanders = world
        .bystanders
        .iter()
        .map(|(name, about, record)| (*name, *about, BTreeSet::from([record.expected])));
    let mut kinds: Vec<Kind> = vec![];
    for (at, (scenario, about, mut outcomes)) in listed.chain(bystanders).enumerate() {
        if outcomes.is_empty() {
            outcomes.insert(Expected::None);
        }
        for expected in outcomes {
            let records = counts.get(&(at, expected)).copied().unwrap_or(0);
            match kinds
                .iter_mut()
                .find(|kind| kind.scenario == scenario && kind.expected == expected)
            {
                Some(kind) => kind.records += records,
                None => kinds.push(Kind { scenario, about, expected, records }),
            }
        }
    }
    kinds
}
