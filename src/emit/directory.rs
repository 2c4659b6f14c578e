//! Objects to the files of a directory: paths and bytes, nothing is touched.

use std::fmt::Write;

use aws_lc_rs::digest;
use hashbrown::HashMap;

use crate::lower::Object;

use super::{YamlWriter, kustomization};

/// The first words of every file that a build writes. It is how a later build knows that it may
/// replace or remove the file; no other state is kept.
const HEADER: &str = "# Written by pullsecrets";

/// The rest of the first line, for those who open the file.
const HEADER_END: &str = ". The next build replaces or removes this file.\n";

/// The folder of what only `kubectl create` takes. No project can have its name.
pub const CREATE: &str = "_create";

/// The longest name of a file without `.yaml`, in bytes.
const LONGEST: usize = 200;

/// How files lie in a directory.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Layout {
    /// A folder a namespace, with a kustomization in each and one above all.
    #[default]
    Kustomize,
    /// All in one folder, names prefixed by the namespace.
    Flat,
}

/// A file to write.
pub struct OutputFile {
    /// Its path below the directory, parts separated by `/`.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Whether it holds a credential that anyone who reads it can use.
    pub is_confidential: bool,
}

/// Whom a file belongs to that a build wrote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owner<'a> {
    /// To no project in particular.
    Root,
    /// To this project.
    Project(&'a str),
}

/// Reads from the start of a file whether a build wrote it.
#[must_use]
pub fn owner(start: &[u8]) -> Option<Owner<'_>> {
    let line = start.strip_prefix(HEADER.as_bytes())?;
    let line = std::str::from_utf8(line.split(|byte| *byte == b'.').next()?).ok()?;
    match line.strip_prefix(" for ") {
        Some(project) => Some(Owner::Project(project)),
        None => line.is_empty().then_some(Owner::Root),
    }
}

/// The files for these objects. `has_root` tells whether the kustomization above all is among
/// them: a build of a part of the projects leaves it as it is.
#[must_use]
pub fn directory(objects: &[Object<'_>], layout: Layout, has_root: bool) -> Vec<OutputFile> {
    let paths = Paths::of(objects, layout);
    let mut files = Vec::with_capacity(objects.len() + objects.len() / 2);
    let mut writer = YamlWriter::with_capacity(4096);
    for (object, path) in objects.iter().zip(&paths.list) {
        header(&mut writer, Some(namespace(object)));
        object.write(&mut writer);
        files.push(OutputFile {
            path: path.clone(),
            bytes: writer.written().into(),
            is_confidential: object.holds_credential(),
        });
        writer.out.clear();
    }
    if layout == Layout::Kustomize {
        kustomization::add(objects, &paths.list, has_root, &mut files);
    }
    files
}

/// The namespace that an object belongs to; for a Namespace itself.
pub(super) fn namespace<'a>(object: &'a Object<'_>) -> &'a str {
    object.metadata.namespace.unwrap_or(&object.metadata.name)
}

/// Writes the line by which a later build knows the file.
pub(super) fn header(writer: &mut YamlWriter, project: Option<&str>) {
    writer.raw(HEADER);
    if let Some(project) = project {
        writer.raw(" for ");
        writer.raw(project);
    }
    writer.raw(HEADER_END);
}

/// The path of each object, in the order of the objects.
struct Paths {
    list: Vec<String>,
}

impl Paths {
    fn of(objects: &[Object<'_>], layout: Layout) -> Self {
        // Names that the API server is to find get a number: several may share a prefix.
        let mut numbers: HashMap<(&str, &str, &str), u32> = HashMap::new();
        let names: Vec<String> = objects
            .iter()
            .map(|object| {
                let name = object.metadata.name.as_ref();
                if !object.metadata.generate {
                    return name.to_owned();
                }
                let key = (namespace(object), object.kind(), name);
                let number = numbers.entry(key).or_default();
                *number += 1;
                format!("{name}{number}")
            })
            .collect();
        let mut list: Vec<String> = objects
            .iter()
            .zip(&names)
            .map(|(object, name)| path(object, name, layout, 0))
            .collect();
        // Some file systems take upper and lower case for the same; each further round makes the
        // hash of those that meet longer. A full hash of different names never meets.
        for digits in [8, 16, 32, 64] {
            let mut met: HashMap<String, u32> = HashMap::with_capacity(list.len());
            for path in &list {
                *met.entry(path.to_ascii_lowercase()).or_default() += 1;
            }
            if met.len() == list.len() {
                break;
            }
            for ((path_of, object), name) in list.iter_mut().zip(objects).zip(&names) {
                if met[&path_of.to_ascii_lowercase()] > 1 {
                    *path_of = path(object, name, layout, digits);
                }
            }
        }
        Self { list }
    }
}

/// The path of an object's file; `digits` of its name's hash are added where it is not 0.
fn path(object: &Object<'_>, name: &str, layout: Layout, digits: usize) -> String {
    let namespace = namespace(object);
    let mut path = String::with_capacity(namespace.len() + name.len() + 40);
    if object.metadata.generate {
        path.push_str(CREATE);
        path.push('/');
    }
    path.push_str(namespace);
    path.push(match layout {
        Layout::Kustomize => '/',
        Layout::Flat => '-',
    });
    let start = path.rfind('/').map_or(0, |slash| slash + 1);
    path.extend(object.kind().chars().map(|c| c.to_ascii_lowercase()));
    path.push('-');
    let mut is_exact = true;
    for character in name.chars() {
        let is_kept = character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.');
        is_exact &= is_kept || character == ':';
        path.push(if is_kept { character } else { '.' });
    }
    let digits = match path.len() - start > LONGEST || !is_exact {
        true => digits.max(8),
        false => digits,
    };
    if digits > 0 {
        path.truncate((start + LONGEST).saturating_sub(digits + 1).min(path.len()));
        path.push('-');
        push_hash(name, digits, &mut path);
    }
    path.push_str(".yaml");
    path
}

/// The first hexadecimal digits of a name's SHA-256.
fn push_hash(name: &str, digits: usize, path: &mut String) {
    let hash = digest::digest(&digest::SHA256, name.as_bytes());
    for byte in hash.as_ref().iter().take(digits / 2) {
        // Writing into a String cannot fail.
        let _ = write!(path, "{byte:02x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::{Body, Metadata};

    fn object<'a>(namespace: &'a str, name: &'a str, body: Body<'a>) -> Object<'a> {
        Object {
            metadata: Metadata {
                name: name.into(),
                namespace: Some(namespace),
                ..Metadata::default()
            },
            body,
        }
    }

    fn binding<'a>(namespace: &'a str, name: &'a str) -> Object<'a> {
        let subjects = Vec::new();
        object(namespace, name, Body::RoleBinding { subjects })
    }

    fn paths(objects: &[Object<'_>], layout: Layout) -> Vec<String> {
        let files = directory(objects, layout, true);
        files.into_iter().map(|file| file.path).collect()
    }

    #[test]
    fn each_object_has_a_file_and_each_folder_a_kustomization() {
        let account = || Body::ServiceAccount {
            pull: vec!["quay"],
            mount: Vec::new(),
        };
        let mut objects = vec![
            object(
                "b",
                "quay",
                Body::Secret {
                    docker_config: "e30=",
                },
            ),
            object("a", "default", account()),
            binding("b", "system:image-puller:a"),
        ];
        let mut namespace = object("", "a", Body::Namespace);
        namespace.metadata.namespace = None;
        objects.insert(0, namespace);
        let files = directory(&objects, Layout::Kustomize, true);
        let shown: Vec<(&str, bool)> = files
            .iter()
            .map(|file| (file.path.as_str(), file.is_confidential))
            .collect();
        assert_eq!(
            shown,
            [
                ("a/namespace-a.yaml", false),
                ("b/secret-quay.yaml", true),
                ("a/serviceaccount-default.yaml", false),
                ("b/rolebinding-system.image-puller.a.yaml", false),
                ("a/kustomization.yaml", false),
                ("b/kustomization.yaml", false),
                ("kustomization.yaml", false),
            ]
        );
        assert_eq!(
            String::from_utf8_lossy(&files[6].bytes),
            "# Written by pullsecrets. The next build replaces or removes this file.\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- a\n- b\n"
        );
        assert_eq!(
            String::from_utf8_lossy(&files[4].bytes),
            "# Written by pullsecrets for a. The next build replaces or removes this file.\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- namespace-a.yaml\n- serviceaccount-default.yaml\n"
        );
        assert_eq!(
            paths(&objects, Layout::Flat),
            [
                "a-namespace-a.yaml",
                "b-secret-quay.yaml",
                "a-serviceaccount-default.yaml",
                "b-rolebinding-system.image-puller.a.yaml",
            ]
        );
        assert_eq!(directory(&objects, Layout::Kustomize, false).len(), 6);
    }

    #[test]
    fn objects_without_a_name_lie_apart() {
        let mut objects = Vec::new();
        for prefix in ["build-", "build-", "test-"] {
            let subjects = Vec::new();
            let mut generated = object("a", prefix, Body::RoleBinding { subjects });
            generated.metadata.generate = true;
            objects.push(generated);
        }
        assert_eq!(
            paths(&objects, Layout::Kustomize),
            [
                "_create/a/rolebinding-build-1.yaml",
                "_create/a/rolebinding-build-2.yaml",
                "_create/a/rolebinding-test-1.yaml",
                "kustomization.yaml",
            ]
        );
        assert_eq!(
            paths(&objects, Layout::Flat)[0],
            "_create/a-rolebinding-build-1.yaml"
        );
    }

    #[test]
    fn names_that_meet_or_are_long_or_odd_get_a_hash() {
        // sha256sum of `a:b`, `a.b`, `A.b`.
        let meeting = [
            binding("p", "a:b"),
            binding("p", "a.b"),
            binding("p", "A.b"),
        ];
        assert_eq!(
            paths(&meeting, Layout::Flat),
            [
                "p-rolebinding-a.b-6783a31e.yaml",
                "p-rolebinding-a.b-2e7336dc.yaml",
                "p-rolebinding-A.b-4ff54a77.yaml",
            ]
        );
        let long = "x".repeat(253);
        let paths_of_long = paths(&[binding("p", &long)], Layout::Kustomize);
        assert_eq!(paths_of_long[0].len(), "p/".len() + 200 + ".yaml".len());
        let odd = paths(&[binding("p", "../ü\n")], Layout::Kustomize);
        assert!(odd[0].starts_with("p/rolebinding-.....-"), "{}", odd[0]);
        // A name that is what another becomes.
        let adverse = [
            binding("p", "a:b"),
            binding("p", "a.b"),
            binding("p", "a.b-6783a31e"),
        ];
        let mut unique = paths(&adverse, Layout::Flat);
        unique.dedup();
        assert_eq!(unique.len(), 3);
    }

    #[test]
    fn prefixes_of_flat_files_never_make_two_of_one() {
        let objects = [
            binding("a", "b-rolebinding-c"),
            binding("a-rolebinding-b", "c"),
        ];
        let mut lie = paths(&objects, Layout::Flat);
        lie.sort();
        lie.dedup();
        assert_eq!(lie.len(), 2);
    }

    #[test]
    fn a_header_tells_whose_file_it_is() {
        assert_eq!(owner(b"# Written by pullsecrets. The"), Some(Owner::Root));
        assert_eq!(
            owner(b"# Written by pullsecrets for a-1. The"),
            Some(Owner::Project("a-1"))
        );
        for other in [
            "",
            "apiVersion: v1\n",
            "# Written by pullsecretsx",
            "# Written by hand.",
        ] {
            assert_eq!(owner(other.as_bytes()), None, "{other}");
        }
    }
}
