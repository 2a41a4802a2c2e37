//! What can go wrong in a call, sorted by what to do about it.

use std::any::type_name;
use std::fmt;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use thiserror::Error;

use crate::action::actions;

/// What to do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The thing is not there.
    NotFound,
    /// A thing of that name is there already.
    AlreadyExists,
    /// Something else still uses it, or it is being changed: later it may work.
    Conflict,
    /// Too many calls.
    Throttled,
    /// The service or the network failed; the call may have had its effect.
    Transient,
    /// The credentials do not permit it.
    Denied,
    /// The credentials are missing, wrong or expired.
    Unauthenticated,
    /// The request is wrong, and will be wrong again.
    Invalid,
    /// A quota is used up.
    Quota,
    /// The service, or the emulator that stands for it, does not have this.
    Unsupported,
}

/// Error codes that AWS uses, and what they mean to us. A code that is not here is sorted by its
/// words, see [`Class::of_code`].
const CODES: &[(&str, Class)] = &[
    // A HEAD request is answered without words.
    ("403", Class::Denied),
    ("404", Class::NotFound),
    ("ResourceNotFoundFault", Class::NotFound),
    ("NoSuchEntity", Class::NotFound),
    ("NotFoundException", Class::NotFound),
    ("UnknownMonitorException", Class::NotFound),
    ("UnknownSubscriptionException", Class::NotFound),
    ("WAFNonexistentItemException", Class::NotFound),
    ("ResourceInitializationError", Class::Transient),
    ("EntityAlreadyExists", Class::AlreadyExists),
    ("BucketAlreadyOwnedByYou", Class::AlreadyExists),
    ("BucketAlreadyExists", Class::AlreadyExists),
    ("DependencyViolation", Class::Conflict),
    ("DeleteConflict", Class::Conflict),
    ("ResourceInUse", Class::Conflict),
    ("ResourceInUseException", Class::Conflict),
    ("BucketNotEmpty", Class::Conflict),
    (
        "ClusterContainsContainerInstancesException",
        Class::Conflict,
    ),
    ("ClusterContainsServicesException", Class::Conflict),
    ("ClusterContainsTasksException", Class::Conflict),
    ("ConcurrentUpdateException", Class::Conflict),
    ("UpdateInProgressException", Class::Conflict),
    ("OperationAborted", Class::Conflict),
    ("WAFAssociatedItemException", Class::Conflict),
    ("WAFOptimisticLockException", Class::Conflict),
    ("ConcurrentModification", Class::Conflict),
    ("ConcurrentModificationException", Class::Conflict),
    ("OperationAbortedException", Class::Conflict),
    ("ConflictException", Class::Conflict),
    ("PreconditionFailed", Class::Conflict),
    ("InvalidIfMatchVersion", Class::Conflict),
    ("RequestLimitExceeded", Class::Throttled),
    ("SlowDown", Class::Throttled),
    ("TooManyRequestsException", Class::Throttled),
    ("PriorRequestNotComplete", Class::Throttled),
    ("InternalFailure", Class::Transient),
    ("InternalError", Class::Transient),
    ("InternalServiceError", Class::Transient),
    ("ServiceUnavailable", Class::Transient),
    ("Unavailable", Class::Transient),
    ("RequestTimeout", Class::Transient),
    ("UnauthorizedOperation", Class::Denied),
    ("AuthFailure", Class::Unauthenticated),
    ("ExpiredToken", Class::Unauthenticated),
    ("ExpiredTokenException", Class::Unauthenticated),
    ("InvalidClientTokenId", Class::Unauthenticated),
    ("UnrecognizedClientException", Class::Unauthenticated),
    ("InvalidAccessKeyId", Class::Unauthenticated),
    ("SignatureDoesNotMatch", Class::Unauthenticated),
    ("InvalidAction", Class::Unsupported),
    ("UnknownOperationException", Class::Unsupported),
    ("NotImplemented", Class::Unsupported),
];

impl Class {
    /// The class of an error code. Codes that are not in the table are sorted by how AWS builds
    /// them: `InvalidVpcID.NotFound`, `DBInstanceAlreadyExists`, `ThrottlingException`.
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        let listed = CODES.iter().find(|(known, _)| *known == code);
        if let Some((_, class)) = listed {
            return *class;
        }
        let has = |words: &[&str]| words.iter().any(|word| code.contains(word));
        if has(&["NotFound", "NoSuch", "DoesNotExist"]) {
            Self::NotFound
        } else if has(&["AlreadyExist", "Duplicate"]) {
            Self::AlreadyExists
        } else if has(&["Throttl"]) {
            Self::Throttled
        } else if has(&["AccessDenied", "Forbidden", "NotAuthorized"]) {
            Self::Denied
        } else if has(&["LimitExceeded", "QuotaExceeded", "TooMany"]) {
            Self::Quota
        } else if has(&[
            "InUse",
            "Conflict",
            "InvalidState",
            "NotReady",
            "StateFault",
        ]) || code.starts_with("Invalid") && code.ends_with("State")
        {
            Self::Conflict
        } else {
            Self::Invalid
        }
    }
}

/// A call that failed.
#[derive(Clone, Debug, Error)]
pub struct Failure {
    /// What to do about it.
    pub class: Class,
    /// The call, such as `ec2:CreateVpc`.
    pub call: String,
    /// AWS's own code, such as `VpcLimitExceeded`; empty when there was no answer.
    pub code: String,
    /// AWS's own words.
    pub message: String,
    /// The number by which AWS's support finds the request.
    pub request_id: Option<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} failed", self.call)?;
        if !self.code.is_empty() {
            write!(f, " with {}", self.code)?;
        }
        write!(f, ": {}", self.message.trim_end_matches('.'))?;
        if self.class == Class::Denied {
            let needed = self.needed().join(" and ");
            write!(f, "; it needs {needed} (`tollgate permissions` prints all)")?;
        }
        match &self.request_id {
            Some(id) => write!(f, " (request {id})"),
            None => Ok(()),
        }
    }
}

impl Failure {
    /// A failure that AWS did not report: an answer without what it must have, or values that no
    /// request can be made of.
    pub fn invalid(call: &str, message: impl Into<String>) -> Self {
        Self {
            class: Class::Invalid,
            call: call.to_owned(),
            code: String::new(),
            message: message.into(),
            request_id: None,
        }
    }

    /// An answer without what it must have.
    #[must_use]
    pub fn incomplete(call: &str, what: &str) -> Self {
        Self {
            class: Class::Transient,
            ..Self::invalid(call, format!("the answer has no {what}"))
        }
    }

    /// The IAM actions without which the call is denied: the one that AWS names, which may be another than
    /// the call's own, such as `iam:PassRole`; otherwise those of the call.
    #[must_use]
    pub fn needed(&self) -> Vec<String> {
        if let Some(named) = named(&self.message) {
            return vec![named.to_owned()];
        }
        match self.call.split_once(':') {
            Some((service, call)) => actions(service, call),
            None => vec![self.call.clone()],
        }
    }

    /// Whether AWS says that the thing is not there.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.class == Class::NotFound
    }
}

impl<E> From<SdkError<E, HttpResponse>> for Failure
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        let call = call_of(type_name::<E>());
        let plain = |class, message: &str| Self {
            class,
            call: call.clone(),
            code: String::new(),
            message: message.to_owned(),
            request_id: None,
        };
        match &error {
            SdkError::ServiceError(answer) => {
                let metadata = answer.err().meta();
                let status = answer.raw().status().as_u16();
                let code = metadata
                    .code()
                    .map_or_else(|| status.to_string(), str::to_owned);
                let class = match Class::of_code(&code) {
                    Class::Invalid if status >= 500 => Class::Transient,
                    class => class,
                };
                Self {
                    class,
                    call,
                    code,
                    message: metadata.message().unwrap_or("no message").to_owned(),
                    request_id: metadata.extra("aws_request_id").map(str::to_owned),
                }
            }
            SdkError::TimeoutError(_) => plain(Class::Transient, "no answer in time"),
            SdkError::DispatchFailure(failure) => {
                let reason = failure.as_connector_error().map_or_else(
                    || "the request could not be sent".to_owned(),
                    |error| chain(error),
                );
                let class = if reason.contains("credential") {
                    Class::Unauthenticated
                } else {
                    Class::Transient
                };
                plain(class, &reason)
            }
            SdkError::ResponseError(answer) => {
                let status = answer.raw().status().as_u16();
                Self {
                    code: status.to_string(),
                    ..plain(unread(status), "the answer cannot be read")
                }
            }
            other => plain(Class::Invalid, &chain(other)),
        }
    }
}

/// Turns "it is not there" into none.
pub(crate) trait OrAbsent<T> {
    /// The answer; none if AWS says that the thing is not there.
    fn or_absent(self) -> Result<Option<T>, Failure>;
}

impl<T, E: Into<Failure>> OrAbsent<T> for Result<T, E> {
    fn or_absent(self) -> Result<Option<T>, Failure> {
        match self.map_err(Into::into) {
            Ok(answer) => Ok(Some(answer)),
            Err(failure) if failure.is_not_found() => Ok(None),
            Err(failure) => Err(failure),
        }
    }
}

/// What an answer means that cannot be read, such as one of a proxy, by its status alone.
fn unread(status: u16) -> Class {
    match status {
        401 => Class::Unauthenticated,
        403 => Class::Denied,
        _ => Class::Transient,
    }
}

/// The action in `… is not authorized to perform: iam:PassRole on resource: …`.
fn named(message: &str) -> Option<&str> {
    let (_, after) = message.split_once("not authorized to perform: ")?;
    let action = after.split_whitespace().next()?;
    let is_word = |text: &str| {
        let mut bytes = text.bytes();
        !text.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let (service, name) = action.split_once(':')?;
    (is_word(service) && is_word(name)).then_some(action)
}

/// An error and what it was caused by, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !words.contains(&more) {
            words.push_str(": ");
            words.push_str(&more);
        }
        cause = error.source();
    }
    words
}

/// `ec2:DescribeVpcs` from `aws_sdk_ec2::operation::describe_vpcs::DescribeVpcsError`.
fn call_of(type_name: &str) -> String {
    let mut parts = type_name.split("::");
    let service = parts.next().unwrap_or_default();
    let service = service.strip_prefix("aws_sdk_").unwrap_or(service);
    let operation = parts.last().unwrap_or_default();
    let operation = operation.strip_suffix("Error").unwrap_or(operation);
    format!("{service}:{operation}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_by_what_to_do() {
        for (code, class) in [
            ("InvalidVpcID.NotFound", Class::NotFound),
            ("DBInstanceNotFoundFault", Class::NotFound),
            ("NoSuchBucket", Class::NotFound),
            ("DBInstanceAlreadyExists", Class::AlreadyExists),
            ("InvalidPermission.Duplicate", Class::AlreadyExists),
            ("DependencyViolation", Class::Conflict),
            ("InvalidDBInstanceState", Class::Conflict),
            ("InvalidDBSubnetGroupStateFault", Class::Conflict),
            ("Throttling", Class::Throttled),
            ("ThrottlingException", Class::Throttled),
            ("AccessDeniedException", Class::Denied),
            ("403", Class::Denied),
            ("VpcLimitExceeded", Class::Quota),
            ("InvalidParameterValue", Class::Invalid),
        ] {
            assert_eq!(Class::of_code(code), class, "{code}");
        }
    }

    #[test]
    fn who_is_denied_a_call_is_told_what_it_needs() {
        let denied = |call: &str, message: &str| Failure {
            class: Class::Denied,
            ..Failure::invalid(call, message)
        };
        for (failure, said) in [
            (
                denied("s3:PutBucketEncryption", "Access Denied"),
                "s3:PutBucketEncryption failed: Access Denied; it needs s3:PutEncryptionConfiguration \
                 (`tollgate permissions` prints all)",
            ),
            (
                denied("s3:DeleteObjects", "Access Denied"),
                "s3:DeleteObjects failed: Access Denied; it needs s3:DeleteObject and \
                 s3:DeleteObjectVersion (`tollgate permissions` prints all)",
            ),
            (
                denied(
                    "ecs:CreateService",
                    "User: arn:aws:iam::111122223333:user/ci is not authorized to perform: iam:PassRole on \
                     resource: arn:aws:iam::111122223333:role/app",
                ),
                "ecs:CreateService failed: User: arn:aws:iam::111122223333:user/ci is not authorized to \
                 perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/app; it needs \
                 iam:PassRole (`tollgate permissions` prints all)",
            ),
            (
                Failure::invalid("s3:PutBucketEncryption", "no"),
                "s3:PutBucketEncryption failed: no",
            ),
        ] {
            assert_eq!(failure.to_string(), said);
        }
    }

    #[test]
    fn an_answer_that_cannot_be_read_is_sorted_by_its_status() {
        for (status, class) in [
            (401, Class::Unauthenticated),
            (403, Class::Denied),
            // A page of a proxy does not say that a thing is gone.
            (404, Class::Transient),
            (200, Class::Transient),
            (502, Class::Transient),
        ] {
            assert_eq!(unread(status), class, "{status}");
        }
    }

    #[test]
    fn the_call_is_named_as_policies_name_it() {
        assert_eq!(
            call_of("aws_sdk_ec2::operation::describe_vpcs::DescribeVpcsError"),
            "ec2:DescribeVpcs"
        );
    }
}
