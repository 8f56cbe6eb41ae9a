// SPDX-License-Identifier: Apache-2.0
// case.jsonld: the case for forensic software that reads CASE/UCO 1.4 (ontology.caseontology.org): files with their
// digests, a provenance record with its exhibit number for each, and the steps of the log as investigative actions.
//
// Ids are kb:TYPE-UUID, the UUIDs (version 8, RFC 9562) cut from SHA-256 of the case and the place in it, so that the
// same case gives the same bytes. The graph names nobody.
#pragma once

#include <string>
#include <string_view>

#include "holdfast/evidence/case.hpp"
#include "holdfast/evidence/custody_log.hpp"

namespace holdfast::evidence {

/// `software_version` of Holdfast, such as "0.1.0". One line of JSON-LD and an LF.
[[nodiscard]] std::string case_graph(const Case& of, const CustodyLog& log, std::string_view software_version);

}  // namespace holdfast::evidence
