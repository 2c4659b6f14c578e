//! Whether a directory lies in a Git work tree and would be committed. Git itself is not run.

use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use super::wildcard;

/// Lists of ignored files that together have more bytes are not read: a checkout may be a
/// stranger's.
const LARGEST_LISTS: u64 = 1024 * 1024;

/// A file as builds write it, below the directory that is asked about.
const OUTPUT: [&str; 2] = ["project", "secret.yaml"];

/// Whether files of a build in `dir`, which need not be there yet, lie in a Git work tree that
/// does not ignore them. It reads the `.gitignore` files on the way and the work tree's own
/// `info/exclude`, not the user's global list: a doubt is answered by yes, and so are lists that
/// are too large.
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
    !is_ignored(top, below).unwrap_or(false)
}

/// Whether files of a build in `below`, a folder of the work tree `top`, are ignored; nothing where
/// that would take too long to tell.
fn is_ignored(top: &Path, below: &Path) -> Option<bool> {
    let mut lists = Lists::default();
    lists.read(&top.join(".git/info/exclude"), top)?;
    lists.read(&top.join(".gitignore"), top)?;
    let mut path = top.to_owned();
    let names = below.components().map(Component::as_os_str);
    let output = OUTPUT.iter().map(std::ffi::OsStr::new);
    let names: Vec<_> = names.chain(output).collect();
    for (position, name) in names.iter().enumerate() {
        path.push(name);
        let is_folder = position + 1 < names.len();
        // Below an ignored folder nothing is taken back.
        if lists.ignore(&path, is_folder) {
            return Some(true);
        }
        lists.read(&path.join(".gitignore"), &path)?;
    }
    Some(false)
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

/// Texts of `.gitignore` files, each with the folder that its patterns are relative to.
#[derive(Default)]
struct Lists {
    lists: Vec<(PathBuf, Vec<u8>)>,
    size: u64,
}

impl Lists {
    /// Adds a list, where there is one that can be read; nothing where it is too large.
    fn read(&mut self, list: &Path, folder: &Path) -> Option<()> {
        let is_file = fs::metadata(list).is_ok_and(|metadata| metadata.is_file());
        let mut text = Vec::new();
        if is_file && let Ok(file) = fs::File::open(list) {
            // What was read before an error still counts.
            let most = LARGEST_LISTS - self.size;
            let _ = file.take(most + 1).read_to_end(&mut text);
        }
        self.size += text.len() as u64;
        self.lists.push((folder.to_owned(), text));
        (self.size <= LARGEST_LISTS).then_some(())
    }

    /// Whether a path is ignored by itself: the last rule that matches decides.
    fn ignore(&self, path: &Path, is_folder: bool) -> bool {
        for (folder, text) in self.lists.iter().rev() {
            let below = path.strip_prefix(folder).ok();
            let (Some(below), Some(name)) = (below, path.file_name()) else {
                continue;
            };
            let (below, name) = (below.as_os_str().as_bytes(), name.as_bytes());
            let mut rules = text.rsplit(|byte| *byte == b'\n').filter_map(Rule::read);
            if let Some(rule) = rules.find(|rule| rule.matches(below, name, is_folder)) {
                return !rule.is_negated;
            }
        }
        false
    }
}

/// A line of a `.gitignore`.
struct Rule<'l> {
    pattern: &'l [u8],
    is_negated: bool,
    for_folders: bool,
    /// Whether it matches whole paths, not names at any depth.
    is_anchored: bool,
}

impl<'l> Rule<'l> {
    fn read(mut line: &'l [u8]) -> Option<Self> {
        while let [rest @ .., b'\r' | b' '] = line {
            line = rest;
        }
        if line.starts_with(b"#") {
            return None;
        }
        let (is_negated, line) = match line.strip_prefix(b"!") {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let (for_folders, line) = match line.strip_suffix(b"/") {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let is_anchored = line.contains(&b'/');
        let pattern = line.strip_prefix(b"/").unwrap_or(line);
        (!pattern.is_empty()).then_some(Self {
            pattern,
            is_negated,
            for_folders,
            is_anchored,
        })
    }

    fn matches(&self, below: &[u8], name: &[u8], is_folder: bool) -> bool {
        match (is_folder || !self.for_folders, self.is_anchored) {
            (false, _) => false,
            (true, true) => wildcard::matches_path(self.pattern, below),
            (true, false) => wildcard::matches_name(self.pattern, name),
        }
    }
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

    /// A stranger's list takes neither the time nor the memory of the machine.
    #[test]
    fn absurd_lists_are_answered() {
        let place = tempfile::tempdir().unwrap();
        let top = place.path();
        let out = top.join("deploy/out");
        fs::create_dir(top.join(".git")).unwrap();
        let list = |text: String| fs::write(top.join(".gitignore"), text).unwrap();
        let many = |line: &str, size: usize| line.repeat(size / line.len());
        list(format!("out\n{}", many("?a*\n", 1 << 19)));
        assert!(!would_commit(&out));
        list(format!("out\n{}!out\n", many("[!\u{e9}]?*x\n", 1 << 19)));
        assert!(would_commit(&out));
        for line in ["?", "*", "*a", "[!a]", "a/", "**/", "{a,", "[", "\\", "/"] {
            list(format!("{}\nout\n", many(line, 1 << 19)));
            assert!(!would_commit(&out), "{line}");
        }
        // Too large to be looked through, whatever it says.
        list(format!("out\n{}", many("x\n", 1 << 20)));
        assert!(would_commit(&out));
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
            "[a-z]ut",
            "[!a-n]ut",
            "[^o]ut",
            "[]o]ut",
            "[a-]ut\n[o",
            "o[]-z]t",
            "o\\ut",
            "ou\\",
            "{out,x}",
            "*u*t*",
            "o**t",
            "**",
            "/**",
            "**/out/**",
            "deploy/**/secret.yaml",
            "deploy/**/out",
            "**/deploy/**/project/**",
            "deploy/out/project/secret.yaml/**",
            "*/*/*/*.yaml",
            "*/*.yaml",
            "/*/\n!/deploy/",
            "deploy/o?t/",
        ] {
            fs::write(place.path().join(".gitignore"), list).unwrap();
            let ignored = git(&["check-ignore", "-q", file]).unwrap().status.success();
            let ours = !would_commit(&place.path().join("deploy/out"));
            assert_eq!(ours, ignored, "{list:?}");
        }
    }
}
