//! Calls that make something are not repeated blindly.
//!
//! When a call has no answer, nobody knows whether it had its effect. Reading again does no harm, nor does
//! setting again; but making again would make a second one of what has no name of its own: a VPC, an
//! address, a key. So the SDK makes such a call once, and the engine, which knows how to look for what may
//! have been made, decides.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextRef;
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::retry::RetryConfig;

/// How the names of calls that make something begin.
const MAKES: &[&str] = &["Allocate", "Create", "Register", "Request", "Run"];

/// Takes from calls that make something the SDK's own retries.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Once;

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for Once {
    fn name(&self) -> &'static str {
        "Once"
    }

    // Not earlier: the name of the call is not known before.
    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let is_once = config
            .load::<Metadata>()
            .is_some_and(|call| makes(call.name()));
        if is_once && let Some(retries) = config.load::<RetryConfig>().cloned() {
            config
                .interceptor_state()
                .store_put(retries.with_max_attempts(1));
        }
        Ok(())
    }
}

/// Whether a call makes something new each time. Tags are set, whatever the call is named.
fn makes(call: &str) -> bool {
    MAKES.iter().any(|word| call.starts_with(word)) && !call.ends_with("Tags")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_something_is_told_by_its_name() {
        for call in ["CreateVpc", "AllocateAddress", "RegisterTaskDefinition"] {
            assert!(makes(call), "{call}");
        }
        for call in ["CreateTags", "PutBucketPolicy", "DescribeVpcs", "DeleteVpc"] {
            assert!(!makes(call), "{call}");
        }
    }
}
