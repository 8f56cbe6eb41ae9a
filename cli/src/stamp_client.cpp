// SPDX-License-Identifier: Apache-2.0
#include "stamp_client.hpp"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/evidence/seal.hpp"
#include "holdfast/sealing/base64.hpp"
#include "proved_request.hpp"

namespace holdfast::cli {
namespace {

/// The authority that the service asks; a failure where it has none.
PackResult<std::string> told_authority(ServiceClient& service) {
    const auto answer = ask_for(service, "/v1/service");
    if (!answer) return std::unexpected(answer.error());
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(answer->body)) return pack_failure(exit_impossible, std::string(foreign_answer));
    JsonObject stamps = document.object(faults).object("time_stamps", Need::optional);
    const auto text = stamps.exists() ? stamps.text("authority", {.most = 500}) : std::nullopt;
    if (!text)
        return pack_failure(exit_impossible,
                            "This service has no authority for time stamps. A receipt says when, too (--receipt).");
    return std::string(*text);
}

}  // namespace

PackResult<FetchedStamp> fetch_time_stamp(ServiceClient& service, const Digest256& seal) {
    auto authority = told_authority(service);
    if (!authority) return std::unexpected(std::move(authority.error()));
    JsonWriter body;
    body.object().key("seal").value(to_hex(seal));
    const auto answer = ask_with_proof(service, "/v1/time-stamps", body.end().take());
    if (!answer) return std::unexpected(answer.error());
    if (answer->status != 200) return pack_failure(exit_impossible, refusal(*answer));
    JsonDocument document;
    JsonFaults faults;
    std::optional<std::string_view> text;
    if (document.parse(answer->body)) text = document.object(faults).text("time_stamp", {.most = 100'000});
    const auto reply = sealing::from_base64(text.value_or("?"), sealing::Base64Form::padded);
    if (!reply) return pack_failure(exit_impossible, std::string(foreign_answer));
    auto claim = read_time_stamp(*reply);
    if (!claim || reply->size() > evidence::most_seal_file_bytes || !evidence::time_stamp_names(*reply, seal))
        return pack_failure(exit_no, "The service gave a time stamp that is none of this seal. It was thrown away.");
    return FetchedStamp{.reply = std::string(reinterpret_cast<const char*>(reply->data()), reply->size()),
                        .authority = std::move(*authority),
                        .claim = std::move(*claim)};
}

std::string stamp_words(const FetchedStamp& stamp) {
    std::string text = "Time stamp: " + to_rfc3339(stamp.claim.at) + ", by ";
    text += evidence::shown_text(stamp.claim.authority.empty() ? stamp.authority : stamp.claim.authority);
    return text +
           "\nIt names this seal. Whether the authority signed it was not checked: `holdfast pack verify --tsa-ca` "
           "does, "
           "with its certificates.\n";
}

}  // namespace holdfast::cli
