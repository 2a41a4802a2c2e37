//! IAM policies as AWS takes them: a managed policy has a limited size, and a role takes ten of them.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

/// How many characters a managed policy may have, white space aside
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>, November 2026).
pub const ROOM: usize = 6_144;

/// The policy that allows `actions` everywhere, and what `more` says of single things.
#[must_use]
pub fn policy(actions: &BTreeSet<&str>, more: &[Json]) -> Json {
    let everywhere = json!({
        "Sid": "Tollgate",
        "Effect": "Allow",
        "Action": actions,
        "Resource": "*",
    });
    let statements: Vec<&Json> = std::iter::once(&everywhere).chain(more).collect();
    json!({"Version": "2012-10-17", "Statement": statements})
}

/// How many characters of a policy AWS counts.
#[must_use]
pub fn size(policy: &Json) -> usize {
    policy.to_string().len()
}

/// The same in as many policies as it takes, each of which has room for its part. What is said of single
/// things is in the first.
#[must_use]
pub fn parts(actions: &BTreeSet<&str>, more: &[Json]) -> Vec<Json> {
    let mut parts = Vec::new();
    let (mut part, mut more) = (BTreeSet::new(), more);
    let mut used = size(&policy(&part, more));
    for action in actions {
        // With quotes and a comma.
        let length = action.len() + 3;
        if used + length > ROOM && !part.is_empty() {
            parts.push(policy(&std::mem::take(&mut part), more));
            more = &[];
            used = size(&policy(&part, more));
        }
        part.insert(*action);
        used += length;
    }
    parts.push(policy(&part, more));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_room_and_together_they_allow_what_the_whole_does() {
        let names: Vec<String> = (0..900).map(|n| format!("service:Action{n}")).collect();
        let actions: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let more =
            [json!({"Sid": "State", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "a"})];
        let parts = parts(&actions, &more);
        let whole = size(&policy(&actions, &more));
        assert!(parts.len() > 1 && parts.len() <= whole.div_ceil(ROOM) + 1);
        let mut allowed = BTreeSet::new();
        for part in &parts {
            assert!(size(part) <= ROOM, "{}", size(part));
            for action in part["Statement"][0]["Action"].as_array().unwrap() {
                assert!(
                    allowed.insert(action.as_str().unwrap().to_owned()),
                    "{action}"
                );
            }
        }
        assert_eq!(allowed.len(), actions.len());
        let stated = parts
            .iter()
            .map(|part| part["Statement"].as_array().unwrap().len());
        assert_eq!(stated.sum::<usize>(), parts.len() + 1, "once");
    }

    #[test]
    fn what_has_room_is_one_policy() {
        let actions = BTreeSet::from(["ec2:CreateVpc"]);
        assert_eq!(parts(&actions, &[]), [policy(&actions, &[])]);
    }
}
