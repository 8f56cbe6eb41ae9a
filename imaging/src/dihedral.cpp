// SPDX-License-Identifier: Apache-2.0
#include "dihedral.hpp"

namespace holdfast::imaging {

Code256 transposed(const Code256& code) noexcept {
    Code256 result;
    for (unsigned i = 0; i < 16; ++i)
        for (unsigned j = 0; j < 16; ++j)
            if (code.bit((16 * i) + j)) result.set_bit((16 * j) + i);
    return result;
}

DihedralCodes dihedral_codes(const std::array<Code256, 4>& by_mirroring) noexcept {
    const auto& [none, vertical, horizontal, both] = by_mirroring;
    // Turning is transposing and mirroring: the transpose of "mirrored left to right" is "turned counter-clockwise".
    return {none,
            transposed(horizontal),
            both,
            transposed(vertical),
            vertical,
            horizontal,
            transposed(none),
            transposed(both)};
}

}  // namespace holdfast::imaging
