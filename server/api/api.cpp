// SPDX-License-Identifier: Apache-2.0
#include "api/api.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <span>

#include "api/gate.hpp"
#include "api/limits.hpp"
#include "api/resources.hpp"

namespace holdfast::server::api {
namespace {

enum class For : std::uint8_t {
    anyone,
    cases,     ///< who has a key of one: the operation opens it, and no large body is taken before somebody could
    partners,  ///< admitted before the operation runs
};

/// Whether an Idempotency-Key is asked for; checked before the operation runs.
enum class Key : std::uint8_t {
    no,        ///< reads, and what does the same however often it is sent: they do not look at it
    optional,  ///< writes that may be repeated without one
    required,
};

struct Route {
    std::string_view method;
    std::string_view path;  // one segment may be a name in braces; "{path}" at the end is all that is left
    Cost cost;
    std::size_t body_limit;
    For whom;
    Key key;
    std::optional<store::Scope> scope;
    Response (*operation)(Context&, const Call&);
    std::span<const std::string_view> query;
};

constexpr std::array<std::string_view, 2> feed_query{"after", "limit"};
constexpr auto anyone = For::anyone;
constexpr auto cases = For::cases;
constexpr auto partners = For::partners;
constexpr auto none = std::nullopt;
constexpr std::string_view path_left = "{path}";

constexpr std::array routes{
    Route{"GET", "/v1/service", Cost::memory, 0, anyone, Key::no, none, get_service, {}},
    Route{"GET", "/v1/guidance", Cost::memory, 0, anyone, Key::no, none, get_guidance, {}},
    Route{"GET", "/v1/recipients", Cost::memory, 0, anyone, Key::no, none, get_recipients, {}},
    Route{"GET", "/v1/challenge", Cost::memory, 0, anyone, Key::no, none, get_challenge, {}},
    Route{"POST",
          "/v1/submissions",
          Cost::storage,
          submission_body_bytes,
          anyone,
          Key::required,
          none,
          create_submission,
          {}},
    Route{"GET", "/v1/case", Cost::storage, 0, cases, Key::no, none, get_case, {}},
    Route{"DELETE", "/v1/case", Cost::storage, 0, cases, Key::required, none, erase_case, {}},
    Route{"GET", "/v1/case/mailbox", Cost::storage, 0, cases, Key::no, none, get_mailbox, {}},
    Route{"DELETE", "/v1/case/mailbox/{message}", Cost::storage, 0, cases, Key::optional, none, delete_message, {}},
    Route{"POST", "/v1/case/items", Cost::storage, submission_body_bytes, cases, Key::required, none, add_items, {}},
    Route{"POST", "/v1/case/withdraw", Cost::storage, withdraw_body_bytes, cases, Key::required, none, withdraw, {}},
    Route{"POST", "/v1/case/undo", Cost::storage, undo_body_bytes, cases, Key::required, none, undo_withdrawal, {}},
    Route{"POST", "/v1/case/keys", Cost::storage, keys_body_bytes, cases, Key::required, none, rotate_keys, {}},
    Route{"POST", "/v1/lookup", Cost::memory, lookup_body_bytes, partners, Key::no, store::Scope::lookup, look_up, {}},
    Route{"POST",
          "/v1/sightings",
          Cost::storage,
          sighting_body_bytes,
          partners,
          Key::required,
          store::Scope::sighting,
          report_sighting,
          {}},
    Route{"POST",
          "/v1/items/{item}/feedback",
          Cost::storage,
          feedback_body_bytes,
          partners,
          Key::required,
          store::Scope::feedback,
          give_feedback,
          {}},
    Route{"GET", "/v1/feed", Cost::storage, 0, partners, Key::no, store::Scope::feed, get_feed, feed_query},
    Route{"GET", "/v1/partner", Cost::memory, 0, partners, Key::no, none, get_partner, {}},
    Route{"POST", "/v1/seals", Cost::storage, seal_body_bytes, anyone, Key::no, none, log_seal, {}},
    Route{"POST", "/v1/time-stamps", Cost::storage, seal_body_bytes, anyone, Key::no, none, stamp_seal, {}},
    Route{"GET", "/v1/log/checkpoint", Cost::storage, 0, anyone, Key::no, none, get_checkpoint, {}},
    Route{"GET", "/v1/log/tile/{path}", Cost::storage, 0, anyone, Key::no, none, get_tile, {}},
    Route{"GET", "/healthz", Cost::memory, 0, anyone, Key::no, none, get_health, {}},
    Route{"GET", "/readyz", Cost::memory, 0, anyone, Key::no, none, get_readiness, {}},
};

std::string_view take_segment(std::string_view& rest) noexcept {
    const std::size_t slash = rest.find('/');
    const std::string_view segment = rest.substr(0, slash);
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
    return segment;
}

/// Whether `path` is of this form; the variable segment goes into `parameter`.
bool fits(std::string_view form, std::string_view path, std::string_view& parameter) noexcept {
    if (form.ends_with(path_left)) {
        form.remove_suffix(path_left.size());
        if (!path.starts_with(form) || path.size() == form.size()) {
            return false;
        }
        parameter = path.substr(form.size());
        return true;
    }
    if (std::ranges::count(form, '/') != std::ranges::count(path, '/')) {
        return false;
    }
    while (!form.empty() || !path.empty()) {
        const std::string_view wanted = take_segment(form);
        const std::string_view given = take_segment(path);
        if (wanted.starts_with('{')) {
            if (given.empty()) {
                return false;
            }
            parameter = given;
        } else if (wanted != given) {
            return false;
        }
    }
    return true;
}

const Route* find_route(std::string_view method, std::string_view path, std::string_view& parameter) noexcept {
    for (const Route& route : routes) {
        if (route.method == method && fits(route.path, path, parameter)) {
            return &route;
        }
    }
    return nullptr;
}

const Route* find_route(std::string_view method, std::string_view path) noexcept {
    std::string_view parameter;
    return find_route(method, path, parameter);
}

Response refuse_route(const Request& request) {
    std::string methods;
    for (const Route& route : routes) {
        std::string_view parameter;
        if (fits(route.path, request.path, parameter)) {
            methods += methods.empty() ? "" : ", ";
            methods += route.method;
        }
    }
    if (methods.empty()) {
        return refuse(Problem::not_found, "The API has no such path.");
    }
    Response response = refuse(Problem::method_not_allowed, "This path takes " + methods + ".");
    response.headers.emplace_back("Allow", methods);
    return response;
}

/// "application/json", alone or with charset=utf-8.
bool is_json(std::string_view type) {
    std::string plain;
    for (const char c : type) {
        if (c != ' ' && c != '\t' && c != '"') {
            plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return plain == "application/json" || plain == "application/json;charset=utf-8";
}

std::optional<Response> refuse_form(const Request& request, const Route& route) {
    for (const auto& [name, value] : request.query) {
        if (std::ranges::find(route.query, std::string_view(name)) == route.query.end()) {
            return refuse(Problem::malformed, "The query has a name that this operation does not know.");
        }
    }
    if (request.body.size() > route.body_limit) {
        return route.body_limit == 0 ? refuse(Problem::too_large, "This operation takes no body.")
                                     : refuse(Problem::too_large, "This operation takes at most " +
                                                                      std::to_string(route.body_limit) + " bytes.");
    }
    if (route.body_limit != 0 &&
        (!is_json(request.header("content-type")) || !request.header("content-encoding").empty())) {
        return refuse(Problem::wrong_media_type,
                      "Send application/json, not compressed. No operation takes pictures or files of any kind.");
    }
    return std::nullopt;
}

}  // namespace

Api::Api(ApiParts parts) : context_(std::make_unique<Context>(std::move(parts))) {}
Api::~Api() = default;

Cost Api::cost(std::string_view method, std::string_view path) const noexcept {
    const Route* route = find_route(method, path);
    return route == nullptr ? Cost::memory : route->cost;
}

std::size_t Api::body_limit(std::string_view method, std::string_view path) const noexcept {
    const Route* route = find_route(method, path);
    return route == nullptr ? 0 : route->body_limit;
}

std::string_view Api::route(std::string_view method, std::string_view path) const noexcept {
    const Route* route = find_route(method, path);
    return route == nullptr ? "other" : route->path;
}

std::vector<Api::Operation> Api::operations() {
    std::vector<Operation> all;
    all.reserve(routes.size());
    for (const Route& route : routes) {
        all.push_back({.method = route.method, .path = route.path, .takes_key = route.key == Key::required});
    }
    return all;
}

Response Api::refuse_exception(const Request& request) {
    // No text of the exception: it could quote what was sent.
    context_->parts.log.write(LogLevel::error, "api.exception",
                              {{"route", std::string(route(request.method, request.path))}});
    return refuse(Problem::internal, "It was not your request. The operator's log says more.");
}

std::optional<Response> Api::refuse_unread(const Request& head) {
    const Route* route = find_route(head.method, head.path);
    if (route == nullptr || route->whom != For::cases) {
        return std::nullopt;
    }
    try {
        auto opened = open_case(*context_, head);
        // What replaced the very key that it came with is answered again, and its body is needed for that.
        if (opened || may_be_repetition(*context_, head)) {
            return std::nullopt;
        }
        return std::move(opened.error());
    } catch (const std::exception&) {
        return refuse_exception(head);
    }
}

Response Api::handle(const Request& request) {
    try {
        return dispatch(request);
    } catch (const std::exception&) {
        return refuse_exception(request);
    }
}

Response Api::dispatch(const Request& request) {
    Call call{.request = request, .parameter = {}, .directory = nullptr, .partner = nullptr};
    const Route* route = find_route(request.method, request.path, call.parameter);
    if (route == nullptr) {
        return refuse_route(request);
    }
    if (auto refused = refuse_form(request, *route)) {
        return std::move(*refused);
    }
    call.directory = context_->parts.directory.now();
    if (route->whom == For::partners) {
        const auto admitted = admit_partner(*context_, request, *call.directory, route->scope);
        if (!admitted) {
            return admitted.error();
        }
        call.partner = *admitted;
    }
    if (route->key == Key::required || (route->key == Key::optional && !request.header("idempotency-key").empty())) {
        if (auto key = idempotency_key(request); !key) {
            return key.error();
        }
    }
    return route->operation(*context_, call);
}

}  // namespace holdfast::server::api
