//! Secrets that were given once and are known to nobody any more, such as a password that a process
//! before this one made. They stay what they are while something else of the same resource changes.

use tollgate_model::value::MASK;
use tollgate_model::{Object, Value};
use tollgate_state::Recorded;

/// Whether a mark stands for a secret that is remembered by its hash alone.
fn is_masked(value: &Value) -> bool {
    matches!(value, Value::Sensitive(inner) if inner.as_str() == Some(MASK))
}

/// Puts the mark of what is remembered in the place of a desired secret that is not known any more.
pub fn recall(desired: &mut Object, remembered: &Object) {
    for (name, value) in desired {
        let is_lost = matches!(value, Value::Sensitive(inner) if inner.is_unknown());
        if let Some(mark) = remembered.get(name)
            && is_lost
            && is_masked(mark)
        {
            *value = mark.clone();
        }
    }
}

/// The attributes without those of which only the mark is there: no request is made of a mark.
pub fn known(object: &Object) -> Object {
    let known = object.iter().filter(|(_, value)| !is_masked(value));
    known
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Keeps what was remembered of secrets of which only the mark is there.
pub fn carry_over(before: &Recorded, recorded: &mut Recorded) {
    for (path, secret) in &before.secrets {
        let Some(root) = path.root() else { continue };
        if let Some(value) = recorded.attributes.get_mut(root)
            && is_masked(value)
        {
            *value = Value::Null;
            recorded.secrets.insert(path.clone(), secret.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(value: Value) -> Object {
        Object::from([("password".to_owned(), value)])
    }

    fn secret(value: Value) -> Value {
        Value::Sensitive(Box::new(value))
    }

    #[test]
    fn what_is_lost_is_recalled_and_what_is_known_is_not() {
        let mark = secret(Value::string(MASK));
        let mut lost = object(secret(Value::unknown()));
        recall(&mut lost, &object(mark.clone()));
        assert_eq!(lost, object(mark.clone()));
        let mut anew = object(secret(Value::string("anew")));
        recall(&mut anew, &object(mark));
        assert_eq!(anew, object(secret(Value::string("anew"))));
    }

    #[test]
    fn no_request_is_made_of_a_mark() {
        assert!(known(&object(secret(Value::string(MASK)))).is_empty());
        let said = object(secret(Value::string("said")));
        assert_eq!(known(&said), said);
    }
}
