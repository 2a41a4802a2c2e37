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
    use aws_smithy_types::body::SdkBody;
    use tokio::time::Instant;

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

    /// How long so many calls take together, by the clock of tokio.
    async fn taken(buckets: &Buckets, calls: usize, of: impl Fn(usize) -> Call) -> Duration {
        let begun = Instant::now();
        let mut all = tokio::task::JoinSet::new();
        for number in 0..calls {
            let bucket = buckets.of(of(number));
            all.spawn(async move { bucket.acquire_one().await });
        }
        all.join_all().await;
        begun.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn a_burst_goes_at_once_and_the_rest_as_the_bucket_fills() {
        let buckets = Buckets::default();
        let create = |_| called("ec2", "eu-west-1", "CreateVpc");
        assert!(taken(&buckets, 50, create).await < Duration::from_millis(100));
        let ten_more = taken(&buckets, 10, create).await;
        let expected = Duration::from_millis(1_700)..Duration::from_millis(2_300);
        assert!(expected.contains(&ten_more), "{ten_more:?}");
        // After a pause it is full again, and not fuller.
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert!(taken(&buckets, 50, create).await < Duration::from_millis(100));
        assert!(taken(&buckets, 1, create).await >= Duration::from_millis(100));
    }

    #[tokio::test(start_paused = true)]
    async fn regions_services_and_operations_have_buckets_of_their_own() {
        let buckets = Buckets::default();
        let others = |number: usize| match number % 4 {
            0 => called("ec2", "eu-west-1", "CreateVpc"),
            1 => called("ec2", "eu-west-1", "CreateSubnet"),
            2 => called("ec2", "us-east-1", "CreateVpc"),
            _ => called("ec2", "eu-west-1", "DescribeVpcs"),
        };
        assert!(taken(&buckets, 200, others).await < Duration::from_millis(100));
        // Those of Route 53 share one.
        let names = [
            "GetHostedZone",
            "ListHostedZones",
            "ChangeResourceRecordSets",
        ];
        let dns = |number: usize| called("route53", "us-east-1", names[number % 3]);
        assert!(taken(&buckets, 10, dns).await >= Duration::from_millis(700));
    }

    #[tokio::test(start_paused = true)]
    async fn who_shares_the_buckets_shares_the_tokens() {
        let buckets = Buckets::default();
        let other = buckets.clone();
        let create = |_| called("kms", "eu-west-1", "CreateKey");
        taken(&buckets, 5, create).await;
        assert!(taken(&other, 5, create).await >= Duration::from_millis(800));
    }
}
