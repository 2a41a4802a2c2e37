//! `aws_wafv2_web_acl_logging_configuration`: where a web ACL logs. Its id is the ARN of the web ACL.

use async_trait::async_trait;
use serde_json::{Map, Value as Json};
use tollgate_model::{Facts, Object};

use super::{web_acl, words};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::exchange::Exchange;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_wafv2_web_acl_logging_configuration`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_wafv2_web_acl_logging_configuration",
        replaces: &["resource_arn"],
        unordered: &["redacted_fields"],
        ..Facts::NONE
    },
    find: Find::Again,
    // The policy by which WAF may write into a group takes its time.
    not_yet: &[
        "WAFLogDestinationPermissionIssueException",
        "WAFServiceLinkedRoleErrorException",
        "WAFUnavailableEntityException",
    ],
    permissions: Permissions {
        list: &["wafv2:ListWebACLs"],
        read: &["wafv2:GetLoggingConfiguration"],
        create: PUT,
        update: PUT,
        delete: &[
            "wafv2:DeleteLoggingConfiguration",
            "logs:DeleteLogDelivery",
            "logs:ListLogDeliveries",
        ],
    },
    operations: &WebAclLoggingConfiguration,
};

/// What putting it takes: WAF writes the policy of the log group in the caller's name.
const PUT: &[&str] = &[
    "wafv2:PutLoggingConfiguration",
    "iam:CreateServiceLinkedRole",
    "logs:CreateLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:PutResourcePolicy",
];

struct WebAclLoggingConfiguration;

#[async_trait]
impl Operations for WebAclLoggingConfiguration {
    /// Every web ACL: whether it logs, only reading tells.
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        web_acl::KIND.operations.list(aws).await
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let exchange = Exchange::default();
        let request = aws.wafv2().get_logging_configuration().resource_arn(id);
        let request = request.customize().interceptor(exchange.clone());
        let answer = request.send().await.or_absent()?;
        let Some(found) = answer.and_then(|answer| answer.logging_configuration) else {
            return Ok(None);
        };
        let told = exchange.answer();
        let told = told.get("LoggingConfiguration").and_then(Json::as_object);
        let blocks = words::body(told.unwrap_or(&Map::new()));
        let live = Live::with_id(id)
            .text("resource_arn", Some(found.resource_arn()))
            .texts("log_destination_configs", found.log_destination_configs)
            .value("logging_filter", blocks.get("logging_filter").cloned())
            .value("redacted_fields", blocks.get("redacted_fields").cloned());
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let arn = desired.required("resource_arn")?;
        put(aws, arn, desired).await?;
        Ok(arn.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.wafv2().delete_logging_configuration().resource_arn(id);
        request.send().await.or_absent().map(drop)
    }
}

async fn put(aws: &Aws, arn: &str, desired: Attributes<'_>) -> Result<()> {
    let blocks = ["logging_filter", "redacted_fields"].into_iter();
    let blocks = blocks.filter_map(|name| Some((name.to_owned(), desired.plain(name)?.clone())));
    let mut configuration = words::members("", &blocks.collect());
    configuration.insert("ResourceArn".to_owned(), Json::from(arn));
    let destinations = desired.texts("log_destination_configs");
    configuration.insert("LogDestinationConfigs".to_owned(), Json::from(destinations));
    let mut members = Map::new();
    members.insert("LoggingConfiguration".to_owned(), configuration.into());
    let request = aws.wafv2().put_logging_configuration().customize();
    request
        .interceptor(Exchange::sending(members))
        .send()
        .await?;
    Ok(())
}
