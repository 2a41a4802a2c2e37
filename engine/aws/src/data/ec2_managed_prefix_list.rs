//! `aws_ec2_managed_prefix_list`: ranges of addresses that AWS keeps, such as those of CloudFront.

use async_trait::async_trait;
use aws_sdk_ec2::types::{AddPrefixListEntry, Filter, ManagedPrefixList};
use tollgate_model::Object;

use super::{DataSource, Lookup};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::Result;
use crate::live::Live;

/// `aws_ec2_managed_prefix_list`.
pub static DATA_SOURCE: DataSource = DataSource {
    data_type: "aws_ec2_managed_prefix_list",
    permissions: &["ec2:DescribeManagedPrefixLists"],
    lookup: &PrefixList,
};

/// Addresses for documentation (RFC 5737): what a list in an emulator holds.
const NOWHERE: &str = "192.0.2.0/24";

struct PrefixList;

#[async_trait]
impl Lookup for PrefixList {
    async fn read(&self, aws: &Aws, arguments: Attributes<'_>) -> Result<Option<Object>> {
        let name = arguments.text("name");
        let by_name = name.map(|name| {
            Filter::builder()
                .name("prefix-list-name")
                .values(name)
                .build()
        });
        let written = arguments.blocks("filter").into_iter().map(|filter| {
            Filter::builder()
                .set_name(filter.string("name"))
                .set_values(filter.some_texts("values"))
                .build()
        });
        let mut pages = aws
            .ec2()
            .describe_managed_prefix_lists()
            .set_prefix_list_ids(arguments.string("id").map(|id| vec![id]))
            .set_filters(Some(written.chain(by_name).collect()))
            .into_paginator()
            .send();
        let mut found: Vec<ManagedPrefixList> = Vec::new();
        while let Some(page) = pages.next().await {
            found.extend(page?.prefix_lists.unwrap_or_default());
        }
        // An emulator may not know the filter.
        found.retain(|list| name.is_none() || list.prefix_list_name() == name);
        let list = match found.as_slice() {
            [] => return Ok(None),
            [list] => list,
            _ => {
                let many = format!("{} prefix lists match; name one", found.len());
                return Err(Failure::invalid("ec2:DescribeManagedPrefixLists", many));
            }
        };
        let id = list.prefix_list_id().unwrap_or_default();
        let live = Live::with_id(id)
            .text("name", list.prefix_list_name())
            .text("arn", list.prefix_list_arn())
            .text("owner_id", list.owner_id())
            .text("address_family", list.address_family())
            .whole("max_entries", list.max_entries());
        Ok(Some(live.into_object()))
    }

    async fn provide(&self, aws: &Aws, arguments: Attributes<'_>) -> Result<bool> {
        let Some(name) = arguments.text("name") else {
            return Ok(false);
        };
        aws.ec2()
            .create_managed_prefix_list()
            .prefix_list_name(name)
            .address_family("IPv4")
            .max_entries(1)
            .entries(AddPrefixListEntry::builder().cidr(NOWHERE).build())
            .send()
            .await?;
        Ok(true)
    }
}
