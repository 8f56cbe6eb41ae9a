// SPDX-License-Identifier: Apache-2.0
// What the commands of `holdfast pack` share of arguments and output.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command_line.hpp"
#include "pack_failure.hpp"
#include "pack_verify.hpp"

namespace holdfast::cli {

/// libsodium then picks the fastest code of this processor; what it computes is the same.
void use_fast_ciphers();

/// On standard error; for a program, an object, too, so that its answer is never empty. The exit code.
int refused(const PackFailure& failure, bool json);
/// On standard output; `exit`, or exit_impossible where it cannot be written.
int answered(const std::string& output, int exit);

/// PACK, and what opens it; `what` is the help of PACK.
void add_opening_options(Command command, std::string& pack, std::vector<std::string>& identities,
                         std::string& passphrase_file, std::string_view what);
/// What whoever checks knows from elsewhere.
void add_check_options(Command command, VerifyRequest& request);

}  // namespace holdfast::cli
