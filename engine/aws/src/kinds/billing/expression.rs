//! Expressions of Cost Explorer: which costs are meant. Monitors have them as a JSON document,
//! subscriptions as blocks.

use aws_sdk_costexplorer::types::{
    CostCategoryValues, DimensionValues, Expression, MatchOption, TagValues,
};
use serde_json::{Map, Value as Json};

use crate::attributes::Attributes;
use crate::live::Live;

/// One condition: what is looked at, how, and with what it is compared.
#[derive(Default)]
struct Condition {
    key: Option<String>,
    options: Option<Vec<MatchOption>>,
    values: Option<Vec<String>>,
}

/// The expression of a JSON document.
pub fn from_json(json: &Json) -> Expression {
    let all = |name: &str| {
        let items = json.get(name).and_then(Json::as_array)?;
        Some(items.iter().map(from_json).collect())
    };
    let condition = |name: &str| {
        let json = json.get(name).filter(|json| json.is_object())?;
        let texts = |name: &str| {
            let items = json.get(name).and_then(Json::as_array)?;
            let texts = items.iter().filter_map(Json::as_str).map(str::to_owned);
            Some(texts.collect::<Vec<_>>())
        };
        Some(Condition {
            key: json.get("Key").and_then(Json::as_str).map(str::to_owned),
            options: texts("MatchOptions").map(options),
            values: texts("Values"),
        })
    };
    let not = json.get("Not").filter(|json| json.is_object());
    Expression::builder()
        .set_and(all("And"))
        .set_or(all("Or"))
        .set_not(not.map(|json| Box::new(from_json(json))))
        .set_dimensions(condition("Dimensions").map(dimension))
        .set_tags(condition("Tags").map(tag))
        .set_cost_categories(condition("CostCategories").map(category))
        .build()
}

/// The JSON document of an expression.
pub fn json(expression: &Expression) -> Json {
    let mut members = Map::new();
    for (name, items) in [("And", expression.and()), ("Or", expression.or())] {
        if !items.is_empty() {
            members.insert(name.to_owned(), items.iter().map(json).collect());
        }
    }
    if let Some(not) = expression.not() {
        members.insert("Not".to_owned(), json(not));
    }
    for (name, _, condition) in conditions(expression) {
        let mut parts = Map::new();
        let options = condition.options.unwrap_or_default();
        let options: Vec<Json> = options
            .iter()
            .map(|option| option.as_str().into())
            .collect();
        parts.extend(condition.key.map(|key| ("Key".to_owned(), key.into())));
        if !options.is_empty() {
            parts.insert("MatchOptions".to_owned(), options.into());
        }
        parts.extend(
            condition
                .values
                .map(|values| ("Values".to_owned(), values.into())),
        );
        members.insert(name.to_owned(), parts.into());
    }
    Json::Object(members)
}

/// The expression of a block.
pub fn wanted(block: Attributes<'_>) -> Expression {
    let all = |name| {
        let blocks: Vec<_> = block.blocks(name).into_iter().map(wanted).collect();
        (!blocks.is_empty()).then_some(blocks)
    };
    let condition = |name| {
        let block = block.block(name)?;
        Some(Condition {
            key: block.string("key"),
            options: block.some_texts("match_options").map(options),
            values: block.some_texts("values"),
        })
    };
    Expression::builder()
        .set_and(all("and"))
        .set_or(all("or"))
        .set_not(block.block("not").map(|block| Box::new(wanted(block))))
        .set_dimensions(condition("dimension").map(dimension))
        .set_tags(condition("tags").map(tag))
        .set_cost_categories(condition("cost_category").map(category))
        .build()
}

/// The block of an expression.
pub fn block(expression: &Expression) -> Live {
    let live = Live::block_of()
        .blocks("and", expression.and().iter().map(block))
        .blocks("or", expression.or().iter().map(block))
        .block("not", expression.not().map(block));
    conditions(expression)
        .into_iter()
        .fold(live, |live, (_, name, condition)| {
            let options = condition.options.unwrap_or_default();
            let block = Live::block_of()
                .text("key", condition.key)
                .texts("match_options", options.iter().map(MatchOption::as_str))
                .texts("values", condition.values.unwrap_or_default());
            live.block(name, Some(block))
        })
}

/// The conditions of an expression, each with its name in JSON and in blocks.
fn conditions(expression: &Expression) -> Vec<(&'static str, &'static str, Condition)> {
    let dimension = expression.dimensions().map(|told| Condition {
        key: told.key.as_ref().map(|key| key.as_str().to_owned()),
        options: told.match_options.clone(),
        values: told.values.clone(),
    });
    let tag = expression.tags().map(|told| Condition {
        key: told.key.clone(),
        options: told.match_options.clone(),
        values: told.values.clone(),
    });
    let category = expression.cost_categories().map(|told| Condition {
        key: told.key.clone(),
        options: told.match_options.clone(),
        values: told.values.clone(),
    });
    let named = [
        ("Dimensions", "dimension", dimension),
        ("Tags", "tags", tag),
        ("CostCategories", "cost_category", category),
    ];
    let there = named.into_iter();
    there
        .filter_map(|(json, block, condition)| Some((json, block, condition?)))
        .collect()
}

fn options(texts: Vec<String>) -> Vec<MatchOption> {
    texts.iter().map(|text| text.as_str().into()).collect()
}

fn dimension(condition: Condition) -> DimensionValues {
    DimensionValues::builder()
        .set_key(condition.key.map(|key| key.as_str().into()))
        .set_match_options(condition.options)
        .set_values(condition.values)
        .build()
}

fn tag(condition: Condition) -> TagValues {
    TagValues::builder()
        .set_key(condition.key)
        .set_match_options(condition.options)
        .set_values(condition.values)
        .build()
}

fn category(condition: Condition) -> CostCategoryValues {
    CostCategoryValues::builder()
        .set_key(condition.key)
        .set_match_options(condition.options)
        .set_values(condition.values)
        .build()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_comes_back_as_it_was() {
        let document = json!({
            "And": [
                { "Dimensions": {
                    "Key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                    "MatchOptions": ["GREATER_THAN_OR_EQUAL"],
                    "Values": ["100"]
                } },
                { "Not": { "Tags": { "Key": "Environment", "Values": ["dev", "test"] } } },
                { "Or": [
                    { "CostCategories": { "Key": "Team", "MatchOptions": ["EQUALS"], "Values": ["web"] } },
                    { "Dimensions": { "Key": "SERVICE", "Values": ["Amazon ElastiCache"] } }
                ] }
            ]
        });
        assert_eq!(json(&from_json(&document)), document);
    }

    #[test]
    fn a_block_comes_back_as_it_was() {
        let condition = |value: &str| {
            let block = Live::block_of()
                .text("key", Some("SERVICE"))
                .texts("match_options", ["EQUALS"])
                .texts("values", [value]);
            Live::block_of().block("dimension", Some(block))
        };
        let live = Live::block_of()
            .blocks("and", [condition("one"), condition("two")])
            .block("not", Some(condition("three")));
        let object = live.into_object();
        let expression = wanted(Attributes::new("aws_ce_anomaly_subscription", &object));
        assert_eq!(block(&expression).into_object(), object);
    }
}
