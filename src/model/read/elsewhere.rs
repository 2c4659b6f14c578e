//! Fields that stand in a wrong part: what `kubectl`, `oc` and manifests write there has its place
//! in the language, but another one.

/// Where what a field means is said.
pub(super) struct Elsewhere {
    /// The field of the same part that holds it; empty where it belongs into another part.
    pub field: &'static str,
    /// The mend.
    pub mend: String,
}

/// The list that is meant where a part is written as a list of names.
pub(super) fn list_of(what: &str) -> Option<&'static str> {
    match what {
        "a project" | "a profile" => Some("pullSecrets"),
        "a service account" => Some("pull"),
        "a pull secret" => Some("registries"),
        _ => None,
    }
}

/// The place of what a field that a part does not have means, where it is known.
pub(super) fn elsewhere(what: &str, name: &str) -> Option<Elsewhere> {
    let (field, mend) = match (what, name) {
        ("the spec", "use" | "pullSecrets" | "serviceAccounts" | "workflows") => (
            "",
            format!(
                "`{name}` belongs into a project, or a profile: `projects: {{NAME: {{{name}: …}}}}`"
            ),
        ),
        ("the spec", "namespace") => (
            "",
            "namespaces are the keys of `projects`: `projects: {NAMESPACE: {pullSecrets: [NAME]}}`"
                .to_owned(),
        ),
        ("a project", "namespace" | "name") => (
            "",
            format!("the key above is the namespace: remove `{name}`"),
        ),
        ("a project" | "a profile", "registries" | "secrets") => (
            "pullSecrets",
            "name registries and secrets of the file here: `pullSecrets: [NAME]`".to_owned(),
        ),
        ("a project", "labels" | "annotations") => (
            "create",
            format!("`{name}` are those of the Namespace: `create: {{{name}: {{KEY: \"VALUE\"}}}}`"),
        ),
        ("a value", "secretKeyRef" | "valueFrom" | "secret" | "key") => (
            "",
            "a value is read where the command runs, as `{env: NAME}` or `{file: PATH}`; what the cluster holds is the `external` of a registry, or one of `secrets`: `{existing: true}`"
                .to_owned(),
        ),
        ("a registry", ".dockerconfigjson" | "dockerconfigjson" | "data" | "stringData") => (
            "authFile",
            "take the entry from a file: `authFile: {file: PATH}`; a whole file is one of `secrets`: `secrets: {NAME: {authFile: {file: PATH}}}`".to_owned(),
        ),
        ("a pull secret", ".dockerconfigjson" | "dockerconfigjson" | "data" | "stringData") => (
            "authFile",
            "name the file that holds it, as it is before base64: `authFile: {file: PATH}`"
                .to_owned(),
        ),
        ("a workflow", "schedule" | "schedules") => (
            "spec",
            format!(
                "`{name}` belongs into the body: `spec: {{schedules: [\"0 3 * * *\"], workflowSpec: {{…}}}}`"
            ),
        ),
        ("a workflow", "templates") => (
            "spec",
            "`templates` belongs into the body: `spec: {templates: […]}`; a body in a file of its own is `template: PATH`"
                .to_owned(),
        ),
        ("a workflow", "arguments" | "onExit" | "volumes" | "workflowSpec") => (
            "spec",
            format!("`{name}` belongs into the body: `spec: {{{name}: …}}`"),
        ),
        _ => return None,
    };
    Some(Elsewhere { field, mend })
}
