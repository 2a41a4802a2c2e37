//! A plan whose values become known one after the other, while it is applied: read once as a whole, and
//! after that only what is new of it.

use tollgate_model::Resource;
use tollgate_model::schema::Catalog;

use crate::document::{Document, Options};
use crate::error::ReadError;
use crate::read::{self, Unfolded};

/// A plan that can be judged again as more of it is known.
#[derive(Debug)]
pub struct Revisable {
    plan: Unfolded,
    catalog: &'static Catalog,
    options: Options,
}

impl Revisable {
    /// Reads a plan.
    ///
    /// # Errors
    /// When it is no plan, or not one that can be read.
    pub fn read(name: &str, text: &str, options: &Options) -> Result<Self, ReadError> {
        let plan = read::plan_parts(name, text, options)?;
        Ok(Self {
            catalog: read::catalog(name)?,
            plan,
            options: Options {
                code: None,
                ..options.clone()
            },
        })
    }

    /// Takes resources as another plan has them, which says more of the same ones.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn revise(&mut self, text: &str) -> Result<(), ReadError> {
        let newer = read::plan_parts(&self.plan.rest.name, text, &self.options)?;
        for mut resource in newer.resources {
            if let Some(places) = &mut self.plan.places {
                places.give(&mut resource, self.catalog);
            }
            let older = self.plan.resources.iter_mut().find(|older| {
                older.address == resource.address && is_removed(older) == is_removed(&resource)
            });
            match older {
                Some(older) => {
                    resource.pointer = older.pointer.take();
                    *older = resource;
                }
                // What was not there is judged all the same.
                None => self.plan.resources.push(resource),
            }
        }
        Ok(())
    }

    /// The document as it is now.
    #[must_use]
    pub fn document(&self) -> Document {
        let Unfolded {
            resources, rest, ..
        } = &self.plan;
        let context = rest.inventory.context.clone();
        Document {
            inventory: read::inventory(resources.clone(), context, self.catalog),
            ..rest.clone()
        }
    }
}

/// Whether a plan removes it: a deposed object has the address of the one that took its place.
fn is_removed(resource: &Resource) -> bool {
    let change = resource.change.as_ref();
    change.is_some_and(|change| change.action.removes())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};
    use tollgate_model::rule_view::RuleView;

    use super::*;
    use crate::read::read;
    use crate::{Document, Input};

    fn change(address: &str, actions: Json, after: Json, unknown: Json, deposed: Json) -> Json {
        let (kind, name) = address.split_once('.').unwrap();
        json!({
            "address": address, "mode": "managed", "type": kind, "name": name, "deposed": deposed,
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": { "actions": actions, "before": { "bucket": "old" }, "after": after,
                "after_unknown": unknown, "before_sensitive": {}, "after_sensitive": {} },
        })
    }

    /// A plan of two buckets and the versioning of one, with an old object of the first bucket.
    fn plan(changes: &[Json]) -> String {
        json!({
            "format_version": "1.2", "resource_changes": changes, "configuration": {},
            "tollgate": { "environment": "dev", "account": "123456789012", "resources": {
                "aws_s3_bucket_versioning.a": { "references": { "bucket": ["aws_s3_bucket.a"] } },
            } },
        })
        .to_string()
    }

    fn rules_see(document: &Document) -> Json {
        serde_json::to_value(RuleView::new(&document.inventory)).unwrap()
    }

    #[test]
    fn what_is_revised_is_as_if_the_whole_was_read_again() {
        let bucket = |name: &str, after, unknown| {
            change(name, json!(["create"]), after, unknown, Json::Null)
        };
        let versioning = |status: &str, unknown| {
            let block = json!([{ "status": status }]);
            let after = json!({ "bucket": "b", "versioning_configuration": block });
            bucket("aws_s3_bucket_versioning.a", after, unknown)
        };
        let deposed = change(
            "aws_s3_bucket.a",
            json!(["delete"]),
            Json::Null,
            json!({}),
            json!("00000001"),
        );
        let before = [
            bucket("aws_s3_bucket.a", json!({}), json!({ "bucket": true })),
            deposed.clone(),
            bucket("aws_s3_bucket.b", json!({ "bucket": "c" }), json!({})),
            versioning("Disabled", json!({ "bucket": true })),
        ];
        let after = [
            bucket("aws_s3_bucket.a", json!({ "bucket": "b" }), json!({})),
            deposed,
            before[2].clone(),
            versioning("Enabled", json!({})),
        ];
        let options = Options::default();
        let mut revisable = Revisable::read("the plan", &plan(&before), &options).unwrap();
        let news = plan(&[after[0].clone(), after[3].clone()]);
        let was = rules_see(&revisable.document());
        revisable.revise(&news).unwrap();
        let bytes = plan(&after).into_bytes();
        let name = "the plan".to_owned();
        let whole = read(Input::Bytes { name, bytes }, &options).unwrap();
        assert_ne!(rules_see(&revisable.document()), was);
        assert_eq!(rules_see(&revisable.document()), rules_see(&whole));
        assert!(revisable.revise("{}").is_err());
        assert!(
            Revisable::read(
                "a state",
                r#"{"version": 4, "lineage": "a", "resources": []}"#,
                &options
            )
            .is_err()
        );
    }
}
