//! What `import` reads goes into the files with credentials that it makes, and nowhere else.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::commands::{command, imports};
use crate::marks::{assert_silent, shown, traces};
use crate::outputs::{below, folder};

#[test]
fn an_import_writes_credentials_into_files_of_their_owner_alone() {
    let traces = traces();
    let mut carried = 0;
    for arguments in imports() {
        let (place, inputs) = folder();
        let output = command(place.path(), &arguments).output().unwrap();
        let what = format!("{arguments:?}");
        assert!(output.status.code().is_some_and(|code| code <= 2), "{what}");
        assert_silent(&what, &output.stdout, &traces);
        assert_silent(&what, &output.stderr, &traces);
        for path in below(place.path()) {
            if inputs.contains(&path) {
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            let below = path.strip_prefix(place.path()).unwrap();
            assert_silent(&what, below.to_str().unwrap().as_bytes(), &traces);
            if !below.starts_with("credentials") {
                assert_silent(&format!("{} of {what}", below.display()), &bytes, &traces);
                continue;
            }
            carried += usize::from(shown(&bytes, &traces).is_some());
            let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(path.as_path()), 0o600, "{} of {what}", below.display());
            assert_eq!(mode(path.parent().unwrap()), 0o700, "{what}");
        }
    }
    assert!(carried > 10, "{carried} files with credentials were made");
}
