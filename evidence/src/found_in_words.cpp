// SPDX-License-Identifier: Apache-2.0
// The few shapes that are looked for in machine-read words. Each rule says what may stand before and behind it.
#include <algorithm>
#include <array>
#include <cstddef>

#include "holdfast/evidence/machine_read.hpp"

namespace holdfast::evidence {
namespace {

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_word(char c) noexcept {
    return is_digit(c) || is_letter(c);
}
constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool begins_with(std::string_view text, std::string_view with) noexcept {
    return text.size() >= with.size() && std::ranges::equal(text.substr(0, with.size()), with, {}, lower);
}
template <class Is>
bool all(std::string_view text, Is is) noexcept {
    return std::ranges::all_of(text, is);
}

/// labels of letters, digits and hyphens, two or more, the last of letters alone.
bool is_host(std::string_view host) noexcept {
    const std::size_t last = host.rfind('.');
    if (last == host.npos || host.size() - last < 3 || !all(host.substr(last + 1), is_letter)) return false;
    bool empty = true;
    for (const char c : host) {
        if (c == '.' ? empty : !is_word(c) && c != '-') return false;
        empty = c == '.';
    }
    return true;
}

constexpr std::array<std::string_view, 3> link_starts{"https://", "http://", "www."};
/// Short links that are written without a scheme.
constexpr std::array<std::string_view, 6> short_links{"t.me/",      "wa.me/",    "discord.gg/",
                                                      "paypal.me/", "cash.app/", "snapchat.com/"};
bool is_url(std::string_view word) noexcept {
    for (const std::string_view start : link_starts) {
        if (!begins_with(word, start)) continue;
        const std::string_view rest = word.substr(start == "www." ? 0 : start.size());
        return is_host(rest.substr(0, rest.find_first_of("/?#:")));
    }
    return std::ranges::any_of(short_links, [word](std::string_view start) {
        return begins_with(word, start) && word.size() > start.size() + 1;
    });
}

bool is_email(std::string_view word) noexcept {
    const std::size_t at = word.find('@');
    if (at == word.npos || at == 0 || word[0] == '.' || word[at - 1] == '.') return false;
    const auto fits = [](char c) { return is_word(c) || std::string_view("._%+-").contains(c); };
    return all(word.substr(0, at), fits) && is_host(word.substr(at + 1));
}

bool is_account(std::string_view word) noexcept {
    constexpr std::size_t shortest = 3;
    constexpr std::size_t longest = 30;
    if (word.size() < shortest + 1 || word.size() > longest + 1 || word[0] != '@') return false;
    return all(word.substr(1), [](char c) { return is_word(c) || c == '_' || c == '.'; });
}

bool is_wallet(std::string_view word) noexcept {
    if (begins_with(word, "bc1")) {
        constexpr std::string_view letters = "023456789acdefghjklmnpqrstuvwxyz";
        return word.size() >= 42 && word.size() <= 62 &&
               all(word.substr(3), [letters](char c) { return letters.contains(lower(c)); });
    }
    if (word.starts_with("0x")) {
        return word.size() == 42 &&
               all(word.substr(2), [](char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f'); });
    }
    const auto base58 = [](char c) { return is_word(c) && !std::string_view("0OIl").contains(c); };
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto large = [](char c) { return c >= 'A' && c <= 'Z'; };
    return word.size() >= 26 && word.size() <= 35 && (word[0] == '1' || word[0] == '3') && all(word, base58) &&
           std::ranges::any_of(word, small) && std::ranges::any_of(word, large);
}

/// Digits, with groups of three set apart by commas and up to two decimals, or a coin's eight: "1,200.50". Its length.
std::size_t number_at(std::string_view text) noexcept {
    std::size_t end = 0;
    while (end < text.size() && (is_digit(text[end]) || (end > 0 && (text[end] == ',' || text[end] == '.')))) ++end;
    while (end > 0 && !is_digit(text[end - 1])) --end;
    return end;
}

constexpr std::array<std::string_view, 5> signs{"£", "€", "$", "¥", "₹"};
constexpr std::array<std::string_view, 14> codes{"GBP", "EUR", "USD", "CAD", "AUD",  "NGN", "PHP",
                                                 "INR", "XOF", "BTC", "ETH", "USDT", "LTC", "XMR"};

/// "£200", "200 GBP", "GBP 200": its length; 0 where there is none.
std::size_t amount_at(std::string_view text) noexcept {
    const auto spaced = [text](std::size_t at) { return at < text.size() && text[at] == ' ' ? at + 1 : at; };
    const auto ends = [text](std::size_t at) { return at >= text.size() || !is_word(text[at]); };
    for (const std::string_view sign : signs) {
        if (!text.starts_with(sign)) continue;
        const std::size_t from = spaced(sign.size());
        const std::size_t number = number_at(text.substr(from));
        return number == 0 ? 0 : from + number;
    }
    const std::size_t number = number_at(text);
    for (const std::string_view code : codes) {
        if (number > 0 && text.substr(spaced(number)).starts_with(code)) {
            const std::size_t end = spaced(number) + code.size();
            if (ends(end)) return end;
        }
        if (text.starts_with(code)) {
            const std::size_t from = spaced(code.size());
            const std::size_t behind = number_at(text.substr(from));
            if (behind > 0 && from > code.size()) return from + behind;
        }
    }
    return 0;
}

/// With its country ("+44 7700 900123", 8 to 15 digits), or 10 or 11 digits from 0 with spaces alone. Its length; 0.
std::size_t phone_at(std::string_view text) noexcept {
    const bool has_country = text.starts_with('+');
    if (!has_country && !text.starts_with('0')) return 0;
    const std::string_view between = has_country ? " -.()" : " ";
    std::size_t end = 0;
    std::size_t digits = 0;
    for (std::size_t i = has_country ? 1 : 0; i < text.size(); ++i) {
        if (is_digit(text[i])) {
            ++digits;
            end = i + 1;
        } else if (!between.contains(text[i]) || i > end + 1) {
            break;
        }
    }
    if (end < text.size() && (is_word(text[end]) || text[end] == ':' || text[end] == '/')) return 0;
    const bool fits = has_country ? digits >= 8 && digits <= 15 : digits == 10 || digits == 11;
    return fits ? end : 0;
}

void put(std::vector<FoundInWords>& found, FoundKind kind, std::string_view value) {
    FoundInWords one{.kind = kind, .value = std::string(value)};
    if (found.size() < most_found && std::ranges::find(found, one) == found.end()) found.push_back(std::move(one));
}

/// Without the quotes, brackets and stops around it. Of a byte above 0x7F nothing is known.
std::string_view bare(std::string_view word) noexcept {
    constexpr std::string_view around = "\"'()[]{}<>.,;:!?*|";
    const std::size_t start = word.find_first_not_of(around);
    if (start == word.npos) return {};
    return word.substr(start, word.find_last_not_of(around) + 1 - start);
}

/// One kind at most of a word without spaces.
bool put_word(std::vector<FoundInWords>& found, std::string_view word) {
    if (is_url(word)) {
        put(found, FoundKind::url, word);
    } else if (is_email(word)) {
        put(found, FoundKind::email, word);
    } else if (is_account(word)) {
        put(found, FoundKind::account, word);
    } else if (is_wallet(word)) {
        put(found, FoundKind::wallet, word);
    } else {
        return false;
    }
    return true;
}

void find_in_line(std::vector<FoundInWords>& found, std::string_view line) {
    while (!line.empty()) {
        const std::size_t start = line.find_first_not_of(' ');
        if (start == line.npos) return;
        line.remove_prefix(start);
        const std::size_t length = std::min(line.find(' '), line.size());
        std::size_t taken = length;
        if (!put_word(found, bare(line.substr(0, length)))) {
            const std::size_t quotes = std::min(line.find_first_not_of("\"'([{<"), line.size());
            const std::string_view rest = line.substr(quotes);
            if (const std::size_t amount = amount_at(rest); amount > 0) {
                put(found, FoundKind::amount, rest.substr(0, amount));
                taken = std::max(length, quotes + amount);
            } else if (const std::size_t phone = phone_at(rest); phone > 0) {
                put(found, FoundKind::phone, rest.substr(0, phone));
                taken = std::max(length, quotes + phone);
            }
        }
        line.remove_prefix(taken);
    }
}

}  // namespace

std::string_view to_text(FoundKind kind) noexcept {
    static constexpr std::array<std::string_view, 6> words{"url", "email", "phone", "account", "amount", "wallet"};
    return words[static_cast<std::size_t>(kind)];
}

std::vector<FoundInWords> found_in(std::string_view words) {
    std::vector<FoundInWords> found;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find('\n'), words.size());
        find_in_line(found, words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return found;
}

}  // namespace holdfast::evidence
