//! Which blocks and arguments Terraform itself knows, wherever it does: the table of the language.
//!
//! It says what is a typing error, and which JSON objects are blocks rather than values.

use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, Diagnostics};

use super::syntax::{Block, Body};

/// What may stand in a block.
#[derive(Debug)]
pub struct Grammar {
    /// Arguments.
    pub arguments: &'static [&'static str],
    /// Arguments whose value is a name (`aws.recovery`) rather than an expression.
    pub names: &'static [&'static str],
    /// Nested blocks, each with how many labels it has and what may stand in it.
    pub blocks: &'static [(&'static str, usize, &'static Grammar)],
    /// Whether there may be more: inputs of a module, arguments of a provider.
    pub open: bool,
}

const EMPTY: Grammar = Grammar {
    arguments: &[],
    names: &[],
    blocks: &[],
    open: false,
};

const CONDITION: Grammar = Grammar {
    arguments: &["condition", "error_message"],
    ..EMPTY
};

const LIFECYCLE: Grammar = Grammar {
    arguments: &["create_before_destroy", "prevent_destroy"],
    names: &["ignore_changes", "replace_triggered_by"],
    blocks: &[
        ("precondition", 0, &CONDITION),
        ("postcondition", 0, &CONDITION),
    ],
    open: false,
};

const ANYTHING: Grammar = Grammar {
    open: true,
    ..EMPTY
};

/// A `resource`, `data` or `ephemeral` block; the rest is the provider's.
pub const RESOURCE: Grammar = Grammar {
    arguments: &["count", "for_each"],
    names: &["depends_on", "provider"],
    blocks: &[
        ("lifecycle", 0, &LIFECYCLE),
        ("connection", 0, &ANYTHING),
        ("provisioner", 1, &ANYTHING),
        ("timeouts", 0, &ANYTHING),
    ],
    open: true,
};

/// A block inside a resource: all of it is the provider's.
pub const NESTED: Grammar = ANYTHING;

/// A `dynamic` block; its `content` is the provider's.
pub const DYNAMIC: Grammar = Grammar {
    arguments: &["for_each", "labels"],
    names: &["iterator"],
    blocks: &[("content", 0, &ANYTHING)],
    open: false,
};

const VARIABLE: Grammar = Grammar {
    arguments: &[
        "default",
        "description",
        "ephemeral",
        "nullable",
        "sensitive",
    ],
    names: &["type"],
    blocks: &[("validation", 0, &CONDITION)],
    open: false,
};

const OUTPUT: Grammar = Grammar {
    arguments: &["description", "ephemeral", "sensitive", "value"],
    names: &["depends_on"],
    blocks: &[("precondition", 0, &CONDITION)],
    open: false,
};

/// A `module` block; the rest are inputs.
pub const MODULE: Grammar = Grammar {
    arguments: &["count", "for_each", "source", "version"],
    names: &["depends_on", "providers"],
    ..ANYTHING
};

const PROVIDER: Grammar = Grammar {
    arguments: &["alias", "version"],
    blocks: &[
        ("assume_role", 0, &ANYTHING),
        ("assume_role_with_web_identity", 0, &ANYTHING),
        ("default_tags", 0, &ANYTHING),
        ("endpoints", 0, &ANYTHING),
        ("ignore_tags", 0, &ANYTHING),
    ],
    ..ANYTHING
};

const TERRAFORM: Grammar = Grammar {
    arguments: &["experiments", "language", "required_version"],
    blocks: &[
        ("backend", 1, &ANYTHING),
        ("cloud", 0, &CLOUD),
        ("provider_meta", 1, &ANYTHING),
        ("required_providers", 0, &ANYTHING),
    ],
    ..EMPTY
};

const CLOUD: Grammar = Grammar {
    blocks: &[("workspaces", 0, &ANYTHING)],
    ..ANYTHING
};

const MOVED: Grammar = Grammar {
    names: &["from", "to"],
    ..EMPTY
};

const IMPORT: Grammar = Grammar {
    arguments: &["for_each", "id", "identity"],
    names: &["provider", "to"],
    ..EMPTY
};

const REMOVED: Grammar = Grammar {
    names: &["from"],
    blocks: &[
        ("connection", 0, &ANYTHING),
        ("lifecycle", 0, &REMOVED_LIFECYCLE),
        ("provisioner", 1, &ANYTHING),
    ],
    ..EMPTY
};

const REMOVED_LIFECYCLE: Grammar = Grammar {
    arguments: &["destroy"],
    ..EMPTY
};

const CHECK: Grammar = Grammar {
    blocks: &[("assert", 0, &CONDITION), ("data", 2, &RESOURCE)],
    ..EMPTY
};

/// A file.
pub const FILE: Grammar = Grammar {
    blocks: &[
        ("check", 1, &CHECK),
        ("data", 2, &RESOURCE),
        ("ephemeral", 2, &RESOURCE),
        ("import", 0, &IMPORT),
        ("locals", 0, &ANYTHING),
        ("module", 1, &MODULE),
        ("moved", 0, &MOVED),
        ("output", 1, &OUTPUT),
        ("provider", 1, &PROVIDER),
        ("removed", 0, &REMOVED),
        ("resource", 2, &RESOURCE),
        ("terraform", 0, &TERRAFORM),
        ("variable", 1, &VARIABLE),
    ],
    ..EMPTY
};

impl Grammar {
    /// The nested block of a name: how many labels it has, and what may stand in it.
    pub fn block(&self, name: &str) -> Option<(usize, &'static Self)> {
        self.blocks
            .iter()
            .find(|(known, ..)| *known == name)
            .map(|(_, labels, body)| (*labels, *body))
    }

    /// Whether it is one of the language's own arguments here.
    pub fn has_argument(&self, name: &str) -> bool {
        self.arguments.contains(&name) || self.names.contains(&name)
    }

    /// Tells everything in `body` that has no place there. Returns the blocks that have one.
    pub fn check<'a>(
        &self,
        body: &'a Body,
        subject: &str,
        found: &mut Diagnostics,
    ) -> Vec<&'a Block> {
        for attribute in &body.attributes {
            let name = attribute.name.as_ref();
            if self.has_argument(name) || self.open {
                continue;
            }
            let diagnostic = if self.block(name).is_some() {
                attribute
                    .error(
                        "hcl::unexpected-argument",
                        format!("`{name}` is a block in {subject}, not an argument"),
                        "this is an argument",
                    )
                    .with_help(format!("write `{name} {{ … }}`"))
            } else {
                let diagnostic = attribute.error(
                    "hcl::unexpected-argument",
                    format!("there is no argument `{name}` in {subject}"),
                    "not expected here",
                );
                self.suggest(name, diagnostic)
            };
            found.push(diagnostic);
        }
        body.blocks
            .iter()
            .filter(|block| {
                let name = block.kind.as_ref();
                let Some((labels, inner)) = self.block(name) else {
                    if !self.open {
                        let diagnostic = block.error(
                            "hcl::unexpected-block",
                            format!("there is no block `{name}` in {subject}"),
                            "not expected here",
                        );
                        found.push(self.suggest(name, diagnostic));
                    }
                    return self.open;
                };
                if block.labels.len() != labels {
                    found.push(
                        block
                            .error(
                                "hcl::wrong-labels",
                                format!(
                                    "a `{name}` block has {labels} labels, and this one has {}",
                                    block.labels.len()
                                ),
                                "this block",
                            )
                            .with_help(example(name, labels)),
                    );
                    return false;
                }
                inner.check(&block.body, &format!("a `{name}` block"), found);
                true
            })
            .collect()
    }

    fn suggest(&self, name: &str, diagnostic: Diagnostic) -> Diagnostic {
        let known = self
            .arguments
            .iter()
            .chain(self.names)
            .chain(self.blocks.iter().map(|(name, ..)| name));
        let mut known: Vec<&str> = known.copied().collect();
        known.sort_unstable();
        match nearest(name, known.iter().copied()) {
            Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
            None => diagnostic.with_help(format!("what may stand here: {}", known.join(", "))),
        }
    }
}

fn example(name: &str, labels: usize) -> String {
    match labels {
        0 => format!("write `{name} {{ … }}`"),
        1 => format!("write `{name} \"name\" {{ … }}`"),
        _ => format!("write `{name} \"type\" \"name\" {{ … }}`"),
    }
}
