// SPDX-License-Identifier: Apache-2.0
#include "tests/raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>
#include <utility>

namespace holdfast::server {

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) close();
}

RawClient::~RawClient() {
    close();
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), part_(other.part_), input_(std::move(other.input_)) {}

void RawClient::close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

bool RawClient::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawClient::fill() {
    char bytes[16384];
    const auto got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    input_.append(bytes, static_cast<std::size_t>(got));
    return true;
}

std::optional<RawResponse> RawClient::receive(bool head_only) {
    std::size_t end = 0;
    while ((end = input_.find("\r\n\r\n")) == std::string::npos) {
        if (!fill()) return std::nullopt;
    }
    RawResponse response;
    response.status = std::stoi(input_.substr(9, 3));
    std::size_t at = input_.find("\r\n") + 2;
    while (at < end + 2) {
        const std::size_t stop = input_.find("\r\n", at);
        const std::string line = input_.substr(at, stop - at);
        const std::size_t colon = line.find(": ");
        std::string name = line.substr(0, colon);
        for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        response.headers[name] = line.substr(colon + 2);
        at = stop + 2;
    }
    input_.erase(0, end + 4);
    const auto length = response.headers.find("content-length");
    const std::size_t wanted =
        head_only || length == response.headers.end() ? 0 : static_cast<std::size_t>(std::stoul(length->second));
    part_ = true;
    while (input_.size() < wanted) {
        if (!fill()) return std::nullopt;
    }
    part_ = false;
    response.body = input_.substr(0, wanted);
    input_.erase(0, wanted);
    return response;
}

bool RawClient::closed_by_server() {
    char bytes[4096];
    for (;;) {
        const auto got = ::recv(socket_, bytes, sizeof bytes, 0);
        if (got == 0) return true;
        if (got < 0) return errno == ECONNRESET;
    }
}

std::string RawClient::get(std::string_view path, std::string_view more_headers) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more_headers) + "\r\n";
}

std::string RawClient::post(std::string_view path, std::string_view body, std::string_view more_headers) {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
           "Content-Length: " + std::to_string(body.size()) + "\r\n" + std::string(more_headers) + "\r\n" +
           std::string(body);
}

}  // namespace holdfast::server
