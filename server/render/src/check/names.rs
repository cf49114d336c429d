//! The forms that Kubernetes asks of names. Each function says what a text must be, if it is not.
//!
//! The facts are those of `k8s.io/apimachinery/pkg/util/validation`.

/// Lower-case letters, digits and `-`: names of containers, volumes, namespaces.
pub(super) fn dns_label(text: &str) -> Option<&'static str> {
    if text.chars().count() > 63 {
        return Some("have at most 63 characters");
    }
    let is_fine = text.chars().all(|it| is_small(it) || it == '-') && has_ends(text, is_small);
    (!is_fine).then_some("be of lower-case letters, digits and `-`, with a letter or digit at both ends")
}

/// As [`dns_label`], with a letter first: names of Services.
pub(super) fn service_name(text: &str) -> Option<&'static str> {
    if text.starts_with(|it: char| it.is_ascii_digit()) && dns_label(text).is_none() {
        return Some("begin with a lower-case letter");
    }
    dns_label(text)
}

/// Labels with points between them: names of most objects, hosts.
pub(super) fn dns_subdomain(text: &str) -> Option<&'static str> {
    if text.chars().count() > 253 {
        return Some("have at most 253 characters");
    }
    let is_part = |it: &str| it.chars().all(|it| is_small(it) || it == '-') && has_ends(it, is_small);
    (!text.split('.').all(is_part)).then_some(
        "be of lower-case letters, digits, `-` and `.`, with a letter or digit at both ends of each part",
    )
}

/// The key of a label.
pub(super) fn label_key(text: &str) -> Option<&'static str> {
    let name = match text.split_once('/') {
        Some((prefix, name)) => {
            if prefix.is_empty() || dns_subdomain(prefix).is_some() {
                return Some("have a host name in lower case before its `/`");
            }
            name
        }
        None => text,
    };
    if name.chars().count() > 63 {
        return Some("have at most 63 characters after its prefix");
    }
    let is_fine = !name.is_empty() && is_label_text(name);
    (!is_fine).then_some("be of letters, digits, `-`, `_` and `.`, with a letter or digit at both ends")
}

/// The value of a label.
pub(super) fn label_value(text: &str) -> Option<&'static str> {
    if text.chars().count() > 63 {
        return Some("have at most 63 characters");
    }
    (!is_label_text(text))
        .then_some("be of letters, digits, `-`, `_` and `.`, with a letter or digit at both ends")
}

/// The name of a container's port, and a port named elsewhere.
pub(super) fn port_name(text: &str) -> Option<&'static str> {
    if text.chars().count() > 15 {
        return Some("have at most 15 characters");
    }
    if !text.chars().all(|it| is_small(it) || it == '-') || !has_ends(text, is_small) || text.contains("--") {
        return Some("be of lower-case letters, digits and single `-`, with a letter or digit at both ends");
    }
    (!text.contains(|it: char| it.is_ascii_lowercase())).then_some("have a letter in it")
}

/// The name of an environment variable, as releases since 1.32 take it.
pub(super) fn variable_name(text: &str) -> Option<&'static str> {
    let is_fine = text.chars().all(|it| matches!(it, ' '..='~') && it != '=');
    (!is_fine).then_some("be of printable ASCII characters without `=`")
}

/// A key of a `ConfigMap`.
pub(super) fn config_key(text: &str) -> Option<&'static str> {
    if text.chars().count() > 253 {
        return Some("have at most 253 characters");
    }
    if text.is_empty() || !text.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.'))
    {
        return Some("be of letters, digits, `-`, `_` and `.`");
    }
    (text == "." || text.starts_with("..")).then_some("not be `.` nor begin with `..`")
}

/// The host of an ingress: a name, the first part of which may be `*`.
pub(super) fn ingress_host(text: &str) -> Option<&'static str> {
    let is_address = text.parse::<core::net::IpAddr>().is_ok();
    if is_address {
        return Some("be a host name and no address");
    }
    match text.strip_prefix("*.") {
        Some(rest) => dns_subdomain(rest),
        None if text.starts_with('*') => Some("have a `.` after the `*`"),
        None => dns_subdomain(text),
    }
}

/// A name that becomes part of a path of the API: of any kind of object.
pub(super) fn path_segment(text: &str) -> Option<&'static str> {
    let is_fine = !matches!(text, "." | "..") && !text.contains(['/', '%']);
    (!is_fine).then_some("have no `/` or `%`, and not be `.` or `..`")
}

/// The name of a header.
pub(super) fn header_name(text: &str) -> Option<&'static str> {
    let is_fine = !text.is_empty() && text.chars().all(|it| it.is_ascii_alphanumeric() || it == '-');
    (!is_fine).then_some("be of letters, digits and `-`")
}

/// A text short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    let line = text.lines().next().unwrap_or_default();
    if line.len() == text.len() && text.chars().count() <= MOST {
        return text.to_owned();
    }
    line.chars().take(MOST).chain(['…']).collect()
}

fn is_small(it: char) -> bool {
    it.is_ascii_lowercase() || it.is_ascii_digit()
}

/// Whether there is something, and both its ends are as they should be.
fn has_ends(text: &str, is_end: impl Fn(char) -> bool) -> bool {
    text.starts_with(&is_end) && text.ends_with(&is_end)
}

/// Empty, or of the characters of labels.
fn is_label_text(text: &str) -> bool {
    let is_end = |it: char| it.is_ascii_alphanumeric();
    text.is_empty()
        || (text.chars().all(|it| is_end(it) || matches!(it, '-' | '_' | '.')) && has_ends(text, is_end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A form, texts that have it and texts that do not.
    type Case<'t> = (fn(&str) -> Option<&'static str>, &'t [&'t str], &'t [&'t str]);

    #[test]
    fn forms() {
        let (most, long) = ("a".repeat(63), "a".repeat(64));
        let cases: [Case<'_>; 9] = [
            (dns_label, &["a", "1", "a-b", &most], &["", "A", "-a", "a-", "a.b", "ä", &long]),
            (service_name, &["a", "a1"], &["1a", "", "A", &long]),
            (dns_subdomain, &["a.b", "1", "a-b.c", &long], &["", "a..b", ".a", "a_b", "A", "-a.b", "a-.b"]),
            (label_key, &["a", "A.b_c", "x.y/Z"], &["", "/a", "a/", "A/b", "a b", "a/b/c", &long]),
            (label_value, &["", "a", "A.b_c", "1"], &["-a", "a b", "ä", &long]),
            (
                port_name,
                &["http", "a1", "1a", "a-b"],
                &["", "80", "HTTP", "a--b", "-a", "a_b", "abcdefghijklmnop"],
            ),
            (config_key, &["a", "A_b.c", ".a", "-"], &["", ".", "..", "..a", "a/b", "a b"]),
            (ingress_host, &["a.b", "*.a"], &["*", "*a", "10.0.0.1", "A.b", "a.b:80", ""]),
            (variable_name, &["A", "a.b", "-a", "a b"], &["a=b", "ä", "a\tb"]),
        ];
        for (position, (form, right, wrong)) in cases.into_iter().enumerate() {
            for it in right {
                assert_eq!(form(it), None, "form {position}: `{it}` is fine");
            }
            for it in wrong {
                assert!(form(it).is_some(), "form {position}: `{it}` is wrong");
            }
        }
    }
}
