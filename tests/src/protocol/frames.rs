//! Messages on a stream, strictly: a header in the protocol's spelling, then exactly that many bytes.

use std::io::{self, BufRead, Write};

/// What was read.
#[derive(Debug)]
pub enum Frame {
    /// The bytes of a body.
    Body(Vec<u8>),
    /// Bytes that are no header.
    Stray(String),
}

/// Reads the next message; `None` at the end of the stream.
pub fn read(input: &mut impl BufRead) -> io::Result<Option<Frame>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let Some(content) = line.strip_suffix("\r\n") else {
            return Ok(Some(Frame::Stray(line.into_owned())));
        };
        match content.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse::<usize>().ok();
            }
            Some((name, _)) if name.eq_ignore_ascii_case("content-type") => {}
            None if content.is_empty() && length.is_some() => break,
            _ => return Ok(Some(Frame::Stray(line.into_owned()))),
        }
    }
    let mut body = vec![0; length.unwrap_or_default()];
    input.read_exact(&mut body)?;
    Ok(Some(Frame::Body(body)))
}

/// Writes a message.
pub fn write(output: &mut impl Write, body: &[u8]) -> io::Result<()> {
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(body)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_back_and_other_bytes_are_told() {
        let mut stream = Vec::new();
        write(&mut stream, b"{}").unwrap();
        stream.extend_from_slice(b"hello\n");
        write(&mut stream, b"[1]").unwrap();
        let mut input = stream.as_slice();
        assert!(matches!(read(&mut input).unwrap(), Some(Frame::Body(it)) if it == b"{}"));
        assert!(matches!(read(&mut input).unwrap(), Some(Frame::Stray(it)) if it == "hello\n"));
        assert!(matches!(read(&mut input).unwrap(), Some(Frame::Body(it)) if it == b"[1]"));
        assert!(read(&mut input).unwrap().is_none());
    }
}
