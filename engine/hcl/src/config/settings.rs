//! `terraform` blocks: what version of Terraform the code asks for.

use tollgate_model::{Diagnostic, Diagnostics};

use super::module::Module;

/// The version whose language is evaluated here: the oracle of the tests.
const LANGUAGE: (u64, u64) = (1, 11);

/// Warns where the code asks for a newer Terraform than the one whose language this is.
pub fn check(module: &Module, found: &mut Diagnostics) {
    let required = module
        .settings
        .iter()
        .filter_map(|block| block.body.expr("required_version"));
    for expr in required {
        let Some(text) = expr.constant() else {
            continue;
        };
        if text
            .split(',')
            .any(|constraint| lowest(constraint).is_some_and(|lowest| lowest > LANGUAGE))
        {
            let (major, minor) = LANGUAGE;
            found.push(
                Diagnostic::warning("hcl::newer-terraform", format!("the code asks for Terraform {text}, and is read as Terraform {major}.{minor} reads it"))
                    .at(expr.text.source(), expr.span(), "newer")
                    .with_help("what is new in the language since then is reported as an error"),
            );
        }
    }
}

/// The lowest version that a constraint such as `>= 1.14.2` lets through, if it has a lower bound.
fn lowest(constraint: &str) -> Option<(u64, u64)> {
    let constraint = constraint.trim();
    let version = constraint.trim_start_matches(['>', '=', '~', ' ']);
    if constraint.starts_with(['<', '!']) {
        return None;
    }
    let mut numbers = version
        .split(['.', '-'])
        .map(|part| part.trim().parse().ok());
    Some((
        numbers.next()??,
        numbers.next().flatten().unwrap_or_default(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lower_bounds_are_read() {
        for (constraint, expected) in [
            (">= 1.14.2", Some((1, 14))),
            ("~> 1.5", Some((1, 5))),
            ("1.9.0-beta1", Some((1, 9))),
            ("< 2.0", None),
            ("!= 1.3", None),
            ("> 1", Some((1, 0))),
            ("latest", None),
        ] {
            assert_eq!(lowest(constraint), expected, "{constraint}");
        }
    }
}
