//! WAF.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "awswaf";

charges! {
    /// A web ACL.
    WEB_ACL = regional(SERVICE, "WebACLV2", unit::MONTH);
    /// A rule of a web ACL or rule group, or a managed group in an ACL.
    RULE = regional(SERVICE, "RuleV2", unit::MONTH);
    /// Requests that a web ACL looks at.
    REQUESTS = regional(SERVICE, "RequestV2", unit::REQUESTS_1M);
}
