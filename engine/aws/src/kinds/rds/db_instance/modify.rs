//! Changing a database in place: one call for all that it takes, and one that ends a replication.

use aws_sdk_rds::operation::modify_db_instance::builders::ModifyDBInstanceFluentBuilder as Request;
use aws_sdk_rds::types::CloudwatchLogsExportConfiguration;

use super::create::password;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::{Change, Result};

/// The smallest storage, in GiB, of which gp3's rate can be chosen, by how an engine's name begins.
/// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html>
const RATED_FROM: &[(&str, i64)] = &[("oracle", 200), ("sqlserver", 0), ("db2", 100), ("", 400)];

const PASSWORD: &[&str] = &["password", "password_wo", "password_wo_version"];
const DOMAIN: &[&str] = &[
    "domain",
    "domain_auth_secret_arn",
    "domain_dns_ips",
    "domain_fqdn",
    "domain_iam_role_name",
    "domain_ou",
];
const INSIGHTS: &[&str] = &[
    "database_insights_mode",
    "performance_insights_enabled",
    "performance_insights_kms_key_id",
    "performance_insights_retention_period",
];
const MONITORING: &[&str] = &["monitoring_interval", "monitoring_role_arn"];
const MANAGED: &[&str] = &[
    "manage_master_user_password",
    "master_user_secret_kms_key_id",
];
const STORAGE: &[&str] = &[
    "storage_type",
    "allocated_storage",
    "iops",
    "storage_throughput",
];

/// Sets an attribute if it changes: the setter, what it is called, and how it is read.
macro_rules! changed {
    ($request:ident, $change:expr, $($setter:ident: $name:literal $how:ident;)*) => {
        $(if $change.touches(&[$name]) {
            $request = $request.$setter($change.desired.$how($name));
        })*
    };
}

/// Asks for all changes but those of the tags.
pub async fn modify(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    if change.touches(&["replicate_source_db"]) {
        return promote(aws, id, change).await;
    }
    let request = aws.rds().modify_db_instance();
    let untouched = request.db_instance_identifier(id);
    let mut request = untouched.clone();
    changed! { request, change,
        set_auto_minor_version_upgrade: "auto_minor_version_upgrade" flag;
        set_backup_retention_period: "backup_retention_period" whole;
        set_ca_certificate_identifier: "ca_cert_identifier" string;
        set_copy_tags_to_snapshot: "copy_tags_to_snapshot" flag;
        set_db_instance_class: "instance_class" string;
        set_db_parameter_group_name: "parameter_group_name" string;
        set_db_port_number: "port" whole;
        set_db_subnet_group_name: "db_subnet_group_name" string;
        set_dedicated_log_volume: "dedicated_log_volume" flag;
        set_deletion_protection: "deletion_protection" flag;
        set_enable_customer_owned_ip: "customer_owned_ip_enabled" flag;
        set_enable_iam_database_authentication: "iam_database_authentication_enabled" flag;
        set_engine_lifecycle_support: "engine_lifecycle_support" string;
        set_license_model: "license_model" string;
        set_multi_az: "multi_az" flag;
        set_network_type: "network_type" string;
        set_option_group_name: "option_group_name" string;
        set_preferred_backup_window: "backup_window" string;
        set_preferred_maintenance_window: "maintenance_window" string;
        set_publicly_accessible: "publicly_accessible" flag;
        set_vpc_security_group_ids: "vpc_security_group_ids" some_texts;
    }
    if change.touches(&["replica_mode"]) {
        let mode = change.desired.text("replica_mode");
        request = request.set_replica_mode(mode.map(Into::into));
    }
    if change.touches(&["engine_version"]) {
        request = request
            .set_engine_version(change.desired.string("engine_version"))
            .set_allow_major_version_upgrade(change.desired.flag("allow_major_version_upgrade"));
    }
    let request = owner(request, change);
    let request = domain(request, change);
    let request = monitoring(request, change);
    let request = storage(request, change);
    if request.as_input() == untouched.as_input() {
        return Ok(());
    }
    let at_once = change.desired.flag("apply_immediately").unwrap_or(false);
    request.apply_immediately(at_once).send().await?;
    Ok(())
}

/// Makes a replica a database of its own. While that goes on, it takes no other change.
async fn promote(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    let desired = change.desired;
    if desired.text("replicate_source_db").is_some() {
        let message = "`replicate_source_db` cannot change to another source: \
                       make a new replica of it, or unset it to make this one a database of its own";
        return Err(Failure::invalid("rds:ModifyDBInstance", message));
    }
    let request = aws.rds().promote_read_replica().db_instance_identifier(id);
    request
        .set_backup_retention_period(desired.whole("backup_retention_period"))
        .set_preferred_backup_window(desired.string("backup_window"))
        .send()
        .await?;
    Ok(())
}

/// Who keeps the owner's password, and what it is.
fn owner(request: Request, change: Change<'_>) -> Request {
    let desired = change.desired;
    let is_managed = desired.flag("manage_master_user_password") == Some(true);
    if is_managed {
        if !change.touches(MANAGED) {
            return request;
        }
        return request
            .manage_master_user_password(true)
            .set_master_user_secret_kms_key_id(desired.string("master_user_secret_kms_key_id"));
    }
    if change.prior.flag("manage_master_user_password") == Some(true) {
        let request = request.manage_master_user_password(false);
        return request.set_master_user_password(password(desired));
    }
    if change.touches(PASSWORD) {
        return request.set_master_user_password(password(desired));
    }
    request
}

fn domain(request: Request, change: Change<'_>) -> Request {
    let desired = change.desired;
    if !change.touches(DOMAIN) {
        return request;
    }
    if desired.text("domain").is_none() && desired.text("domain_fqdn").is_none() {
        return request.disable_domain(true);
    }
    request
        .set_domain(desired.string("domain"))
        .set_domain_auth_secret_arn(desired.string("domain_auth_secret_arn"))
        .set_domain_dns_ips(desired.some_texts("domain_dns_ips"))
        .set_domain_fqdn(desired.string("domain_fqdn"))
        .set_domain_iam_role_name(desired.string("domain_iam_role_name"))
        .set_domain_ou(desired.string("domain_ou"))
}

/// Insights, enhanced monitoring and logs.
fn monitoring(mut request: Request, change: Change<'_>) -> Request {
    let desired = change.desired;
    if change.touches(INSIGHTS) {
        let mode = desired.text("database_insights_mode");
        let is_on = desired.flag("performance_insights_enabled");
        request = request
            .set_database_insights_mode(mode.map(Into::into))
            .set_enable_performance_insights(is_on);
        if is_on == Some(true) {
            request = request
                .set_performance_insights_kms_key_id(
                    desired.string("performance_insights_kms_key_id"),
                )
                .set_performance_insights_retention_period(
                    desired.whole("performance_insights_retention_period"),
                );
        }
    }
    if change.touches(MONITORING) {
        let interval: Option<i32> = desired.whole("monitoring_interval");
        let role = desired.string("monitoring_role_arn");
        let is_off = interval.is_none_or(|interval| interval == 0);
        request = request
            .monitoring_interval(interval.unwrap_or_default())
            .set_monitoring_role_arn(role.filter(|_| !is_off));
    }
    let (more, fewer) = change.difference("enabled_cloudwatch_logs_exports");
    if !more.is_empty() || !fewer.is_empty() {
        let logs = CloudwatchLogsExportConfiguration::builder()
            .set_enable_log_types((!more.is_empty()).then_some(more))
            .set_disable_log_types((!fewer.is_empty()).then_some(fewer))
            .build();
        request = request.cloudwatch_logs_export_configuration(logs);
    }
    request
}

/// Size, type and rate go together: AWS refuses a rate where the size does not let one choose it, and
/// wants it repeated where it does.
fn storage(mut request: Request, change: Change<'_>) -> Request {
    let desired = change.desired;
    let size: Option<i32> = desired.whole("allocated_storage");
    if change.touches(STORAGE) {
        let is_rated = has_rate(desired);
        let iops = desired.whole("iops").filter(|iops: &i32| *iops > 0);
        let throughput = desired.whole("storage_throughput");
        let throughput = throughput.filter(|throughput: &i32| *throughput > 0);
        request = request
            .set_allocated_storage(size)
            .set_storage_type(desired.string("storage_type"))
            .set_iops(iops.filter(|_| is_rated || change.touches(&["iops"])))
            .set_storage_throughput(
                throughput.filter(|_| is_rated || change.touches(&["storage_throughput"])),
            );
    }
    if change.touches(&["max_allocated_storage"]) {
        // The size as it is stands for no growth at all.
        let most: Option<i32> = desired.whole("max_allocated_storage");
        request = request.set_max_allocated_storage(most.filter(|most| *most > 0).or(size));
    }
    request
}

fn has_rate(desired: Attributes<'_>) -> bool {
    let engine = desired.text("engine").unwrap_or_default();
    let size: i64 = desired.whole("allocated_storage").unwrap_or_default();
    let smallest = RATED_FROM
        .iter()
        .find(|(beginning, _)| engine.starts_with(beginning))
        .map_or(0, |(_, smallest)| *smallest);
    match desired.text("storage_type") {
        Some("gp3") => size >= smallest,
        Some("io1" | "io2") => true,
        _ => false,
    }
}
