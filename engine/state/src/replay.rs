//! What each record does to the state. Replaying a journal and going on after a write are the same.

use thiserror::Error;
use tollgate_model::Mode;

use crate::edit::EditError;
use crate::journal::Record;
use crate::operation::{Begin, Left, Operation, Outcome, Task};
use crate::resource::{Key, Recorded, Status};
use crate::state::State;

/// Why a record does not fit the state.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordError {
    /// Another operation on the same object did not end.
    #[error("operation {operation} on {key} did not end; end it before another is begun")]
    Busy {
        /// The object.
        key: Key,
        /// What was begun.
        operation: Operation,
    },
    /// No such operation is open.
    #[error("operation {operation} is not open: it was never begun, or has ended")]
    NotOpen {
        /// The operation.
        operation: Operation,
    },
    /// What is to be recorded is of another object.
    #[error("operation {operation} is about {begun}, not about {ended}")]
    OtherObject {
        /// The operation.
        operation: Operation,
        /// What was begun.
        begun: Key,
        /// What is said to have come of it.
        ended: Key,
    },
    /// What is to be recorded cannot be.
    #[error("{key} cannot be recorded: {reason}")]
    Unfit {
        /// The object.
        key: Key,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The change cannot be made.
    #[error(transparent)]
    Edit(#[from] EditError),
}

type Result<T> = std::result::Result<T, RecordError>;

impl State {
    fn open(&self, operation: &Operation) -> Result<&Begin> {
        let mut open = self.unresolved.iter();
        open.find(|begin| begin.operation == *operation)
            .ok_or_else(|| RecordError::NotOpen {
                operation: operation.clone(),
            })
    }

    /// Whether a record fits.
    pub(crate) fn check(&self, record: &Record) -> Result<()> {
        match record {
            Record::Begin(begin) => self.check_begin(begin),
            Record::Progress { operation, id } => {
                let begin = self.open(operation)?;
                fit(&begin.intent.key(), !id.is_empty(), "its id is empty")
            }
            Record::End { operation, outcome } => {
                let begun = self.open(operation)?.intent.key();
                let Outcome::Stands(recorded) = outcome else {
                    return Ok(());
                };
                let ended = recorded.key();
                if begun != ended {
                    return Err(RecordError::OtherObject {
                        operation: operation.clone(),
                        begun,
                        ended,
                    });
                }
                check_recorded(recorded)
            }
            Record::Edit(edit) => {
                if let crate::edit::Edit::Put(recorded) = edit {
                    check_recorded(recorded)?;
                }
                Ok(edit.check(self)?)
            }
        }
    }

    fn check_begin(&self, begin: &Begin) -> Result<()> {
        let key = begin.intent.key();
        let is_managed = begin.intent.address.mode() == Mode::Managed;
        fit(&key, is_managed, "it is only looked up")?;
        fit(&key, !begin.intent.region.is_empty(), "it has no region")?;
        let other = self
            .unresolved
            .iter()
            .find(|other| other.intent.key() == key || other.operation == begin.operation);
        match other {
            None => Ok(()),
            Some(other) => Err(RecordError::Busy {
                key,
                operation: other.operation.clone(),
            }),
        }
    }

    /// Does what a record says. It was checked before.
    pub(crate) fn apply(&mut self, record: Record) {
        self.serial = self.serial.saturating_add(1);
        match record {
            Record::Begin(begin) => {
                if begin.intent.deposes {
                    let deposed = begin.operation.deposed_key();
                    self.rename(&begin.intent.key(), Some(deposed));
                }
                self.late.retain(|late| {
                    late.operation != begin.operation && late.appears_after(begin.at)
                });
                self.unresolved.push(begin);
            }
            Record::Progress { operation, id } => self.progress(&operation, id),
            Record::End { operation, outcome } => self.end(&operation, outcome),
            Record::Edit(edit) => edit.apply(self),
        }
    }

    /// Sets an object aside, or makes it the current one again.
    fn rename(&mut self, from: &Key, deposed: Option<String>) {
        if let Some(mut recorded) = self.resources.remove(from) {
            recorded.deposed = deposed;
            self.resources.insert(recorded.key(), recorded);
        }
    }

    fn progress(&mut self, operation: &Operation, id: String) {
        let mut open = self.unresolved.iter_mut();
        let Some(begin) = open.find(|begin| begin.operation == *operation) else {
            return;
        };
        begin.intent.id = Some(id.clone());
        if begin.intent.task != Task::Create {
            return;
        }
        let intent = &begin.intent;
        let recorded = Recorded {
            address: intent.address.clone(),
            deposed: intent.deposed.clone(),
            region: intent.region.clone(),
            id,
            status: Status::Incomplete,
            schema_version: 0,
            attributes: intent.values.clone().unwrap_or_default(),
            secrets: std::collections::BTreeMap::new(),
            dependencies: intent.dependencies.clone(),
            create_before_destroy: intent.create_before_destroy,
            prevent_destroy: intent.prevent_destroy,
            operation: Some(operation.clone()),
        };
        self.resources.insert(recorded.key(), recorded);
    }

    fn end(&mut self, operation: &Operation, outcome: Outcome) {
        let mut open = self.unresolved.iter();
        let Some(position) = open.position(|begin| begin.operation == *operation) else {
            return;
        };
        let begin = self.unresolved.remove(position);
        let is_late = outcome == Outcome::Nothing
            && begin.intent.task == Task::Create
            && begin.intent.id.is_none();
        if is_late {
            self.late.push(begin.clone());
        }
        let intent = begin.intent;
        let key = intent.key();
        match outcome {
            Outcome::Stands(mut recorded) => {
                recorded.operation = Some(operation.clone());
                self.resources.insert(key.clone(), *recorded);
            }
            Outcome::Gone
            | Outcome::Failed {
                leaves: Left::Gone, ..
            } => {
                self.resources.remove(&key);
            }
            Outcome::Failed {
                leaves: Left::Tainted,
                ..
            } => {
                if let Some(recorded) = self.resources.get_mut(&key) {
                    recorded.status = Status::Tainted;
                }
            }
            Outcome::Nothing
            | Outcome::Failed {
                leaves: Left::Unchanged,
                ..
            } => {}
        }
        // A replacement that was not made leaves the place to what it was to replace.
        if intent.deposes && !self.resources.contains_key(&key) {
            let aside = Key::deposed(key.address, operation.deposed_key());
            self.rename(&aside, None);
        }
    }
}

fn check_recorded(recorded: &Recorded) -> Result<()> {
    let key = recorded.key();
    let is_managed = recorded.address.mode() == Mode::Managed;
    fit(&key, is_managed, "it is only looked up")?;
    fit(&key, !recorded.id.is_empty(), "its id is empty")?;
    fit(&key, !recorded.region.is_empty(), "it has no region")
}

fn fit(key: &Key, fits: bool, reason: &'static str) -> Result<()> {
    let unfit = || RecordError::Unfit {
        key: key.clone(),
        reason,
    };
    fits.then_some(()).ok_or_else(unfit)
}
