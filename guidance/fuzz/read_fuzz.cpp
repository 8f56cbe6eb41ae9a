// SPDX-License-Identifier: Apache-2.0
// Whatever the blob: it is read or refused, and a guide that was read plans for its answers without a fault.
#include <cstdint>
#include <string_view>

#include "holdfast/guidance/plan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace holdfast::guidance;
    const auto guide = read_guide({reinterpret_cast<const char*>(data), size});
    if (!guide) return 0;
    Answers answers;
    while (const auto question = next_question(*guide, answers)) {
        (void)make_plan(*guide, answers);
        answers.set(*question, guide->questions[*question].choices.size() - 1);
    }
    return 0;
}
