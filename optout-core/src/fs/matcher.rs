//! A matcher kept in a file.

use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::path::Path;

use super::atomic::write_atomically;
use super::map::map;
use crate::error::{Result, of_output};
use crate::matching::Matcher;

impl Matcher {
    /// Writes the matcher to a file, to be [opened](Self::open) there: the bytes of
    /// [`to_bytes`](Self::to_bytes), in a file that appears or is replaced whole, as
    /// [`write_atomically`] says.
    ///
    /// A file that is replaced stays as it was for whoever has it open. Names and addresses are in it in
    /// clear: guard it as the list itself.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        write_atomically(path, |file| {
            let mut file = BufWriter::new(file);
            self.write_to(&mut file).and_then(|()| file.flush()).map_err(of_output)
        })
    }

    /// A matcher from a file that [`save`](Self::save) wrote.
    ///
    /// The file is read where it lies, without a copy: it takes no memory of its own, and all processes of
    /// a machine that open it share what is read of it. It must not be changed in place meanwhile;
    /// to replace it by another file, as [`save`](Self::save) does, is well at any time. A file that is
    /// changed all the same gives wrong answers, and one that is cut short ends the process. What is no
    /// plain file, such as a pipe, is read into memory.
    ///
    /// All bytes are read once, to tell whether the file is whole: twenty milliseconds for a million
    /// entries.
    ///
    /// ```
    /// use optout_core::{ListOptions, MatchPolicy, Matcher, OptOutList};
    ///
    /// let list = "Name,Work email\nAda Lovelace,ada@engine.example\n";
    /// let list = OptOutList::read(list.as_bytes(), &ListOptions::default())?;
    /// let directory = tempfile::tempdir()?;
    /// let path = directory.path().join("matcher");
    /// Matcher::new(&list, MatchPolicy::standard()?).save(&path)?;
    /// assert_eq!(Matcher::open(&path)?.entries(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`from_bytes`](Self::from_bytes), and those of the file system. The error does not hold the
    /// path.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let mut file = File::open(path)?;
        if file.metadata()?.is_file() {
            return Self::of_map(map(&file)?);
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Self::from_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::contact::Contact;
    use crate::error::ErrorKind;
    use crate::list::{ListOptions, OptOutList};
    use crate::matching::shipped_once;

    fn matcher(email: &str) -> Matcher {
        let list = format!("Name,Work email\nAda Lovelace,{email}\n");
        let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap();
        Matcher::new(&list, shipped_once("standard"))
    }

    fn finds(matcher: &Matcher, email: &str) -> bool {
        matcher.match_contact(&Contact::new().email(email)).finding().is_some()
    }

    #[test]
    fn what_is_saved_is_opened_and_may_be_replaced_meanwhile() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("matcher");
        let (old, new) = (matcher("ada@engine.example"), matcher("ada@home.example"));
        old.save(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), old.to_bytes());
        let opened = Matcher::open(&path).unwrap();
        assert_eq!(opened.to_bytes(), old.to_bytes());
        new.save(&path).unwrap();
        assert!(finds(&opened, "ada@engine.example") && !finds(&opened, "ada@home.example"));
        let again = Matcher::open(&path).unwrap();
        assert!(finds(&again, "ada@home.example") && !finds(&again, "ada@engine.example"));
        // The file may go; who has opened it keeps it. What was opened can be saved where it lies.
        again.save(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert!(finds(&again, "ada@home.example"));
        assert_eq!(again.to_bytes(), new.to_bytes());
    }

    #[test]
    fn what_is_no_matcher_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("matcher");
        assert!(matches!(Matcher::open(&path).unwrap_err().kind(), ErrorKind::Io(_)));
        assert!(matches!(Matcher::open(directory.path()).unwrap_err().kind(), ErrorKind::Io(_)));
        let whole = matcher("ada@engine.example").to_bytes();
        let (cut, _) = whole.split_at(whole.len() - 1);
        for bytes in [b"".as_slice(), b"Name,Work email\n", cut] {
            fs::write(&path, bytes).unwrap();
            assert!(matches!(Matcher::open(&path).unwrap_err().kind(), ErrorKind::Index { .. }));
        }
    }
}
