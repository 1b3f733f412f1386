//! What was measured, as a reader sees it and as JSON: the same figures.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use super::score::{Point, Score};

/// All that a run measured.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The seed of what was drawn.
    pub seed: u64,
    /// A block for each set.
    pub sets: Vec<Block>,
}

/// What was measured on one set.
#[derive(Debug, Default, Serialize)]
pub struct Block {
    /// The set's name.
    pub set: String,
    /// What the set is, and how it was counted.
    pub notes: Vec<String>,
    /// What could not be run, and why.
    pub skipped: Vec<String>,
    /// The figures.
    pub tables: Vec<Table>,
    /// The figures to hold.
    pub holds: Vec<Hold>,
}

/// Rows under a title.
#[derive(Debug)]
pub struct Table {
    title: String,
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// One figure or word.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// A word.
    Text(String),
    /// A count.
    Count(u64),
    /// A share; `None` of nothing.
    Share(Option<f64>),
}

/// A figure that is to be held.
#[derive(Debug, Serialize)]
pub struct Hold {
    /// What is measured.
    pub figure: String,
    /// What was found.
    pub got: Option<f64>,
    /// The limit.
    pub limit: Limit,
    /// Whether the figure is on the right side of it.
    pub holds: bool,
}

/// On which side of a value a figure has to be.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Not below it.
    AtLeast(f64),
    /// Not above it.
    AtMost(f64),
}

impl Report {
    /// Whether every figure to hold is held.
    pub fn holds(&self) -> bool {
        self.sets.iter().flat_map(|block| &block.holds).all(|hold| hold.holds)
    }
}

impl Block {
    /// A block without figures as yet.
    pub fn new(set: &str, notes: &[&str]) -> Self {
        let notes = notes.iter().map(|note| (*note).to_owned()).collect();
        Self { set: set.to_owned(), notes, ..Self::default() }
    }

    /// Says that a part could not be run.
    pub fn skip(&mut self, why: impl Into<String>) {
        self.skipped.push(why.into());
    }

    /// Adds a figure to hold.
    pub fn hold(&mut self, figure: impl Into<String>, got: Option<f64>, limit: Limit) {
        let holds = got.is_some_and(|got| match limit {
            Limit::AtLeast(least) => got >= least,
            Limit::AtMost(most) => got <= most,
        });
        self.holds.push(Hold { figure: figure.into(), got, limit, holds });
    }
}

impl Table {
    /// A table without rows as yet.
    pub fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Self { title: title.into(), columns, rows: Vec::new() }
    }

    /// A table of who found what, to be filled by [`Self::point`].
    pub fn of_points(title: impl Into<String>) -> Self {
        let columns = ["who", "at", "precision", "recall", "F1", "right", "wrong", "missed"];
        Self::new(title, &columns)
    }

    /// Adds a row; it has a cell for each column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Adds what was found at a place to stop at.
    pub fn point(&mut self, who: &str, what: &str, point: Option<Point>) {
        if let Some(Point { at, score }) = point {
            self.score(who, &format!("{what} ({at})"), score);
        }
    }

    /// Adds what was found.
    pub fn score(&mut self, who: &str, at: &str, score: Score) {
        self.row([
            who.into(),
            at.into(),
            Cell::Share(score.precision()),
            Cell::Share(score.recall()),
            Cell::Share(score.f1()),
            score.right.into(),
            score.wrong.into(),
            score.missed.into(),
        ]);
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl Serialize for Table {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.rows.iter().map(|cells| {
            let cells = cells.iter().map(|cell| serde_json::to_value(cell).unwrap_or_default());
            Value::Object(self.columns.iter().cloned().zip(cells).collect::<Map<_, _>>())
        });
        let mut table = Map::new();
        table.insert("title".to_owned(), self.title.as_str().into());
        table.insert("rows".to_owned(), rows.collect());
        table.serialize(serializer)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sets.iter().try_for_each(|block| writeln!(f, "{block}"))
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "== {}", self.set)?;
        self.notes.iter().try_for_each(|note| writeln!(f, "{note}"))?;
        self.skipped.iter().try_for_each(|why| writeln!(f, "SKIPPED: {why}"))?;
        let mut tables = self.tables.iter().filter(|table| !table.rows.is_empty());
        tables.try_for_each(|table| write!(f, "\n{table}"))?;
        if !self.holds.is_empty() {
            writeln!(f, "\nFigures to hold:")?;
        }
        self.holds.iter().try_for_each(|hold| writeln!(f, "  {hold}"))
    }
}

impl fmt::Display for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.holds { "held  " } else { "MISSED" };
        let got = self.got.map_or("-".to_owned(), figure);
        let (sign, limit) = match self.limit {
            Limit::AtLeast(least) => (">=", least),
            Limit::AtMost(most) => ("<=", most),
        };
        write!(f, "{verdict} {}: {got} {sign} {}", self.figure, figure(limit))
    }
}

/// A count without decimals, a share with four.
fn figure(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.4}") }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.pad(text),
            Self::Count(count) => f.pad(&count.to_string()),
            Self::Share(Some(share)) => f.pad(&format!("{share:.4}")),
            Self::Share(None) => f.pad("-"),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_text = |at: usize| {
            self.rows.iter().all(|row| matches!(row.get(at), Some(Cell::Text(_)) | None))
        };
        let width = |at: usize, column: &String| {
            let cells = self.rows.iter().filter_map(|row| row.get(at));
            let longest = cells.map(|cell| cell.to_string().chars().count()).max();
            longest.unwrap_or(0).max(column.chars().count())
        };
        let widths: Vec<(usize, bool)> = (self.columns.iter().enumerate())
            .map(|(at, column)| (width(at, column), is_text(at)))
            .collect();
        let line = |f: &mut fmt::Formatter<'_>, cells: &[Cell]| {
            let mut text = String::new();
            for (cell, (width, is_text)) in cells.iter().zip(&widths) {
                let cell = cell.to_string();
                text += &if *is_text {
                    format!("  {cell:width$}")
                } else {
                    format!("  {cell:>width$}")
                };
            }
            writeln!(f, "{}", text.trim_end())
        };
        writeln!(f, "{}", self.title)?;
        let columns: Vec<Cell> =
            self.columns.iter().map(|column| Cell::from(column.as_str())).collect();
        line(f, &columns)?;
        self.rows.iter().try_for_each(|row| line(f, row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new("A table", &["who", "share"]);
        table.row(["ours".into(), Cell::Share(Some(0.5))]);
        table.row(["a peer".into(), Cell::Share(None)]);
        table
    }

    #[test]
    fn a_table_is_aligned() {
        let text = "A table\n  who      share\n  ours    0.5000\n  a peer       -\n";
        assert_eq!(table().to_string(), text);
    }

    #[test]
    fn json_has_the_same_figures() {
        let json = serde_json::to_string(&table()).unwrap();
        let rows = r#"[{"share":0.5,"who":"ours"},{"share":null,"who":"a peer"}]"#;
        assert_eq!(json, format!(r#"{{"rows":{rows},"title":"A table"}}"#));
    }

    #[test]
    fn what_was_not_measured_is_not_held() {
        let mut block = Block::new("set", &[]);
        block.hold("recall", None, Limit::AtLeast(0.5));
        block.hold("wrong", Some(0.0), Limit::AtMost(0.0));
        assert_eq!(block.holds.iter().map(|hold| hold.holds).collect::<Vec<_>>(), [false, true]);
    }
}
