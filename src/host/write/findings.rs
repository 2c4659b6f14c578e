//! Changes as findings: what is in the way, and what `build --check` reports.

use std::path::Path;

use crate::emit::OutputFile;
use crate::finding::{Finding, Place, catalogue};

use super::Changes;
use super::folder::shown;

impl Changes {
    /// What is in the way of outputs, each as a finding.
    #[must_use]
    pub fn in_the_way(&self, dir: &Path) -> Vec<Finding> {
        self.blocked
            .iter()
            .map(|blocked| {
                let path = shown(dir, &blocked.path);
                catalogue::FILE_IN_THE_WAY
                    .at(
                        Place::Path(path),
                        format!("{} is where an output goes", blocked.what),
                    )
                    .help("move it away, or name another directory with `-o DIR`")
            })
            .collect()
    }

    /// How the directory differs from what the build made, each file as a finding; what is in the
    /// way too. With `seals_anew`, what is sealed is another one in every build.
    #[must_use]
    pub fn differences(&self, dir: &Path, files: &[OutputFile], seals_anew: bool) -> Vec<Finding> {
        const BUILD: &str = "run the same build without `--check`, and commit what it writes";
        // A plain Secret is not to be committed.
        const APPLY: &str = "run the same build without `--check`, and apply what it writes";
        const KEY: &str = "what is sealed stays the same only under the reuse key that it was built \
            with (`--reuse-key FILE`); else run the same build without `--check`, and commit what it \
            writes";
        let of_changed = if seals_anew { KEY } else { BUILD };
        let file = |position: &usize| {
            let file = &files[*position];
            (file.path.as_str(), file.is_confidential)
        };
        let missing = self.create.iter().map(file);
        let changed = self.update.iter().map(file);
        let stale = self.remove.iter().map(String::as_str);
        let mut findings: Vec<Finding> = missing
            .map(|(path, is_plain)| {
                let help = if is_plain { APPLY } else { BUILD };
                (path, "the spec makes this file, and it is not there", help)
            })
            .chain(changed.map(|(path, is_plain)| {
                let help = if is_plain { APPLY } else { of_changed };
                (path, "the spec makes something else of this file", help)
            }))
            .chain(stale.map(|path| (path, "the spec makes this file no more", BUILD)))
            .map(|(path, message, help)| {
                catalogue::OUTPUT_DIFFERS
                    .at(Place::Path(shown(dir, path)), message)
                    .help(help)
            })
            .collect();
        findings.extend(self.in_the_way(dir));
        findings
    }
}
