// SPDX-License-Identifier: Apache-2.0
#include "http/request_head.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <charconv>

#include "http/target.hpp"

namespace holdfast::server {
namespace {

namespace beast = boost::beast;
using beast::error_code;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower_case) {
    return lower(text) == lower_case;
}

/// Headers that are lists by their definition, so that two lines mean the same as one joined by a comma.
bool is_list(std::string_view name) noexcept {
    constexpr std::array<std::string_view, 14> names{
        "accept",          "accept-charset",
        "accept-encoding", "accept-language",
        "cache-control",   "connection",
        "forwarded",       "if-none-match",
        "pragma",          "te",
        "upgrade",         "via",
        "x-forwarded-for", "x-forwarded-proto",
    };
    return std::ranges::find(names, name) != names.end();
}

constexpr Refusal header_too_large{431, "headers_too_large", "The headers of the request are too large or too many."};
constexpr Refusal version_not_supported{505, "version_not_supported", "This service speaks HTTP/1.1 and HTTP/1.0."};

/// Whether the first line is well-formed but for a version that is not ours.
bool names_http_version(std::string_view bytes) noexcept {
    const auto line = bytes.substr(0, bytes.find('\r'));
    if (line.size() < 8 || std::ranges::count(line, ' ') != 2) return false;
    const auto version = line.substr(line.size() - 8);
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return version.starts_with("HTTP/") && digit(version[5]) && version[6] == '.' && digit(version[7]);
}

/// Beast checks the grammar; this collects, and keeps the first refusal of our own.
class Collector final : public beast::http::basic_parser<true> {
  public:
    Collector(Head& head, const Limits& limits) : head_(head), limits_(limits) {
        header_limit(static_cast<std::uint32_t>(limits.header_bytes + 1));
        body_limit(boost::none);
    }

    [[nodiscard]] const std::optional<Refusal>& refusal() const noexcept { return refusal_; }
    [[nodiscard]] bool has_transfer_encoding() const noexcept { return transfer_encoding_; }
    [[nodiscard]] int version() const noexcept { return version_; }

  private:
    void refuse(const Refusal& refusal, error_code& error) {
        refusal_ = refusal;
        error = beast::http::error::bad_value;
    }

    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                         error_code& error) override {
        version_ = version;
        if (version != 10 && version != 11) {
            return refuse(version_not_supported, error);
        }
        if (target.size() > limits_.target_bytes) {
            return refuse({414, "target_too_long", "The request target is too long."}, error);
        }
        auto parsed = server::parse_target({target.data(), target.size()});
        if (!parsed) return refuse({400, "malformed", explain(parsed.error())}, error);
        head_.request.method.assign(method.data(), method.size());
        head_.request.path = std::move(parsed->path);
        head_.request.query = std::move(parsed->query);
    }

    void on_field_impl(beast::http::field, beast::string_view field_name, beast::string_view field_value,
                       error_code& error) override {
        if (++count_ > limits_.header_count) return refuse(header_too_large, error);
        std::string name = lower({field_name.data(), field_name.size()});
        const std::string_view value(field_value.data(), field_value.size());
        if (name == "content-length") {
            std::uint64_t length = 0;
            const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), length);
            if (value.empty() || failure != std::errc{} || end != value.data() + value.size()) {
                return refuse({400, "malformed", "Content-Length is not a number."}, error);
            }
            head_.content_length = length;
        }
        if (name == "transfer-encoding") transfer_encoding_ = true;
        const auto [place, is_new] = head_.request.headers.try_emplace(std::move(name), value);
        if (is_new) return;
        if (!is_list(place->first)) {
            return refuse({400, "malformed", "A header that may come once comes twice."}, error);
        }
        place->second.append(", ").append(value);
    }

    void on_header_impl(error_code&) override {}
    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
    std::size_t on_body_impl(beast::string_view, error_code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, error_code&) override { return 0; }
    void on_finish_impl(error_code&) override {}
    void on_response_impl(int, beast::string_view, int, error_code&) override {}

    Head& head_;
    const Limits& limits_;
    std::optional<Refusal> refusal_;
    std::size_t count_ = 0;
    int version_ = 11;
    bool transfer_encoding_ = false;
};

}  // namespace

HeadScan scan_head(std::string_view bytes, std::size_t from) noexcept {
    const auto has_nul = [&](std::size_t end) {
        return end > from && bytes.substr(from, end - from).find('\0') != std::string_view::npos;
    };
    const std::size_t start = bytes.starts_with("\r\n") ? 2 : 0;
    // Line ends are judged with what stands before and after them, so the last ones seen earlier are looked at again.
    for (std::size_t at = from < 4 ? 0 : from - 4;; ++at) {
        at = bytes.find('\n', at);
        if (at == std::string_view::npos) {
            return {.state = has_nul(bytes.size()) ? HeadScan::State::malformed : HeadScan::State::incomplete};
        }
        if (at == 0 || bytes[at - 1] != '\r') return {.state = HeadScan::State::malformed};
        if (at >= start + 3 && bytes[at - 2] == '\n') {  // what follows is the body, and may hold anything
            if (has_nul(at + 1)) return {.state = HeadScan::State::malformed};
            return {.state = HeadScan::State::complete, .start = start, .end = at + 1};
        }
        if (at + 1 < bytes.size() && (bytes[at + 1] == ' ' || bytes[at + 1] == '\t')) {
            return {.state = HeadScan::State::malformed};
        }
    }
}

std::expected<Head, Refusal> parse_head(std::string_view bytes, const Limits& limits) {
    if (bytes.size() > limits.header_bytes) return std::unexpected(header_too_large);
    Head head;
    Collector collector(head, limits);
    collector.eager(false);
    error_code error;
    const std::size_t used = collector.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (collector.refusal()) return std::unexpected(*collector.refusal());
    if (error == beast::http::error::bad_version && names_http_version(bytes)) {
        return std::unexpected(version_not_supported);
    }
    if (error || used != bytes.size() || !collector.is_header_done()) {
        return std::unexpected(Refusal{400, "malformed", "The bytes sent are not an HTTP request."});
    }
    const Request& request = head.request;
    if (collector.has_transfer_encoding()) {
        if (head.content_length || collector.version() == 10) {
            return std::unexpected(Refusal{400, "malformed", "The request states its length in two ways."});
        }
        return std::unexpected(Refusal{411, "length_required", "Send the body with a Content-Length, not in chunks."});
    }
    if (collector.version() == 11 && !request.headers.contains("host")) {
        return std::unexpected(Refusal{400, "malformed", "The request has no Host header."});
    }
    if (request.path == "*" && request.method != "OPTIONS") {
        return std::unexpected(Refusal{400, "malformed", "The target * is for OPTIONS alone."});
    }
    if (request.headers.contains("content-encoding") && request.header("content-encoding") != "identity") {
        return std::unexpected(Refusal{415, "wrong_media_type", "Send the body without a Content-Encoding."});
    }
    if (const auto expect = request.header("expect"); !expect.empty()) {
        if (!equals_ignoring_case(expect, "100-continue")) {
            return std::unexpected(
                Refusal{417, "expectation_failed", "The only expectation that is met is 100-continue."});
        }
        head.expects_continue = collector.version() == 11;
    }
    head.keep_alive = collector.keep_alive();
    return head;
}

}  // namespace holdfast::server
