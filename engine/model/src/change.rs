//! What a plan will do with a resource.

use serde::Serialize;

use crate::path::AttributePath;
use crate::value::Object;

/// One planned step. `Replace` keeps its order, since rules and users care which comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Nothing to do.
    NoOp,
    /// Make it.
    Create,
    /// Look it up during apply (data sources).
    Read,
    /// Change it in place.
    Update,
    /// Remove it.
    Delete,
    /// Remove it, then make it anew.
    DeleteThenCreate,
    /// Make the new one, then remove the old.
    CreateThenDelete,
    /// Drop it from the state and leave the real thing alone.
    Forget,
}

impl Action {
    /// The action as Terraform's plan JSON writes it.
    #[must_use]
    pub fn as_words(self) -> &'static [&'static str] {
        match self {
            Self::NoOp => &["no-op"],
            Self::Create => &["create"],
            Self::Read => &["read"],
            Self::Update => &["update"],
            Self::Delete => &["delete"],
            Self::DeleteThenCreate => &["delete", "create"],
            Self::CreateThenDelete => &["create", "delete"],
            Self::Forget => &["forget"],
        }
    }

    /// The action that Terraform's plan JSON writes as `words`, if there is one.
    #[must_use]
    pub fn from_words<S: AsRef<str>>(words: &[S]) -> Option<Self> {
        const ALL: [Action; 8] = [
            Action::NoOp,
            Action::Create,
            Action::Read,
            Action::Update,
            Action::Delete,
            Action::DeleteThenCreate,
            Action::CreateThenDelete,
            Action::Forget,
        ];
        ALL.into_iter().find(|action| {
            words
                .iter()
                .map(AsRef::as_ref)
                .eq(action.as_words().iter().copied())
        })
    }

    /// Whether the resource is gone, for Terraform, once the plan is applied.
    #[must_use]
    pub fn removes(self) -> bool {
        matches!(self, Self::Delete | Self::Forget)
    }
}

impl Serialize for Action {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_words().serialize(serializer)
    }
}

/// The planned change of one resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What will be done.
    pub action: Action,
    /// Terraform's word for why, such as `replace_because_cannot_update`.
    pub reason: Option<String>,
    /// The folded values before, where the resource existed.
    pub before: Option<Object>,
    /// The attributes that force a replacement.
    pub replace_paths: Vec<AttributePath>,
    /// Whether the resource is imported by this plan.
    pub importing: bool,
}

impl Change {
    /// A change of which only the action is known.
    #[must_use]
    pub fn new(action: Action) -> Self {
        Self {
            action,
            reason: None,
            before: None,
            replace_paths: Vec::new(),
            importing: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacement_keeps_its_order() {
        assert_eq!(
            Action::from_words(&["delete", "create"]),
            Some(Action::DeleteThenCreate)
        );
        assert_eq!(
            Action::from_words(&["create", "delete"]),
            Some(Action::CreateThenDelete)
        );
        assert_eq!(Action::from_words(&["create", "create"]), None);
        assert_eq!(Action::from_words::<&str>(&[]), None);
    }
}
