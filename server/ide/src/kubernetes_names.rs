//! Which names Kubernetes takes: labels and subdomains as in RFC 1123.
//!
//! What the specification of OAM takes is a matter of the schemas.

/// Most characters of a label.
pub(crate) const LONGEST_LABEL: usize = 63;

/// Most characters of a subdomain, the name of most objects.
pub(crate) const LONGEST_SUBDOMAIN: usize = 253;

/// Whether a name is a label: lower-case letters, digits and `-`, with a letter or digit at both ends, not too many.
pub(crate) fn is_label(name: &str) -> bool {
    name.len() <= LONGEST_LABEL && has_label_letters(name)
}

/// Whether a name is a subdomain, whatever its length: labels with `.` between them.
pub(crate) fn is_subdomain(name: &str) -> bool {
    name.split('.').all(has_label_letters)
}

fn has_label_letters(label: &str) -> bool {
    let is_inner = |it: &u8| it.is_ascii_lowercase() || it.is_ascii_digit();
    let letters = label.as_bytes();
    let ends_well = [letters.first(), letters.last()].into_iter().all(|it| it.is_some_and(is_inner));
    ends_well && letters.iter().all(|it| is_inner(it) || *it == b'-')
}
