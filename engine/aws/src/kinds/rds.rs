//! RDS: databases, and what they are made with.

mod db_event_subscription;
mod db_instance;
mod db_instance_automated_backups_replication;
mod db_parameter_group;
mod db_subnet_group;
mod tags;

use crate::kind::Kind;

/// The kinds of RDS.
pub static KINDS: &[&Kind] = &[
    &db_event_subscription::KIND,
    &db_instance::KIND,
    &db_instance_automated_backups_replication::KIND,
    &db_parameter_group::KIND,
    &db_subnet_group::KIND,
];
