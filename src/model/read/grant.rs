//! `grants`.

use crate::finding::{Finding, catalogue};
use crate::model::{Grant, Puller, Text};
use crate::source::Span;
use crate::syntax::NodeId;

use super::Reader;
use super::fields::Field;
use super::project::written_projects;

/// Among as many projects the one that a puller may mean is looked for: a file in which every
/// grant is wrong must not go through all of them for each.
const MOST_PROJECTS: usize = 1_000;

impl<'t> Reader<'t> {
    /// One of `grants`.
    pub fn grant(&mut self, field: Field<'t>) -> Option<Grant<'t>> {
        let (part, [images_in, pullers, name]) =
            self.fields(field, "a grant", &["imagesIn", "pullers", "name"])?;
        let images_in = self.required(
            &part,
            images_in,
            "imagesIn",
            "imagesIn: PROJECT",
            Self::text,
        );
        let pullers = self.required(
            &part,
            pullers,
            "pullers",
            "pullers: [PROJECT/ACCOUNT]",
            |reader, pullers| reader.pullers(pullers, images_in.map(|text| text.value)),
        );
        let name = self.optional(name, Self::text);
        Some(Grant {
            images_in: images_in?,
            pullers: pullers?,
            name: name?,
        })
        .filter(|_| part.is_sound())
    }

    fn pullers(&mut self, field: Field<'t>, images_in: Option<&str>) -> Option<Vec<Puller<'t>>> {
        if self.tree.items(field.value).is_some_and(<[_]>::is_empty) {
            self.empty_list(field);
            return None;
        }
        let subjects = self.tree.items(field.value).unwrap_or_default();
        let before = self.findings.len();
        for item in subjects {
            if self.tree.entries(*item).is_some() {
                self.subject(field.item(*item));
            }
        }
        if self.findings.len() > before {
            return None;
        }
        let texts = self.texts(field)?;
        // Where every one has been reported nothing is granted, and the rest of the grant is still
        // looked at.
        let mut pullers = Vec::with_capacity(texts.len());
        for text in texts {
            pullers.extend(self.puller(text, images_in));
        }
        Some(pullers)
    }

    /// Reports a subject as bindings write it.
    fn subject(&mut self, field: Field<'t>) {
        let tree = self.tree;
        let part = |name: &str| tree.text(tree.get(field.value, name)?);
        let help = match (part("namespace"), part("name")) {
            (Some(project), Some(account)) => format!("write `{project}/{account}`"),
            _ => "write `PROJECT/ACCOUNT`".to_owned(),
        };
        self.wrong_type(field, "text", Some(&help));
    }

    fn puller(&mut self, text: Text<'t>, images_in: Option<&str>) -> Option<Puller<'t>> {
        if text.value == "*" {
            return Some(Puller::Everyone(text.span));
        }
        let parts = text.value.split_once('/').filter(|(project, account)| {
            !project.is_empty()
                && !project.contains('*')
                && !account.is_empty()
                && !account.contains('/')
                && (*account == "*" || !account.contains('*'))
        });
        let Some((project, account)) = parts else {
            let finding = self.puller_form(text, images_in);
            self.report(finding);
            return None;
        };
        let middle = project.len();
        let place = |from: usize, to: usize| self.part_of(text, from, to);
        let project = Text {
            value: project,
            span: place(0, middle),
        };
        Some(match account {
            "*" => Puller::Project(project),
            _ => Puller::Account {
                project,
                account: Text {
                    value: account,
                    span: place(middle + 1, text.value.len()),
                },
            },
        })
    }

    /// The place of a part of a text, where the text stands in the file as it is: plain, or in
    /// quotes without escapes. Otherwise the place of the whole.
    fn part_of(&self, text: Text<'t>, from: usize, to: usize) -> Span {
        let width = (text.span.end - text.span.start) as usize;
        let quotes = match width.checked_sub(text.value.len()) {
            Some(0) => 0,
            Some(2) => 1,
            _ => return text.span,
        };
        let at = |offset: usize| {
            text.span.start + quotes + u32::try_from(offset).unwrap_or(u32::MAX - text.span.end)
        };
        Span {
            start: at(from),
            end: at(to),
            ..text.span
        }
    }

    fn puller_form(&mut self, text: Text<'t>, images_in: Option<&str>) -> Finding {
        let written = text.value;
        let finding = catalogue::PULLER_FORM.at(
            text.span,
            format!("`{written}` names neither an account nor a whole project"),
        );
        // The name that the API server and `oc policy` use for the same account or group.
        if let Some(account) = written.strip_prefix("system:serviceaccount:") {
            let meant = account.replacen(':', "/", 1);
            return finding.help(format!("write `{meant}`"));
        }
        if let Some(project) = written.strip_prefix("system:serviceaccounts:") {
            return finding.help(format!("write `{project}/*`"));
        }
        // The way in which `oc auth` and logs write an account.
        if let Some((project, account)) = written.split_once(':')
            && !(project.is_empty() || account.is_empty())
            && !written.contains(['/', '*'])
            && !account.contains(':')
        {
            let meant = format!("{project}/{account}");
            return finding
                .help(format!("did you mean `{meant}`?"))
                .edit(text.span, meant);
        }
        let is_name = !written.is_empty() && !written.contains(['/', '*', ':']);
        finding.help(match is_name {
            true => self.one_name(written, images_in),
            false => {
                "write `PROJECT/ACCOUNT`, `PROJECT/*` for a whole project, or `\"*\"` for every account of the cluster"
                    .to_owned()
            }
        })
    }

    /// The mend of one name alone: a project of this file, or an account of one.
    fn one_name(&mut self, written: &str, images_in: Option<&str>) -> String {
        let tree = self.tree;
        let projects = || {
            let entries = written_projects(tree).take(MOST_PROJECTS);
            entries.filter_map(|(key, value)| Some((tree.scalar(key)?, value)))
        };
        let names = || projects().map(|(name, _)| name);
        if names().any(|name| name == written) {
            return format!(
                "write `{written}/default` for one account, or `{written}/*` for the whole project"
            );
        }
        if let Some(meant) = self.near_names.of(written, names()) {
            return format!(
                "did you mean the project `{meant}`? write `{meant}/default` for one account, or `{meant}/*` for the whole project"
            );
        }
        let lists = |project: NodeId| {
            let accounts = tree.get(project, "serviceAccounts");
            match accounts {
                Some(accounts) => tree.get(accounts, written).is_some(),
                None => written == "default",
            }
        };
        let mut owners =
            projects().filter(|(name, project)| Some(*name) != images_in && lists(*project));
        match (owners.next(), owners.next()) {
            (Some((project, _)), None) => format!("write `{project}/{written}`"),
            (Some((project, _)), Some(_)) => format!(
                "write `PROJECT/{written}`, PROJECT being the one whose account it is: `{project}/{written}`, say"
            ),
            (None, _) => format!(
                "no project here is called `{written}`; write `PROJECT/{written}` where it is an account"
            ),
        }
    }
}
