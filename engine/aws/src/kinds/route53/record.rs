//! `aws_route53_record`: a name and what it stands for. Its id is `zone_name_type`.

use async_trait::async_trait;
use aws_sdk_route53::types::{
    AliasTarget, Change as RecordChange, ChangeAction, ChangeBatch, ResourceRecord,
    ResourceRecordSet, RrType,
};
use tollgate_model::{Facts, Object, Value};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_route53_record`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_route53_record",
        replaces: &["zone_id", "name", "type", "set_identifier"],
        write_only: &["allow_overwrite"],
        alike: &[("name", is_same_name), ("alias", is_same_alias)],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["PriorRequestNotComplete"],
    permissions: Permissions {
        list: &["route53:ListHostedZones", "route53:ListResourceRecordSets"],
        read: &["route53:ListResourceRecordSets"],
        create: &["route53:GetHostedZone", "route53:ChangeResourceRecordSets"],
        update: &["route53:ChangeResourceRecordSets"],
        delete: &["route53:ChangeResourceRecordSets"],
    },
    operations: &Record,
};

/// The call that changes records, for errors.
const CHANGE: &str = "route53:ChangeResourceRecordSets";

struct Record;

#[async_trait]
impl Operations for Record {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut zones = aws.route53().list_hosted_zones().into_paginator().send();
        let mut ids = Vec::new();
        while let Some(page) = zones.next().await {
            for zone in page?.hosted_zones() {
                let zone_id = bare(zone.id());
                for record in records(aws, zone_id, None).await? {
                    // Every zone has these two from the beginning.
                    let is_own = bare_name(record.name()) == bare_name(zone.name())
                        && matches!(record.r#type(), RrType::Ns | RrType::Soa);
                    if !is_own {
                        ids.push(id(zone_id, &record));
                    }
                }
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some((zone, name, kind)) = parts(id) else {
            return Ok(None);
        };
        let Some(found) = found(aws, zone, name, kind).await? else {
            return Ok(None);
        };
        Ok(Some(live(id, zone, &found).into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let zone = bare(desired.required("zone_id")?).to_owned();
        let name = full_name(aws, &zone, desired.required("name")?).await?;
        let record = record(desired, &name)?;
        let id = id(&zone, &record);
        let kind = record.r#type().clone();
        let is_there = found(aws, &zone, &name, kind.as_str()).await?.is_some();
        // The same record made by an earlier try of this operation is as good as none.
        let same = is_there && {
            let read = self.read(aws, &id).await?.unwrap_or_default();
            same(&read, desired)
        };
        if is_there && !same && desired.flag("allow_overwrite") != Some(true) {
            let message = format!(
                "`{name}` has a record of the type {} already; import it, or say `allow_overwrite = true`",
                kind.as_str()
            );
            return Err(Failure::invalid(CHANGE, message));
        }
        change(aws, &zone, ChangeAction::Upsert, record).await?;
        Ok(id)
    }

    async fn update(&self, aws: &Aws, id: &str, change_of: Change<'_>) -> Result<()> {
        let Some((zone, name, _)) = parts(id) else {
            return Ok(());
        };
        let record = record(change_of.desired, name)?;
        change(aws, zone, ChangeAction::Upsert, record).await
    }

    /// A record is deleted by saying exactly what it is.
    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let Some((zone, name, kind)) = parts(id) else {
            return Ok(());
        };
        let Some(found) = found(aws, zone, name, kind).await? else {
            return Ok(());
        };
        match change(aws, zone, ChangeAction::Delete, found).await {
            Err(failure) if failure.is_not_found() => Ok(()),
            other => other,
        }
    }
}

/// Whether two names are the same: a dot at the end, capitals, and the zone's domain say nothing.
fn is_same_name(live: &Object, desired: &Object) -> bool {
    let name = |object: &Object| object.get("name").and_then(Value::as_str).map(bare_name);
    match (name(live), name(desired)) {
        (Some(live), Some(desired)) => live == desired || live.starts_with(&format!("{desired}.")),
        _ => false,
    }
}

/// The same of the name that an alias stands for.
fn is_same_alias(live: &Object, desired: &Object) -> bool {
    let alias = |object: &Object| {
        let alias = Attributes::new("aws_route53_record", object).block("alias")?;
        Some((
            alias.string("name").map(|name| bare_name(&name)),
            alias.string("zone_id"),
            alias.flag("evaluate_target_health").unwrap_or(false),
        ))
    };
    alias(live).is_some() && alias(live) == alias(desired)
}

fn same(read: &Object, desired: Attributes<'_>) -> bool {
    let read = Attributes::new("aws_route53_record", read);
    read.texts("records") == desired.texts("records")
        && read.block("alias").is_some() == desired.block("alias").is_some()
}

/// `Z123` from `/hostedzone/Z123`.
fn bare(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// A name without its final dot, in lower case.
fn bare_name(name: &str) -> String {
    name.trim_end_matches('.')
        .to_lowercase()
        .replace("\\052", "*")
}

fn id(zone: &str, record: &ResourceRecordSet) -> String {
    format!(
        "{zone}_{}_{}",
        bare_name(record.name()),
        record.r#type().as_str()
    )
}

/// Zone, name and type of an id. Names may hold underscores, types and zones do not.
fn parts(id: &str) -> Option<(&str, &str, &str)> {
    let (zone, rest) = id.split_once('_')?;
    let (name, kind) = rest.rsplit_once('_')?;
    Some((zone, name, kind))
}

/// The name with the domain of its zone, which an author may leave out.
async fn full_name(aws: &Aws, zone: &str, name: &str) -> Result<String> {
    let found = aws.route53().get_hosted_zone().id(zone).send().await?;
    let domain = found.hosted_zone().map(|zone| bare_name(zone.name()));
    let (name, domain) = (bare_name(name), domain.unwrap_or_default());
    Ok(if name.is_empty() {
        domain
    } else if name == domain || name.ends_with(&format!(".{domain}")) {
        name
    } else {
        format!("{name}.{domain}")
    })
}

async fn records(
    aws: &Aws,
    zone: &str,
    from: Option<(&str, &str)>,
) -> Result<Vec<ResourceRecordSet>> {
    let mut all = Vec::new();
    let mut next = from.map(|(name, kind)| (name.to_owned(), RrType::from(kind)));
    loop {
        let request = aws
            .route53()
            .list_resource_record_sets()
            .hosted_zone_id(zone);
        let (name, kind) = next.take().unzip();
        let request = request
            .set_start_record_name(name)
            .set_start_record_type(kind);
        // One is enough where one is looked for.
        let request = request.set_max_items(from.map(|_| 1));
        let Some(page) = request.send().await.or_absent()? else {
            return Ok(all);
        };
        let is_cut = page.is_truncated() && from.is_none();
        next = page.next_record_name.zip(page.next_record_type);
        all.extend(page.resource_record_sets);
        if !is_cut || next.is_none() {
            return Ok(all);
        }
    }
}

async fn found(aws: &Aws, zone: &str, name: &str, kind: &str) -> Result<Option<ResourceRecordSet>> {
    let listed = records(aws, zone, Some((name, kind))).await?;
    let matches = |record: &ResourceRecordSet| {
        bare_name(record.name()) == name && record.r#type().as_str() == kind
    };
    if let Some(found) = listed.into_iter().find(matches) {
        return Ok(Some(found));
    }
    Ok(None)
}

fn record(desired: Attributes<'_>, name: &str) -> Result<ResourceRecordSet> {
    let invalid = |error: String| Failure::invalid(CHANGE, error);
    let mut values = Vec::new();
    for value in desired.texts("records") {
        let value = match desired.text("type") {
            // Texts stand in quotes.
            Some("TXT" | "SPF") if !value.starts_with('"') => format!("\"{value}\""),
            _ => value,
        };
        let value = ResourceRecord::builder().value(value).build();
        values.push(value.map_err(|error| invalid(error.to_string()))?);
    }
    let alias = match desired.block("alias") {
        Some(alias) => Some(
            AliasTarget::builder()
                .dns_name(alias.required("name")?)
                .hosted_zone_id(alias.required("zone_id")?)
                .evaluate_target_health(alias.flag("evaluate_target_health").unwrap_or(false))
                .build()
                .map_err(|error| invalid(error.to_string()))?,
        ),
        None => None,
    };
    ResourceRecordSet::builder()
        .name(name)
        .r#type(desired.required("type")?.into())
        .set_ttl(desired.whole("ttl"))
        .set_resource_records((!values.is_empty()).then_some(values))
        .set_alias_target(alias)
        .set_health_check_id(desired.string("health_check_id"))
        .set_set_identifier(desired.string("set_identifier"))
        .build()
        .map_err(|error| invalid(error.to_string()))
}

async fn change(
    aws: &Aws,
    zone: &str,
    action: ChangeAction,
    record: ResourceRecordSet,
) -> Result<()> {
    let invalid = |error: String| Failure::invalid(CHANGE, error);
    let change = RecordChange::builder()
        .action(action)
        .resource_record_set(record);
    let change = change.build().map_err(|error| invalid(error.to_string()))?;
    let batch = ChangeBatch::builder().changes(change).build();
    let batch = batch.map_err(|error| invalid(error.to_string()))?;
    let request = aws
        .route53()
        .change_resource_record_sets()
        .hosted_zone_id(zone);
    request.change_batch(batch).send().await?;
    Ok(())
}

fn live(id: &str, zone: &str, record: &ResourceRecordSet) -> Live {
    let alias = record.alias_target().map(|alias| {
        Live::block_of()
            .text("name", Some(bare_name(alias.dns_name())))
            .text("zone_id", Some(alias.hosted_zone_id()))
            .flag(
                "evaluate_target_health",
                Some(alias.evaluate_target_health()),
            )
    });
    let is_text = matches!(record.r#type(), RrType::Txt | RrType::Spf);
    let values = record.resource_records().iter().map(|value| {
        let value = value.value();
        if is_text {
            value.trim_matches('"')
        } else {
            value
        }
    });
    let name = bare_name(record.name());
    Live::with_id(id)
        .text("zone_id", Some(zone))
        .text("name", Some(&name))
        .text("fqdn", Some(&name))
        .text("type", Some(record.r#type().as_str()))
        .whole("ttl", record.ttl())
        .texts("records", values)
        .text("health_check_id", record.health_check_id())
        .text("set_identifier", record.set_identifier())
        .block("alias", alias)
}
