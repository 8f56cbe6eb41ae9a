// SPDX-License-Identifier: Apache-2.0
#include "recipient_list.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/evidence/pack_words.hpp"
#include "holdfast/evidence/recipient_directory.hpp"
#include "holdfast/sealing/minisign.hpp"
#include "pack_keys.hpp"
#include "picture_file.hpp"
#include "proved_request.hpp"

namespace holdfast::cli {
namespace {

using evidence::PackRecipient;
using evidence::RecipientDirectory;
using evidence::shown_text;
using sealing::MinisignKey;

constexpr std::size_t longest_signature = std::size_t{8} << 10U;

struct SignedList {
    std::string text;
    std::string signature;
    MinisignKey key;
};

PackResult<SignedList> list_in_file(const NamedRecipients& wanted, const MinisignKey& key) {
    auto text = read_small_file(wanted.file, evidence::max_recipients_bytes, "a list of recipients");
    if (!text) return std::unexpected(std::move(text.error()));
    auto signature = read_small_file(wanted.file + ".minisig", longest_signature, "the signature of a list");
    if (!signature) return std::unexpected(std::move(signature.error()));
    return SignedList{.text = std::move(*text), .signature = std::move(*signature), .key = key};
}

PackResult<SignedList> list_of_service(const NamedRecipients& wanted, const std::optional<MinisignKey>& expected) {
    ServiceClient service(wanted.server);
    const auto told = ask_for(service, "/v1/service");
    if (!told) return std::unexpected(told.error());
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(told->body)) return pack_failure(exit_impossible, std::string(foreign_answer));
    JsonObject list = document.object(faults).object("recipients", Need::optional);
    if (!list.exists()) return pack_failure(exit_impossible, "This service publishes no list of recipients.");
    const auto signature = list.text("signature", {.most = longest_signature, .controls = true});
    const auto key_text = list.text("key", {.most = 1024});
    const auto key = sealing::read_minisign_key(key_text.value_or(""));
    if (!signature || !key) return pack_failure(exit_impossible, std::string(foreign_answer));
    if (expected && *expected != *key)
        return pack_failure(exit_no,
                            "The service's list is signed with another key than the one of --operator: it is not "
                            "used.");
    auto answer = ask_for(service, "/v1/recipients");
    if (!answer) return std::unexpected(std::move(answer.error()));
    return SignedList{.text = std::move(answer->body), .signature = std::string(*signature), .key = *key};
}

PackResult<RecipientDirectory> directory_of(const SignedList& list, UnixMillis now) {
    JsonFaults faults;
    auto directory = evidence::read_recipient_directory(list.text, list.signature, list.key, faults);
    if (!directory) {
        std::string why(explain(directory.error()));
        if (!faults.empty()) {
            const JsonFault& first = faults.kept().front();
            why += " " + (first.pointer.empty() ? std::string() : first.pointer + " ") + first.detail + ".";
        }
        return pack_failure(directory.error() == evidence::RecipientsError::bad_signature ? exit_no : exit_impossible,
                            "The list of recipients cannot be used. " + why);
    }
    if (freshness_of(*directory, now) == evidence::Freshness::over)
        return pack_failure(exit_impossible, "The list of recipients was to be used until " +
                                                 to_rfc3339(directory->until) +
                                                 ": keys change. Ask its operator for a newer one.");
    return std::move(*directory);
}

PackResult<sealing::AgeRecipient> recipient_of(const RecipientDirectory& directory, const std::string& id) {
    const PackRecipient* const found = find_recipient(directory, id);
    if (found == nullptr) {
        std::string known;
        for (const PackRecipient& each : directory.recipients) {
            if (each.key) known += "\n  " + each.id + "  " + shown_text(each.name);
        }
        return pack_failure(exit_usage, "--to " + printable(id) + " is not in the list. It has keys of:" + known);
    }
    if (found->key) return *found->key;
    return pack_failure(exit_usage, shown_text(found->name) + " has no key in the list, but takes files at " +
                                        shown_text(found->portal->url) + ". See holdfast pack split.");
}

}  // namespace

PackResult<std::vector<sealing::AgeRecipient>> named_recipients(const NamedRecipients& wanted, UnixMillis now) {
    std::vector<sealing::AgeRecipient> recipients;
    if (wanted.ids.empty()) return recipients;
    std::optional<MinisignKey> key;
    if (!wanted.operator_key.empty()) {
        auto read = read_signer(wanted.operator_key, "--operator");
        if (!read) return std::unexpected(std::move(read.error()));
        key = *read;
    }
    if (wanted.server.empty() && !key)
        return pack_failure(exit_usage,
                            "Name the key that the list is signed with: --operator. It comes another way than the "
                            "list, by telephone or on paper.");
    const auto list = wanted.server.empty() ? list_in_file(wanted, *key) : list_of_service(wanted, key);
    if (!list) return std::unexpected(list.error());
    const auto directory = directory_of(*list, now);
    if (!directory) return std::unexpected(directory.error());
    for (const std::string& id : wanted.ids) {
        const auto recipient = recipient_of(*directory, id);
        if (!recipient) return std::unexpected(recipient.error());
        if (std::ranges::find(recipients, *recipient) == recipients.end()) recipients.push_back(*recipient);
    }
    return recipients;
}

}  // namespace holdfast::cli
