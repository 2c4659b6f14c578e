//! Which part of a plan is compiled: `--project` and `--shard`.

use std::str::FromStr;

use aws_lc_rs::digest;

use super::Plan;

/// A part of the projects of a fleet: number so-and-so of so many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shard {
    /// From 1.
    number: u32,
    /// How many there are.
    of: u32,
}

impl FromStr for Shard {
    type Err = &'static str;

    /// Reads `3/16`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const FORM: &str = "a shard is NUMBER/COUNT with NUMBER from 1 to COUNT, as 3/16";
        let (number, of) = text.split_once('/').ok_or(FORM)?;
        let digits = |part: &str| {
            let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse::<u32>().ok()).flatten()
        };
        match (digits(number), digits(of)) {
            (Some(number), Some(of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err(FORM),
        }
    }
}

impl Shard {
    /// Whether a namespace belongs to this shard. A hash of the name decides, so that a project
    /// stays in its shard whatever others come and go.
    #[must_use]
    pub fn holds(self, namespace: &str) -> bool {
        let hash = digest::digest(&digest::SHA256, namespace.as_bytes());
        let first = hash.as_ref().iter().take(8);
        let number = first.fold(0u64, |number, byte| (number << 8) | u64::from(*byte));
        number % u64::from(self.of) == u64::from(self.number - 1)
    }
}

/// What of a plan is compiled.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Namespaces by name; all where empty.
    pub projects: Vec<String>,
    /// A shard of them; all where none.
    pub shard: Option<Shard>,
}

impl Selection {
    /// Whether everything is selected.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.projects.is_empty() && self.shard.is_none()
    }

    /// Whether the objects of a namespace are selected.
    #[must_use]
    pub fn holds(&self, namespace: &str) -> bool {
        (self.projects.is_empty() || self.projects.iter().any(|name| name == namespace))
            && self.shard.is_none_or(|shard| shard.holds(namespace))
    }

    /// Drops the objects that are not selected.
    pub fn apply(&self, plan: &mut Plan<'_>) {
        if self.is_all() {
            return;
        }
        // Objects come sorted by kind, then namespace: a run of one namespace is decided once.
        let mut last: Option<(&str, bool)> = None;
        plan.objects.retain(|object| match last {
            Some((namespace, holds)) if namespace == object.namespace => holds,
            _ => {
                let holds = self.holds(object.namespace);
                last = Some((object.namespace, holds));
                holds
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_namespace_lies_in_exactly_one_shard() {
        let shards: Vec<Shard> = (1..=16).map(|number| Shard { number, of: 16 }).collect();
        for number in 0..500 {
            let name = format!("team-{number}");
            let holders = shards.iter().filter(|shard| shard.holds(&name)).count();
            assert_eq!(holders, 1, "{name}");
        }
    }

    #[test]
    fn only_a_number_of_a_count_is_a_shard() {
        assert_eq!("3/16".parse(), Ok(Shard { number: 3, of: 16 }));
        for bad in [
            "", "3", "0/16", "17/16", "1/0", "-1/2", "+1/2", "1/2/3", " 1/2", "a/b",
        ] {
            assert!(bad.parse::<Shard>().is_err(), "{bad}");
        }
    }
}
