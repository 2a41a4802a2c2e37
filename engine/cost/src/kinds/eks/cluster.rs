//! `aws_eks_cluster`: the control plane, and extended support of its version of Kubernetes.

use jiff::civil::{Date, date};

use crate::bill::Bill;
use crate::charges::eks::{CLUSTER, EXTENDED_SUPPORT};
use crate::subject::Subject;

/// Minor versions of Kubernetes 1, and the day on which EKS ends their standard support, by its calendar of
/// April 2026.
const ENDS: &[(u32, Date)] = &[
    (29, date(2025, 3, 23)),
    (30, date(2025, 7, 23)),
    (31, date(2025, 11, 26)),
    (32, date(2026, 3, 23)),
    (33, date(2026, 7, 29)),
    (34, date(2026, 12, 2)),
    (35, date(2027, 3, 27)),
];

pub(super) fn price(cluster: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.hours("Control plane", &CLUSTER, 1);
    if has_extended_support(cluster) == Some(true) {
        bill.hours("Extended support", &EXTENDED_SUPPORT, 1);
    }
}

/// Whether the version is past its standard support, and the cluster keeps it.
fn has_extended_support(cluster: &Subject<'_>) -> Option<bool> {
    let policy = cluster.text("upgrade_policy.support_type").value();
    if policy.as_deref() == Some("STANDARD") {
        return Some(false);
    }
    let version = cluster.text("version").value()?;
    let minor: u32 = version.strip_prefix("1.")?.parse().ok()?;
    // Of versions before the first of the table the end is past, too.
    let (_, end) = ENDS.iter().find(|(known, _)| minor <= *known)?;
    Some(cluster.world.today()? >= *end)
}
