//! Places where nothing can be referred to: defaults of variables, files of variables.

use crate::expr::{Fault, Scope, Step};
use crate::functions::Environment;
use crate::value::Value;

/// A scope without names.
pub struct ConstantScope<'a> {
    environment: &'a Environment,
}

impl<'a> ConstantScope<'a> {
    /// The scope; functions may ask `environment`.
    pub fn new(environment: &'a Environment) -> Self {
        Self { environment }
    }
}

impl Scope for ConstantScope<'_> {
    fn resolve(&self, root: &str, _: &[Step]) -> Result<(Value, usize), Fault> {
        Err(Fault::new(
            "hcl::not-constant",
            format!("`{root}` cannot be referred to here"),
        )
        .with_help("the value must be constant; text stands in quotes"))
    }

    fn environment(&self) -> &Environment {
        self.environment
    }
}
