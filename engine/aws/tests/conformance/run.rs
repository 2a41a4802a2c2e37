//! Puts one kind through one emulator.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Map, Value as Json};
use tollgate_aws::{
    Attributes, Aws, Change, Class, Failure, Find, Kind, Operation, Progress, Recorder, kinds,
};
use tollgate_model::schema::{Block, Catalog};
use tollgate_model::{AttributePath, Object, Value};
use tollgate_plan::{Comparison, compare};

use crate::case::Case;
use crate::emulator::{Emulator, account_of};
use crate::permissions::{self, Step};

/// How long an emulator may take for anything.
const PATIENCE: Duration = Duration::from_secs(60);

type Outcome<T> = Result<T, String>;

/// Runs a case from beginning to end.
pub fn case(case: &Case, emulator: Emulator) -> Outcome<()> {
    if let Some(reason) = case.skip.get(emulator.name()) {
        println!("{} on {}: skipped: {reason}", case.name, emulator.name());
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(run(case, emulator))
}

async fn run(case: &Case, emulator: Emulator) -> Outcome<()> {
    let account = account_of(&case.name);
    let region = case.region.as_deref().unwrap_or("eu-west-1");
    let calls = Recorder::default();
    let connection = emulator.connect(&account)?.recording(calls.clone());
    let aws = connection.region(region);
    let mut stage = Stage {
        aws,
        calls,
        names: BTreeMap::new(),
        exceptions: case
            .except
            .get(emulator.name())
            .cloned()
            .unwrap_or_default(),
        lacks: case.lacks.get(emulator.name()).cloned().unwrap_or_default(),
    };
    for (what, reason) in &stage.lacks {
        println!(
            "{} on {}: {what} left out: {reason}",
            case.name,
            emulator.name()
        );
    }
    let mut needed: Vec<Made> = Vec::new();
    for need in &case.needs {
        let values = stage.filled(&need.values)?;
        let made = stage.create(&need.resource_type, values).await?;
        stage.names.insert(need.name.clone(), made.live.clone());
        needed.push(made);
    }
    stage.subject(case).await?;
    while let Some(made) = needed.pop() {
        // Emulators keep some of what AWS removes; only the subject must be gone.
        let _ = stage.delete(&made).await;
    }
    Ok(())
}

struct Made {
    kind: &'static Kind,
    id: String,
    desired: Object,
    live: Object,
}

struct Stage {
    aws: Aws,
    /// The calls of the step that goes on.
    calls: Recorder,
    names: BTreeMap<String, Object>,
    /// Attributes that this emulator does not read back, with the reason.
    exceptions: BTreeMap<String, String>,
    /// Attributes that it cannot update, `list`, `find` or `delete`, with the reason.
    lacks: BTreeMap<String, String>,
}

impl Stage {
    async fn subject(&self, case: &Case) -> Outcome<()> {
        let mut values = self.filled(&case.create)?;
        let mut made = self.create(&case.resource_type, values.clone()).await?;
        self.expect_nothing_to_change(&made, "create")?;
        self.expect_importable(&made).await?;
        if let Some(name) = case
            .absent
            .iter()
            .filter(|name| !made.kind.facts.write_only.contains(&name.as_str()))
            .find(|name| made.live.contains_key(*name))
        {
            return Err(format!("`{name}` is there: {:?}", made.live.get(name)));
        }
        if !self.lacks.contains_key("list") {
            self.expect_listed(&made).await?;
        }
        for update in &case.updates {
            if update.keys().any(|name| self.lacks.contains_key(name)) {
                continue;
            }
            for (name, value) in self.filled(update)? {
                values.insert(name, value);
            }
            let desired = with_all_tags(&values);
            let comparison = self.compare(made.kind, Some(&made.live), &desired);
            if comparison.is_empty() {
                return Err(format!("nothing is planned for the update {update:?}"));
            }
            let mut replaces = comparison.replaces;
            replaces.retain(|path| !self.is_excepted(path));
            if !replaces.is_empty() {
                return Err(format!("the update {update:?} replaces: {replaces:?}"));
            }
            self.update(&mut made, desired).await?;
            self.expect_nothing_to_change(&made, &format!("the update {update:?}"))?;
        }
        if let Some(replace) = &case.replace {
            for (name, value) in self.filled(replace)? {
                values.insert(name, value);
            }
            let desired = with_all_tags(&values);
            let comparison = self.compare(made.kind, Some(&made.live), &desired);
            if comparison.replaces.is_empty() {
                return Err(format!("{replace:?} does not replace"));
            }
            self.delete(&made).await?;
            made = self.create(&case.resource_type, values).await?;
            self.expect_nothing_to_change(&made, "the replacement")?;
        }
        self.delete(&made).await?;
        Ok(())
    }

    /// Taken over by its id alone, with nothing to remember, it is what the code says: but for what AWS
    /// never gives back, which is set once more and needs no new object.
    async fn expect_importable(&self, made: &Made) -> Outcome<()> {
        let facts = &made.kind.facts;
        if made.kind.permissions.read.is_empty() {
            return Ok(());
        }
        let live = self.read(made.kind, &made.id).await?;
        let mut live = live.ok_or_else(|| format!("`{}` is not read by its id alone", made.id))?;
        facts.echo(&mut live);
        let comparison = self.compare(made.kind, Some(&live), &made.desired);
        let untold = |path: &AttributePath| {
            let root = path.root().unwrap_or_default();
            facts.write_only.contains(&root) || facts.remembered.contains(&root)
        };
        let changed = comparison.changed.iter().filter(|path| !untold(path));
        let differs: Vec<String> = changed
            .chain(&comparison.replaces)
            .filter(|path| !self.is_excepted(path))
            .map(ToString::to_string)
            .collect();
        if differs.is_empty() {
            return Ok(());
        }
        Err(format!("after an import it differs in {differs:?}"))
    }

    async fn expect_listed(&self, made: &Made) -> Outcome<()> {
        drop(self.calls.take());
        let listed = made.kind.operations.list(&self.aws).await.map_err(said)?;
        permissions::check(made.kind, Step::List, &self.calls.take())?;
        if listed.contains(&made.id) {
            return Ok(());
        }
        Err(format!(
            "`list` does not have `{}`, but {listed:?}",
            made.id
        ))
    }

    async fn create(&self, resource_type: &str, values: Object) -> Outcome<Made> {
        let kind = kinds::kind(resource_type)
            .ok_or_else(|| format!("there is no kind `{resource_type}`"))?;
        let desired = with_all_tags(&values);
        let after = self.compare(kind, None, &desired).after;
        let known: Object = after
            .into_iter()
            .filter(|(_, value)| !value.is_unknown())
            .collect();
        let operation = Operation { id: unique() };
        drop(self.calls.take());
        let attributes = Attributes::new(resource_type, &known);
        let begun = Instant::now();
        let id = loop {
            match kind
                .operations
                .create(&self.aws, attributes, &operation)
                .await
            {
                Ok(id) => break id,
                Err(failure) if is_passing(kind, &failure) && begun.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(300)).await;
                }
                Err(failure) => return Err(format!("create {resource_type}: {failure}")),
            }
        };
        if matches!(kind.find, Find::Name | Find::Tag) && !self.lacks.contains_key("find") {
            let found = kind
                .operations
                .find(&self.aws, attributes, &operation)
                .await;
            if found.map_err(said)?.as_deref() != Some(id.as_str()) {
                return Err(format!("`find` does not find `{id}`"));
            }
        }
        self.settle(kind, &id).await?;
        let live = self.read(kind, &id).await?.ok_or_else(|| {
            format!("`{id}` of {resource_type} is not there after it was created")
        })?;
        let live = remembering(kind, live, &desired);
        let mut made = Made {
            kind,
            id,
            desired: desired.clone(),
            live,
        };
        // What the call that makes it does not take.
        if !self.compare(kind, Some(&made.live), &desired).is_empty() {
            self.change(&mut made, desired).await?;
        }
        permissions::check(kind, Step::Create, &self.calls.take())?;
        self.read(kind, &made.id).await?;
        permissions::check(kind, Step::Read, &self.calls.take())?;
        Ok(made)
    }

    async fn update(&self, made: &mut Made, desired: Object) -> Outcome<()> {
        drop(self.calls.take());
        self.change(made, desired).await?;
        permissions::check(made.kind, Step::Update, &self.calls.take())
    }

    async fn change(&self, made: &mut Made, desired: Object) -> Outcome<()> {
        let resource_type = made.kind.facts.resource_type;
        let after = self.compare(made.kind, Some(&made.live), &desired).after;
        let change = Change {
            prior: Attributes::new(resource_type, &made.live),
            desired: Attributes::new(resource_type, &after),
        };
        let operations = made.kind.operations;
        operations
            .update(&self.aws, &made.id, change)
            .await
            .map_err(said)?;
        self.settle(made.kind, &made.id).await?;
        let live = self.read(made.kind, &made.id).await?;
        let live = live.ok_or("it is not there after the update")?;
        made.live = remembering(made.kind, live, &desired);
        made.desired = desired;
        Ok(())
    }

    async fn delete(&self, made: &Made) -> Outcome<()> {
        if self.lacks.contains_key("delete") {
            return Ok(());
        }
        let recorded = recorded(made);
        let prior = Attributes::new(made.kind.facts.resource_type, &recorded);
        let operations = made.kind.operations;
        drop(self.calls.take());
        let deleted = operations.delete(&self.aws, &made.id, prior).await;
        deleted.map_err(|failure| format!("delete: {failure}"))?;
        permissions::check(made.kind, Step::Delete, &self.calls.take())?;
        if made.kind.facts.adopted {
            return Ok(());
        }
        let begun = Instant::now();
        while let Some(live) = self.read(made.kind, &made.id).await? {
            if begun.elapsed() > PATIENCE {
                return Err(format!("it is still there after it was deleted: {live:?}"));
            }
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        let again = operations.delete(&self.aws, &made.id, prior).await;
        again.map_err(|failure| format!("delete what is gone: {failure}"))?;
        permissions::check(made.kind, Step::Delete, &self.calls.take())
    }

    async fn read(&self, kind: &Kind, id: &str) -> Outcome<Option<Object>> {
        kind.operations.read(&self.aws, id).await.map_err(said)
    }

    async fn settle(&self, kind: &Kind, id: &str) -> Outcome<()> {
        let begun = Instant::now();
        loop {
            match kind.operations.settled(&self.aws, id).await.map_err(said)? {
                Progress::Done => return Ok(()),
                Progress::Failed(reason) => return Err(format!("`{id}` failed: {reason}")),
                Progress::Going(state) if begun.elapsed() > PATIENCE => {
                    return Err(format!("`{id}` stays `{state}`"));
                }
                Progress::Going(_) => tokio::time::sleep(Duration::from_millis(300)).await,
            }
        }
    }

    fn expect_nothing_to_change(&self, made: &Made, after: &str) -> Outcome<()> {
        let schema = schema(made.kind);
        let unknown: Vec<&String> = made
            .live
            .keys()
            .filter(|name| {
                !schema.attributes.contains_key(*name) && !schema.blocks.contains_key(*name)
            })
            .collect();
        if !unknown.is_empty() {
            return Err(format!(
                "`read` gives what the schema does not have: {unknown:?}"
            ));
        }
        let comparison = self.compare(made.kind, Some(&made.live), &made.desired);
        let changed: Vec<String> = comparison
            .changed
            .iter()
            .filter(|path| !self.is_excepted(path))
            .map(|path| {
                let root = path.root().unwrap_or_default();
                format!(
                    "{path}: desired {:?}, read {:?}",
                    made.desired.get(root),
                    made.live.get(root)
                )
            })
            .collect();
        if changed.is_empty() {
            Ok(())
        } else {
            Err(format!(
                "after {after}, what was read differs:\n{}",
                changed.join("\n")
            ))
        }
    }

    /// Whether this emulator does not read the attribute back.
    fn is_excepted(&self, path: &AttributePath) -> bool {
        let root = path.root();
        root.is_some_and(|root| self.exceptions.contains_key(root))
    }

    fn compare(&self, kind: &Kind, prior: Option<&Object>, desired: &Object) -> Comparison {
        compare(&kind.facts, &schema(kind), prior, desired)
    }

    /// Values with `${name.attribute}` filled in.
    fn filled(&self, values: &Map<String, Json>) -> Outcome<Object> {
        values
            .iter()
            .map(|(name, value)| Ok((name.clone(), self.value(value)?)))
            .collect()
    }

    fn value(&self, json: &Json) -> Outcome<Value> {
        Ok(match json {
            Json::Null => Value::Null,
            Json::Bool(flag) => Value::Bool(*flag),
            Json::Number(number) => Value::Number(number.clone()),
            Json::String(text) => Value::String(self.text(text)?),
            Json::Array(items) => Value::List(
                items
                    .iter()
                    .map(|item| self.value(item))
                    .collect::<Outcome<_>>()?,
            ),
            Json::Object(members) => Value::Object(self.filled(members)?),
        })
    }

    fn text(&self, text: &str) -> Outcome<String> {
        let Some((before, rest)) = text.split_once("${") else {
            return Ok(text.to_owned());
        };
        let (reference, after) = rest.split_once('}').ok_or("a reference without end")?;
        let (name, path) = reference
            .split_once('.')
            .ok_or("a reference without attribute")?;
        let object = self
            .names
            .get(name)
            .ok_or_else(|| format!("nothing is called `{name}`"))?;
        let path = path.parse().map_err(|error| format!("`{path}`: {error}"))?;
        let object = Value::Object(object.clone());
        let value = object
            .get(&path)
            .and_then(Value::as_str)
            .ok_or_else(|| format!("`{name}` has no text `{path}`: {object:?}"))?;
        Ok(format!("{before}{value}{}", self.text(after)?))
    }
}

/// What was read, with what AWS never tells as it was asked for: so the engine sees it.
fn remembering(kind: &Kind, mut live: Object, desired: &Object) -> Object {
    for name in kind.facts.write_only.iter().chain(kind.facts.remembered) {
        if let Some(value) = desired.get(*name)
            && live.get(*name).is_none_or(Value::is_unknown)
        {
            live.insert((*name).to_owned(), value.clone());
        }
    }
    kind.facts.echo(&mut live);
    live
}

/// What a state would remember: what AWS tells, and of what it never tells, what was asked for.
fn recorded(made: &Made) -> Object {
    let mut recorded = made.desired.clone();
    recorded.extend(made.live.clone());
    recorded
}

fn schema(kind: &Kind) -> std::sync::Arc<Block> {
    let catalog = Catalog::embedded().unwrap();
    catalog.built(kind.facts.resource_type).unwrap_or_default()
}

/// What the evaluator does for every resource that has tags.
fn with_all_tags(values: &Object) -> Object {
    let mut values = values.clone();
    if let Some(tags) = values.get("tags").cloned() {
        values.insert("tags_all".to_owned(), tags);
    }
    values
}

fn is_passing(kind: &Kind, failure: &Failure) -> bool {
    kind.not_yet.contains(&failure.code.as_str()) || failure.class == Class::Transient
}

fn unique() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let now = std::time::SystemTime::now();
    let now = now
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_nanos();
    format!("{now:020x}{:06x}", NEXT.fetch_add(1, Ordering::Relaxed))
}

fn said(failure: Failure) -> String {
    failure.to_string()
}
