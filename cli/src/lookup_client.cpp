// SPDX-License-Identifier: Apache-2.0
#include "lookup_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "interrupt.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

constexpr long connect_seconds = 10;
constexpr long whole_seconds = 60;
constexpr int most_tries = 4;
constexpr std::int64_t longest_wait_seconds = 20;
constexpr std::size_t most_banks = 4096;

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

std::string request_body(std::span<const Signal> signals, const LookupQuery& query) {
    JsonWriter json;
    json.object().key("signals").array();
    for (const Signal& signal : signals) {
        json.object().key("kind").value(to_text(signal.kind)).key("code").value(to_hex(signal.code));
        json.key("quality").value(static_cast<unsigned>(signal.quality)).end();
    }
    json.end().key("radius").value(query.radius);
    if (!query.banks.empty()) {
        json.key("banks").array();
        for (const std::string& bank : query.banks) json.value(bank);
        json.end();
    }
    return json.end().take();
}

/// `text` with a full stop.
std::string as_sentence(const std::string& text) {
    return text.empty() || text.ends_with('.') ? text : text + ".";
}

/// What a refusal says (RFC 9457), or the status alone.
std::string refusal(long status, const std::string& body) {
    std::string said = "The service answered " + std::to_string(status);
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(body)) return as_sentence(said);
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

/// The bank of `asked` that a refusal names as unknown, by the pointer "/banks/N" of a member's error; or none.
const std::string* unknown_bank(const std::string& body, const std::vector<std::string>& asked) {
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(body)) return nullptr;
    JsonObject problem = document.object(faults);
    const JsonArray members = problem.array("errors", 0, JsonFaults::most_kept, Need::optional);
    for (std::size_t i = 0; i < members.size(); ++i) {
        JsonObject member = members.object(i);
        const auto pointer = member.text("pointer", {}, Need::optional);
        for (std::size_t k = 0; pointer && k < asked.size(); ++k) {
            if (*pointer == "/banks/" + std::to_string(k)) return &asked[k];
        }
    }
    return nullptr;
}

}  // namespace

std::expected<std::string, std::string> check_server(std::string_view url, bool allow_http) {
    const Url parsed;
    const std::string text(url);
    if (curl_url_set(parsed.handle, CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) {
        return std::unexpected("--server is no address; it looks like https://holdfast.example.");
    }
    const std::string scheme = parsed.part(CURLUPART_SCHEME);
    if (scheme != "https" && scheme != "http") return std::unexpected("--server begins with https:// or http://.");
    if (!parsed.part(CURLUPART_USER).empty() || !parsed.part(CURLUPART_QUERY).empty() ||
        !parsed.part(CURLUPART_FRAGMENT).empty()) {
        return std::unexpected("--server holds no name, password, query or fragment.");
    }
    if (scheme == "http" && !allow_http && !is_this_machine(parsed.part(CURLUPART_HOST))) {
        return std::unexpected(
            "Over http:// the API key would travel in the open. Use https://, or --allow-http if you must.");
    }
    std::string clean = parsed.part(CURLUPART_URL);
    while (clean.ends_with('/')) clean.pop_back();
    return clean;
}

std::expected<std::vector<std::vector<LookupMatch>>, std::string> read_lookup_answer(std::string_view body,
                                                                                     std::size_t signals) {
    const auto foreign = std::unexpected(std::string("The answer is not that of a Holdfast service."));
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(body, {.bytes = max_answer_bytes})) return foreign;
    JsonObject root = document.object(faults);
    const JsonArray results = root.array("results", signals, signals);
    std::vector<std::vector<LookupMatch>> all;
    for (std::size_t i = 0; i < results.size(); ++i) {
        JsonObject result = results.object(i);
        const JsonArray matches = result.array("matches", 0, std::size_t{1} << 20U);
        std::vector<LookupMatch>& list = all.emplace_back();
        for (std::size_t k = 0; k < matches.size(); ++k) {
            JsonObject match = matches.object(k);
            const auto item = match.text("item", {.least = 32, .most = 32});
            const auto bank = match.text("bank", {.least = 1, .most = 64});
            const auto distance = match.integer("distance", 0, 256);
            const auto kind = match.text("kind", {.most = 32});
            if (!faults.empty()) return foreign;
            const auto known = kind_from_text(*kind);
            if (!known) return foreign;
            list.push_back({std::string(*item), std::string(*bank), static_cast<int>(*distance), *known});
        }
    }
    if (!faults.empty() || all.size() != signals) return foreign;
    return all;
}

struct LookupClient::State {
    std::string server;
    std::string authorization;
    CURL* curl = nullptr;
    curl_slist* headers = nullptr;
};

LookupClient::LookupClient(std::string server, sealing::SecretText key) : state_(std::make_unique<State>()) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    state_->server = std::move(server);
    state_->authorization = "Authorization: Bearer " + std::string(key.view());
    state_->curl = curl_easy_init();
    state_->headers = curl_slist_append(state_->headers, "Content-Type: application/json");
    state_->headers = curl_slist_append(state_->headers, "Accept: application/json, application/problem+json");
    state_->headers = curl_slist_append(state_->headers, "Expect:");
    state_->headers = curl_slist_append(state_->headers, state_->authorization.c_str());
}

LookupClient::LookupClient(LookupClient&&) noexcept = default;

LookupClient::~LookupClient() {
    if (!state_) return;
    curl_slist_free_all(state_->headers);
    curl_easy_cleanup(state_->curl);
    sealing::wipe(state_->authorization);
}

std::expected<LookupClient::Answer, std::string> LookupClient::ask(const std::string& path, const std::string* body) {
    if (state_->curl == nullptr) return std::unexpected("libcurl could not be started.");
    Answer answer;
    const std::string address = state_->server + path;
    CURL* const curl = state_->curl;
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);  // a redirect would carry the key elsewhere
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, state_->headers);
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

std::string LookupClient::there_are_banks() {
    const auto answer = ask("/v1/partner", nullptr);
    if (!answer || answer->status != 200) return {};
    JsonDocument document;
    JsonFaults faults;
    if (!document.parse(answer->body)) return {};
    JsonObject partner = document.object(faults);
    const JsonArray banks = partner.array("banks", 0, most_banks, Need::optional);
    std::string names;
    for (std::size_t i = 0; i < banks.size(); ++i) {
        if (const auto name = banks.text(i, {.most = 64})) {
            names.append(names.empty() ? "" : ", ").append(printable(*name));
        }
    }
    return names.empty() ? std::string() : " There are: " + names + ".";
}

std::expected<std::vector<std::vector<LookupMatch>>, LookupError> LookupClient::look_up(std::span<const Signal> signals,
                                                                                        const LookupQuery& query) {
    const std::string body = request_body(signals, query);
    for (int attempt = 1;; ++attempt) {
        const auto answer = ask("/v1/lookup", &body);
        if (!answer) return std::unexpected(LookupError{.sentence = answer.error()});
        if (answer->status == 200) {
            auto read = read_lookup_answer(answer->body, signals.size());
            if (!read) return std::unexpected(LookupError{.sentence = read.error()});
            return std::move(*read);
        }
        if (const std::string* const bank = unknown_bank(answer->body, query.banks)) {
            return std::unexpected(
                LookupError{.sentence = "The service has no bank \"" + printable(*bank) + "\"." + there_are_banks(),
                            .wrong_query = true});
        }
        if ((answer->status != 429 && answer->status != 503) || attempt == most_tries) {
            return std::unexpected(LookupError{.sentence = refusal(answer->status, answer->body)});
        }
        const auto until = std::chrono::steady_clock::now() +
                           std::chrono::seconds(std::clamp(answer->retry_after, std::int64_t{1}, longest_wait_seconds));
        while (std::chrono::steady_clock::now() < until) {
            if (is_interrupted()) return std::unexpected(LookupError{.sentence = "Interrupted."});
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }
}

}  // namespace holdfast::cli
