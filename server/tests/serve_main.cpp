// SPDX-License-Identifier: Apache-2.0
// The service as a process of its own, for tests that send signals and for the load test.
#include <string>
#include <vector>

#include "holdfast/server/serve.hpp"

int main(int count, char** arguments) {
    return holdfast::server::serve(std::vector<std::string>(arguments + 1, arguments + count));
}
