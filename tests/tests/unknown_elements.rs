//! What stands beside an unknown element, or under the address of another object, is still judged.

use tollgate_tests::project::{Project, verdicts};

/// A group that opens SSH to two ranges, of which one is known only after apply.
fn group(ranges: &str) -> String {
    format!(
        r#"
resource "aws_eip" "gateway" {{}}

resource "aws_security_group" "ssh" {{
  description = "SSH"

  ingress {{
    description = "SSH"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = {ranges}
  }}
}}
"#
    )
}

#[test]
fn an_unknown_element_hides_nothing_behind_it() {
    for (ranges, found_at) in [
        (
            r#"[aws_eip.gateway.public_ip, "0.0.0.0/0"]"#,
            "ingress[0].cidr_blocks[1]",
        ),
        (
            r#"["0.0.0.0/0", aws_eip.gateway.public_ip]"#,
            "ingress[0].cidr_blocks[0]",
        ),
    ] {
        let project = Project::new(&[("main.tf", &group(ranges))]);
        let (code, report) = project.check(&[".", "--rule", "SG-002"]);
        assert_eq!(code, Some(1), "{ranges}");
        let failed = verdicts(&report, "fail");
        assert_eq!(failed.len(), 1, "{ranges}");
        assert_eq!(failed[0]["findings"][0]["attribute"], found_at);
    }
    let project = Project::new(&[("main.tf", &group("[aws_eip.gateway.public_ip]"))]);
    let (code, report) = project.check(&[".", "--rule", "SG-002"]);
    assert_eq!(code, Some(0));
    assert_eq!(verdicts(&report, "unknown").len(), 1);
}

/// A database whose replacement is encrypted or not by a key that is made with it, and whose old
/// object, not encrypted, is still to be removed.
const DEPOSED: &str = r#"{"format_version": "1.2", "resource_changes": [
  {"address": "aws_db_instance.x", "mode": "managed", "type": "aws_db_instance", "name": "x",
   "change": {"actions": ["create"], "before": null, "after": {"instance_class": "db.t3.small"},
              "after_unknown": {"storage_encrypted": true}, "before_sensitive": false, "after_sensitive": {}}},
  {"address": "aws_db_instance.x", "mode": "managed", "type": "aws_db_instance", "name": "x", "deposed": "abc123",
   "change": {"actions": ["delete"], "before": {"storage_encrypted": false, "password": "hunter22"}, "after": null,
              "after_unknown": {}, "before_sensitive": {"password": true}, "after_sensitive": false}}],
 "configuration": {"root_module": {"resources": [
  {"address": "aws_db_instance.x", "mode": "managed", "type": "aws_db_instance", "name": "x",
   "expressions": {"instance_class": {"constant_value": "db.t3.small"},
                   "storage_encrypted": {"references": ["aws_kms_key.k.arn", "aws_kms_key.k"]}}}]}}}"#;

#[test]
fn an_object_that_was_replaced_says_nothing_about_its_successor() {
    let project = Project::new(&[("plan.json", DEPOSED)]);
    let (code, report) = project.check(&["plan.json", "--rule", "RDS-001"]);
    assert_eq!(code, Some(0));
    assert_eq!(verdicts(&report, "unknown").len(), 1);
}
