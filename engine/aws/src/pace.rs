//! A bucket of tokens for each call: an account is not called more often than AWS allows.
//!
//! AWS counts requests by account, region and operation, with a bucket for each; whoever finds it empty is
//! turned away, and so are other programs of the same account. Here is such a bucket on our side, for all
//! clients of a connection: a request waits for its token. It is below everything else (retries, each of
//! which is a request; one look, whose known answers are none), and only before real accounts.
//!
//! Beside it stays the SDK's adaptive retry, for what is not documented, and for what others use up.

mod limits;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use leaky_bucket::RateLimiter;

use self::limits::{Limit, Share, limit};

/// What is called: whose it is and where, and which operation, if each has a bucket.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Call {
    region: String,
    service: String,
    operation: String,
}

/// The buckets of an account. Each is made, full, when it is first needed.
#[derive(Clone, Default)]
struct Buckets(Arc<Mutex<HashMap<Call, Arc<RateLimiter>>>>);

impl fmt::Debug for Buckets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Buckets")
    }
}

impl Buckets {
    fn of(&self, mut call: Call) -> Arc<RateLimiter> {
        let limit = limit(&call.service, &call.operation);
        if limit.share == Share::All {
            call.operation.clear();
        }
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = buckets.entry(call);
        bucket.or_insert_with(|| Arc::new(bucket_of(limit))).clone()
    }
}

fn bucket_of(limit: Limit) -> RateLimiter {
    RateLimiter::builder()
        .max(limit.burst)
        .initial(limit.burst)
        .refill(1)
        .interval(Duration::from_secs_f64(1.0 / limit.each_second))
        .build()
}

/// A client whose requests wait for a token.
#[derive(Debug)]
pub(crate) struct Paced {
    client: SharedHttpClient,
    buckets: Buckets,
}

impl Paced {
    /// Calls through another client, of one account.
    pub fn new(client: SharedHttpClient) -> Self {
        Self {
            client,
            buckets: Buckets::default(),
        }
    }
}

impl HttpClient for Paced {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(PacedConnector {
            connector: self.client.http_connector(settings, components),
            buckets: self.buckets.clone(),
        })
    }
}

#[derive(Debug)]
struct PacedConnector {
    connector: SharedHttpConnector,
    buckets: Buckets,
}

impl HttpConnector for PacedConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Some(call) = call(&request) else {
            return self.connector.call(request);
        };
        let bucket = self.buckets.of(call);
        let connector = self.connector.clone();
        HttpConnectorFuture::new(async move {
            bucket.acquire_one().await;
            connector.call(request).await
        })
    }
}

/// What a request calls, by its signature; none if it is not signed.
fn call(request: &HttpRequest) -> Option<Call> {
    let header = |name| request.headers().get(name);
    // `AWS4-HMAC-SHA256 Credential=key/day/region/service/aws4_request, SignedHeaders=…`
    let (_, credential) = header("authorization")?.split_once("Credential=")?;
    let mut scope = credential.split(',').next()?.split('/').skip(2);
    Some(Call {
        region: scope.next()?.to_owned(),
        service: scope.next()?.to_owned(),
        operation: operation(request),
    })
}

/// The operation, as each of AWS's protocols writes it. Where only method and path tell, as with S3 or
/// CloudFront, the method stands for it, in the words of the others.
fn operation(request: &HttpRequest) -> String {
    if let Some(target) = request.headers().get("x-amz-target") {
        let name = target.rsplit_once('.').map_or(target, |(_, name)| name);
        return name.to_owned();
    }
    let path = request.uri().split('?').next().unwrap_or_default();
    // RPC over CBOR: `/service/GraniteServiceVersion20100801/operation/DescribeAlarms`.
    if let Some((_, name)) = path.split_once("/operation/") {
        return name.to_owned();
    }
    let body = request.body().bytes().unwrap_or_default();
    let form = std::str::from_utf8(body).unwrap_or_default();
    if let Some(rest) = form.strip_prefix("Action=") {
        return rest.split('&').next().unwrap_or_default().to_owned();
    }
    match request.method() {
        "GET" | "HEAD" => "Get",
        "DELETE" => "Delete",
        _ => "Put",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Poll;
    use std::time::Instant;

    use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
    use aws_smithy_runtime_api::http::StatusCode;
    use aws_smithy_types::body::SdkBody;

    use super::*;

    fn signed(service: &str, body: &'static str) -> HttpRequest {
        let mut request = HttpRequest::new(SdkBody::from(body));
        let scope = format!(
            "AWS4-HMAC-SHA256 Credential=AKID/20261123/eu-west-1/{service}/aws4_request, SignedHeaders=host"
        );
        request.headers_mut().insert("authorization", scope);
        request
    }

    fn called(service: &str, region: &str, operation: &str) -> Call {
        Call {
            region: region.to_owned(),
            service: service.to_owned(),
            operation: operation.to_owned(),
        }
    }

    #[test]
    fn every_protocol_tells_what_is_called() {
        let query = signed("ec2", "Action=CreateVpc&Version=2016-11-15");
        assert_eq!(call(&query), Some(called("ec2", "eu-west-1", "CreateVpc")));
        let mut json = signed("logs", "{}");
        let target = "Logs_20140328.CreateLogGroup";
        json.headers_mut().insert("x-amz-target", target);
        assert_eq!(operation(&json), "CreateLogGroup");
        let mut cbor = signed("monitoring", "");
        let path = "https://monitoring.eu-west-1.amazonaws.com/service/GraniteServiceVersion20100801/operation/PutMetricAlarm";
        cbor.set_uri(path).unwrap();
        assert_eq!(operation(&cbor), "PutMetricAlarm");
        let mut rest = signed("s3", "");
        rest.set_method("PUT").unwrap();
        assert_eq!(operation(&rest), "Put");
        assert_eq!(call(&HttpRequest::new(SdkBody::empty())), None);
    }

    /// Takes tokens until there is none, and tells how many there were, and how many can have come
    /// meanwhile: on a busy machine any number.
    fn drained(bucket: &RateLimiter, limit: Limit) -> (usize, f64) {
        let begun = Instant::now();
        let mut taken = 0;
        while bucket.try_acquire(1) {
            taken += 1;
        }
        (taken, begun.elapsed().as_secs_f64() * limit.each_second)
    }

    #[tokio::test]
    async fn a_full_bucket_gives_its_burst_and_then_what_comes() {
        for (service, operation) in [("ec2", "CreateVpc"), ("kms", "CreateKey"), ("s3", "Get")] {
            let limit = limit(service, operation);
            let bucket = Buckets::default().of(called(service, "eu-west-1", operation));
            let (taken, came) = drained(&bucket, limit);
            let expected = limit.burst..=limit.burst + came.ceil() as usize + 1;
            assert!(expected.contains(&taken), "{service}: {taken}, {came} came");
            // Whoever finds it empty gets the next one.
            bucket.acquire_one().await;
        }
    }

    #[tokio::test]
    async fn regions_services_and_operations_have_buckets_of_their_own() {
        let buckets = Buckets::default();
        let calls = [
            called("ec2", "eu-west-1", "CreateVpc"),
            called("ec2", "eu-west-1", "CreateSubnet"),
            called("ec2", "us-east-1", "CreateVpc"),
            called("elasticache", "eu-west-1", "CreateVpc"),
        ];
        for call in &calls {
            let (taken, _) = drained(&buckets.of(call.clone()), limit(&call.service, "Create"));
            assert!(taken >= 20, "{call:?} had {taken}");
        }
        let same = |one, other| Arc::ptr_eq(&buckets.of(one), &buckets.clone().of(other));
        let [first, second, ..] = calls;
        assert!(same(first.clone(), first.clone()) && !same(first, second));
        // Those of Route 53 share one.
        let dns = |operation| called("route53", "us-east-1", operation);
        assert!(same(dns("GetHostedZone"), dns("ChangeResourceRecordSets")));
    }

    /// Counts the requests that come through.
    #[derive(Debug, Default)]
    struct Counting(Arc<AtomicUsize>);

    impl HttpConnector for Counting {
        fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
            self.0.fetch_add(1, Ordering::SeqCst);
            let status = StatusCode::try_from(200).unwrap();
            HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::empty())))
        }
    }

    #[tokio::test]
    async fn a_request_waits_for_its_token_and_one_without_signature_does_not() {
        let passed = Arc::new(AtomicUsize::new(0));
        let connector = PacedConnector {
            connector: SharedHttpConnector::new(Counting(passed.clone())),
            buckets: Buckets::default(),
        };
        let put = || signed("kms", "Action=CreateKey");
        let bucket = connector.buckets.of(call(&put()).unwrap());
        connector.call(put()).await.unwrap();
        assert_eq!(passed.load(Ordering::SeqCst), 1);
        // None is left for as long as somebody else takes each one.
        drained(&bucket, limit("kms", "CreateKey"));
        let mut waiting = Box::pin(connector.call(put()));
        let now = std::future::poll_fn(|context| Poll::Ready(waiting.as_mut().poll(context)));
        let is_waiting = now.await.is_pending();
        assert_eq!(
            passed.load(Ordering::SeqCst),
            if is_waiting { 1 } else { 2 }
        );
        if is_waiting {
            waiting.await.unwrap();
        }
        let unsigned = HttpRequest::new(SdkBody::empty());
        connector.call(unsigned).await.unwrap();
        assert_eq!(passed.load(Ordering::SeqCst), 3);
    }
}
