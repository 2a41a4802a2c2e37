//! Which events a trail records, besides all that manage resources.

use aws_sdk_cloudtrail::types::{
    AdvancedEventSelector, AdvancedFieldSelector, DataResource, EventSelector, InsightSelector,
    ReadWriteType,
};
use aws_smithy_types::error::operation::BuildError;

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::Result;
use crate::live::Live;

/// The blocks of a trail that is there. What a new trail has counts as none.
pub async fn read(live: Live, aws: &Aws, arn: &str) -> Result<Live> {
    let request = aws.cloudtrail().get_event_selectors().trail_name(arn);
    let told = request.send().await?;
    let plain = told.event_selectors().iter();
    let advanced = told.advanced_event_selectors().iter();
    Ok(live
        .blocks(
            "event_selector",
            plain
                .filter(|selector| !is_usual(selector))
                .map(|selector| {
                    let kind = selector.read_write_type();
                    let data = selector.data_resources().iter().map(|data| {
                        Live::block_of()
                            .text("type", data.r#type())
                            .texts("values", data.values())
                    });
                    Live::block_of()
                        .text("read_write_type", kind.map(|kind| kind.as_str()))
                        .flag(
                            "include_management_events",
                            selector.include_management_events(),
                        )
                        .texts(
                            "exclude_management_event_sources",
                            selector.exclude_management_event_sources(),
                        )
                        .blocks("data_resource", data)
                }),
        )
        .blocks(
            "advanced_event_selector",
            advanced.map(|selector| {
                let fields = selector.field_selectors().iter().map(|field| {
                    Live::block_of()
                        .text("field", Some(field.field()))
                        .texts("equals", field.equals())
                        .texts("not_equals", field.not_equals())
                        .texts("starts_with", field.starts_with())
                        .texts("not_starts_with", field.not_starts_with())
                        .texts("ends_with", field.ends_with())
                        .texts("not_ends_with", field.not_ends_with())
                });
                Live::block_of()
                    .text("name", selector.name())
                    .blocks("field_selector", fields)
            }),
        ))
}

/// The kinds of insight that a trail looks for; none if it never did.
pub async fn read_insights(live: Live, aws: &Aws, arn: &str) -> Result<Live> {
    let request = aws.cloudtrail().get_insight_selectors().trail_name(arn);
    let answer = match request.send().await.map_err(Failure::from) {
        Err(failure) if failure.code == "InsightNotEnabledException" => return Ok(live),
        answer => answer?,
    };
    let insights = answer.insight_selectors().iter().map(|selector| {
        let kind = selector.insight_type();
        Live::block_of().text("insight_type", kind.map(|kind| kind.as_str()))
    });
    Ok(live.blocks("insight_selector", insights))
}

/// Puts the selectors: plain ones, advanced ones, or those that a new trail has.
pub async fn put(aws: &Aws, arn: &str, desired: Attributes<'_>) -> Result<()> {
    let advanced = desired.blocks("advanced_event_selector").into_iter();
    let advanced: Vec<_> = advanced.map(wanted_advanced).collect::<Result<_>>()?;
    let request = aws.cloudtrail().put_event_selectors().trail_name(arn);
    if !advanced.is_empty() {
        let request = request.set_advanced_event_selectors(Some(advanced));
        request.send().await?;
        return Ok(());
    }
    let plain = desired.blocks("event_selector").into_iter();
    let mut plain: Vec<EventSelector> = plain.map(wanted).collect();
    if plain.is_empty() {
        plain.push(usual());
    }
    request.set_event_selectors(Some(plain)).send().await?;
    Ok(())
}

/// Puts the kinds of insight; none switches them off.
pub async fn put_insights(aws: &Aws, arn: &str, desired: Attributes<'_>) -> Result<()> {
    let insights = desired.blocks("insight_selector").into_iter();
    let insights = insights.map(|block| {
        let kind = block.text("insight_type").map(Into::into);
        InsightSelector::builder().set_insight_type(kind).build()
    });
    let request = aws.cloudtrail().put_insight_selectors().trail_name(arn);
    let request = request.set_insight_selectors(Some(insights.collect()));
    request.send().await?;
    Ok(())
}

fn wanted(block: Attributes<'_>) -> EventSelector {
    let data = block.blocks("data_resource").into_iter().map(|data| {
        DataResource::builder()
            .set_type(data.string("type"))
            .set_values(data.some_texts("values"))
            .build()
    });
    let excluded = block.some_texts("exclude_management_event_sources");
    EventSelector::builder()
        .set_read_write_type(block.text("read_write_type").map(Into::into))
        .set_include_management_events(block.flag("include_management_events"))
        .set_exclude_management_event_sources(excluded)
        .set_data_resources(Some(data.collect()))
        .build()
}

fn wanted_advanced(block: Attributes<'_>) -> Result<AdvancedEventSelector> {
    let fields = block.blocks("field_selector").into_iter().map(|field| {
        built(
            AdvancedFieldSelector::builder()
                .set_field(field.string("field"))
                .set_equals(field.some_texts("equals"))
                .set_not_equals(field.some_texts("not_equals"))
                .set_starts_with(field.some_texts("starts_with"))
                .set_not_starts_with(field.some_texts("not_starts_with"))
                .set_ends_with(field.some_texts("ends_with"))
                .set_not_ends_with(field.some_texts("not_ends_with"))
                .build(),
        )
    });
    built(
        AdvancedEventSelector::builder()
            .set_name(block.string("name"))
            .set_field_selectors(Some(fields.collect::<Result<_>>()?))
            .build(),
    )
}

/// All events that manage resources: what a new trail records.
fn usual() -> EventSelector {
    EventSelector::builder()
        .read_write_type(ReadWriteType::All)
        .include_management_events(true)
        .build()
}

fn is_usual(selector: &EventSelector) -> bool {
    selector.read_write_type() == Some(&ReadWriteType::All)
        && selector.include_management_events() == Some(true)
        && selector.data_resources().is_empty()
        && selector.exclude_management_event_sources().is_empty()
}

fn built<T>(built: std::result::Result<T, BuildError>) -> Result<T> {
    built.map_err(|error| Failure::invalid("cloudtrail:PutEventSelectors", error.to_string()))
}
