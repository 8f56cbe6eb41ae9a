// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes: where they are cut changes nothing, and a head that is taken has one meaning.
#include <cstdlib>
#include <string_view>

#include "holdfast/core/utf8.hpp"
#include "http/request_head.hpp"

using namespace holdfast::server;

namespace {
void require(bool holds) {
    if (!holds) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const HeadScan whole = scan_head(bytes, 0);
    HeadScan step;
    std::size_t seen = 0;
    while (step.state == HeadScan::State::incomplete && seen < size) {
        step = scan_head(bytes.substr(0, seen + 1), seen);
        ++seen;
    }
    // The head may be whole before bytes that would spoil it arrive; nothing else may differ.
    if (step.state == HeadScan::State::complete) {
        require(whole.state != HeadScan::State::complete || (whole.end == step.end && whole.start == step.start));
        require(whole.state != HeadScan::State::incomplete);
    } else {
        require(whole.state == step.state);
    }
    if (step.state != HeadScan::State::complete) return 0;
    const auto head = parse_head(bytes.substr(step.start, step.end - step.start), {});
    if (!head) {
        require(head.error().status >= 400 && head.error().status < 600);
        return 0;
    }
    const Request& request = head->request;
    require(request.path == "*" || request.path.starts_with('/'));
    require(holdfast::is_utf8(request.path));
    require(!request.headers.contains("transfer-encoding"));
    for (const auto& [name, value] : request.headers) {
        require(name.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ :\r\n") == std::string::npos);
        require(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
    }
    return 0;
}
