//! Objects that exist already and become resources of the code: by an `import` block, or by the verb.

use std::collections::BTreeMap;

use tollgate_apply::cloud::{Cloud, Place};
use tollgate_hcl::config::{Configuration, Import};
use tollgate_model::{Address, Diagnostic, Diagnostics, Object};
use tollgate_plan::{Desired, Prior, Standing};
use tollgate_state::State;

use super::account::Account;
use super::desire::Wanted;

/// What the `import` blocks of the code mean, each object read once however often is planned.
#[derive(Debug, Default)]
pub struct Imports {
    read: BTreeMap<(Address, String), Prior>,
}

impl Imports {
    /// The objects that the blocks take over. A block whose resource is in the state already has done
    /// its work, and means nothing any more.
    ///
    /// # Errors
    /// For every block that means no resource, no known id or no object, or one that is taken.
    pub async fn prior(
        &mut self,
        account: &Account,
        state: &State,
        configuration: &Configuration,
        wanted: &Wanted,
        stands: &[Prior],
    ) -> Result<Vec<Prior>, Diagnostics> {
        let mut problems = Diagnostics::default();
        let mut found = Vec::new();
        let sources = &configuration.sources;
        for block in &configuration.imports {
            let stands = stands.iter().map(|prior| &prior.address);
            let left_out = wanted.left_out.iter();
            let mut done = stands.chain(left_out.map(|one| &one.planned.change.address));
            if done.any(|address| address.as_str() == block.to) {
                continue;
            }
            let taken = self.one(account, state, block, &wanted.desired).await;
            match taken {
                Ok(prior) => found.push(prior),
                Err(problem) => {
                    problems.push(problem.at_line(sources, &block.location, "in this block"));
                }
            }
        }
        if problems.is_empty() {
            Ok(found)
        } else {
            Err(problems)
        }
    }

    async fn one(
        &mut self,
        account: &Account,
        state: &State,
        block: &Import,
        desired: &[Desired],
    ) -> Result<Prior, Diagnostic> {
        let resource = desired
            .iter()
            .find(|desired| desired.address.as_str() == block.to)
            .ok_or_else(|| not_in_code(&block.to))?;
        let id = block.id.as_str().ok_or_else(|| {
            let message = format!("the id of what becomes `{}` is not known yet", block.to);
            Diagnostic::error("import::unknown-id", message)
                .with_help("`id` is text, made of what is known before an apply")
        })?;
        not_taken(state, &resource.address, id)?;
        let key = (resource.address.clone(), id.to_owned());
        if let Some(prior) = self.read.get(&key) {
            return Ok(prior.clone());
        }
        let live = live(account, &resource.address, &resource.region, id).await?;
        let prior = Prior {
            address: resource.address.clone(),
            moved_from: None,
            region: resource.region.clone(),
            id: id.to_owned(),
            facts: resource.facts,
            live: Some(live),
            needs: Vec::new(),
            standing: Standing::Importing,
            protected: false,
            create_before_destroy: false,
        };
        self.read.insert(key, prior.clone());
        Ok(prior)
    }
}

/// Refuses an address or an object that the state has already.
///
/// # Errors
/// Which of the two, and what to do.
pub fn not_taken(state: &State, address: &Address, id: &str) -> Result<(), Diagnostic> {
    let key = tollgate_state::Key::current(address.clone());
    if let Some(there) = state.resources.get(&key) {
        let message = format!("{address} is {} already", there.id);
        return Err(Diagnostic::error("import::taken", message)
            .with_help("`tollgate state rm` forgets it, and leaves the object alone"));
    }
    let mut objects = state.resources.values();
    let same = objects.find(|recorded| {
        recorded.id == id && recorded.address.resource_type() == address.resource_type()
    });
    if let Some(there) = same {
        let message = format!("{id} is {} already", there.address);
        return Err(Diagnostic::error("import::taken", message)
            .with_help("`tollgate state mv`, or a `moved` block, gives it another address"));
    }
    Ok(())
}

/// The code has no such resource.
#[must_use]
pub fn not_in_code(address: &str) -> Diagnostic {
    Diagnostic::error(
        "import::not-in-code",
        format!("the code has no `{address}`"),
    )
    .with_help("declare it first; the block says what it shall be")
}

/// The object as it is.
///
/// # Errors
/// When it is not there, or cannot be read.
pub async fn live(
    account: &Account,
    address: &Address,
    region: &str,
    id: &str,
) -> Result<Object, Diagnostic> {
    let resource_type = address.resource_type();
    let at = Place {
        resource_type,
        region,
    };
    match account.read(at, id, &Object::new()).await {
        Ok(Some(live)) => Ok(live),
        Ok(None) => {
            let message = format!("there is no {resource_type} `{id}` in {region}");
            Err(Diagnostic::error("import::missing", message)
                .with_help("look at the id, and at the account and region of the environment"))
        }
        Err(failure) => Err(Diagnostic::error("import::unread", failure.to_string())),
    }
}
