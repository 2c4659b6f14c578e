//! Every finding there is, one file a code: its severity and its explanation, whoever raises it.
//!
//! A code is `PS` and four digits, by family: 00 text and shape, 01 names and references,
//! 02 credentials, 03 look-ups, 04 service accounts and grants, 05 workflows and templates,
//! 06 output, 07 audited workloads, 09 suppressions. A code is never used for anything else again.
//!
//! The doc comment of a code is its explanation: `explain` prints it, and its first line in the
//! list of codes. It says what the finding means, why it matters, an example, and the mend.

use std::fmt;

use super::Severity;

/// What there is to know of a code.
#[derive(Debug)]
pub struct Entry {
    /// `PS` and four digits.
    name: &'static str,
    /// The weight unless `--deny` raises it.
    severity: Severity,
    /// Markdown: the summary line, then sections.
    explanation: &'static str,
}

/// One finding of the catalogue.
#[derive(Clone, Copy)]
pub struct Code(&'static Entry);

impl Code {
    /// `PS` and four digits.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The weight unless `--deny` raises it.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.0.severity
    }

    /// Whether a suppression may silence it: what is no error, and those errors of an audit that
    /// rest on what the spec does not say. Who wrote a workload may know better: an image of a
    /// known registry is public, a secret or a grant is made by hand, a template is audited elsewhere.
    #[must_use]
    pub fn may_be_silenced(self) -> bool {
        self.severity() != Severity::Error
            || [
                IMAGE_NOT_COVERED,
                SECRET_NOT_MADE,
                IMAGE_NOT_GRANTED,
                ACCOUNT_NOT_KNOWN,
                TEMPLATE_NOT_RENDERED,
                REGISTRY_NOT_KNOWN,
            ]
            .contains(&self)
    }

    /// One line: what the finding is.
    #[must_use]
    pub fn summary(self) -> &'static str {
        self.0.explanation.lines().next().unwrap_or_default().trim()
    }

    /// Markdown: the summary, then `## What it means`, `## Why it matters`, `## Example` and
    /// `## Use instead`. Every line starts with one space, as doc comments do.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        self.0.explanation
    }

    /// The code of that name, in any case.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        ALL.iter()
            .copied()
            .find(|code| code.name().eq_ignore_ascii_case(name))
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Code {}

impl std::hash::Hash for Code {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.name.hash(state);
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.name)
    }
}

/// Declares a code from its doc comment, name and severity.
macro_rules! finding {
    ($(#[doc = $line:literal])+ pub $constant:ident = $name:literal, $severity:ident) => {
        $(#[doc = $line])+
        pub const $constant: super::Code = super::Code(&super::Entry {
            name: $name,
            severity: super::Severity::$severity,
            explanation: concat!($($line, "\n"),+),
        });
    };
}

/// Lists the files of the catalogue.
macro_rules! catalogue {
    ($($module:ident :: $constant:ident),+ $(,)?) => {
        $(mod $module; pub use $module::$constant;)+
        /// Every code, in order.
        pub const ALL: &[Code] = &[$($constant),+];
    };
}

catalogue! {
    ps0001_syntax::SYNTAX,
    ps0002_duplicate_key::DUPLICATE_KEY,
    ps0003_alias_growth::ALIAS_GROWTH,
    ps0004_spec_too_large::SPEC_TOO_LARGE,
    ps0005_too_deep::TOO_DEEP,
    ps0006_unknown_field::UNKNOWN_FIELD,
    ps0007_wrong_type::WRONG_TYPE,
    ps0008_unknown_version::UNKNOWN_VERSION,
    ps0009_missing_field::MISSING_FIELD,
    ps0010_unknown_choice::UNKNOWN_CHOICE,
    ps0011_yaml_versions_differ::YAML_VERSIONS_DIFFER,
    ps0012_merge_key::MERGE_KEY,
    ps0013_several_documents::SEVERAL_DOCUMENTS,
    ps0014_tag::TAG,
    ps0015_key_not_text::KEY_NOT_TEXT,
    ps0016_not_utf8::NOT_UTF8,
    ps0017_empty_spec::EMPTY_SPEC,
    ps0018_fields_conflict::FIELDS_CONFLICT,
    ps0019_unquoted_text::UNQUOTED_TEXT,
    ps0101_invalid_name::INVALID_NAME,
    ps0102_name_twice::NAME_TWICE,
    ps0103_undefined_pull_secret::UNDEFINED_PULL_SECRET,
    ps0104_undefined_profile::UNDEFINED_PROFILE,
    ps0105_undefined_project::UNDEFINED_PROJECT,
    ps0106_undefined_service_account::UNDEFINED_SERVICE_ACCOUNT,
    ps0107_not_of_project::NOT_OF_PROJECT,
    ps0108_unused_definition::UNUSED_DEFINITION,
    ps0109_object_twice::OBJECT_TWICE,
    ps0110_undefined_registry::UNDEFINED_REGISTRY,
    ps0111_invalid_label::INVALID_LABEL,
    ps0112_too_many_links::TOO_MANY_LINKS,
    ps0201_server_form::SERVER_FORM,
    ps0202_server_twice::SERVER_TWICE,
    ps0203_username_colon::USERNAME_COLON,
    ps0204_empty_credential::EMPTY_CREDENTIAL,
    ps0205_credential_source::CREDENTIAL_SOURCE,
    ps0206_file_unreadable::FILE_UNREADABLE,
    ps0207_file_outside::FILE_OUTSIDE,
    ps0208_variable_unset::VARIABLE_UNSET,
    ps0209_variable_not_allowed::VARIABLE_NOT_ALLOWED,
    ps0210_file_too_large::FILE_TOO_LARGE,
    ps0211_not_json::NOT_JSON,
    ps0212_credential_encoding::CREDENTIAL_ENCODING,
    ps0213_credential_helper::CREDENTIAL_HELPER,
    ps0214_broken_auth::BROKEN_AUTH,
    ps0215_entry_missing::ENTRY_MISSING,
    ps0216_secret_too_large::SECRET_TOO_LARGE,
    ps0217_literal_password::LITERAL_PASSWORD,
    ps0218_trailing_newline::TRAILING_NEWLINE,
    ps0219_auth_missing_or_differs::AUTH_MISSING_OR_DIFFERS,
    ps0220_identity_token::IDENTITY_TOKEN,
    ps0221_token_expires::TOKEN_EXPIRES,
    ps0222_short_lived_password::SHORT_LIVED_PASSWORD,
    ps0223_json_key_form::JSON_KEY_FORM,
    ps0224_docker_config_shape::DOCKER_CONFIG_SHAPE,
    ps0225_telemetry_entry_replaced::TELEMETRY_ENTRY_REPLACED,
    ps0226_global_rollout::GLOBAL_ROLLOUT,
    ps0227_token_service::TOKEN_SERVICE,
    ps0228_apply_annotation_limit::APPLY_ANNOTATION_LIMIT,
    ps0229_blank_in_credential::BLANK_IN_CREDENTIAL,
    ps0230_entry_twice::ENTRY_TWICE,
    ps0301_entry_hidden::ENTRY_HIDDEN,
    ps0302_path_prefix::PATH_PREFIX,
    ps0303_docker_hub_spelling::DOCKER_HUB_SPELLING,
    ps0304_one_runtime_only::ONE_RUNTIME_ONLY,
    ps0305_broken_entry::BROKEN_ENTRY,
    ps0401_pinned_name_shared::PINNED_NAME_SHARED,
    ps0402_pinned_name_invalid::PINNED_NAME_INVALID,
    ps0403_pinned_name_taken::PINNED_NAME_TAKEN,
    ps0404_pinned_too_old::PINNED_TOO_OLD,
    ps0405_registry_removed::REGISTRY_REMOVED,
    ps0406_grant_in_own_project::GRANT_IN_OWN_PROJECT,
    ps0407_grant_covered::GRANT_COVERED,
    ps0408_binding_name_reserved::BINDING_NAME_RESERVED,
    ps0409_puller_form::PULLER_FORM,
    ps0410_pinned_secret_later::PINNED_SECRET_LATER,
    ps0411_not_on_platform::NOT_ON_PLATFORM,
    ps0412_grant_too_wide::GRANT_TOO_WIDE,
    ps0413_project_not_managed::PROJECT_NOT_MANAGED,
    ps0414_pinned_name_unused::PINNED_NAME_UNUSED,
    ps0501_template_fails::TEMPLATE_FAILS,
    ps0502_template_result::TEMPLATE_RESULT,
    ps0503_pull_secrets_in_spec::PULL_SECRETS_IN_SPEC,
    ps0504_generate_name_applied::GENERATE_NAME_APPLIED,
    ps0505_hook_without_name::HOOK_WITHOUT_NAME,
    ps0506_unsafe_value::UNSAFE_VALUE,
    ps0507_template_fuel::TEMPLATE_FUEL,
    ps0508_workflow_body::WORKFLOW_BODY,
    ps0601_plain_secret_in_git::PLAIN_SECRET_IN_GIT,
    ps0602_certificate_missing::CERTIFICATE_MISSING,
    ps0603_certificate_invalid::CERTIFICATE_INVALID,
    ps0604_certificate_dates::CERTIFICATE_DATES,
    ps0605_form_needs_other_source::FORM_NEEDS_OTHER_SOURCE,
    ps0606_recipient_invalid::RECIPIENT_INVALID,
    ps0607_file_in_the_way::FILE_IN_THE_WAY,
    ps0608_output_differs::OUTPUT_DIFFERS,
    ps0609_global_always_plain::GLOBAL_ALWAYS_PLAIN,
    ps0610_overlay_breaks::OVERLAY_BREAKS,
    ps0701_image_not_covered::IMAGE_NOT_COVERED,
    ps0702_account_list_hidden::ACCOUNT_LIST_HIDDEN,
    ps0703_secret_not_made::SECRET_NOT_MADE,
    ps0704_secret_type_ignored::SECRET_TYPE_IGNORED,
    ps0705_secret_body_broken::SECRET_BODY_BROKEN,
    ps0706_image_not_granted::IMAGE_NOT_GRANTED,
    ps0707_account_not_known::ACCOUNT_NOT_KNOWN,
    ps0708_template_not_rendered::TEMPLATE_NOT_RENDERED,
    ps0709_registry_not_known::REGISTRY_NOT_KNOWN,
    ps0710_manifest_unreadable::MANIFEST_UNREADABLE,
    ps0711_namespace_not_known::NAMESPACE_NOT_KNOWN,
    ps0712_image_name_invalid::IMAGE_NAME_INVALID,
    ps0713_not_imported::NOT_IMPORTED,
    ps0714_account_reference_dangles::ACCOUNT_REFERENCE_DANGLES,
    ps0901_unused_suppression::UNUSED_SUPPRESSION,
    ps0902_suppression_form::SUPPRESSION_FORM,
    ps0903_suppressed_error::SUPPRESSED_ERROR,
}
