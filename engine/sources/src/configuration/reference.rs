//! References inside expressions: `aws_kms_key.db[0].arn`, `module.vpc.vpc_id`, `var.name`.

use tollgate_model::{InstanceKey, Mode};

/// What an expression refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A resource or data source of the same module.
    Resource {
        /// Resource or data source.
        mode: Mode,
        /// Its type.
        resource_type: Box<str>,
        /// Its name.
        name: Box<str>,
        /// The instance, when the code names it outright.
        key: Option<InstanceKey>,
        /// What of it, such as `arn`.
        attribute: Option<Box<str>>,
    },
    /// An output of a module that the same module calls.
    Output {
        /// The name of the call.
        module: Box<str>,
        /// The instance, when the code names it outright.
        key: Option<InstanceKey>,
        /// The output; none for the module as a whole.
        output: Option<Box<str>>,
    },
    /// An input of the same module.
    Variable(Box<str>),
    /// `each.value`: an element of what `for_each` ranges over, and what of it.
    EachValue(Option<Box<str>>),
    /// `each.key` or `count.index`, which are always known.
    EachKey,
    /// `path.module`, `terraform.workspace`: always known.
    Known,
    /// A local value, of which a plan tells nothing, or anything else.
    Opaque,
}

/// The references of one expression.
///
/// Since format 0.2 Terraform writes each reference with all its ancestors behind it
/// (`aws_kms_key.db.arn`, `aws_kms_key.db`); only the first of such a row says something.
#[must_use]
pub fn parse(texts: &[String]) -> Vec<Reference> {
    let mut last: Option<&str> = None;
    let mut found = Vec::new();
    for text in texts {
        let ancestor = last
            .and_then(|last| last.strip_prefix(text.as_str()))
            .is_some_and(|rest| rest.starts_with(['.', '[']));
        if !ancestor {
            found.push(parse_one(text));
            last = Some(text);
        }
    }
    found
}

fn parse_one(text: &str) -> Reference {
    let (root, rest) = name(text);
    match root {
        "var" => Reference::Variable(name(after_dot(rest)).0.into()),
        "each" => match name(after_dot(rest)) {
            ("value", rest) => Reference::EachValue(remainder(rest)),
            _ => Reference::EachKey,
        },
        "count" => Reference::EachKey,
        "path" | "terraform" => Reference::Known,
        "local" | "self" | "" => Reference::Opaque,
        "module" => {
            let (module, rest) = name(after_dot(rest));
            let (key, rest) = key(rest);
            let output = name(after_dot(rest)).0;
            Reference::Output {
                module: module.into(),
                key,
                output: (!output.is_empty()).then(|| output.into()),
            }
        }
        "data" => resource(Mode::Data, after_dot(rest)),
        "ephemeral" => resource(Mode::Ephemeral, after_dot(rest)),
        _ => resource(Mode::Managed, text),
    }
}

fn resource(mode: Mode, text: &str) -> Reference {
    let (resource_type, rest) = name(text);
    let (name, rest) = name(after_dot(rest));
    let (key, rest) = key(rest);
    if name.is_empty() {
        return Reference::Opaque;
    }
    Reference::Resource {
        mode,
        resource_type: resource_type.into(),
        name: name.into(),
        key,
        attribute: remainder(rest),
    }
}

/// The name at the start of `text`, and what follows it.
fn name(text: &str) -> (&str, &str) {
    text.split_at(text.find(['.', '[']).unwrap_or(text.len()))
}

fn after_dot(text: &str) -> &str {
    text.strip_prefix('.').unwrap_or(text)
}

fn remainder(rest: &str) -> Option<Box<str>> {
    let rest = after_dot(rest);
    (!rest.is_empty()).then(|| rest.into())
}

/// The instance key at the start of `rest`, if there is one, and what follows it.
fn key(rest: &str) -> (Option<InstanceKey>, &str) {
    let Some(inner) = rest.strip_prefix('[') else {
        return (None, rest);
    };
    if inner.starts_with('"') {
        let mut texts = serde_json::Deserializer::from_str(inner).into_iter::<String>();
        if let Some(Ok(key)) = texts.next()
            && let Some(after) = inner.get(texts.byte_offset()..)
            && let Some(after) = after.strip_prefix(']')
        {
            let key = key.replace("$${", "${").replace("%%{", "%{");
            return (Some(InstanceKey::Key(key.into())), after);
        }
        return (None, "");
    }
    match inner.split_once(']') {
        Some((index, after)) => (index.parse().ok().map(InstanceKey::Index), after),
        None => (None, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Reference {
        parse(&[text.to_owned()]).remove(0)
    }

    fn managed(name: &str, key: Option<InstanceKey>, attribute: Option<&str>) -> Reference {
        Reference::Resource {
            mode: Mode::Managed,
            resource_type: "aws_x".into(),
            name: name.into(),
            key,
            attribute: attribute.map(Into::into),
        }
    }

    #[test]
    fn every_form_is_read() {
        assert_eq!(one("aws_x.y"), managed("y", None, None));
        assert_eq!(
            one("aws_x.y[1].arn"),
            managed("y", Some(InstanceKey::Index(1)), Some("arn"))
        );
        assert_eq!(
            one(r#"aws_x.y["a.b]\"c"].d[0].e"#),
            managed(
                "y",
                Some(InstanceKey::Key(r#"a.b]"c"#.into())),
                Some("d[0].e")
            )
        );
        assert_eq!(one("var.a.b"), Reference::Variable("a".into()));
        assert_eq!(
            one("each.value.id"),
            Reference::EachValue(Some("id".into()))
        );
        assert_eq!(one("count.index"), Reference::EachKey);
        assert_eq!(one("local.x"), Reference::Opaque);
        assert_eq!(one("path.module"), Reference::Known);
        assert_eq!(
            one("module.vpc[\"a\"].subnets[0]"),
            Reference::Output {
                module: "vpc".into(),
                key: Some(InstanceKey::Key("a".into())),
                output: Some("subnets".into())
            }
        );
        assert!(matches!(
            one("data.aws_iam_policy_document.d.json"),
            Reference::Resource {
                mode: Mode::Data,
                ..
            }
        ));
    }

    #[test]
    fn ancestors_are_dropped_and_repetitions_kept() {
        let texts = [
            "aws_x.y.arn",
            "aws_x.y",
            "aws_x.y.arn",
            "aws_x.y",
            "aws_x.yz",
        ];
        let found = parse(&texts.map(str::to_owned));
        assert_eq!(
            found,
            [
                managed("y", None, Some("arn")),
                managed("y", None, Some("arn")),
                managed("yz", None, None)
            ]
        );
    }

    #[test]
    fn broken_references_do_no_harm() {
        for text in [
            "",
            "[",
            "aws_x",
            "aws_x.y[",
            "aws_x.y[\"",
            "module",
            "var",
            "a.b[\"\\u\"]",
        ] {
            one(text);
        }
    }
}
