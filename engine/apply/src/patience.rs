//! How long is waited, and how often is asked.

use std::time::Duration;

/// The time between two questions: short at first, since most things are quick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Before the second question.
    pub first: Duration,
    /// At most between two.
    pub longest: Duration,
    /// In all, for one step.
    pub limit: Duration,
    /// For how long a call is repeated that fails for now.
    pub retries: Duration,
}

impl Default for Patience {
    /// For AWS: a database takes a quarter of an hour, a distribution up to half an hour.
    fn default() -> Self {
        Self {
            first: Duration::from_millis(200),
            longest: Duration::from_secs(10),
            limit: Duration::from_secs(60 * 60),
            retries: Duration::from_secs(10 * 60),
        }
    }
}

impl Patience {
    /// The pause before question `number`, which counts from one: half as long again each time, less up
    /// to a quarter, so that many who wait do not ask in step.
    #[must_use]
    pub fn pause(&self, number: u32) -> Duration {
        let grown = self
            .first
            .mul_f64(1.5_f64.powi(number.saturating_sub(1).min(40) as i32));
        let pause = grown.min(self.longest);
        pause.mul_f64(1.0 - 0.25 * fraction())
    }
}

/// A number between zero and one.
fn fraction() -> f64 {
    getrandom::u32().map_or(0.5, |number| f64::from(number) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_the_longest() {
        let patience = Patience::default();
        assert!(patience.pause(1) <= patience.first);
        assert!(patience.pause(8) > patience.pause(1));
        for number in [50, 1000, u32::MAX] {
            let pause = patience.pause(number);
            assert!(pause <= patience.longest && pause >= patience.longest.mul_f64(0.74));
        }
    }
}
