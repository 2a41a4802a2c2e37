//! AWS, as an apply sees it: the kinds of `tollgate-aws` behind the `Cloud` of `tollgate-apply`.

use std::time::Duration;

use async_trait::async_trait;
use tollgate_apply::Patience;
use tollgate_apply::cloud::{Cloud, Failure, Place, Progress, Recognition, Remedy, Result};
use tollgate_aws::{
    Attributes, Aws, Change, Class, Connection, Failure as AwsFailure, Find, Kind, Operation,
    Progress as AwsProgress, data, kinds,
};
use tollgate_hcl::config::Configuration;
use tollgate_model::{AttributePath, Diagnostic, Diagnostics, Facts, Object, Value};
use tollgate_sandbox::unread;

use super::project::Project;
use super::stand_in;

/// One account, through the kinds.
#[derive(Clone, Debug)]
pub struct Account {
    connection: Connection,
    is_sandbox: bool,
}

impl Account {
    /// An account. Of a sandbox it is known which attributes its emulators do not read back.
    #[must_use]
    pub fn new(connection: Connection, is_sandbox: bool) -> Self {
        Self {
            connection,
            is_sandbox,
        }
    }

    /// How long is waited. What emulators do, they do at once.
    #[must_use]
    pub fn patience(&self) -> Patience {
        if self.is_sandbox {
            Patience {
                first: Duration::from_millis(50),
                longest: Duration::from_secs(1),
                limit: Duration::from_secs(120),
                retries: Duration::from_secs(20),
            }
        } else {
            Patience::default()
        }
    }

    /// Whether it is on emulators.
    #[must_use]
    pub fn is_sandbox(&self) -> bool {
        self.is_sandbox
    }

    /// The connection.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Asks AWS for every data source of the code that it has not answered yet and whose arguments are
    /// known. True if one was answered: the code is worth another look.
    ///
    /// # Errors
    /// When AWS has no such thing, or cannot be asked.
    pub async fn answer(
        &self,
        project: &Project,
        configuration: &Configuration,
    ) -> std::result::Result<bool, Diagnostics> {
        let mut has_news = false;
        for asked in &configuration.data_sources {
            let is_known = !asked.values.values().any(Value::is_unknown);
            if project.is_answered(&asked.address) || !is_known {
                continue;
            }
            let Some(source) = data::data_source(asked.address.resource_type()) else {
                continue;
            };
            let region = asked.region.as_deref().unwrap_or(project.region());
            let aws = self.connection.region(region);
            let arguments = Attributes::new(source.data_type, &asked.values);
            let mut found = source.lookup.read(&aws, arguments).await;
            if self.is_sandbox
                && let Ok(None) = found
                && source
                    .lookup
                    .provide(&aws, arguments)
                    .await
                    .unwrap_or(false)
            {
                found = source.lookup.read(&aws, arguments).await;
            }
            match found {
                Ok(Some(answer)) => {
                    project.answer(asked.address.clone(), answer);
                    has_news = true;
                }
                Ok(None) => {
                    let message = format!("AWS has nothing that `{}` means", asked.address);
                    return Err(Diagnostic::error("plan::no-answer", message)
                        .with_help("look at its arguments, and at the account and region")
                        .at_line(&configuration.sources, &asked.location, "declared here")
                        .into());
                }
                Err(failure) => {
                    let message = format!("`{}` cannot be looked up: {failure}", asked.address);
                    return Err(Diagnostic::error("plan::no-answer", message).into());
                }
            }
        }
        Ok(has_news)
    }

    /// Adds to what was read what AWS, or the emulator that stands for it, never tells, from what is
    /// remembered; and marks what must not be shown.
    pub async fn complete(&self, at: Place<'_>, recorded: &Object, live: &mut Object) {
        let Ok((kind, aws)) = self.at(at) else { return };
        // Of a secret that nobody knows any more, it is known that there is one.
        let facts = kind.facts;
        let untold = facts.write_only.iter().chain(facts.remembered);
        let untold = untold.chain(facts.sensitive);
        for name in untold {
            keep(live, recorded, name);
        }
        if kind.permissions.read.is_empty() {
            // Nobody can be asked, and who made it may have been killed before it was written down.
            for name in facts.sensitive {
                let unknown = || Value::Sensitive(Box::new(Value::unknown()));
                live.entry((*name).to_owned()).or_insert_with(unknown);
            }
        }
        kind.facts.echo(live);
        if self.is_sandbox {
            for name in unread::of(at.resource_type) {
                restore(live, recorded, name);
            }
            stand_in::complete(&aws, at.resource_type, recorded, live).await;
        }
        for name in kind.facts.sensitive {
            hide(live, name);
        }
    }

    fn at(&self, place: Place<'_>) -> Result<(&'static Kind, Aws)> {
        let kind = kinds::kind(place.resource_type).ok_or_else(|| Failure {
            remedy: Remedy::GiveUp,
            class: "unsupported",
            message: format!("`{}` cannot be built yet", place.resource_type),
        })?;
        Ok((kind, self.connection.region(place.region)))
    }
}

/// What to do about a failure of AWS.
fn failure(kind: &Kind, failure: &AwsFailure) -> Failure {
    let (remedy, class) = match failure.class {
        _ if kind.not_yet.contains(&failure.code.as_str()) => (Remedy::Wait, "not-yet"),
        Class::Conflict => (Remedy::Wait, "conflict"),
        Class::Throttled => (Remedy::Wait, "throttled"),
        Class::Transient => (Remedy::Wait, "transient"),
        Class::NotFound => (Remedy::GiveUp, "not-found"),
        Class::AlreadyExists => (Remedy::GiveUp, "already-exists"),
        Class::Denied => (Remedy::GiveUp, "denied"),
        Class::Unauthenticated => (Remedy::GiveUp, "unauthenticated"),
        Class::Invalid => (Remedy::GiveUp, "invalid"),
        Class::Quota => (Remedy::GiveUp, "quota"),
        Class::Unsupported => (Remedy::GiveUp, "unsupported"),
    };
    Failure {
        remedy,
        class,
        message: failure.to_string(),
    }
}

/// The values without marks and without what is not known: what a request is made of.
fn plain(object: &Object) -> Object {
    let known = object.iter().filter(|(_, value)| !value.is_unknown());
    known
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

#[async_trait]
impl Cloud for Account {
    fn facts(&self, resource_type: &str) -> Option<Facts> {
        let facts = kinds::kind(resource_type).map(|kind| kind.facts)?;
        let stays = self.is_sandbox && unread::stays(resource_type);
        Some(Facts {
            adopted: facts.adopted || stays,
            ..facts
        })
    }

    fn recognition(&self, resource_type: &str) -> Recognition {
        match kinds::kind(resource_type).map(|kind| kind.find) {
            Some(Find::Again) => Recognition::Repeat,
            Some(Find::Name) => Recognition::Name,
            _ => Recognition::Find,
        }
    }

    async fn read(&self, at: Place<'_>, id: &str, recorded: &Object) -> Result<Option<Object>> {
        let (kind, aws) = self.at(at)?;
        let live = kind.operations.read(&aws, id).await;
        let Some(mut live) = live.map_err(|error| failure(kind, &error))? else {
            return Ok(None);
        };
        self.complete(at, recorded, &mut live).await;
        Ok(Some(live))
    }

    async fn create(&self, at: Place<'_>, desired: &Object, operation: &str) -> Result<String> {
        let (kind, aws) = self.at(at)?;
        let known = plain(desired);
        let attributes = Attributes::new(at.resource_type, &known);
        let operation = Operation {
            id: operation.to_owned(),
        };
        let created = kind.operations.create(&aws, attributes, &operation).await;
        created.map_err(|error| failure(kind, &error))
    }

    async fn settled(&self, at: Place<'_>, id: &str) -> Result<Progress> {
        let (kind, aws) = self.at(at)?;
        let settled = kind.operations.settled(&aws, id).await;
        Ok(match settled.map_err(|error| failure(kind, &error))? {
            AwsProgress::Done => Progress::Done,
            AwsProgress::Going(state) => Progress::Going(state),
            AwsProgress::Failed(reason) => Progress::Failed(reason),
        })
    }

    async fn update(
        &self,
        at: Place<'_>,
        id: &str,
        prior: &Object,
        desired: &Object,
    ) -> Result<()> {
        let (kind, aws) = self.at(at)?;
        let known = plain(desired);
        let change = Change {
            prior: Attributes::new(at.resource_type, prior),
            desired: Attributes::new(at.resource_type, &known),
        };
        let updated = kind.operations.update(&aws, id, change).await;
        updated.map_err(|error| failure(kind, &error))
    }

    async fn delete(&self, at: Place<'_>, id: &str, prior: &Object) -> Result<()> {
        let (kind, aws) = self.at(at)?;
        let prior = Attributes::new(at.resource_type, prior);
        if self.is_sandbox && unread::stays(at.resource_type) {
            return Ok(());
        }
        if self.is_sandbox {
            stand_in::remove(&aws, at.resource_type, id).await;
        }
        let deleted = kind.operations.delete(&aws, id, prior).await;
        deleted.map_err(|error| failure(kind, &error))
    }

    async fn find(
        &self,
        at: Place<'_>,
        desired: &Object,
        operation: &str,
    ) -> Result<Option<String>> {
        let (kind, aws) = self.at(at)?;
        let known = plain(desired);
        let attributes = Attributes::new(at.resource_type, &known);
        let operation = Operation {
            id: operation.to_owned(),
        };
        let found = kind.operations.find(&aws, attributes, &operation).await;
        found.map_err(|error| failure(kind, &error))
    }
}

/// Takes an attribute from what is remembered where no value of it was read.
fn keep(live: &mut Object, recorded: &Object, name: &str) {
    let Ok(path) = name.parse::<AttributePath>() else {
        return;
    };
    let Some(root) = path.root() else { return };
    if live.get(root).is_none_or(Value::is_unknown)
        && let Some(value) = recorded.get(root)
    {
        live.insert(root.to_owned(), value.clone());
    }
}

/// Takes an attribute from what is remembered, whatever was read.
fn restore(live: &mut Object, recorded: &Object, name: &str) {
    match recorded.get(name) {
        Some(value) => live.insert(name.to_owned(), value.clone()),
        None => live.remove(name),
    };
}

/// Marks an attribute that must never be shown.
fn hide(live: &mut Object, name: &str) {
    if let Some(value) = live.get_mut(name)
        && !matches!(value, Value::Sensitive(_))
    {
        *value = Value::Sensitive(Box::new(std::mem::take(value)));
    }
}
