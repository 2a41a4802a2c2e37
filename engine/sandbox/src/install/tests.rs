//! Installations that must not succeed, and two at once.

use super::*;

/// `six` 1.17.0 with a digest that is not its own.
const WRONG: &str = "six==1.17.0 \\\n    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000\n";

fn here(cache: &Utf8Path, changed: &[(&str, &str)]) -> Surroundings {
    let changed = changed
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()));
    Surroundings::new(cache, std::env::vars_os().chain(changed))
}

fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::try_from(folder.path().to_owned()).unwrap();
    (folder, path)
}

#[test]
fn a_package_with_another_digest_is_refused_and_nothing_is_left() {
    let (_kept, cache) = folder();
    let here = here(&cache, &[]);
    let pins = Pins {
        requirements: WRONG,
    };
    let error = install_one(&here, Emulator::Moto, pins, &mut |_| {}).unwrap_err();
    match error {
        InstallError::Offline { .. } if !crate::tests_need_oracles() => {
            println!("skipped: no package index can be reached");
        }
        InstallError::Digest { ref package, .. } => {
            assert!(package.starts_with("six==1.17.0"), "{error}");
            assert!(!home(&here, Emulator::Moto, pins).exists());
            let left: Vec<_> = here
                .folder()
                .read_dir_utf8()
                .unwrap()
                .map(|e| e.unwrap().file_name().to_owned())
                .collect();
            assert!(
                !left.iter().any(|name| name.starts_with(PARTIAL)),
                "{left:?}"
            );
        }
        other => panic!("{other}"),
    }
}

/// `six` 1.17.0 itself.
const RIGHT: &str = "six==1.17.0 \\\n    --hash=sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274\n";

#[test]
fn of_two_installations_at_once_one_waits_for_the_other() {
    let (_kept, cache) = folder();
    let here = here(&cache, &[]);
    let pins = Pins {
        requirements: RIGHT,
    };
    let install = || {
        let mut steps = Vec::new();
        let done = install_one(&here, Emulator::Moto, pins, &mut |step| steps.push(step));
        done.map(|()| steps)
    };
    let both = std::thread::scope(|scope| {
        let both = [scope.spawn(install), scope.spawn(install)];
        both.map(|one| one.join().unwrap())
    });
    if let Some(Err(error)) = both.iter().find(|one| one.is_err()) {
        let offline = matches!(error, InstallError::Offline { .. } | InstallError::NoPython);
        assert!(offline && !crate::tests_need_oracles(), "{error}");
        println!("skipped: {error}");
        return;
    }
    let steps: Vec<_> = both.into_iter().flatten().collect();
    for (step, times) in [
        (Progress::Environment(Emulator::Moto), 1),
        (Progress::Installed(Emulator::Moto, false), 1),
        (Progress::Installed(Emulator::Moto, true), 1),
    ] {
        let seen = steps.iter().flatten().filter(|seen| **seen == step);
        assert_eq!(seen.count(), times, "{step:?} in {steps:?}");
    }
    assert!(works(&here, &home(&here, Emulator::Moto, pins)));
}

#[test]
fn what_an_interrupted_installation_left_is_removed() {
    let (_kept, cache) = folder();
    let folder = cache.join("sandbox");
    let (half, broken, other) = (
        folder.join(".partial-x"),
        folder.join("moto-1"),
        folder.join("moto-2"),
    );
    for path in [&half, &broken, &other] {
        fs::create_dir_all(path.join("bin")).unwrap();
    }
    clear(&folder, &broken).unwrap();
    assert!(!half.exists() && !broken.exists() && other.exists());
}

#[test]
fn without_python_the_message_says_what_to_install() {
    let (_kept, cache) = folder();
    let pins = Pins {
        requirements: WRONG,
    };
    let error = install_one(
        &here(&cache, &[("PATH", "/nonexistent")]),
        Emulator::Moto,
        pins,
        &mut |_| {},
    )
    .unwrap_err();
    assert!(matches!(error, InstallError::NoPython), "{error}");
    assert!(
        error
            .to_string()
            .contains("apt install python3 python3-venv")
    );
}

#[test]
fn an_old_python_is_named() {
    let (_kept, cache) = folder();
    let old = script(&cache, "echo 3 9 /opt/python3.9");
    let error = python::find(&here(&cache, &[("PATH", &old)])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "/opt/python3.9 is Python 3.9: the emulators need Python 3.10 or newer on the path"
    );
}

#[test]
fn a_python_without_venv_is_named() {
    let (_kept, cache) = folder();
    let words =
        "The virtual environment was not created successfully because ensurepip is not available.";
    let bin = script(
        &cache,
        &format!("case $3 in venv) echo '{words}'; exit 1;; esac; echo 3 12 $0"),
    );
    let pins = Pins {
        requirements: WRONG,
    };
    let error = install_one(
        &here(&cache, &[("PATH", &bin)]),
        Emulator::Moto,
        pins,
        &mut |_| {},
    )
    .unwrap_err();
    assert!(matches!(error, InstallError::NoVenv { .. }), "{error}");
}

#[test]
fn an_index_that_cannot_be_reached_is_no_broken_package() {
    let (_kept, cache) = folder();
    if python::find(&here(&cache, &[])).is_err() {
        assert!(!crate::tests_need_oracles(), "python is missing");
        println!("skipped: no Python");
        return;
    }
    let nowhere = [
        ("PIP_INDEX_URL", "http://127.0.0.1:9/simple"),
        ("PIP_RETRIES", "1"),
        ("PIP_NO_CACHE_DIR", "1"),
        ("PIP_FIND_LINKS", ""),
    ];
    let pins = Pins {
        requirements: WRONG,
    };
    let error =
        install_one(&here(&cache, &nowhere), Emulator::Moto, pins, &mut |_| {}).unwrap_err();
    assert!(matches!(error, InstallError::Offline { .. }), "{error}");
}

/// A folder with a `python3` that runs a line of shell.
fn script(cache: &Utf8Path, line: &str) -> String {
    use std::os::unix::fs::PermissionsExt;
    let bin = cache.join("bin");
    fs::create_dir_all(&bin).unwrap();
    let path = bin.join("python3");
    fs::write(&path, format!("#!/bin/sh\n{line}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    bin.into_string()
}
