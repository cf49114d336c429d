//! The plain archive: the program with its licence, the same bytes for the same program.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use flate2::{Compression, GzBuilder};
use tar::{Builder, Header};

use super::tool::say;
use super::{Dist, VERSION};

/// Makes `oam-ls-VERSION-TRIPLE.tar.gz`.
pub(super) fn make(dist: &Dist) -> Result<(), String> {
    let name = format!("oam-ls-{VERSION}-{}", dist.platform.triple);
    say(&format!("{name}.tar.gz"));
    write(dist, &name).map_err(|it| format!("{name}.tar.gz: {it}"))
}

fn write(dist: &Dist, name: &str) -> io::Result<()> {
    let file = File::create(dist.out.join(format!("{name}.tar.gz")))?;
    // Without the time of day.
    let mut archive = Builder::new(GzBuilder::new().mtime(0).write(file, Compression::best()));
    add(&mut archive, &format!("{name}/{}", dist.platform.program_name()), &dist.program, 0o755)?;
    for path in ["LICENSE", "README.md", "CHANGELOG.md"] {
        add(&mut archive, &format!("{name}/{path}"), &dist.source(path), 0o644)?;
    }
    archive.into_inner()?.finish()?.flush()
}

fn add(archive: &mut Builder<impl Write>, name: &str, file: &Path, mode: u32) -> io::Result<()> {
    let content = fs::read(file)?;
    let mut header = Header::new_gnu();
    header.set_size(content.len() as u64);
    header.set_mode(mode);
    archive.append_data(&mut header, name, content.as_slice())
}
