//! `moved`, `import` and `removed` blocks.

use tollgate_model::{Diagnostic, Diagnostics, ModulePath};

use super::configuration::{Import, Moved, Removed};
use super::evaluator::Evaluator;
use super::expansion::Expansion;
use super::scope::BlockScope;
use super::syntax::{Block, Expr};

/// Reads the blocks of all modules; each module's once, with addresses in the root module's terms.
pub fn read(evaluator: &mut Evaluator<'_>) {
    let mut found = Diagnostics::default();
    let tree = evaluator.tree;
    for place in &tree.modules {
        for block in &place.module.moved {
            let ends = address(block, "from", &place.path, &mut found).zip(address(
                block,
                "to",
                &place.path,
                &mut found,
            ));
            let moved = ends.map(|(from, to)| Moved {
                from,
                to,
                location: block.location(),
            });
            evaluator.configuration.moved.extend(moved);
        }
        for block in &place.module.removed {
            let lifecycle = block.body.blocks("lifecycle").next();
            let destroy = lifecycle
                .and_then(|lifecycle| lifecycle.body.expr("destroy"))
                .and_then(|expr| expr.node.as_bool());
            let removed = address(block, "from", &place.path, &mut found).map(|from| Removed {
                from,
                destroy: destroy.unwrap_or(true),
                location: block.location(),
            });
            evaluator.configuration.removed.extend(removed);
        }
        for block in &place.module.imports {
            if place.path.is_root() {
                let imports = imports(evaluator, block, &mut found);
                evaluator.configuration.imports.extend(imports);
            } else {
                found.push(
                    block
                        .error(
                            "hcl::import-in-module",
                            "an `import` block stands in a module that is called",
                            "this block",
                        )
                        .with_help("move it to the root module"),
                );
            }
        }
    }
    evaluator.found.extend(found);
}

fn address(
    block: &Block,
    argument: &str,
    path: &ModulePath,
    found: &mut Diagnostics,
) -> Option<String> {
    let expr = block.body.expr(argument);
    let Some(expr) = expr else {
        found.push(missing(block, argument));
        return None;
    };
    let Some(name) = expr.name() else {
        found.push(not_an_address(expr));
        return None;
    };
    Some(if path.is_root() {
        name
    } else {
        format!("{path}.{name}")
    })
}

fn missing(block: &Block, argument: &str) -> Diagnostic {
    block
        .error(
            "hcl::missing-argument",
            format!("a `{}` block needs the argument `{argument}`", block.kind),
            "in this block",
        )
        .with_help(format!("add `{argument} = …`"))
}

fn not_an_address(expr: &Expr) -> Diagnostic {
    expr.error(
        "hcl::not-an-address",
        "this is not the address of a resource or module",
        "here",
    )
    .with_help("write it like `aws_vpc.main` or `module.network`")
}

/// The imports of a block, one for each instance if it has `for_each`.
fn imports(evaluator: &Evaluator<'_>, block: &Block, found: &mut Diagnostics) -> Vec<Import> {
    let scope = BlockScope::of(evaluator, 0);
    let Some(to) = block.body.expr("to") else {
        found.push(missing(block, "to"));
        return Vec::new();
    };
    let Some(id) = block
        .body
        .expr("id")
        .or_else(|| block.body.expr("identity"))
    else {
        found.push(missing(block, "id"));
        return Vec::new();
    };
    let Some(expansion) = Expansion::of(evaluator, block, &scope, found) else {
        return Vec::new();
    };
    let mut imports = Vec::new();
    for repeated in expansion.into_instances() {
        let scope = BlockScope::of(evaluator, 0).inside(&repeated);
        let Some(id) = evaluator.value(id, &scope, found) else {
            continue;
        };
        // The key in `to` may be `each.key`: then the text itself stands for it.
        let to = to.name().unwrap_or_else(|| match &repeated.key {
            Some(key) => format!(
                "{}{key}",
                to.text
                    .slice(to.span())
                    .split('[')
                    .next()
                    .unwrap_or_default()
            ),
            None => to.text.slice(to.span()).to_owned(),
        });
        imports.push(Import {
            to,
            id: id.lower(),
            location: block.location(),
        });
    }
    imports
}
