// The words for values, and the words that others have for them.
#ifndef OPTOUT_WORDS_HPP
#define OPTOUT_WORDS_HPP

#include <optout/handle.hpp>

namespace optout {

// The words that Rust, Python, policies and files have for these values; empty for 0.
inline std::string_view word(optout_lawful_basis value) {
  return detail::out(optout_lawful_basis_word(value));
}
inline std::string_view word(optout_retention value) { return detail::out(optout_retention_word(value)); }
inline std::string_view word(optout_marketing value) { return detail::out(optout_marketing_word(value)); }
inline std::string_view word(optout_certainty value) { return detail::out(optout_certainty_word(value)); }
inline std::string_view word(optout_basis_rule value) { return detail::out(optout_basis_rule_word(value)); }
inline std::string_view word(optout_reason value) { return detail::out(optout_reason_word(value)); }
inline std::string_view word(optout_regime value) { return detail::out(optout_regime_word(value)); }
inline std::string_view word(optout_clock value) { return detail::out(optout_clock_word(value)); }
inline std::string_view word(optout_request value) { return detail::out(optout_request_word(value)); }
inline std::string_view word(optout_signal value) { return detail::out(optout_signal_word(value)); }
inline std::string_view word(optout_trigger value) { return detail::out(optout_trigger_word(value)); }
inline std::string_view word(optout_missing value) { return detail::out(optout_missing_word(value)); }
inline std::string_view word(optout_system value) { return detail::out(optout_system_word(value)); }
inline std::string_view word(optout_evidence_kind value) {
  return detail::out(optout_evidence_kind_word(value));
}
inline std::string_view word(optout_polarity value) { return detail::out(optout_polarity_word(value)); }
inline std::string_view word(optout_provenance value) { return detail::out(optout_provenance_word(value)); }
inline std::string_view word(optout_strength value) { return detail::out(optout_strength_word(value)); }
inline std::string_view word(optout_field value) { return detail::out(optout_field_word(value)); }
inline std::string_view word(optout_replay value) { return detail::out(optout_replay_word(value)); }
inline std::string_view word(optout_input value) { return detail::out(optout_input_word(value)); }
inline std::string_view word(optout_fault_kind value) { return detail::out(optout_fault_kind_word(value)); }
inline std::string_view word(optout_list_form value) { return detail::out(optout_list_form_word(value)); }
inline std::string_view word(optout_match_status value) {
  return detail::out(optout_match_status_word(value));
}
inline std::string_view word(optout_tier value) { return detail::out(optout_tier_word(value)); }
inline std::string_view word(optout_email_agreement value) {
  return detail::out(optout_email_agreement_word(value));
}
inline std::string_view word(optout_name_class value) { return detail::out(optout_name_class_word(value)); }
inline std::string_view word(optout_edge_class value) { return detail::out(optout_edge_class_word(value)); }
inline std::string_view word(optout_edge_reason value) { return detail::out(optout_edge_reason_word(value)); }
inline std::string_view word(optout_verdict value) { return detail::out(optout_verdict_word(value)); }
inline std::string_view word(optout_email_class value) { return detail::out(optout_email_class_word(value)); }
inline std::string_view word(optout_website_class value) {
  return detail::out(optout_website_class_word(value));
}
inline std::string_view word(optout_flag value) { return detail::out(optout_flag_word(value)); }
inline std::string_view word(optout_date_order value) { return detail::out(optout_date_order_word(value)); }
inline std::string_view word(optout_name_tag value) { return detail::out(optout_name_tag_word(value)); }
inline std::string_view word(optout_finding_kind value) {
  return detail::out(optout_finding_kind_word(value));
}
inline std::string_view word(optout_column value) { return detail::out(optout_column_word(value)); }
inline std::string_view word(optout_consent_state value) {
  return detail::out(optout_consent_state_word(value));
}
inline std::string_view word(optout_relationship value) {
  return detail::out(optout_relationship_word(value));
}
inline std::string_view word(optout_hubspot_legal_basis value) {
  return detail::out(optout_hubspot_legal_basis_word(value));
}
inline std::string_view word(optout_hubspot_subscription_basis value) {
  return detail::out(optout_hubspot_subscription_basis_word(value));
}
inline std::string_view word(optout_admission value) { return detail::out(optout_admission_word(value)); }
inline std::string_view word(optout_standing value) { return detail::out(optout_standing_word(value)); }
inline std::string_view word(optout_hash_profile value) {
  return detail::out(optout_hash_profile_word(value));
}
inline std::string_view word(optout_hashed_outcome value) {
  return detail::out(optout_hashed_outcome_word(value));
}
inline std::string_view word(optout_erasure_method value) {
  return detail::out(optout_erasure_method_word(value));
}
inline std::string_view word(optout_erasure_object value) {
  return detail::out(optout_erasure_object_word(value));
}
inline std::string_view word(optout_erasure_step_kind value) {
  return detail::out(optout_erasure_step_kind_word(value));
}
inline std::string_view word(optout_erasure_outcome value) {
  return detail::out(optout_erasure_outcome_word(value));
}
inline std::string_view word(optout_next_kind value) { return detail::out(optout_next_kind_word(value)); }
inline std::string_view word(optout_call_verdict value) {
  return detail::out(optout_call_verdict_word(value));
}
inline std::string_view word(optout_hold value) { return detail::out(optout_hold_word(value)); }

inline std::string_view lawful_basis_iri(optout_lawful_basis value) {
  return detail::out(optout_lawful_basis_iri(value));
}
inline optout_lawful_basis lawful_basis_of_iri(std::string_view iri) {
  return detail::give<optout_lawful_basis>(optout_lawful_basis_of_iri, iri);
}
inline std::string_view lawful_basis_fideslang(optout_lawful_basis value) {
  return detail::out(optout_lawful_basis_fideslang(value));
}
inline optout_lawful_basis lawful_basis_of_fideslang(std::string_view text) {
  return detail::give<optout_lawful_basis>(optout_lawful_basis_of_fideslang, text);
}
inline optout_lawful_basis lawful_basis_of_salesforce(std::string_view name) {
  return detail::give<optout_lawful_basis>(optout_lawful_basis_of_salesforce, name);
}
inline std::string_view consent_state_iri(optout_consent_state value) {
  return detail::out(optout_consent_state_iri(value));
}
inline optout_consent_state consent_state_of_iri(std::string_view iri) {
  return detail::give<optout_consent_state>(optout_consent_state_of_iri, iri);
}
inline optout_hubspot_legal_basis hubspot_legal_basis_of_label(std::string_view label) {
  return detail::give<optout_hubspot_legal_basis>(optout_hubspot_legal_basis_of_label, label);
}
inline optout_hubspot_legal_basis hubspot_legal_basis_of(optout_lawful_basis basis,
                                                         optout_relationship relationship) {
  return detail::out(optout_hubspot_legal_basis_of(basis, relationship));
}
inline optout_lawful_basis hubspot_legal_basis_basis(optout_hubspot_legal_basis value) {
  return detail::out(optout_hubspot_legal_basis_basis(value));
}
inline optout_relationship hubspot_legal_basis_relationship(optout_hubspot_legal_basis value) {
  return detail::out(optout_hubspot_legal_basis_relationship(value));
}
inline optout_hubspot_subscription_basis hubspot_subscription_basis_of_word(std::string_view word) {
  return detail::give<optout_hubspot_subscription_basis>(optout_hubspot_subscription_basis_of_word, word);
}
inline optout_hubspot_subscription_basis hubspot_subscription_basis_of(optout_lawful_basis basis,
                                                                       optout_relationship relationship) {
  return detail::out(optout_hubspot_subscription_basis_of(basis, relationship));
}
inline optout_lawful_basis hubspot_subscription_basis_basis(optout_hubspot_subscription_basis value) {
  return detail::out(optout_hubspot_subscription_basis_basis(value));
}
inline optout_hubspot_legal_basis hubspot_subscription_basis_legal_basis(
    optout_hubspot_subscription_basis value) {
  return detail::out(optout_hubspot_subscription_basis_legal_basis(value));
}

// The version of the ABI of the library that is linked; OPTOUT_ABI_VERSION is that of these headers.
inline std::uint32_t abi_version() { return optout_abi_version(); }
inline std::string_view version() { return detail::out(optout_version()); }
inline std::uint32_t normalization_version() { return optout_normalization_version(); }
inline std::string tables_json() { return detail::text(optout_tables_json); }

}  // namespace optout

#endif  // OPTOUT_WORDS_HPP
