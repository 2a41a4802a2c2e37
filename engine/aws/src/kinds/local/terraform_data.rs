//! `terraform_data`: a value that is passed on, and whose change can replace other things. Its id is the
//! operation that made it.
//!
//! The state remembers the input, marks of what must not be shown included, and the output says the
//! same: nothing has to be done to change it.

use async_trait::async_trait;
use tollgate_model::{Facts, Object};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;
use crate::own::Known;

/// `terraform_data`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "terraform_data",
        replaces: &["triggers_replace"],
        remembered: &["input", "triggers_replace"],
        echoes: &[("output", "input")],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &[],
    permissions: Permissions {
        list: &[],
        read: &[],
        create: &[],
        update: &[],
        delete: &[],
    },
    operations: &TerraformData,
};

struct TerraformData;

#[async_trait]
impl Operations for TerraformData {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        Ok(aws.own().ids(&key("")))
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        Ok(match aws.own().get(&key(id)) {
            Known::Removed => None,
            Known::Made(_) | Known::Unknown => Some(Live::with_id(id).into_object()),
        })
    }

    async fn create(&self, aws: &Aws, _: Attributes<'_>, operation: &Operation) -> Result<String> {
        let id = &operation.id;
        aws.own().put(key(id), Live::with_id(id).into_object());
        Ok(id.clone())
    }

    async fn update(&self, _: &Aws, _: &str, _: Change<'_>) -> Result<()> {
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        aws.own().remove(key(id));
        Ok(())
    }
}

/// Where it is kept: other kinds are in the same place.
fn key(id: &str) -> String {
    format!("terraform_data.{id}")
}
