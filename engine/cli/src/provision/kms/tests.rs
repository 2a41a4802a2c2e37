//! Data keys of KMS, on emulators that others wrote.

use tollgate_attest::PublicKey;
use tollgate_aws::Purpose;
use tollgate_sandbox::Emulator;

use super::*;
use crate::provision::emulators;

/// What an emulator does otherwise than KMS, which answers `IncorrectKeyException`, when it is to unwrap with
/// one key what another one wrapped.
const OTHER_KEYS: &[(Emulator, Answer, &str)] = &[
    (
        Emulator::MiniStack,
        Answer::Unwraps,
        "takes the key that the bytes name, whichever it is asked for",
    ),
    (
        Emulator::Moto,
        Answer::Denies,
        "answers AccessDeniedException in its place",
    ),
];

/// What an emulator does otherwise than KMS when it is to sign a digest, as it is for messages of more than
/// 4,096 bytes.
const DIGESTS: &[(Emulator, &str)] = &[(
    Emulator::Moto,
    "takes the digest for a message and hashes it again, so that nothing verifies",
)];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Unwraps,
    Denies,
    Refuses,
}

const LINEAGE: &str = "6f0b8f1e-0000-4000-8000-000000000001";

fn context(lineage: &str) -> KeyContext {
    KeyContext {
        lineage: lineage.parse().unwrap(),
    }
}

async fn keys(emulator: Emulator, alias: &str, environment: &str) -> Option<KmsKeys> {
    let aws = emulators::aws(emulator, "000000001002")?;
    let key = KmsKey::new(aws, alias);
    key.make(Purpose::Wrapping).await.unwrap();
    key.make(Purpose::Wrapping).await.unwrap();
    Some(KmsKeys::new(key, environment))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_key_unwraps_for_its_state_and_environment_only() {
    for emulator in Emulator::ALL {
        let Some(dev) = keys(emulator, "alias/state", "dev").await else {
            continue;
        };
        let made = dev.generate(context(LINEAGE)).await.unwrap();
        let wrapped = &made.wrapped;
        assert_eq!(wrapped.provider, "aws-kms");
        assert!(wrapped.key.starts_with("arn:aws:kms:"), "{wrapped:?}");
        let plain = dev.unwrap(wrapped, context(LINEAGE)).await.unwrap();
        assert_eq!(plain, made.plain);

        let elsewhere = context("6f0b8f1e-0000-4000-8000-000000000002");
        let refused = dev.unwrap(wrapped, elsewhere).await;
        assert!(matches!(refused, Err(KeyError::Tampered)), "{refused:?}");
        let prod = keys(emulator, "alias/state", "prod").await.unwrap();
        let refused = prod.unwrap(wrapped, context(LINEAGE)).await;
        assert!(matches!(refused, Err(KeyError::Tampered)), "{refused:?}");

        let mut other = wrapped.clone();
        other.provider = "key-file".to_owned();
        let refused = dev.unwrap(&other, context(LINEAGE)).await;
        assert!(matches!(refused, Err(KeyError::OtherKey { .. })));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_not_the_named_one_is_not_used() {
    for emulator in Emulator::ALL {
        let Some(ours) = keys(emulator, "alias/ours", "dev").await else {
            continue;
        };
        let theirs = keys(emulator, "alias/theirs", "dev").await.unwrap();
        let made = theirs.generate(context(LINEAGE)).await.unwrap();
        let outcome = ours.unwrap(&made.wrapped, context(LINEAGE)).await;
        let answer = match outcome {
            Ok(_) => Answer::Unwraps,
            Err(KeyError::OtherKey { .. }) => Answer::Refuses,
            Err(error) => {
                let text = crate::provision::chain(&error);
                assert!(text.contains("AccessDeniedException"), "{text}");
                Answer::Denies
            }
        };
        let known = OTHER_KEYS.iter().find(|(known, ..)| *known == emulator);
        if let Some((_, _, reason)) = known {
            println!("{} {reason}", emulator.name());
        }
        let expected = known.map_or(Answer::Refuses, |(_, answer, _)| *answer);
        assert_eq!(answer, expected, "{}", emulator.name());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_not_there_is_named() {
    for emulator in Emulator::ALL {
        let Some(aws) = emulators::aws(emulator, "000000001002") else {
            continue;
        };
        let keys = KmsKeys::new(KmsKey::new(aws, "alias/nowhere"), "dev");
        let refused = keys.generate(context(LINEAGE)).await.unwrap_err();
        let text = crate::provision::chain(&refused);
        assert!(
            text.contains(
                "cannot make a data key with `alias/nowhere`: kms:GenerateDataKey failed"
            ),
            "{}: {text}",
            emulator.name()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_key_signs_verifies_short_or_long() {
    for emulator in Emulator::ALL {
        let Some(aws) = emulators::aws(emulator, "000000001002") else {
            continue;
        };
        let key = KmsKey::new(aws, "alias/signs");
        key.make(Purpose::Signing).await.unwrap();
        let der = key.public().await.unwrap();
        let public = PublicKey::from_der(&der).unwrap();
        assert_eq!(public.to_der(), der);
        let known = DIGESTS.iter().find(|(known, _)| *known == emulator);
        for length in [1, 4096, 4097, 100_000] {
            let bytes = vec![b'x'; length];
            let signature = key.sign(&bytes).await.unwrap();
            let is_digest = length > 4096;
            let verifies = public.signed(&bytes, &signature);
            assert_eq!(
                verifies,
                !is_digest || known.is_none(),
                "{}, {length} bytes",
                emulator.name()
            );
            assert!(!public.signed(b"another", &signature));
        }
        if let Some((_, reason)) = known {
            println!("{} {reason}", emulator.name());
        }
    }
}
