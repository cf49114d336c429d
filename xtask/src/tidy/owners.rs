//! Words that may appear only in certain files: who may use an outside crate, the disk, the terminal.

use crate::tidy::files::Source;

/// A word, the path prefixes that may have it, and why.
struct Owner {
    word: &'static str,
    may: &'static [&'static str],
    why: &'static str,
}

const OWNERS: [Owner; 15] = [
    Owner { word: "ropey::", may: &["server/syntax/src/text.rs"], why: "one file turns edits into text" },
    Owner {
        word: "yaml_rust2::",
        may: &["server/syntax/src/parse.rs"],
        why: "its positions have traps that stay in one file",
    },
    Owner {
        word: "serde_yaml::",
        may: &["server/catalog/src/load.rs", "server/render/src/manifest.rs"],
        why: "it reads our own files and prints manifests, and never sees user text",
    },
    Owner {
        word: "jsonschema::",
        may: &["server/catalog/src/validate.rs"],
        why: "problems are told in our words",
    },
    Owner {
        word: " cel::",
        may: &["server/render/src/expression", "server/render/src/declared/scope.rs"],
        why: "expressions of strangers are limited in one place",
    },
    Owner { word: "lsp_types", may: &["server/lsp/", "tests/"], why: "features do not know the protocol" },
    Owner { word: "ls_types", may: &["server/lsp/", "tests/"], why: "features do not know the protocol" },
    Owner { word: "tower_lsp", may: &["server/lsp/", "tests/"], why: "features do not know the protocol" },
    Owner {
        word: "tokio::",
        may: &["server/lsp/", "server/cli/src/commands/serve.rs", "tests/"],
        why: "async ends at the protocol",
    },
    Owner { word: "std::fs", may: &["server/host/", "xtask/", "tests/"], why: "one crate touches the disk" },
    Owner {
        word: "std::env",
        may: &["server/host/", "server/cli/", "xtask/", "tests/"],
        why: "one crate knows the surroundings",
    },
    Owner {
        word: "gix::",
        may: &["server/host/src/revision", "tests/"],
        why: "one module reads repositories, and nothing writes them",
    },
    Owner { word: "std::net", may: &[], why: "the program has no network" },
    Owner {
        word: "println!",
        may: &["server/cli/", "xtask/", "tests/"],
        why: "standard output belongs to the command line",
    },
    Owner {
        word: "Serialize",
        may: &["server/lsp/", "server/cli/", "xtask/", "tests/"],
        why: "plain data below the edge, formats at it",
    },
];

pub(super) fn problems(sources: &[Source]) -> Vec<String> {
    let mut problems = Vec::new();
    for source in sources.iter().filter(|it| it.path.starts_with("server/") && !it.is_test) {
        for owner in &OWNERS {
            if owner.may.iter().any(|it| source.path.starts_with(it)) {
                continue;
            }
            let hit = source.code().find(|(_, line)| line.contains(owner.word));
            if let Some((number, _)) = hit {
                let (path, word, why) = (&source.path, owner.word, owner.why);
                problems.push(format!("{path}:{number}: `{word}` does not belong here: {why}"));
            }
        }
    }
    problems
}
