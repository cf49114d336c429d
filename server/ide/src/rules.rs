//! All rules, by id. One file a rule; what several of them need to know about an instance is in `usage`.
//!
//! It runs nothing: that is [`crate::diagnostics`].

mod duplicate_instance;
mod duplicate_key;
mod duplicate_object;
mod duplicate_parameter;
mod invalid_trait_properties;
mod invalid_value;
mod legacy_spelling;
mod malformed_variable_call;
mod misindented_properties;
mod missing_property;
mod missing_required_value;
mod requote;
mod server_without_port;
mod syntax_error;
mod trait_not_applicable;
mod undeclared_from_param;
mod undeclared_parameter_value;
mod undefined_variable;
mod unknown_component;
mod unknown_kind;
mod unknown_property;
mod unknown_scope;
mod unknown_trait;
mod unknown_workload_type;
mod unset_optional_parameter;
mod usage;
mod worker_with_port;
mod wrong_type;
mod wrong_value_type;

use crate::rule::Rule;

/// Every rule, sorted by id.
static RULES: [&Rule; 27] = [
    &duplicate_instance::DUPLICATE_INSTANCE,
    &duplicate_key::DUPLICATE_KEY,
    &duplicate_object::DUPLICATE_OBJECT,
    &duplicate_parameter::DUPLICATE_PARAMETER,
    &invalid_trait_properties::INVALID_TRAIT_PROPERTIES,
    &invalid_value::INVALID_VALUE,
    &legacy_spelling::LEGACY_SPELLING,
    &malformed_variable_call::MALFORMED_VARIABLE_CALL,
    &misindented_properties::MISINDENTED_PROPERTIES,
    &missing_property::MISSING_PROPERTY,
    &missing_required_value::MISSING_REQUIRED_VALUE,
    &server_without_port::SERVER_WITHOUT_PORT,
    &syntax_error::SYNTAX_ERROR,
    &trait_not_applicable::TRAIT_NOT_APPLICABLE,
    &undeclared_from_param::UNDECLARED_FROM_PARAM,
    &undeclared_parameter_value::UNDECLARED_PARAMETER_VALUE,
    &undefined_variable::UNDEFINED_VARIABLE,
    &unknown_component::UNKNOWN_COMPONENT,
    &unknown_kind::UNKNOWN_KIND,
    &unknown_property::UNKNOWN_PROPERTY,
    &unknown_scope::UNKNOWN_SCOPE,
    &unknown_trait::UNKNOWN_TRAIT,
    &unknown_workload_type::UNKNOWN_WORKLOAD_TYPE,
    &unset_optional_parameter::UNSET_OPTIONAL_PARAMETER,
    &worker_with_port::WORKER_WITH_PORT,
    &wrong_type::WRONG_TYPE,
    &wrong_value_type::WRONG_VALUE_TYPE,
];

/// The rules that look at the text alone, for documents too broken to be objects.
pub(crate) static TEXT_RULES: &[&Rule] = &[&duplicate_key::DUPLICATE_KEY, &syntax_error::SYNTAX_ERROR];

/// Every rule, sorted by id.
pub fn rules() -> &'static [&'static Rule] {
    &RULES
}
