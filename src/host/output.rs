//! Files and folders that a user names for results, and where links on the way there may lead.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::{links, reason};

/// Writes a file, whatever is there: a user who names it means it. A device or a pipe takes the
/// bytes as well.
///
/// # Errors
/// Why it cannot be written, in our words.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), &'static str> {
    stays(path)?;
    fs::write(path, bytes).map_err(|error| reason(&error))
}

/// Whether the symbolic links of a checkout on the way to `path` stay in that checkout, and out of
/// its `.git`. Who sends a pull request may commit a link, and must not choose by it which file of
/// the machine is written. A checkout is the Git work tree in which a link lies, or the current
/// folder where there is none; links elsewhere are the user's own. Nothing need be there yet.
///
/// # Errors
/// What is wrong with the links, in our words.
pub fn stays(path: &Path) -> Result<(), &'static str> {
    let here = std::env::current_dir().and_then(fs::canonicalize).ok();
    let Ok(path) = std::path::absolute(path) else {
        // A path that is none cannot be written either, which is said where that is tried.
        return Ok(());
    };
    let mut checkouts: Vec<PathBuf> = Vec::new();
    let mut resolved = PathBuf::from("/");
    let mut parts = parts(&path);
    let mut followed = 0;
    while let Some(part) = parts.pop() {
        if part == Path::new("..") {
            resolved.pop();
            continue;
        }
        let next = resolved.join(part);
        let Ok(target) = fs::read_link(&next) else {
            resolved = next;
            continue;
        };
        followed += 1;
        if followed > links::MOST {
            return Err(links::CIRCLE);
        }
        checkouts.extend(checkout(&resolved, here.as_deref()));
        if target.is_absolute() {
            resolved = PathBuf::from("/");
        }
        parts.extend(self::parts(&target));
    }
    let strays = |checkout: &PathBuf| {
        let below = resolved.strip_prefix(checkout);
        below.map_or(true, |below| below.starts_with(".git"))
    };
    match checkouts.iter().any(strays) {
        true => Err("a symbolic link leads out of the checkout, or into its .git"),
        false => Ok(()),
    }
}

/// The parts of a path below the root, the first one last.
fn parts(path: &Path) -> Vec<PathBuf> {
    let parts = path.components().rev().filter_map(|part| match part {
        Component::Normal(name) => Some(PathBuf::from(name)),
        Component::ParentDir => Some(PathBuf::from("..")),
        Component::RootDir | Component::CurDir | Component::Prefix(_) => None,
    });
    parts.collect()
}

/// The checkout in which a folder lies.
fn checkout(folder: &Path, here: Option<&Path>) -> Option<PathBuf> {
    let mut above = folder.ancestors();
    let tree = above.find(|above| fs::symlink_metadata(above.join(".git")).is_ok());
    let here = here.filter(|here| folder.starts_with(here));
    tree.or(here).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_of_a_checkout_stay_in_it() {
        let place = tempfile::tempdir().unwrap();
        let place = fs::canonicalize(place.path()).unwrap();
        let tree = place.join("tree");
        fs::create_dir_all(tree.join("sub/out")).unwrap();
        fs::create_dir(place.join("elsewhere")).unwrap();
        fs::create_dir(tree.join(".git")).unwrap();
        for (target, link) in [
            ("../outside", "file"),
            ("../never/there", "dangling"),
            ("../elsewhere", "folder"),
            ("/etc", "absolute"),
            ("dangling", "twice"),
            (".git/config", "config"),
            ("sub/out", "inside"),
            ("new", "fresh"),
            ("circle", "circle"),
        ] {
            symlink(target, tree.join(link)).unwrap();
        }
        symlink(&tree, place.join("own")).unwrap();
        for bad in [
            "file",
            "dangling",
            "folder/x",
            "sub/../folder/x/y",
            "absolute/cron.d/x",
            "twice",
            "config",
            "circle",
        ] {
            assert!(stays(&tree.join(bad)).is_err(), "{bad}");
            assert!(stays(&place.join("own").join(bad)).is_err(), "{bad}");
        }
        for good in ["inside/x", "fresh", "sub/new/deep", "../elsewhere/x", "x"] {
            assert!(stays(&tree.join(good)).is_ok(), "{good}");
            assert!(stays(&place.join("own").join(good)).is_ok(), "{good}");
        }
        assert!(stays(Path::new("/dev/stdout")).is_ok());
    }
}
