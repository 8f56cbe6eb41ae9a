// SPDX-License-Identifier: Apache-2.0
#include "quick_digests.hpp"

#include <openssl/evp.h>

#include <semaphore>
#include <stdexcept>
#include <thread>

namespace holdfast::cli {
namespace {

/// Below this, waking another thread takes longer than it saves.
constexpr std::size_t least_shared_bytes = std::size_t{64} << 10U;

class Digest {
  public:
    explicit Digest(const char* name)
        : kind_(EVP_MD_fetch(nullptr, name, nullptr), EVP_MD_free), context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        begin();
    }
    void update(std::span<const std::byte> piece) noexcept {
        failed_ = EVP_DigestUpdate(context_.get(), piece.data(), piece.size()) != 1 || failed_;
    }
    void finish(std::span<std::byte> out) {
        failed_ =
            EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(out.data()), nullptr) != 1 || failed_;
        begin();
    }

  private:
    void begin() {
        if (failed_ || !kind_ || !context_ || EVP_DigestInit_ex(context_.get(), kind_.get(), nullptr) != 1)
            throw std::runtime_error("OpenSSL on this machine computes no SHA-2 digests");
    }
    std::unique_ptr<EVP_MD, void (*)(EVP_MD*)> kind_;
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
    bool failed_ = false;
};

class QuickDigester final : public evidence::ContentDigester {
  public:
    explicit QuickDigester(Checksum checksum)
        : checksum_(checksum), worker_([this] {
              for (;;) {
                  given_.acquire();
                  if (over_) return;
                  sha512_.update(shared_);
                  taken_.release();
              }
          }) {}
    ~QuickDigester() override {
        over_ = true;
        given_.release();
    }
    void update(std::span<const std::byte> piece) override {
        if (piece.empty()) return;
        size_ += piece.size();
        const bool shares = piece.size() >= least_shared_bytes;
        if (shares) {
            shared_ = piece;
            given_.release();
        } else {
            sha512_.update(piece);
        }
        sha256_.update(piece);
        if (checksum_ == Checksum::wanted) crc32_ = evidence::crc32(crc32_, piece);
        if (shares) taken_.acquire();
    }
    [[nodiscard]] evidence::ContentDigests finish() override {
        evidence::ContentDigests digests{.size = size_, .sha256 = {}, .sha512 = {}, .crc32 = crc32_};
        sha256_.finish(digests.sha256.bytes);
        sha512_.finish(digests.sha512.bytes);
        size_ = 0;
        crc32_ = evidence::crc32_of_nothing;
        return digests;
    }

  private:
    Checksum checksum_;
    Digest sha256_{"SHA256"};
    Digest sha512_{"SHA512"};
    std::uint64_t size_ = 0;
    std::uint32_t crc32_ = evidence::crc32_of_nothing;
    // Handed over by the semaphores: written before given_, read after it.
    std::span<const std::byte> shared_;
    bool over_ = false;
    std::binary_semaphore given_{0};
    std::binary_semaphore taken_{0};
    std::jthread worker_;
};

}  // namespace

std::unique_ptr<evidence::ContentDigester> quick_digester(Checksum checksum) {
    return std::make_unique<QuickDigester>(checksum);
}

}  // namespace holdfast::cli
