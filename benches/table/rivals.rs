//! The same work for other programs: a Helm chart that takes the fleet's spec as its values, and
//! a kustomization that generates as many Secrets.

use std::fmt::Write as _;
use std::path::Path;

/// Renders what the spec of a fleet compiles to, object by object.
const TEMPLATE: &str = r#"{{- range $name, $project := .Values.projects }}
{{- range $project.pullSecrets }}
{{- $registry := index $.Values.registries . }}
{{- $auth := printf "%s:%s" $registry.username $.Values.password | b64enc }}
---
apiVersion: v1
kind: Secret
metadata:
  name: {{ . }}
  namespace: {{ $name }}
type: kubernetes.io/dockerconfigjson
data:
  .dockerconfigjson: {{ printf "{\"auths\":{\"%s\":{\"username\":\"%s\",\"password\":\"%s\",\"auth\":\"%s\"}}}" $registry.server $registry.username $.Values.password $auth | b64enc }}
{{- end }}
{{- range $account, $links := $project.serviceAccounts }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $account }}
  namespace: {{ $name }}
  annotations:
    openshift.io/internal-registry-pull-secret-ref: {{ $account }}-dockercfg
imagePullSecrets:
- name: {{ $account }}-dockercfg
{{- range $links.pull }}
- name: {{ . }}
{{- end }}
{{- with $links.mount }}
secrets:
{{- range . }}
- name: {{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- range $project.workflows }}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  name: {{ .name }}
  namespace: {{ $name }}
spec:
  entrypoint: {{ .entrypoint }}
  imagePullSecrets:
  - name: {{ .serviceAccount }}-dockercfg
  {{- range .pullSecrets }}
  - name: {{ . }}
  {{- end }}
  serviceAccountName: {{ .serviceAccount }}
  templates:
{{ toYaml .spec.templates | indent 2 }}
{{- end }}
{{- end }}
{{- range .Values.grants }}
{{- $puller := splitList "/" (first .pullers) }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: system:image-puller:{{ first $puller }}
  namespace: {{ .imagesIn }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: system:image-puller
subjects:
- kind: ServiceAccount
  name: {{ last $puller }}
  namespace: {{ first $puller }}
{{- end }}
"#;

/// Writes a chart into `folder`; its values are the spec itself.
pub fn chart(folder: &Path) {
    std::fs::create_dir_all(folder.join("templates")).expect("a folder for the chart");
    let chart = "apiVersion: v2\nname: fleet\nversion: 1.0.0\n";
    std::fs::write(folder.join("Chart.yaml"), chart).expect("the chart");
    std::fs::write(folder.join("templates/objects.yaml"), TEMPLATE).expect("the chart's template");
}

/// Writes a kustomization of so many pull secrets into `folder`.
pub fn kustomization(folder: &Path, secrets: usize) {
    std::fs::create_dir_all(folder).expect("a folder for the kustomization");
    let mut text = String::from("secretGenerator:\n");
    for number in 0..secrets {
        let _ = write!(
            text,
            "- name: registry-{:02}\n  namespace: team-{:06}\n  type: kubernetes.io/dockerconfigjson\n  files: [.dockerconfigjson=docker.json]\n",
            (number / 2 + 7 * (number % 2)) % crate::fleet::REGISTRIES,
            number / 2,
        );
    }
    text.push_str("generatorOptions:\n  disableNameSuffixHash: true\n");
    let docker = r#"{"auths":{"registry-00.example.com/team":{"username":"robot-00","password":"not-a-real-password","auth":"cm9ib3QtMDA6bm90LWEtcmVhbC1wYXNzd29yZA=="}}}"#;
    std::fs::write(folder.join("kustomization.yaml"), text).expect("the kustomization");
    std::fs::write(folder.join("docker.json"), docker).expect("the file of the generators");
}
