// SPDX-License-Identifier: Apache-2.0
// The text of a web page, without a browser: what stands between its tags, with line breaks where its blocks are. What
// may show, play or run something is left out with all it holds.
#include <algorithm>
#include <array>

#include "strip_steps.hpp"

namespace holdfast::evidence {
namespace {

using namespace std::string_view_literals;

constexpr std::array whole_elements{"script"sv, "style"sv,  "template"sv, "svg"sv,   "math"sv,    "object"sv,
                                    "iframe"sv, "canvas"sv, "video"sv,    "audio"sv, "picture"sv, "applet"sv};
constexpr std::array single_elements{"img"sv, "embed"sv, "source"sv, "image"sv, "input"sv, "link"sv};
constexpr std::array blocks{"p"sv,       "div"sv,    "br"sv,     "li"sv,    "tr"sv,  "ul"sv,
                            "ol"sv,      "table"sv,  "hr"sv,     "h1"sv,    "h2"sv,  "h3"sv,
                            "h4"sv,      "h5"sv,     "h6"sv,     "dt"sv,    "dd"sv,  "section"sv,
                            "article"sv, "header"sv, "footer"sv, "title"sv, "pre"sv, "blockquote"sv};
/// Longer addresses of links are left out.
constexpr std::size_t longest_link = 2'000;

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& names, std::string_view name) noexcept {
    return std::ranges::find(names, name) != names.end();
}
constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
constexpr bool is_letter(char c) noexcept {
    return lower(c) >= 'a' && lower(c) <= 'z';
}
constexpr bool is_space(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/// Behind the ">" of the tag that begins at `at`, quotes honoured; npos: it has none.
std::size_t tag_end(std::string_view page, std::size_t at) noexcept {
    char quote = 0;
    char before = 0;
    for (; at < page.size(); ++at) {
        const char c = page[at];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '>') {
            return at + 1;
        } else if ((c == '"' || c == '\'') && before == '=') {
            quote = c;
        }
        if (!is_space(c)) before = c;
    }
    return page.npos;
}

/// Where "</name" stands at `from` or after it.
std::size_t closing_tag(std::string_view page, std::size_t from, std::string_view name) noexcept {
    for (std::size_t at = page.find("</", from); at != page.npos; at = page.find("</", at + 2)) {
        const std::string_view rest = page.substr(at + 2);
        if (rest.size() >= name.size() && std::ranges::equal(rest.substr(0, name.size()), name, {}, lower) &&
            (rest.size() == name.size() || !is_letter(rest[name.size()])))
            return at;
    }
    return page.npos;
}

void put_code_point(std::string& to, std::uint32_t code) {
    const bool shown =
        (code >= 0x20 && code < 0x7F) || (code >= 0xA0 && code < 0xD800) || (code >= 0xE000 && code <= 0x10FFFF);
    if (!shown) {
        to += ' ';
    } else if (code < 0x80) {
        to += static_cast<char>(code);
    } else {
        const unsigned more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        static constexpr std::array<unsigned, 4> lead{0, 0xC0, 0xE0, 0xF0};
        to += static_cast<char>(lead.at(more) | code >> 6U * more);
        for (unsigned left = more; left-- > 0;) to += static_cast<char>(0x80U | (code >> 6U * left & 0x3FU));
    }
}

/// The character reference at the start of `text`; its length, or 0.
std::size_t put_reference(std::string& to, std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> named{
        {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&nbsp;", " "}}};
    for (const auto& [name, character] : named) {
        if (!text.starts_with(name)) continue;
        to += character;
        return name.size();
    }
    if (!text.starts_with("&#")) return 0;
    const bool hex = text.size() > 2 && lower(text[2]) == 'x';
    std::uint32_t code = 0;
    std::size_t at = hex ? 3 : 2;
    const std::size_t first = at;
    for (; at < text.size() && at < first + 8; ++at) {
        const char c = lower(text[at]);
        const std::uint32_t digit = c >= '0' && c <= '9'          ? static_cast<std::uint32_t>(c - '0')
                                    : hex && c >= 'a' && c <= 'f' ? static_cast<std::uint32_t>(c - 'a' + 10)
                                                                  : 16U;
        if (digit == 16) break;
        code = std::min<std::uint32_t>(code * (hex ? 16U : 10U) + digit, 0x110000U);
    }
    if (at == first) return 0;
    put_code_point(to, code);
    return at + (at < text.size() && text[at] == ';' ? 1U : 0U);
}

/// Blanks are one blank, as a browser shows them.
void put_space(std::string& to) {
    if (!to.empty() && to.back() != ' ' && to.back() != '\n') to += ' ';
}
void put_break(std::string& to) {
    while (!to.empty() && to.back() == ' ') to.pop_back();
    if (!to.empty() && to.back() != '\n') to += '\n';
}

/// The address of a link, where it is one of the web.
void put_link(std::string& to, std::string_view tag) {
    const std::size_t at = tag.find("href=");
    if (at == tag.npos || at + 6 > tag.size()) return;
    std::string_view value = tag.substr(at + 5);
    const char quote = value.front();
    if (quote != '"' && quote != '\'') return;
    value = value.substr(1, value.find(quote, 1) - 1);
    if ((value.starts_with("https://") || value.starts_with("http://")) && value.size() <= longest_link)
        for (const std::string_view part : {" <"sv, value, "> "sv}) to += part;
}

}  // namespace

void put_page(std::string& to, std::string_view page, Cuts& cuts) {
    std::uint64_t markup = 0;
    std::uint64_t shown = 0;
    std::size_t at = 0;
    const auto skip_to = [&](std::size_t end) {
        const std::size_t stop = std::min(end, page.size());
        markup += stop - at;
        at = stop;
    };
    while (at < page.size()) {
        const char c = page[at];
        if (c == '&') {
            const std::size_t length = put_reference(to, page.substr(at));
            if (length == 0) to += c;
            at += std::max<std::size_t>(length, 1);
            continue;
        }
        if (c != '<') {
            if (is_space(c)) {
                put_space(to);
            } else {
                to += c;
            }
            ++at;
            continue;
        }
        if (page.substr(at).starts_with("<!--")) {
            const std::size_t end = page.find("-->", at + 4);
            skip_to(end == page.npos ? end : end + 3);
            continue;
        }
        const bool closes = at + 1 < page.size() && page[at + 1] == '/';
        const std::size_t name_at = at + (closes ? 2 : 1);
        const char first = name_at < page.size() ? page[name_at] : ' ';
        if (!is_letter(first) && first != '!' && first != '?') {
            to += c;
            ++at;
            continue;
        }
        std::string name;
        for (std::size_t i = name_at;
             i < page.size() && name.size() < 12 && (is_letter(page[i]) || (page[i] >= '0' && page[i] <= '9')); ++i)
            name += lower(page[i]);
        const std::size_t end = tag_end(page, name_at);
        if (!closes && is_one_of(whole_elements, name)) {
            ++shown;
            const std::size_t close = end == page.npos ? end : closing_tag(page, end, name);
            skip_to(close == page.npos ? close : tag_end(page, close));
            put_space(to);
            continue;
        }
        if (!closes && is_one_of(single_elements, name)) ++shown;
        if (is_one_of(blocks, name)) put_break(to);
        if (name == "td" || name == "th") put_space(to);
        if (!closes && name == "a" && end != page.npos) put_link(to, page.substr(at, end - at));
        skip_to(end);
    }
    put_break(to);
    if (markup > 0) cuts.add(CutRule::markup, markup, shown);
}

}  // namespace holdfast::evidence
