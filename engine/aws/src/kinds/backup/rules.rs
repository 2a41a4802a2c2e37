//! `rule`, `advanced_backup_setting` and `scan_setting` of `aws_backup_plan`, both ways.

use std::collections::HashMap;

use aws_sdk_backup::types::{
    AdvancedBackupSetting, BackupPlanInput, BackupRule, BackupRuleInput, CopyAction, Lifecycle,
    ScanAction, ScanSetting,
};
use aws_smithy_types::error::operation::BuildError;

use crate::attributes::Attributes;
use crate::failure::Failure;
use crate::kind::Result;
use crate::live::Live;

/// The whole plan.
pub fn plan(desired: Attributes<'_>) -> Result<BackupPlanInput> {
    let rules = desired.blocks("rule").into_iter().map(wanted);
    let settings = desired.blocks("advanced_backup_setting").into_iter();
    let settings: Vec<_> = settings
        .map(|block| {
            let options = block.map("backup_options").into_iter().collect();
            AdvancedBackupSetting::builder()
                .set_resource_type(block.string("resource_type"))
                .set_backup_options(Some(options))
                .build()
        })
        .collect();
    let scans = desired.blocks("scan_setting").into_iter();
    let scans: Vec<_> = scans
        .map(|block| {
            ScanSetting::builder()
                .set_malware_scanner(block.text("malware_scanner").map(Into::into))
                .set_resource_types(block.some_texts("resource_types"))
                .set_scanner_role_arn(block.string("scanner_role_arn"))
                .build()
        })
        .collect();
    built(
        BackupPlanInput::builder()
            .set_backup_plan_name(desired.string("name"))
            .set_rules(Some(rules.collect::<Result<_>>()?))
            .set_advanced_backup_settings(some(settings))
            .set_scan_settings(some(scans))
            .build(),
    )
}

/// A rule that is there.
pub fn rule(told: &BackupRule) -> Live {
    let copies = told.copy_actions().iter().map(|copy| {
        Live::block_of()
            .text(
                "destination_vault_arn",
                Some(copy.destination_backup_vault_arn()),
            )
            .block("lifecycle", copy.lifecycle().map(lifecycle))
    });
    let scans = told.scan_actions().iter().map(|scan| {
        let scanner = scan.malware_scanner();
        Live::block_of()
            .text("malware_scanner", scanner.map(|scanner| scanner.as_str()))
            .text("scan_mode", scan.scan_mode().map(|mode| mode.as_str()))
    });
    Live::block_of()
        .text("rule_name", Some(told.rule_name()))
        .text("target_vault_name", Some(told.target_backup_vault_name()))
        .text(
            "target_logically_air_gapped_backup_vault_arn",
            told.target_logically_air_gapped_backup_vault_arn(),
        )
        .text("schedule", told.schedule_expression())
        .text(
            "schedule_expression_timezone",
            told.schedule_expression_timezone(),
        )
        .whole("start_window", told.start_window_minutes())
        .whole("completion_window", told.completion_window_minutes())
        .flag("enable_continuous_backup", told.enable_continuous_backup())
        .map(
            "recovery_point_tags",
            told.recovery_point_tags().into_iter().flatten(),
        )
        .block("lifecycle", told.lifecycle().map(lifecycle))
        .blocks("copy_action", copies)
        .blocks("scan_action", scans)
}

/// What a service keeps apart from the rules.
pub fn setting(told: &AdvancedBackupSetting) -> Live {
    Live::block_of()
        .text("resource_type", told.resource_type())
        .map(
            "backup_options",
            told.backup_options().into_iter().flatten(),
        )
}

/// What looks for malware.
pub fn scan(told: &ScanSetting) -> Live {
    let scanner = told.malware_scanner();
    Live::block_of()
        .text("malware_scanner", scanner.map(|scanner| scanner.as_str()))
        .texts("resource_types", told.resource_types())
        .text("scanner_role_arn", told.scanner_role_arn())
}

fn wanted(block: Attributes<'_>) -> Result<BackupRuleInput> {
    let tags: HashMap<String, String> = block.map("recovery_point_tags").into_iter().collect();
    let copies = block.blocks("copy_action").into_iter().map(|copy| {
        built(
            CopyAction::builder()
                .set_destination_backup_vault_arn(copy.string("destination_vault_arn"))
                .set_lifecycle(copy.block("lifecycle").map(wanted_lifecycle))
                .build(),
        )
    });
    let copies: Vec<_> = copies.collect::<Result<_>>()?;
    let scans = block.blocks("scan_action").into_iter().map(|scan| {
        ScanAction::builder()
            .set_malware_scanner(scan.text("malware_scanner").map(Into::into))
            .set_scan_mode(scan.text("scan_mode").map(Into::into))
            .build()
    });
    built(
        BackupRuleInput::builder()
            .set_rule_name(block.string("rule_name"))
            .set_target_backup_vault_name(block.string("target_vault_name"))
            .set_target_logically_air_gapped_backup_vault_arn(
                block.string("target_logically_air_gapped_backup_vault_arn"),
            )
            .set_schedule_expression(block.string("schedule"))
            .set_schedule_expression_timezone(block.string("schedule_expression_timezone"))
            .set_start_window_minutes(block.whole("start_window"))
            .set_completion_window_minutes(block.whole("completion_window"))
            .set_enable_continuous_backup(block.flag("enable_continuous_backup"))
            .set_recovery_point_tags(Some(tags).filter(|tags| !tags.is_empty()))
            .set_lifecycle(block.block("lifecycle").map(wanted_lifecycle))
            .set_copy_actions(some(copies))
            .set_scan_actions(some(scans.collect()))
            .build(),
    )
}

/// Zero days are none: the provider writes them for what is unset.
fn wanted_lifecycle(block: Attributes<'_>) -> Lifecycle {
    let days = |name| block.whole(name).filter(|days| *days != 0_i64);
    let archive = block.flag("opt_in_to_archive_for_supported_resources");
    Lifecycle::builder()
        .set_move_to_cold_storage_after_days(days("cold_storage_after"))
        .set_delete_after_days(days("delete_after"))
        .set_opt_in_to_archive_for_supported_resources(archive.filter(|archive| *archive))
        .build()
}

fn lifecycle(told: &Lifecycle) -> Live {
    Live::block_of()
        .whole("cold_storage_after", told.move_to_cold_storage_after_days())
        .whole("delete_after", told.delete_after_days())
        .flag(
            "opt_in_to_archive_for_supported_resources",
            told.opt_in_to_archive_for_supported_resources(),
        )
}

fn some<T>(items: Vec<T>) -> Option<Vec<T>> {
    (!items.is_empty()).then_some(items)
}

fn built<T>(built: std::result::Result<T, BuildError>) -> Result<T> {
    built.map_err(|error| Failure::invalid("backup:CreateBackupPlan", error.to_string()))
}
