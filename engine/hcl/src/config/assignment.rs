//! What the root module's variables are given: the environment, files, and the command line.
//!
//! Later sources win, in Terraform's order: `TF_VAR_name`, `terraform.tfvars`,
//! `terraform.tfvars.json`, `*.auto.tfvars` and `*.auto.tfvars.json` by name, `--var-file`, `--var`.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, Diagnostics, SourceMap};

use super::constant::ConstantScope;
use super::evaluator::Evaluator;
use super::module::Module;
use super::options::Options;
use super::syntax::{self, Attribute, Expr, parse_expression};
use super::text::{self, Text};
use super::{json, type_constraint};
use crate::value::Value;

/// The value that a variable is given.
#[derive(Debug)]
pub enum Assignment {
    /// In a file.
    Expr(Expr),
    /// On the command line or in the environment: text, or an expression, as the type wants it.
    Text(Text),
}

impl Assignment {
    /// Where it comes from, in words.
    pub fn origin(&self) -> &str {
        match self {
            Self::Expr(expr) => expr.text.name(),
            Self::Text(text) => text.name(),
        }
    }

    /// Its value, and the expression that it was written as. None after an error.
    pub fn value(
        &self,
        evaluator: &Evaluator<'_>,
        constraint: Option<&Expr>,
        scope: &ConstantScope<'_>,
        found: &mut Diagnostics,
    ) -> Option<(Value, Option<Expr>)> {
        let expr = match self {
            Self::Expr(expr) => expr.clone(),
            Self::Text(text) if type_constraint::takes_text(constraint) => {
                return Some((Value::text(text.as_str()), None));
            }
            Self::Text(text) => match parse_expression(text) {
                Ok(expr) => expr,
                Err(diagnostic) => {
                    found.push(diagnostic.with_help("the variable is not a string, so its value is an expression: quote text in it"));
                    return None;
                }
            },
        };
        let value = evaluator.value(&expr, scope, found)?;
        Some((value, Some(expr)))
    }
}

/// The values that are given, by variable.
#[derive(Debug, Default)]
pub struct Assignments(BTreeMap<String, Assignment>);

impl Assignments {
    /// What a variable is given.
    pub fn get(&self, name: &str) -> Option<&Assignment> {
        self.0.get(name)
    }

    /// Collects what the root module in `directory` is given.
    pub fn load(
        directory: &Utf8Path,
        options: &Options,
        root: &Module,
        sources: &mut SourceMap,
        found: &mut Diagnostics,
    ) -> Self {
        let mut all = Self::default();
        for (name, value) in &options.environment {
            // Other programs' variables may be among them; Terraform is silent about them, too.
            if root.variables.contains_key(name.as_str()) {
                all.insert(
                    name,
                    Assignment::Text(Text::new(format!("TF_VAR_{name}"), value.as_str())),
                );
            }
        }
        let files = automatic(directory)
            .into_iter()
            .chain(options.var_files.iter().cloned());
        for path in files {
            match text::read(&path, options.limits.file_bytes) {
                Ok(text) => {
                    sources.insert(text.name().clone(), text.as_str().clone());
                    all.file(&text, root, found);
                }
                Err(diagnostic) => {
                    found.push(diagnostic.with_help(
                        "give the path of a file of variables, from the working directory",
                    ))
                }
            }
        }
        for (name, value) in &options.variables {
            if !root.variables.contains_key(name.as_str()) {
                let diagnostic = Diagnostic::error(
                    "hcl::undeclared-value",
                    format!(
                        "`--var {name}=…` is for a variable that the root module does not declare"
                    ),
                );
                found.push(suggest(name, root, diagnostic));
                continue;
            }
            all.insert(
                name,
                Assignment::Text(Text::new(format!("--var {name}"), value.as_str())),
            );
        }
        all
    }

    fn insert(&mut self, name: &str, assignment: Assignment) {
        self.0.insert(name.to_owned(), assignment);
    }

    fn file(&mut self, text: &Text, root: &Module, found: &mut Diagnostics) {
        let attributes = if text.name().ends_with(".json") {
            json::parse_attributes(text, found)
        } else {
            native(text, found)
        };
        for attribute in attributes {
            if root.variables.contains_key(&attribute.name) {
                self.insert(&attribute.name, Assignment::Expr(attribute.expr));
                continue;
            }
            let warning = Diagnostic::warning(
                "hcl::undeclared-value",
                format!(
                    "`{}` is given a value, and the root module declares no such variable",
                    attribute.name
                ),
            )
            .at(text.source(), attribute.span.clone(), "has no effect");
            found.push(suggest(&attribute.name, root, warning));
        }
    }
}

fn native(text: &Text, found: &mut Diagnostics) -> Vec<Attribute> {
    match syntax::parse(text) {
        Ok(body) => {
            for block in &body.blocks {
                found.push(
                    block
                        .error("hcl::unexpected-block", format!("there is no block `{}` in a file of variables", block.kind), "not expected here")
                        .with_help("it holds values only: `name = value`; declarations stand in `.tf` files"),
                );
            }
            body.attributes
        }
        Err(diagnostic) => {
            found.push(diagnostic);
            Vec::new()
        }
    }
}

fn suggest(name: &str, root: &Module, diagnostic: Diagnostic) -> Diagnostic {
    let near = nearest(name, root.variables.keys().map(AsRef::as_ref));
    diagnostic.with_help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("declare it: `variable \"{name}\" {{ … }}`, or remove the value"),
    })
}

/// The files that are read without being named.
fn automatic(directory: &Utf8Path) -> Vec<Utf8PathBuf> {
    let mut paths: Vec<Utf8PathBuf> = directory
        .read_dir_utf8()
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.into_path()))
        .filter(|path| {
            path.as_str().ends_with(".auto.tfvars") || path.as_str().ends_with(".auto.tfvars.json")
        })
        .collect();
    paths.sort();
    let fixed = ["terraform.tfvars", "terraform.tfvars.json"].map(|name| directory.join(name));
    let fixed = fixed.into_iter().filter(|path| path.is_file());
    fixed.chain(paths).map(|path| text::clean(&path)).collect()
}
