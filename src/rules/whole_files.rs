//! Whole files that became pull secrets, as far as they were read. Their keys are text of another
//! file: no message quotes them.

use crate::credential::docker_config::{DockerConfig, Layout};
use crate::model::{PullSecretContent, Text};

use super::Checked;

/// A whole file.
pub(super) struct WholeFile<'a> {
    /// The number in `secrets`.
    pub(super) number: usize,
    /// The secret's name.
    pub(super) name: Text<'a>,
    /// The file's path.
    pub(super) file: Text<'a>,
    /// What is in it.
    pub(super) config: DockerConfig,
}

/// Every whole file that was read and is JSON.
pub(super) fn whole_files<'a>(checked: &'a Checked<'a>) -> impl Iterator<Item = WholeFile<'a>> {
    let secrets = checked.spec.secrets.found();
    secrets.filter_map(|(number, name, secret)| {
        let PullSecretContent::AuthFile(file) = &secret.content else {
            return None;
        };
        let bytes = checked.credentials?.files.get(number)?.as_ref()?;
        Some(WholeFile {
            number,
            name: *name,
            file: file.file,
            config: DockerConfig::parse(bytes.expose(), Layout::ConfigJson).ok()?,
        })
    })
}
