// SPDX-License-Identifier: Apache-2.0
// The service with an authority for time stamps, and a fence around it that ends a process that connects. The process
// that asks the authority is started before the fence is up, and stands outside of it. With "unparted" as the first
// argument there is none, and the service asks by itself: what the fence must not let it do.
//
// The program that is asked to ask is HOLDFAST_BINARY; FENCED_SECONDS is its patience.
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/server/serve.hpp"
#include "tests/outgoing_fence.hpp"
#include "time_stamp_apart.hpp"
#include "time_stamp_request.hpp"

namespace {

using namespace holdfast;

class Unparted final : public server::TimeStamper {
  public:
    explicit Unparted(std::string authority) : authority_(std::move(authority)) {}
    [[nodiscard]] std::expected<std::string, server::TimeStampError> stamp(const Digest256& digest) override {
        return cli::request_time_stamp(authority_, digest, 2);
    }

  private:
    std::string authority_;
};

}  // namespace

int main(int count, char** arguments) {
    std::vector<std::string> given(arguments + 1, arguments + count);
    const bool unparted = !given.empty() && given.front() == "unparted";
    if (unparted) given.erase(given.begin());
    const char* const program = std::getenv("HOLDFAST_BINARY");
    const char* const seconds = std::getenv("FENCED_SECONDS");
    return server::serve(
        given, [&](const std::string& authority) -> std::expected<std::unique_ptr<server::TimeStamper>, std::string> {
            std::expected<std::unique_ptr<server::TimeStamper>, std::string> made =
                std::make_unique<Unparted>(authority);
            if (!unparted) {
                cli::TimeStampProgram apart;
                apart.path = program == nullptr ? "" : program;
                if (seconds != nullptr) apart.seconds = std::atol(seconds);
                made = cli::stamp_apart(authority, apart);
            }
            if (!server::put_up_outgoing_fence()) return std::unexpected("There is no fence.");
            return made;
        });
}
