//! Members of requests and answers as the JSON that they are.
//!
//! Some APIs have members that nest without end, such as the statements of a web ACL, and hundreds of
//! types for them. The SDK's call stays what it is (endpoint, retries, signature, errors); only these
//! members are put into its body as JSON, and taken from its answer as JSON.

use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use serde_json::{Map, Value as Json};

/// An interceptor for one call of a service that speaks AWS's JSON protocol.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exchange {
    members: Map<String, Json>,
    answer: Arc<Mutex<Json>>,
}

impl Exchange {
    /// Adds these members to the request.
    pub fn sending(members: Map<String, Json>) -> Self {
        Self {
            members,
            answer: Arc::default(),
        }
    }

    /// The answer, once there is one; null before.
    pub fn answer(&self) -> Json {
        self.answer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for Exchange {
    fn name(&self) -> &'static str {
        "Exchange"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if self.members.is_empty() {
            return Ok(());
        }
        let request = context.request_mut();
        let body = request
            .body()
            .bytes()
            .ok_or("the body of the request streams")?;
        let mut document: Map<String, Json> = serde_json::from_slice(body)?;
        document.extend(self.members.clone());
        let bytes = serde_json::to_vec(&document)?;
        let length = bytes.len().to_string();
        request.headers_mut().insert("content-length", length);
        *request.body_mut() = SdkBody::from(bytes);
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let body = context.response().body().bytes().unwrap_or_default();
        let document = serde_json::from_slice(body).unwrap_or_default();
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = document;
        Ok(())
    }
}
