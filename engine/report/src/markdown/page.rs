//! A page that never grows too long for a comment, and is never cut in the middle of its markup.

/// Bytes that a comment may have. GitHub counts 65,536 characters; counting bytes is stricter.
pub(super) const LIMIT: usize = 65_536;

/// Kept free for closing what is open, and for the sentence that says what is missing.
const RESERVE: usize = 512;

/// Markdown as it grows.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
    left_out: usize,
}

impl Page {
    /// Adds text that must be there; it is short.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a part if there is still room for all of it; what finds none is counted.
    pub(super) fn entry(&mut self, text: &str) -> bool {
        let fits = self.text.len() + text.len() + RESERVE <= LIMIT;
        if fits {
            self.text.push_str(text);
        } else {
            self.left_out += 1;
        }
        fits
    }

    /// Adds a part made of an opening, entries and a closing: at least one entry, or nothing.
    pub(super) fn part(&mut self, open: &str, entries: impl Iterator<Item = String>, close: &str) {
        let mut opened = false;
        for entry in entries {
            if opened {
                self.entry(&entry);
            } else {
                opened = self.entry(&format!("{open}{entry}{close}"));
                if opened {
                    self.text.truncate(self.text.len() - close.len());
                }
            }
        }
        if opened {
            self.text.push_str(close);
        }
    }

    /// The page, with a sentence about what found no room.
    pub(super) fn finish(mut self) -> String {
        if self.left_out > 0 {
            let sentence = format!(
                "\n**{} more entries did not fit into a comment.** The other reports list them.\n",
                self.left_out
            );
            self.text.push_str(&sentence);
        }
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_part_without_entries_is_not_there() {
        let mut page = Page::default();
        page.part("<details>", std::iter::empty(), "</details>");
        assert_eq!(page.finish(), "");
    }

    proptest! {
        #[test]
        fn pages_are_closed_and_fit(lengths in prop::collection::vec(0..9_000_usize, 0..40)) {
            let mut page = Page::default();
            for chunk in lengths.chunks(5) {
                page.part("<d>", chunk.iter().map(|length| "x".repeat(*length)), "</d>");
            }
            let text = page.finish();
            prop_assert!(text.len() <= LIMIT);
            prop_assert_eq!(text.matches("<d>").count(), text.matches("</d>").count());
            let all: usize = lengths.iter().sum();
            let shown = text.matches('x').count();
            prop_assert_eq!(text.contains("did not fit"), shown < all);
        }
    }
}
