//! One resource: what is there, what shall be there, and what that changes.
//!
//! The provider's schema gives the shape, the kind's [`Facts`] what the schema does not tell. An
//! attribute that the author left unset is what its default says, or what AWS filled in, or nothing.

use std::collections::BTreeMap;

use tollgate_model::facts::Default as Unset;
use tollgate_model::schema::{Attribute, AttributeType, Block, NestedBlock, Nesting, Presence};
use tollgate_model::{AttributePath, Facts, Object, PathPattern, Segment, Value};

use crate::document;
use crate::equal::{equal, is_abbreviation, is_blank, is_unset, same_object};

/// What it takes to come from one object to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The object after the change, unknown where only AWS can tell.
    pub after: Object,
    /// Attributes that change.
    pub changed: Vec<AttributePath>,
    /// Those among them that need a new object.
    pub replaces: Vec<AttributePath>,
}

impl Comparison {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty()
    }
}

/// Compares what is there with what is desired. `prior` is none for an object that is to be made.
#[must_use]
pub fn compare(
    facts: &Facts,
    schema: &Block,
    prior: Option<&Object>,
    desired: &Object,
) -> Comparison {
    let walk = Walk {
        rules: Rules::new(facts),
        is_new: prior.is_none(),
    };
    let mut comparison = Comparison::default();
    let empty = Object::new();
    comparison.after = walk.body(
        schema,
        &AttributePath::default(),
        prior.unwrap_or(&empty),
        desired,
        &mut comparison.changed,
    );
    if let Some(prior) = prior {
        let is_alike = |path: &AttributePath| {
            let mut alike = facts.alike.iter();
            alike.any(|(name, alike)| path.root() == Some(*name) && alike(prior, desired))
        };
        comparison.changed.retain(|path| !is_alike(path));
        comparison.replaces = comparison
            .changed
            .iter()
            .filter(|path| {
                walk.rules
                    .replaces
                    .iter()
                    .any(|pattern| pattern.overlaps(path))
            })
            .cloned()
            .collect();
        comparison.replaces.extend(exchanged(facts, prior, desired));
        recompute(facts, prior, &mut comparison);
    }
    echo(facts, prior.is_none(), desired, &mut comparison);
    comparison
}

/// What says the same as another attribute is nothing without it, and comes only after it.
fn echo(facts: &Facts, is_new: bool, desired: &Object, comparison: &mut Comparison) {
    for (name, source) in facts.echoes {
        let Some(value) = desired.get(*source).filter(|value| !value.is_null()) else {
            comparison.after.remove(*name);
            continue;
        };
        let mut changed = comparison.changed.iter();
        if is_new || changed.any(|path| path.root() == Some(*source)) {
            let unknown = Value::unknown();
            let unknown = match value {
                Value::Sensitive(_) => Value::Sensitive(Box::new(unknown)),
                _ => unknown,
            };
            comparison.after.insert((*name).to_owned(), unknown);
        }
    }
}

/// The attributes of a choice of which another one is set than before.
fn exchanged(facts: &Facts, prior: &Object, desired: &Object) -> Vec<AttributePath> {
    let is_set = |object: &Object, name: &str| object.get(name).is_some_and(|v| !is_blank(v));
    let differs = |name: &&&str| is_set(prior, name) != is_set(desired, name);
    let paths = facts.one_of.iter().filter(differs);
    paths
        .map(|name| AttributePath::default().join(*name))
        .collect()
}

/// Makes unknown what an update changes besides what the author changed.
fn recompute(facts: &Facts, prior: &Object, comparison: &mut Comparison) {
    for (name, causes) in facts.recomputed {
        let changes = if causes.is_empty() {
            !comparison.changed.is_empty()
        } else {
            comparison
                .changed
                .iter()
                .any(|path| causes.iter().any(|cause| path.root() == Some(*cause)))
        };
        if changes && prior.contains_key(*name) {
            comparison
                .after
                .insert((*name).to_owned(), Value::unknown());
        }
    }
}

/// The facts, as patterns.
struct Rules {
    replaces: Vec<PathPattern>,
    filled_in: Vec<PathPattern>,
    write_only: Vec<PathPattern>,
    documents: Vec<PathPattern>,
    arn_or_id: Vec<PathPattern>,
    abbreviated: Vec<PathPattern>,
    unordered: Vec<PathPattern>,
    emptied: Vec<PathPattern>,
    defaults: BTreeMap<&'static str, Unset>,
}

impl Rules {
    fn new(facts: &Facts) -> Self {
        // A pattern of paths has `[]` where facts have `[*]`.
        let pattern = |name: &&str| name.replace("[*]", "[]").parse().ok();
        let patterns = |names: &[&str]| names.iter().filter_map(pattern).collect();
        Self {
            replaces: patterns(facts.replaces),
            filled_in: patterns(facts.filled_in),
            write_only: patterns(facts.write_only),
            documents: patterns(facts.documents),
            arn_or_id: patterns(facts.arn_or_id),
            abbreviated: patterns(facts.abbreviated),
            unordered: patterns(facts.unordered),
            emptied: patterns(facts.emptied),
            defaults: facts.defaults.iter().copied().collect(),
        }
    }

    fn default(&self, path: &AttributePath) -> Option<Value> {
        let unset = self.defaults.get(pattern_of(path).as_str())?;
        Some(match unset {
            Unset::Flag(flag) => Value::Bool(*flag),
            Unset::Whole(number) => Value::from(*number),
            Unset::Text(text) => Value::string(*text),
        })
    }
}

/// The path with `*` for every position: how facts name attributes.
fn pattern_of(path: &AttributePath) -> String {
    let mut text = String::new();
    for segment in path.segments() {
        match segment {
            Segment::Index(_) => text.push_str("[*]"),
            Segment::Name(name) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(name);
            }
        }
    }
    text
}

fn is_listed(patterns: &[PathPattern], path: &AttributePath) -> bool {
    patterns
        .iter()
        .any(|pattern| pattern.segments().len() == path.segments().len() && pattern.overlaps(path))
}

struct Walk {
    rules: Rules,
    is_new: bool,
}

impl Walk {
    /// The object after the change; what changes is added to `changed`.
    fn body(
        &self,
        schema: &Block,
        path: &AttributePath,
        prior: &Object,
        desired: &Object,
        changed: &mut Vec<AttributePath>,
    ) -> Object {
        let mut after = Object::new();
        for (name, attribute) in &schema.attributes {
            let path = path.join(name.as_str());
            let value = self.attribute(
                attribute,
                &path,
                prior.get(name),
                desired.get(name),
                changed,
            );
            if let Some(value) = value {
                after.insert(name.clone(), value);
            }
        }
        for (name, block) in &schema.blocks {
            let path = path.join(name.as_str());
            let value = self.block(block, &path, prior.get(name), desired.get(name), changed);
            if let Some(value) = value {
                after.insert(name.clone(), value);
            }
        }
        after
    }

    fn attribute(
        &self,
        attribute: &Attribute,
        path: &AttributePath,
        prior: Option<&Value>,
        desired: Option<&Value>,
        changed: &mut Vec<AttributePath>,
    ) -> Option<Value> {
        let kept = || prior.cloned().or_else(|| self.is_new.then(Value::unknown));
        let desired = desired.filter(|value| !value.is_null());
        // Provider-wide tags are in `tags_all`, which stands for both.
        let name = pattern_of(path);
        if name == "tags" {
            return desired.cloned();
        }
        let is_told = attribute.presence == Presence::Computed && name != "tags_all";
        if is_told && desired.is_none() {
            return kept();
        }
        if is_listed(&self.rules.write_only, path) {
            let desired = desired.cloned().or_else(|| self.rules.default(path));
            if !self.is_new && self.is_rewritten(attribute, path, prior, desired.as_ref()) {
                changed.push(path.clone());
            }
            return desired;
        }
        let is_set = desired.is_some();
        let Some(desired) = desired.cloned().or_else(|| self.rules.default(path)) else {
            let stays = attribute.presence == Presence::OptionalComputed
                || is_listed(&self.rules.filled_in, path);
            if stays {
                return kept();
            }
            if prior.is_some_and(|prior| !is_unset(&attribute.kind, prior)) {
                changed.push(path.clone());
            }
            return None;
        };
        // A version stays that what is desired is short for.
        if let Some(prior) = prior
            && is_listed(&self.rules.abbreviated, path)
            && is_abbreviation(&desired, prior)
        {
            return Some(prior.clone());
        }
        let same = match prior {
            // What AWS does not tell is taken to be what the author left it at.
            None => is_unset(&attribute.kind, &desired) || (!is_set && !self.is_new),
            Some(prior) if is_listed(&self.rules.documents, path) => {
                match (prior.as_str(), desired.as_str()) {
                    (Some(prior), Some(desired)) => document::same(prior, desired),
                    _ => false,
                }
            }
            Some(prior) if is_listed(&self.rules.arn_or_id, path) => {
                match (prior.as_str(), desired.as_str()) {
                    (Some(prior), Some(desired)) => same_object(prior, desired),
                    _ => equal(&attribute.kind, prior, &desired),
                }
            }
            Some(prior) => match &attribute.kind {
                AttributeType::List(inner) if is_listed(&self.rules.unordered, path) => {
                    equal(&AttributeType::Set(inner.clone()), prior, &desired)
                }
                kind => equal(kind, prior, &desired),
            },
        };
        if !same {
            changed.push(path.clone());
        }
        Some(desired)
    }

    /// Whether an attribute that AWS never gives back is to be given anew. What stands for the earlier
    /// value is what was remembered of it; of an object that was imported, nothing.
    fn is_rewritten(
        &self,
        attribute: &Attribute,
        path: &AttributePath,
        prior: Option<&Value>,
        desired: Option<&Value>,
    ) -> bool {
        match (prior, desired) {
            (Some(prior), Some(desired)) => {
                !equal(&attribute.kind, prior.unmarked(), desired.unmarked())
            }
            (None, Some(desired)) => {
                let is_default = self.rules.default(path).as_ref() == Some(desired);
                let makes_anew = self.rules.replaces.iter().any(|one| one.overlaps(path));
                !is_blank(desired.unmarked()) && !is_default && !makes_anew
            }
            (Some(prior), None) => !is_blank(prior.unmarked()),
            (None, None) => false,
        }
    }

    fn block(
        &self,
        block: &NestedBlock,
        path: &AttributePath,
        prior: Option<&Value>,
        desired: Option<&Value>,
        changed: &mut Vec<AttributePath>,
    ) -> Option<Value> {
        let (before, wanted) = (bodies(prior), bodies(desired));
        if desired.is_some_and(Value::is_unknown) {
            changed.push(path.clone());
            return desired.cloned();
        }
        if is_listed(&self.rules.write_only, path) {
            return desired.cloned();
        }
        if wanted.is_empty() {
            let computed = [Presence::Computed, Presence::OptionalComputed];
            let stays = is_listed(&self.rules.filled_in, path)
                || computed.contains(&block.presence) && !is_listed(&self.rules.emptied, path);
            if stays {
                return prior.cloned().or_else(|| self.is_new.then(Value::unknown));
            }
            if prior.is_some_and(|prior| !is_blank(prior)) {
                changed.push(path.clone());
            }
            return None;
        }
        let after = if block.nesting == Nesting::Set {
            self.set(block, path, &before, &wanted, changed)
        } else {
            self.list(block, path, &before, &wanted, changed)
        };
        Some(Value::List(after))
    }

    /// Blocks that stand for themselves by their position.
    fn list(
        &self,
        block: &NestedBlock,
        path: &AttributePath,
        before: &[&Object],
        wanted: &[&Object],
        changed: &mut Vec<AttributePath>,
    ) -> Vec<Value> {
        let empty = Object::new();
        if before.len() > wanted.len() {
            changed.push(path.clone());
        }
        let each = wanted.iter().enumerate().map(|(position, wanted)| {
            let path = path.join(Segment::Index(position));
            let prior = before.get(position).copied();
            if prior.is_none() && !self.is_new {
                changed.push(path.clone());
            }
            Value::Object(self.body(&block.body, &path, prior.unwrap_or(&empty), wanted, changed))
        });
        each.collect()
    }

    /// Blocks without order: each is matched with one that is the same, if there is one.
    fn set(
        &self,
        block: &NestedBlock,
        path: &AttributePath,
        before: &[&Object],
        wanted: &[&Object],
        changed: &mut Vec<AttributePath>,
    ) -> Vec<Value> {
        let mut left: Vec<&Object> = before.to_vec();
        let mut after = Vec::new();
        let mut differs = false;
        for (position, wanted) in wanted.iter().enumerate() {
            let path = path.join(Segment::Index(position));
            let compared = |prior: &Object| {
                let mut changed = Vec::new();
                let after = self.body(&block.body, &path, prior, wanted, &mut changed);
                (after, changed.is_empty())
            };
            let matched = left.iter().enumerate().find_map(|(position, prior)| {
                let (after, same) = compared(prior);
                same.then_some((position, after))
            });
            match matched {
                Some((position, object)) => {
                    left.swap_remove(position);
                    after.push(Value::Object(object));
                }
                None => {
                    differs = true;
                    after.push(Value::Object(compared(&Object::new()).0));
                }
            }
        }
        if differs || !left.is_empty() {
            changed.push(path.clone());
        }
        after
    }
}

/// The bodies of a nested block, however often it stands.
fn bodies(value: Option<&Value>) -> Vec<&Object> {
    match value.map(Value::unmarked) {
        Some(Value::List(items)) => items.iter().filter_map(Value::as_object).collect(),
        Some(Value::Object(object)) => vec![object],
        _ => Vec::new(),
    }
}
