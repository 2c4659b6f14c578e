//! Environment variables, and which of them a spec may read.

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::credential::{Confidential, Unavailable};

/// The variable in which a user may offer the reuse key of sealed forms. It is the command's: a
/// spec that could read it, under whatever glob, could write it into a Secret of its own.
pub const REUSE_KEY: &str = "PULLSECRETS_REUSE_KEY";

/// The variables that a spec may read.
pub struct Environment {
    allowed: GlobSet,
}

/// A glob that is none. Holds it as given.
#[derive(Debug)]
pub struct BadGlob(pub String);

impl Environment {
    /// Variables whose names match one of the globs (`*`, `?`, `[…]`, `{a,b}`).
    ///
    /// # Errors
    /// The first glob that is none.
    pub fn new<S: AsRef<str>>(globs: &[S]) -> Result<Self, BadGlob> {
        let mut set = GlobSetBuilder::new();
        for glob in globs {
            let glob = glob.as_ref();
            set.add(Glob::new(glob).map_err(|_| BadGlob(glob.to_owned()))?);
        }
        let allowed = set.build().map_err(|_| {
            BadGlob(
                globs
                    .iter()
                    .map(AsRef::as_ref)
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        })?;
        Ok(Self { allowed })
    }

    /// Why a variable may not be read, whether or not it is set.
    #[must_use]
    pub fn refuses(&self, name: &str) -> Option<Unavailable> {
        (name == REUSE_KEY || !self.allowed.is_match(name)).then_some(Unavailable::NotAllowed)
    }

    /// The value of a variable.
    ///
    /// # Errors
    /// That it may not be read (whether or not it is set), is not set, or is not UTF-8.
    pub fn read(&self, name: &str) -> Result<Confidential, Unavailable> {
        if let Some(reason) = self.refuses(name) {
            return Err(reason);
        }
        let value = std::env::var_os(name).ok_or(Unavailable::Unset)?;
        let value = Confidential::new(value.into_encoded_bytes());
        match value.expose_text() {
            Some(_) => Ok(value),
            None => Err(Unavailable::NotUnicode),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_globs_allow_is_read() {
        let environment = Environment::new(&["PULLSECRETS_*", "PATH"]).unwrap();
        assert!(environment.read("PATH").is_ok());
        assert_eq!(
            environment.read("HOME").err(),
            Some(Unavailable::NotAllowed)
        );
        assert_eq!(
            environment.read("PULLSECRETS_NEVER_SET").err(),
            Some(Unavailable::Unset)
        );
        let all = Environment::new(&["*"]).unwrap();
        assert_eq!(all.read(REUSE_KEY).err(), Some(Unavailable::NotAllowed));
        for odd in ["", "A=B", "A\0B"] {
            assert_eq!(all.read(odd).err(), Some(Unavailable::Unset), "{odd:?}");
        }
        assert!(Environment::new(&["[a"]).is_err());
    }
}
