// SPDX-License-Identifier: Apache-2.0
#include "recorded_responses.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <string>

#include "holdfast/core/hex.hpp"
#include "holdfast/core/json_writer.hpp"

namespace holdfast::server::tests {
namespace {

constexpr std::size_t kept_of_each = 25;

class Recorder final : public testing::Environment {
  public:
    void add(std::string_view method, std::string_view route, const Response& response) {
        // The contract speaks of bodies before they are compressed.
        const auto compressed = [](const auto& header) { return header.first == "Content-Encoding"; };
        if (std::ranges::any_of(response.headers, compressed)) return;
        JsonWriter json;
        json.object();
        json.key("method").value(method);
        json.key("route").value(route);
        json.key("status").value(response.status);
        json.key("content_type").value(response.content_type);
        json.key("headers").object();
        for (const auto& [name, value] : response.headers) {
            json.key(name).value(value);
        }
        json.end();
        const bool bytes = response.content_type == "application/octet-stream";
        json.key("body").value(bytes ? to_hex(std::as_bytes(std::span(response.body))) : response.body);
        json.end();
        const std::lock_guard lock(mutex_);
        auto& place = kept_[std::string(method) + ' ' + std::string(route) + ' ' + std::to_string(response.status)];
        if (place.size() < kept_of_each) {
            place.insert(json.take());
        }
    }

    void TearDown() override {
        std::filesystem::create_directories(HOLDFAST_RECORDED);
        std::ofstream out(std::filesystem::path(HOLDFAST_RECORDED) / "server_api_test.json", std::ios::trunc);
        out << "[";
        bool first = true;
        for (const auto& [place, texts] : kept_) {
            for (const auto& text : texts) {
                out << (first ? "\n" : ",\n") << text;
                first = false;
            }
        }
        out << "\n]\n";
    }

  private:
    std::mutex mutex_;
    std::map<std::string, std::set<std::string>> kept_;
};

Recorder& recorder() {
    // GoogleTest owns and deletes it.
    static auto* const instance = static_cast<Recorder*>(testing::AddGlobalTestEnvironment(new Recorder));
    return *instance;
}

// Registered before the tests run.
[[maybe_unused]] const Recorder& registered = recorder();

}  // namespace

void record_response(std::string_view method, std::string_view route, const Response& response) {
    recorder().add(method, route, response);
}

}  // namespace holdfast::server::tests
