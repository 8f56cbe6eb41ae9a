// SPDX-License-Identifier: Apache-2.0
// The words of a mail (RFC 5322, MIME: RFC 2045 and 2046): its headers, and each part that is text and holds words.
// Where a part lies is believed of its boundary, what it holds of nothing: whatever is taken for text is looked through
// again.
#include <algorithm>
#include <array>
#include <vector>

#include "joined.hpp"
#include "shown_text.hpp"
#include "strip_steps.hpp"

namespace holdfast::evidence {
namespace {

using namespace std::string_view_literals;

/// Headers whose purpose is a picture.
constexpr std::array picture_headers{"face"sv, "x-face"sv, "bimi-indicator"sv, "x-image-url"sv};
/// Said of the parts, not of the mail.
constexpr std::array part_headers{"content-type"sv, "content-transfer-encoding"sv, "content-disposition"sv,
                                  "content-id"sv, "mime-version"sv};
constexpr std::size_t longest_boundary = 200;
constexpr std::size_t longest_shown = 200;

constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
std::string lowered(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), lower);
    return out;
}
std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
    return text;
}

struct Header {
    std::string name;  ///< lower case
    std::string_view line_name;
    std::string value;  ///< unfolded
};
struct Entity {
    std::vector<Header> headers;
    std::string_view body;
    std::size_t header_bytes = 0;
    [[nodiscard]] std::string_view value(std::string_view name) const noexcept {
        const auto found = std::ranges::find(headers, name, &Header::name);
        return found == headers.end() ? std::string_view() : std::string_view(found->value);
    }
};

/// Headers up to the empty line. A line that is none ends them too: what follows is the body.
Entity entity_of(std::string_view text) {
    Entity entity;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        const std::size_t next = std::min(end + 1, text.size());
        if (line.empty()) {
            at = next;
            break;
        }
        if ((line.front() == ' ' || line.front() == '\t') && !entity.headers.empty()) {
            entity.headers.back().value += ' ';
            entity.headers.back().value += trimmed(line);
        } else {
            const std::size_t colon = line.find(':');
            const std::string_view name = line.substr(0, colon);
            const bool named = colon != line.npos && !name.empty() && name.size() <= 76 &&
                               std::ranges::all_of(name, [](char c) { return c > ' ' && c < '\x7F'; });
            if (!named) break;
            entity.headers.push_back(
                {.name = lowered(name), .line_name = name, .value = std::string(trimmed(line.substr(colon + 1)))});
        }
        at = next;
    }
    entity.header_bytes = at;
    entity.body = text.substr(at);
    return entity;
}

/// "multipart/mixed" of "Multipart/Mixed; boundary=x", without what no type has.
std::string type_word(std::string_view value) {
    std::string word = lowered(trimmed(value.substr(0, value.find(';'))));
    const bool fits =
        word.size() <= 80 && std::ranges::all_of(word, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || std::string_view("/+.-_").contains(c);
        });
    return fits && word.contains('/') ? word : std::string(value.empty() ? "text/plain" : "unknown");
}

/// A parameter such as boundary="…"; empty where it is not there.
std::string parameter(std::string_view value, std::string_view name) {
    for (std::size_t at = value.find(';'); at < value.size();) {
        std::string_view rest = value.substr(at + 1);
        const std::size_t equals = rest.find('=');
        if (equals == rest.npos) return {};
        const bool is_it = lowered(trimmed(rest.substr(0, equals))) == name;
        std::string_view right = rest.substr(equals + 1);
        std::string found;
        std::size_t used = 0;
        while (used < right.size() && right[used] == ' ') ++used;
        if (used < right.size() && right[used] == '"') {
            for (++used; used < right.size() && right[used] != '"'; ++used) {
                if (right[used] == '\\' && used + 1 < right.size()) ++used;
                found += right[used];
            }
            used = std::min(right.find(';', used), right.size());
        } else {
            used = std::min(right.find(';'), right.size());
            found = trimmed(right.substr(0, used));
        }
        if (is_it) return found;
        at += 1 + equals + 1 + used;
    }
    return {};
}

class Reader {
  public:
    Reader(std::string& to, std::size_t& parts, Cuts& cuts) : to_(to), parts_(parts), cuts_(cuts) {}

    bool put_message(std::string_view text, std::size_t depth) {
        const Entity entity = entity_of(text);
        if (entity.header_bytes > most_mail_header_bytes) return leave_out(text, "mail", CutRule::header);
        for (const Header& each : entity.headers) put_header(each);
        to_ += '\n';
        return put_body(entity, depth);
    }

  private:
    bool put_part(std::string_view text, std::size_t depth) {
        const Entity entity = entity_of(text);
        if (entity.header_bytes > most_mail_header_bytes) return leave_out(text, "part", CutRule::header);
        return put_body(entity, depth);
    }

    // Recursive, as parts lie in each other; put_body() ends it at most_mail_depth.
    bool put_body(const Entity& entity, std::size_t depth) {  // NOLINT(misc-no-recursion)
        if (++parts_ > most_mail_parts) return false;
        const std::string_view said = entity.value("content-type");
        const std::string type = type_word(said);
        if (depth > most_mail_depth) return leave_out(entity.body, type, CutRule::mail_part);
        if (type.starts_with("multipart/")) return put_parts(entity, parameter(said, "boundary"), type, depth);
        const std::string coding = lowered(trimmed(entity.value("content-transfer-encoding")));
        if (type == "message/rfc822" && coding != "base64" && coding != "quoted-printable")
            return put_message(entity.body, depth + 1);
        if (!type.starts_with("text/")) {
            put_name(entity);
            return leave_out(entity.body, type, CutRule::mail_part);
        }
        const std::string decoded = coding == "base64"             ? decode_base64(entity.body)
                                    : coding == "quoted-printable" ? decode_quoted_printable(entity.body)
                                                                   : std::string(entity.body);
        const auto words = as_words(decoded, lowered(parameter(said, "charset")));
        put_name(entity);
        if (!words) return leave_out(entity.body, type, CutRule::not_words);
        if (type == "text/html") {
            put_page(to_, *words, cuts_);
        } else {
            to_ += *words;
        }
        if (!to_.ends_with('\n')) to_ += '\n';
        return true;
    }

    bool put_parts(const Entity& entity, const std::string& boundary, std::string_view type, std::size_t depth) {
        if (boundary.empty() || boundary.size() > longest_boundary)
            return leave_out(entity.body, type, CutRule::mail_part);
        const std::string mark = "--" + boundary;
        std::size_t part = entity.body.npos;  // where the part begins that is open
        std::uint64_t around = 0;
        std::size_t last = 0;
        std::size_t at = 0;
        for (; at < entity.body.size();) {
            const std::size_t end = std::min(entity.body.find('\n', at), entity.body.size());
            const std::string_view line = entity.body.substr(at, end - at);
            const std::string_view rest = line.starts_with(mark) ? line.substr(mark.size()) : std::string_view("x");
            const bool closes = trimmed(rest) == "--";
            if (closes || trimmed(rest).empty()) {
                if (part == entity.body.npos) {
                    around += at - last;
                } else if (!put_part(entity.body.substr(part, at - part), depth + 1)) {
                    return false;
                }
                part = closes ? entity.body.npos : std::min(end + 1, entity.body.size());
                last = std::min(end + 1, entity.body.size());
            }
            at = end + 1;
        }
        if (part == entity.body.npos) {
            around += entity.body.size() - last;
        } else if (!put_part(entity.body.substr(part), depth + 1)) {
            return false;
        }
        if (around > 2) cuts_.add(CutRule::around_parts, around);
        return true;
    }

    void put_header(const Header& each) {
        if (std::ranges::find(part_headers, each.name) != part_headers.end()) return;
        to_ += each.line_name;
        to_ += ": ";
        if (std::ranges::find(picture_headers, each.name) != picture_headers.end()) {
            cuts_.add(CutRule::header, each.value.size());
            to_ += left_out;
        } else {
            to_ += decode_header(each.value, cuts_);
        }
        to_ += '\n';
    }

    /// The name of an attached file: words, which chats and letters mention.
    void put_name(const Entity& entity) {
        std::string name = parameter(entity.value("content-disposition"), "filename");
        if (name.empty()) name = parameter(entity.value("content-type"), "name");
        if (name.empty()) return;
        to_ +=
            joined({"[file: ", one_line(std::string_view(decode_header(name, cuts_)).substr(0, longest_shown)), "]\n"});
    }
    bool leave_out(std::string_view bytes, std::string_view type, CutRule rule) {
        cuts_.add(rule, bytes.size());
        to_ += joined({"[left out: ", type, ", ", std::to_string(bytes.size()), " bytes]\n"});
        return true;
    }

    std::string& to_;
    std::size_t& parts_;
    Cuts& cuts_;
};

}  // namespace

bool put_mail(std::string& to, std::string_view mail, std::size_t& parts, Cuts& cuts) {
    return Reader(to, parts, cuts).put_message(mail, 0);
}

}  // namespace holdfast::evidence
