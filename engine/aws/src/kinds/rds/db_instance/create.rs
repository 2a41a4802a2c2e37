//! The three calls that make a database: anew, from a snapshot, as a replica.

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::Result;
use crate::kinds::rds::tags;

/// What a call is refused for that Tollgate does not make.
const UNSUPPORTED: &[(&str, &str)] = &[
    ("s3_import", "import the backup first, then adopt it"),
    (
        "restore_to_point_in_time",
        "restore it first, then adopt it",
    ),
];

/// Sets what all three calls take.
macro_rules! common {
    ($request:expr, $desired:expr, $identifier:expr) => {
        $request
            .db_instance_identifier($identifier)
            .set_db_instance_class($desired.string("instance_class"))
            .set_allocated_storage($desired.whole("allocated_storage"))
            .set_auto_minor_version_upgrade($desired.flag("auto_minor_version_upgrade"))
            .set_availability_zone($desired.string("availability_zone"))
            .set_backup_target($desired.string("backup_target"))
            .set_ca_certificate_identifier($desired.string("ca_cert_identifier"))
            .set_copy_tags_to_snapshot($desired.flag("copy_tags_to_snapshot"))
            .set_custom_iam_instance_profile($desired.string("custom_iam_instance_profile"))
            .set_db_parameter_group_name($desired.string("parameter_group_name"))
            .set_db_subnet_group_name($desired.string("db_subnet_group_name"))
            .set_dedicated_log_volume($desired.flag("dedicated_log_volume"))
            .set_deletion_protection($desired.flag("deletion_protection"))
            .set_domain($desired.string("domain"))
            .set_domain_auth_secret_arn($desired.string("domain_auth_secret_arn"))
            .set_domain_dns_ips($desired.some_texts("domain_dns_ips"))
            .set_domain_fqdn($desired.string("domain_fqdn"))
            .set_domain_iam_role_name($desired.string("domain_iam_role_name"))
            .set_domain_ou($desired.string("domain_ou"))
            .set_enable_cloudwatch_logs_exports(
                $desired.some_texts("enabled_cloudwatch_logs_exports"),
            )
            .set_enable_customer_owned_ip($desired.flag("customer_owned_ip_enabled"))
            .set_enable_iam_database_authentication(
                $desired.flag("iam_database_authentication_enabled"),
            )
            .set_iops($desired.whole("iops"))
            .set_multi_az($desired.flag("multi_az"))
            .set_network_type($desired.string("network_type"))
            .set_option_group_name($desired.string("option_group_name"))
            .set_port($desired.whole("port"))
            .set_publicly_accessible($desired.flag("publicly_accessible"))
            .set_storage_throughput($desired.whole("storage_throughput"))
            .set_storage_type($desired.string("storage_type"))
            .set_vpc_security_group_ids($desired.some_texts("vpc_security_group_ids"))
            .set_tags(Some(tags::all($desired.tags())))
    };
}

/// Sets how it is watched: a database from a snapshot takes this by an update.
macro_rules! watched {
    ($request:expr, $desired:expr) => {
        $request
            .set_database_insights_mode($desired.text("database_insights_mode").map(Into::into))
            .set_enable_performance_insights($desired.flag("performance_insights_enabled"))
            .set_performance_insights_kms_key_id($desired.string("performance_insights_kms_key_id"))
            .set_performance_insights_retention_period(
                $desired.whole("performance_insights_retention_period"),
            )
            .set_monitoring_interval($desired.whole("monitoring_interval"))
            .set_monitoring_role_arn($desired.string("monitoring_role_arn"))
            .set_max_allocated_storage(autoscaled($desired))
    };
}

/// Asks for a database of this identifier.
pub async fn create(aws: &Aws, identifier: &str, desired: Attributes<'_>) -> Result<()> {
    let unsupported = UNSUPPORTED
        .iter()
        .find(|(name, _)| desired.block(name).is_some());
    if let Some((name, remedy)) = unsupported {
        let message = format!("`{name}` is not supported: {remedy}");
        return Err(Failure::invalid("aws_db_instance", message));
    }
    let is_copy = desired.text("replicate_source_db").is_some()
        || desired.text("snapshot_identifier").is_some();
    if is_copy && password(desired).is_some() {
        let message = "a replica and a database from a snapshot begin with the password that the \
                       original has: leave it out, or set `manage_master_user_password`";
        return Err(Failure::invalid("aws_db_instance", message));
    }
    if let Some(source) = desired.text("replicate_source_db") {
        replica(aws, identifier, source, desired).await
    } else if let Some(snapshot) = desired.text("snapshot_identifier") {
        restored(aws, identifier, snapshot, desired).await
    } else {
        new(aws, identifier, desired).await
    }
}

async fn new(aws: &Aws, identifier: &str, desired: Attributes<'_>) -> Result<()> {
    let request = aws.rds().create_db_instance();
    watched!(common!(request, desired, identifier), desired)
        .set_backup_retention_period(desired.whole("backup_retention_period"))
        .set_character_set_name(desired.string("character_set_name"))
        .set_db_name(desired.string("db_name"))
        .set_engine(desired.string("engine"))
        .set_engine_lifecycle_support(desired.string("engine_lifecycle_support"))
        .set_engine_version(desired.string("engine_version"))
        .set_kms_key_id(desired.string("kms_key_id"))
        .set_license_model(desired.string("license_model"))
        .set_manage_master_user_password(managed(desired))
        .set_master_user_password(password(desired))
        .set_master_user_secret_kms_key_id(desired.string("master_user_secret_kms_key_id"))
        .set_master_username(desired.string("username"))
        .set_nchar_character_set_name(desired.string("nchar_character_set_name"))
        .set_preferred_backup_window(desired.string("backup_window"))
        .set_preferred_maintenance_window(desired.string("maintenance_window"))
        .set_storage_encrypted(desired.flag("storage_encrypted"))
        .set_timezone(desired.string("timezone"))
        .send()
        .await?;
    Ok(())
}

async fn restored(
    aws: &Aws,
    identifier: &str,
    snapshot: &str,
    desired: Attributes<'_>,
) -> Result<()> {
    let request = aws.rds().restore_db_instance_from_db_snapshot();
    common!(request, desired, identifier)
        .db_snapshot_identifier(snapshot)
        .set_backup_retention_period(desired.whole("backup_retention_period"))
        .set_engine_lifecycle_support(desired.string("engine_lifecycle_support"))
        .set_license_model(desired.string("license_model"))
        .set_manage_master_user_password(managed(desired))
        .set_master_user_secret_kms_key_id(desired.string("master_user_secret_kms_key_id"))
        .set_preferred_backup_window(desired.string("backup_window"))
        .send()
        .await?;
    Ok(())
}

/// A source in another region is named by its ARN.
async fn replica(aws: &Aws, identifier: &str, source: &str, desired: Attributes<'_>) -> Result<()> {
    let request = aws.rds().create_db_instance_read_replica();
    watched!(common!(request, desired, identifier), desired)
        .source_db_instance_identifier(source)
        .set_kms_key_id(desired.string("kms_key_id"))
        .set_replica_mode(desired.text("replica_mode").map(Into::into))
        .set_upgrade_storage_config(desired.flag("upgrade_storage_config"))
        .send()
        .await?;
    Ok(())
}

/// The owner's password as the author gives it; none where RDS manages it.
pub fn password(desired: Attributes<'_>) -> Option<String> {
    let given = desired.string("password_wo");
    given.or_else(|| desired.string("password"))
}

/// Only `true` is said: whether AWS takes `false` depends on the engine.
fn managed(desired: Attributes<'_>) -> Option<bool> {
    let managed = desired.flag("manage_master_user_password");
    managed.filter(|managed| *managed)
}

/// Up to where storage may grow; zero is how the provider says that it may not.
fn autoscaled(desired: Attributes<'_>) -> Option<i32> {
    let most = desired.whole("max_allocated_storage");
    most.filter(|most| *most > 0)
}
