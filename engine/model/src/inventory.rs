//! The inventory: the one document that every source becomes and every rule reads.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::resource::Resource;

/// The version that [`Inventory`] carries as `format_version`.
pub const FORMAT_VERSION: &str = "1";

/// What kind of document an inventory was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// `terraform show -json` of a plan.
    TerraformPlan,
    /// A directory of `.tf` files.
    TerraformCode,
    /// A state file, or `terraform show -json` of a state.
    TerraformState,
    /// A CloudFormation template.
    Cloudformation,
    /// A plan of Tollgate's own engine.
    TollgatePlan,
    /// A live account.
    Live,
    /// Something that could not be read: it has no resources, and is never judged.
    Unread,
}

impl DocumentKind {
    /// The kind in words, as reports say it.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::TerraformPlan => "Terraform plan",
            Self::TerraformCode => "Terraform code",
            Self::TerraformState => "Terraform state",
            Self::Cloudformation => "CloudFormation template",
            Self::TollgatePlan => "Tollgate plan",
            Self::Live => "live account",
            Self::Unread => "not read",
        }
    }
}

/// What is known about the document as a whole.
#[derive(Clone, Debug, Serialize)]
pub struct Context {
    /// The kind of the document.
    pub source: DocumentKind,
    /// The environment whose parameters apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// The AWS account, twelve digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The AWS region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The time of judgement, RFC 3339 in UTC. Rules have no other clock.
    pub now: String,
}

/// All resources of one document, grouped by type.
#[derive(Clone, Debug)]
pub struct Inventory {
    /// What is known about the document as a whole.
    pub context: Context,
    /// What exists, or will exist after apply, by type; sorted by address.
    pub resources: BTreeMap<Arc<str>, Vec<Resource>>,
    /// What the plan deletes or forgets, by type, with the values it had.
    pub deleted: BTreeMap<Arc<str>, Vec<Resource>>,
}

impl Inventory {
    /// An inventory without resources.
    #[must_use]
    pub fn new(context: Context) -> Self {
        Self {
            context,
            resources: BTreeMap::new(),
            deleted: BTreeMap::new(),
        }
    }

    /// Adds a resource under its type, among the deleted ones if its change removes it.
    pub fn insert(&mut self, resource: Resource) {
        let removed = resource
            .change
            .as_ref()
            .is_some_and(|change| change.action.removes());
        let group = if removed {
            &mut self.deleted
        } else {
            &mut self.resources
        };
        group
            .entry(resource.resource_type.clone())
            .or_default()
            .push(resource);
    }

    /// Sorts each group by address, which makes every later step independent of document order.
    pub fn sort(&mut self) {
        for group in self.resources.values_mut().chain(self.deleted.values_mut()) {
            group.sort_by(|a, b| a.address.cmp(&b.address));
        }
    }

    /// The resources that are not deleted, type by type.
    pub fn iter(&self) -> impl Iterator<Item = &Resource> {
        self.resources.values().flatten()
    }

    /// How many resources there are, deleted ones not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.resources.values().map(Vec::len).sum()
    }

    /// Whether there is no resource, deleted or not.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.resources.is_empty() && self.deleted.is_empty()
    }
}
