//! The name that somebody probably meant.

/// Finds near names, with a bound on the work of a whole run: a spec of ten thousand projects in
/// which every reference is wrong must not compare each with each.
#[derive(Debug)]
pub struct NearNames {
    comparisons: usize,
    glances: usize,
}

impl Default for NearNames {
    fn default() -> Self {
        Self {
            comparisons: 100_000,
            glances: 5_000_000,
        }
    }
}

impl NearNames {
    /// Names longer than this are not compared: the work grows with the square of the length.
    const LONGEST: usize = 64;

    /// The name nearest to `word`, the first of several equally near; nothing where none is near
    /// enough to be meant (a third of its characters wrong, at most three), or where this run has
    /// compared enough.
    pub fn of<'a>(
        &mut self,
        word: &str,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        if word.len() > Self::LONGEST {
            return None;
        }
        let bound = (word.chars().count() / 3).clamp(1, 3);
        let mut best: Option<(usize, &'a str)> = None;
        for name in names {
            if self.glances == 0 || self.comparisons == 0 {
                break;
            }
            self.glances -= 1;
            // A character takes one to four bytes, so lengths that differ by more bytes than
            // this cannot be within the bound.
            if name == word
                || name.len() > Self::LONGEST
                || name.len().abs_diff(word.len()) > bound * 4
            {
                continue;
            }
            self.comparisons -= 1;
            let distance = strsim::osa_distance(word, name);
            if distance <= bound && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, name));
            }
        }
        best.map(|(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::NearNames;

    #[test]
    fn the_nearest_name_wins() {
        let mut near = NearNames::default();
        assert_eq!(near.of("qauy", ["gitlab", "quay", "quai"]), Some("quay"));
        assert_eq!(
            near.of("projcet-a", ["project-b", "project-a"]),
            Some("project-a")
        );
    }

    #[test]
    fn what_is_far_is_not_proposed() {
        let mut near = NearNames::default();
        assert_eq!(near.of("quay", ["harbor", "gitlab"]), None);
        assert_eq!(near.of("a", ["bcd"]), None);
        assert_eq!(near.of("quay", ["quay"]), None);
    }

    #[test]
    fn a_run_compares_only_so_often() {
        let names: Vec<String> = (0..1_000).map(|number| format!("team-{number}")).collect();
        let mut near = NearNames::default();
        let proposed = (0..1_000)
            .filter(|_| {
                near.of("taem-7", names.iter().map(String::as_str))
                    .is_some()
            })
            .count();
        assert!(proposed > 0 && proposed < 1_000, "{proposed}");
    }
}
