//! `aws_wafv2_web_acl_association`: a web ACL in front of something in its region. Its id is the
//! ARN of the web ACL, a comma, and the ARN of what it protects.

use async_trait::async_trait;
use tollgate_model::{Facts, Object};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::kinds::elbv2;
use crate::live::Live;

/// `aws_wafv2_web_acl_association`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_wafv2_web_acl_association",
        replaces: &["resource_arn", "web_acl_arn"],
        ..Facts::NONE
    },
    find: Find::Again,
    // The web ACL or the load balancer was made a moment ago.
    not_yet: &["WAFUnavailableEntityException"],
    permissions: Permissions {
        list: &[
            "elasticloadbalancing:DescribeLoadBalancers",
            "wafv2:GetWebACLForResource",
        ],
        read: &["wafv2:GetWebACLForResource"],
        create: &["wafv2:AssociateWebACL", "elasticloadbalancing:SetWebAcl"],
        update: &[],
        delete: &["wafv2:DisassociateWebACL", "elasticloadbalancing:SetWebAcl"],
    },
    operations: &WebAclAssociation,
};

struct WebAclAssociation;

#[async_trait]
impl Operations for WebAclAssociation {
    /// Those of load balancers; AWS lists what a web ACL protects only one type at a time.
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for balancer in elbv2::applications(aws).await? {
            let acl = protector(aws, &balancer).await?;
            ids.extend(acl.map(|acl| format!("{acl},{balancer}")));
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let (acl, resource) = parts(id)?;
        if protector(aws, resource).await?.as_deref() != Some(acl) {
            return Ok(None);
        }
        let live = Live::with_id(id)
            .text("web_acl_arn", Some(acl))
            .text("resource_arn", Some(resource));
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let (acl, resource) = (
            desired.required("web_acl_arn")?,
            desired.required("resource_arn")?,
        );
        let request = aws.wafv2().associate_web_acl();
        request
            .web_acl_arn(acl)
            .resource_arn(resource)
            .send()
            .await?;
        Ok(format!("{acl},{resource}"))
    }

    /// Nothing of it can change.
    async fn update(&self, _: &Aws, _: &str, _: Change<'_>) -> Result<()> {
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let (acl, resource) = parts(id)?;
        // Another web ACL may have taken the place of this one.
        if protector(aws, resource).await?.as_deref() != Some(acl) {
            return Ok(());
        }
        let request = aws.wafv2().disassociate_web_acl().resource_arn(resource);
        request.send().await.or_absent().map(drop)
    }
}

/// The web ACL in front of something.
async fn protector(aws: &Aws, resource: &str) -> Result<Option<String>> {
    let request = aws.wafv2().get_web_acl_for_resource();
    let answer = request.resource_arn(resource).send().await.or_absent()?;
    Ok(answer.and_then(|answer| answer.web_acl).map(|acl| acl.arn))
}

fn parts(id: &str) -> Result<(&str, &str)> {
    id.split_once(',').ok_or_else(|| {
        let what = "is not `<ARN of the web ACL>,<ARN of what it protects>`";
        Failure::invalid("aws_wafv2_web_acl_association", format!("`{id}` {what}"))
    })
}
