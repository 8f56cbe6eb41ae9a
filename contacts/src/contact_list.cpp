// SPDX-License-Identifier: Apache-2.0
#include "holdfast/contacts/contact_list.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/utf8.hpp"
#include "names.hpp"

namespace holdfast::contacts {
namespace {

constexpr JsonLimits limits{.bytes = max_file_bytes + 64, .depth = 64, .members = 8192};
constexpr TextRule any_text{.least = 0, .most = 65'536, .controls = true};
constexpr std::size_t most_entries = 5'000'000;

std::string_view text_of(JsonObject object, std::string_view name) {
    return object.text(name, any_text, Need::optional).value_or(std::string_view());
}

/// Takes what one file says, and counts what is too much.
class Collector {
  public:
    Collector(Platform platform, bool repairs) : repairs_(repairs) { list_.platform = platform; }

    void add(std::string_view name, std::string_view handle, Relation relation) {
        Contact contact{.name = {}, .handle = {}, .relation = relation, .repaired = false};
        contact.name = clean(name, contact.repaired);
        contact.handle = clean(handle, contact.repaired);
        if (contact.name == contact.handle) contact.name.clear();
        if (contact.name.empty() && contact.handle.empty()) return;
        if (list_.contacts.size() < most_contacts) {
            list_.contacts.push_back(std::move(contact));
        } else {
            ++list_.left_off;
        }
    }

    std::expected<ContactList, ContactError> take() {
        if (list_.contacts.empty()) return std::unexpected(ContactError::nobody);
        return std::move(list_);
    }

  private:
    std::string clean(std::string_view text, bool& repaired) const {
        const auto mended = repairs_ ? without_mojibake(text) : std::nullopt;
        repaired = repaired || mended.has_value();
        return shown_name(mended ? std::string_view(*mended) : text);
    }

    ContactList list_;
    bool repairs_;
};

using Answer = std::expected<ContactList, ContactError>;

void add_instagram(Collector& to, const JsonArray& entries, Relation relation) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
        JsonObject entry = entries.object(i);
        const JsonArray strings = entry.array("string_list_data", 0, most_entries, Need::optional);
        const JsonObject first = strings.size() == 0 ? JsonObject() : strings.object(0);
        std::string_view handle = first.exists() ? text_of(first, "value") : std::string_view();
        if (handle.empty()) handle = text_of(entry, "title");
        if (handle.empty() && first.exists()) handle = account_of(text_of(first, "href"));
        to.add({}, handle, relation);
    }
}

void add_named(Collector& to, JsonObject of, std::string_view member, std::string_view name, std::string_view handle,
               Relation relation) {
    const JsonArray entries = of.array(member, 0, most_entries, Need::optional);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const JsonObject entry = entries.object(i);
        to.add(name.empty() ? std::string_view() : text_of(entry, name),
               handle.empty() ? std::string_view() : text_of(entry, handle), relation);
    }
}

/// A list at the top of a file: Instagram's followers, or X's lists behind their assignment.
Answer read_list(const JsonArray& list) {
    if (list.size() == 0) return std::unexpected(ContactError::nobody);
    JsonObject first = list.object(0);
    if (first.has("string_list_data")) {
        Collector to(Platform::instagram, true);
        add_instagram(to, list, Relation::followers);
        return to.take();
    }
    for (const auto& [member, relation] :
         {std::pair{"follower", Relation::followers}, std::pair{"following", Relation::following}}) {
        if (!first.has(member)) continue;
        Collector to(Platform::x, false);
        for (std::size_t i = 0; i < list.size(); ++i) {
            JsonObject entry = list.object(i);
            if (const JsonObject account = entry.object(member, Need::optional); account.exists())
                to.add({}, text_of(account, "accountId"), relation);
        }
        return to.take();
    }
    return std::unexpected(ContactError::unknown);
}

std::optional<Answer> read_instagram(JsonObject top) {
    const bool followers = top.has("relationships_followers");
    const bool following = top.has("relationships_following");
    if (!followers && !following) return std::nullopt;
    Collector to(Platform::instagram, true);
    add_instagram(to, top.array("relationships_followers", 0, most_entries, Need::optional), Relation::followers);
    add_instagram(to, top.array("relationships_following", 0, most_entries, Need::optional), Relation::following);
    return to.take();
}

std::optional<Answer> read_facebook(JsonObject top) {
    static constexpr std::array<std::pair<std::string_view, Relation>, 6> lists{
        {{"friends_v2", Relation::friends},
         {"friends", Relation::friends},
         {"followers_v2", Relation::followers},
         {"followers_v3", Relation::followers},
         {"following_v2", Relation::following},
         {"following_v3", Relation::following}}};
    if (std::ranges::none_of(lists, [&](const auto& list) { return top.has(list.first); })) return std::nullopt;
    Collector to(Platform::facebook, true);
    for (const auto& [member, relation] : lists) add_named(to, top, member, "name", {}, relation);
    return to.take();
}

std::optional<Answer> read_snapchat(JsonObject top) {
    if (!top.has("Friends")) return std::nullopt;
    Collector to(Platform::snapchat, false);
    add_named(to, top, "Friends", "Display Name", "Username", Relation::friends);
    return to.take();
}

/// The sections were renamed over the years; the lists in them were not.
std::optional<Answer> read_tiktok(JsonObject top) {
    Collector to(Platform::tiktok, false);
    bool is_known = false;
    for (const auto* const part : {"Activity", "Your Activity", "Profile And Settings", "Profile"}) {
        JsonObject section = top.object(part, Need::optional);
        if (!section.exists()) continue;
        for (const auto* const name : {"Follower List", "Follower", "Followers"}) {
            const JsonObject list = section.object(name, Need::optional);
            if (!list.exists()) continue;
            is_known = true;
            add_named(to, list, "FansList", {}, "UserName", Relation::followers);
        }
        for (const auto* const name : {"Following List", "Following"}) {
            const JsonObject list = section.object(name, Need::optional);
            if (!list.exists()) continue;
            is_known = true;
            add_named(to, list, "Following", {}, "UserName", Relation::following);
        }
    }
    if (!is_known) return std::nullopt;
    return to.take();
}

Answer read_json(std::string_view text) {
    // A list at the top becomes a member: the reader of documents starts from an object.
    const bool is_list = text.front() == '[';
    std::string wrapped;
    if (is_list) wrapped = std::string(R"({"list":)").append(text).append("}");
    JsonDocument document;
    if (!document.parse(is_list ? std::string_view(wrapped) : text, limits))
        return std::unexpected(ContactError::damaged);
    JsonFaults unheeded;  // what has another shape is passed over
    JsonObject top = document.object(unheeded);
    if (!top.exists()) return std::unexpected(ContactError::unknown);
    if (is_list) return read_list(top.array("list", 0, most_entries, Need::optional));
    for (auto* const read : {&read_instagram, &read_facebook, &read_snapchat, &read_tiktok})
        if (const auto answer = read(top)) return *answer;
    return std::unexpected(ContactError::unknown);
}

/// Instagram's lists as a page: each account is a link to its profile. Nothing else of the page is looked at.
Answer read_html(std::string_view text) {
    static constexpr std::string_view link = "href=\"https://www.instagram.com/";
    // A page names its list in its title or first heading; where it does not, they count as followers.
    const std::string_view head = text.substr(0, text.find("<a "));
    const Relation relation =
        head.find("ollowing") != std::string_view::npos && head.find("ollowers</") == std::string_view::npos
            ? Relation::following
            : Relation::followers;
    Collector to(Platform::instagram, false);
    bool is_known = false;
    for (auto at = text.find(link); at != std::string_view::npos; at = text.find(link, at + link.size())) {
        const std::string_view from = text.substr(at + 6);
        const auto end = from.find('"');
        if (end == std::string_view::npos) return std::unexpected(ContactError::damaged);
        is_known = true;
        to.add({}, account_of(without_entities(from.substr(0, std::min<std::size_t>(end, 2048)))), relation);
    }
    if (!is_known) return std::unexpected(ContactError::unknown);
    return to.take();
}

}  // namespace

std::string_view to_text(Platform platform) noexcept {
    static constexpr std::array<std::string_view, 5> names{"instagram", "facebook", "snapchat", "tiktok", "x"};
    return names[static_cast<std::size_t>(platform)];
}

std::string_view to_text(Relation relation) noexcept {
    static constexpr std::array<std::string_view, 3> names{"friends", "followers", "following"};
    return names[static_cast<std::size_t>(relation)];
}

std::string_view to_text(ContactError error) noexcept {
    static constexpr std::array<std::string_view, 7> names{"empty",   "too_large", "archive", "not_text",
                                                           "damaged", "unknown",   "nobody"};
    return names[static_cast<std::size_t>(error)];
}

std::expected<ContactList, ContactError> read_contacts(std::string_view file) {
    static constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    static constexpr std::string_view blanks = " \t\r\n";
    if (file.size() > max_file_bytes) return std::unexpected(ContactError::too_large);
    if (file.starts_with("PK\x03\x04") || file.starts_with("PK\x05\x06")) return std::unexpected(ContactError::archive);
    if (file.starts_with(byte_order_mark)) file.remove_prefix(byte_order_mark.size());
    file.remove_prefix(std::min(file.size(), file.find_first_not_of(blanks)));
    if (file.empty()) return std::unexpected(ContactError::empty);
    if (!is_utf8(file) || file.find('\0') != std::string_view::npos) return std::unexpected(ContactError::not_text);
    // X writes each list as a line of script: window.YTD.follower.part0 = [ … ]
    if (file.starts_with("window.YTD.")) {
        const auto list = file.find('[');
        if (list == std::string_view::npos) return std::unexpected(ContactError::damaged);
        file.remove_prefix(list);
        const auto last = file.find_last_not_of("; \t\r\n");
        return read_json(file.substr(0, last + 1));
    }
    if (file.front() == '<') return read_html(file);
    if (file.front() == '{' || file.front() == '[') return read_json(file);
    return std::unexpected(ContactError::unknown);
}

}  // namespace holdfast::contacts
