//! What the provider's schema refuses, and how errors say it.

use std::collections::BTreeSet;

use tollgate_model::schema::{self, AttributeType, NestedBlock, Presence};
use tollgate_model::suggestion::nearest;
use tollgate_model::{AttributePath, Diagnostic};

use super::{Position, Reader};
use crate::config::syntax::Block;

impl Reader<'_> {
    /// The schema of a nested block; none after an error. Nothing in it where there is no schema.
    #[expect(
        clippy::option_option,
        reason = "wrong, unchecked and known are three answers"
    )]
    pub(super) fn nested<'s>(
        &mut self,
        block: &Block,
        name: &str,
        position: &Position<'s>,
    ) -> Option<Option<&'s NestedBlock>> {
        let Some(schema) = position.schema else {
            return Some(None);
        };
        if let Some(nested) = schema.blocks.get(name) {
            if nested.presence != Presence::Computed {
                return Some(Some(nested));
            }
            self.found
                .push(self.read_only(name, |code, message| block.error(code, message, "set here")));
            return None;
        }
        if let Some(attribute) = schema.attributes.get(name) {
            // Where the schema's source gives up on deep nesting, there are blocks.
            if is_vague(&attribute.kind) {
                return Some(None);
            }
            self.found.push(
                block
                    .error(
                        "hcl::unexpected-block",
                        format!("`{name}` of {} is an argument, not a block", self.subject),
                        "this is a block",
                    )
                    .with_help(format!("write `{name} = …`")),
            );
            return None;
        }
        let diagnostic = block.error(
            "hcl::unexpected-block",
            format!(
                "{} has no block `{name}`{}",
                self.subject,
                inside(&position.path)
            ),
            "not expected here",
        );
        self.found.push(self.suggest(name, schema, diagnostic));
        None
    }

    /// The error about an argument that only AWS sets.
    pub(super) fn read_only(
        &self,
        name: &str,
        error: impl FnOnce(&'static str, String) -> Diagnostic,
    ) -> Diagnostic {
        let message = format!(
            "`{name}` of {} is told by AWS and cannot be set",
            self.subject
        );
        error("hcl::read-only-argument", message).with_help("remove it: it can only be read")
    }

    /// Adds the nearest name that would have been right, or what the check was made against.
    pub(super) fn suggest(
        &self,
        name: &str,
        schema: &schema::Block,
        diagnostic: Diagnostic,
    ) -> Diagnostic {
        diagnostic.with_help(match nearest(name, schema.names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "it is not in version {} of the AWS provider, which this is checked against",
                self.evaluator.catalog.version()
            ),
        })
    }

    /// Tells a block that stands more often than it may.
    pub(super) fn too_many(
        &mut self,
        name: &str,
        count: usize,
        around: &Block,
        position: &Position<'_>,
    ) {
        let nested = position.schema.and_then(|schema| schema.blocks.get(name));
        if count > 1 && nested.is_some_and(NestedBlock::is_single) {
            let second = around.body.blocks(name).nth(1).unwrap_or(around);
            self.found.push(second.error(
                "hcl::too-many-blocks",
                format!(
                    "{} has {count} blocks `{name}`{}, and at most one may stand there",
                    self.subject,
                    inside(&position.path)
                ),
                "one too many",
            ));
        }
    }

    /// Tells what the author must set and did not write.
    pub(super) fn required(
        &mut self,
        around: &Block,
        position: &Position<'_>,
        written: &BTreeSet<&str>,
    ) {
        let Some(schema) = position.schema.filter(|_| position.strict) else {
            return;
        };
        // The schema's source says "required" of some bools that have a default
        // (`get_password_data`), so no bool is demanded.
        let attributes = schema.attributes.iter().filter(|(_, known)| {
            known.presence == Presence::Required && known.kind != AttributeType::Bool
        });
        let blocks = schema
            .blocks
            .iter()
            .filter(|(_, nested)| nested.presence == Presence::Required && nested.block);
        let missing = attributes
            .map(|(name, _)| ("argument", name))
            .chain(blocks.map(|(name, _)| ("block", name)));
        for (what, name) in missing.filter(|(_, name)| !written.contains(name.as_str())) {
            self.found.push(
                around
                    .error(
                        "hcl::missing-argument",
                        format!(
                            "{} needs the {what} `{name}`{}",
                            self.subject,
                            inside(&position.path)
                        ),
                        "in this block",
                    )
                    .with_help(if what == "block" {
                        format!("add `{name} {{ … }}`")
                    } else {
                        format!("add `{name} = …`")
                    }),
            );
        }
    }
}

/// Whether the schema does not tell what stands in an attribute.
fn is_vague(kind: &AttributeType) -> bool {
    match kind {
        AttributeType::Any | AttributeType::Dynamic => true,
        AttributeType::List(inner) | AttributeType::Set(inner) | AttributeType::Map(inner) => {
            is_vague(inner)
        }
        AttributeType::String | AttributeType::Number | AttributeType::Bool => false,
    }
}

/// Words for a place inside a resource.
pub(super) fn inside(path: &AttributePath) -> String {
    if path.is_empty() {
        String::new()
    } else {
        format!(" in `{path}`")
    }
}
