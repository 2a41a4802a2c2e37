//! Reports as text, and the schemas that judge them.

use jsonschema::Validator;
use serde_json::Value;
use tollgate_report::{Format, Run, Style, write};

pub fn written(format: Format, run: &Run) -> String {
    let mut out = Vec::new();
    write(format, run, &Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

pub fn json(format: Format, run: &Run) -> Value {
    serde_json::from_str(&written(format, run)).unwrap()
}

fn validator(schema: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
}

pub fn json_schema() -> Validator {
    validator(include_str!("../../../../docs/report-schema.json"))
}

/// The official schema writes one pattern that only JavaScript's lenient regular expressions take:
/// a stray `]`. It is of a property that Tollgate does not write.
pub fn sarif_schema() -> Validator {
    let schema = include_str!("../schemas/sarif-2.1.0.json");
    let stray = "-[a-zA-Z]{2}]?$";
    assert!(schema.contains(stray));
    validator(&schema.replace(stray, "-[a-zA-Z]{2}?$"))
}

pub fn complaints(validator: &Validator, report: &Value) -> Vec<String> {
    validator
        .iter_errors(report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

pub fn junit_complaints(xml: &str) -> Vec<String> {
    let schema =
        fastxml::schema::Schema::from_xsd(include_bytes!("../schemas/junit-10.xsd")).unwrap();
    let report = fastxml::schema::Validator::from_reader(xml.as_bytes())
        .schema(schema)
        .run();
    let report = report.unwrap();
    report.errors().iter().map(ToString::to_string).collect()
}
