//! The options of the programs that generate files.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use lexopt::prelude::{Long, Short, ValueExt};

use crate::made::line::Style;

/// What to make, and where to.
#[derive(Debug)]
pub struct Request {
    /// The seed.
    pub seed: u64,
    /// How many records.
    pub rows: u64,
    /// How many people on the list.
    pub opt_outs: u64,
    /// How many more people on the list who are in no row.
    pub strangers: u64,
    /// How the file is written.
    pub style: Style,
    files: Vec<(String, OsString)>,
}

impl Request {
    /// Reads the options of the process, of which `files` are paths; `None` if help is asked for.
    ///
    /// # Errors
    /// Another option, or a value that cannot be read.
    pub fn read(files: &[&str]) -> Result<Option<Self>, lexopt::Error> {
        let (seed, rows, opt_outs, strangers) = (1, 2_000_000, 100_000, 0);
        let (style, wanted) = (Style::Plain, Vec::new());
        let mut request = Self { seed, rows, opt_outs, strangers, style, files: wanted };
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("seed") => request.seed = parser.value()?.parse()?,
                Long("rows") => request.rows = parser.value()?.parse()?,
                Long("opt-outs") => request.opt_outs = parser.value()?.parse()?,
                Long("strangers") => request.strangers = parser.value()?.parse()?,
                Long("style") => request.style = parser.value()?.parse()?,
                Long(file) if files.contains(&file) => {
                    let file = file.to_owned();
                    request.files.push((file, parser.value()?));
                }
                Short('h') | Long("help") => return Ok(None),
                other => return Err(other.unexpected()),
            }
        }
        Ok(Some(request))
    }

    /// Writes a file if it is asked for; `-` is standard output.
    ///
    /// # Errors
    /// Those of the file.
    pub fn write(
        &self,
        file: &str,
        write: impl FnOnce(Box<dyn Write>) -> io::Result<()>,
    ) -> Result<(), lexopt::Error> {
        let Some((_, path)) = self.files.iter().find(|(name, _)| name == file) else {
            return Ok(());
        };
        create(Path::new(path))
            .and_then(write)
            .map_err(|error| lexopt::Error::from(error.to_string()))
    }
}

fn create(path: &Path) -> io::Result<Box<dyn Write>> {
    Ok(if path == Path::new("-") {
        Box::new(BufWriter::new(io::stdout()))
    } else {
        Box::new(BufWriter::new(File::create(path)?))
    })
}
