//! What is done with one resource, and why.

use tollgate_model::{Action, Address, AttributePath, Object};

use crate::desired::Standing;

/// The planned change of one object.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedChange {
    /// The resource.
    pub address: Address,
    /// The address that the state has it under until now, of a moved resource.
    pub moved_from: Option<Address>,
    /// The region that it is in.
    pub region: String,
    /// What is done.
    pub action: Action,
    /// Why, in Terraform's words: `replace_because_cannot_update`.
    pub reason: Option<Reason>,
    /// The provider's id, of what exists.
    pub id: Option<String>,
    /// The key of an object that was replaced and is still to be removed.
    pub deposed: Option<String>,
    /// Whether the object is in no state yet and is taken over; it may be changed at the same time.
    pub importing: bool,
    /// What it is before.
    pub before: Option<Object>,
    /// What it is after, with unknown and sensitive leaves.
    pub after: Option<Object>,
    /// Attributes that change.
    pub changed: Vec<AttributePath>,
    /// Those among them that need a new object.
    pub replaces: Vec<AttributePath>,
}

/// Why something is replaced or deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An attribute changes that cannot be changed in place.
    CannotUpdate,
    /// Something went wrong while it was made.
    Tainted,
    /// `replace_triggered_by` names something that changes.
    Triggers,
    /// The user asked for it.
    Requested,
    /// It is gone from AWS, and made again.
    Gone,
    /// The code has it no more.
    NotInCode,
    /// Its replacement stands already.
    Deposed,
}

impl Reason {
    const ALL: [Self; 7] = [
        Self::CannotUpdate,
        Self::Tainted,
        Self::Triggers,
        Self::Requested,
        Self::Gone,
        Self::NotInCode,
        Self::Deposed,
    ];

    /// The reason of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }

    /// Terraform's `action_reason`; ours where Terraform has none.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CannotUpdate => "replace_because_cannot_update",
            Self::Tainted => "replace_because_tainted",
            Self::Triggers => "replace_by_triggers",
            Self::Requested => "replace_by_request",
            Self::Gone => "create_because_gone",
            Self::NotInCode => "delete_because_no_resource_config",
            Self::Deposed => "delete_because_deposed",
        }
    }
}

impl PlannedChange {
    /// Whether anything is done to AWS.
    #[must_use]
    pub fn is_change(&self) -> bool {
        !matches!(self.action, Action::NoOp | Action::Forget | Action::Read)
    }

    /// Whether the object of the state is removed.
    #[must_use]
    pub fn destroys(&self) -> bool {
        matches!(
            self.action,
            Action::Delete | Action::DeleteThenCreate | Action::CreateThenDelete
        )
    }

    pub(crate) fn deposed_key(standing: &Standing) -> Option<String> {
        match standing {
            Standing::Deposed(key) => Some(key.clone()),
            _ => None,
        }
    }
}
