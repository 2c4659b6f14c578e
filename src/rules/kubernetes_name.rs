//! What the API server takes as a name, a label or an annotation.

/// The longest DNS-1123 label, label value and name part of a label's key.
pub(super) const LABEL_LENGTH: usize = 63;
/// The longest DNS-1123 subdomain.
pub(crate) const SUBDOMAIN_LENGTH: usize = 253;

/// What is wrong with a DNS-1123 label: lowercase letters, digits and `-`, a letter or digit at
/// both ends, at most 63 characters.
pub(crate) fn label_fault(name: &str) -> Option<String> {
    too_long(name, LABEL_LENGTH).or_else(|| label_form(name))
}

/// What is wrong with a DNS-1123 subdomain: labels with dots between, at most `longest`
/// characters (253 unless something narrower reads the name).
pub(crate) fn subdomain_fault(name: &str, longest: usize) -> Option<String> {
    too_long(name, longest.min(SUBDOMAIN_LENGTH)).or_else(|| {
        if name.is_empty() {
            return Some("is empty".to_owned());
        }
        name.split('.').find_map(|part| match part {
            "" => Some("has a dot that is not between two parts".to_owned()),
            part => label_form(part),
        })
    })
}

/// What is wrong with the part of a name that the API server completes: a subdomain, but it may
/// end in `-` or `.`.
pub(super) fn prefix_fault(prefix: &str, longest: usize) -> Option<String> {
    let bare = prefix.strip_suffix(['-', '.']).unwrap_or(prefix);
    too_long(prefix, longest.min(SUBDOMAIN_LENGTH))
        .or_else(|| subdomain_fault(bare, SUBDOMAIN_LENGTH))
}

/// What is wrong with a name that need only fit in a URL, as RoleBindings have.
pub(super) fn path_segment_fault(name: &str) -> Option<String> {
    match name {
        "" => Some("is empty".to_owned()),
        "." | ".." => Some("means a folder".to_owned()),
        _ => name
            .chars()
            .find(|each| matches!(each, '/' | '%'))
            .map(|each| format!("has `{each}`")),
    }
}

/// What is wrong with the key of a label or annotation: a name of at most 63 characters, and
/// before a slash perhaps a subdomain.
pub(crate) fn key_fault(key: &str) -> Option<String> {
    let name = match key.split_once('/') {
        None => key,
        Some((_, name)) if name.contains('/') => return Some("has more than one `/`".to_owned()),
        Some((prefix, name)) => {
            if let Some(fault) = subdomain_fault(prefix, SUBDOMAIN_LENGTH) {
                return Some(format!("has a part before `/` that {fault}"));
            }
            name
        }
    };
    if name.is_empty() {
        return Some("has no name".to_owned());
    }
    qualified_form(name)
}

/// What is wrong with the value of a label: as the name of a key, or empty.
pub(crate) fn value_fault(value: &str) -> Option<String> {
    if value.is_empty() {
        None
    } else {
        qualified_form(value)
    }
}

/// A name near to a refused one that a DNS-1123 subdomain (or label, without dots) may have.
pub(super) fn mended(name: &str, dots: bool) -> Option<String> {
    let mended: String = name
        .chars()
        .flat_map(char::to_lowercase)
        .map(|each| match each {
            'a'..='z' | '0'..='9' | '-' => each,
            '.' if dots => each,
            _ => '-',
        })
        .collect();
    let mended = mended.trim_matches(['-', '.']);
    let fault = if dots {
        subdomain_fault(mended, SUBDOMAIN_LENGTH)
    } else {
        label_fault(mended)
    };
    fault.is_none().then(|| mended.to_owned())
}

fn too_long(name: &str, longest: usize) -> Option<String> {
    (name.len() > longest).then(|| {
        format!(
            "has {} characters, and {longest} are allowed",
            name.chars().count()
        )
    })
}

fn label_form(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("is empty".to_owned());
    }
    if let Some(other) = name
        .chars()
        .find(|each| !matches!(each, 'a'..='z' | '0'..='9' | '-'))
    {
        return Some(not_allowed(other));
    }
    at_the_ends(name, &['-'])
}

fn qualified_form(name: &str) -> Option<String> {
    if let Some(fault) = too_long(name, LABEL_LENGTH) {
        return Some(fault);
    }
    if let Some(other) = name
        .chars()
        .find(|each| !each.is_ascii_alphanumeric() && !matches!(each, '-' | '_' | '.'))
    {
        return Some(not_allowed(other));
    }
    at_the_ends(name, &['-', '_', '.'])
}

fn not_allowed(character: char) -> String {
    match character {
        ' ' => "has a space".to_owned(),
        'A'..='Z' => format!("has the capital letter `{character}`"),
        _ => format!("has `{character}`"),
    }
}

fn at_the_ends(name: &str, not: &[char]) -> Option<String> {
    if name.starts_with(not) {
        Some(format!("starts with `{}`", &name[..1]))
    } else if name.ends_with(not) {
        Some(format!("ends with `{}`", &name[name.len() - 1..]))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        for good in ["a", "a-b", "0", "project-a", &"a".repeat(63)] {
            assert_eq!(label_fault(good), None, "{good}");
        }
        for bad in ["", "-a", "a-", "A", "a_b", "a.b", "é", &"a".repeat(64)] {
            assert!(label_fault(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn subdomains() {
        for good in [
            "a.b",
            "a-1.b-2",
            &"a".repeat(253),
            &format!("{}.b", "a".repeat(100)),
        ] {
            assert_eq!(subdomain_fault(good, SUBDOMAIN_LENGTH), None, "{good}");
        }
        for bad in ["", ".a", "a.", "a..b", "a.-b", "a:b", &"a".repeat(254)] {
            assert!(subdomain_fault(bad, SUBDOMAIN_LENGTH).is_some(), "{bad}");
        }
        assert!(subdomain_fault(&"a".repeat(60), 52).is_some());
    }

    #[test]
    fn prefixes_may_end_in_a_dash() {
        assert_eq!(prefix_fault("build-", SUBDOMAIN_LENGTH), None);
        assert!(prefix_fault("build--_", SUBDOMAIN_LENGTH).is_some());
        assert!(prefix_fault("-", SUBDOMAIN_LENGTH).is_some());
    }

    #[test]
    fn keys_and_values() {
        for good in ["team", "example.com/team", "A.b_c-d"] {
            assert_eq!(key_fault(good), None, "{good}");
        }
        for bad in [
            "",
            "/team",
            "a/b/c",
            "Example.com/team",
            "te am",
            "-a",
            "x/",
        ] {
            assert!(key_fault(bad).is_some(), "{bad}");
        }
        assert_eq!(value_fault(""), None);
        assert!(value_fault("has space").is_some());
        assert!(value_fault(&"a".repeat(64)).is_some());
    }

    #[test]
    fn mends() {
        assert_eq!(mended("Project_A", false).as_deref(), Some("project-a"));
        assert_eq!(
            mended("quay.io/acme", true).as_deref(),
            Some("quay.io-acme")
        );
        assert_eq!(mended("___", true), None);
    }
}
