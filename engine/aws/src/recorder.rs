//! Which calls were made: users are told how many, and the tests hold that each kind names all its
//! permissions, and no more.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextRef,
};
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use crate::one_look::KNOWN;

/// Counts calls by service and operation, such as `EC2` and `DescribeVpcs`.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Arc<Mutex<BTreeMap<(String, String), u64>>>);

impl Recorder {
    /// The calls since the last time this was asked, and how often each was made.
    #[must_use]
    pub fn take(&self) -> BTreeMap<(String, String), u64> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for Recorder {
    fn name(&self) -> &'static str {
        "Recorder"
    }

    // Before the execution, a client's interceptors do not see yet which operation it is.
    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(call) = config.load::<Metadata>() {
            let call = (call.service().to_owned(), call.name().to_owned());
            let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            *calls.entry(call).or_default() += 1;
        }
        Ok(())
    }

    fn read_after_transmit(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // It was known, and so not asked.
        if context.response().headers().contains_key(KNOWN)
            && let Some(call) = config.load::<Metadata>()
        {
            let call = (call.service().to_owned(), call.name().to_owned());
            let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(times) = calls.get_mut(&call) {
                *times -= 1;
            }
            calls.retain(|_, times| *times > 0);
        }
        Ok(())
    }
}
