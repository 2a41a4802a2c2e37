//! One look at everything: a question that was answered is not asked again.
//!
//! Many kinds list the same things (every bucket may have a policy), and some are told whole when they
//! are listed. For an audit, which only reads, the first answer is as good as a second one.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

/// The header of an answer for which no request was made.
pub(crate) const KNOWN: &str = "x-tollgate-known";

/// Objects as the SDK has them, by its type and their id.
type Objects = HashMap<(TypeId, String), Arc<dyn Any + Send + Sync>>;

/// What was told of objects when they were listed.
#[derive(Clone, Default)]
pub(crate) struct Told(Arc<Mutex<Objects>>);

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Told({})", locked(&self.0).len())
    }
}

impl Told {
    /// Remembers an object.
    pub fn keep<T: Any + Send + Sync>(&self, id: &str, object: T) {
        locked(&self.0).insert((TypeId::of::<T>(), id.to_owned()), Arc::new(object));
    }

    /// The object, if it was told.
    pub fn get<T: Any + Send + Sync + Clone>(&self, id: &str) -> Option<T> {
        let key = (TypeId::of::<T>(), id.to_owned());
        let object = locked(&self.0).get(&key).cloned();
        object.and_then(|object| object.downcast_ref::<T>().cloned())
    }
}

/// What was answered.
#[derive(Clone, Debug)]
struct Answer {
    status: StatusCode,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// One question. Whoever asks it at the same time waits for the first one's answer.
type Question = Arc<tokio::sync::Mutex<Option<Answer>>>;

type Questions = Arc<Mutex<HashMap<Vec<u8>, Question>>>;

/// A client that asks each question once.
#[derive(Debug)]
pub(crate) struct OneLook {
    client: SharedHttpClient,
    questions: Questions,
}

impl OneLook {
    /// Asks through another client.
    pub fn new(client: SharedHttpClient) -> Self {
        Self {
            client,
            questions: Questions::default(),
        }
    }
}

impl HttpClient for OneLook {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(OnceConnector {
            connector: self.client.http_connector(settings, components),
            questions: self.questions.clone(),
        })
    }
}

#[derive(Debug)]
struct OnceConnector {
    connector: SharedHttpConnector,
    questions: Questions,
}

impl HttpConnector for OnceConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Some(key) = key(&request) else {
            return self.connector.call(request);
        };
        let connector = self.connector.clone();
        let question = locked(&self.questions).entry(key).or_default().clone();
        HttpConnectorFuture::new(async move {
            let mut answered = question.lock().await;
            if let Some(answer) = answered.as_ref() {
                return answer.response(true);
            }
            let answer = Answer::read(connector.call(request).await?).await?;
            // What went wrong may go better the next time.
            if answer.status.is_success() || answer.status.as_u16() == 404 {
                *answered = Some(answer.clone());
            }
            answer.response(false)
        })
    }
}

impl Answer {
    async fn read(response: HttpResponse) -> Result<Self, ConnectorError> {
        let headers = response.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let (status, headers) = (response.status(), headers.collect());
        let body = ByteStream::new(response.into_body()).collect().await;
        let body = body.map_err(|error| ConnectorError::io(error.into()))?;
        Ok(Self {
            status,
            headers,
            body: body.to_vec(),
        })
    }

    fn response(&self, is_known: bool) -> Result<HttpResponse, ConnectorError> {
        let body = SdkBody::from(self.body.clone());
        let mut response = HttpResponse::new(self.status, body);
        let headers = response.headers_mut();
        for (name, value) in &self.headers {
            let appended = headers.try_append(name.clone(), value.clone());
            appended.map_err(|error| ConnectorError::other(error.into(), None))?;
        }
        if is_known {
            headers.insert(KNOWN, "true");
        }
        Ok(response)
    }
}

/// What is asked, of whom, in which region and as whom; none if it cannot be told.
fn key(request: &HttpRequest) -> Option<Vec<u8>> {
    let header = |name| request.headers().get(name).unwrap_or_default();
    // `Credential=key/day/region/service/aws4_request`; the signature has the time in it.
    let signer = header("authorization").split(',').next();
    let mut key = Vec::new();
    for part in [
        request.method(),
        request.uri(),
        header("x-amz-target"),
        signer.unwrap_or_default(),
    ] {
        key.extend_from_slice(part.as_bytes());
        key.push(0);
    }
    key.extend_from_slice(request.body().bytes()?);
    Some(key)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_is_known_by_type_and_id() {
        let told = Told::default();
        told.keep("a", 1_u8);
        told.keep("a", "text".to_owned());
        assert_eq!(told.get::<u8>("a"), Some(1));
        assert_eq!(told.get::<String>("a").as_deref(), Some("text"));
        assert_eq!(told.get::<u8>("b"), None);
    }

    #[test]
    fn another_region_is_another_question() {
        let asked = |region: &str, signature: &str| {
            let mut request = HttpRequest::new(SdkBody::from("Action=DescribeVpcs"));
            let signer = format!("AWS4 Credential=a/20261123/{region}/ec2, Signature={signature}");
            request.headers_mut().insert("authorization", signer);
            key(&request)
        };
        assert_eq!(asked("eu-west-1", "1"), asked("eu-west-1", "2"));
        assert_ne!(asked("eu-west-1", "1"), asked("us-east-1", "1"));
    }
}
