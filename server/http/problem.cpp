// SPDX-License-Identifier: Apache-2.0
#include "http/problem.hpp"

#include "holdfast/core/json_writer.hpp"

namespace holdfast::server {

Response problem(int status, std::string_view word, std::string_view detail) {
    JsonWriter json;
    json.object();
    json.key("type").value("urn:holdfast:problem:" + std::string(word));
    json.key("title").value(reason_phrase(status));
    json.key("status").value(status);
    json.key("detail").value(detail);
    json.end();
    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    response.body = json.take();
    return response;
}

std::string_view reason_phrase(int status) noexcept {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 204:
            return "No Content";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 411:
            return "Length Required";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        case 505:
            return "HTTP Version Not Supported";
        default:
            return "Unknown";
    }
}

}  // namespace holdfast::server
