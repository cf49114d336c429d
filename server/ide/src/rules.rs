//! All rules, by id. One file a rule; what several of them need to know is in files that declare none.
//!
//! It runs nothing: that is [`crate::diagnostics`].

pub(crate) mod append;
mod arch_without_node;
mod attached;
mod autoscaler_without_deployment;
mod autoscaler_without_metric;
mod bare_variable_name;
mod byte_order_mark;
mod colliding_config;
mod component_instance_name_collision;
mod components_beside_scopes;
mod config_files_in_one_directory;
mod config_hides_directory;
mod conflicting_traits;
mod contradictions;
mod cpu_quantity;
mod database_as_server;
mod dead_literal;
pub(crate) mod declare;
mod duplicate_env;
mod duplicate_instance;
mod duplicate_key;
mod duplicate_object;
mod duplicate_parameter;
mod duplicate_parameter_value;
mod duplicate_port;
mod duplicate_route;
mod duplicate_trait;
mod duplicate_variable;
mod duplicate_volume;
mod empty_document;
mod ephemeral_volume_mounted;
pub(crate) mod evident;
mod from_param_in_parameter_values;
mod handwritten_status;
mod hardcoded_namespace;
mod host_namespaces;
mod ignored_containers;
mod ignored_environment_value;
mod ignored_old_key;
mod ignored_resource;
mod ignored_spec_parameter;
mod ignored_workload_settings;
mod image;
mod implausible_resources;
mod implicit_maximum;
mod incomplete_tls;
mod inconsistent_property_schema;
pub(crate) mod ingress_port_mismatch;
mod invalid_config_path;
mod invalid_hostname;
mod invalid_property_schema;
mod invalid_render_part;
mod invalid_scope_properties;
mod invalid_trait_properties;
mod invalid_value;
mod invalid_workload_settings;
mod inverted_scaling_range;
mod irregular_plural;
mod latest_tag;
mod legacy_spelling;
mod liveness_success_threshold;
mod long_application_name;
mod long_name;
mod lost_indentation;
mod malformed_type_name;
mod malformed_variable_call;
mod memory_with_unit;
mod memory_without_unit;
mod misindented_properties;
mod missing_annotation;
mod missing_ephemeral;
mod missing_http_headers;
mod missing_property;
mod missing_readiness_probe;
pub(crate) mod missing_required_value;
mod missing_resources;
mod missing_value_source;
mod mixed_dialects;
mod neighbours;
mod newer_version;
mod no_containers;
mod non_kubernetes_name;
mod non_string_variable;
mod noop_probe;
mod not_a_dns_label;
mod nothing_to_deploy;
mod null_list;
mod optional_without_default;
mod overlapping_mount;
mod parameter_sprawl;
mod path_traversal;
mod placeholder_host;
mod plaintext_secret;
mod platform;
mod probe_handler_count;
mod quoted_cpu;
pub(crate) mod rejected_by_kubernetes;
mod relative_ingress_path;
mod removed_api;
mod requote;
mod reshape;
mod reword;
mod rollout_without_rest;
mod same_component_status;
mod scaled_exclusive_volume;
mod scaled_to_zero;
mod scope_entry_name;
mod scope_overlap;
mod scope_type_mismatch;
mod server_image_as_worker;
mod server_without_port;
mod setting_without_type;
mod several_applications;
mod shared_claim;
mod shared_writable_volume;
mod suppression_without_reason;
mod syntax_error;
mod task_with_port;
mod trait_not_applicable;
mod two_health_scopes;
mod unapplied_default;
mod undeclared_from_param;
mod undeclared_parameter_value;
pub(crate) mod undefined_variable;
mod unexposed_port;
mod unix_path_on_windows;
mod unknown_component;
mod unknown_from_instance;
mod unknown_kind;
mod unknown_probe_port;
mod unknown_property;
mod unknown_scope;
mod unknown_scope_type;
mod unknown_trait;
mod unknown_volume;
mod unknown_workload_type;
mod unpinned_image;
mod unportable_port_name;
mod unprovisioned_volume;
mod unquoted_parameter_value;
mod unset_optional_parameter;
mod unsubstituted_variable;
mod unsupported_feature;
mod unused_component;
mod unused_parameter;
mod unused_suppression;
mod unused_variable;
pub(crate) mod usage;
mod version_mismatch;
mod version_not_semver;
mod volume_case_mismatch;
mod volume_without_disk;
mod volumes;
mod word_as_boolean;
mod worker_with_port;
mod wrong_type;
mod wrong_value_type;

use crate::rule::Rule;

/// Every rule, sorted by id.
static RULES: [&Rule; 144] = [
    &arch_without_node::ARCH_WITHOUT_NODE,
    &autoscaler_without_deployment::AUTOSCALER_WITHOUT_DEPLOYMENT,
    &autoscaler_without_metric::AUTOSCALER_WITHOUT_METRIC,
    &bare_variable_name::BARE_VARIABLE_NAME,
    &byte_order_mark::BYTE_ORDER_MARK,
    &colliding_config::COLLIDING_CONFIG,
    &component_instance_name_collision::COMPONENT_INSTANCE_NAME_COLLISION,
    &components_beside_scopes::COMPONENTS_BESIDE_SCOPES,
    &config_files_in_one_directory::CONFIG_FILES_IN_ONE_DIRECTORY,
    &config_hides_directory::CONFIG_HIDES_DIRECTORY,
    &conflicting_traits::CONFLICTING_TRAITS,
    &cpu_quantity::CPU_QUANTITY,
    &database_as_server::DATABASE_AS_SERVER,
    &dead_literal::DEAD_LITERAL,
    &duplicate_env::DUPLICATE_ENV,
    &duplicate_instance::DUPLICATE_INSTANCE,
    &duplicate_key::DUPLICATE_KEY,
    &duplicate_object::DUPLICATE_OBJECT,
    &duplicate_parameter::DUPLICATE_PARAMETER,
    &duplicate_parameter_value::DUPLICATE_PARAMETER_VALUE,
    &duplicate_port::DUPLICATE_PORT,
    &duplicate_route::DUPLICATE_ROUTE,
    &duplicate_trait::DUPLICATE_TRAIT,
    &duplicate_variable::DUPLICATE_VARIABLE,
    &duplicate_volume::DUPLICATE_VOLUME,
    &empty_document::EMPTY_DOCUMENT,
    &ephemeral_volume_mounted::EPHEMERAL_VOLUME_MOUNTED,
    &from_param_in_parameter_values::FROM_PARAM_IN_PARAMETER_VALUES,
    &handwritten_status::HANDWRITTEN_STATUS,
    &hardcoded_namespace::HARDCODED_NAMESPACE,
    &host_namespaces::HOST_NAMESPACES,
    &ignored_containers::IGNORED_CONTAINERS,
    &ignored_environment_value::IGNORED_ENVIRONMENT_VALUE,
    &ignored_old_key::IGNORED_OLD_KEY,
    &ignored_resource::IGNORED_RESOURCE,
    &ignored_spec_parameter::IGNORED_SPEC_PARAMETER,
    &ignored_workload_settings::IGNORED_WORKLOAD_SETTINGS,
    &implausible_resources::IMPLAUSIBLE_RESOURCES,
    &implicit_maximum::IMPLICIT_MAXIMUM,
    &incomplete_tls::INCOMPLETE_TLS,
    &inconsistent_property_schema::INCONSISTENT_PROPERTY_SCHEMA,
    &ingress_port_mismatch::INGRESS_PORT_MISMATCH,
    &invalid_config_path::INVALID_CONFIG_PATH,
    &invalid_hostname::INVALID_HOSTNAME,
    &invalid_property_schema::INVALID_PROPERTY_SCHEMA,
    &invalid_render_part::INVALID_RENDER_PART,
    &invalid_scope_properties::INVALID_SCOPE_PROPERTIES,
    &invalid_trait_properties::INVALID_TRAIT_PROPERTIES,
    &invalid_value::INVALID_VALUE,
    &invalid_workload_settings::INVALID_WORKLOAD_SETTINGS,
    &inverted_scaling_range::INVERTED_SCALING_RANGE,
    &irregular_plural::IRREGULAR_PLURAL,
    &latest_tag::LATEST_TAG,
    &legacy_spelling::LEGACY_SPELLING,
    &liveness_success_threshold::LIVENESS_SUCCESS_THRESHOLD,
    &long_application_name::LONG_APPLICATION_NAME,
    &long_name::LONG_NAME,
    &lost_indentation::LOST_INDENTATION,
    &malformed_type_name::MALFORMED_TYPE_NAME,
    &malformed_variable_call::MALFORMED_VARIABLE_CALL,
    &memory_with_unit::MEMORY_WITH_UNIT,
    &memory_without_unit::MEMORY_WITHOUT_UNIT,
    &misindented_properties::MISINDENTED_PROPERTIES,
    &missing_annotation::MISSING_ANNOTATION,
    &missing_ephemeral::MISSING_EPHEMERAL,
    &missing_http_headers::MISSING_HTTP_HEADERS,
    &missing_property::MISSING_PROPERTY,
    &missing_readiness_probe::MISSING_READINESS_PROBE,
    &missing_required_value::MISSING_REQUIRED_VALUE,
    &missing_resources::MISSING_RESOURCES,
    &missing_value_source::MISSING_VALUE_SOURCE,
    &mixed_dialects::MIXED_DIALECTS,
    &newer_version::NEWER_VERSION,
    &no_containers::NO_CONTAINERS,
    &non_kubernetes_name::NON_KUBERNETES_NAME,
    &non_string_variable::NON_STRING_VARIABLE,
    &noop_probe::NOOP_PROBE,
    &not_a_dns_label::NOT_A_DNS_LABEL,
    &nothing_to_deploy::NOTHING_TO_DEPLOY,
    &null_list::NULL_LIST,
    &optional_without_default::OPTIONAL_WITHOUT_DEFAULT,
    &overlapping_mount::OVERLAPPING_MOUNT,
    &parameter_sprawl::PARAMETER_SPRAWL,
    &path_traversal::PATH_TRAVERSAL,
    &placeholder_host::PLACEHOLDER_HOST,
    &plaintext_secret::PLAINTEXT_SECRET,
    &probe_handler_count::PROBE_HANDLER_COUNT,
    &quoted_cpu::QUOTED_CPU,
    &rejected_by_kubernetes::REJECTED_BY_KUBERNETES,
    &relative_ingress_path::RELATIVE_INGRESS_PATH,
    &removed_api::REMOVED_API,
    &rollout_without_rest::ROLLOUT_WITHOUT_REST,
    &same_component_status::SAME_COMPONENT_STATUS,
    &scaled_exclusive_volume::SCALED_EXCLUSIVE_VOLUME,
    &scaled_to_zero::SCALED_TO_ZERO,
    &scope_entry_name::SCOPE_ENTRY_NAME,
    &scope_overlap::SCOPE_OVERLAP,
    &scope_type_mismatch::SCOPE_TYPE_MISMATCH,
    &server_image_as_worker::SERVER_IMAGE_AS_WORKER,
    &server_without_port::SERVER_WITHOUT_PORT,
    &setting_without_type::SETTING_WITHOUT_TYPE,
    &several_applications::SEVERAL_APPLICATIONS,
    &shared_claim::SHARED_CLAIM,
    &shared_writable_volume::SHARED_WRITABLE_VOLUME,
    &suppression_without_reason::SUPPRESSION_WITHOUT_REASON,
    &syntax_error::SYNTAX_ERROR,
    &task_with_port::TASK_WITH_PORT,
    &trait_not_applicable::TRAIT_NOT_APPLICABLE,
    &two_health_scopes::TWO_HEALTH_SCOPES,
    &unapplied_default::UNAPPLIED_DEFAULT,
    &undeclared_from_param::UNDECLARED_FROM_PARAM,
    &undeclared_parameter_value::UNDECLARED_PARAMETER_VALUE,
    &undefined_variable::UNDEFINED_VARIABLE,
    &unexposed_port::UNEXPOSED_PORT,
    &unix_path_on_windows::UNIX_PATH_ON_WINDOWS,
    &unknown_component::UNKNOWN_COMPONENT,
    &unknown_from_instance::UNKNOWN_FROM_INSTANCE,
    &unknown_kind::UNKNOWN_KIND,
    &unknown_probe_port::UNKNOWN_PROBE_PORT,
    &unknown_property::UNKNOWN_PROPERTY,
    &unknown_scope::UNKNOWN_SCOPE,
    &unknown_scope_type::UNKNOWN_SCOPE_TYPE,
    &unknown_trait::UNKNOWN_TRAIT,
    &unknown_volume::UNKNOWN_VOLUME,
    &unknown_workload_type::UNKNOWN_WORKLOAD_TYPE,
    &unpinned_image::UNPINNED_IMAGE,
    &unportable_port_name::UNPORTABLE_PORT_NAME,
    &unprovisioned_volume::UNPROVISIONED_VOLUME,
    &unquoted_parameter_value::UNQUOTED_PARAMETER_VALUE,
    &unset_optional_parameter::UNSET_OPTIONAL_PARAMETER,
    &unsubstituted_variable::UNSUBSTITUTED_VARIABLE,
    &unsupported_feature::UNSUPPORTED_FEATURE,
    &unused_component::UNUSED_COMPONENT,
    &unused_parameter::UNUSED_PARAMETER,
    &unused_suppression::UNUSED_SUPPRESSION,
    &unused_variable::UNUSED_VARIABLE,
    &version_mismatch::VERSION_MISMATCH,
    &version_not_semver::VERSION_NOT_SEMVER,
    &volume_case_mismatch::VOLUME_CASE_MISMATCH,
    &volume_without_disk::VOLUME_WITHOUT_DISK,
    &word_as_boolean::WORD_AS_BOOLEAN,
    &worker_with_port::WORKER_WITH_PORT,
    &wrong_type::WRONG_TYPE,
    &wrong_value_type::WRONG_VALUE_TYPE,
];

/// The rules that look at the text alone, for documents too broken to be objects.
pub(crate) static TEXT_RULES: &[&Rule] = &[&duplicate_key::DUPLICATE_KEY, &syntax_error::SYNTAX_ERROR];

/// The rule after which nothing else is said about a document.
pub(crate) static LOST_INDENTATION: &Rule = &lost_indentation::LOST_INDENTATION;

/// The rules about comments that switch rules off; they come when the others are done.
pub(crate) static SUPPRESSION_RULES: &[&Rule] =
    &[&suppression_without_reason::SUPPRESSION_WITHOUT_REASON, &unused_suppression::UNUSED_SUPPRESSION];

/// Every rule, sorted by id.
pub fn rules() -> &'static [&'static Rule] {
    &RULES
}
