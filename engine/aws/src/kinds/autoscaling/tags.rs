//! Tags of scalable targets. They are kept by ARN.

use aws_sdk_applicationautoscaling::config::{Builder, retry::RetryConfig};

use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::{Change, Result};

/// Attempts at a call of tags. An emulator that has none of these calls is asked no longer.
const ATTEMPTS: u32 = 2;

/// The tags of a target, as pairs.
pub async fn read(aws: &Aws, arn: &str) -> Result<Vec<(String, String)>> {
    let request = aws.application_autoscaling().list_tags_for_resource();
    let request = request.resource_arn(arn).customize();
    let answer = request.config_override(patient()).send().await;
    match answer.map_err(Failure::from) {
        Ok(answer) => Ok(answer.tags.unwrap_or_default().into_iter().collect()),
        Err(failure) if is_missing_call(&failure) => Ok(Vec::new()),
        Err(failure) => Err(failure),
    }
}

/// Brings the tags of a target to what is desired.
pub async fn update(aws: &Aws, arn: &str, change: Change<'_>) -> Result<()> {
    let (prior, mut desired) = (change.prior.tags(), change.desired.tags());
    let mut gone: Vec<String> = prior.keys().cloned().collect();
    gone.retain(|key| !desired.contains_key(key));
    if !gone.is_empty() {
        let request = aws.application_autoscaling().untag_resource();
        let request = request.resource_arn(arn).set_tag_keys(Some(gone));
        let answer = request.customize().config_override(patient()).send().await;
        or_missing(answer.map(drop).map_err(Failure::from))?;
    }
    desired.retain(|key, value| prior.get(key) != Some(value));
    if !desired.is_empty() {
        let request = aws.application_autoscaling().tag_resource();
        let request = request.resource_arn(arn);
        let request = request.set_tags(Some(desired.into_iter().collect()));
        let answer = request.customize().config_override(patient()).send().await;
        or_missing(answer.map(drop).map_err(Failure::from))?;
    }
    Ok(())
}

fn patient() -> Builder {
    Builder::default().retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS))
}

fn or_missing(answer: Result<()>) -> Result<()> {
    match answer {
        Err(failure) if is_missing_call(&failure) => Ok(()),
        answer => answer,
    }
}

/// Whether this is how moto answers a call that it does not have: without any error of AWS's, which
/// AWS itself always gives. Targets without tags are all that it has.
fn is_missing_call(failure: &Failure) -> bool {
    failure.code == "500"
}
