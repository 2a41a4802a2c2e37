//! Bytes to text: UTF-8 with or without a byte order mark, and the UTF-16 that PowerShell's `>` writes.

use std::io::Read;

use crate::error::Problem;

const UTF8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// Starts of files that are not text, and that people pass by mistake.
const ARCHIVES: &[&[u8]] = &[b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"tfplan"];

/// Everything that `reader` has, unless it is more than `limit` bytes.
///
/// # Errors
/// When reading fails, or there is more than `limit`; then no more than that was held in memory.
pub fn read_bounded(reader: impl Read, size: Option<u64>, limit: u64) -> Result<Vec<u8>, Problem> {
    if size.is_some_and(|size| size > limit) {
        return Err(Problem::TooLarge { limit });
    }
    let capacity = size
        .and_then(|size| usize::try_from(size).ok())
        .unwrap_or(0);
    let mut bytes = Vec::with_capacity(capacity);
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(Problem::Unreadable)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        return Err(Problem::TooLarge { limit });
    }
    Ok(bytes)
}

/// The text that the bytes were meant to be.
///
/// # Errors
/// When they are an archive, or neither UTF-8 nor UTF-16.
pub fn decode(mut bytes: Vec<u8>) -> Result<String, Problem> {
    if ARCHIVES.iter().any(|start| bytes.starts_with(start)) {
        return Err(Problem::Archive);
    }
    if let Some(read) = utf16_reader(&bytes) {
        return utf16(&bytes, read);
    }
    if bytes.starts_with(UTF8_MARK) {
        bytes.drain(..UTF8_MARK.len());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error();
        match at.error_len() {
            // The last character has only begun.
            None => Problem::Truncated {
                at: at.valid_up_to(),
            },
            Some(_) => Problem::NotText {
                at: at.valid_up_to(),
            },
        }
    })
}

/// How two bytes make one unit, if the text looks like UTF-16. JSON starts with an ASCII letter,
/// so one of its first two bytes is zero also when there is no mark.
fn utf16_reader(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match bytes {
        [0xFF, 0xFE, ..] | [1..=0xFF, 0, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] | [0, 1..=0xFF, ..] => Some(u16::from_be_bytes),
        _ => None,
    }
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Result<String, Problem> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Problem::Truncated { at: bytes.len() });
    }
    let mut text = String::with_capacity(pairs.len());
    for (unit, decoded) in char::decode_utf16(pairs.iter().copied().map(read)).enumerate() {
        match decoded {
            Ok('\u{FEFF}') if unit == 0 => {}
            Ok(letter) => text.push(letter),
            Err(_) => return Err(Problem::NotText { at: 2 * unit }),
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\"é\": \"𝄞\"}";

    fn utf16_bytes(mark: bool, write: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter()
            .chain(TEXT.encode_utf16())
            .flat_map(write)
            .collect()
    }

    #[test]
    fn every_encoding_is_read_as_it_was_meant() {
        let marked = [UTF8_MARK, TEXT.as_bytes()].concat();
        for bytes in [
            TEXT.as_bytes().to_vec(),
            marked,
            utf16_bytes(true, u16::to_le_bytes),
            utf16_bytes(true, u16::to_be_bytes),
            utf16_bytes(false, u16::to_le_bytes),
            utf16_bytes(false, u16::to_be_bytes),
        ] {
            assert_eq!(decode(bytes).unwrap(), TEXT);
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let odd = {
            let mut bytes = utf16_bytes(true, u16::to_le_bytes);
            bytes.pop();
            bytes
        };
        assert!(matches!(decode(odd), Err(Problem::Truncated { .. })));
        assert!(matches!(
            decode(b"{\"\xc3".to_vec()),
            Err(Problem::Truncated { at: 2 })
        ));
        assert!(matches!(
            decode(b"{\"\xff\"}".to_vec()),
            Err(Problem::NotText { at: 2 })
        ));
        assert!(matches!(
            decode(b"PK\x03\x04tfplan".to_vec()),
            Err(Problem::Archive)
        ));
    }

    #[test]
    fn the_limit_holds_with_and_without_a_known_size() {
        assert_eq!(read_bounded(&b"1234"[..], None, 4).unwrap(), b"1234");
        for size in [None, Some(5)] {
            assert!(matches!(
                read_bounded(&b"12345"[..], size, 4),
                Err(Problem::TooLarge { limit: 4 })
            ));
        }
    }
}
