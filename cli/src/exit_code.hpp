// SPDX-License-Identifier: Apache-2.0
// What the command's exit status says; docs/commands/README.md has the same table. `holdfast serve` has its own.
#pragma once

namespace holdfast::cli {

enum ExitCode : int {
    exit_done = 0,  ///< done; compare: they match; lookup: a picture is banked, whatever could not be read
    exit_no = 1,    ///< done, and the answer is no: compare: they do not match; lookup: none is banked;
                  ///< case erase: not confirmed; case check: they do not agree; notice: something required is missing;
                  ///< pack: it does not hold; guidance and directory check: something was found
    exit_usage = 2,          ///< wrong arguments or environment; nothing was done
    exit_some_failed = 3,    ///< some inputs could not be used and are named on standard error; the others were done,
                             ///< and of them lookup found none banked; bank review, case erase: erased, and the
                             ///< write-ahead log still holds it
    exit_impossible = 4,     ///< could not be done: data folder, database, output, network, the service's refusal
    exit_interrupted = 130,  ///< Ctrl-C (SIGINT)
    exit_terminated = 143,   ///< SIGTERM
};

}  // namespace holdfast::cli
