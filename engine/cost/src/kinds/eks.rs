//! EKS.

mod cluster;
mod nodes;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_eks_cluster", cluster::price),
    Kind::new("aws_eks_node_group", nodes::price),
];
