//! Plans that other people collected: each loads with a known number of resources, or is refused.

use camino::Utf8PathBuf;
use tollgate_sources::{Input, Options, read};

/// What is expected of one file.
enum Expected {
    /// Resources in the document that stay or come, and how many are left after folding.
    Loaded(usize, usize),
    /// The end of the message.
    Refused(&'static str),
}
use Expected::{Loaded, Refused};

const TRIVY: &str = "aquasecurity+trivy/pkg/iac/scanners/terraformplan/tfjson/testdata";
const IAM: &str = "awslabs+terraform-iam-policy-validator/iam_check/test";
const CHECKOV: &str = "bridgecrewio+checkov/tests";
const COST: &str = "cycloidio+terracost";
const TOFU: &str = "opentofu+opentofu/internal/command/testdata/show-json";
const TERRASCAN: &str = "tenable+terrascan/pkg";

const FILES: &[(&str, &str, Expected)] = &[
    (
        "aquasecurity+trivy-checks",
        "examples/terraform-plan/tfplan.json",
        Loaded(2, 2),
    ),
    (TRIVY, "module_call.json", Loaded(1, 1)),
    (TRIVY, "plan_no_resource_changes.json", Loaded(1, 1)),
    (TRIVY, "plan_with_template.json", Loaded(3, 2)),
    (IAM, "iam_policy/test_plan.json", Loaded(1, 1)),
    (IAM, "identity_policies/test_plan.json", Loaded(9, 6)),
    (IAM, "multiple_policies/test_plan.json", Loaded(5, 3)),
    (IAM, "no_access_granted/test_plan.json", Loaded(6, 4)),
    (IAM, "public_access/test_plan.json", Loaded(31, 27)),
    (
        IAM,
        "role_inline_assume_policy/test_plan.json",
        Loaded(1, 1),
    ),
    (
        CHECKOV,
        "common/runner_registry/plan_with_for_each_for_enrichment/tf_plan.json",
        Loaded(5, 5),
    ),
    (
        CHECKOV,
        "terraform/checks/data/aws/example_GithubActionsOIDCTrustPolicy/tfplan.json",
        Loaded(5, 5),
    ),
    (
        CHECKOV,
        "terraform/graph/resources/modules_edges_tfplan/tfplan.json",
        Loaded(4, 2),
    ),
    (
        CHECKOV,
        "terraform/image_referencer/resources/aws/ecs_tfplan.json",
        Loaded(1, 1),
    ),
    (
        CHECKOV,
        "terraform/parser/resources/plan_batch_job_null_container_properties/tfplan.json",
        Loaded(1, 1),
    ),
    (
        CHECKOV,
        "terraform/parser/resources/plan_encodings/tfplan_win_utf16.json",
        Loaded(1, 1),
    ),
    (
        CHECKOV,
        "terraform/parser/resources/plan_provisioners/tfplan.json",
        Loaded(1, 1),
    ),
    (
        CHECKOV,
        "terraform/parser/resources/plan_vpc_endpoint/tfplan.json",
        Loaded(1, 1),
    ),
    (
        CHECKOV,
        "terraform/runner/resources/plan/tfplan.json",
        Loaded(55, 44),
    ),
    (
        CHECKOV,
        "terraform/runner/resources/plan_change_keys/tfplan.json",
        Loaded(2, 2),
    ),
    (
        CHECKOV,
        "terraform/runner/resources/plan_nested_child_modules/tfplan.json",
        Loaded(3, 3),
    ),
    (
        CHECKOV,
        "terraform/runner/resources/plan_root_module_resources_no_values/tfplan_route53.json",
        Loaded(4, 4),
    ),
    (
        CHECKOV,
        "terraform/runner/resources/plan_with_iam_data_block/tfplan.json",
        Loaded(2, 1),
    ),
    (
        CHECKOV,
        "terraform/runner/resources/plan_with_lifecycle_check/tfplan.json",
        Loaded(1, 1),
    ),
    (
        CHECKOV,
        "terraform/runner/resources/plan_with_resource_reference/tfplan.json",
        Loaded(3, 3),
    ),
    (COST, "examples/terraform-plan.json", Loaded(5, 5)),
    (COST, "testdata/aws/asg-plan.json", Loaded(5, 5)),
    (COST, "testdata/aws/eks-plan.json", Loaded(3, 3)),
    (
        COST,
        "testdata/aws/terraform-plan-invalid.json",
        Loaded(1, 1),
    ),
    (TOFU, "basic-delete/output.json", Loaded(1, 1)),
    (TOFU, "basic-update/output.json", Loaded(1, 1)),
    (TOFU, "conditions/output.json", Loaded(2, 2)),
    (TOFU, "drift/output.json", Loaded(2, 2)),
    (TOFU, "module-depends-on/output.json", Loaded(1, 1)),
    (TOFU, "modules/output.json", Loaded(4, 4)),
    (TOFU, "moved-drift/output.json", Loaded(2, 2)),
    (TOFU, "moved/output.json", Loaded(1, 1)),
    (TOFU, "multi-resource-update/output.json", Loaded(2, 2)),
    (TOFU, "nested-modules/output.json", Loaded(1, 1)),
    (
        TOFU,
        "plan-error/output.json",
        Refused("is a plan that failed (`errored: true`), so it does not say what would be built"),
    ),
    (TOFU, "requires-replace/output.json", Loaded(1, 1)),
    (TOFU, "sensitive-values/output.json", Loaded(1, 1)),
    (TOFU, "unknown-output/output.json", Loaded(0, 0)),
    (
        TERRASCAN,
        "cli/testdata/run-test/tf-plan.json",
        Loaded(2, 2),
    ),
    (
        TERRASCAN,
        "iac-providers/tfplan/v1/testdata/valid-tfplan-0.2.json",
        Loaded(2, 2),
    ),
    (
        TERRASCAN,
        "iac-providers/tfplan/v1/testdata/valid-tfplan.json",
        Loaded(2, 2),
    ),
];

/// The folder of the corpus, if it is on this machine.
fn corpus() -> Option<Utf8PathBuf> {
    #[expect(
        clippy::disallowed_methods,
        reason = "only this test knows where the corpus is"
    )]
    let variable = |name| std::env::var(name).ok();
    let folder = Utf8PathBuf::from(
        variable("TOLLGATE_CORPUS").unwrap_or_else(|| "/work/shared/corpus".to_owned()),
    );
    if folder.is_dir() {
        return Some(folder);
    }
    assert_ne!(
        variable("TOLLGATE_REQUIRE_ORACLES").as_deref(),
        Some("1"),
        "no corpus at {folder}"
    );
    println!("skipped: no corpus of plans at {folder}; name one with TOLLGATE_CORPUS");
    None
}

/// Resources of a document before folding, read without this crate.
fn count(bytes: &[u8]) -> usize {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => {
            let units = rest
                .as_chunks::<2>()
                .0
                .iter()
                .copied()
                .map(u16::from_le_bytes);
            char::decode_utf16(units).map(Result::unwrap).collect()
        }
        bytes => String::from_utf8(bytes.to_vec()).unwrap(),
    };
    let json: serde_json::Value =
        serde_json::from_str(text.trim_start_matches('\u{FEFF}')).unwrap();
    match json["resource_changes"].as_array() {
        Some(changes) if !changes.is_empty() => changes
            .iter()
            .filter(|change| change["mode"] == "managed")
            .filter(|change| change["change"]["actions"] != serde_json::json!(["delete"]))
            .count(),
        _ => json["planned_values"]["root_module"]["resources"]
            .as_array()
            .map_or(0, Vec::len),
    }
}

#[test]
fn every_file_of_the_corpus_has_the_expected_outcome() {
    let Some(folder) = corpus() else { return };
    for (project, file, expected) in FILES {
        let path = folder.join(project).join(file);
        let found = read(Input::Path(path.clone()), &Options::default());
        match (found, expected) {
            (Ok(document), Loaded(before, after)) => {
                assert_eq!(count(&std::fs::read(&path).unwrap()), *before, "{path}");
                assert_eq!(document.inventory.len(), *after, "{path}");
            }
            (Err(error), Refused(message)) => {
                assert!(error.to_string().ends_with(message), "{error}");
            }
            (Ok(_), Refused(_)) => panic!("{path} was not refused"),
            (Err(error), Loaded(..)) => panic!("{error}"),
        }
    }
}

#[test]
fn every_file_of_the_corpus_is_in_the_table() {
    fn plans(folder: &camino::Utf8Path, found: &mut Vec<Utf8PathBuf>) {
        for entry in folder.read_dir_utf8().unwrap() {
            let path = entry.unwrap().into_path();
            if path.is_dir() {
                plans(&path, found);
            } else if path.extension() == Some("json") {
                found.push(path);
            }
        }
    }
    let Some(folder) = corpus() else { return };
    let mut found = Vec::new();
    plans(&folder, &mut found);
    for path in &found {
        let known = FILES
            .iter()
            .any(|(project, file, _)| folder.join(project).join(file) == *path);
        assert!(known, "{path} has no expected outcome");
    }
    assert_eq!(found.len(), FILES.len());
}
