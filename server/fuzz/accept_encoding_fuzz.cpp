// SPDX-License-Identifier: Apache-2.0
// A form that the client did not name, or that is not at hand, is never chosen.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "static/accept_encoding.hpp"

using namespace holdfast::server;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    std::string lower = text;
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const bool any = lower.find('*') != std::string::npos;
    const Coding best = choose_coding(text, true, true);
    if (best == Coding::brotli && !any && lower.find("br") == std::string::npos) std::abort();
    if (best == Coding::gzip && !any && lower.find("gzip") == std::string::npos) std::abort();
    if (choose_coding(text, false, true) == Coding::gzip) std::abort();
    if (choose_coding(text, true, false) == Coding::brotli) std::abort();
    if (choose_coding(text, false, false) != Coding::identity) std::abort();
    return 0;
}
