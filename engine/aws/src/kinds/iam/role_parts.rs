//! What belongs to a role and goes with it: inline policies, attachments, places in instance profiles.

use std::collections::BTreeMap;

use aws_sdk_iam::types::RoleDetail;

use super::document::decoded;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Result};
use crate::live::Live;

/// The inline policies of a role, as blocks.
pub async fn inline(aws: &Aws, role: &str) -> Result<Vec<Live>> {
    let mut blocks = Vec::new();
    for name in inline_names(aws, role).await? {
        if let Some(document) = inline_document(aws, role, &name).await? {
            let block = Live::block_of().text("name", Some(name));
            blocks.push(block.text("policy", Some(document)));
        }
    }
    Ok(blocks)
}

/// The document of one inline policy.
pub async fn inline_document(aws: &Aws, role: &str, name: &str) -> Result<Option<String>> {
    if let Some(told) = aws.kept::<RoleDetail>(role) {
        let mut policies = told.role_policy_list().iter();
        let found = policies.find(|policy| policy.policy_name() == Some(name));
        return Ok(found.and_then(|policy| policy.policy_document().map(decoded)));
    }
    let request = aws.iam().get_role_policy().role_name(role);
    let answer = request.policy_name(name).send().await.or_absent()?;
    Ok(answer.map(|answer| decoded(answer.policy_document())))
}

/// The ARNs of the policies that are attached to a role.
pub async fn attached(aws: &Aws, role: &str) -> Result<Vec<String>> {
    if let Some(told) = aws.kept::<RoleDetail>(role) {
        let policies = told.attached_managed_policies.unwrap_or_default();
        let arns = policies.into_iter().filter_map(|policy| policy.policy_arn);
        return Ok(arns.collect());
    }
    let request = aws.iam().list_attached_role_policies().role_name(role);
    let mut pages = request.into_paginator().items().send();
    let mut arns = Vec::new();
    while let Some(policy) = pages.next().await {
        let Some(policy) = policy.or_absent()? else {
            break;
        };
        arns.extend(policy.policy_arn);
    }
    Ok(arns)
}

/// Brings the policies that the role itself names to what is desired.
pub async fn update(aws: &Aws, role: &str, change: Change<'_>) -> Result<()> {
    if change.touches(&["inline_policy"]) {
        let (prior, desired) = (policies(change.prior), policies(change.desired));
        for name in prior.keys().filter(|name| !desired.contains_key(*name)) {
            delete_inline(aws, role, name).await?;
        }
        for (name, document) in desired {
            if prior.get(name) != Some(&document) {
                let request = aws.iam().put_role_policy().role_name(role);
                let request = request.policy_name(name).policy_document(document);
                request.send().await?;
            }
        }
    }
    if change.touches(&["managed_policy_arns"]) {
        let prior = change.prior.texts("managed_policy_arns");
        let desired = change.desired.texts("managed_policy_arns");
        for arn in prior.iter().filter(|arn| !desired.contains(arn)) {
            detach(aws, role, arn).await?;
        }
        for arn in desired.iter().filter(|arn| !prior.contains(arn)) {
            let request = aws.iam().attach_role_policy().role_name(role);
            request.policy_arn(arn).send().await?;
        }
    }
    Ok(())
}

/// Takes away what blocks the deletion of a role: what it was known to have, and with
/// `force_detach_policies` also what others gave it since.
pub async fn remove(aws: &Aws, role: &str, prior: Attributes<'_>) -> Result<()> {
    let force = prior.flag("force_detach_policies") == Some(true);
    let inline = if force {
        inline_names(aws, role).await?
    } else {
        policies(prior).into_keys().map(str::to_owned).collect()
    };
    for name in inline {
        delete_inline(aws, role, &name).await?;
    }
    let attached = if force {
        attached(aws, role).await?
    } else {
        prior.texts("managed_policy_arns")
    };
    for arn in attached {
        detach(aws, role, &arn).await?;
    }
    let request = aws.iam().list_instance_profiles_for_role().role_name(role);
    let mut pages = request.into_paginator().items().send();
    while let Some(profile) = pages.next().await {
        let Some(profile) = profile.or_absent()? else {
            break;
        };
        let request = aws.iam().remove_role_from_instance_profile();
        let request = request.instance_profile_name(profile.instance_profile_name());
        request.role_name(role).send().await.or_absent()?;
    }
    Ok(())
}

/// Removes one inline policy.
pub async fn delete_inline(aws: &Aws, role: &str, name: &str) -> Result<()> {
    let request = aws.iam().delete_role_policy().role_name(role);
    let request = request.policy_name(name).send();
    request.await.or_absent().map(drop)
}

/// Removes one attachment.
pub async fn detach(aws: &Aws, role: &str, arn: &str) -> Result<()> {
    let request = aws.iam().detach_role_policy().role_name(role);
    let request = request.policy_arn(arn).send();
    request.await.or_absent().map(drop)
}

async fn inline_names(aws: &Aws, role: &str) -> Result<Vec<String>> {
    if let Some(told) = aws.kept::<RoleDetail>(role) {
        let policies = told.role_policy_list.unwrap_or_default();
        let names = policies.into_iter().filter_map(|policy| policy.policy_name);
        return Ok(names.collect());
    }
    let request = aws.iam().list_role_policies().role_name(role);
    let mut pages = request.into_paginator().items().send();
    let mut names = Vec::new();
    while let Some(name) = pages.next().await {
        let Some(name) = name.or_absent()? else {
            break;
        };
        names.push(name);
    }
    Ok(names)
}

/// The inline policies that attributes name, each with its document.
fn policies(role: Attributes<'_>) -> BTreeMap<&str, &str> {
    let blocks = role.blocks("inline_policy").into_iter();
    blocks
        .filter_map(|block| Some((block.text("name")?, block.text("policy")?)))
        .collect()
}
