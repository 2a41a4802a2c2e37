//! The ARN of a web ACL: it holds all that calls want to know of it.

use aws_sdk_wafv2::types::Scope;

use crate::failure::Failure;
use crate::kind::Result;

/// `arn:aws:wafv2:<region>:<account>:<regional or global>/webacl/<name>/<id>`, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct AclName<'a> {
    /// Whether it stands in front of CloudFront or of something in a region.
    pub scope: Scope,
    /// Its name.
    pub name: &'a str,
    /// Its id.
    pub id: &'a str,
}

impl<'a> AclName<'a> {
    /// Takes an ARN apart.
    pub fn of(arn: &'a str) -> Result<Self> {
        let mut parts = arn.splitn(6, ':').nth(5).unwrap_or_default().split('/');
        let scope = match parts.next() {
            Some("regional") => Scope::Regional,
            Some("global") => Scope::Cloudfront,
            _ => return Err(no_arn(arn)),
        };
        match (parts.next(), parts.next(), parts.next()) {
            (Some("webacl"), Some(name), Some(id)) => Ok(Self { scope, name, id }),
            _ => Err(no_arn(arn)),
        }
    }
}

fn no_arn(text: &str) -> Failure {
    Failure::invalid(
        "aws_wafv2_web_acl",
        format!("`{text}` is not the ARN of a web ACL, by which Tollgate knows it"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_scope_name_and_id() {
        let arn = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/edge/4f5c";
        let name = AclName::of(arn).map(|found| (found.scope, found.name, found.id));
        assert_eq!(name.ok(), Some((Scope::Cloudfront, "edge", "4f5c")));
        let regional = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/lb/4f5c";
        let scope = AclName::of(regional).map(|found| found.scope);
        assert_eq!(scope.ok(), Some(Scope::Regional));
        for other in ["", "4f5c", "arn:aws:wafv2:eu-west-1:1:regional/ipset/a/b"] {
            assert!(AclName::of(other).is_err(), "{other}");
        }
    }
}
