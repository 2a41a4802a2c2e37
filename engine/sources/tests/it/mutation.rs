//! Damaged documents are read or refused, but never crash the reader.

use proptest::prelude::*;

use crate::support::{fixture, load_bytes};

fn fixtures() -> Vec<Vec<u8>> {
    [
        "plans/actions.json",
        "plans/policies.json",
        "plans/keys.json",
        "plans/blocks.json",
        "states/terraform.tfstate",
    ]
    .iter()
    .map(|name| std::fs::read(fixture(name)).unwrap())
    .collect()
}

/// Pieces that stand where they do not belong.
const PIECES: &[&str] = &[
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "-1",
    "1e300",
    "[[[]]]",
    "{\"a\":null}",
    "\"${x}\"",
    ",",
    "}",
    "\u{0}",
    "\"module.a[\\\"\"",
    "\"aws_x.y[999999999999999999999]\"",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn truncated_documents_are_refused(which in 0usize..5, part in 0.0f64..0.999) {
        let bytes = fixtures().swap_remove(which);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss,
                 reason = "a position in a small file")]
        let end = (bytes.len() as f64 * part) as usize;
        prop_assert!(load_bytes(&bytes[..end]).is_err());
    }

    #[test]
    fn replaced_values_do_not_crash(which in 0usize..5, at in 0.0f64..1.0, piece in 0..PIECES.len(), count in 1usize..4) {
        let text = String::from_utf8(fixtures().swap_remove(which)).unwrap();
        // Replace whole values, so that most results are valid JSON.
        let starts: Vec<usize> = text.match_indices(": ").map(|(offset, _)| offset + 2).collect();
        let mut mutated = text.clone();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss,
                 reason = "a position in a small file")]
        let first = (starts.len() as f64 * at) as usize;
        for start in starts.iter().skip(first).take(count).rev() {
            let end = text[*start..].find('\n').map_or(text.len(), |length| start + length);
            let line = &text[*start..end];
            let comma = if line.ends_with(',') { "," } else { "" };
            if !line.starts_with(['{', '[']) || line.len() < 4 {
                mutated.replace_range(*start..end, &format!("{}{comma}", PIECES[piece]));
            }
        }
        let _ = load_bytes(mutated);
    }

    #[test]
    fn flipped_bytes_do_not_crash(which in 0usize..5, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = fixtures().swap_remove(which);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = load_bytes(bytes);
    }

    #[test]
    fn any_bytes_do_not_crash(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(load_bytes(bytes).is_err());
    }
}
