//! "Did you mean": the nearest of the names that would have been right.

/// The candidate most like `wrong`, if one is near enough to be worth naming.
#[must_use]
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(wrong, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.85)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors_are_recognised_and_strangers_are_not() {
        let names = ["storage_encrypted", "storage_type", "multi_az"];
        assert_eq!(
            nearest("storage_encypted", names),
            Some("storage_encrypted")
        );
        assert_eq!(nearest("colour", names), None);
    }
}
