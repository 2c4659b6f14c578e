//! Which findings are silenced, which weigh more, and what is wrong with the silencing.
//!
//! A warning or a note is silenced by a comment (`# pullsecrets: allow PS0412 because …`) on the
//! line where it starts or on lines of their own directly above, by the file's `allow:`, or by
//! `--allow`. Errors cannot be silenced, but those of an audit that rest on what the spec does not
//! say (`Code::may_be_silenced`). `--deny` makes errors of warnings, never of notes.

use hashbrown::HashMap;

use crate::finding::{Code, Finding, Place, Severity, catalogue};
use crate::model::Allow;
use crate::source::{Source, SourceId, Sources, Span};
use crate::syntax::{Comment, SUPPRESSION};

/// What the command line says of findings.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--allow CODE`.
    pub allow: Vec<Code>,
    /// `--deny CODE`.
    pub deny: Vec<Code>,
    /// `--deny warnings`.
    pub deny_warnings: bool,
    /// `--no-suppressions`: nothing is silenced, though it is still said what is unused.
    pub no_suppressions: bool,
    /// Whether workloads are audited: then the family 07 alone can be found, otherwise all others,
    /// and what cannot be found is no unused suppression.
    pub audit: bool,
}

/// Silences, raises, sorts and deduplicates findings. `comments` are those of every parsed source,
/// `allow` is the spec's, `not_run` names the codes that this run could not find.
///
/// Returns what is left: by source as given, then place, then code, each place and code once.
#[must_use]
pub fn apply(
    mut findings: Vec<Finding>,
    sources: &Sources,
    comments: &[Comment],
    allow: &[Allow<'_>],
    options: &Options,
    not_run: &[Code],
) -> Vec<Finding> {
    let could_be_found = |code: Code| {
        code != catalogue::PLAIN_SECRET_IN_GIT
            && code.name().starts_with("PS07") == options.audit
            && !not_run.contains(&code)
    };
    let keeps = options.no_suppressions;
    let mut said = Vec::new();

    let mut lines = Lines::read(sources, comments, &mut said);
    if !lines.by_line.is_empty() {
        findings.retain(|finding| !lines.silences(sources, finding) || keeps);
    }
    lines.report_unused(could_be_found, &mut said);
    findings.append(&mut said);

    let mut entries = file_entries(allow, &mut said);
    if !entries.is_empty() {
        findings.retain(|finding| {
            let entry = entries
                .iter_mut()
                .find(|entry| may_silence(finding) && entry.code == finding.code);
            entry.is_none_or(|entry| {
                entry.used = true;
                keeps
            })
        });
    }
    for entry in entries {
        if !entry.used && could_be_found(entry.code) {
            said.push(
                catalogue::UNUSED_SUPPRESSION
                    .at(
                        entry.span,
                        format!("nothing in this file is {}", entry.code.name()),
                    )
                    .help("remove this entry of `allow`"),
            );
        }
    }
    for code in &options.allow {
        if !code.may_be_silenced() {
            let place = Place::Argument(format!("--allow {}", code.name()));
            said.push(suppressed_error(*code, place));
        }
    }
    findings.append(&mut said);
    findings
        .retain(|finding| keeps || !may_silence(finding) || !options.allow.contains(&finding.code));

    if !options.audit {
        drop_follow_ups(&mut findings);
    }
    for finding in &mut findings {
        if finding.severity == Severity::Warning
            && (options.deny_warnings || options.deny.contains(&finding.code))
        {
            finding.severity = Severity::Error;
        }
    }
    findings.sort_by(|one, other| (one.order(), &one.place).cmp(&(other.order(), &other.place)));
    findings.dedup_by(|one, other| one.code == other.code && one.place == other.place);
    findings
}

/// One finding a fault: of a text whose shape is wrong nothing else is said, and what is only
/// unwise about a text waits until nothing about it is wrong.
fn drop_follow_ups(findings: &mut Vec<Finding>) {
    let is_shape = |code: Code| code.name().starts_with("PS00");
    // By place: whether the error there is one of shape.
    let mut faults: HashMap<Span, bool> = HashMap::new();
    for finding in findings.iter() {
        if let Place::Span(span) = finding.place
            && finding.code.severity() == Severity::Error
        {
            *faults.entry(span).or_default() |= is_shape(finding.code);
        }
    }
    if faults.is_empty() {
        return;
    }
    findings.retain(|finding| match &finding.place {
        Place::Span(span) => match faults.get(span) {
            None => true,
            Some(true) => is_shape(finding.code),
            Some(false) => finding.code.severity() == Severity::Error,
        },
        _ => true,
    });
}

fn may_silence(finding: &Finding) -> bool {
    finding.code.may_be_silenced()
}

fn suppressed_error(code: Code, place: impl Into<Place>) -> Finding {
    catalogue::SUPPRESSED_ERROR
        .at(
            place,
            format!("{} is an error, and errors cannot be silenced", code.name()),
        )
        .help(format!(
            "mend what it reports; `pullsecrets explain {}` says how",
            code.name()
        ))
}

/// A code that something silences, and whether it did.
struct Entry {
    code: Code,
    span: Span,
    used: bool,
}

/// The entries of the file's `allow`.
fn file_entries(allow: &[Allow<'_>], said: &mut Vec<Finding>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for one in allow {
        match Code::of(one.code.value) {
            None => said.push(unknown_code(one.code.value, one.code.span)),
            Some(code) if !code.may_be_silenced() => {
                said.push(suppressed_error(code, one.code.span));
            }
            Some(code) => entries.push(Entry {
                code,
                span: one.code.span,
                used: false,
            }),
        }
    }
    entries
}

fn unknown_code(word: &str, span: Span) -> Finding {
    catalogue::SUPPRESSION_FORM
        .at(span, format!("`{word}` is not the code of a finding"))
        .help("name a code, like `PS0412`; `pullsecrets explain` lists all")
}

/// What comments silence, by the line that they speak of.
struct Lines {
    entries: Vec<Entry>,
    /// By source and line: numbers in `entries`.
    by_line: HashMap<(SourceId, u32), Vec<usize>>,
}

impl Lines {
    fn read(sources: &Sources, comments: &[Comment], said: &mut Vec<Finding>) -> Self {
        let mut lines = Self {
            entries: Vec::new(),
            by_line: HashMap::new(),
        };
        // The comment lines that were walked last: a block of them is walked once.
        let mut walked: Option<(SourceId, u32, u32)> = None;
        for comment in comments {
            let first = lines.entries.len();
            lines.comment(sources, comment.span, said);
            let numbers = first..lines.entries.len();
            if numbers.is_empty() {
                continue;
            }
            let source = comment.span.source;
            let line = sources.get(source).position(comment.span.start).line;
            let target = match walked {
                Some((of, from, to)) if of == source && (from..to).contains(&line) => to,
                _ => line_of(sources.get(source), line),
            };
            walked = Some((source, line, target));
            lines
                .by_line
                .entry((source, target))
                .or_default()
                .extend(numbers);
        }
        lines
    }

    /// Reads one comment: `pullsecrets: allow CODE[, CODE…] because REASON`.
    fn comment(&mut self, sources: &Sources, span: Span, said: &mut Vec<Finding>) {
        let text = sources.get(span.source).text();
        let whole = text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default();
        // Other comments may mention the words; only one that starts by them is meant.
        let Some(rest) = whole
            .trim_start_matches('#')
            .trim_start()
            .strip_prefix(SUPPRESSION)
        else {
            return;
        };
        let (codes, reason) = match find_word(rest, "because") {
            Some(at) => (&rest[..at], rest[at + "because".len()..].trim()),
            None => (rest, ""),
        };
        let offset = span.end as usize - rest.len();
        let mut words = words(codes)
            .map(|(at, word)| {
                let start = offset + at;
                (word, Span::new(span.source, start, start + word.len()))
            })
            .peekable();
        if reason.is_empty() || words.peek().is_none() {
            let missing = match reason.is_empty() {
                true => "this suppression gives no reason",
                false => "this suppression names no code",
            };
            said.push(
                catalogue::SUPPRESSION_FORM
                    .at(span, missing)
                    .help("write `# pullsecrets: allow CODE because REASON`"),
            );
            return;
        }
        for (word, span) in words {
            match Code::of(word) {
                None => said.push(unknown_code(word, span)),
                Some(code) if !code.may_be_silenced() => {
                    said.push(suppressed_error(code, span));
                }
                Some(code) => self.entries.push(Entry {
                    code,
                    span,
                    used: false,
                }),
            }
        }
    }

    fn silences(&mut self, sources: &Sources, finding: &Finding) -> bool {
        let Place::Span(span) = &finding.place else {
            return false;
        };
        let line = sources.get(span.source).position(span.start).line;
        let Some(numbers) = self.by_line.get(&(span.source, line)) else {
            return false;
        };
        let mut silenced = false;
        for number in numbers {
            let entry = &mut self.entries[*number];
            if may_silence(finding) && entry.code == finding.code {
                entry.used = true;
                silenced = true;
            }
        }
        silenced
    }

    fn report_unused(self, could_be_found: impl Fn(Code) -> bool, said: &mut Vec<Finding>) {
        for entry in self.entries {
            if !entry.used && could_be_found(entry.code) {
                said.push(
                    catalogue::UNUSED_SUPPRESSION
                        .at(
                            entry.span,
                            format!("nothing on this line is {}", entry.code.name()),
                        )
                        .help("remove it, or move it to the line of the finding"),
                );
            }
        }
    }
}

/// The line that a comment on a line speaks of: its own, or the next that is more than a comment
/// where it stands on a line of its own.
fn line_of(source: &Source, line: u32) -> u32 {
    let text = source.text();
    let starts = source.line_starts();
    let content = |line: u32| {
        let number = line as usize;
        let start = starts.get(number - 1).map(|start| *start as usize)?;
        let end = starts.get(number).map_or(text.len(), |next| *next as usize);
        Some(text[start..end].trim_start())
    };
    let is_comment = |line: u32| content(line).is_some_and(|content| content.starts_with('#'));
    let mut target = line;
    while is_comment(target) {
        target += 1;
    }
    target
}

/// Where a word by itself starts.
fn find_word(text: &str, word: &str) -> Option<usize> {
    words(text).find(|(_, one)| *one == word).map(|(at, _)| at)
}

/// Words between spaces and commas, and where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split([' ', '\t', ','])
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
