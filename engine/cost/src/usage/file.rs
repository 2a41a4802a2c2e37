//! Usage files, in the layout of `infracost-usage.yml`:
//!
//! ```yaml
//! version: 0.1
//! resource_type_default_usage:
//!   aws_nat_gateway: {monthly_data_processed_gb: 50}
//! resource_usage:
//!   module.vpc.aws_nat_gateway.main[*]:
//!     monthly_data_processed_gb: {low: 0, typical: 100, high: 2 TB}
//! ```
//!
//! One figure holds low, typical and high; three of them are ours.

mod figure;
mod node;

use std::collections::HashMap;

use tollgate_model::diagnostic::SourceFile;
use tollgate_model::suggestion::nearest;
use tollgate_model::{Address, Band, Diagnostic, Diagnostics, Inventory, Location, Resource};

use super::{Parameter, parameter, parameters};
use node::{Node, Place};

/// The keys at the top.
const KEYS: [&str; 4] = [
    "version",
    "currency",
    "resource_type_default_usage",
    "resource_usage",
];

/// What a usage file says.
#[derive(Clone, Debug, Default)]
pub struct UsageFile {
    /// By type, then by parameter.
    types: Figures,
    /// By address as it is written, then by parameter. `[*]` is any key of an instance.
    resources: Figures,
    /// Where each address stands.
    places: Vec<(String, SourceFile, Place)>,
    /// What was not understood and does no harm.
    pub warnings: Diagnostics,
}

type Figures = HashMap<String, HashMap<String, (Band, Location)>>;

impl UsageFile {
    /// Reads a usage file.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place.
    pub fn parse(file: &SourceFile) -> Result<Self, Diagnostics> {
        let root = node::parse(file)?;
        let mut reading = Reading {
            file,
            usage: Self::default(),
            problems: Diagnostics::default(),
        };
        for (key, place, value) in root.entries() {
            match key {
                "version" => {}
                "currency" => reading.currency(value, place),
                "resource_type_default_usage" => reading.types(value),
                "resource_usage" => reading.resources(value),
                other => reading.problem(
                    "cost::usage-unknown-key",
                    format!("there is no key `{other}` at the top of a usage file"),
                    place,
                    did_you_mean(other, KEYS),
                ),
            }
        }
        if reading.problems.is_empty() {
            Ok(reading.usage)
        } else {
            Err(reading.problems)
        }
    }

    /// What it says about a parameter of a resource, and where: about the instance, else about all
    /// instances, else about the type.
    #[must_use]
    pub fn answer(&self, resource: &Resource, name: &str) -> Option<(Band, &Location)> {
        let of_resource = |address: &str| self.resources.get(address)?.get(name);
        let address = &resource.address;
        let found = of_resource(address.as_str())
            .or_else(|| of_resource(&wildcards(address)))
            .or_else(|| of_resource(address.config().as_str()))
            .or_else(|| self.types.get(resource.resource_type.as_ref())?.get(name));
        found.map(|(band, location)| (*band, location))
    }

    /// Looks for addresses that no resource of a document has.
    #[must_use]
    pub fn unknown_resources(&self, inventory: &Inventory) -> Diagnostics {
        let mut known = std::collections::HashSet::new();
        let groups = inventory
            .resources
            .values()
            .chain(inventory.deleted.values());
        for resource in groups.flatten() {
            known.insert(resource.address.to_string());
            known.insert(wildcards(&resource.address));
            known.insert(resource.address.config().to_string());
        }
        let mut problems = Diagnostics::default();
        for (address, file, place) in &self.places {
            if !known.contains(address) {
                let names = known.iter().map(String::as_str);
                let help = nearest(address, names).map_or_else(
                    || "`tollgate cost` lists the resources".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                let message = format!("the document has no resource `{address}`");
                problems.push(
                    Diagnostic::error("cost::usage-unknown-resource", message)
                        .at(file, place.clone(), "used here")
                        .with_help(help),
                );
            }
        }
        problems
    }
}

/// The address with `[*]` for the key of its instance.
fn wildcards(address: &Address) -> String {
    match address.key() {
        Some(_) => format!("{}[*]", address.with_key(None)),
        None => address.to_string(),
    }
}

fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    nearest(wrong, known.clone()).map_or_else(
        || {
            let known: Vec<&str> = known.into_iter().collect();
            format!("there are {}", known.join(", "))
        },
        |near| format!("did you mean `{near}`?"),
    )
}

/// A file in the course of being read.
struct Reading<'a> {
    file: &'a SourceFile,
    usage: UsageFile,
    problems: Diagnostics,
}

impl Reading<'_> {
    fn problem(&mut self, code: &'static str, message: String, place: &Place, help: String) {
        self.problems.push(
            Diagnostic::error(code, message)
                .at(self.file, place.clone(), "here")
                .with_help(help),
        );
    }

    fn currency(&mut self, value: &Node, place: &Place) {
        if value.scalar() != Some("USD") {
            let name = value.scalar().unwrap_or("something else").to_owned();
            self.problem(
                "cost::usage-currency",
                format!("the currency is {name}, and prices are in USD only"),
                place,
                "AWS's list prices are in US dollars: leave the line out".to_owned(),
            );
        }
    }

    fn types(&mut self, value: &Node) {
        for (resource_type, place, value) in value.entries() {
            if !parameters().any(|known| known.resource_type == resource_type) {
                if resource_type.starts_with("aws_") {
                    let message = format!("nothing of `{resource_type}` is charged by use");
                    self.usage.warnings.push(
                        Diagnostic::warning("cost::usage-unused", message).at(
                            self.file,
                            place.clone(),
                            "not read",
                        ),
                    );
                }
                continue;
            }
            let figures = self.figures(resource_type, value, false);
            self.usage.types.insert(resource_type.to_owned(), figures);
        }
    }

    fn resources(&mut self, value: &Node) {
        for (written, place, value) in value.entries() {
            let plain = written.replace("[*]", "");
            let address: Address = match plain.parse() {
                Ok(address) => address,
                Err(error) => {
                    let message = format!("`{written}` is not the address of a resource: {error}");
                    let help = "write it as Terraform does: `module.vpc.aws_nat_gateway.main[*]`";
                    self.problem("cost::usage-address", message, place, help.to_owned());
                    continue;
                }
            };
            let figures = self.figures(address.resource_type(), value, true);
            self.usage
                .places
                .push((written.to_owned(), self.file.clone(), place.clone()));
            self.usage.resources.insert(written.to_owned(), figures);
        }
    }

    /// The figures about a resource or a type. An unknown parameter is an error where somebody wrote it
    /// for a resource; lists of defaults by type come from tools that know more parameters.
    fn figures(
        &mut self,
        resource_type: &str,
        value: &Node,
        is_strict: bool,
    ) -> HashMap<String, (Band, Location)> {
        let mut figures = HashMap::new();
        let mut open: Vec<(String, &Place, &Node)> = value
            .entries()
            .map(|(name, place, value)| (name.to_owned(), place, value))
            .collect();
        while let Some((name, place, value)) = open.pop() {
            if value.is_map() && !value.is_band() {
                open.extend(
                    value
                        .entries()
                        .map(|(inner, place, value)| (format!("{name}.{inner}"), place, value)),
                );
                continue;
            }
            let Some(known) = parameter(resource_type, &name) else {
                self.unknown_parameter(resource_type, &name, place, is_strict);
                continue;
            };
            match self.band(known, value) {
                Ok(band) => {
                    figures.insert(name, (band, self.file.location(place.clone())));
                }
                Err((message, help)) => {
                    self.problem("cost::usage-quantity", message, place, help);
                }
            }
        }
        figures
    }

    fn band(&self, known: &Parameter, value: &Node) -> Result<Band, (String, String)> {
        if let Some(text) = value.scalar() {
            return figure::parse(text, known).map(Band::exactly);
        }
        let mut band = known_band(value);
        let mut figures = [None; 3];
        for (slot, name) in figures.iter_mut().zip(["low", "typical", "high"]) {
            let text = band.next().flatten().ok_or_else(|| {
                let message = format!("`{}` says no `{name}`", known.name);
                (
                    message,
                    "write {low: …, typical: …, high: …}, or one figure".to_owned(),
                )
            })?;
            *slot = Some(figure::parse(text, known)?);
        }
        match figures {
            [Some(low), Some(typical), Some(high)] if low <= typical && typical <= high => {
                Ok(Band { low, typical, high })
            }
            _ => Err((
                format!("the figures of `{}` are not in order", known.name),
                "`low` is at most `typical`, and `typical` at most `high`".to_owned(),
            )),
        }
    }

    fn unknown_parameter(
        &mut self,
        resource_type: &str,
        name: &str,
        place: &Place,
        is_strict: bool,
    ) {
        let message = format!("`{resource_type}` has no usage parameter `{name}`");
        let known: Vec<&str> = parameters()
            .filter(|known| known.resource_type == resource_type)
            .map(|known| known.name)
            .collect();
        let help = if known.is_empty() {
            format!("nothing of `{resource_type}` is charged by use")
        } else {
            did_you_mean(name, known)
        };
        if is_strict {
            self.problem("cost::usage-unknown-parameter", message, place, help);
        } else {
            self.usage.warnings.push(
                Diagnostic::warning("cost::usage-unknown-parameter", message)
                    .at(self.file, place.clone(), "not read")
                    .with_help(help),
            );
        }
    }
}

fn known_band(value: &Node) -> impl Iterator<Item = Option<&str>> {
    ["low", "typical", "high"]
        .into_iter()
        .map(|name| value.get(name).and_then(Node::scalar))
}
