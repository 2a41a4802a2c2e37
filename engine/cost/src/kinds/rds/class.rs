//! What the name of a class says: `db.t3.small`.

/// Processors of a class, by its size.
const PROCESSORS: &[(&str, u32)] = &[
    ("micro", 2),
    ("small", 2),
    ("medium", 2),
    ("large", 2),
    ("xlarge", 4),
    ("2xlarge", 8),
    ("4xlarge", 16),
    ("8xlarge", 32),
    ("12xlarge", 48),
    ("16xlarge", 64),
    ("24xlarge", 96),
    ("32xlarge", 128),
    ("48xlarge", 192),
];

/// Families that have fewer processors than their sizes say.
const OLD: &[&str] = &["db.m1", "db.m2", "db.m3", "db.t1", "db.t2"];

/// How many processors a class has, if that is known.
pub(super) fn processors(class: &str) -> Option<u32> {
    let (family, size) = class.rsplit_once('.')?;
    let found = PROCESSORS.iter().find(|(name, _)| *name == size)?;
    (!OLD.contains(&family)).then_some(found.1)
}

/// The family of a class that runs on credits, and is charged for what it uses beyond them.
pub(super) fn burstable(class: &str) -> Option<&str> {
    let (family, _) = class.rsplit_once('.')?;
    ["db.t3", "db.t4g"].contains(&family).then_some(family)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_tells_the_processors_and_the_family_the_credits() {
        for (class, count, family) in [
            ("db.t4g.micro", Some(2), Some("db.t4g")),
            ("db.r6g.xlarge", Some(4), None),
            ("db.t2.micro", None, None),
            ("db.serverless", None, None),
            ("nonsense", None, None),
        ] {
            assert_eq!((processors(class), burstable(class)), (count, family));
        }
    }
}
