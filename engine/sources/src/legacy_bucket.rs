//! The blocks that `aws_s3_bucket` had before version 4 of the provider, in the shape of the
//! resources that replaced them.

use tollgate_model::{AttributePath, Object, Segment, Value};

/// An old block and where it stands now.
const PATHS: &[(&[&str], &[Step])] = &[
    (&["acl"], &[Step::Name("acl"), Step::Name("acl")]),
    (
        &["cors_rule"],
        &[Step::Name("cors_configuration"), Step::Name("cors_rule")],
    ),
    (
        &["lifecycle_rule"],
        &[Step::Name("lifecycle_configuration"), Step::Name("rule")],
    ),
    (
        &["replication_configuration", "rules"],
        &[Step::Name("replication_configuration"), Step::Name("rule")],
    ),
    (
        &["server_side_encryption_configuration", "rule"],
        &[
            Step::Name("server_side_encryption_configuration"),
            Step::Name("rule"),
            Step::First,
        ],
    ),
    (
        &["versioning", "enabled"],
        &[Step::Name("versioning"), Step::Name("status")],
    ),
    (&["website"], &[Step::Name("website_configuration")]),
];

enum Step {
    Name(&'static str),
    First,
}

/// Where what stood at `path` stands after [`modernise`].
pub fn renamed(path: &AttributePath) -> AttributePath {
    let starts = |names: &[&str]| {
        path.segments().len() >= names.len()
            && names.iter().zip(path.segments()).all(|(name, segment)| {
                matches!(segment, Segment::Name(found) if found.as_ref() == *name)
            })
    };
    let Some((old, new)) = PATHS.iter().find(|(old, _)| starts(old)) else {
        return path.clone();
    };
    new.iter()
        .map(|step| match step {
            Step::Name(name) => Segment::from(*name),
            Step::First => Segment::Index(0),
        })
        .chain(path.segments().iter().skip(old.len()).cloned())
        .collect()
}

/// Rewrites the old blocks, which are objects where they may stand once.
pub fn modernise(values: &mut Object) {
    if let Some(Value::Object(versioning)) = values.get_mut("versioning") {
        rename(versioning, "enabled", "status");
        switch(versioning, "status", "Suspended");
        switch(versioning, "mfa_delete", "Disabled");
    }
    if let Some(Value::Object(encryption)) = values.get_mut("server_side_encryption_configuration")
        && let Some(rule) = encryption.get_mut("rule")
        && matches!(rule, Value::Object(_))
    {
        *rule = Value::List(vec![std::mem::take(rule)]);
    }
    if let Some(Value::Object(replication)) = values.get_mut("replication_configuration") {
        rename(replication, "rules", "rule");
    }
    if let Some(mut rules) = values.remove("lifecycle_rule") {
        each(&mut rules, lifecycle_rule);
        values.insert("lifecycle_configuration".to_owned(), under("rule", rules));
    }
    if let Some(rules) = values.remove("cors_rule") {
        values.insert("cors_configuration".to_owned(), under("cors_rule", rules));
    }
    if let Some(website) = values.remove("website") {
        values.insert("website_configuration".to_owned(), modern_website(website));
    }
    access(values);
}

/// `acl = "private"` and `grant { … }`.
fn access(values: &mut Object) {
    let acl = values.remove("acl");
    let grants = values.remove("grant");
    let mut access = match acl {
        Some(Value::Object(access)) => access,
        Some(acl) => Object::from([("acl".to_owned(), acl)]),
        None => Object::new(),
    };
    match grants {
        Some(Value::List(grants)) => {
            let grants = grants.into_iter().flat_map(modern_grants).collect();
            access.insert(
                "access_control_policy".to_owned(),
                under("grant", Value::List(grants)),
            );
        }
        Some(unknown) => {
            access.insert("access_control_policy".to_owned(), unknown);
        }
        None => {}
    }
    if !access.is_empty() {
        values.insert("acl".to_owned(), Value::Object(access));
    }
}

/// An old grant has one grantee and many permissions, a new one has one of each.
fn modern_grants(grant: Value) -> Vec<Value> {
    let Value::Object(mut grantee) = grant else {
        return vec![grant];
    };
    let permissions = match grantee.remove("permissions") {
        Some(Value::List(permissions)) => permissions,
        Some(unknown) => vec![unknown],
        None => Vec::new(),
    };
    let grant = |permission| {
        Value::Object(Object::from([
            ("grantee".to_owned(), Value::Object(grantee.clone())),
            ("permission".to_owned(), permission),
        ]))
    };
    permissions.into_iter().map(grant).collect()
}

fn lifecycle_rule(rule: &mut Object) {
    rename(rule, "enabled", "status");
    switch(rule, "status", "Disabled");
    if let Some(days) = rule.remove("abort_incomplete_multipart_upload_days") {
        let abort = under("days_after_initiation", days);
        rule.insert("abort_incomplete_multipart_upload".to_owned(), abort);
    }
    for name in [
        "noncurrent_version_expiration",
        "noncurrent_version_transition",
    ] {
        if let Some(block) = rule.get_mut(name) {
            each(block, |block| rename(block, "days", "noncurrent_days"));
        }
    }
    let mut filter = Object::new();
    filter.extend(rule.remove_entry("prefix"));
    if let Some(tags) = rule.remove("tags") {
        filter = Object::from([("tags".to_owned(), tags)])
            .into_iter()
            .chain(filter)
            .collect();
        filter = Object::from([("and".to_owned(), Value::Object(filter))]);
    }
    if !filter.is_empty() {
        rule.insert("filter".to_owned(), Value::Object(filter));
    }
}

fn modern_website(website: Value) -> Value {
    let Value::Object(mut website) = website else {
        return website;
    };
    for (name, inner) in [("index_document", "suffix"), ("error_document", "key")] {
        if let Some(value) = website.remove(name) {
            website.insert(name.to_owned(), under(inner, value));
        }
    }
    if let Some(host) = website.remove("redirect_all_requests_to") {
        website.insert(
            "redirect_all_requests_to".to_owned(),
            under("host_name", host),
        );
    }
    Value::Object(website)
}

fn under(name: &str, value: Value) -> Value {
    Value::Object(Object::from([(name.to_owned(), value)]))
}

fn rename(block: &mut Object, old: &str, new: &str) {
    if let Some(value) = block.remove(old) {
        block.insert(new.to_owned(), value);
    }
}

/// A truth value becomes `Enabled`, or the word for off.
fn switch(block: &mut Object, name: &str, off: &str) {
    if let Some(Value::Bool(on)) = block.get(name) {
        let word = if *on { "Enabled" } else { off };
        block.insert(name.to_owned(), Value::from(word));
    }
}

fn each(blocks: &mut Value, change: impl Fn(&mut Object)) {
    match blocks {
        Value::Object(block) => change(block),
        Value::List(items) => {
            for item in items {
                if let Value::Object(block) = item {
                    change(block);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_blocks_look_like_the_new_resources() {
        let mut value = Value::from(serde_json::json!({
            "acl": "public-read",
            "versioning": {"enabled": true, "mfa_delete": false},
            "server_side_encryption_configuration":
                {"rule": {"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}},
            "lifecycle_rule": [{"enabled": false, "prefix": "a/", "expiration": {"days": 1},
                "abort_incomplete_multipart_upload_days": 7,
                "noncurrent_version_expiration": {"days": 30}}],
            "cors_rule": [{"allowed_origins": ["*"]}],
            "grant": [{"type": "Group", "uri": "u", "permissions": ["READ", "WRITE"]}],
            "website": {"index_document": "index.html"},
        }));
        if let Value::Object(values) = &mut value {
            modernise(values);
        }
        assert_eq!(
            value,
            Value::from(serde_json::json!({
                "acl": {"acl": "public-read", "access_control_policy": {"grant": [
                    {"grantee": {"type": "Group", "uri": "u"}, "permission": "READ"},
                    {"grantee": {"type": "Group", "uri": "u"}, "permission": "WRITE"},
                ]}},
                "versioning": {"status": "Enabled", "mfa_delete": "Disabled"},
                "server_side_encryption_configuration":
                    {"rule": [{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}]},
                "lifecycle_configuration": {"rule": [{"status": "Disabled", "filter": {"prefix": "a/"},
                    "expiration": {"days": 1},
                    "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
                    "noncurrent_version_expiration": {"noncurrent_days": 30}}]},
                "cors_configuration": {"cors_rule": [{"allowed_origins": ["*"]}]},
                "website_configuration": {"index_document": {"suffix": "index.html"}},
            }))
        );
    }

    #[test]
    fn paths_follow() {
        for (old, new) in [
            (
                "lifecycle_rule[1].expiration",
                "lifecycle_configuration.rule[1].expiration",
            ),
            (
                "server_side_encryption_configuration.rule.bucket_key_enabled",
                "server_side_encryption_configuration.rule[0].bucket_key_enabled",
            ),
            ("logging.target_bucket", "logging.target_bucket"),
        ] {
            assert_eq!(renamed(&old.parse().unwrap()).to_string(), new);
        }
    }
}
