//! The connection to an account: credentials, endpoints, and one client a service and region.

use std::any::Any;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_s3::config::{Credentials, SharedCredentialsProvider};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};

use crate::failure::Failure;
use crate::kind::Result;
use crate::loopback;
use crate::once::Once;
use crate::one_look::{OneLook, Told};
use crate::own::Own;
use crate::pace::Paced;
use crate::recorder::Recorder;

/// Attempts at one call, the first among them. The SDK waits longer each time, and slows all calls
/// of a client down when a service throttles although [`Paced`] kept to what is documented.
const ATTEMPTS: u32 = 8;

/// Within which time a connection is made.
const CONNECTS: Duration = Duration::from_secs(5);

/// Within which time AWS answers. Some calls take half a minute; one that takes longer is lost.
const ANSWERS: Duration = Duration::from_secs(90);

/// The same of emulators on this machine.
const EMULATOR_ANSWERS: Duration = Duration::from_secs(20);

/// Who calls AWS, and where.
#[derive(Clone)]
pub struct Connection {
    config: SdkConfig,
    endpoints: Endpoints,
    recorder: Option<Recorder>,
    own: Arc<Own>,
    told: Option<Told>,
    regions: Arc<Mutex<BTreeMap<String, Aws>>>,
}

/// Where calls go instead of AWS, by the service id of the SDKs' models, such as `Secrets Manager`.
#[derive(Clone, Debug, Default)]
struct Endpoints {
    services: BTreeMap<String, String>,
    others: Option<String>,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("endpoints", &self.endpoints)
            .finish_non_exhaustive()
    }
}

impl Connection {
    /// The account that the user's own configuration names: environment variables, profile, SSO,
    /// container or instance role.
    pub async fn from_environment(profile: Option<&str>) -> Self {
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .http_client(Paced::new(http()))
            .timeout_config(timeouts(ANSWERS))
            .retry_config(retry());
        if let Some(profile) = profile {
            loader = loader.profile_name(profile);
        }
        Self::new(loader.load().await, Endpoints::default())
    }

    /// Emulators on this machine, with credentials that are none: `services` go to their own URL, by
    /// the service id of the SDKs' models, all others to `others`. Nothing of the user's own
    /// configuration is looked at, and no name but `localhost` is resolved: no request can leave.
    #[must_use]
    pub fn to_emulators(
        services: BTreeMap<String, String>,
        others: String,
        access_key: &str,
    ) -> Self {
        let credentials = Credentials::new(access_key, "test", None, None, "sandbox");
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(loopback::http())
            .timeout_config(timeouts(EMULATOR_ANSWERS))
            // What an emulator cannot do now, it cannot do in a while.
            .retry_config(
                retry()
                    .with_initial_backoff(Duration::from_millis(100))
                    .with_max_backoff(Duration::from_secs(1)),
            )
            .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .build();
        let endpoints = Endpoints {
            services,
            others: Some(others),
        };
        Self::new(config, endpoints)
    }

    fn new(config: SdkConfig, endpoints: Endpoints) -> Self {
        Self {
            config,
            endpoints,
            recorder: None,
            own: Arc::default(),
            told: None,
            regions: Arc::default(),
        }
    }

    /// The same, with the credentials of a role that is taken on for as long as AWS lets it.
    ///
    /// # Errors
    /// When it cannot be taken on.
    pub async fn assuming(self, role: &str, region: &str) -> Result<Self> {
        let sts = self.region(region);
        let request = sts.sts().assume_role().role_arn(role);
        let answer = request.role_session_name("tollgate").send().await?;
        let given = answer
            .credentials
            .ok_or_else(|| Failure::incomplete("sts:AssumeRole", "credentials"))?;
        let expires = std::time::SystemTime::try_from(given.expiration).ok();
        let credentials = Credentials::new(
            given.access_key_id,
            given.secret_access_key,
            Some(given.session_token),
            expires,
            "assumed role",
        );
        let provider = SharedCredentialsProvider::new(credentials);
        let config = self.config.to_builder().credentials_provider(provider);
        // Another account has buckets of its own.
        let config = match self.endpoints.others {
            Some(_) => config,
            None => config.http_client(Paced::new(http())),
        };
        Ok(Self {
            config: config.build(),
            own: Arc::default(),
            regions: Arc::default(),
            ..self
        })
    }

    /// The same connection, with every call recorded.
    #[must_use]
    pub fn recording(self, recorder: Recorder) -> Self {
        Self {
            recorder: Some(recorder),
            regions: Arc::default(),
            ..self
        }
    }

    /// The same connection for one look at everything: what was told is not asked again.
    #[must_use]
    pub fn for_one_look(&self) -> Self {
        let client = self.config.http_client().unwrap_or_else(http);
        let config = self.config.to_builder().http_client(OneLook::new(client));
        Self {
            config: config.build(),
            told: Some(Told::default()),
            regions: Arc::default(),
            ..self.clone()
        }
    }

    /// The region that the user's own configuration names.
    #[must_use]
    pub fn home_region(&self) -> Option<&str> {
        self.config.region().map(Region::as_ref)
    }

    /// The clients of a region.
    #[must_use]
    pub fn region(&self, name: &str) -> Aws {
        let mut regions = self.regions.lock().unwrap_or_else(PoisonError::into_inner);
        match regions.entry(name.to_owned()) {
            Entry::Occupied(aws) => aws.get().clone(),
            Entry::Vacant(place) => place
                .insert(Aws(Arc::new(Inner {
                    region: name.to_owned(),
                    config: self
                        .config
                        .to_builder()
                        .region(Region::new(name.to_owned()))
                        .build(),
                    endpoints: self.endpoints.clone(),
                    recorder: self.recorder.clone(),
                    own: self.own.clone(),
                    told: self.told.clone(),
                    account: OnceLock::new(),
                    clients: Clients::default(),
                })))
                .clone(),
        }
    }
}

/// The clients of one region of one account. Each is made when it is first asked for.
#[derive(Clone)]
pub struct Aws(Arc<Inner>);

struct Inner {
    region: String,
    config: SdkConfig,
    endpoints: Endpoints,
    recorder: Option<Recorder>,
    own: Arc<Own>,
    told: Option<Told>,
    account: OnceLock<String>,
    clients: Clients,
}

impl fmt::Debug for Aws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Aws({})", self.0.region)
    }
}

impl Aws {
    /// The region.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.0.region
    }

    /// The account, twelve digits. STS is asked once.
    ///
    /// # Errors
    /// When STS cannot be asked.
    pub async fn account(&self) -> Result<String> {
        if let Some(account) = self.0.account.get() {
            return Ok(account.clone());
        }
        let identity = self.sts().get_caller_identity().send().await?;
        let account = identity.account().unwrap_or_default().to_owned();
        Ok(self.0.account.get_or_init(|| account).clone())
    }

    /// The partition: `aws`, `aws-cn`, `aws-us-gov`.
    #[must_use]
    pub fn partition(&self) -> &'static str {
        match self.region() {
            region if region.starts_with("cn-") => "aws-cn",
            region if region.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        }
    }

    /// What this process made that AWS does not have.
    pub(crate) fn own(&self) -> &Own {
        &self.0.own
    }

    /// Remembers what was told of an object when it was listed, if this is one look at everything. What a
    /// region tells is no other's.
    pub(crate) fn keep<T: Any + Send + Sync + Clone>(&self, id: Option<&str>, object: &T) {
        if let (Some(told), Some(id)) = (&self.0.told, id) {
            told.keep(&format!("{}/{id}", self.region()), object.clone());
        }
    }

    /// What was told of an object when it was listed.
    pub(crate) fn kept<T: Any + Send + Sync + Clone>(&self, id: &str) -> Option<T> {
        let told = self.0.told.as_ref()?;
        told.get(&format!("{}/{id}", self.region()))
    }

    fn endpoint(&self, service: &str) -> Option<&String> {
        let endpoints = &self.0.endpoints;
        endpoints
            .services
            .get(service)
            .or(endpoints.others.as_ref())
    }
}

macro_rules! clients {
    ($($(#[$note:meta])* $name:ident: $sdk:ident, $endpoint:literal $(, $extra:ident)?;)*) => {
        #[derive(Default)]
        struct Clients {
            $($name: OnceLock<$sdk::Client>,)*
        }

        impl Aws {
            $(
                $(#[$note])*
                pub(crate) fn $name(&self) -> &$sdk::Client {
                    self.0.clients.$name.get_or_init(|| {
                        let mut config = $sdk::config::Builder::from(&self.0.config);
                        if let Some(url) = self.endpoint($endpoint) {
                            config = config.endpoint_url(url);
                            $(config = config.$extra(true);)?
                        }
                        config = config.interceptor(Once);
                        if let Some(recorder) = &self.0.recorder {
                            config = config.interceptor(recorder.clone());
                        }
                        $sdk::Client::from_conf(config.build())
                    })
                }
            )*
        }
    };
}

// Each client with the id that its service has in the SDKs' models.
clients! {
    acm: aws_sdk_acm, "ACM";
    application_autoscaling: aws_sdk_applicationautoscaling, "Application Auto Scaling";
    backup: aws_sdk_backup, "Backup";
    budgets: aws_sdk_budgets, "Budgets";
    chatbot: aws_sdk_chatbot, "chatbot";
    cloudfront: aws_sdk_cloudfront, "CloudFront";
    cloudtrail: aws_sdk_cloudtrail, "CloudTrail";
    cloudwatch: aws_sdk_cloudwatch, "CloudWatch";
    cost_explorer: aws_sdk_costexplorer, "Cost Explorer";
    ec2: aws_sdk_ec2, "EC2";
    ecr: aws_sdk_ecr, "ECR";
    ecs: aws_sdk_ecs, "ECS";
    elasticache: aws_sdk_elasticache, "ElastiCache";
    elbv2: aws_sdk_elasticloadbalancingv2, "Elastic Load Balancing v2";
    eventbridge: aws_sdk_eventbridge, "EventBridge";
    iam: aws_sdk_iam, "IAM";
    kms: aws_sdk_kms, "KMS";
    logs: aws_sdk_cloudwatchlogs, "CloudWatch Logs";
    rds: aws_sdk_rds, "RDS";
    route53: aws_sdk_route53, "Route 53";
    s3: aws_sdk_s3, "S3", force_path_style;
    s3control: aws_sdk_s3control, "S3 Control";
    secretsmanager: aws_sdk_secretsmanager, "Secrets Manager";
    sns: aws_sdk_sns, "SNS";
    sts: aws_sdk_sts, "STS";
    wafv2: aws_sdk_wafv2, "WAFV2";
}

fn timeouts(attempt: Duration) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECTS)
        .operation_attempt_timeout(attempt)
        .build()
}

fn retry() -> RetryConfig {
    RetryConfig::adaptive().with_max_attempts(ATTEMPTS)
}

/// rustls with ring: no C library to build or to patch.
fn http() -> aws_smithy_runtime_api::client::http::SharedHttpClient {
    aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .build_https()
}
