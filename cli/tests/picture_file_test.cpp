// SPDX-License-Identifier: Apache-2.0
// Which kernel a command is told to use. All give the same codes, so nothing that it prints would tell.
#include "picture_file.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace holdfast::cli {
namespace {

class KernelFromEnvironment : public testing::Test {
  protected:
    void TearDown() override { ::unsetenv("HOLDFAST_KERNEL"); }
    static void say(std::string_view name) { ::setenv("HOLDFAST_KERNEL", std::string(name).c_str(), 1); }
};

TEST_F(KernelFromEnvironment, IsTheOneThatIsNamedAndTheFastestWhereNoneIs) {
    for (const Kernel kernel : available_kernels()) {
        say(to_text(kernel));
        EXPECT_EQ(kernel_from_environment(), kernel) << to_text(kernel);
    }
    say("");
    EXPECT_EQ(kernel_from_environment(), best_kernel());
    ::unsetenv("HOLDFAST_KERNEL");
    EXPECT_EQ(kernel_from_environment(), best_kernel());
}

TEST_F(KernelFromEnvironment, ThatThisMachineHasNotIsRefusedWithThoseThatThereAre) {
    for (const char* name : {"abacus", "wasm", "SCALAR", "avx"}) {
        say(name);
        const auto refused = kernel_from_environment();
        ASSERT_FALSE(refused.has_value()) << name;
        for (const Kernel kernel : available_kernels()) {
            EXPECT_NE(refused.error().find(to_text(kernel)), std::string::npos);
        }
    }
}

}  // namespace
}  // namespace holdfast::cli
