//! `aws_availability_zones`.

use async_trait::async_trait;
use aws_sdk_ec2::types::Filter;
use tollgate_model::Object;

use super::{DataSource, Lookup};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::Result;
use crate::live::Live;

/// `aws_availability_zones`.
pub static DATA_SOURCE: DataSource = DataSource {
    data_type: "aws_availability_zones",
    permissions: &["ec2:DescribeAvailabilityZones"],
    lookup: &AvailabilityZones,
};

struct AvailabilityZones;

#[async_trait]
impl Lookup for AvailabilityZones {
    async fn read(&self, aws: &Aws, arguments: Attributes<'_>) -> Result<Option<Object>> {
        let filters = arguments.blocks("filter").into_iter().map(|filter| {
            Filter::builder()
                .set_name(filter.string("name"))
                .set_values(filter.some_texts("values"))
                .build()
        });
        let state = arguments
            .text("state")
            .map(|state| Filter::builder().name("state").values(state).build());
        let filters: Vec<Filter> = filters.chain(state).collect();
        let answer = aws
            .ec2()
            .describe_availability_zones()
            .set_filters(Some(filters).filter(|filters| !filters.is_empty()))
            .set_all_availability_zones(arguments.flag("all_availability_zones"))
            .send()
            .await?;
        let excluded = arguments.texts("exclude_names");
        let mut zones: Vec<(String, String)> = answer
            .availability_zones()
            .iter()
            .filter_map(|zone| Some((zone.zone_name()?.to_owned(), zone.zone_id()?.to_owned())))
            .filter(|(name, _)| !excluded.contains(name))
            .collect();
        zones.sort();
        let (names, ids): (Vec<_>, Vec<_>) = zones.into_iter().unzip();
        let live = Live::with_id(aws.region())
            .texts("names", names)
            .texts("zone_ids", ids);
        Ok(Some(live.into_object()))
    }
}
