//! Paths as URI references.

/// `modules/a b/main.tf` as `modules/a%20b/main.tf`; an absolute path gets the scheme `file`.
pub(super) fn of_path(path: &str) -> String {
    let path = path.replace('\\', "/");
    let drive = path.get(1..3) == Some(":/");
    let mut uri = String::with_capacity(path.len() + 8);
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if drive {
        uri.push_str("file:///");
    }
    let relative = path.strip_prefix("./").unwrap_or(&path);
    for byte in relative.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            b':' if drive => uri.push(':'),
            // Escaping a colon also keeps `ab:c/d.tf` from being read as of scheme `ab`.
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        for (path, uri) in [
            ("modules/rds/main.tf", "modules/rds/main.tf"),
            ("./main.tf", "main.tf"),
            ("../x/main.tf", "../x/main.tf"),
            ("a b/ü#1?.tf", "a%20b/%C3%BC%231%3F.tf"),
            ("ab:c/d.tf", "ab%3Ac/d.tf"),
            ("/srv/x.tf", "file:///srv/x.tf"),
            (r"C:\code\x.tf", "file:///C:/code/x.tf"),
            (r"modules\rds\main.tf", "modules/rds/main.tf"),
        ] {
            assert_eq!(of_path(path), uri, "{path}");
        }
    }
}
