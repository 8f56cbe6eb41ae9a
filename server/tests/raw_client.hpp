// SPDX-License-Identifier: Apache-2.0
// A client that sends exactly the bytes it is told to, so that tests can send what no library would.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast::server {

struct RawResponse {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;
};

class RawClient {
  public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient& operator=(RawClient&&) = delete;

    /// False when the other side has closed.
    bool send(std::string_view bytes) const;
    /// One answer by its Content-Length; `head_only` for the answer to HEAD. Empty when the connection ended first or
    /// nothing came for ten seconds.
    [[nodiscard]] std::optional<RawResponse> receive(bool head_only = false);
    /// After receive() gave nothing: whether some of an answer had come.
    [[nodiscard]] bool has_part_of_an_answer() const noexcept { return part_ || !input_.empty(); }
    /// Whether the server has closed the connection, waiting up to ten seconds for that; unread bytes are dropped.
    [[nodiscard]] bool closed_by_server();
    void close();

    static std::string get(std::string_view path, std::string_view more_headers = {});
    static std::string post(std::string_view path, std::string_view body, std::string_view more_headers = {});

  private:
    [[nodiscard]] bool fill();
    int socket_ = -1;
    bool part_ = false;  ///< the head of an answer came, and its body did not
    std::string input_;
};

}  // namespace holdfast::server
