// SPDX-License-Identifier: Apache-2.0
// holdfast serve: stands in the list of commands; main hands its arguments to the service as they are.
#include "commands.hpp"

namespace holdfast::cli {

void add_serve(Command program) {
    program.add_command("serve", "Run the service: the page, the HTTP API, metrics").take_anything();
}

}  // namespace holdfast::cli
