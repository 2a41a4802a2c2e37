//! A run with every outcome, and one as large as a large plan.

mod rules;

use std::sync::Arc;

use tollgate_model::assessment::RuleFailure;
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::{
    Address, Assessment, Context, Delta, Diagnostic, Diagnostics, DocumentKind, Finding, Location,
    Outcome, RuleId, Severity, SourceMap, Verdict, Waiver,
};
use tollgate_report::{BundleInfo, DocumentReport, GateMode, Run};

pub use rules::rules;

const FILE: &str = "environments/stack/main.tf";
const CODE: &str = include_str!("main.tf");

pub fn id(text: &str) -> RuleId {
    text.parse().unwrap()
}

/// The place of the first line that holds `text`, up to the line that holds `end` after it.
pub fn place(text: &str, end: Option<&str>) -> Location {
    let mut lines = (1_u32..).zip(CODE.lines());
    let (line, found) = lines
        .by_ref()
        .find(|(_, line)| line.contains(text))
        .unwrap();
    let column = found.chars().take_while(|c| *c == ' ').count() + 1;
    let end_line = end.map(|end| lines.find(|(_, line)| *line == end).unwrap().0);
    Location {
        column: Some(column.try_into().unwrap()),
        end_line,
        ..Location::line(FILE, line)
    }
}

pub fn verdict(rule: &str, address: &str, outcome: Outcome) -> Verdict {
    let address: Address = address.parse().unwrap();
    let resource_type = address.resource_type().clone();
    Verdict {
        outcome,
        ..Verdict::pass(id(rule), address, resource_type)
    }
}

pub fn finding(message: &str, attribute: Option<&str>, location: Option<Location>) -> Finding {
    let attribute = attribute.map(|path| path.parse().unwrap());
    Finding {
        message: message.to_owned(),
        attribute,
        location,
        delta: None,
    }
}

fn fail(
    rule: &str,
    address: &str,
    delta: Delta,
    block: &Location,
    findings: Vec<Finding>,
) -> Verdict {
    Verdict {
        findings,
        delta: Some(delta),
        location: Some(block.clone()),
        ..verdict(rule, address, Outcome::Fail)
    }
}

fn waiver(
    rule: &str,
    resource: Option<&str>,
    expires: &str,
    expired: bool,
    line: u32,
) -> Arc<Waiver> {
    let file = if resource.is_some() {
        "waivers.toml"
    } else {
        FILE
    };
    Arc::new(Waiver {
        rule: id(rule),
        resource: resource.map(str::to_owned),
        reason: "rebuilt every night".to_owned(),
        owner: "data@example.com".to_owned(),
        expires: expires.to_owned(),
        expired,
        location: Location::line(file, line),
    })
}

pub fn context() -> Context {
    Context {
        source: DocumentKind::TerraformPlan,
        environment: Some("prod".to_owned()),
        account: Some("111122223333".to_owned()),
        region: Some("eu-west-1".to_owned()),
        now: "2026-11-23T02:00:00Z".to_owned(),
    }
}

fn verdicts() -> Vec<Verdict> {
    let database = place("resource \"aws_db_instance\"", Some("}"));
    let group = place("resource \"aws_security_group\"", Some("}"));
    let subnets = place("resource \"aws_subnet\"", Some("}"));
    let exports = place("resource \"aws_s3_bucket\" \"exports\"", Some("}"));
    let logs = place("resource \"aws_s3_bucket\" \"logs\"", Some("}"));
    let mut verdicts = vec![
        fail(
            "RDS-001",
            "aws_db_instance.main",
            Delta::Touched,
            &database,
            vec![finding(
                "storage is not encrypted",
                Some("storage_encrypted"),
                Some(database.clone()),
            )],
        ),
        fail(
            "RDS-004",
            "aws_db_instance.main",
            Delta::Introduced,
            &database,
            vec![finding(
                "the database can be reached from the internet",
                Some("publicly_accessible"),
                Some(place("publicly_accessible", None)),
            )],
        ),
        fail(
            "RDS-012",
            "aws_db_instance.main",
            Delta::Introduced,
            &database,
            vec![finding(
                "the password is written in the code",
                Some("password"),
                Some(place("hunter2", None)),
            )],
        ),
        Verdict {
            undecided: vec!["kms_key_id".parse().unwrap()],
            location: Some(database.clone()),
            ..verdict("RDS-020", "aws_db_instance.main", Outcome::Unknown)
        },
        fail(
            "SG-001",
            "aws_security_group.app",
            Delta::Worsened,
            &group,
            vec![
                finding(
                    "port 22 is open to 0.0.0.0/0",
                    Some("ingress[0].cidr_blocks"),
                    Some(place("ingress {", Some("  }"))),
                ),
                finding(
                    "port 22 is open to ::/0",
                    Some("ingress[1].ipv6_cidr_blocks"),
                    None,
                ),
            ],
        ),
        Verdict {
            waiver: Some(waiver("S3-004", None, "2026-12-31", false, 33)),
            ..fail(
                "S3-004",
                "aws_s3_bucket.exports",
                Delta::Introduced,
                &exports,
                vec![finding("versioning is off", Some("versioning"), None)],
            )
        },
        verdict("S3-009", "aws_s3_bucket.exports", Outcome::Pass),
        Verdict {
            findings: vec![finding("ran longer than 2 s", None, None)],
            location: Some(logs.clone()),
            ..verdict("S3-009", r#"aws_s3_bucket.logs["a|b"]"#, Outcome::Error)
        },
        Verdict {
            waiver: Some(waiver(
                "S3-009",
                Some("aws_s3_bucket.logs*"),
                "2026-01-31",
                true,
                3,
            )),
            ..fail(
                "S3-009",
                r#"aws_s3_bucket.logs["<script>"]"#,
                Delta::Untouched,
                &logs,
                vec![finding(
                    "nothing is ever deleted",
                    Some("lifecycle_configuration"),
                    None,
                )],
            )
        },
        verdict("S3-009", r#"aws_s3_bucket.logs["c`d"]"#, Outcome::Pass),
    ];
    for verdict in &mut verdicts {
        if verdict
            .waiver
            .as_ref()
            .is_some_and(|waiver| !waiver.expired)
        {
            verdict.outcome = Outcome::Waived;
        }
    }
    for key in ["a|b", "<script>", "c`d"] {
        verdicts.push(fail(
            "S3-004",
            &format!("aws_s3_bucket.logs[{key:?}]"),
            Delta::Introduced,
            &logs,
            vec![finding(
                "versioning is off, see @acme/storage & <b>ask</b> | \u{1b}[31mred",
                Some("versioning"),
                None,
            )],
        ));
    }
    for index in 0..12 {
        let address = format!("aws_subnet.private[{index}]");
        verdicts.push(fail(
            "VPC-003",
            &address,
            Delta::Introduced,
            &subnets,
            vec![finding(
                "instances get a public address",
                Some("map_public_ip_on_launch"),
                Some(place("map_public_ip_on_launch", None)),
            )],
        ));
    }
    verdicts.sort_by(|a, b| (&a.address, &a.rule).cmp(&(&b.address, &b.rule)));
    verdicts
}

/// A plan with every outcome.
pub fn document() -> DocumentReport {
    let mut sources = SourceMap::default();
    sources.insert(FILE.into(), CODE.into());
    let source = SourceFile::new(FILE, CODE.into());
    let name = CODE.find("sf-exports").unwrap();
    let warning = Diagnostic::warning(
        "sources::deprecated",
        "`bucket` names are shared by all of AWS",
    )
    .with_help("use `bucket_prefix`")
    .at(&source, name..name + 10, "here");
    DocumentReport {
        name: "plans/prod.json".to_owned(),
        kind: DocumentKind::TerraformPlan,
        context: context(),
        cost: None,
        resource_count: 17,
        assessment: Assessment {
            rules: rules(),
            verdicts: verdicts(),
            not_applicable: vec![id("KMS-001")],
            failures: vec![RuleFailure {
                rule: "ECS-007".to_owned(),
                message: "aws/ecs/secrets.rego:12: `walk` is not in the house subset".to_owned(),
            }],
            unused_waivers: vec![waiver(
                "RDS-001",
                Some("aws_db_instance.old"),
                "2027-01-31",
                false,
                9,
            )],
            fixed: vec![(id("RDS-001"), "aws_db_instance.reporting".to_owned())],
        },
        sources,
        warnings: Diagnostics::from(warning),
        incomplete: vec!["module.vpc: its source is not on disk (run `terraform init`)".to_owned()],
    }
}

/// A run over [`document`].
pub fn run() -> Run {
    Run {
        tool_version: "0.1.0".to_owned(),
        started: "2026-11-23T02:00:00Z".to_owned(),
        duration: None,
        threshold: Severity::Medium,
        gate: GateMode::All,
        unknown_blocks: false,
        bundle: BundleInfo {
            name: "builtin".to_owned(),
            digest: format!("sha256:{}", "0f".repeat(32)),
            rules: 87,
        },
        code_url: None,
        documents: vec![document()],
    }
}

/// A run in which everything passes.
pub fn passing() -> Run {
    let mut document = document();
    document
        .assessment
        .verdicts
        .retain(|verdict| verdict.outcome == Outcome::Pass);
    document.assessment.failures.clear();
    document.assessment.unused_waivers.clear();
    document.assessment.fixed.clear();
    document.warnings = Diagnostics::default();
    document.incomplete.clear();
    Run {
        documents: vec![document],
        ..run()
    }
}
