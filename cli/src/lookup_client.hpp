// SPDX-License-Identifier: Apache-2.0
// The lookup operation of docs/api/openapi.yaml, as a client. Sends fingerprints and nothing else.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/fingerprint.hpp"
#include "holdfast/sealing/secret.hpp"
#include "service_client.hpp"

namespace holdfast::cli {

struct LookupMatch {
    std::string item;  ///< the partner's own number of it, 32 hexadecimal digits
    std::string bank;
    int distance = 0;
    FingerprintKind kind = FingerprintKind::pdq;
};

struct LookupError {
    std::string sentence;
    bool wrong_query = false;  ///< what was asked for is not there: a bank of that name
};

struct LookupQuery {
    int radius = max_partner_radius;
    std::vector<std::string> banks;  ///< empty: all
};

/// As many signals as one request takes.
inline constexpr std::size_t signals_a_lookup = 256;

class LookupClient {
  public:
    /// `server` as check_server gave it.
    LookupClient(std::string server, sealing::SecretText key);

    /// One list of matches for each signal, in order; at most signals_a_lookup. Tries again a few times when the
    /// service is busy, as it asks. Ctrl-C ends it.
    [[nodiscard]] std::expected<std::vector<std::vector<LookupMatch>>, LookupError> look_up(
        std::span<const Signal> signals, const LookupQuery& query);

  private:
    /// A sentence with the banks that the service has, or nothing where it does not say.
    [[nodiscard]] std::string there_are_banks();

    ServiceClient service_;
};

/// The answer's body; exposed for tests. The error is a sentence.
[[nodiscard]] std::expected<std::vector<std::vector<LookupMatch>>, std::string> read_lookup_answer(
    std::string_view body, std::size_t signals);

}  // namespace holdfast::cli
