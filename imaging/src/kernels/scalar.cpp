// SPDX-License-Identifier: Apache-2.0
#include "kernels/built_kernels.hpp"
#include "kernels/portable_loops.hpp"

namespace holdfast::imaging {

const KernelTable& scalar_kernels() noexcept {
    return portable_table;
}

}  // namespace holdfast::imaging
