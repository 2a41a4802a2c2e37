//! Policy documents, which IAM gives back percent-encoded.

use percent_encoding::percent_decode_str;

/// The document as its author wrote it.
pub fn decoded(document: &str) -> String {
    // An emulator that does not encode gives JSON, which may hold a percent sign of its own.
    if document.trim_start().starts_with('{') {
        return document.to_owned();
    }
    percent_decode_str(document)
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn what_iam_gives_is_decoded() {
        assert_eq!(decoded("%7B%22Id%22%3A%22a%2Bb%22%7D"), r#"{"Id":"a+b"}"#);
        assert_eq!(decoded(r#"{"Id":"%41"}"#), r#"{"Id":"%41"}"#);
    }
}
