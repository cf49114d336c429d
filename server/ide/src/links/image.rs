//! The page of an image in its registry.
//!
//! Tags and digests are left out: pages are about the repository. A name that no registry would take has no page.

/// A page about an image.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// Its address.
    pub(super) url: String,
    /// The repository, as people name it.
    pub(super) name: String,
    /// The registry, as people name it.
    pub(super) registry: &'static str,
}

/// The page of an image; `None` where its registry is not known to have one.
pub(super) fn page(image: &str) -> Option<Page> {
    let (host, path) = split(image)?;
    let page = |url: String, registry| Some(Page { url, name: path.to_owned(), registry });
    match host {
        "docker.io" | "index.docker.io" | "registry-1.docker.io" | "registry.hub.docker.com" => {
            match path.strip_prefix("library/").unwrap_or(path) {
                official if !official.contains('/') => {
                    page(format!("https://hub.docker.com/_/{official}"), "Docker Hub")
                }
                owned if owned.matches('/').count() == 1 => {
                    page(format!("https://hub.docker.com/r/{owned}"), "Docker Hub")
                }
                _ => None,
            }
        }
        "ghcr.io" if path.contains('/') => page(format!("https://ghcr.io/{path}"), "GitHub Packages"),
        "quay.io" if path.contains('/') => page(format!("https://quay.io/repository/{path}"), "Quay"),
        "public.ecr.aws" if path.contains('/') => {
            page(format!("https://gallery.ecr.aws/{path}"), "Amazon ECR Public")
        }
        "gcr.io" | "us.gcr.io" | "eu.gcr.io" | "asia.gcr.io" if path.contains('/') => {
            page(format!("https://{host}/{path}"), "Google Container Registry")
        }
        _ if host.ends_with("-docker.pkg.dev") && path.matches('/').count() >= 2 => {
            page(format!("https://{host}/{path}"), "Google Artifact Registry")
        }
        _ => None,
    }
}

/// Registry and repository of an image, without tag and digest; `None` for what is no image.
fn split(image: &str) -> Option<(&str, &str)> {
    let name = match image.split_once('@') {
        Some((name, digest)) => {
            let (algorithm, sum) = digest.split_once(':')?;
            let is_sum =
                !algorithm.is_empty() && !sum.is_empty() && sum.chars().all(|it| it.is_ascii_hexdigit());
            is_sum.then_some(name)?
        }
        None => image,
    };
    let name = match name.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => is_tag(tag).then_some(name)?,
        _ => name,
    };
    let is_host = |it: &str| it.contains(['.', ':']) || it == "localhost";
    let (host, path) = match name.split_once('/') {
        Some((host, path)) if is_host(host) => (host, path),
        _ => ("docker.io", name),
    };
    path.split('/').all(is_step).then_some((host, path))
}

fn is_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '.' | '-'))
}

/// Whether a registry takes this as a part of a path.
fn is_step(step: &str) -> bool {
    let is_letter = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit();
    step.starts_with(is_letter)
        && step.ends_with(is_letter)
        && step.chars().all(|it| is_letter(it) || matches!(it, '_' | '.' | '-'))
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn known_registries_have_pages() {
        for (image, url) in [
            ("nginx", "https://hub.docker.com/_/nginx"),
            ("library/nginx:1.27", "https://hub.docker.com/_/nginx"),
            ("docker.io/example/web:1.0", "https://hub.docker.com/r/example/web"),
            ("example/web@sha256:0123abcd", "https://hub.docker.com/r/example/web"),
            ("example/web:1.0@sha256:0123abcd", "https://hub.docker.com/r/example/web"),
            ("ghcr.io/owner/team/web:v1", "https://ghcr.io/owner/team/web"),
            ("quay.io/org/web", "https://quay.io/repository/org/web"),
            ("gcr.io/project/web", "https://gcr.io/project/web"),
            ("europe-docker.pkg.dev/p/r/web", "https://europe-docker.pkg.dev/p/r/web"),
            ("public.ecr.aws/nginx/nginx:1", "https://gallery.ecr.aws/nginx/nginx"),
        ] {
            assert_eq!(page(image).map(|it| it.url).as_deref(), Some(url), "{image}");
        }
    }

    #[test]
    fn what_is_unknown_or_no_image_has_none() {
        for image in [
            "",
            "registry.example.com/web:1",
            "localhost:5000/web",
            "localhost/web",
            "[fromVariable(image)]",
            "Nginx",
            "web:",
            "web@latest",
            "a//b",
            "quay.io/web",
            "docker.io/a/b/c",
            "{{ .Values.image }}",
        ] {
            assert_eq!(page(image), None, "{image}");
        }
    }
}
