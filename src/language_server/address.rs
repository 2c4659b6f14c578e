//! Addresses of documents: `file:` URIs to paths.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

/// The path of a local file's address; nothing for a text that lies nowhere yet, or elsewhere.
#[must_use]
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    if !rest.starts_with('/') {
        return None;
    }
    let mut bytes = Vec::with_capacity(rest.len());
    let mut left = rest.bytes();
    while let Some(byte) = left.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let high = digit(left.next()?)?;
                let low = digit(left.next()?)?;
                u8::try_from(high * 16 + low).ok()?
            }
            b'?' | b'#' => break,
            byte => byte,
        });
    }
    (!bytes.contains(&0)).then(|| OsString::from_vec(bytes).into())
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn local_files_have_a_path() {
        let found = |uri: &str| path(uri).map(|path| path.to_string_lossy().into_owned());
        assert_eq!(
            found("file:///a/b%20%C3%A9.yaml"),
            Some("/a/b é.yaml".into())
        );
        assert_eq!(found("file://localhost/a"), Some("/a".into()));
        for none in [
            "file://host/a",
            "untitled:1",
            "file:///a%0",
            "file:///a%zz",
            "file:///a%00b",
            "/a",
        ] {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
