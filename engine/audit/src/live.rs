//! One object of an account.

use std::sync::Arc;

use tollgate_model::{Address, InstanceKey, Mode, ModulePath, Object, Resource, Value};

/// The name in the addresses of objects that no code names.
const NAME: &str = "live";

/// One object of an account, as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveObject {
    /// Its type, as Terraform names it.
    pub resource_type: &'static str,
    /// Where it is.
    pub region: String,
    /// Its id.
    pub id: String,
    /// What AWS tells of it.
    pub values: Object,
}

/// The object as rules see it: under the address by which code names it, else under one made of its id,
/// such as `aws_vpc.live["vpc-1"]`.
#[must_use]
pub fn resource(object: LiveObject, address: Option<Address>) -> Resource {
    let address = address.unwrap_or_else(|| {
        Address::new(
            ModulePath::default(),
            Mode::Managed,
            object.resource_type,
            NAME,
            Some(InstanceKey::Key(Arc::from(object.id.as_str()))),
        )
    });
    let arn = object.values.get("arn").and_then(Value::as_str);
    Resource {
        arn: arn.map(Arc::from),
        id: Some(Arc::from(object.id)),
        region: (!object.region.is_empty()).then(|| Arc::from(object.region)),
        values: object.values,
        ..Resource::new(address)
    }
}
