//! Which engine a database has.

use std::borrow::Cow;

use crate::subject::{Known, Subject};

/// The engine's name. A replica has that of what it replicates.
pub(super) fn name<'a>(database: &Subject<'a>) -> Known<Cow<'a, str>> {
    match database.text("engine") {
        Known::Unset => match database.target("replicate_source_db", "aws_db_instance") {
            Some(source) => source.text("engine"),
            None => Known::Unset,
        },
        known => known,
    }
}

/// The major version, as AWS counts them: `15` of PostgreSQL 15.4, `8.0` of MySQL 8.0.36.
pub(super) fn major<'v>(engine: &str, version: &'v str) -> &'v str {
    let numbers = if engine.ends_with("mysql") { 2 } else { 1 };
    let end = version.match_indices('.').nth(numbers - 1);
    end.and_then(|(end, _)| version.get(..end))
        .unwrap_or(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_has_as_many_numbers_as_the_engine_counts() {
        for (engine, version, expected) in [
            ("postgres", "15.4", "15"),
            ("postgres", "15", "15"),
            ("mysql", "8.0.36", "8.0"),
            ("aurora-mysql", "5.7.mysql_aurora.2.11.1", "5.7"),
            ("aurora-postgresql", "13.9", "13"),
        ] {
            assert_eq!(major(engine, version), expected);
        }
    }
}
