// SPDX-License-Identifier: Apache-2.0
#include "service_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/sealing/secret.hpp"
#include "interrupt.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

constexpr long connect_seconds = 10;
constexpr long whole_seconds = 60;
constexpr int most_tries = 4;
constexpr std::int64_t longest_wait_seconds = 20;

struct Url {
    CURLU* handle = curl_url();
    Url() = default;
    Url(const Url&) = delete;
    Url& operator=(const Url&) = delete;
    ~Url() { curl_url_cleanup(handle); }
    [[nodiscard]] std::string part(CURLUPart which) const {
        char* text = nullptr;
        if (curl_url_get(handle, which, &text, 0) != CURLUE_OK) return {};
        std::string copy = text;
        curl_free(text);
        return copy;
    }
};

bool is_this_machine(const std::string& host) {
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]" || host == "::1";
}

std::size_t receive(char* data, std::size_t, std::size_t size, void* to) {
    auto& body = *static_cast<std::string*>(to);
    if (body.size() + size > max_answer_bytes) return 0;
    body.append(data, size);
    return size;
}

int stop_when_interrupted(void*, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return is_interrupted() ? 1 : 0;
}

/// `text` with a full stop.
std::string as_sentence(const std::string& text) {
    return text.empty() || text.ends_with('.') ? text : text + ".";
}

}  // namespace

std::expected<std::string, std::string> check_server(std::string_view option, std::string_view url,
                                                     OverHttp over_http) {
    const Url parsed;
    const std::string name(option);
    const std::string text(url);
    if (curl_url_set(parsed.handle, CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) {
        return std::unexpected(name + " is no address; it looks like https://holdfast.example.");
    }
    const std::string scheme = parsed.part(CURLUPART_SCHEME);
    if (scheme != "https" && scheme != "http") return std::unexpected(name + " begins with https:// or http://.");
    if (!parsed.part(CURLUPART_USER).empty() || !parsed.part(CURLUPART_QUERY).empty() ||
        !parsed.part(CURLUPART_FRAGMENT).empty()) {
        return std::unexpected(name + " holds no name, password, query or fragment.");
    }
    if (scheme == "http" && over_http != OverHttp::anywhere && !is_this_machine(parsed.part(CURLUPART_HOST))) {
        return std::unexpected(
            over_http == OverHttp::not_the_key
                ? "Over http:// the API key would travel in the open. Use https://, or --allow-http if you must."
                : "Over http:// whoever listens could answer in the service's place. Use https://.");
    }
    std::string clean = parsed.part(CURLUPART_URL);
    while (clean.ends_with('/')) clean.pop_back();
    return clean;
}

std::string refusal(const ServiceAnswer& answer) {
    std::string said = "The service answered " + std::to_string(answer.status);
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(answer.body)) return as_sentence(said);
    JsonObject problem = document.object(faults);
    if (const auto title = problem.text("title", {}, Need::optional)) {
        said = as_sentence(said + ": " + printable(*title));
    }
    if (const auto detail = problem.text("detail", {}, Need::optional)) {
        said = as_sentence(as_sentence(said) + " " + printable(*detail));
    }
    const JsonArray members = problem.array("errors", 0, JsonFaults::most_kept, Need::optional);
    for (std::size_t i = 0; i < members.size(); ++i) {
        JsonObject member = members.object(i);
        const auto pointer = member.text("pointer", {}, Need::optional);
        const auto detail = member.text("detail", {}, Need::optional);
        if (pointer && detail) {
            said = as_sentence(as_sentence(said) + " " + printable(*pointer) + " " + printable(*detail));
        }
    }
    return as_sentence(said);
}

struct ServiceClient::State {
    std::string server;
    CURL* curl = nullptr;
    std::vector<std::string> kept;
};

ServiceClient::ServiceClient(std::string server) : state_(std::make_unique<State>()) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    state_->server = std::move(server);
    state_->curl = curl_easy_init();
    state_->kept = {"Content-Type: application/json", "Accept: application/json, application/problem+json", "Expect:"};
}

ServiceClient::ServiceClient(ServiceClient&&) noexcept = default;

ServiceClient::~ServiceClient() {
    if (!state_) return;
    curl_easy_cleanup(state_->curl);
    for (std::string& line : state_->kept) sealing::wipe(line);
}

void ServiceClient::keep_header(std::string line) {
    state_->kept.push_back(std::move(line));
}

std::expected<ServiceAnswer, std::string> ServiceClient::ask(const std::string& path, const std::string* body,
                                                             std::span<const std::string> headers) {
    if (state_->curl == nullptr) return std::unexpected("libcurl could not be started.");
    ServiceAnswer answer;
    const std::string address = state_->server + path;
    // libcurl copies each line; an entry that cannot be added leaves the list as it is.
    curl_slist* lines = nullptr;
    for (const std::string& line : state_->kept) lines = curl_slist_append(lines, line.c_str());
    for (const std::string& line : headers) lines = curl_slist_append(lines, line.c_str());
    CURL* const curl = state_->curl;
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);  // a redirect would carry the key elsewhere
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "holdfast/" HOLDFAST_VERSION);
    if (body != nullptr) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body->data());
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body->size()));
    }
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, whole_seconds);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, stop_when_interrupted);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
    const CURLcode done = curl_easy_perform(curl);
    for (curl_slist* line = lines; line != nullptr; line = line->next) {
        sealing::wipe(std::as_writable_bytes(std::span(line->data, std::string_view(line->data).size())));
    }
    curl_slist_free_all(lines);
    if (is_interrupted()) return std::unexpected("Interrupted.");
    if (done != CURLE_OK) {
        return std::unexpected(std::string("The service cannot be reached: ") + curl_easy_strerror(done) + ".");
    }
    curl_off_t wait = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
    answer.retry_after = wait;
    return answer;
}

std::expected<ServiceAnswer, std::string> ServiceClient::ask_again(const std::string& path, const std::string* body,
                                                                   std::span<const std::string> headers) {
    for (int attempt = 1;; ++attempt) {
        auto answer = ask(path, body, headers);
        if (!answer || (answer->status != 429 && answer->status != 503) || attempt == most_tries ||
            answer->retry_after > longest_wait_seconds)
            return answer;
        const auto until =
            std::chrono::steady_clock::now() + std::chrono::seconds(std::max(answer->retry_after, std::int64_t{1}));
        while (std::chrono::steady_clock::now() < until) {
            if (is_interrupted()) return std::unexpected("Interrupted.");
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }
}

}  // namespace holdfast::cli
