// SPDX-License-Identifier: Apache-2.0
#include "api/gate.hpp"

#include <algorithm>
#include <charconv>

#include "holdfast/sealing/access_token.hpp"
#include "holdfast/sealing/challenge.hpp"
#include "holdfast/sealing/digest.hpp"
#include "holdfast/sealing/proof_of_work.hpp"

namespace holdfast::server::api {
namespace {

constexpr std::string_view partner_scheme = "Bearer";
constexpr std::size_t longest_idempotency_key = 64;

Response refuse_key(std::string_view scheme, std::string_view detail) {
    Response response = refuse(Problem::unauthorized, detail);
    response.headers.emplace_back("WWW-Authenticate", scheme);
    return response;
}

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// What follows "<scheme> " in Authorization; scheme names know no case (RFC 9110 section 11.1).
std::optional<std::string_view> credentials(const Request& request, std::string_view scheme) {
    const std::string_view given = request.header("authorization");
    if (given.size() <= scheme.size() || given[scheme.size()] != ' ' ||
        !std::ranges::equal(given.substr(0, scheme.size()), scheme, {}, lower, lower)) {
        return std::nullopt;
    }
    return given.substr(scheme.size() + 1);
}

bool key_character(char c) noexcept {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// For retention: the day alone, so at most one write a day for a case. Failing to note it does not keep the case shut.
void note_opening(Context& context, const store::Submission& submission) {
    const UnixMillis today = store::day_of(context.parts.clock.now());
    if (submission.opened && *submission.opened >= today) {
        return;
    }
    if (const auto noted = context.parts.store.note_opened(submission.id, today); !noted) {
        context.parts.log.write(LogLevel::warning, "case.opening_not_noted",
                                {{"reason", std::string(store::explain(noted.error()))}});
    }
}

}  // namespace

OrRefusal<Digest256> case_key_digest(const Request& request) {
    const auto given = credentials(request, case_scheme);
    if (!given) {
        return std::unexpected(refuse_key(case_scheme, "Send Authorization: Holdfast-Case and a key of the case."));
    }
    const auto key = sealing::key_from_token(*given);
    if (!key) {
        return std::unexpected(refuse_key(case_scheme, "The key is not 32 bytes in base64url."));
    }
    return sealing::token_digest(*key);
}

OrRefusal<OpenedCase> open_case(Context& context, const Request& request) {
    const auto digest = case_key_digest(request);
    if (!digest) {
        return std::unexpected(digest.error());
    }
    auto view = context.parts.store.case_by_read_key(*digest);
    CaseKey key = CaseKey::read;
    if (!view && view.error() == store::StoreError::not_found) {
        view = context.parts.store.case_by_withdraw_key(*digest);
        key = CaseKey::withdraw;
    }
    if (view) {
        note_opening(context, view->submission);
        return OpenedCase{.key = key, .digest = *digest, .view = std::move(*view)};
    }
    const bool unknown = view.error() == store::StoreError::not_found;
    return std::unexpected(refuse(unknown ? store::StoreError::key_replaced : view.error()));
}

OrRefusal<OpenedCase> open_case(Context& context, const Request& request, CaseKey needed) {
    auto opened = open_case(context, request);
    if (opened && opened->key != needed) {
        return std::unexpected(refuse(Problem::wrong_key, needed == CaseKey::read
                                                              ? "This takes the read key of the case."
                                                              : "This takes the withdraw key of the case."));
    }
    return opened;
}

std::optional<Response> refuse_if_lagging(const Context& context, std::int64_t then) {
    if (context.parts.follower.still_fresh(then)) {
        return std::nullopt;
    }
    return refuse_for_now(Problem::lagging, "This node is more than a second behind. Try again, or ask another node.",
                          1);
}

OrRefusal<const jobs::PartnerEntry*> admit_partner(Context& context, const Request& request,
                                                   const jobs::DirectorySnapshot& directory,
                                                   std::optional<store::Scope> scope) {
    // A node that lags may not know of a revoked key yet.
    if (auto lagging = refuse_if_lagging(context, context.parts.follower.caught_up_at())) {
        return std::unexpected(std::move(*lagging));
    }
    const auto given = credentials(request, partner_scheme);
    if (!given) {
        return std::unexpected(refuse_key(partner_scheme, "Send Authorization: Bearer and the key of a partner."));
    }
    const auto key = sealing::key_from_api_key(*given);
    const auto* partner = key ? directory.partner_by_key(sealing::api_key_digest(*key)) : nullptr;
    if (partner == nullptr) {
        return std::unexpected(refuse_key(partner_scheme, "No partner has this key, or it was revoked."));
    }
    const std::uint32_t own = partner->partner.requests_per_second;
    const std::uint32_t rate =
        std::max(own != 0 ? own : context.parts.settings.partner_requests_per_second, std::uint32_t{1});
    if (const auto wait = partner->rate->take(context.parts.clock.steady_millis(), rate); wait != 0) {
        return std::unexpected(refuse_for_now(Problem::rate_limited,
                                              "More requests a second than this partner's limit, which GET "
                                              "/v1/partner tells. Ask for several codes in one lookup.",
                                              (wait + 999) / 1000));
    }
    if (scope && !partner->may(*scope)) {
        return std::unexpected(
            refuse(Problem::scope_missing, "The partner's key lacks the scope that this operation needs."));
    }
    return partner;
}

OrRefusal<store::SpentProof> check_proof(const Context& context, const Request& request) {
    const std::string_view given = request.header("holdfast-proof");
    if (given.empty()) {
        return std::unexpected(
            refuse(Problem::proof_missing, "Get a challenge from GET /v1/challenge and send Holdfast-Proof."));
    }
    const std::size_t dot = given.find('.');
    if (dot == std::string_view::npos) {
        return std::unexpected(refuse(Problem::proof_malformed, "It is a challenge, a dot and a number."));
    }
    const std::string_view number = given.substr(dot + 1);
    std::uint64_t nonce = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), nonce);
    if (error != std::errc{} || end != number.data() + number.size()) {
        return std::unexpected(refuse(Problem::proof_malformed, "The nonce is a whole number below 2^64."));
    }
    const auto challenge =
        sealing::verify_challenge(given.substr(0, dot), context.parts.challenge_key, context.parts.clock.now());
    if (!challenge) {
        switch (challenge.error()) {
            case sealing::ChallengeError::expired:
                return std::unexpected(refuse(Problem::proof_expired, "Get a new challenge."));
            case sealing::ChallengeError::forged:
                return std::unexpected(refuse(Problem::proof_wrong, "This service did not make the challenge."));
            case sealing::ChallengeError::malformed:
                break;
        }
        return std::unexpected(refuse(Problem::proof_malformed, "The challenge is not one."));
    }
    if (!sealing::check_proof(*challenge, sealing::sha256(request.body), nonce)) {
        return std::unexpected(
            refuse(Problem::proof_wrong, "The digest lacks the leading zero bits, or the body has changed."));
    }
    return store::SpentProof{.challenge = sealing::sha256(std::span<const std::byte>(challenge->bytes)),
                             .expires = challenge->expires()};
}

OrRefusal<std::string> idempotency_key(const Request& request) {
    const std::string_view given = request.header("idempotency-key");
    if (given.empty()) {
        return std::unexpected(
            refuse(Problem::idempotency_key_missing, "Every write takes one, so that sending it again does it once."));
    }
    if (given.size() > longest_idempotency_key || !std::ranges::all_of(given, key_character)) {
        return std::unexpected(
            refuse(Problem::idempotency_key_invalid, "It has 1 to 64 letters, digits, dashes and underscores."));
    }
    return std::string(given);
}

OrRefusal<store::Receipt> make_receipt(const Context& context, const Request& request, const Digest256& owner,
                                       int status, std::string body) {
    auto key = idempotency_key(request);
    if (!key) {
        return std::unexpected(key.error());
    }
    return store::Receipt{.owner = owner,
                          .key = std::move(*key),
                          .request_digest = sealing::sha256(request.method + '\n' + request.path + '\n' + request.body),
                          .status = status,
                          .body = std::move(body),
                          .at = context.parts.clock.now()};
}

OrRefusal<JsonObject> read_body(const Request& request, JsonDocument& document, JsonFaults& faults) {
    constexpr unsigned body_depth = 8;
    constexpr std::size_t body_members = 32;
    const auto parsed =
        document.parse(request.body, {.bytes = request.body.size(), .depth = body_depth, .members = body_members});
    if (!parsed) {
        return std::unexpected(refuse(Problem::malformed, explain(parsed.error())));
    }
    const JsonObject root = document.object(faults);
    if (!faults.empty()) {
        return std::unexpected(refuse(faults));
    }
    return root;
}

Response answer(int status, std::string body) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    if (response.body.empty()) {
        response.content_type.clear();
    }
    return response;
}

Response answer(Context& context, const store::Outcome& outcome) {
    Response response = answer(outcome.status, outcome.body);
    if (outcome.replayed) {
        response.headers.emplace_back("Idempotency-Replayed", "true");
    } else if (outcome.position != 0) {
        // Not applied in time: the node is lagging and says so to partners until it has caught up.
        context.parts.follower.settle(outcome.position, context.parts.settings.settle_millis);
    }
    return response;
}

}  // namespace holdfast::server::api
