// SPDX-License-Identifier: Apache-2.0
// Secret bytes and text that are wiped when they go out of scope and cannot be copied by accident.
//
// What is promised: the buffer of the object itself is overwritten (sodium_memzero, which compilers may not drop).
// What is not: copies that a caller makes through bytes() or view(), registers, swap.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdfast/core/identifier.hpp"

namespace holdfast::sealing {

/// Overwrites `bytes` with zeros.
void wipe(std::span<std::byte> bytes) noexcept;
/// Overwrites the whole capacity of `text` and leaves it empty.
void wipe(std::string& text) noexcept;
/// Overwrites `bytes` and leaves it empty.
void wipe(std::vector<std::byte>& bytes) noexcept;

/// Whether both hold the same bytes, in a time that depends on the lengths alone.
[[nodiscard]] bool constant_time_equal(std::span<const std::byte> a, std::span<const std::byte> b) noexcept;
[[nodiscard]] inline bool constant_time_equal(const Digest256& a, const Digest256& b) noexcept {
    return constant_time_equal(std::span<const std::byte>(a.bytes), std::span<const std::byte>(b.bytes));
}

/// `N` secret bytes. Moving leaves zeros behind; a copy must be asked for by name.
template <std::size_t N>
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::span<const std::byte, N> bytes) noexcept { std::memcpy(bytes_.data(), bytes.data(), N); }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            bytes_ = other.bytes_;
            wipe(other.bytes_);
        }
        return *this;
    }
    ~Secret() { wipe(bytes_); }

    [[nodiscard]] Secret clone() const noexcept { return Secret(bytes()); }
    [[nodiscard]] std::span<const std::byte, N> bytes() const noexcept { return bytes_; }
    /// For functions that fill the secret in place.
    [[nodiscard]] std::span<std::byte, N> writable() noexcept { return bytes_; }

    friend bool operator==(const Secret& a, const Secret& b) noexcept {
        return constant_time_equal(a.bytes_, b.bytes_);
    }

  private:
    std::array<std::byte, N> bytes_{};
};

/// Secret text of any length: words, key lines, plaintext. Moving leaves an empty, wiped string behind.
class SecretText {
  public:
    SecretText() = default;
    /// Takes the string over; the caller's object is wiped.
    explicit SecretText(std::string&& text) noexcept : text_(std::move(text)) { wipe(text); }
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;
    SecretText(SecretText&& other) noexcept : text_(std::move(other.text_)) { wipe(other.text_); }
    SecretText& operator=(SecretText&& other) noexcept {
        if (this != &other) {
            wipe(text_);
            text_ = std::move(other.text_);
            wipe(other.text_);
        }
        return *this;
    }
    ~SecretText() { wipe(text_); }

    [[nodiscard]] std::string_view view() const noexcept { return text_; }

  private:
    std::string text_;
};

}  // namespace holdfast::sealing
