//! Names in alphabets that have vowels: Cyrillic, Greek, Armenian and Georgian, in Latin letters.

use super::fold::has_latin_form;

/// A folded word in Latin letters, or `None` if it is in no script that is transliterated here.
///
/// Simplified after the BGN/PCGN romanisations of Russian, Ukrainian, Bulgarian, Serbian and Armenian, after
/// ELOT 743 for Greek and the national system of 2002 for Georgian, as passports do it. One spelling of
/// several in use: it serves to compare with a name in Latin letters and must never be all that equates two
/// names in the other script.
pub(super) fn to_latin(word: &str) -> Option<String> {
    if !word.chars().any(has_latin_form) {
        return None;
    }
    let mut latin = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(c) = letters.next() {
        let next = letters.peek().copied();
        match greek_pair(c, next).or_else(|| armenian_pair(c, next)) {
            Some(pair) => {
                letters.next();
                latin.push_str(pair);
            }
            None => match letter(c).or_else(|| armenian(c)).or_else(|| georgian(c)) {
                Some(plain) => latin.push_str(plain),
                None => latin.push(c),
            },
        }
    }
    Some(latin)
}

fn greek_pair(first: char, second: Option<char>) -> Option<&'static str> {
    Some(match (first, second?) {
        ('α', 'υ') => "av",
        ('ε', 'υ') => "ev",
        ('ο', 'υ') => "ou",
        ('γ', 'γ') => "ng",
        ('μ', 'π') => "b",
        ('ν', 'τ') => "nt",
        _ => return None,
    })
}

/// `ու` is one sound, and so is the letter that stands for `եւ`.
fn armenian_pair(first: char, second: Option<char>) -> Option<&'static str> {
    ((first, second?) == ('ո', 'ւ')).then_some("u")
}

fn armenian(c: char) -> Option<&'static str> {
    Some(match c {
        'ա' => "a",
        'բ' => "b",
        'գ' => "g",
        'դ' => "d",
        'ե' | 'է' | 'ը' => "e",
        'զ' => "z",
        'թ' | 'տ' => "t",
        'ժ' => "zh",
        'ի' => "i",
        'լ' => "l",
        'խ' => "kh",
        'ծ' | 'ց' => "ts",
        'կ' | 'ք' => "k",
        'հ' => "h",
        'ձ' => "dz",
        'ղ' => "gh",
        'ճ' | 'չ' => "ch",
        'մ' => "m",
        'յ' => "y",
        'ն' => "n",
        'շ' => "sh",
        'ո' | 'օ' => "o",
        'պ' | 'փ' => "p",
        'ջ' => "j",
        'ռ' | 'ր' => "r",
        'ս' => "s",
        'վ' | 'ւ' => "v",
        'ֆ' => "f",
        'և' => "ev",
        _ => return None,
    })
}

fn georgian(c: char) -> Option<&'static str> {
    Some(match c {
        'ა' => "a",
        'ბ' => "b",
        'გ' => "g",
        'დ' => "d",
        'ე' => "e",
        'ვ' => "v",
        'ზ' => "z",
        'თ' | 'ტ' => "t",
        'ი' => "i",
        'კ' | 'ქ' => "k",
        'ლ' => "l",
        'მ' => "m",
        'ნ' => "n",
        'ო' => "o",
        'პ' | 'ფ' => "p",
        'ჟ' => "zh",
        'რ' => "r",
        'ს' => "s",
        'უ' => "u",
        'ღ' => "gh",
        'ყ' => "q",
        'შ' => "sh",
        'ჩ' | 'ჭ' => "ch",
        'ც' | 'წ' => "ts",
        'ძ' => "dz",
        'ხ' => "kh",
        'ჯ' => "j",
        'ჰ' => "h",
        _ => return None,
    })
}

fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'α' => "a",
        'б' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'д' | 'δ' => "d",
        'е' | 'э' | 'ε' => "e",
        'ё' => "yo",
        'є' => "ye",
        'ж' => "zh",
        'з' | 'ζ' => "z",
        'и' | 'і' | 'η' | 'ι' => "i",
        'ї' => "yi",
        'й' | 'ы' | 'υ' => "y",
        'ј' => "j",
        'к' | 'κ' => "k",
        'л' | 'λ' => "l",
        'љ' => "lj",
        'м' | 'μ' => "m",
        'н' | 'ν' => "n",
        'њ' => "nj",
        'о' | 'ο' | 'ω' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'σ' => "s",
        'т' | 'τ' => "t",
        'ћ' | 'ђ' => "dj",
        'у' => "u",
        'ў' => "w",
        'ф' | 'φ' => "f",
        'х' => "kh",
        'χ' => "ch",
        'ц' => "ts",
        'ч' => "ch",
        'џ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'θ' => "th",
        'ξ' => "x",
        'ψ' => "ps",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passports() {
        assert_eq!(to_latin("сергей").as_deref(), Some("sergey"));
        assert_eq!(to_latin("щукин").as_deref(), Some("shchukin"));
        assert_eq!(to_latin("παπαδοπουλοσ").as_deref(), Some("papadopoulos"));
        assert_eq!(to_latin("արամ").as_deref(), Some("aram"));
        assert_eq!(to_latin("սուրեն").as_deref(), Some("suren"));
        assert_eq!(to_latin("ნინო").as_deref(), Some("nino"));
        assert_eq!(to_latin("smith"), None);
        assert_eq!(to_latin("山田"), None);
    }
}
