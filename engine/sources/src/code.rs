//! A directory of Terraform code, as `tollgate-hcl` evaluates it.

use std::sync::Arc;

use camino::Utf8Path;
use tollgate_hcl::config::{self, Configuration, ConfiguredResource, UnavailableModule};
use tollgate_model::{Diagnostics, Resource, Value};

use crate::document::Options;

/// Evaluates the root module at `directory`.
///
/// # Errors
/// Everything that is wrong with the code.
pub fn evaluate(directory: &Utf8Path, options: &Options) -> Result<Configuration, Diagnostics> {
    let mut terraform = options.terraform.clone();
    let context = &mut terraform.context;
    context.account = context.account.take().or_else(|| options.account.clone());
    context.region = context.region.take().or_else(|| options.region.clone());
    config::evaluate(directory, &terraform)
}

/// The resource as every source has it, before normalisation and folding.
#[must_use]
pub fn resource(configured: ConfiguredResource) -> Resource {
    Resource {
        values: configured.values,
        references: configured.references,
        location: Some(configured.location),
        locations: configured.locations,
        region: configured.region.map(Arc::from),
        ..Resource::new(configured.address)
    }
}

/// The root variable `environment` or `env`, if it is known and may be shown.
#[must_use]
pub fn environment(configuration: &Configuration) -> Option<String> {
    ["environment", "env"]
        .iter()
        .find_map(|name| match configuration.variables.get(*name) {
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        })
}

/// A module that is not there, as a sentence.
#[must_use]
pub fn unavailable(module: &UnavailableModule) -> String {
    format!(
        "`{}` is not on the disk (source `{}`, called at {}), so its resources were not judged; run `terraform init`",
        module.path, module.source, module.location
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollgate_model::schema::Catalog;
    use tollgate_model::value::Unknown;
    use tollgate_model::{Location, ModulePath, Object, rule_view::ResourceView};

    fn configured(address: &str, values: Object) -> ConfiguredResource {
        ConfiguredResource {
            address: address.parse().unwrap(),
            values,
            references: [(
                "metadata_options[0].http_tokens".parse().unwrap(),
                vec!["data.x.y".into()],
            )]
            .into(),
            location: Location::line("main.tf", 3),
            locations: [(
                "metadata_options[0]".parse().unwrap(),
                Location::line("main.tf", 5),
            )]
            .into(),
            lifecycle: config::Lifecycle::default(),
            provider: "aws".to_owned(),
            region: None,
            depends_on: Vec::new(),
        }
    }

    #[test]
    fn configured_resources_come_in_the_shape_of_the_inventory() {
        // What `jsonencode` gives when one ARN does not exist yet.
        let document = Value::from(serde_json::json!({
            "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "${aws_s3_bucket.b.arn}/*"}
        }));
        let policy = Unknown {
            references: vec!["aws_s3_bucket.b".into()],
            document: Some(Box::new(document)),
        };
        let values = Object::from([
            ("policy".to_owned(), Value::Unknown(policy.clone())),
            ("user_data".to_owned(), Value::Unknown(policy)),
            (
                "metadata_options".to_owned(),
                Value::from(serde_json::json!([{"http_tokens": "required"}])),
            ),
            ("ebs_block_device".to_owned(), Value::List(Vec::new())),
        ]);
        let mut resource = resource(configured("aws_instance.a[0]", values));
        crate::normalise::normalise(&mut resource, Catalog::embedded().unwrap());
        assert_eq!(
            serde_json::to_value(ResourceView::new(&resource)).unwrap(),
            serde_json::json!({
                "address": "aws_instance.a[0]",
                "cfn_type": "AWS::EC2::Instance",
                "values": {
                    "metadata_options": {"http_tokens": "required"},
                    "policy": {"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"],
                        "Resource": ["${aws_s3_bucket.b.arn}/*"]}]},
                },
                "unknown": ["user_data"],
                "references": {"metadata_options.http_tokens": ["data.x.y"]},
                "location": {"file": "main.tf", "line": 3},
            })
        );
        let path = "metadata_options.http_tokens".parse().unwrap();
        assert_eq!(
            resource.location_of(&path),
            Some(&Location::line("main.tf", 5))
        );
    }

    #[test]
    fn the_environment_is_a_known_variable_that_may_be_shown() {
        let with = |value| Configuration {
            variables: [("env".to_owned(), value)].into(),
            ..Configuration::default()
        };
        assert_eq!(
            environment(&with(Value::from("prod"))).as_deref(),
            Some("prod")
        );
        assert_eq!(environment(&with(Value::unknown())), None);
        assert_eq!(
            environment(&with(Value::Sensitive(Box::new(Value::from("prod"))))),
            None
        );
    }

    #[test]
    fn a_missing_module_is_told_with_its_source() {
        let module = UnavailableModule {
            path: ModulePath::default().child("net", None),
            source: "terraform-aws-modules/vpc/aws".to_owned(),
            version: None,
            location: Location::line("main.tf", 7),
        };
        assert_eq!(
            unavailable(&module),
            "`module.net` is not on the disk (source `terraform-aws-modules/vpc/aws`, called at main.tf:7), so its resources were not judged; run `terraform init`"
        );
    }
}
