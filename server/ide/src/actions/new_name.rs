//! Names for what is extracted: made of the key that the value stood behind, spelt as the names beside them are.
//!
//! It makes names only; which are taken is the caller's knowledge.

/// How the words of a name are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `log-level`
    Kebab,
    /// `log_level`
    Snake,
    /// `logLevel`
    Camel,
}

impl Case {
    /// The case of most of the names that have several words; kebab case where there are none.
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let (mut kebab, mut snake, mut camel) = (0, 0, 0);
        for name in names {
            let has_small = name.chars().any(char::is_lowercase);
            kebab += usize::from(name.contains('-'));
            snake += usize::from(name.contains('_'));
            camel += usize::from(has_small && name.chars().any(char::is_uppercase));
        }
        if snake > kebab && snake >= camel {
            Self::Snake
        } else if camel > kebab {
            Self::Camel
        } else {
            Self::Kebab
        }
    }
}

/// A name made of the words of a text, the first one that is free.
pub(super) fn new_name(text: &str, case: Case, is_taken: impl Fn(&str) -> bool) -> String {
    let words = words(text);
    let words = if words.is_empty() { vec!["value".to_owned()] } else { words };
    let base = match case {
        Case::Kebab => words.join("-"),
        Case::Snake => words.join("_"),
        Case::Camel => camel(&words),
    };
    if !is_taken(&base) {
        return base;
    }
    let separator = match case {
        Case::Kebab => "-",
        Case::Snake => "_",
        Case::Camel => "",
    };
    let mut numbered = (2_u32..).map(|it| format!("{base}{separator}{it}"));
    numbered.find(|it| !is_taken(it)).unwrap_or(base)
}

fn camel(words: &[String]) -> String {
    let mut name = String::new();
    for word in words {
        let mut letters = word.chars();
        match letters.next().filter(|_| !name.is_empty()) {
            Some(first) => name.extend(first.to_uppercase().chain(letters)),
            None => name.push_str(word),
        }
    }
    name
}

/// The words of a text in lower case: runs of ASCII letters and digits, cut where a capital follows a small letter.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut after_small = false;
    for c in text.chars() {
        let ends = !c.is_ascii_alphanumeric() || (after_small && c.is_ascii_uppercase());
        if ends && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
        after_small = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_words() {
        let free = |_: &str| false;
        for (text, kebab, camel) in [
            ("LOG_LEVEL", "log-level", "logLevel"),
            ("minReplicas", "min-replicas", "minReplicas"),
            ("app.conf", "app-conf", "appConf"),
            ("é漢", "value", "value"),
            ("HTTP2Port", "http2-port", "http2Port"),
        ] {
            assert_eq!(new_name(text, Case::Kebab, free), kebab);
            assert_eq!(new_name(text, Case::Camel, free), camel);
        }
        assert_eq!(new_name("LOG", Case::Snake, |it| it == "log"), "log_2");
    }

    #[test]
    fn the_names_beside_decide_the_case() {
        assert_eq!(Case::of(["a", "b"].into_iter()), Case::Kebab);
        assert_eq!(Case::of(["log_level", "b"].into_iter()), Case::Snake);
        assert_eq!(Case::of(["logLevel", "poolSize", "a-b"].into_iter()), Case::Camel);
    }
}
