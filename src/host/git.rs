//! Whether a directory lies in a Git work tree and would be committed. Git itself is not run.

use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

/// A list of ignored files with more bytes is read only so far.
const LARGEST_LIST: u64 = 1024 * 1024;

/// A file as builds write it, below the directory that is asked about.
const OUTPUT: [&str; 2] = ["project", "secret.yaml"];

/// Whether files of a build in `dir`, which need not be there yet, lie in a Git work tree that
/// does not ignore them. It reads the `.gitignore` files on the way and the work tree's own
/// `info/exclude`, not the user's global list: a doubt is answered by yes.
#[must_use]
pub fn would_commit(dir: &Path) -> bool {
    let dir = resolve(dir);
    let Some(top) = dir
        .ancestors()
        .find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok())
    else {
        return false;
    };
    let Ok(below) = dir.strip_prefix(top) else {
        return true;
    };
    let mut rules = rules(&top.join(".git/info/exclude"), top);
    rules.extend(self::rules(&top.join(".gitignore"), top));
    let mut path = top.to_owned();
    let names = below.components().map(Component::as_os_str);
    let output = OUTPUT.iter().map(std::ffi::OsStr::new);
    let names: Vec<_> = names.chain(output).collect();
    for (position, name) in names.iter().enumerate() {
        path.push(name);
        let is_folder = position + 1 < names.len();
        // The last rule that matches decides; below an ignored folder nothing is taken back.
        let rule = rules
            .iter()
            .rev()
            .find(|rule| rule.matches(&path, is_folder));
        if rule.is_some_and(|rule| !rule.is_negated) {
            return false;
        }
        rules.extend(self::rules(&path.join(".gitignore"), &path));
    }
    true
}

/// The path without links; what is not there yet is taken as written.
fn resolve(dir: &Path) -> PathBuf {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    for there in absolute.ancestors() {
        if let Ok(resolved) = fs::canonicalize(there) {
            let rest = absolute.strip_prefix(there).unwrap_or(Path::new(""));
            return resolved.join(rest);
        }
    }
    absolute
}

/// A line of a `.gitignore`.
struct Rule {
    /// The folder of the list; the pattern is relative to it.
    folder: PathBuf,
    pattern: GlobMatcher,
    is_negated: bool,
    for_folders: bool,
    /// Whether it matches whole paths, not names at any depth.
    is_anchored: bool,
}

impl Rule {
    fn read(line: &str, folder: &Path) -> Option<Self> {
        let line = line.trim_end_matches(['\r', ' ']);
        if line.starts_with('#') {
            return None;
        }
        let (is_negated, line) = match line.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let (for_folders, line) = match line.strip_suffix('/') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let is_anchored = line.contains('/');
        let line = line.strip_prefix('/').unwrap_or(line);
        if line.is_empty() {
            return None;
        }
        let glob = GlobBuilder::new(line)
            .literal_separator(true)
            .backslash_escape(true)
            .build()
            .ok()?;
        Some(Self {
            folder: folder.to_owned(),
            pattern: glob.compile_matcher(),
            is_negated,
            for_folders,
            is_anchored,
        })
    }

    fn matches(&self, path: &Path, is_folder: bool) -> bool {
        if self.for_folders && !is_folder {
            return false;
        }
        match (path.strip_prefix(&self.folder), path.file_name()) {
            (Ok(below), _) if self.is_anchored => self.pattern.is_match(below),
            (Ok(_), Some(name)) => self.pattern.is_match(name),
            _ => false,
        }
    }
}

/// The rules of a list; none where it cannot be read.
fn rules(list: &Path, folder: &Path) -> Vec<Rule> {
    let is_file = fs::metadata(list).is_ok_and(|metadata| metadata.is_file());
    let mut text = Vec::new();
    if is_file && let Ok(file) = fs::File::open(list) {
        // What was read before an error still counts.
        let _ = file.take(LARGEST_LIST).read_to_end(&mut text);
    }
    String::from_utf8_lossy(&text)
        .lines()
        .filter_map(|line| Rule::read(line, folder))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_tree_is_found_and_its_lists_are_read() {
        let place = tempfile::tempdir().unwrap();
        let top = place.path();
        let out = top.join("deploy/out");
        assert!(!would_commit(&out), "no work tree");
        fs::create_dir(top.join(".git")).unwrap();
        assert!(would_commit(&out));
        assert!(would_commit(top));
        for (list, is_ignored) in [
            ("out\n", true),
            ("out/\n", true),
            ("/out\n", false),
            ("deploy/out\n", true),
            ("/deploy/\n", true),
            ("deploy/*\n!deploy/out\n", false),
            ("# out\n", false),
            ("*.yaml\n", true),
            ("secret*\n", true),
            ("**/out/**\n", true),
            ("other\n", false),
            ("[\n", false),
            ("out\r\n", true),
        ] {
            fs::write(top.join(".gitignore"), list).unwrap();
            assert_eq!(would_commit(&out), !is_ignored, "{list:?}");
        }
        fs::remove_file(top.join(".gitignore")).unwrap();
        fs::create_dir_all(&out).unwrap();
        fs::write(out.join(".gitignore"), "*\n").unwrap();
        assert!(!would_commit(&out));
        fs::remove_file(out.join(".gitignore")).unwrap();
        fs::create_dir(top.join(".git/info")).unwrap();
        fs::write(top.join(".git/info/exclude"), "/deploy\n").unwrap();
        assert!(!would_commit(&out));
    }

    #[test]
    fn real_git_agrees() {
        let place = tempfile::tempdir().unwrap();
        let git = |arguments: &[&str]| {
            std::process::Command::new("git")
                .args(arguments)
                .current_dir(place.path())
                .env("GIT_CONFIG_GLOBAL", "/dev/null")
                .output()
        };
        if git(&["init", "-q"]).is_err() {
            println!("git is not here, so nothing was compared with it");
            return;
        }
        let file = "deploy/out/project/secret.yaml";
        for list in [
            "out",
            "/out",
            "deploy/out",
            "deploy",
            "d*",
            "*/out",
            "**/project",
            "project/",
            "*.yml",
            "se?ret.yaml",
            "deploy/\n!deploy/out",
            "*\n!deploy",
            "*\n!*/\n!*.yaml",
            "secret.yaml/",
            "deploy/**",
            "deploy/*/project",
            "out/project",
            "\\#x",
            "!out",
        ] {
            fs::write(place.path().join(".gitignore"), list).unwrap();
            let ignored = git(&["check-ignore", "-q", file]).unwrap().status.success();
            let ours = !would_commit(&place.path().join("deploy/out"));
            assert_eq!(ours, ignored, "{list:?}");
        }
    }
}
