//! `aws_eks_cluster`: the control plane.

use crate::bill::Bill;
use crate::charges::eks::CLUSTER;
use crate::subject::Subject;

pub(super) fn price(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.hours("Control plane", &CLUSTER, 1);
}
