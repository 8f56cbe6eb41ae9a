// SPDX-License-Identifier: Apache-2.0
// Prints what the native decoders make of each file named on the command line, one line a file, for wasm/tests to
// compare: outcome, width, height, orientation, then kind:code:quality for each signal. Width and height as meant to be
// seen.
#include <iostream>

#include "holdfast/imaging/fingerprint_set.hpp"
#include "holdfast/media/decode.hpp"
#include "media_manifest.hpp"

namespace holdfast::media {
namespace {

std::string line_of(const std::vector<std::byte>& file) {
    const auto decoded = decode(file);
    if (!decoded) return std::string(to_text(decoded.error()));
    const auto set = fingerprint(decoded->picture.view(), decoded->orientation);
    if (!set) return "no fingerprint";
    const bool turned = swaps_sides(decoded->orientation);
    std::ostringstream line;
    line << (decoded->damaged ? "damaged" : "ok") << ' '
         << (turned ? decoded->picture.height() : decoded->picture.width()) << ' '
         << (turned ? decoded->picture.width() : decoded->picture.height()) << ' '
         << static_cast<int>(decoded->orientation);
    for (const Signal& signal : set->signals()) {
        line << ' ' << to_text(signal.kind) << ':' << to_hex(signal.code) << ':' << static_cast<int>(signal.quality);
    }
    return line.str();
}

}  // namespace
}  // namespace holdfast::media

int main(int count, char** names) {
    for (int i = 1; i < count; ++i) std::cout << holdfast::media::line_of(holdfast::media::read_file(names[i])) << '\n';
}
