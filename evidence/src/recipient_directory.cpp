// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/recipient_directory.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "holdfast/evidence/case.hpp"
#include "holdfast/sealing/digest.hpp"
#include "json_members.hpp"
#include "shown_text.hpp"

namespace holdfast::evidence {
namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_source = 500;
constexpr std::size_t longest_portal = 2'000;
constexpr std::size_t longest_key = 128;
constexpr std::int64_t most_bytes = std::int64_t{1} << 50U;
constexpr JsonLimits limits{.bytes = max_recipients_bytes, .depth = 5, .members = 12};

/// A line that is shown: nothing in it may hide or turn what stands beside it.
std::string read_shown(JsonObject& from, std::string_view name, std::size_t most) {
    std::string text = read_line(from, name, most, Need::required);
    if (one_line(text) != text) from.fault(name, "must have no invisible characters and none that turn the writing");
    return text;
}

bool is_portal_url(std::string_view text) noexcept {
    constexpr std::string_view scheme = "https://";
    return text.starts_with(scheme) && text.size() > scheme.size() &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7F'; });
}

std::string read_day(JsonObject& from, std::string_view name) {
    std::string text = read_line(from, name, 10, Need::required);
    if (!text.empty() && !time_from_rfc3339(text + "T00:00:00Z")) from.fault(name, "must be a day such as 2026-11-22");
    return text;
}

UnixMillis read_time(JsonObject& from, std::string_view name) {
    const std::string text = read_line(from, name, 40, Need::required);
    const auto time = time_from_rfc3339(text);
    if (!time && !text.empty()) from.fault(name, "must be a time in UTC such as 2026-11-22T14:05:31Z");
    return time.value_or(UnixMillis{});
}

std::optional<sealing::AgeRecipient> read_key(JsonObject& from) {
    const std::string text = read_line(from, "key", longest_key);
    if (text.empty()) return std::nullopt;
    const auto key = sealing::age_recipient_from_text(text);
    if (key) return *key;
    from.fault("key", key.error() == sealing::AgeKeyError::bad_checksum
                          ? "is a key of age with a wrong or missing character"
                          : "must be an X25519 public key of age, age1 and 58 more characters");
    return std::nullopt;
}

std::optional<Portal> read_portal(JsonObject& from) {
    JsonObject object = from.object("portal", Need::optional);
    if (!object.exists()) return std::nullopt;
    static constexpr std::array<std::string_view, 3> names{"url", "largest_file", "most_files"};
    object.only(names);
    Portal portal;
    portal.url = read_pattern(object, "url", longest_portal, is_portal_url,
                              "must begin with https:// and have visible ASCII characters alone", Need::required);
    portal.largest_file = static_cast<std::uint64_t>(
        object.integer("largest_file", static_cast<std::int64_t>(least_upload), most_bytes, Need::optional)
            .value_or(0));
    portal.most_files = static_cast<std::uint32_t>(object.integer("most_files", 1, 1'000, Need::optional).value_or(0));
    return portal;
}

PackRecipient read_recipient(JsonObject from) {
    static constexpr std::array<std::string_view, 7> names{"id", "name", "kind", "key", "portal", "checked", "source"};
    from.only(names);
    PackRecipient recipient;
    recipient.id = read_pattern(from, "id", longest_id, is_id, "must have a-z, 0-9 and - alone", Need::required);
    recipient.name = read_shown(from, "name", longest_name);
    recipient.kind = read_word<RecipientKind, 4>(from, "kind").value_or(RecipientKind::other);
    recipient.key = read_key(from);
    recipient.portal = read_portal(from);
    if (!from.has("key") && !from.has("portal")) from.fault("key", "or a portal must be there");
    recipient.checked = read_day(from, "checked");
    recipient.source = read_shown(from, "source", longest_source);
    return recipient;
}

/// By id, so that two editions can be compared line by line and nobody stands there twice.
void require_order(const JsonArray& list, const std::vector<PackRecipient>& recipients) {
    for (std::size_t i = 1; i < recipients.size(); ++i) {
        const std::string& before = recipients[i - 1].id;
        const std::string& here = recipients[i].id;
        if (before.empty() || here.empty() || before < here) continue;
        list.object(i).fault("id", before == here ? "is there twice" : "must come before the one above it: sort by id");
    }
}

}  // namespace

std::string_view to_text(RecipientKind kind) noexcept {
    static constexpr std::array<std::string_view, 4> words{"police", "helpline", "lawyer", "other"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view explain(RecipientsError error) noexcept {
    switch (error) {
        using enum RecipientsError;
        case bad_signature:
            return "The list of recipients does not carry the signature of the key that was given. Nothing of it was "
                   "used.";
        case too_long:
            return "The list of recipients is larger than 1 MiB.";
        case not_json:
            return "The list of recipients is signed, but cannot be read.";
        case other_format:
            return "The list of recipients is signed, but of a kind that this version does not know.";
        case faults:
            return "The list of recipients is signed, but has faults.";
    }
    return {};
}

std::expected<RecipientDirectory, RecipientsError> read_recipient_directory(std::string_view text,
                                                                            std::string_view signature,
                                                                            const sealing::MinisignKey& key,
                                                                            JsonFaults& faults) {
    if (text.size() > max_recipients_bytes) return std::unexpected(RecipientsError::too_long);
    if (!sealing::check_minisign(key, sealing::as_bytes(text), signature)) {
        return std::unexpected(RecipientsError::bad_signature);
    }
    const std::size_t before = faults.count();
    JsonDocument document;
    if (const auto parsed = document.parse(text, limits); !parsed) {
        faults.add("", std::string(explain(parsed.error())));
        return std::unexpected(RecipientsError::not_json);
    }
    JsonObject top = document.object(faults);
    if (top.text("format") != recipients_format) {
        if (faults.count() == before) faults.add("/format", "must be " + std::string(recipients_format));
        return std::unexpected(RecipientsError::other_format);
    }
    static constexpr std::array<std::string_view, 6> names{"format", "issuer", "number",
                                                           "issued", "until",  "recipients"};
    top.only(names);
    RecipientDirectory directory;
    directory.issuer = read_shown(top, "issuer", longest_name);
    directory.number = static_cast<std::uint32_t>(top.integer("number", 1, 1'000'000'000).value_or(0));
    directory.issued = read_time(top, "issued");
    directory.until = read_time(top, "until");
    if (faults.count() == before && directory.until <= directory.issued) top.fault("until", "must come after issued");
    const JsonArray list = top.array("recipients", 0, most_recipients);
    directory.recipients.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) directory.recipients.push_back(read_recipient(list.object(i)));
    require_order(list, directory.recipients);
    if (faults.count() != before) return std::unexpected(RecipientsError::faults);
    return directory;
}

Freshness freshness_of(const RecipientDirectory& directory, UnixMillis now) noexcept {
    if (now >= directory.until) return Freshness::over;
    return now < directory.issued ? Freshness::early : Freshness::fresh;
}

const PackRecipient* find_recipient(const RecipientDirectory& directory, std::string_view id) noexcept {
    const auto at = std::ranges::find(directory.recipients, id, &PackRecipient::id);
    return at == directory.recipients.end() ? nullptr : &*at;
}

}  // namespace holdfast::evidence
