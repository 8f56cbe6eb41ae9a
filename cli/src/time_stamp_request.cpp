// SPDX-License-Identifier: Apache-2.0
#include "time_stamp_request.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "holdfast/evidence/seal.hpp"
#include "holdfast/sealing/digest.hpp"
#include "pack_keys.hpp"
#include "service_client.hpp"
#include "time_stamp.hpp"

namespace holdfast::cli {
namespace {

using server::TimeStampError;

constexpr long connect_seconds = 5;
constexpr long granted_status = 200;

struct Free {
    void operator()(CURL* curl) const noexcept { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

/// More than a reply has is not taken: the transfer ends.
std::size_t receive(char* data, std::size_t, std::size_t size, void* to) {
    auto& reply = *static_cast<std::string*>(to);
    if (reply.size() + size > evidence::most_seal_file_bytes) return 0;
    reply.append(data, size);
    return size;
}

}  // namespace

std::string wrong_with_authority(const std::string& address) {
    const auto checked = check_server("time_stamps.authority", address, OverHttp::not_the_seal);
    return checked ? std::string() : checked.error();
}

std::expected<std::string, TimeStampError> request_time_stamp(const std::string& authority, const Digest256& digest,
                                                              long seconds) {
    std::array<std::byte, 8> nonce{};
    const std::unique_ptr<CURL, Free> handle(curl_easy_init());
    if (!handle || !draw_random(nonce)) return std::unexpected(TimeStampError::stopped);
    CURL* const curl = handle.get();
    const auto request = evidence::time_stamp_request(digest, nonce);
    std::unique_ptr<curl_slist, Free> headers(curl_slist_append(nullptr, "Content-Type: application/timestamp-query"));
    if (headers) curl_slist_append(headers.get(), "Accept: application/timestamp-reply");
    std::string reply;
    curl_easy_setopt(curl, CURLOPT_URL, authority.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, authority.starts_with("https://") ? "https" : "http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.data());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.size()));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, std::min(connect_seconds, seconds));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply);
    const CURLcode done = curl_easy_perform(curl);
    if (done == CURLE_WRITE_ERROR) return std::unexpected(TimeStampError::wrong_answer);
    if (done != CURLE_OK) return std::unexpected(TimeStampError::unreachable);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status != granted_status) return std::unexpected(TimeStampError::refused);
    switch (judge_time_stamp_reply(sealing::as_bytes(reply), request)) {
        case TimeStampReply::answers:
            return reply;
        case TimeStampReply::refused:
            return std::unexpected(TimeStampError::refused);
        case TimeStampReply::foreign:
            break;
    }
    return std::unexpected(TimeStampError::wrong_answer);
}

}  // namespace holdfast::cli
