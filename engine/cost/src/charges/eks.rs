//! EKS.

use crate::charge::Charge;
use crate::unit;

charges! {
    /// A control plane, by the hour.
    CLUSTER = regional("AmazonEKS", "AmazonEKS-Hours:perCluster", unit::HOUR);
}
