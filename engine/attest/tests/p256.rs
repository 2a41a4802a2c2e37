//! Keys of P-256, which is what KMS signs with. OpenSSL made the key and the signature here.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use tollgate_attest::{Envelope, PrivateKey, PublicKey, signed_bytes};

/// `openssl ecparam -name prime256v1 -genkey -noout -out k.pem; openssl ec -in k.pem -pubout`
const KEY: &str = "-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYYWTe2i284eG87f9GSBgMZgvZxEW
b3OxLvBDDS/LJXqaXSMgNNoH9HVcwNinWQOOvdY2OHrEHtyaXNu0IM5Yug==
-----END PUBLIC KEY-----
";

/// `openssl pkey -pubin -in k.pub.pem -outform der | sha256sum`
const ID: &str = "sha256:ecfd72cfbcea3bc8d994f48e8748971e586edbd785ef305014a6b5a148dcd106";

/// `printf 'DSSEv1 4 test 5 hello' | openssl dgst -sha256 -sign k.pem | base64`
const SIGNATURE: &str = "MEUCIQCynXSlu+pU04u8NLNfejNzVAnTgErjLSMKkecYy6pj+gIgazPnQA9KoT+lYuSTQUxtQXYVxF6wXpehYgfZDhgSCMQ=";

/// The same key with its point compressed: `openssl ec -conv_form compressed`.
const COMPRESSED: &str = "-----BEGIN PUBLIC KEY-----
MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgACYYWTe2i284eG87f9GSBgMZgvZxEW
b3OxLvBDDS/LJXo=
-----END PUBLIC KEY-----
";

/// `openssl ecparam -name secp384r1`
const P384: &str = "-----BEGIN PUBLIC KEY-----
MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXeUvUqVuv+yNPmlYgwfod4oQe/O7MFKG
i/FC7o/ZFWBw7YIiLrlIEiDcVKxWX1rQXytlcjgycV58KEo3X1aNqJrtMX9crNrx
3eBPOBjRc4d5wguADcS3J1i1jkp22o58
-----END PUBLIC KEY-----
";

#[test]
fn a_key_of_openssl_is_read_and_written_as_it_was() {
    let key = PublicKey::from_pem(KEY).unwrap();
    assert_eq!(key.to_pem(), KEY);
    assert_eq!(key.id(), ID);
    assert_eq!(PublicKey::from_der(&key.to_der()), Some(key));
}

#[test]
fn keys_of_other_kinds_are_refused() {
    let private = KEY.replace("PUBLIC", "PRIVATE");
    for pem in [P384, COMPRESSED, &private, "", "-----BEGIN PUBLIC KEY-----"] {
        assert_eq!(PublicKey::from_pem(pem), None, "{pem}");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = camino::Utf8PathBuf::try_from(folder.path().join("p384.pem")).unwrap();
    std::fs::write(&path, P384).unwrap();
    let refused = PublicKey::read(&path).unwrap_err().to_string();
    assert_eq!(
        refused,
        format!("`{path}` is no public Ed25519 or P-256 key in PEM")
    );
}

#[test]
fn a_signature_of_openssl_verifies_and_no_changed_bit_of_it_does() {
    let key = PublicKey::from_pem(KEY).unwrap();
    let bytes = signed_bytes("test", b"hello");
    let signature = BASE64.decode(SIGNATURE).unwrap();
    assert!(key.signed(&bytes, &signature));
    for at in 0..signature.len() * 8 {
        let mut changed = signature.clone();
        changed[at / 8] ^= 1 << (at % 8);
        assert!(!key.signed(&bytes, &changed), "bit {at} of the signature");
    }
    for at in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[at / 8] ^= 1 << (at % 8);
        assert!(
            !key.signed(&changed, &signature),
            "bit {at} of what it signs"
        );
    }
    for signature in [&signature[..70], &[], &[0; 64]] {
        assert!(!key.signed(&bytes, signature));
    }
}

#[test]
fn keys_of_both_kinds_are_not_taken_for_each_other() {
    let p256 = PublicKey::from_pem(KEY).unwrap();
    let ed25519 = PrivateKey::random().unwrap();
    let mut envelope = Envelope::of(b"{}");
    ed25519.sign(&mut envelope);
    let bytes = envelope.signed_bytes().unwrap();
    let signature = envelope.signatures[0].bytes().unwrap();
    assert!(ed25519.public().signed(&bytes, &signature));
    assert!(!p256.signed(&bytes, &signature));
    let ecdsa = BASE64.decode(SIGNATURE).unwrap();
    assert!(
        !ed25519
            .public()
            .signed(&signed_bytes("test", b"hello"), &ecdsa)
    );
    assert_ne!(p256, ed25519.public());
}

#[test]
fn a_point_that_is_not_on_the_curve_verifies_nothing() {
    let mut der = PublicKey::from_pem(KEY).unwrap().to_der();
    if let Some(last) = der.last_mut() {
        *last ^= 1;
    }
    let key = PublicKey::from_der(&der).unwrap();
    let signature = BASE64.decode(SIGNATURE).unwrap();
    assert!(!key.signed(&signed_bytes("test", b"hello"), &signature));
}
