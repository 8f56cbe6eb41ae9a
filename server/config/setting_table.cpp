// SPDX-License-Identifier: Apache-2.0
// The one list of settings. docs/holdfast.example.toml holds the same keys with the same defaults; a test compares.
#include <algorithm>
#include <array>
#include <charconv>

#include "config/settings.hpp"
#include "holdfast/core/utf8.hpp"
#include "holdfast/sealing/minisign.hpp"
#include "holdfast/sealing/signed_note.hpp"

namespace holdfast::server {
namespace {

using Type = Setting::Type;

std::string quoted(std::string_view value) {
    return "\"" + std::string(value) + "\"";
}

std::expected<Endpoint, std::string> parse_endpoint(std::string_view value) {
    const std::string wrong = quoted(value) + " is not ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080.";
    const auto colon = value.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return std::unexpected(wrong);
    Endpoint out;
    const auto digits = value.substr(colon + 1);
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
    if (failure != std::errc{} || end != digits.data() + digits.size()) return std::unexpected(wrong);
    auto address = value.substr(0, colon);
    const bool bracketed = address.starts_with('[') && address.ends_with(']');
    if (bracketed) address = address.substr(1, address.size() - 2);
    if (!bracketed && address.contains(':')) return std::unexpected(wrong);
    if (address.empty()) return std::unexpected(wrong);
    out.address = address;
    return out;
}

std::string endpoint_text(const Endpoint& endpoint) {
    const bool v6 = endpoint.address.contains(':');
    return (v6 ? "[" + endpoint.address + "]" : endpoint.address) + ":" + std::to_string(endpoint.port);
}

template <class T>
std::string set_number(T& out, std::string_view value, std::int64_t least, std::int64_t most) {
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (value.empty() || failure != std::errc{} || end != value.data() + value.size() || number < least ||
        number > most) {
        return quoted(value) + " is not a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
               ".";
    }
    if constexpr (requires { typename T::rep; }) {
        out = T(static_cast<typename T::rep>(number));
    } else {
        out = static_cast<T>(number);
    }
    return {};
}

template <class T>
std::string number_text(const T& value) {
    if constexpr (requires { typename T::rep; }) {
        return std::to_string(value.count());
    } else {
        return std::to_string(value);
    }
}

// Access is a captureless lambda that gives the member of a Settings, const or not.
template <auto Access, std::int64_t Least, std::int64_t Most>
constexpr Setting number(std::string_view key, std::string_view help) {
    return {key, Type::number, help,
            [](Settings& settings, std::string_view value) { return set_number(Access(settings), value, Least, Most); },
            [](const Settings& settings) { return number_text(Access(settings)); }};
}

template <auto Access>
constexpr Setting text(std::string_view key, std::string_view help) {
    return {key, Type::text, help,
            [](Settings& settings, std::string_view value) {
                Access(settings) = value;
                return std::string();
            },
            [](const Settings& settings) { return std::string(Access(settings)); }};
}

template <auto Access>
constexpr Setting minisign_key(std::string_view key, std::string_view help) {
    return {key, Type::text, help,
            [](Settings& settings, std::string_view value) {
                if (!value.empty() && !sealing::read_minisign_key(value)) {
                    return quoted(value) + " is no public key of minisign: the line that begins with RW.";
                }
                Access(settings) = value;
                return std::string();
            },
            [](const Settings& settings) { return Access(settings); }};
}

template <auto Access>
constexpr Setting flag(std::string_view key, std::string_view help) {
    return {key, Type::flag, help,
            [](Settings& settings, std::string_view value) {
                if (value != "true" && value != "false") return quoted(value) + " is neither true nor false.";
                Access(settings) = value == "true";
                return std::string();
            },
            [](const Settings& settings) { return std::string(Access(settings) ? "true" : "false"); }};
}

/// Plain text in one paragraph: what is wrong, or nothing.
std::string wrong_with_notice(std::string_view value) {
    if (!is_utf8(value)) return "it is not UTF-8.";
    if (utf8_length(value) > longest_notice) {
        return "it is longer than " + std::to_string(longest_notice) + " characters.";
    }
    const bool plain = std::ranges::none_of(value, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
    return plain ? "" : "it is one paragraph, without line breaks or other control characters.";
}

constexpr std::size_t longest_authority = 500;

/// What is wrong with the address of an authority, or nothing.
std::string wrong_with_authority(std::string_view value) {
    if (value.empty()) return {};
    constexpr std::array<std::string_view, 3> here{"http://127.0.0.1", "http://localhost", "http://[::1]"};
    const bool is_here = std::ranges::any_of(here, [value](std::string_view host) {
        return value.starts_with(host) &&
               (value.size() == host.size() || value[host.size()] == ':' || value[host.size()] == '/');
    });
    const bool plain = std::ranges::all_of(value, [](char c) { return c > ' ' && c < '\x7f' && c != '@' && c != '#'; });
    if (value.size() > longest_authority || !plain || (!is_here && !value.starts_with("https://"))) {
        return quoted(value) +
               " is no address of an authority: it begins with https://, or on this machine with "
               "http://127.0.0.1, and holds no name, password, space or #.";
    }
    return {};
}

constexpr std::int64_t many = 1'000'000;
constexpr std::int64_t hour_millis = 3'600'000;
constexpr std::int64_t mebibyte = 1 << 20;

constexpr std::array table{
    Setting{"listen", Type::text, "address and port for everybody; a proxy that gives TLS stands in front",
            [](Settings& settings, std::string_view value) {
                auto parsed = parse_endpoint(value);
                if (!parsed) return parsed.error();
                settings.listen = std::move(*parsed);
                return std::string();
            },
            [](const Settings& settings) { return endpoint_text(settings.listen); }},
    Setting{"operations", Type::text,
            "address and port of /metrics, /healthz and /readyz for operators; \"off\" for none",
            [](Settings& settings, std::string_view value) {
                settings.operations.reset();
                if (value == "off") return std::string();
                auto parsed = parse_endpoint(value);
                if (!parsed) return parsed.error();
                settings.operations = std::move(*parsed);
                return std::string();
            },
            [](const Settings& settings) {
                return settings.operations ? endpoint_text(*settings.operations) : std::string("off");
            }},
    text<[](auto& s) -> auto& { return s.data; }>("data", "folder of the database, readable by the service alone"),
    text<[](auto& s) -> auto& { return s.page; }>(
        "page", "folder of the built page; empty: the one beside the program, if any"),
    number<[](auto& s) -> auto& { return s.threads; }, 0, 256>("threads", "for connections and lookups; 0: one a core"),
    number<[](auto& s) -> auto& { return s.workers; }, 1, 256>("workers",
                                                               "threads for requests that read or write the database"),
    flag<[](auto& s) -> auto& { return s.behind_tls; }>("behind_tls",
                                                        "a proxy in front gives TLS: send Strict-Transport-Security"),
    Setting{"trusted_proxies", Type::list,
            "addresses whose connections carry many people: not bound by connections_per_peer",
            [](Settings& settings, std::string_view value) {
                settings.trusted_proxies.clear();
                while (!value.empty()) {
                    const auto comma = value.find(',');
                    if (comma != 0) settings.trusted_proxies.emplace_back(value.substr(0, comma));
                    value = comma == std::string_view::npos ? std::string_view{} : value.substr(comma + 1);
                }
                return std::string();
            },
            [](const Settings& settings) {
                std::string out;
                for (const std::string& each : settings.trusted_proxies)
                    out.append(out.empty() ? "" : ",").append(each);
                return out;
            }},
    number<[](auto& s) -> auto& { return s.drain; }, 0, 600>(
        "drain_seconds", "how long running requests may take to finish after SIGTERM"),

    text<[](auto& s) -> auto& { return s.api.name; }>("operator.service_name", "what the page calls this service"),
    text<[](auto& s) -> auto& { return s.api.operator_name; }>("operator.name", "who runs it, shown on the page"),
    text<[](auto& s) -> auto& { return s.api.operator_contact; }>("operator.contact",
                                                                  "how to reach them, shown on the page"),
    Setting{"operator.notice", Type::text, "a paragraph that everybody reads on the page, such as after a restore",
            [](Settings& settings, std::string_view value) {
                if (const std::string wrong = wrong_with_notice(value); !wrong.empty()) return wrong;
                settings.api.notice = value;
                return std::string();
            },
            [](const Settings& settings) { return settings.api.notice; }},

    number<[](auto& s) -> auto& { return s.api.case_months; }, 0, 1200>(
        "retention.case_months", "a case that nobody opened for so many months ends; 0: never; else 3 or more"),

    Setting{"log.level", Type::text, "debug, info, warning or error",
            [](Settings& settings, std::string_view value) {
                for (const std::string_view known : {"debug", "info", "warning", "error"}) {
                    if (value == known) {
                        settings.log_level = value;
                        return std::string();
                    }
                }
                return quoted(value) + " is none of debug, info, warning, error.";
            },
            [](const Settings& settings) { return settings.log_level; }},
    Setting{
        "log.format", Type::text, "json or text, on standard error",
        [](Settings& settings, std::string_view value) {
            if (value != "json" && value != "text") return quoted(value) + " is neither json nor text.";
            settings.log_format = value == "json" ? LogFormat::json : LogFormat::text;
            return std::string();
        },
        [](const Settings& settings) { return std::string(settings.log_format == LogFormat::json ? "json" : "text"); }},
    number<[](auto& s) -> auto& { return s.log_sample; }, 0, many>(
        "log.sample", "a line for every so many requests that went well (failures always have one); 0: none"),

    text<[](auto& s) -> auto& { return s.guidance.file; }>(
        "guidance.file", "a newer edition of the guidance that the page takes, FILE.minisig beside it; empty: none"),
    minisign_key<[](auto& s) -> auto& { return s.guidance.key; }>(
        "guidance.key", "minisign's public key of that edition: the second line of its .pub file"),

    text<[](auto& s) -> auto& { return s.recipients.file; }>(
        "recipients.file",
        "whom packs of evidence can be locked for (docs/formats/recipients.md), FILE.minisig beside it; empty: nobody"),
    minisign_key<[](auto& s) -> auto& { return s.recipients.key; }>(
        "recipients.key", "minisign's public key of that list: the second line of its .pub file"),

    Setting{"receipts.origin", Type::text,
            "names the public log that receipts for seals are from, such as helpline.example/seals, and never changes; "
            "empty: a name made of its key",
            [](Settings& settings, std::string_view value) {
                if (!value.empty() && !sealing::is_note_name(value)) {
                    return quoted(value) + " is no name of a log: one word, without spaces and +.";
                }
                settings.receipts_origin = value;
                return std::string();
            },
            [](const Settings& settings) { return settings.receipts_origin; }},

    Setting{"time_stamps.authority", Type::text,
            "address of an authority that stamps times (RFC 3161), https:// or on this machine http://: it is sent "
            "digests of seals, and nothing else; empty: no connection is ever opened",
            [](Settings& settings, std::string_view value) {
                if (const std::string wrong = wrong_with_authority(value); !wrong.empty()) return wrong;
                settings.api.time_stamp_authority = value;
                return std::string();
            },
            [](const Settings& settings) { return settings.api.time_stamp_authority; }},

    number<[](auto& s) -> auto& { return s.limits.header_bytes; }, 1024, mebibyte>("limits.header_bytes",
                                                                                   "request line and headers"),
    number<[](auto& s) -> auto& { return s.limits.target_bytes; }, 64, mebibyte>("limits.target_bytes",
                                                                                 "path and query"),
    number<[](auto& s) -> auto& { return s.limits.header_count; }, 8, 1000>("limits.header_count", "header lines"),
    number<[](auto& s) -> auto& { return s.limits.connections; }, 1, many>("limits.connections", "at once, in all"),
    number<[](auto& s) -> auto& { return s.limits.connections_per_peer; }, 1, many>(
        "limits.connections_per_peer", "at once, for an IPv4 address or an IPv6 /64"),
    number<[](auto& s) -> auto& { return s.limits.requests_per_connection; }, 1, 1000 * many>(
        "limits.requests_per_connection", "then the connection is closed"),
    number<[](auto& s) -> auto& { return s.limits.large_bodies_bytes; }, 1, 1000 * many>(
        "limits.large_bodies_bytes", "of all bodies above 64 KiB that are under way; beyond, 503"),
    number<[](auto& s) -> auto& { return s.limits.queued_requests; }, 1, many>("limits.queued_requests",
                                                                               "waiting for a worker; beyond, 503"),
    number<[](auto& s) -> auto& { return s.limits.header_time; }, 100, hour_millis>(
        "limits.header_ms", "for the headers, from their first byte"),
    number<[](auto& s) -> auto& { return s.limits.idle_time; }, 100, hour_millis>("limits.idle_ms", "between requests"),
    number<[](auto& s) -> auto& { return s.limits.body_time; }, 100, hour_millis>(
        "limits.body_ms", "for the body, and a second more for each body_bytes_per_second received"),
    number<[](auto& s) -> auto& { return s.limits.body_time_most; }, 100, hour_millis>("limits.body_most_ms",
                                                                                       "for the body, in all"),
    number<[](auto& s) -> auto& { return s.limits.body_rate; }, 1, 1000 * many>("limits.body_bytes_per_second",
                                                                                "the least rate of a body"),
    number<[](auto& s) -> auto& { return s.limits.write_time; }, 100, hour_millis>(
        "limits.write_ms", "for an answer, and a second more for each write_bytes_per_second of it"),
    number<[](auto& s) -> auto& { return s.limits.write_rate; }, 1, 1000 * many>(
        "limits.write_bytes_per_second", "the least rate at which a client reads"),
    number<[](auto& s) -> auto& { return s.api.settle_millis; }, 0, 10'000>(
        "limits.settle_ms", "how long a write may wait until this node has applied it"),

    number<[](auto& s) -> auto& { return s.api.partner_requests_per_second; }, 1, many>(
        "partners.requests_per_second", "for a partner without a limit of its own"),

    number<[](auto& s) -> auto& { return s.api.least_difficulty; }, 0, 32>(
        "proof.least_difficulty", "leading zero bits of the proof of work when all is quiet"),
    number<[](auto& s) -> auto& { return s.api.most_difficulty; }, 0, 32>("proof.most_difficulty", "and at most"),
    number<[](auto& s) -> auto& { return s.api.quiet_submissions_per_minute; }, 1, many>(
        "proof.quiet_submissions_per_minute", "above this the difficulty rises, a bit for each doubling"),
    number<[](auto& s) -> auto& { return s.api.challenge_millis; }, 1000, 24 * hour_millis>(
        "proof.challenge_ms", "how long a challenge can be used"),

    number<[](auto& s) -> auto& { return s.api.feed_added_spread_millis; }, 0, 24 * hour_millis>(
        "feed.added_spread_ms", "each addition is shown to partners after its own random delay up to this"),
    number<[](auto& s) -> auto& { return s.api.feed_removed_spread_millis; }, 0, 24 * hour_millis>(
        "feed.removed_spread_ms", "the same for removals"),
};

}  // namespace

std::span<const Setting> setting_table() noexcept {
    return table;
}

std::string check(const Settings& settings) {
    if (settings.data.empty()) return "No data folder is given: set --data DIR, HOLDFAST_DATA or data = \"DIR\".";
    if (settings.api.least_difficulty > settings.api.most_difficulty) {
        return "proof.least_difficulty is above proof.most_difficulty.";
    }
    if (settings.api.case_months != 0 && settings.api.case_months < least_case_months) {
        return "retention.case_months is 0 (never) or at least " + std::to_string(least_case_months) +
               ": a case must not end between two looks at it.";
    }
    if (settings.guidance.file.empty() != settings.guidance.key.empty()) {
        return "guidance.file and guidance.key are set together or not at all.";
    }
    if (settings.recipients.file.empty() != settings.recipients.key.empty()) {
        return "recipients.file and recipients.key are set together or not at all.";
    }
    if (!settings.api.time_stamp_authority.empty() && settings.workers < 2) {
        return "time_stamps.authority needs workers = 2 or more: one may wait for the authority.";
    }
    if (settings.limits.target_bytes > settings.limits.header_bytes) {
        return "limits.target_bytes is above limits.header_bytes, which holds it.";
    }
    return {};
}

}  // namespace holdfast::server
