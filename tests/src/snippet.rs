//! What an editor makes of a snippet when nothing is changed at its tab stops.

/// The text of a snippet: placeholders stand for their default, a choice for its first text.
pub fn expand(snippet: &str) -> String {
    let mut out = String::new();
    let mut chars = snippet.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '$' if chars.next_if_eq(&'{').is_some() => {
                while chars.next_if(char::is_ascii_digit).is_some() {}
                let opening = chars.next().expect("a `:` or a `|`");
                let mut is_first = true;
                loop {
                    match (chars.next().expect("the end of the placeholder"), opening) {
                        ('\\', _) => {
                            let escaped = chars.next();
                            out.extend(escaped.filter(|_| is_first));
                        }
                        ('}', ':') => break,
                        ('|', '|') => {
                            assert_eq!(chars.next(), Some('}'), "the end of the choice");
                            break;
                        }
                        (',', '|') => is_first = false,
                        (c, _) => out.extend(Some(c).filter(|_| is_first)),
                    }
                }
            }
            '$' => {
                let mut n_digits = 0;
                while chars.next_if(char::is_ascii_digit).is_some() {
                    n_digits += 1;
                }
                assert!(n_digits > 0, "a `$` that is no tab stop: {snippet:?}");
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::expand;

    #[test]
    fn placeholders_become_their_defaults() {
        assert_eq!(expand("a: ${1:b\\}} $2, ${3|x\\,y,z|} \\$5 {}"), "a: b} , x,y $5 {}");
    }
}
