//! What is there and was not left so.

use std::collections::{BTreeMap, BTreeSet};

use tollgate_apply::code::Existing;
use tollgate_audit::{NotAssessed, Scope, resource, scan};
use tollgate_aws::kinds;
use tollgate_model::schema::Catalog;
use tollgate_model::{Address, AttributePath, Diagnostic, Diagnostics, Object, Value};
use tollgate_plan::{Standing, compare};

use super::regions;
use super::target::Target;
use super::work::Current;
use crate::progress::Progress;

/// Kinds without tags, whose objects belong to whatever they name.
const PARTS: &[&str] = &[
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_vpc_security_group_egress_rule",
    "aws_vpc_security_group_ingress_rule",
];

/// Calls at a time.
const READERS: usize = 32;

/// How something differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is there, and is not what it was.
    Changed,
    /// It is gone.
    Missing,
    /// It is there, belongs to the environment, and nobody has declared it.
    Unmanaged,
}

impl Kind {
    /// The kind as one word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Unmanaged => "unmanaged",
        }
    }
}

/// One object that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Drifted {
    /// How.
    pub kind: Kind,
    /// The resource, or the address made of the id of an object that no code names.
    pub address: Address,
    /// Its id.
    pub id: String,
    /// Where it is.
    pub region: String,
    /// The attributes that differ.
    pub attributes: Vec<AttributePath>,
}

/// All that differs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drift {
    /// The objects, sorted by address.
    pub found: Vec<Drifted>,
    /// What could not be read, a sentence each.
    pub not_assessed: Vec<String>,
    /// How many objects were looked at.
    pub looked_at: usize,
}

/// Finds drift; on request also what nobody has declared.
///
/// # Errors
/// When the schemas that are built in cannot be read.
pub async fn find(
    target: &Target,
    current: &Current,
    with_unmanaged: bool,
    progress: &Progress,
) -> Result<Drift, Diagnostics> {
    let catalog = Catalog::embedded()
        .map_err(|error| Diagnostic::error("drift::internal", error.to_string()))?;
    let configured = target
        .project
        .evaluate(&super::planning::standing(&current.prior))?;
    let declared: BTreeMap<&Address, &Object> = configured
        .resources
        .iter()
        .map(|resource| (&resource.address, &resource.values))
        .collect();
    let mut drift = Drift {
        looked_at: current.prior.len(),
        ..Drift::default()
    };
    for prior in &current.prior {
        if matches!(prior.standing, Standing::Deposed(_)) {
            continue;
        }
        let key = tollgate_state::Key::current(prior.address.clone());
        let drifted = |kind, attributes| Drifted {
            kind,
            address: prior.address.clone(),
            id: prior.id.clone(),
            region: prior.region.clone(),
            attributes,
        };
        let Some(live) = &prior.live else {
            drift.found.push(drifted(Kind::Missing, Vec::new()));
            continue;
        };
        let Some(recorded) = current.state.recall(&key, None) else {
            continue;
        };
        let schema = catalog
            .built(prior.address.resource_type())
            .unwrap_or_default();
        let mut changed = compare(
            &prior.facts,
            &schema,
            Some(live),
            &settable(&recorded, &schema),
        )
        .changed;
        changed.retain(|path| {
            // What the author leaves to AWS, or to another resource, is no drift.
            let has_default = |root| prior.facts.defaults.iter().any(|(name, _)| *name == root);
            let is_declared = declared.get(&prior.address).is_none_or(|values| {
                path.root()
                    .is_some_and(|root| values.contains_key(root) || has_default(root))
            });
            is_declared && !is_of_aws(path, &schema)
        });
        if !changed.is_empty() {
            drift.found.push(drifted(Kind::Changed, changed));
        }
    }
    if with_unmanaged {
        unmanaged(target, current, &mut drift, progress).await;
    }
    drift.found.sort_by(|a, b| a.address.cmp(&b.address));
    Ok(drift)
}

/// What an author can set of what is remembered.
fn settable(recorded: &Object, schema: &tollgate_model::schema::Block) -> Object {
    let is_settable = |name: &String| {
        schema.blocks.contains_key(name)
            || schema.attributes.get(name).is_some_and(|attribute| {
                attribute.presence != tollgate_model::schema::Presence::Computed
            })
    };
    recorded
        .iter()
        .filter(|(name, _)| is_settable(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Whether only AWS sets it.
fn is_of_aws(path: &AttributePath, schema: &tollgate_model::schema::Block) -> bool {
    let attribute = path.root().and_then(|root| schema.attributes.get(root));
    attribute
        .is_some_and(|attribute| attribute.presence == tollgate_model::schema::Presence::Computed)
}

/// What is there, belongs to the environment, and is not remembered.
async fn unmanaged(target: &Target, current: &Current, drift: &mut Drift, progress: &Progress) {
    let scope = Scope {
        regions: regions::of(target, &current.state),
        types: BTreeSet::new(),
        parallelism: READERS,
    };
    let scanned = scan(target.account.connection(), &scope, |scan| {
        progress.now(format!(
            "looking for what nobody declared: {} of {} kinds, {} objects",
            scan.listed, scan.of, scan.read
        ));
    })
    .await;
    let known: BTreeSet<(&str, &str)> = current
        .state
        .resources
        .values()
        .map(|recorded| {
            let kind: &str = recorded.address.resource_type();
            (kind, recorded.id.as_str())
        })
        .collect();
    let ids: BTreeSet<&str> = known.iter().map(|(_, id)| *id).collect();
    let tags = own_tags(target);
    for object in scanned.objects {
        if known.contains(&(object.resource_type, object.id.as_str())) {
            continue;
        }
        if kinds::kind(object.resource_type).is_some_and(|kind| kind.facts.adopted) {
            continue;
        }
        let is_part = PARTS.contains(&object.resource_type)
            && object
                .values
                .values()
                .any(|value| value.as_str().is_some_and(|text| ids.contains(text)));
        if is_part || has_tags(&object.values, &tags) {
            let (id, region) = (object.id.clone(), object.region.clone());
            drift.found.push(Drifted {
                kind: Kind::Unmanaged,
                address: resource(object, None).address,
                id,
                region,
                attributes: Vec::new(),
            });
        }
    }
    let missing = scanned
        .not_assessed
        .iter()
        .filter(|one| !(target.is_sandbox() && is_missing(one)));
    drift.not_assessed = missing.map(ToString::to_string).collect();
}

/// The tags by which the environment's objects are known: those that all resources of the code have.
fn own_tags(target: &Target) -> Vec<(String, Value)> {
    let Ok(configuration) = target.project.evaluate(&Existing::default()) else {
        return Vec::new();
    };
    let mut all = configuration
        .resources
        .iter()
        .filter_map(|resource| resource.values.get("tags_all")?.as_object());
    let Some(first) = all.next() else {
        return Vec::new();
    };
    let mut tags: Vec<(String, Value)> = first
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    for other in all {
        tags.retain(|(name, value)| other.get(name) == Some(value));
    }
    tags
}

fn has_tags(values: &Object, tags: &[(String, Value)]) -> bool {
    let found = values.get("tags_all").or_else(|| values.get("tags"));
    let Some(found) = found.and_then(Value::as_object) else {
        return false;
    };
    !tags.is_empty()
        && tags
            .iter()
            .all(|(name, value)| found.get(name) == Some(value))
}

/// Whether the emulators have nothing of the kind at all.
pub fn is_missing(one: &NotAssessed) -> bool {
    one.is_missing_service || tollgate_sandbox::unread::missing(one.resource_type).is_some()
}
