// SPDX-License-Identifier: Apache-2.0
#include "proved_request.hpp"

#include <array>
#include <optional>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/sealing/challenge.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/proof_of_work.hpp"
#include "interrupt.hpp"

namespace holdfast::cli {
namespace {

constexpr std::uint64_t tries_a_slice = std::uint64_t{1} << 16U;
/// What services may ask for at most as they are shipped; 2^24 tries take some seconds.
constexpr unsigned most_difficulty = 26;

PackFailure unanswered(const std::string& sentence) {
    if (is_interrupted()) return {.exit = interrupted_exit(), .sentences = {}};
    return {.exit = exit_impossible, .sentences = {sentence}};
}

PackResult<std::string> challenge_text(ServiceClient& service) {
    const auto answer = ask_for(service, "/v1/challenge");
    if (!answer) return std::unexpected(answer.error());
    JsonDocument document;
    JsonFaults faults;
    std::optional<std::string_view> text;
    if (document.parse(answer->body)) text = document.object(faults).text("challenge", {.most = 256});
    if (!text) return std::unexpected(unanswered(std::string(foreign_answer)));
    return std::string(*text);
}

PackResult<std::uint64_t> solve(const sealing::Challenge& challenge, const Digest256& body) {
    for (std::uint64_t start = 0;; start += tries_a_slice) {
        if (is_interrupted()) return std::unexpected(unanswered({}));
        if (const auto nonce = sealing::solve_proof(challenge, body, start, tries_a_slice)) return *nonce;
    }
}

}  // namespace

PackResult<ServiceAnswer> ask_for(ServiceClient& service, const std::string& path) {
    auto answer = service.ask_again(path, nullptr);
    if (!answer) return std::unexpected(unanswered(answer.error()));
    if (answer->status != 200) return std::unexpected(unanswered(refusal(*answer)));
    return std::move(*answer);
}

PackResult<ServiceAnswer> ask_with_proof(ServiceClient& service, const std::string& path, const std::string& body) {
    const auto text = challenge_text(service);
    if (!text) return std::unexpected(text.error());
    const auto challenge = sealing::challenge_from_text(*text);
    if (!challenge) return std::unexpected(unanswered("The service's challenge cannot be read."));
    if (challenge->difficulty() > most_difficulty)
        return std::unexpected(unanswered("The service asks for more work than this command does: " +
                                          std::to_string(challenge->difficulty()) + " bits. Try again later."));
    const auto nonce = solve(*challenge, sealing::sha256(body));
    if (!nonce) return std::unexpected(nonce.error());
    const std::array<std::string, 1> proof{"Holdfast-Proof: " + *text + "." + std::to_string(*nonce)};
    auto answer = service.ask_again(path, &body, proof);
    if (!answer) return std::unexpected(unanswered(answer.error()));
    return std::move(*answer);
}

}  // namespace holdfast::cli
