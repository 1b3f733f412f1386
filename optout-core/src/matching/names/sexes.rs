//! Given names of men and women that are spelled nearly the same.

/// Whether of two words one is the form for a man and one for a woman: just one ends in `a`, and nothing but
/// the ending differs. `Paul`, `Paula`; `Mario`, `Maria`; `Alexander`, `Alexandra`; `Julian`, `Julia`.
pub(super) fn are_of_two_sexes(one: &str, other: &str) -> bool {
    match (stem(one), stem(other)) {
        (Some(stem), None) => has_other_ending(stem, other),
        (None, Some(stem)) => has_other_ending(stem, one),
        _ => false,
    }
}

/// What is before the final `a`, in three scripts.
fn stem(word: &str) -> Option<&str> {
    word.strip_suffix(['a', 'а', 'я', 'α'])
}

fn has_other_ending(stem: &str, word: &str) -> bool {
    let is_of_man = |ending: &str| match ending {
        "" | "o" | "e" | "er" | "us" | "os" | "is" | "i" | "y" | "j" => true,
        "о" | "й" | "ий" | "ο" | "οσ" | "ησ" => true,
        "an" => stem.ends_with('i'),
        _ => false,
    };
    word.strip_prefix(stem).is_some_and(is_of_man)
        || stem
            .strip_suffix('r')
            .and_then(|short| word.strip_prefix(short))
            .is_some_and(|ending| ending == "er")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brother_and_sister() {
        for (one, other) in [
            ("paul", "paula"),
            ("mario", "maria"),
            ("marie", "maria"),
            ("alexander", "alexandra"),
            ("olivier", "olivia"),
            ("julian", "julia"),
            ("julian", "juliana"),
            ("cornelius", "cornelia"),
            ("valeriy", "valeria"),
            ("валерий", "валерия"),
            ("александр", "александра"),
        ] {
            assert!(are_of_two_sexes(one, other), "{one} and {other}");
            assert!(are_of_two_sexes(other, one), "{other} and {one}");
        }
        for (one, other) in
            [("roberta", "robertta"), ("luca", "lucas"), ("anna", "hanna"), ("joshua", "josua")]
        {
            assert!(!are_of_two_sexes(one, other), "{one} and {other}");
        }
    }
}
