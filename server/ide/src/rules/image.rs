//! References to images, in their parts; no rule of its own.
//!
//! It judges nothing. A text that a template or a parameter completes is no reference yet.

/// The parts of `REGISTRY/PATH/NAME:TAG@DIGEST`.
pub(super) struct Image<'t> {
    /// Everything before the tag and the digest.
    pub(super) repository: &'t str,
    /// The last part of the path.
    pub(super) name: &'t str,
    pub(super) tag: Option<&'t str>,
    pub(super) has_digest: bool,
}

/// The parts of a reference; nothing where some of it is still to come.
pub(super) fn parse(text: &str) -> Option<Image<'_>> {
    if text.trim().is_empty() || text.contains(['{', '}', '$', '[', ' ']) {
        return None;
    }
    let (rest, has_digest) = text.split_once('@').map_or((text, false), |(rest, _)| (rest, true));
    // A colon before the last slash belongs to the port of the registry.
    let after_slash = rest.rfind('/').map_or(0, |it| it + 1);
    let (path, last) = rest.split_at_checked(after_slash)?;
    let (name, tag) = last.split_once(':').map_or((last, None), |(name, tag)| (name, Some(tag)));
    let repository = rest.get(..path.len() + name.len())?;
    Some(Image { repository, name, tag: tag.filter(|it| !it.is_empty()), has_digest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_has_parts() {
        let parts = |text| parse(text).map(|it| (it.repository, it.name, it.tag, it.has_digest));
        assert_eq!(parts("nginx"), Some(("nginx", "nginx", None, false)));
        assert_eq!(parts("a.example:5000/x/web"), Some(("a.example:5000/x/web", "web", None, false)));
        assert_eq!(
            parts("a.example:5000/web:1@sha256:0"),
            Some(("a.example:5000/web", "web", Some("1"), true))
        );
        assert_eq!(parts("{{ .Values.image }}"), None);
        assert_eq!(parts(""), None);
    }
}
