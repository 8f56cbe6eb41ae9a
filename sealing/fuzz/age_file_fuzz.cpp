// SPDX-License-Identifier: Apache-2.0
// Two properties. Whatever is read, in pieces or whole, gives one answer and one plaintext. And with the input as a
// plaintext: what is written in pieces is read back, and any cut of it is refused.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "holdfast/sealing/age_file.hpp"

namespace {

using namespace holdfast::sealing;

struct Read {
    bool good = false;
    std::vector<std::byte> plain;
    friend bool operator==(const Read&, const Read&) = default;
};

Read read_in_pieces(AgeDecryptor decryptor, std::span<const std::byte> file, std::size_t piece) {
    Read read{true, {}};
    for (std::size_t at = 0; at < file.size() && read.good; at += piece) {
        read.good = decryptor.push(file.subspan(at, std::min(piece, file.size() - at)), read.plain).has_value();
    }
    read.good = read.good && decryptor.finish(read.plain).has_value();
    return read;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // The identity of the community's vectors, so that their files in the corpus open.
    static const AgeIdentity identity =
        *age_identity_from_text("AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0");
    const std::span<const std::byte> input = std::as_bytes(std::span(data, size));
    const auto open = [&](std::span<const std::byte> file, std::size_t piece) {
        return read_in_pieces(AgeDecryptor::with_identities({&identity, 1}), file, piece);
    };
    const std::size_t piece = size % 61 + 1;
    if (open(input, size + 1) != open(input, piece)) std::abort();
    static_cast<void>(read_in_pieces(AgeDecryptor::with_passphrase("password", 4), input, size + 1));

    const std::array to{identity.recipient()};
    auto encryptor = AgeEncryptor::to_recipients(to, std::vector<std::byte>(64, std::byte{7}));
    std::vector<std::byte> file;
    for (std::size_t at = 0; at < size; at += piece) {
        encryptor->push(input.subspan(at, std::min(piece, size - at)), file);
    }
    encryptor->finish(file);
    const Read back = open(file, file.size());
    if (!back.good || !std::ranges::equal(back.plain, input)) std::abort();
    if (open(std::span(file).first(file.size() - 1 - size % file.size()), file.size()).good) std::abort();
    return 0;
}
