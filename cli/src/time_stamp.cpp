// SPDX-License-Identifier: Apache-2.0
#include "time_stamp.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <utility>

#include "open_file.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

template <class T, void (*free)(T*)>
struct Freed {
    void operator()(T* object) const noexcept { free(object); }
};
using Reply = std::unique_ptr<TS_RESP, Freed<TS_RESP, TS_RESP_free>>;
using Context = std::unique_ptr<TS_VERIFY_CTX, Freed<TS_VERIFY_CTX, TS_VERIFY_CTX_free>>;
using Store = std::unique_ptr<X509_STORE, Freed<X509_STORE, X509_STORE_free>>;

/// Every byte must belong to it.
Reply read_reply(std::span<const std::byte> bytes) {
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    const unsigned char* const end = at + bytes.size();
    Reply reply(d2i_TS_RESP(nullptr, &at, static_cast<long>(bytes.size())));
    ERR_clear_error();
    if (at != end) reply.reset();
    return reply;
}

/// The reason of the first error that OpenSSL noted, with its detail; the list is cleared.
std::string noted_reason() {
    const char* detail = nullptr;
    int flags = 0;
    const unsigned long code = ERR_get_error_all(nullptr, nullptr, nullptr, &detail, &flags);
    const char* const reason = code == 0 ? nullptr : ERR_reason_error_string(code);
    std::string words = reason == nullptr ? "it cannot be checked" : reason;
    if (detail != nullptr && (static_cast<unsigned>(flags) & ERR_TXT_STRING) != 0 && *detail != '\0')
        words += std::string(" (") + detail + ")";
    ERR_clear_error();
    return printable(words);
}

std::string name_of(const GENERAL_NAME* name) {
    int kind = 0;
    const void* const value = name == nullptr ? nullptr : GENERAL_NAME_get0_value(name, &kind);
    if (value == nullptr || kind != GEN_DIRNAME) return {};
    const std::unique_ptr<BIO, int (*)(BIO*)> text(BIO_new(BIO_s_mem()), BIO_free);
    if (!text || X509_NAME_print_ex(text.get(), static_cast<const X509_NAME*>(value), 0,
                                    XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) < 0)
        return {};
    char* start = nullptr;
    const long bytes = BIO_get_mem_data(text.get(), &start);
    return {start, static_cast<std::size_t>(std::max(bytes, 0L))};
}

}  // namespace

std::optional<TimeStampClaim> read_time_stamp(std::span<const std::byte> reply_bytes) {
    const Reply reply = read_reply(reply_bytes);
    TS_TST_INFO* const info = reply ? TS_RESP_get_tst_info(reply.get()) : nullptr;
    if (info == nullptr) return std::nullopt;
    std::tm parts{};
    if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &parts) != 1) return std::nullopt;
    const auto day = std::chrono::sys_days(std::chrono::year(parts.tm_year + 1900) /
                                           std::chrono::month(static_cast<unsigned>(parts.tm_mon) + 1) /
                                           std::chrono::day(static_cast<unsigned>(parts.tm_mday)));
    const auto at = std::chrono::milliseconds(day.time_since_epoch()) + std::chrono::hours(parts.tm_hour) +
                    std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
    return TimeStampClaim{.at = {at.count()}, .authority = name_of(TS_TST_INFO_get_tsa(info))};
}

TimeStampReply judge_time_stamp_reply(std::span<const std::byte> reply_bytes,
                                      std::span<const std::byte> request_bytes) {
    const Reply reply = read_reply(reply_bytes);
    if (!reply) return TimeStampReply::foreign;
    const long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(reply.get())));
    if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) return TimeStampReply::refused;
    const auto* at = reinterpret_cast<const unsigned char*>(request_bytes.data());
    const std::unique_ptr<TS_REQ, Freed<TS_REQ, TS_REQ_free>> request(
        d2i_TS_REQ(nullptr, &at, static_cast<long>(request_bytes.size())));
    const Context context(request ? TS_REQ_to_TS_VERIFY_CTX(request.get(), nullptr) : nullptr);
    // No signature, so no signer either: that would take the authority's certificates.
    if (context) TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE);
    const bool fits = context && TS_RESP_verify_response(context.get(), reply.get()) == 1;
    ERR_clear_error();
    return fits ? TimeStampReply::answers : TimeStampReply::foreign;
}

struct TimeStampAuthorities::State {
    Store trusted;
};

TimeStampAuthorities::TimeStampAuthorities(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
TimeStampAuthorities::TimeStampAuthorities(TimeStampAuthorities&&) noexcept = default;
TimeStampAuthorities& TimeStampAuthorities::operator=(TimeStampAuthorities&&) noexcept = default;
TimeStampAuthorities::~TimeStampAuthorities() = default;

std::expected<TimeStampAuthorities, std::string> TimeStampAuthorities::load(const std::string& path) {
    if (const OpenFile file(path); file.error() != 0)
        return std::unexpected(printable(path) + " cannot be read: " + reason_of(file.error()) + ".");
    auto state = std::make_unique<State>(State{.trusted = Store(X509_STORE_new())});
    const bool loaded = state->trusted && X509_STORE_load_file(state->trusted.get(), path.c_str()) == 1;
    ERR_clear_error();
    if (!loaded) return std::unexpected(printable(path) + " holds no certificate in PEM form.");
    return TimeStampAuthorities(std::move(state));
}

std::expected<void, std::string> TimeStampAuthorities::check(std::span<const std::byte> reply_bytes,
                                                             const Digest256& seal) const {
    const Reply reply = read_reply(reply_bytes);
    if (!reply) return std::unexpected("it is damaged, or no time stamp at all");
    TS_TST_INFO* const info = TS_RESP_get_tst_info(reply.get());
    if (info == nullptr) return std::unexpected("the authority refused to give one");
    const ASN1_OBJECT* algorithm = nullptr;
    X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(TS_TST_INFO_get_msg_imprint(info)));
    if (OBJ_obj2nid(algorithm) != NID_sha256) return std::unexpected("it is over another kind of digest than SHA-256");

    const Context context(TS_VERIFY_CTX_new());
    auto* const imprint = static_cast<unsigned char*>(OPENSSL_memdup(seal.bytes.data(), seal.bytes.size()));
    if (!context || imprint == nullptr) return std::unexpected("there is not enough memory to check it");
    // The context takes over the imprint and one count of the store.
    TS_VERIFY_CTX_set_imprint(context.get(), imprint, static_cast<long>(seal.bytes.size()));
    X509_STORE_up_ref(state_->trusted.get());
    TS_VERIFY_CTX_set_store(context.get(), state_->trusted.get());
    TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_SIGNATURE);
    if (TS_RESP_verify_response(context.get(), reply.get()) != 1) return std::unexpected(noted_reason());
    ERR_clear_error();
    return {};
}

}  // namespace holdfast::cli
