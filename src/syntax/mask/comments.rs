//! Comments beside credentials.

use crate::syntax::{Kind, SUPPRESSION};

use super::{Walk, merge};

impl Walk<'_, '_> {
    /// Masks the comments of private ranges and behind each up to the next scalar: a `#` that starts
    /// a line or follows white space, and stands in no scalar. Suppressions are for readers, and are
    /// shown.
    pub(super) fn comments(&mut self, text: &str) {
        if self.private.is_empty() {
            return;
        }
        let private = merge(std::mem::take(&mut self.private));
        let end = private.last().map_or(0, |(_, end)| *end);
        let all = || {
            let scalars = self.tree.nodes.iter();
            let scalars = scalars.filter(|node| matches!(node.kind, Kind::Scalar(..)));
            scalars.map(|node| (node.span.start, node.span.end))
        };
        // What is private is a small part of the text, and stands near its beginning.
        let next = all()
            .map(|(from, _)| from)
            .filter(|from| *from >= end)
            .min();
        let mut scalars: Vec<(u32, u32)> = all()
            .filter(|(from, _)| next.is_none_or(|next| *from <= next))
            .collect();
        scalars.sort_unstable();
        for (start, end) in private {
            let mut at = start as usize;
            let first = scalars.partition_point(|scalar| (scalar.1 as usize) <= at);
            for (from, to) in &scalars[first..] {
                let (from, to) = (*from as usize, *to as usize);
                if at < from {
                    self.gap(text, at, from);
                }
                at = at.max(to);
                if from >= end as usize {
                    break;
                }
            }
            if at <= end as usize {
                self.gap(text, at, text.len());
            }
        }
    }

    /// Masks the comments between two scalars.
    fn gap(&mut self, text: &str, start: usize, end: usize) {
        let mut line_start = start;
        for line in text[start..end].split_inclusive('\n') {
            let comment = line.match_indices('#').find(|(at, _)| {
                text[..line_start + at]
                    .chars()
                    .next_back()
                    .is_none_or(char::is_whitespace)
            });
            if let Some((at, _)) = comment
                && !line[at + 1..].trim_start().starts_with(SUPPRESSION)
            {
                let words = line[at + 1..].trim_start_matches(' ');
                let from = line_start + line.len() - words.len();
                let to = line_start + line.trim_end().len();
                if from < to
                    && let (Ok(from), Ok(to)) = (u32::try_from(from), u32::try_from(to))
                {
                    self.masked.push((from, to));
                }
            }
            line_start += line.len();
        }
    }
}
