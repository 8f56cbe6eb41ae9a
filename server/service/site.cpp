// SPDX-License-Identifier: Apache-2.0
#include "service/site.hpp"

#include "http/problem.hpp"

namespace holdfast::server {
namespace {

constexpr std::string_view exit_path = "/exit";

bool is_health(std::string_view path) noexcept {
    return path == "/healthz" || path == "/readyz";
}
bool is_api(std::string_view path) noexcept {
    return path.starts_with("/v1/") || is_health(path);
}

Response leave() {
    Response response;
    response.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
    return response;
}

}  // namespace

Cost Site::cost(std::string_view method, std::string_view path) const noexcept {
    return is_api(path) ? api_.cost(method, path) : Cost::memory;
}

std::size_t Site::body_limit(std::string_view method, std::string_view path) const noexcept {
    return is_api(path) ? api_.body_limit(method, path) : 0;
}

std::string_view Site::route(std::string_view method, std::string_view path) const noexcept {
    if (is_api(path)) return api_.route(method, path);
    if (path == exit_path) return exit_path;
    return page_ && page_->has(path) ? "page" : "other";
}

std::optional<Response> Site::refuse_unread(const Request& head) {
    return is_api(head.path) ? api_.refuse_unread(head) : std::nullopt;
}

Response Site::handle(const Request& request) {
    if (is_api(request.path)) return api_.handle(request);
    if (request.path == exit_path && request.method == "GET") return leave();
    if (!page_) return problem(404, "not_found", "There is nothing at this path.");
    return page_->respond(request);
}

Response Operations::handle(const Request& request) {
    if (is_health(request.path)) return api_.handle(request);
    if (request.path != "/metrics") return problem(404, "not_found", "There is nothing at this path.");
    if (request.method != "GET") return problem(405, "method_not_allowed", "Metrics can be read, not written.");
    Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = metrics_();
    return response;
}

}  // namespace holdfast::server
