// SPDX-License-Identifier: Apache-2.0
#include "decode_apart.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <utility>

#include "holdfast/media/picture_frame.hpp"
#include "interrupt.hpp"

namespace holdfast::cli {
namespace {

using media::Decoded;
using media::DecodeError;
using Result = std::expected<Decoded, DecodeError>;

/// A descriptor that is closed with it.
class Descriptor {
  public:
    /// Moved above the three standard ones, where one of those is closed: they are laid over in the child.
    explicit Descriptor(int number) noexcept : number_(number) {
        if (number_ < 0 || number_ > STDERR_FILENO) return;
        number_ = ::fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
        ::close(number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    void close() noexcept {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }
    [[nodiscard]] int number() const noexcept { return number_; }
    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }

  private:
    int number_;
};

bool fill(const Descriptor& memory, std::span<const std::byte> file) noexcept {
    while (!file.empty()) {
        const ssize_t put = ::write(memory.number(), file.data(), file.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        file = file.subspan(static_cast<std::size_t>(put));
    }
    return ::fcntl(memory.number(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& each : texts) pointers.push_back(each.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// What a child gets of this process: two descriptors, and where its libraries are. Not the environment: it may hold an
/// API key.
std::optional<pid_t> start(const DecoderProgram& program, const DecoderOrders& orders, const Descriptor& input,
                           const Descriptor& output) {
    std::vector<std::string> arguments = program.arguments;
    for (std::string& each : orders.arguments()) arguments.push_back(std::move(each));
    std::vector<std::string> environment;
    if (const char* const libraries = std::getenv("LD_LIBRARY_PATH"))
        environment.push_back(std::string("LD_LIBRARY_PATH=") + libraries);

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (::posix_spawn_file_actions_init(&actions) != 0) return std::nullopt;
    if (::posix_spawnattr_init(&attributes) != 0) {
        ::posix_spawn_file_actions_destroy(&actions);
        return std::nullopt;
    }
    sigset_t every;
    sigset_t none;
    sigfillset(&every);
    sigemptyset(&none);
    // In a group of its own, so that Ctrl-C ends this process, which then ends that one, and not the other way round.
    constexpr short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
    pid_t child = -1;
    const bool started = ::posix_spawn_file_actions_adddup2(&actions, input.number(), STDIN_FILENO) == 0 &&
                         ::posix_spawn_file_actions_adddup2(&actions, output.number(), STDOUT_FILENO) == 0 &&
                         // The libraries write about the file there, which is hostile text for a terminal.
                         ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
                         ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1) == 0 &&
                         ::posix_spawnattr_setflags(&attributes, flags) == 0 &&
                         ::posix_spawnattr_setpgroup(&attributes, 0) == 0 &&
                         ::posix_spawnattr_setsigdefault(&attributes, &every) == 0 &&
                         ::posix_spawnattr_setsigmask(&attributes, &none) == 0 &&
                         ::posix_spawn(&child, program.path.c_str(), &actions, &attributes,
                                       pointers_to(arguments).data(), pointers_to(environment).data()) == 0;
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return started ? std::optional(child) : std::nullopt;
}

/// The frame as it comes in, and the patience for it.
class Answer {
  public:
    enum class State : std::uint8_t { whole, ended, out_of_time, interrupted };

    Answer(const Descriptor& pipe, const media::Limits& limits) noexcept
        : pipe_(pipe), left_(std::chrono::seconds(limits.apart_clock_seconds)) {}

    /// Fills `out`.
    State read(std::span<std::byte> out) noexcept {
        while (!out.empty()) {
            if (const State state = wait(); state != State::whole) return state;
            const ssize_t got = ::read(pipe_.number(), out.data(), out.size());
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return State::ended;
            out = out.subspan(static_cast<std::size_t>(got));
        }
        return State::whole;
    }

  private:
    /// Until there is something to read, or nothing will ever be. Time in which this process was stopped (Ctrl-Z)
    /// counts for one slice at most.
    State wait() noexcept {
        using Clock = std::chrono::steady_clock;
        constexpr std::chrono::milliseconds slice(1000);
        while (left_.count() > 0) {
            const auto before = Clock::now();
            std::array<pollfd, 2> either{pollfd{.fd = pipe_.number(), .events = POLLIN, .revents = 0},
                                         pollfd{.fd = interrupt_descriptor(), .events = POLLIN, .revents = 0}};
            const int ready = ::poll(either.data(), either.size(), static_cast<int>(std::min(slice, left_).count()));
            if (is_interrupted()) return State::interrupted;
            if (ready > 0 && either[0].revents != 0) return State::whole;
            left_ -= std::min(slice, std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - before));
        }
        return State::out_of_time;
    }

    const Descriptor& pipe_;
    std::chrono::milliseconds left_;
};

constexpr int still_there = -1;

/// How `child` ended, or still_there when it had not; now it has. One that is `ending` is given a moment to do so.
int end(pid_t child, bool ending) noexcept {
    constexpr int moment = 2000;  // milliseconds
    // By its number: what <sys/pidfd.h> of Debian 12 declares cannot be linked from C++.
    const Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
    pollfd ended{.fd = process.number(), .events = POLLIN, .revents = 0};
    while (ending && process.is_open() && ::poll(&ended, 1, moment) < 0 && errno == EINTR) {
    }
    const bool by_itself = (ended.revents & POLLIN) != 0;
    ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return by_itself ? status : still_there;
}

/// Of a process that sent no whole frame.
DecodeError error_from(int status) noexcept {
    if (status == still_there || !WIFSIGNALED(status)) return DecodeError::decoder_crashed;
    switch (WTERMSIG(status)) {
        case SIGXCPU:
            return DecodeError::too_much_time;
        case SIGKILL:  // by the kernel, which does so when the machine has no memory left
            return DecodeError::out_of_memory;
        default:
            return DecodeError::decoder_crashed;
    }
}

}  // namespace

Result decode_apart(std::span<const std::byte> file, const media::Limits& limits, const DecoderProgram& program) {
    constexpr auto unavailable = std::unexpected(DecodeError::decoder_unavailable);
    Descriptor input(::memfd_create("picture", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    std::array<int, 2> ends{-1, -1};
    if (!input.is_open() || !fill(input, file) || ::pipe2(ends.data(), O_CLOEXEC) != 0) return unavailable;
    const Descriptor pipe(ends[0]);
    Descriptor output(ends[1]);
    if (!pipe.is_open() || !output.is_open()) return unavailable;
    constexpr int pipe_bytes = 1 << 20;  // a wish: fewer turns for many pixels
    ::fcntl(pipe.number(), F_SETPIPE_SZ, pipe_bytes);
    const auto child = start(program,
                             {.parent = ::getpid(),
                              .memory_bytes = limits.apart_memory_bytes,
                              .processor_seconds = limits.apart_processor_seconds},
                             input, output);
    if (!child) return unavailable;
    output.close();
    input.close();

    media::FrameHead head{};
    Answer answer(pipe, limits);
    Answer::State state = answer.read(head);
    Result result = std::unexpected(DecodeError::decoder_crashed);
    if (state == Answer::State::whole) {
        result = media::open_frame(head, media::sniff(file), limits);
        if (result) state = answer.read(std::as_writable_bytes(result->picture.pixels()));
        // Pixels for which this process has no memory are left unread.
        const bool is_unread = !result && result.error() == DecodeError::out_of_memory;
        if (std::byte more{};
            !is_unread && state == Answer::State::whole && answer.read({&more, 1}) == Answer::State::whole)
            result = std::unexpected(DecodeError::decoder_crashed);
    }
    const int status = end(*child, state == Answer::State::ended);
    switch (state) {
        case Answer::State::whole:
            return result;
        case Answer::State::out_of_time:
            return std::unexpected(DecodeError::too_much_time);
        case Answer::State::ended:
            return std::unexpected(error_from(status));
        case Answer::State::interrupted:
            break;
    }
    return std::unexpected(DecodeError::decoder_crashed);
}

}  // namespace holdfast::cli
