//! Hashes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::filesystem::read_bytes;
use super::{CallFault, Function, Unknowns, function, text, text_type};
use crate::types::Type;
use crate::value::Value;

pub const FUNCTIONS: &[Function] = &[
    function("md5", (1, 1), text_type, Unknowns::Any, |a, _| {
        Ok(hex(&md5::Md5::digest(text(a, 0)?)))
    }),
    function("sha1", (1, 1), text_type, Unknowns::Any, |a, _| {
        Ok(hex(&Sha1::digest(text(a, 0)?)))
    }),
    function("sha256", (1, 1), text_type, Unknowns::Any, |a, _| {
        Ok(hex(&Sha256::digest(text(a, 0)?)))
    }),
    function("sha512", (1, 1), text_type, Unknowns::Any, |a, _| {
        Ok(hex(&Sha512::digest(text(a, 0)?)))
    }),
    function("base64sha256", (1, 1), text_type, Unknowns::Any, |a, _| {
        Ok(base64(&Sha256::digest(text(a, 0)?)))
    }),
    function("base64sha512", (1, 1), text_type, Unknowns::Any, |a, _| {
        Ok(base64(&Sha512::digest(text(a, 0)?)))
    }),
    function("filemd5", (1, 1), text_type, Unknowns::Any, |a, e| {
        Ok(hex(&md5::Md5::digest(read_bytes(a, e)?)))
    }),
    function("filesha1", (1, 1), text_type, Unknowns::Any, |a, e| {
        Ok(hex(&Sha1::digest(read_bytes(a, e)?)))
    }),
    function("filesha256", (1, 1), text_type, Unknowns::Any, |a, e| {
        Ok(hex(&Sha256::digest(read_bytes(a, e)?)))
    }),
    function("filesha512", (1, 1), text_type, Unknowns::Any, |a, e| {
        Ok(hex(&Sha512::digest(read_bytes(a, e)?)))
    }),
    function(
        "filebase64sha256",
        (1, 1),
        text_type,
        Unknowns::Any,
        |a, e| Ok(base64(&Sha256::digest(read_bytes(a, e)?))),
    ),
    function(
        "filebase64sha512",
        (1, 1),
        text_type,
        Unknowns::Any,
        |a, e| Ok(base64(&Sha512::digest(read_bytes(a, e)?))),
    ),
    function("uuidv5", (2, 2), text_type, Unknowns::Any, |a, _| {
        use uuid::Uuid;
        let space = match text(a, 0)?.as_str() {
            "dns" => Uuid::NAMESPACE_DNS,
            "url" => Uuid::NAMESPACE_URL,
            "oid" => Uuid::NAMESPACE_OID,
            "x500" => Uuid::NAMESPACE_X500,
            other => Uuid::parse_str(other).map_err(|_| {
                CallFault::argument(
                    0,
                    "the namespace is neither a UUID nor dns, url, oid or x500",
                )
            })?,
        };
        Ok(Value::text(
            Uuid::new_v5(&space, text(a, 1)?.as_bytes()).to_string(),
        ))
    }),
    // Another value on every run: known only after apply.
    function("bcrypt", (1, 2), text_type, Unknowns::Any, |_, _| {
        Ok(Value::unknown(Type::String))
    }),
    function("uuid", (0, 0), text_type, Unknowns::Any, |_, _| {
        Ok(Value::unknown(Type::String))
    }),
    function("rsadecrypt", (2, 2), text_type, Unknowns::Any, |_, _| {
        Ok(Value::unknown(Type::String).into_sensitive())
    }),
];

fn hex(bytes: &[u8]) -> Value {
    Value::text(
        bytes
            .iter()
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}")),
    )
}

fn base64(bytes: &[u8]) -> Value {
    Value::text(STANDARD.encode(bytes))
}
