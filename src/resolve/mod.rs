//! Which credential, or which grant, a pod pulls an image with: the whole chain of a node, from
//! files alone or from a spec.

mod chain;
mod files;
mod held;
mod integrated;
pub mod json;
mod look_up;
mod memory;
mod names;
mod spec;
pub mod text;

use crate::keyring::{ImageName, Mismatch, Runtime};

pub use files::{File, from_files};
pub use held::{Content, Held, Server, Username};
pub use memory::Memory;
pub use names::Names;
pub use spec::{Beside, Facts, Pod, Puller, Unknown, every_account, from_spec, known};

/// The answer for one image.
#[derive(Debug)]
pub struct Resolution<'a> {
    /// The image as asked.
    pub image: String,
    /// Host and path with Docker Hub's defaults; nothing where the image is no name.
    pub repository: Option<String>,
    /// Who looks the credential up.
    pub runtime: Runtime,
    /// The pod's project and service account, where a spec was asked.
    pub account: Option<(&'a str, &'a str)>,
    /// What comes of it.
    pub verdict: Verdict<'a>,
    /// The entries that are tried, in their order.
    pub tried: Vec<Entry<'a>>,
    /// Those that are not, and why; entries of other hosts are only counted.
    pub passed_over: Vec<(Entry<'a>, Reason)>,
    /// How many entries are for other hosts.
    pub other_hosts: usize,
    /// Whether the content of a secret that could hold more entries is not known.
    pub incomplete: bool,
    /// What else a person should know: secrets whose content is not known, entries that are
    /// skipped, lists that are hidden.
    pub notes: Vec<String>,
}

/// What comes of a look-up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict<'a> {
    /// Credentials are sent.
    Credentials,
    /// The integrated registry lets the account pull.
    Grant(Grant<'a>),
    /// The integrated registry does not let the account pull; why.
    Denied(String),
    /// Nothing fits: the pull is tried without credentials.
    Anonymous,
    /// The pull fails before a registry is asked.
    Error {
        /// The runtime's own words.
        words: String,
        /// The secret or file that is to blame; nothing where it is the image's name.
        secret: Option<String>,
    },
}

impl Verdict<'_> {
    /// The word of JSON.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::Grant(_) => "grant",
            Self::Denied(_) => "denied",
            Self::Anonymous => "anonymous",
            Self::Error { .. } => "error",
        }
    }
}

/// Why the integrated registry lets an account pull.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant<'a> {
    /// The project that holds the image.
    pub images_in: String,
    /// The RoleBinding; OpenShift's own where the account is of that project.
    pub binding: &'a str,
    /// The user or group that the binding names.
    pub subject: String,
    /// The secret that proves who the account is.
    pub secret: String,
}

/// An entry of a pull secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry<'a> {
    /// The pull secret's name, or the file's as given.
    pub secret: String,
    /// The key as written.
    pub key: String,
    /// The user's name.
    pub username: Username<'a>,
}

/// Why an entry of the image's own host is not tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It does not fit, by kubelet's rules.
    Mismatch(Mismatch),
    /// Entries of Docker Hub's other names count only where nothing else fits.
    HubShutOut,
    /// containers/image compares whole parts of paths, and knows no signs for others in hosts.
    NotWhole,
    /// containers/image uses one entry, and another is it.
    OneOnly,
    /// There is nothing in it that containers/image could send: no `auth`.
    NothingToSend,
}

impl<'a> Resolution<'a> {
    fn new(image: &str, runtime: Runtime) -> Self {
        Self {
            image: image.to_owned(),
            repository: None,
            runtime,
            account: None,
            verdict: Verdict::Anonymous,
            tried: Vec::new(),
            passed_over: Vec::new(),
            other_hosts: 0,
            incomplete: false,
            notes: Vec::new(),
        }
    }

    /// The image's name; where it is none, that is the answer.
    fn name(&mut self) -> Option<ImageName> {
        match ImageName::parse(&self.image, self.runtime) {
            Ok(name) => Some(name),
            Err(fault) => {
                self.verdict = Verdict::Error {
                    words: fault.to_string(),
                    secret: None,
                };
                None
            }
        }
    }

    fn take(&mut self, found: look_up::Found<'a>) {
        self.tried = found.tried;
        self.passed_over = found.passed_over;
        self.other_hosts = found.other_hosts;
        self.incomplete = found.incomplete;
        self.notes.extend(found.notes);
    }
}
