//! The lists of names that cache and origin request policies hold, each with its own type in the SDK.

use aws_sdk_cloudfront::types::{CookieNames, Headers, QueryStringNames};

use super::built;
use crate::attributes::Attributes;
use crate::kind::Result;
use crate::live::Live;

/// How many there are, as CloudFront wants to be told.
pub fn quantity(items: &[impl Sized]) -> i32 {
    i32::try_from(items.len()).unwrap_or(i32::MAX)
}

/// The items of a block such as `cookies { items = […] }`; none if there are none.
fn items(block: Attributes<'_>, name: &str) -> Option<Vec<String>> {
    block.block(name)?.some_texts("items")
}

/// Names of cookies.
pub fn cookies(block: Attributes<'_>) -> Result<Option<CookieNames>> {
    items(block, "cookies")
        .map(|items| {
            let builder = CookieNames::builder().quantity(quantity(&items));
            built(builder.set_items(Some(items)).build())
        })
        .transpose()
}

/// Names of headers.
pub fn headers(block: Attributes<'_>) -> Result<Option<Headers>> {
    items(block, "headers")
        .map(|items| {
            let builder = Headers::builder().quantity(quantity(&items));
            built(builder.set_items(Some(items)).build())
        })
        .transpose()
}

/// Names of query strings.
pub fn query_strings(block: Attributes<'_>) -> Result<Option<QueryStringNames>> {
    items(block, "query_strings")
        .map(|items| {
            let builder = QueryStringNames::builder().quantity(quantity(&items));
            built(builder.set_items(Some(items)).build())
        })
        .transpose()
}

/// A block of items, if there are any.
pub fn live(items: &[String]) -> Option<Live> {
    (!items.is_empty()).then(|| Live::block_of().texts("items", items))
}
