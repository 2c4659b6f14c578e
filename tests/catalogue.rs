//! What holds for every code of the catalogue.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pullsecrets::finding::{Code, catalogue};
use pullsecrets::report::explain;

const SECTIONS: [&str; 4] = ["What it means", "Why it matters", "Example", "Use instead"];

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Headings and bodies of an explanation.
fn sections(code: Code) -> Vec<(String, String)> {
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in explain::markdown(code).lines() {
        match (line.strip_prefix("## "), sections.last_mut()) {
            (Some(heading), _) => sections.push((heading.to_owned(), String::new())),
            (None, Some((_, body))) => {
                body.push_str(line);
                body.push('\n');
            }
            (None, None) => {}
        }
    }
    sections
}

#[test]
fn codes_ascend_and_are_of_a_known_family() {
    let names: Vec<&str> = catalogue::ALL.iter().map(|code| code.name()).collect();
    assert!(names.is_sorted_by(|one, other| one < other), "{names:?}");
    for name in names {
        let digits = name.strip_prefix("PS").unwrap();
        assert!(digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()));
        let families = ["00", "01", "02", "03", "04", "05", "06", "07", "09"];
        assert!(families.contains(&&digits[..2]), "{name}");
        assert_eq!(Code::of(name).unwrap().name(), name);
        assert_eq!(Code::of(&name.to_lowercase()).unwrap().name(), name);
    }
    assert!(Code::of("PS9999").is_none());
}

#[test]
fn every_code_has_its_file_and_every_file_its_code() {
    let files: BTreeSet<String> = fs::read_dir(project().join("src/finding/catalogue"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "mod.rs")
        .map(|name| name[..6].to_uppercase())
        .collect();
    let codes: BTreeSet<String> = catalogue::ALL
        .iter()
        .map(|code| code.name().to_owned())
        .collect();
    assert_eq!(files, codes);
}

#[test]
fn every_code_is_explained() {
    let mut faults = Vec::new();
    for code in catalogue::ALL {
        let name = code.name();
        let summary = code.summary();
        if !summary.ends_with('.') || summary.len() < 10 {
            faults.push(format!("{name}: the summary is no sentence: {summary}"));
        }
        let sections = sections(*code);
        let headings: Vec<&str> = sections.iter().map(|section| section.0.as_str()).collect();
        if headings != SECTIONS {
            faults.push(format!("{name}: sections are {headings:?}"));
            continue;
        }
        for (heading, body) in &sections {
            if body.trim().len() < 10 {
                faults.push(format!("{name}: `{heading}` is empty"));
            }
        }
        for (heading, body) in &sections[2..] {
            if body.matches("```").count() % 2 != 0 || !body.contains("```yaml\n") {
                faults.push(format!("{name}: `{heading}` has no example in YAML"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_code_has_a_case_that_fails_and_one_that_passes() {
    let mut missing = Vec::new();
    for code in catalogue::ALL {
        let case = project().join("golden/findings").join(code.name());
        for part in ["fail", "pass", "fail.txt"] {
            if !case.join(part).exists() {
                missing.push(format!("{}/{part}", code.name()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn lists_name_every_code_once() {
    let text = explain::list();
    for code in catalogue::ALL {
        assert_eq!(text.matches(code.name()).count(), 1, "{}", code.name());
    }
    assert!(text.lines().all(|line| line.chars().count() <= 110));
}

#[test]
fn an_explanation_reads_in_a_terminal() {
    let code = catalogue::DUPLICATE_KEY;
    let text = explain::one(code, false);
    assert!(text.starts_with("PS0002 (error)\n\n"), "{text}");
    assert!(text.contains("\nUse instead\n\n    projects:\n      project-a:\n"));
    assert!(!text.contains("```") && !text.contains("##") && !text.contains('\u{1b}'));
    assert!(explain::one(code, true).contains("\u{1b}[1mUse instead\u{1b}[0m\n"));
    assert!(text.lines().all(|line| line.chars().count() <= 110));
}
