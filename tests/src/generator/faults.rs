//! The faults that can be planted: where, how, and which rules must find each.

use serde_json::{Value, json};

/// One fault.
#[derive(Debug)]
pub struct Fault {
    /// Type and name of the template it is planted in.
    on: (&'static str, &'static str),
    /// The rules that must fail.
    pub rules: &'static [&'static str],
    /// Spoils the planned values.
    pub plant: fn(&mut Value),
}

/// The faults that can be planted in a template.
pub fn of(kind: &str, name: &str) -> Vec<&'static Fault> {
    FAULTS
        .iter()
        .filter(|fault| fault.on == (kind, name))
        .collect()
}

/// Sets one attribute, by JSON pointer.
fn set(values: &mut Value, pointer: &str, value: Value) {
    if let Some(place) = values.pointer_mut(pointer) {
        *place = value;
    }
}

static FAULTS: &[Fault] = &[Fault {
    on: ("aws_db_instance", "main"),
    rules: &["RDS-001"],
    plant: |values| set(values, "/storage_encrypted", json!(false)),
}];
