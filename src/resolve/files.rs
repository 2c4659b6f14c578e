//! Docker and Podman files alone: each stands for one pull secret, in the given order.

use std::rc::Rc;

use crate::credential::docker_config::Layout;
use crate::keyring::Runtime;
use crate::kubernetes::DOCKERCFG;

use super::look_up::look_up;
use super::{Content, Held, Resolution};

/// A file that was read.
#[derive(Clone, Copy)]
pub struct File<'b> {
    /// Its name as given.
    pub name: &'b str,
    /// What is in it; callers bound its size.
    pub bytes: &'b [u8],
}

/// How a file is laid out: by its name, as Docker and Podman tell.
fn layout(name: &str) -> Layout {
    match name.rsplit('/').next() {
        Some(DOCKERCFG) => Layout::Dockercfg,
        _ => Layout::ConfigJson,
    }
}

impl File<'_> {
    fn held(self, runtime: Runtime) -> Held<'static> {
        let layout = layout(self.name);
        let content = Content::read(self.name, self.bytes, layout, runtime);
        Held::new(self.name.to_owned(), content)
    }
}

/// Answers from files alone.
#[must_use]
pub fn from_files(image: &str, files: &[File<'_>], runtime: Runtime) -> Resolution<'static> {
    let mut resolution = Resolution::new(image, runtime);
    let Some(name) = resolution.name() else {
        return resolution;
    };
    let held: Vec<_> = match runtime {
        Runtime::Kubelet => files
            .iter()
            .map(|file| Rc::new(file.held(runtime)))
            .collect(),
        // A file behind the one that answers is never opened.
        Runtime::ContainersImage => opened(files, &name.repository),
    };
    let found = look_up(runtime, &held, &[], &name.repository);
    resolution.verdict = found.verdict();
    resolution.take(found);
    resolution.repository = Some(name.repository);
    resolution
}

/// The files that containers/image reads: those up to the first that answers or cannot be read.
fn opened(files: &[File<'_>], repository: &str) -> Vec<Rc<Held<'static>>> {
    let mut held = Vec::with_capacity(files.len());
    for file in files {
        let next = [Rc::new(file.held(Runtime::ContainersImage))];
        let found = look_up(Runtime::ContainersImage, &next, &[], repository);
        let last = found.error.is_some() || !found.tried.is_empty();
        held.extend(next);
        if last {
            break;
        }
    }
    held
}
