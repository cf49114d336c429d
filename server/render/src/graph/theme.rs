//! Colours of the picture, for light and dark ground.
//!
//! It does not place anything. With [`Theme::Auto`] the viewer decides when it shows the picture.

/// The ground that a picture is made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Whichever the viewer prefers.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

const LIGHT: &str = "\
.g{fill:#fff}.b{fill:#fff;stroke:#8c959f}.k{fill:#57606a;font-size:11px}.n{fill:#1f2328;font-size:14px;font-weight:600}\
.d{fill:#424a53;font-size:11.5px}.e{fill:none;stroke:#8c959f;stroke-width:1.5}.h{fill:#8c959f}\
.l{fill:#57606a;font-size:11px;paint-order:stroke;stroke:#fff;stroke-width:5px;stroke-linejoin:round}\
.m{fill:#ddf4ff;stroke:#54aeff}.s{fill:#dafbe1;stroke:#4ac26b}.t{fill:#24292f;font-size:11px}\
.net{fill:#0969da}.run{fill:#1a7f37}.can{fill:#bf8700}.sto{fill:#8250df}.oth{fill:#6e7781}.mis{fill:#cf222e}\
.canary .b{stroke:#bf8700;stroke-dasharray:6 4}.missing .b{stroke:#cf222e;stroke-dasharray:2 3}";

const DARK: &str = "\
.g{fill:#0d1117}.b{fill:#161b22;stroke:#6e7681}.k{fill:#9198a1}.n{fill:#f0f6fc}.d{fill:#c9d1d9}\
.l{fill:#9198a1;stroke:#0d1117}.m{fill:#0c2d6b;stroke:#388bfd}.s{fill:#033a16;stroke:#2ea043}.t{fill:#f0f6fc}\
.net{fill:#388bfd}.run{fill:#3fb950}.can{fill:#d29922}.sto{fill:#a371f7}.oth{fill:#8b949e}.mis{fill:#f85149}";

/// What changes, besides: the stroke and the word in the box say the same as the colour.
const LIGHT_CHANGES: &str = "\
.c{font-size:11px;font-weight:600;fill:#424a53}.added .c{fill:#1a7f37}.removed .c{fill:#cf222e}.changed .c{fill:#9a6700}\
.added .b{stroke:#1a7f37;stroke-width:2}.changed .b{stroke:#9a6700;stroke-width:2}\
.removed .b{stroke:#cf222e;stroke-width:1.5;stroke-dasharray:6 4}.removed .n{text-decoration:line-through}\
.removed .n,.removed .d{fill:#6e7781}\
.e.added{stroke:#1a7f37;stroke-width:2}.e.removed{stroke:#cf222e;stroke-dasharray:6 4}";

const DARK_CHANGES: &str = "\
.c{fill:#c9d1d9}.added .c{fill:#3fb950}.removed .c{fill:#f85149}.changed .c{fill:#d29922}\
.added .b{stroke:#3fb950}.changed .b{stroke:#d29922}.removed .b{stroke:#f85149}.removed .n,.removed .d{fill:#8b949e}\
.e.added{stroke:#3fb950}.e.removed{stroke:#f85149}";

impl Theme {
    /// The style sheet of a picture of what changes.
    pub(super) fn difference_style(self) -> String {
        match self {
            Self::Auto => {
                format!("{LIGHT}{LIGHT_CHANGES}@media(prefers-color-scheme:dark){{{DARK}{DARK_CHANGES}}}")
            }
            Self::Light => format!("{LIGHT}{LIGHT_CHANGES}"),
            Self::Dark => format!("{LIGHT}{LIGHT_CHANGES}{DARK}{DARK_CHANGES}"),
        }
    }

    /// The style sheet.
    pub(super) fn style(self) -> String {
        match self {
            Self::Auto => format!("{LIGHT}@media(prefers-color-scheme:dark){{{DARK}}}"),
            Self::Light => LIGHT.to_owned(),
            Self::Dark => format!("{LIGHT}{DARK}"),
        }
    }
}
