//! Folders of manifests: which files in them are read.

use std::fs;
use std::path::{Path, PathBuf};

use super::reason::reason;

/// More files in one folder are a mistake of the command line, such as `/`.
const MOST_FILES: usize = 200_000;

/// What is below a folder.
#[derive(Debug, Default)]
pub struct Found {
    /// Files by whose names they are YAML or JSON, in the order of their paths.
    pub files: Vec<PathBuf>,
    /// Folders of Helm charts, whose templates are no manifests and are not among the files.
    pub charts: Vec<PathBuf>,
}

/// Looks for manifests below a folder. Hidden folders are passed over, symbolic links are not
/// followed.
///
/// # Errors
/// The folder that cannot be read, and why.
pub fn walk(folder: &Path) -> Result<Found, (PathBuf, &'static str)> {
    let mut found = Found::default();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let failed = |error: std::io::Error| (folder.clone(), reason(&error));
        let mut entries = Vec::new();
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            entries.push((entry.file_name(), entry.file_type().map_err(failed)?));
        }
        let is_chart = entries.iter().any(|(name, _)| name == "Chart.yaml")
            && entries.iter().any(|(name, _)| name == "templates");
        if is_chart {
            found.charts.push(folder.clone());
        }
        for (name, kind) in entries {
            let path = folder.join(&name);
            let hidden = name.to_string_lossy().starts_with('.');
            if kind.is_dir() {
                if !(hidden || is_chart && name == "templates") {
                    open.push(path);
                }
            } else if kind.is_file() && is_manifest(&path) {
                found.files.push(path);
            }
        }
        if found.files.len() > MOST_FILES {
            return Err((folder, "there are more than 200,000 files below it"));
        }
    }
    found.files.sort();
    found.charts.sort();
    Ok(found)
}

fn is_manifest(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("yaml" | "yml" | "json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order_and_links_are_not_followed() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path();
        for folder in ["b", ".git", "chart/templates"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        for file in [
            "b/z.yaml",
            "a.yml",
            "c.json",
            "notes.txt",
            ".git/x.yaml",
            "chart/Chart.yaml",
            "chart/templates/pod.yaml",
        ] {
            fs::write(root.join(file), "a: 1\n").unwrap();
        }
        std::os::unix::fs::symlink("/", root.join("link")).unwrap();
        std::os::unix::fs::symlink("a.yml", root.join("d.yaml")).unwrap();
        let found = walk(root).unwrap();
        let names: Vec<_> = found
            .files
            .iter()
            .map(|path| path.strip_prefix(root).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(names, ["a.yml", "b/z.yaml", "c.json", "chart/Chart.yaml"]);
        assert_eq!(found.charts, [root.join("chart")]);
        assert!(walk(&root.join("nothing")).is_err());
    }
}
