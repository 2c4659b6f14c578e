//! Named parts: in the order in which they were written, found by name in constant time.

use hashbrown::HashMap;

use super::Text;

/// A part and the name under which it was written.
#[derive(Debug)]
pub struct Named<'t, T> {
    /// The key.
    pub name: Text<'t>,
    /// What stands under it; `None` where its shape was wrong and has been reported.
    pub value: Option<T>,
}

/// Up to as many names are compared one by one, which is quicker than hashing them: most mappings
/// of names (the accounts of a project) are as small.
const FEW: usize = 8;

/// A mapping from names to parts.
#[derive(Debug)]
pub struct Names<'t, T> {
    list: Vec<Named<'t, T>>,
    /// Empty as long as there are but a few.
    index: HashMap<&'t str, u32>,
    unreadable: bool,
}

/// What is known of a name.
#[derive(Debug)]
pub enum Lookup<'a, T> {
    /// Defined: its number and the part.
    Found(usize, &'a T),
    /// Defined, or perhaps defined, but written in a wrong shape, which has been reported: say
    /// nothing more of it.
    Broken,
    /// Not defined.
    Unknown,
}

impl<T> Default for Names<'_, T> {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            index: HashMap::new(),
            unreadable: false,
        }
    }
}

impl<'t, T> Names<'t, T> {
    /// A part that is no mapping at all, or whose own name was mistyped, which has been reported:
    /// every name may have been defined in it.
    #[must_use]
    pub fn unreadable() -> Self {
        Self {
            unreadable: true,
            ..Self::default()
        }
    }

    /// Makes room for so many more parts.
    pub fn reserve(&mut self, parts: usize) {
        self.list.reserve(parts);
        if self.list.len() + parts > FEW {
            self.index.reserve(self.list.len() + parts);
        }
    }

    /// Adds a part; a name that is there already keeps its first meaning (the repeated key has
    /// been reported by the parser).
    pub fn push(&mut self, name: Text<'t>, value: Option<T>) {
        self.list.push(Named { name, value });
        let unindexed = match self.list.len() {
            ..=FEW => return,
            count if self.index.is_empty() => count,
            _ => 1,
        };
        let first = self.list.len() - unindexed;
        for (offset, named) in self.list[first..].iter().enumerate() {
            let number = u32::try_from(first + offset).unwrap_or(u32::MAX);
            self.index.entry(named.name.value).or_insert(number);
        }
    }

    /// Looks a name up.
    #[must_use]
    pub fn look_up(&self, name: &str) -> Lookup<'_, T> {
        match self.number(name) {
            None if self.unreadable => Lookup::Broken,
            None => Lookup::Unknown,
            Some(number) => match &self.list[number].value {
                Some(value) => Lookup::Found(number, value),
                None => Lookup::Broken,
            },
        }
    }

    /// The number of a name, whether or not its part is well formed.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<usize> {
        match self.list.len() {
            ..=FEW => self.list.iter().position(|named| named.name.value == name),
            _ => self.index.get(name).map(|number| *number as usize),
        }
    }

    /// The part of that number, as [`Names::number`] and [`Names::iter`] count.
    #[must_use]
    pub fn at(&self, number: usize) -> &Named<'t, T> {
        &self.list[number]
    }

    /// All parts in their written order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Named<'t, T>> {
        self.list.iter()
    }

    /// Well-formed parts with their numbers and names, in their written order.
    pub fn found(&self) -> impl Iterator<Item = (usize, &Text<'t>, &T)> {
        self.list
            .iter()
            .enumerate()
            .filter_map(|(number, named)| Some((number, &named.name, named.value.as_ref()?)))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    #[test]
    fn names_are_found_however_many_there_are() {
        let texts: Vec<String> = (0..40).map(|number| format!("n{}", number % 30)).collect();
        let mut names = Names::default();
        for (count, text) in texts.iter().enumerate() {
            names.push(
                Text::new(text.as_str(), Span::new(SourceId(0), count, count + 1)),
                Some(count),
            );
            for (number, text) in texts[..=count].iter().enumerate() {
                assert_eq!(names.number(text), Some(number % 30), "of {count}");
            }
            assert!(matches!(names.look_up("x"), Lookup::Unknown));
        }
    }
}
