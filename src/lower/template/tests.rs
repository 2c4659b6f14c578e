use super::*;
use crate::source::{Masking, Source, SourceId};
use crate::syntax::{Limits, parse};
use minijinja::context;

fn render(template: &str, variables: Value) -> Result<String, Fault> {
    let engine = Engine::new().unwrap();
    let compiled = engine.compile(template)?;
    compiled.render(variables).map(|rendered| rendered.text)
}

/// Renders with one variable `x` and says whether a value disturbed the YAML.
fn disturbed(template: &str, x: &str) -> Option<bool> {
    let engine = Engine::new().unwrap();
    let rendered = engine
        .compile(template)
        .unwrap()
        .render(context! { x })
        .ok()?;
    let source = Source::new("t", &*rendered.text, Masking::Hidden);
    let parsed = parse(&source, SourceId(0), Limits::default());
    parsed.tree.root()?;
    Some(disturbs(source.text(), &rendered.inserted, &parsed.tree).is_some())
}

#[test]
fn argo_and_bash_pass_through() {
    let text = "a: '{{workflow.name}} ${HOME} $((1+2)) ${#list[@]} ${x##*/} ${x%%.*} {# {{=a}}'\n";
    assert_eq!(render(text, context! {}).unwrap(), text);
}

#[test]
fn expressions_statements_and_comments_are_known() {
    let text = "a: ${{ x }}\n${{# not shown #}}b:\n{%- for n in list %}\n- ${{ n }}\n{%- endfor %}\nc: {% if x %}1{% endif %}\n";
    assert_eq!(
        render(text, context! { x => "quay.io/a/b:1", list => [1, 2] }).unwrap(),
        "a: quay.io/a/b:1\nb:\n- 1\n- 2\nc: 1\n"
    );
}

#[test]
fn a_value_with_other_characters_is_refused() {
    for value in [
        "a b", "a\nb: c", "é", "{a}", "#", "'", "\"", "*a", "!t", "a,b", "%", "~",
    ] {
        assert_eq!(
            render("a: x\nb: ${{ x }}\n", context! { x => value }),
            Err(Fault::UnsafeValue(Some(2))),
            "{value:?}"
        );
    }
    for value in [Value::from(()), Value::from(vec![1])] {
        assert!(render("${{ x }}", context! { x => value }).is_err());
    }
}

#[test]
fn tojson_makes_any_value_fit() {
    let value = "a: b # \"c\"\n- d";
    let text = render("a: ${{ x | tojson }}\n", context! { x => value }).unwrap();
    let back: serde_json::Value =
        serde_json::from_str(text.trim().strip_prefix("a: ").unwrap()).unwrap();
    assert_eq!(back, value);
}

#[test]
fn a_text_cannot_declare_itself_safe() {
    let value = "a\nb: c";
    for filter in ["safe", "escape", "e"] {
        let template = format!("${{{{ x | {filter} }}}}");
        assert_eq!(
            render(&template, context! { x => value }),
            Err(Fault::Unknown(Some(1), "filter"))
        );
    }
    for template in [
        "${{ x ~ (1 | tojson) }}",
        "${{ (1 | tojson) ~ x }}",
        "${{ (1 | tojson) * 2 ~ x }}",
        "${{ ('A' | tojson) | replace('A', x) }}",
        "${{ [x, 1 | tojson] | join('') }}",
        "${{ [1 | tojson, 2 | tojson] | join(x) }}",
        "${{ ('%s' | tojson) | format(x) }}",
        "${{ ('a' | tojson) | indent(x) }}",
        "${{ x | upper }}",
        "${{ x | lines | first }}${{ x | lines | last }}",
        "{% set y %}${{ x }}{% endset %}${{ y }}",
        "{% macro m(v) %}${{ v }}{% endmacro %}${{ m(x) }}",
        "{% macro m() %}${{ caller() }}{% endmacro %}{% call m() %}${{ x }}{% endcall %}",
        "{% autoescape false %}${{ x }}{% endautoescape %}",
        "{% autoescape true %}${{ x }}{% endautoescape %}",
        "{% autoescape false %}{% set y %}k: v{% endset %}{% endautoescape %}${{ y }}${{ x }}",
        "{% filter upper %}${{ x }}{% endfilter %}",
    ] {
        match render(template, context! { x => value }) {
            Err(_) => {}
            Ok(text) => assert!(!text.contains('\n'), "{template}: {text:?}"),
        }
    }
}

#[test]
fn macros_and_blocks_print_what_they_rendered() {
    let text = "{% macro image(name) -%}\n- image: quay.io/a/${{ name }}\n  args: []\n{% endmacro -%}\n${{ image('b') }}\n{% set s %}echo '${{ x | tojson }}'{% endset -%}\nc: ${{ s | tojson }}\n";
    assert_eq!(
        render(text, context! { x => "a b" }).unwrap(),
        "- image: quay.io/a/b\n  args: []\n\nc: \"echo \\u0027\\\"a b\\\"\\u0027\"\n"
    );
}

#[test]
fn a_value_that_changes_the_yaml_around_it_is_found() {
    for (template, value) in [
        ("- ${{ x }}\n", "-"),
        ("- ${{ x }}\n", "a:"),
        ("- ${{ x }} b\n", "a:"),
        ("a: 1\n${{ x }}\n", "---"),
        ("a: ${{ x }}\n", ""),
        ("{a: \"${{ x | tojson }}\"}", ", evil: 1, b: "),
        ("a: b${{ x | tojson }}\n", " #"),
        ("a: &${{ x }} b\n", "c"),
        ("a:\n# why\r${{ x }} b\r", "-"),
    ] {
        assert_ne!(
            disturbed(template, value),
            Some(false),
            "{template} {value}"
        );
    }
}

#[test]
fn a_value_inside_a_scalar_or_a_comment_is_left_alone() {
    for (template, value) in [
        ("# ${{ x }}\na: 1 # ${{ x | tojson }}\n", "b"),
        ("a: ${{ x }}\n", "quay.io/a:1"),
        ("a: pre-${{ x }}-post\n", "b"),
        ("a: pre-${{ x }}\n", ""),
        ("a: 'it: ${{ x }}'\n", "b"),
        (
            "a: |\n  first\n  echo ${{ x | tojson }}\nb: 1\n",
            "c d: # e",
        ),
        ("a: |\n  echo ${{ x }}\n", "a:"),
        ("a: >-\n  echo ${{ x }}\n  more\n", "a"),
        ("${{ x }}: 1\n", "key"),
        ("a: ${{ [x, x] | tojson }}\n", "c d"),
        ("a: ${{ {'k': x} | tojson }}\n", "c: d"),
        ("a: ${{ x | tojson }}\n", ""),
        ("a: ${{ x | tojson }}\n", "# }"),
    ] {
        assert_eq!(disturbed(template, value), Some(false), "{template}");
    }
}

#[test]
fn an_endless_loop_ends() {
    for template in [
        "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) %}${{ a }}{% endfor %}{% endfor %}",
        "{% macro m() %}${{ m() }}{% endmacro %}${{ m() }}",
        "{% macro m(n) %}{% for i in range(9) %}${{ m(n) }}{% endfor %}{% endmacro %}${{ m(1) }}",
        "{% for a in range(9) recursive %}${{ loop(range(9)) }}{% endfor %}",
        "${{ 'a' * 1000000000 }}",
        "{% set n = namespace(s='aa') %}{% for a in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    ] {
        let fault = render(template, context! {}).unwrap_err();
        assert!(
            matches!(fault, Fault::OutOfFuel(_) | Fault::TooLarge),
            "{template}: {fault:?}"
        );
    }
}

#[test]
fn output_is_bounded() {
    let line = "a".repeat(1000);
    let template = format!("{{% for a in range(2000) %}}{line}{{% endfor %}}");
    assert_eq!(render(&template, context! {}), Err(Fault::TooLarge));
}

#[test]
fn a_fault_knows_its_line() {
    let cases = [
        (
            "a: 1\nb: ${{ nothing }}\n",
            Fault::Unknown(Some(2), "variable"),
        ),
        (
            "a: 1\nb: ${{ x.nothing.more }}\n",
            Fault::Unknown(Some(2), "variable"),
        ),
        ("\n\n{% if %}", Fault::Syntax(Some(3))),
        ("{% include 'other' %}", Fault::Syntax(Some(1))),
        ("{% extends 'other' %}", Fault::Syntax(Some(1))),
        ("{% import 'other' as o %}", Fault::Syntax(Some(1))),
        ("${{ 1 | nothing }}", Fault::Unknown(Some(1), "filter")),
        ("${{ nothing() }}", Fault::Unknown(Some(1), "function")),
        ("\n${{ 1 / 0 }}", Fault::Operation(Some(2))),
        (
            "{% macro m() %}\n\n${{ z }}{% endmacro %}${{ m() }}",
            Fault::Unknown(Some(3), "variable"),
        ),
        ("a\u{fdd0}", Fault::Mark),
        ("${{ '\\ufdd0' | tojson }}", Fault::Mark),
    ];
    for (template, fault) in cases {
        assert_eq!(
            render(template, context! { x => context! {} }),
            Err(fault),
            "{template}"
        );
    }
}

proptest::proptest! {
    /// Whatever a value holds, what is accepted has the shape that a harmless value gives.
    #[test]
    fn no_value_changes_the_shape(value in "[a:\\-#,{}\\[\\]\"' \\\\\n|>&*!%@`.]{0,8}", at in 0usize..8) {
        let templates = [
            "- ${{ x }}\n- b: ${{ x }}\n",
            "- ${{ x | tojson }}\n",
            "{a: '${{ x | tojson }}', b: [${{ x | tojson }}]}",
            "a: \"${{ x | tojson }}\"\n",
            "a: b ${{ x | tojson }} c\nd: e\n",
            "a: |\n  ${{ x | tojson }}\n  b\n",
            "${{ x | tojson }}: a\n",
            "- ${{ x }}${{ x }} ${{ x }}\n",
        ];
        let shape = |x: &str| {
            let engine = Engine::new().unwrap();
            let rendered = engine.compile(templates[at]).unwrap().render(context! { x }).ok()?;
            let source = Source::new("t", &*rendered.text, Masking::Hidden);
            let parsed = parse(&source, SourceId(0), Limits::default());
            parsed.tree.root()?;
            if !parsed.findings.is_empty()
                || disturbs(source.text(), &rendered.inserted, &parsed.tree).is_some()
            {
                return None;
            }
            let kinds = parsed.tree.nodes().iter().map(|node| match &node.kind {
                crate::syntax::Kind::Scalar(..) => 's',
                crate::syntax::Kind::Sequence(_) => 'l',
                crate::syntax::Kind::Mapping(_) => 'm',
            });
            Some(kinds.collect::<String>())
        };
        if let Some(shape_of_value) = shape(&value) {
            proptest::prop_assert_eq!(Some(shape_of_value), shape("a").or_else(|| shape("")));
        }
    }
}
