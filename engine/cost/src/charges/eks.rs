//! EKS.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonEKS";

charges! {
    /// A control plane, by the hour.
    CLUSTER = regional(SERVICE, "AmazonEKS-Hours:perCluster", unit::HOUR);
    /// What a control plane costs beside that once standard support has ended.
    EXTENDED_SUPPORT = regional(SERVICE, "AmazonEKS-Hours:extendedSupport", unit::HOUR);
}
