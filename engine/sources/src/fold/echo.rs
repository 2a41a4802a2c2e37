//! What AWS reports in a resource's own list although a satellite made it.
//!
//! In a state, and in a plan for what exists already, `ingress` of a security group holds the rules
//! of its `aws_vpc_security_group_ingress_rule`s, too. Without care they would be judged twice, once
//! without a place in the code. What only AWS reports stays: it may have been made by hand.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tollgate_model::{AttributePath, Object, Resource, Segment, Value};

use super::shape::Element;

/// How many elements at the start of each list of one parent were reported by AWS.
#[derive(Debug, Default)]
pub struct Echoes {
    reported: BTreeMap<&'static str, usize>,
}

impl Echoes {
    /// Drops the text from the part of a list that AWS reported.
    pub fn drop_member(&mut self, parent: &mut Resource, at: &'static str, text: &str) {
        self.retain(parent, at, |item| item.as_str() != Some(text));
    }

    /// Drops from the part of a list that AWS reported what only repeats `block`.
    pub fn drop_element(
        &mut self,
        parent: &mut Resource,
        at: &'static str,
        block: &Object,
        element: &Element,
    ) {
        if element.identity.is_empty() {
            return;
        }
        self.retain(parent, at, |item| match item {
            Value::Object(item) => {
                !(is_same(item, block, element.identity) && subtract(item, block, element.members))
            }
            _ => true,
        });
    }

    /// Drops reported elements. To be called before the first satellite is appended, and before
    /// each further one.
    fn retain(
        &mut self,
        parent: &mut Resource,
        at: &'static str,
        mut keep: impl FnMut(&mut Value) -> bool,
    ) {
        let reported = self
            .reported
            .entry(at)
            .or_insert_with(|| reported(parent, at));
        if *reported == 0 {
            return;
        }
        let Some(Value::List(items)) = parent.values.get_mut(at) else {
            return;
        };
        let mut position = 0;
        items.retain_mut(|item| {
            position += 1;
            position > *reported || keep(item)
        });
        let dropped = position - items.len();
        if dropped > 0 {
            *reported -= dropped;
            shift(&mut parent.references, at, dropped);
            shift(&mut parent.locations, at, dropped);
        }
    }
}

/// The length of the list, unless the author wrote it: then nothing in it is an echo.
fn reported(parent: &Resource, at: &str) -> usize {
    let mut written = parent.references.keys().chain(parent.locations.keys());
    if written.any(|path| path.root() == Some(at)) {
        return 0;
    }
    parent
        .values
        .get(at)
        .and_then(Value::as_list)
        .map_or(0, <[Value]>::len)
}

/// Moves what is known about the elements behind the dropped ones, which satellites made.
fn shift<T>(paths: &mut BTreeMap<AttributePath, T>, at: &str, dropped: usize) {
    *paths = std::mem::take(paths)
        .into_iter()
        .map(|(path, value)| {
            if path.root() != Some(at) {
                return (path, value);
            }
            let mut segments = path.segments().to_vec();
            if let Some(Segment::Index(index)) = segments.get_mut(1) {
                *index = index.saturating_sub(dropped);
            }
            (segments.into_iter().collect(), value)
        })
        .collect();
}

/// Whether two elements differ in none of the attributes in `identity`, and share at least one.
fn is_same(a: &Object, b: &Object, identity: &[&str]) -> bool {
    let mut shared = false;
    for name in identity {
        match (plain(a.get(*name)), plain(b.get(*name))) {
            (None, None) => {}
            (Some(a), Some(b)) if a == b => shared = true,
            // Where all protocols are meant, AWS says port 0 and the author says nothing.
            (Some(number), None) | (None, Some(number)) if number == "0" || number == "-1" => {}
            _ => return false,
        }
    }
    shared
}

fn plain(value: Option<&Value>) -> Option<Cow<'_, str>> {
    match value?.unmarked() {
        Value::String(text) if !text.is_empty() => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

/// Takes the members of `block` out of `item`; whether nothing is left.
fn subtract(item: &mut Object, block: &Object, members: &[&str]) -> bool {
    for name in members {
        match (item.get_mut(*name), block.get(*name)) {
            (Some(Value::List(own)), Some(Value::List(others))) => {
                own.retain(|value| !others.contains(value));
                if own.is_empty() {
                    item.remove(*name);
                }
            }
            (Some(Value::Bool(true)), Some(Value::Bool(true))) => {
                item.remove(*name);
            }
            _ => {}
        }
    }
    members
        .iter()
        .all(|name| matches!(item.get(*name), None | Some(Value::Bool(false))))
}
