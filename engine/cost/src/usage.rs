//! What a document cannot say: how much of a thing is used.
//!
//! Asked for a parameter of a resource, the first of these answers: the usage file about the resource,
//! about all instances of its block, about its type; then the defaults of the profile.

mod defaults;
mod file;
mod profile;

use tollgate_model::Resource;

use crate::quantity::{Origin, Quantity};

pub use defaults::{Parameter, parameter, parameters};
pub use file::UsageFile;
pub use profile::Profile;

/// What is known of use.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    file: Option<UsageFile>,
    profile: Profile,
}

impl Usage {
    /// The defaults of a profile, under what a file says.
    #[must_use]
    pub fn new(file: Option<UsageFile>, profile: Profile) -> Self {
        Self { file, profile }
    }

    /// The profile whose defaults hold.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// How much of a parameter a resource uses, a month; none for a parameter that nobody knows.
    #[must_use]
    pub fn of(&self, resource: &Resource, name: &'static str) -> Option<Quantity> {
        self.given(resource, name).or_else(|| {
            let parameter = parameter(&resource.resource_type, name)?;
            let origin = Origin::Default {
                profile: self.profile.name(),
                why: parameter.why,
            };
            let band = parameter.default(self.profile);
            Some(Quantity::assumed(name, parameter.unit, band, origin))
        })
    }

    /// What the usage file says.
    #[must_use]
    pub fn given(&self, resource: &Resource, name: &'static str) -> Option<Quantity> {
        let (band, location) = self.file.as_ref()?.answer(resource, name)?;
        let unit = parameter(&resource.resource_type, name).map_or("", |found| found.unit);
        Some(Quantity::assumed(
            name,
            unit,
            band,
            Origin::File(location.clone()),
        ))
    }
}
