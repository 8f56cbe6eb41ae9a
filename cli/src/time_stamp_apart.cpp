// SPDX-License-Identifier: Apache-2.0
// A message to the process is a digest, 32 bytes. One back is a byte, 0 with the reply behind it, or else the number of
// a TimeStampError and 1. Messages keep their bounds (SOCK_SEQPACKET).
#include "time_stamp_apart.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <optional>

#include "apart_limits.hpp"
#include "apart_process.hpp"
#include "exit_code.hpp"
#include "holdfast/evidence/seal.hpp"
#include "holdfast/sealing/digest.hpp"
#include "time_stamp_fence.hpp"
#include "time_stamp_request.hpp"

namespace holdfast::cli {
namespace {

using server::TimeStampError;
using Clock = std::chrono::steady_clock;

constexpr std::size_t most_message_bytes = evidence::most_seal_file_bytes + 1;
constexpr std::array errors{TimeStampError::unreachable, TimeStampError::refused, TimeStampError::wrong_answer,
                            TimeStampError::stopped};
/// What the process has above the time of its authority.
constexpr std::chrono::seconds grace{2};

class ApartStamper final : public server::TimeStamper {
  public:
    ApartStamper(std::string authority, TimeStampProgram program)
        : authority_(std::move(authority)), program_(std::move(program)) {}
    ~ApartStamper() override { end(); }

    bool start() {
        started_ = Clock::now();
        std::array<int, 2> ends{-1, -1};
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
        ApartDescriptor own(ends[0]);
        const ApartDescriptor theirs(ends[1]);
        if (!own.is_open() || !theirs.is_open()) return false;
        std::vector<std::string> arguments = program_.arguments;
        arguments.push_back(std::to_string(::getpid()));
        arguments.push_back(std::to_string(program_.seconds));
        arguments.push_back(authority_);
        child_ = start_apart(program_.path, std::move(arguments), theirs, theirs);
        if (child_) socket_ = std::move(own);
        return child_.has_value();
    }

    std::expected<std::string, TimeStampError> stamp(const Digest256& digest) override {
        // One that was ended is noticed here, or by the first message that it does not take.
        for (int attempt = 0; attempt < 2; ++attempt) {
            if (!child_ && (Clock::now() - started_ < program_.pause || !start()))
                return std::unexpected(TimeStampError::stopped);
            if (::send(socket_.number(), digest.bytes.data(), digest.bytes.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(digest.bytes.size()))
                return answer();
            end();
        }
        return std::unexpected(TimeStampError::stopped);
    }

  private:
    std::expected<std::string, TimeStampError> answer() {
        const auto until = Clock::now() + std::chrono::seconds(program_.seconds) + grace;
        pollfd ready{.fd = socket_.number(), .events = POLLIN, .revents = 0};
        for (;;) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
            const int got = left > 0 ? ::poll(&ready, 1, static_cast<int>(left)) : 0;
            if (got < 0 && errno == EINTR) continue;
            if (got > 0) break;
            end();  // an answer that came later would be taken for that of the next digest
            return std::unexpected(TimeStampError::unreachable);
        }
        std::string message(most_message_bytes + 1, '\0');
        const ssize_t got = ::recv(socket_.number(), message.data(), message.size(), 0);
        if (got > 1 && message[0] == 0 && static_cast<std::size_t>(got) <= most_message_bytes) {
            message.resize(static_cast<std::size_t>(got));
            return message.erase(0, 1);
        }
        const auto number = static_cast<unsigned char>(message[0]);
        if (got == 1 && number >= 1 && number <= errors.size()) return std::unexpected(errors[number - 1U]);
        end();
        return std::unexpected(TimeStampError::stopped);
    }

    void end() noexcept {
        socket_.close();
        if (child_) end_apart(*child_, false);
        child_.reset();
    }

    std::string authority_;
    TimeStampProgram program_;
    Clock::time_point started_;
    std::optional<pid_t> child_;
    ApartDescriptor socket_{-1};
};

/// Nothing of it is left where it crashes, and then the fence. That files cannot grow is no condition, as
/// docs/deploy/holdfast.service lets nobody set limits.
bool fence_in() noexcept {
    constexpr rlimit none{.rlim_cur = 0, .rlim_max = 0};
    ::setrlimit(RLIMIT_FSIZE, &none);
    return ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && (is_sanitized || put_up_time_stamp_fence());
}

}  // namespace

std::expected<std::unique_ptr<server::TimeStamper>, std::string> stamp_apart(const std::string& authority,
                                                                             const TimeStampProgram& program) {
    if (std::string wrong = wrong_with_authority(authority); !wrong.empty()) return std::unexpected(std::move(wrong));
    auto stamper = std::make_unique<ApartStamper>(authority, program);
    if (!stamper->start()) return std::unexpected("The process that asks for time stamps cannot be started.");
    return stamper;
}

int run_time_stamp_process(int count, char** arguments) {
    constexpr int first = 2;  // behind the program's name and time_stamp_process_name
    if (count != first + 3) return exit_usage;
    const auto parent = number_from(arguments[first]);
    const auto seconds = number_from(arguments[first + 1]);
    const std::string authority = arguments[first + 2];
    if (!parent || !seconds || !wrong_with_authority(authority).empty()) return exit_usage;
    // It also ends when the thread that started it does; the next digest then starts another.
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != static_cast<pid_t>(*parent) || !fence_in())
        return exit_impossible;
    std::array<char, most_message_bytes> message{};
    for (;;) {
        Digest256 digest;
        const ssize_t got = ::recv(STDIN_FILENO, digest.bytes.data(), digest.bytes.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got != static_cast<ssize_t>(digest.bytes.size())) return exit_done;
        const auto reply = request_time_stamp(authority, digest, static_cast<long>(*seconds));
        std::size_t size = 1;
        message[0] = 0;
        if (reply) {
            std::ranges::copy(*reply, message.begin() + 1);
            size += reply->size();
        } else {
            const auto which = std::ranges::find(errors, reply.error());
            message[0] = static_cast<char>(1 + (which - errors.begin()));
        }
        if (::send(STDIN_FILENO, message.data(), size, MSG_NOSIGNAL) != static_cast<ssize_t>(size)) return exit_done;
    }
}

}  // namespace holdfast::cli
