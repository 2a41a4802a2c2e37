//! Costs, end to end: the seed's table, budgets in the gate, changes, what is wrong in the files, formats.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, not only tests"
)]

use serde_json::{Value, json};
use tollgate_tests::binary::{Outcome, tollgate};
use tollgate_tests::plan::{change, plan};
use tollgate_tests::project::Project;

const STACK: &str = "environments/stack";

fn parsed(outcome: &Outcome) -> Value {
    serde_json::from_str(&outcome.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", outcome.stdout, outcome.stderr))
}

/// What an environment costs at the prices of the seed's table: those of us-east-1, and of tasks on x86.
fn environment(name: &str) -> Value {
    let file = format!("environments/{name}.tfvars");
    let outcome = tollgate(&[
        "cost",
        STACK,
        "--var-file",
        &file,
        "--var",
        "cpu_architecture=X86_64",
        "--environment",
        name,
        "--price-region",
        "us-east-1",
        "--format",
        "json",
    ]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    parsed(&outcome)
}

/// Cents of a figure of a band.
fn cents(band: &Value, figure: &str) -> i64 {
    let text = band[figure].as_str().unwrap();
    let (dollars, cents) = text.split_once('.').unwrap();
    dollars.parse::<i64>().unwrap() * 100 + cents.parse::<i64>().unwrap()
}

fn resources(estimate: &Value) -> &[Value] {
    let found = estimate.pointer("/documents/0/resources");
    found.and_then(Value::as_array).unwrap()
}

/// The low figure of all components whose key begins so: what the plan decides.
fn of_keys(estimate: &Value, keys: &[&str]) -> i64 {
    let resources = resources(estimate);
    let components = resources
        .iter()
        .flat_map(|resource| resource["components"].as_array().unwrap());
    let wanted = components.filter(|line| {
        let key = line["key"].as_str().unwrap();
        keys.iter().any(|start| key.starts_with(start))
    });
    wanted.map(|line| cents(&line["monthly"], "low")).sum()
}

/// The low figure of resources whose address ends so.
fn of_resources(estimate: &Value, end: &str) -> i64 {
    let resources = resources(estimate);
    let wanted = resources
        .iter()
        .filter(|resource| resource["address"].as_str().unwrap().ends_with(end));
    wanted.map(|one| cents(&one["monthly"], "low")).sum()
}

/// The table of `shared/research/cost.md` §2 (list prices of us-east-1, 730 hours), in cents, for what the plan
/// decides: dev, staging, prod.
const TABLE: &[(&str, &[&str], [i64; 3])] = &[
    (
        "NAT gateways: 1, 3, 3",
        &["NatGateway-Hours"],
        [3285, 9855, 9855],
    ),
    (
        "public addresses: 4, 6, 6",
        &["PublicIPv4:InUse"],
        [1460, 2190, 2190],
    ),
    (
        "a load balancer",
        &["LoadBalancerUsage@application"],
        [1643, 1643, 1643],
    ),
    (
        "t3.small; t3.medium and r6g.xlarge with a standby",
        &["InstanceUsage:db", "Multi-AZUsage:db"],
        [2628, 10_585, 65_627],
    ),
    (
        "20, 50 and 100 GB of gp3, the last two doubled",
        &["RDS:GP3-Storage", "RDS:Multi-AZ-GP3-Storage"],
        [230, 1150, 2300],
    ),
    (
        "1 t3.micro, 2 t3.small, 3 r6g.large",
        &["NodeUsage:"],
        [1241, 4964, 45_114],
    ),
];

/// Tasks of the same table: app, workers, beat.
const TASKS: &[(&str, [i64; 3])] = &[
    ("aws_ecs_service.app", [1802, 7208, 21_624]),
    ("aws_ecs_service.worker", [901, 3604, 14_416]),
    ("aws_ecs_service.beat", [901, 901, 1802]),
];

#[test]
fn the_environments_cost_what_the_table_of_the_seed_says() {
    for (position, name) in ["dev", "staging", "prod"].into_iter().enumerate() {
        let estimate = environment(name);
        for (what, keys, expected) in TABLE {
            let found = of_keys(&estimate, keys);
            assert!(
                (found - expected[position]).abs() <= 1,
                "{name}, {what}: {found}"
            );
        }
        for (service, expected) in TASKS {
            let found = of_resources(&estimate, service);
            assert!(
                (found - expected[position]).abs() <= 1,
                "{name}, {service}: {found}"
            );
        }
    }
}

/// Judges production with this many tasks of the application at least.
fn with_tasks(count: u32) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tasks.tfvars");
    let services = format!(
        "services = {{\n  app = {{ cpu = 2048, memory = 4096, min_count = {count}, max_count = {} }}\n  worker = {{ cpu = 1024, memory = 2048, min_count = 4, max_count = 8 }}\n  beat = {{ cpu = 512, memory = 1024 }}\n}}\n",
        count.max(10)
    );
    std::fs::write(&file, services).unwrap();
    tollgate(&[
        "check",
        STACK,
        "--var-file",
        "environments/prod.tfvars",
        "--var-file",
        file.to_str().unwrap(),
        "--environment",
        "prod",
        "--budget",
        "--rule",
        "COST-019",
        "--rule",
        "COST-020",
        "--format",
        "json",
    ])
}

#[test]
fn the_budget_of_production_lets_four_tasks_pass_and_blocks_twelve() {
    let four = with_tasks(4);
    assert_eq!(four.code, Some(0), "{}{}", four.stdout, four.stderr);
    let twelve = with_tasks(12);
    assert_eq!(twelve.code, Some(1), "{}{}", twelve.stdout, twelve.stderr);
    let report = parsed(&twelve);
    let document = &report["documents"][0];
    let verdicts = document["verdicts"].as_array().unwrap();
    let budget = verdicts
        .iter()
        .find(|verdict| verdict["rule"] == "COST-019")
        .unwrap();
    assert_eq!(budget["outcome"], "fail");
    assert_eq!(budget["address"], "tollgate_estimate.monthly");
    assert!(cents(&document["cost"]["monthly"], "typical") > 250_000);
    assert_eq!(document["cost"]["budget"]["upper"], "2500.00");
}

#[test]
fn without_a_budget_nothing_is_priced_and_the_rules_say_that_they_were_not_asked() {
    let outcome = tollgate(&[
        "check",
        STACK,
        "--var-file",
        "environments/dev.tfvars",
        "--environment",
        "dev",
        "--budget=false",
        "--format",
        "json",
    ]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let document = &parsed(&outcome)["documents"][0];
    assert_eq!(document.get("cost"), None);
    let silent = document["not_applicable"].as_array().unwrap();
    for rule in ["COST-019", "COST-023", "COST-024", "COST-026", "COST-027"] {
        assert!(silent.contains(&json!(rule)), "{rule}");
    }
}

fn volume(size: u32) -> Value {
    json!({ "availability_zone": "us-east-1a", "size": size, "type": "gp3", "encrypted": true })
}

/// A plan that makes one volume larger, and removes another.
fn change_of_volumes() -> String {
    plan(&[
        change(
            "aws_ebs_volume.larger",
            &["update"],
            &volume(100),
            &volume(2_000),
        ),
        change(
            "aws_ebs_volume.gone",
            &["delete"],
            &volume(100),
            &Value::Null,
        ),
    ])
}

#[test]
fn a_change_is_told_resource_by_resource_and_blocked_when_it_adds_too_much() {
    let project = Project::new(&[("plan.json", &change_of_volumes())]);
    let arguments = [
        "cost",
        "plan.json",
        "--compare",
        "--region",
        "us-east-1",
        "--format",
    ];
    let told = parsed(&project.tollgate(&[&arguments[..], &["json"]].concat()));
    let document = &told["documents"][0];
    // 1,900 GB more and 100 GB less at 0.08.
    assert_eq!(document["before"]["typical"], "16.00");
    assert_eq!(document["change"]["typical"], "144.00");
    let changes = document["changes"].as_array().unwrap();
    let changes: Vec<_> = changes
        .iter()
        .map(|one| {
            (
                one["address"].as_str().unwrap(),
                one["change"]["typical"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            ("aws_ebs_volume.gone", "-8.00"),
            ("aws_ebs_volume.larger", "152.00")
        ]
    );
    let infracost = parsed(&project.tollgate(&[&arguments[..], &["infracost"]].concat()));
    assert_eq!(infracost["version"], "0.2");
    assert_eq!(infracost["totalMonthlyCost"], "160");
    assert_eq!(infracost["pastTotalMonthlyCost"], "16");
    assert_eq!(infracost["diffTotalMonthlyCost"], "144");
    let component = "/projects/0/breakdown/resources/0/costComponents/0";
    assert_eq!(infracost.pointer(component).unwrap()["price"], "0.08");
    let gate = project.tollgate(&[
        "check",
        "plan.json",
        "--budget",
        "--region",
        "us-east-1",
        "--rule",
        "COST-023",
        "--format",
        "json",
    ]);
    assert_eq!(gate.code, Some(1), "{}", gate.stderr);
}

/// What a usage file does to a stack of one gateway: the exit code, and what was said.
fn with_usage(usage: &str) -> (Option<i32>, String) {
    let code = "resource \"aws_nat_gateway\" \"main\" {\n  subnet_id     = \"subnet-1\"\n  allocation_id = \"eipalloc-1\"\n}\n";
    let project = Project::new(&[("stack/main.tf", code), ("usage.yml", usage)]);
    let outcome = project.tollgate(&[
        "cost",
        "stack",
        "--region",
        "us-east-1",
        "--usage",
        "usage.yml",
        "--format",
        "focus",
    ]);
    (
        outcome.code,
        format!("{}{}", outcome.stdout, outcome.stderr),
    )
}

#[test]
fn what_is_wrong_in_a_usage_file_is_pointed_at() {
    let resource = "resource_usage:\n  aws_nat_gateway.main:\n    ";
    for (usage, code, place) in [
        (
            format!("{resource}monthly_data_processed_gb: -1\n"),
            "cost::usage-quantity",
            "usage.yml:3",
        ),
        (
            format!("{resource}monthly_data_processed_gb: 3 furlongs\n"),
            "cost::usage-quantity",
            "usage.yml:3",
        ),
        (
            format!("{resource}monthly_data_processed_gb: much\n"),
            "cost::usage-quantity",
            "usage.yml:3",
        ),
        (
            format!("{resource}monthly_data_processed_gb: {{low: 3, typical: 2, high: 1}}\n"),
            "cost::usage-quantity",
            "usage.yml:3",
        ),
        (
            format!("{resource}monthly_data_procesed_gb: 1\n"),
            "cost::usage-unknown-parameter",
            "usage.yml:3",
        ),
        (
            "resource_usage:\n  aws_nat_gateway.mian:\n    monthly_data_processed_gb: 1\n"
                .to_owned(),
            "cost::usage-unknown-resource",
            "usage.yml:2",
        ),
        (
            "resource_usage:\n  nonsense:\n    a: 1\n".to_owned(),
            "cost::usage-address",
            "usage.yml:2",
        ),
        (
            "currency: EUR\n".to_owned(),
            "cost::usage-currency",
            "usage.yml:1",
        ),
        (
            "resource_usages: {}\n".to_owned(),
            "cost::usage-unknown-key",
            "usage.yml:1",
        ),
        (
            "resource_usage: [\n".to_owned(),
            "cost::usage-invalid",
            "usage.yml:",
        ),
    ] {
        let (exit, said) = with_usage(&usage);
        assert_eq!(exit, Some(2), "{usage}{said}");
        assert!(
            said.contains(code) && said.contains(place),
            "{usage}: {said}"
        );
    }
    let (exit, said) = with_usage(&format!(
        "version: 0.1\ncurrency: USD\n{resource}monthly_data_processed_gb: 1.5 TB\n"
    ));
    assert_eq!(exit, Some(0), "{said}");
    assert!(
        said.contains("monthly_data_processed_gb = 1536 GB (usage.yml:5"),
        "{said}"
    );
}

#[test]
fn what_is_wrong_in_a_price_file_is_pointed_at() {
    let header = "service,region,key,unit,from,usd,as_of,confidence,source\n";
    let code = "resource \"aws_nat_gateway\" \"main\" {\n  subnet_id     = \"subnet-1\"\n  allocation_id = \"eipalloc-1\"\n}\n";
    let priced = |prices: &str| {
        let project = Project::new(&[("stack/main.tf", code), ("prices.csv", prices)]);
        project.tollgate(&[
            "cost",
            "stack",
            "--region",
            "xx-east-1",
            "--prices",
            "prices.csv",
            "--format",
            "json",
        ])
    };
    for (row, what) in [
        (
            "AmazonEC2,xx-east-1,NatGateway-Hours,fortnight,0,1,2026-01-01,high,me\n",
            "no unit `fortnight`",
        ),
        (
            "AmazonEC2,xx-east-1,NatGateway-Hours,hour,0,-1,2026-01-01,high,me\n",
            "never negative",
        ),
        (
            "AmazonEC2,xx-east-1,NatGateway-Hours,hour,0,1,yesterday,high,me\n",
            "is not a day",
        ),
        (
            "AmazonEC2,xx-east-1,NatGateway-Hours,hour,0,1,2026-01-01,high,\n",
            "`source` is empty",
        ),
        (
            "AmazonEC2,xx-east-1,NatGateway-Hours,hour,0,much,2026-01-01,high,me\n",
            "is not a number",
        ),
    ] {
        let outcome = priced(&format!("{header}{row}"));
        assert_eq!(outcome.code, Some(2), "{row}{}", outcome.stdout);
        assert!(
            outcome.stderr.contains(what) && outcome.stderr.contains("prices.csv:2"),
            "{row}: {}",
            outcome.stderr
        );
    }
    let outcome = priced("region,usd\n");
    assert!(
        outcome.code == Some(2) && outcome.stderr.contains("columns"),
        "{}",
        outcome.stderr
    );
    let row = "AmazonEC2,xx-east-1,NatGateway-Hours,hour,0,2,2026-01-01,high,me\n";
    let estimate = parsed(&priced(&format!("{header}{row}")));
    assert_eq!(estimate["monthly"]["low"], "1460.00");
    assert_eq!(
        estimate["documents"][0]["counts"]["unpriced"], 1,
        "no price of another region stands in"
    );
}

#[test]
fn advice_names_the_rules_that_a_saving_would_break() {
    let outcome = tollgate(&[
        "cost",
        STACK,
        "--var-file",
        "environments/prod.tfvars",
        "--environment",
        "prod",
        "--advice",
    ]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let said = outcome.stdout;
    let after = |proposal: &str| {
        let at = said
            .find(proposal)
            .unwrap_or_else(|| panic!("{proposal}: {said}"));
        said[at..]
            .lines()
            .skip(1)
            .take(2)
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert!(
        after("aws_db_instance.main: multi_az = false").contains("would fail: RDS-007"),
        "{said}"
    );
    assert!(
        after("engine = \"valkey\"").contains("no rule would fail"),
        "{said}"
    );
    assert!(
        after("one NAT gateway instead of 3").contains("would fail: COST-002"),
        "{said}"
    );
}

#[test]
fn offer_files_of_aws_become_prices() {
    let offer = json!({
        "formatVersion": "v1.0",
        "offerCode": "AmazonEC2",
        "publicationDate": "2026-11-20T00:00:00Z",
        "products": {
            "HOURS": {"productFamily": "NAT Gateway", "attributes": {"usagetype": "XXE1-NatGateway-Hours", "operation": "NatGateway", "regionCode": "xx-east-1"}},
            "OTHER": {"productFamily": "NAT Gateway", "attributes": {"usagetype": "XXE1-NatGateway-Hours", "operation": "RegionalNatGateway", "regionCode": "xx-east-1"}},
            "BYTES": {"productFamily": "NAT Gateway", "attributes": {"usagetype": "XXE1-NatGateway-Bytes", "operation": "NatGateway", "regionCode": "xx-east-1"}},
        },
        "terms": {
            "OnDemand": {
                "HOURS": {"HOURS.T": {"priceDimensions": {"HOURS.T.D": {"unit": "Hrs", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "0.0520000000"}}}}},
                "OTHER": {"OTHER.T": {"priceDimensions": {"OTHER.T.D": {"unit": "Hrs", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "9.0000000000"}}}}},
                "BYTES": {"BYTES.T": {"priceDimensions": {"BYTES.T.D": {"unit": "GB", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"CNY": "0.3000000000"}}}}},
            },
            "Reserved": {},
        },
    })
    .to_string();
    let cut = &offer[..offer.len() / 2];
    let project = Project::new(&[
        ("index.json", &offer),
        ("cut.json", cut),
        ("other.json", "{\"a\": 1}"),
    ]);
    let outcome = project.tollgate(&["prices", "import", "index.json", "--output", "own.csv"]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("no on-demand price in US dollars"),
        "{}",
        outcome.stderr
    );
    let listed = project.tollgate(&[
        "prices",
        "list",
        "--region",
        "xx-east-1",
        "--prices",
        "own.csv",
        "--csv",
    ]);
    assert_eq!(
        listed.stdout,
        "service,region,key,unit,from,usd,as_of,confidence,source\nAmazonEC2,xx-east-1,NatGateway-Hours,hour,0,0.052,2026-11-20,high,\"AWS Price List AmazonEC2, published 2026-11-20\"\n"
    );
    for file in ["cut.json", "other.json", "missing.json"] {
        let outcome = project.tollgate(&["prices", "import", file]);
        assert_eq!(outcome.code, Some(2), "{file}: {}", outcome.stdout);
        assert!(outcome.stderr.contains(file), "{file}: {}", outcome.stderr);
    }
}

#[test]
fn the_json_is_what_its_schema_says() {
    let text =
        std::fs::read_to_string(tollgate_tests::root().join("docs/cost-schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let stack = environment("prod");
    let project = Project::new(&[("plan.json", &change_of_volumes())]);
    let change = project.tollgate(&["cost", "plan.json", "--compare", "--format", "json"]);
    for told in [&stack, &parsed(&change)] {
        let errors: Vec<_> = schema
            .iter_errors(told)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

/// Every plan that nobody here wrote can be priced, and says what of it is not.
#[test]
fn plans_of_the_corpus_are_priced() {
    let Some(corpus) = std::env::var_os("TOLLGATE_CORPUS") else {
        return;
    };
    let mut folders = vec![std::path::PathBuf::from(corpus)];
    let mut priced = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|kind| kind != "json") {
                continue;
            }
            let name = path.to_str().unwrap();
            let outcome = tollgate(&["cost", name, "--region", "us-east-1", "--format", "json"]);
            let code = outcome.code;
            assert!(
                matches!(code, Some(0 | 2 | 3)),
                "{name}: {code:?} {}",
                outcome.stderr
            );
            if code == Some(2) {
                assert!(outcome.stderr.contains("::"), "{name}: {}", outcome.stderr);
                continue;
            }
            let told = parsed(&outcome);
            let monthly = &told["monthly"];
            assert!(cents(monthly, "low") <= cents(monthly, "typical"), "{name}");
            assert!(
                cents(monthly, "typical") <= cents(monthly, "high"),
                "{name}"
            );
            priced += 1;
        }
    }
    assert!(priced > 20, "{priced} plans only");
}
