//! Whole files with an entry on which kubelet gives up.

use crate::credential::AuthFault;
use crate::credential::docker_config::{ConfigFault, DockerConfig, FaultKind, Layout};
use crate::finding::{Finding, catalogue};
use crate::keyring::kubelet::fatal;
use crate::model::Text;

use super::whole_files::whole_files;
use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::BROKEN_ENTRY],
    needs: Needs::Credentials,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let Some(decoded) = checked.credentials else {
        return;
    };
    for file in whole_files(checked) {
        let harm = format!(
            "pods that list `{}` cannot pull any image, of whatever registry",
            file.name.value
        );
        findings.extend(of_file(&file.config, file.file, &harm));
    }
    if let (Some(global), Some(bytes)) = (&checked.spec.global_pull_secret, &decoded.global_base) {
        let harm = "nodes go without the global pull secret, so that images of the platform itself cannot be pulled";
        let config = DockerConfig::parse(bytes.expose(), Layout::ConfigJson);
        findings.extend(
            config
                .ok()
                .and_then(|config| of_file(&config, global.base, harm)),
        );
    }
}

fn of_file(config: &DockerConfig, file: Text<'_>, harm: &str) -> Option<Finding> {
    let fault = fatal(&config.faults)?;
    let what = what(fault, config);
    Some(
        catalogue::BROKEN_ENTRY
            .at(file.span, format!("file `{}` has {what}: {harm}", file.value))
            .label("kubelet gives up on the whole file")
            .help("log in to that registry again, or take the entry out: `podman login --authfile FILE SERVER` writes it anew"),
    )
}

/// What is wrong, without a word of the file itself: an entry is told by its number.
fn what(fault: &ConfigFault, config: &DockerConfig) -> String {
    let key = fault.key.as_deref().unwrap_or_default();
    let position = config.entries.iter().position(|entry| entry.key == key);
    let which = match position {
        Some(at) => format!("entry {} of {}", at + 1, config.entries.len()),
        None => "an entry".to_owned(),
    };
    let kind = match fault.kind {
        FaultKind::Auth(AuthFault::Base64(_)) => "with an `auth` that is not base64",
        FaultKind::Auth(AuthFault::NoColon) => "with an `auth` without a colon",
        FaultKind::Entry(_) => "that is no mapping",
        FaultKind::Field(field, _) => return format!("{which} whose `{field}` is no text"),
        FaultKind::Headers(_) | FaultKind::HeaderValue(_) => {
            return "`HttpHeaders` that are no mapping of texts".to_owned();
        }
        FaultKind::Auths(_) | FaultKind::Top(_) => {
            return "an `auths` that is no mapping".to_owned();
        }
        FaultKind::Helpers(_) | FaultKind::HelperValue(_) => {
            return "`credHelpers` that are no mapping of texts".to_owned();
        }
    };
    format!("{which} {kind}")
}
