//! Provider configurations: which `provider` block a resource belongs to, and what it says.

use std::collections::BTreeSet;

use tollgate_model::Diagnostics;

use super::evaluator::Evaluator;
use super::module::Item;
use super::options::AwsContext;
use super::scope::BlockScope;
use super::syntax::{Block, Expr};
use super::tree::Tree;
use crate::types::Type;
use crate::value::{Data, Members, Value};

/// What an AWS provider's configuration means for its resources.
#[derive(Clone, Debug, Default)]
pub struct Provider {
    /// The region, such as `eu-west-1`, if it is known.
    pub region: Option<String>,
    /// The tags that every resource gets: a map, or unknown.
    pub default_tags: Option<Value>,
    ignored_keys: BTreeSet<String>,
    ignored_prefixes: Vec<String>,
}

impl Provider {
    /// A provider that no block configures.
    pub fn defaults(context: &AwsContext) -> Self {
        Self {
            region: context.region.clone(),
            ..Self::default()
        }
    }

    /// What a `provider` block says. Credentials, endpoints and roles are of no matter here.
    pub fn evaluate(
        evaluator: &Evaluator<'_>,
        block: &Block,
        scope: &BlockScope<'_>,
        found: &mut Diagnostics,
    ) -> Self {
        let mut value = |body: &super::syntax::Body, name: &str| {
            body.expr(name).map(|expr| {
                evaluator
                    .value(expr, scope, found)
                    .unwrap_or_else(|| Value::unknown(Type::Any))
            })
        };
        let mut provider = Self::defaults(&evaluator.options.context);
        if let Some(region) = value(&block.body, "region") {
            provider.region = region.as_str().map(str::to_owned);
        }
        for tags in block.body.blocks("default_tags") {
            provider.default_tags = value(&tags.body, "tags").map(|tags| {
                tags.convert(&Type::map(Type::String))
                    .unwrap_or_else(|_| Value::unknown(Type::map(Type::String)))
            });
        }
        for ignored in block.body.blocks("ignore_tags") {
            let mut texts = |name: &str| -> Vec<String> {
                let value = value(&ignored.body, name);
                let items = value.as_ref().and_then(Value::items).unwrap_or_default();
                items
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect()
            };
            provider.ignored_keys.extend(texts("keys"));
            provider.ignored_prefixes.extend(texts("key_prefixes"));
        }
        provider
    }

    /// Sets `tags_all` as the provider does: the default tags, and the resource's own over them.
    pub fn merge_tags(&self, set: &mut Members) {
        let own = set.get("tags");
        let all: Vec<&Value> = self.default_tags.iter().chain(own).collect();
        if all.is_empty() || set.contains_key("tags_all") {
            return;
        }
        let marks = all.iter().fold(Value::null(Type::Any), |marks, tags| {
            marks.marked_like(&Value {
                data: Data::Null(Type::Any),
                ..(*tags).clone()
            })
        });
        let merged = all
            .iter()
            .map(|tags| tags.members())
            .collect::<Option<Vec<_>>>();
        let value = match merged {
            Some(merged) => {
                let kept = merged
                    .into_iter()
                    .flatten()
                    .filter(|(key, _)| !self.ignores(key));
                Value::map(
                    Type::String,
                    kept.map(|(key, value)| (key.clone(), value.clone()))
                        .collect(),
                )
            }
            None => Value::unknown(Type::map(Type::String)),
        };
        set.insert("tags_all".into(), value.marked_like(&marks));
    }

    fn ignores(&self, key: &str) -> bool {
        self.ignored_keys.contains(key)
            || self
                .ignored_prefixes
                .iter()
                .any(|prefix| key.starts_with(prefix.as_str()))
    }
}

/// The provider of a resource, as the module that holds it calls it: `aws`, `aws.recovery`.
pub fn local_name(block: &Block) -> String {
    let written = block.body.expr("provider").and_then(Expr::name);
    written.unwrap_or_else(|| {
        let kind = block.labels.first().map_or("", AsRef::as_ref);
        kind.split_once('_')
            .map_or(kind, |(prefix, _)| prefix)
            .to_owned()
    })
}

/// Where a provider is configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// By the `provider` block that is this item of this place.
    Block(usize, usize),
    /// Nowhere: it has its defaults.
    Defaults,
    /// An alias that nobody declares.
    Missing,
}

/// Follows a provider's name up the tree: through the `providers` of calls, to the block.
pub fn origin(tree: &Tree, place: usize, name: &str) -> Origin {
    let (mut at, mut name) = (place, name.to_owned());
    loop {
        let Some(place) = tree.modules.get(at) else {
            return Origin::Defaults;
        };
        if let Some(item) = place.module.providers.get(name.as_str()) {
            return Origin::Block(at, *item);
        }
        let missing = if name.contains('.') {
            Origin::Missing
        } else {
            Origin::Defaults
        };
        let Some((caller, call)) = place.caller else {
            return missing;
        };
        let block = tree
            .modules
            .get(caller)
            .and_then(|place| place.module.items.get(call));
        let passed = match block {
            Some(Item::Call(block)) => passed(block, &name),
            _ => None,
        };
        match passed {
            Some(outer) => name = outer,
            // Without being passed on, only the default configuration is inherited.
            None if name.contains('.') => return Origin::Missing,
            None => {}
        }
        at = caller;
    }
}

/// What a call passes on under a name.
fn passed(call: &Block, name: &str) -> Option<String> {
    use hcl_edit::expr::{Expression, ObjectKey};
    let providers = call.body.expr("providers")?;
    let Expression::Object(object) = providers.node.as_ref() else {
        return None;
    };
    object.iter().find_map(|(key, value)| {
        let key = match key {
            ObjectKey::Ident(key) => key.as_str().to_owned(),
            ObjectKey::Expression(key) => providers.part(key).name()?,
        };
        (key == name).then(|| providers.part(value.expr()).name())?
    })
}
