// SPDX-License-Identifier: Apache-2.0
// HTTP to a Holdfast service, as docs/api/openapi.yaml has it: one request after the other to one address. No redirect
// is followed, and an answer has a greatest size and time.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace holdfast::cli {

/// Longest answer that is read.
inline constexpr std::size_t max_answer_bytes = std::size_t{8} << 20U;

/// Whether http:// goes to another machine than this one, and what a refusal says of it.
enum class OverHttp : std::uint8_t {
    anywhere,
    not_the_key,   ///< an API key would travel in the open
    not_the_seal,  ///< whoever listens would learn who seals, and could answer in the service's place
};
/// `url` is "https://host" or "http://host" with at will a port and a path; `option` is what sentences call it. The
/// error is a sentence.
[[nodiscard]] std::expected<std::string, std::string> check_server(std::string_view option, std::string_view url,
                                                                   OverHttp over_http);

struct ServiceAnswer {
    long status = 0;
    std::int64_t retry_after = 0;  ///< seconds
    std::string body;
};
/// What a refusal says (RFC 9457), or its status alone: sentences.
[[nodiscard]] std::string refusal(const ServiceAnswer& answer);

class ServiceClient {
  public:
    /// `server` as check_server() gave it.
    explicit ServiceClient(std::string server);
    ServiceClient(ServiceClient&&) noexcept;
    ServiceClient& operator=(ServiceClient&&) = delete;
    ~ServiceClient();

    /// "Name: value" goes with every request; wiped at the end.
    void keep_header(std::string line);

    /// `body` is posted; without one it is a GET. `headers` go with this request alone. The error is a sentence.
    [[nodiscard]] std::expected<ServiceAnswer, std::string> ask(const std::string& path,
                                                                const std::string* body = nullptr,
                                                                std::span<const std::string> headers = {});
    /// The same, a few times over while the service is busy (429, 503) and asks to wait for 20 seconds at most. Ctrl-C
    /// ends it.
    [[nodiscard]] std::expected<ServiceAnswer, std::string> ask_again(const std::string& path, const std::string* body,
                                                                      std::span<const std::string> headers = {});

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace holdfast::cli
