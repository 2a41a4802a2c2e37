//! Random bytes, numbers and choices, from the operating system.

use crate::failure::Failure;
use crate::kind::Result;

/// So many random bytes.
///
/// # Errors
/// When the operating system has none.
pub fn bytes(length: usize) -> Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// A random number below `end`, each as likely as any other.
///
/// # Errors
/// When the operating system has none.
pub fn below(end: usize) -> Result<usize> {
    let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
    // The numbers above the last multiple of `end` would make small results likelier.
    let fair = u64::MAX - u64::MAX % end;
    loop {
        let number = getrandom::u64().map_err(failed)?;
        if number < fair {
            return Ok(usize::try_from(number % end).unwrap_or_default());
        }
    }
}

/// Adds so many random choices to `result`.
///
/// # Errors
/// When there is nothing to choose from.
pub fn choose(from: &[char], count: usize, result: &mut Vec<char>) -> Result<()> {
    for _ in 0..count {
        let chosen = from.get(below(from.len())?);
        let none = || Failure::invalid("random_password", "there are no characters to choose from");
        result.push(*chosen.ok_or_else(none)?);
    }
    Ok(())
}

/// Brings items into a random order.
///
/// # Errors
/// When the operating system has no random numbers.
pub fn shuffle<T>(items: &mut [T]) -> Result<()> {
    for last in (1..items.len()).rev() {
        items.swap(last, below(last + 1)?);
    }
    Ok(())
}

fn failed(error: getrandom::Error) -> Failure {
    Failure::invalid(
        "random",
        format!("the operating system gives no random numbers: {error}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_below_comes_up_and_no_other() {
        let mut seen = [0_u32; 7];
        for _ in 0..7_000 {
            seen[below(7).unwrap()] += 1;
        }
        assert!(
            seen.iter().all(|times| (800..1_200).contains(times)),
            "{seen:?}"
        );
    }

    #[test]
    fn a_shuffle_keeps_what_there_is() {
        let mut items: Vec<u32> = (0..100).collect();
        shuffle(&mut items).unwrap();
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
