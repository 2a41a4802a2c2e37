//! A run as large as a large plan.

use tollgate_model::{Address, Delta, Outcome, Verdict};
use tollgate_report::Run;

use crate::example::{document, finding, place, rules, run};

/// `resources` resources of six rules each, about one in seven verdicts a failure.
pub fn run_of(resources: usize) -> Run {
    let mut document = document();
    let rules = rules();
    let block = place("resource \"aws_s3_bucket\" \"logs\"", Some("}"));
    let assessment = &mut document.assessment;
    assessment.verdicts.clear();
    assessment.unused_waivers.clear();
    for number in 0..resources {
        let address: Address = format!(
            "module.service_{}[\"{}\"].aws_s3_bucket.logs[{}]",
            number / 80,
            number % 4,
            number % 20
        )
        .parse()
        .unwrap();
        for (position, rule) in rules.iter().take(6).enumerate() {
            let mut verdict =
                Verdict::pass(rule.id.clone(), address.clone(), "aws_s3_bucket".into());
            verdict.location = Some(block.clone());
            if (number + position) % 7 == 0 {
                verdict.outcome = Outcome::Fail;
                verdict.delta = Some(Delta::Introduced);
                verdict.findings.push(finding(
                    "objects are not encrypted with a key of the account",
                    Some("server_side_encryption_configuration.rule[0].bucket_key_enabled"),
                    Some(place("bucket   =", None)),
                ));
            }
            assessment.verdicts.push(verdict);
        }
    }
    assessment
        .verdicts
        .sort_by(|a, b| (&a.address, &a.rule).cmp(&(&b.address, &b.rule)));
    document.resource_count = resources;
    Run {
        documents: vec![document],
        ..run()
    }
}
