//! The parameters of use, each with its unit and its defaults: the rows of `data/usage.csv`.

use std::collections::HashMap;
use std::sync::OnceLock;

use rust_decimal::Decimal;
use tollgate_model::Band;

use super::Profile;

const TABLE: &str = include_str!("../../data/usage.csv");

/// Something that decides a cost and that no document says.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The resource type.
    pub resource_type: &'static str,
    /// The name, as usage files write it; dots separate levels.
    pub name: &'static str,
    /// The unit of the figures.
    pub unit: &'static str,
    /// Why these defaults.
    pub why: &'static str,
    defaults: [Band; 3],
}

impl Parameter {
    /// What is assumed when nobody says it.
    #[must_use]
    pub fn default(&self, profile: Profile) -> Band {
        let [dev, staging, prod] = self.defaults;
        match profile {
            Profile::Dev => dev,
            Profile::Staging => staging,
            Profile::Prod => prod,
        }
    }
}

/// Every parameter, by type and name.
pub fn parameters() -> impl Iterator<Item = &'static Parameter> {
    table().iter()
}

/// The parameter of a type that has this name.
#[must_use]
pub fn parameter(resource_type: &str, name: &str) -> Option<&'static Parameter> {
    type Index = HashMap<(&'static str, &'static str), &'static Parameter>;
    static INDEX: OnceLock<Index> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        parameters()
            .map(|parameter| ((parameter.resource_type, parameter.name), parameter))
            .collect()
    });
    index.get(&(resource_type, name)).copied()
}

fn table() -> &'static [Parameter] {
    static PARAMETERS: OnceLock<Vec<Parameter>> = OnceLock::new();
    PARAMETERS.get_or_init(|| TABLE.lines().skip(1).filter_map(row).collect())
}

/// A line of the table. Its cells hold no quotes, and its last one runs to the end of the line.
fn row(line: &'static str) -> Option<Parameter> {
    let mut cells = line.splitn(7, ',');
    let mut next = || cells.next();
    let (resource_type, name, unit) = (next()?, next()?, next()?);
    let defaults = [band(next()?)?, band(next()?)?, band(next()?)?];
    Some(Parameter {
        resource_type,
        name,
        unit,
        why: next()?,
        defaults,
    })
}

/// `0/20/200`, or one figure.
fn band(cell: &str) -> Option<Band> {
    let mut figures = cell.split('/').map(str::parse::<Decimal>);
    let low = figures.next()?.ok()?;
    let Some(typical) = figures.next() else {
        return Some(Band::exactly(low));
    };
    Some(Band {
        low,
        typical: typical.ok()?,
        high: figures.next()?.ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_parameter_in_order_and_once() {
        assert_eq!(table().len(), TABLE.lines().count() - 1);
        let names: Vec<_> = parameters()
            .map(|row| (row.resource_type, row.name))
            .collect();
        assert!(
            names.is_sorted_by(|a, b| a < b),
            "sorted by type and name, each once"
        );
        for row in parameters() {
            for band in row.defaults {
                assert!(
                    Decimal::ZERO <= band.low
                        && band.low <= band.typical
                        && band.typical <= band.high,
                    "{} {}: {band:?}",
                    row.resource_type,
                    row.name
                );
            }
        }
    }
}
