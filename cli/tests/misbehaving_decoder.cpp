// SPDX-License-Identifier: Apache-2.0
// Stands in for the process that decodes, and does wrong what its first argument says.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>

#include "decoder_fence.hpp"
#include "holdfast/media/picture_frame.hpp"

namespace {

using namespace holdfast;

void put(std::span<const std::byte> bytes) {
    if (::write(STDOUT_FILENO, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::abort();
}

/// The head of a picture of 2 x 2 in colour, which 12 bytes follow.
media::FrameHead small_picture(media::FileKind kind = media::FileKind::heic) {
    auto picture = Picture::create(2, 2, PixelFormat::rgb8);
    return media::frame_head(media::Decoded{.kind = kind, .picture = std::move(*picture)});
}

/// "empty" stands for yes, "unknown_format" for no.
void answer(bool yes) {
    put(media::frame_head(std::unexpected(yes ? media::DecodeError::empty : media::DecodeError::unknown_format)));
}

bool has_nothing_but_its_file() {
    if (environ != nullptr && *environ != nullptr) return false;
    for (int each = STDERR_FILENO + 1; each < 1024; ++each) {
        if (::fcntl(each, F_GETFD) != -1) return false;
    }
    return (::fcntl(STDIN_FILENO, F_GET_SEALS) & F_SEAL_WRITE) != 0;
}

bool refused(long result) {
    return result == -1 && errno == EPERM;
}

bool is_fenced_in() {
    if (!cli::put_up_decoder_fence([] { ::_exit(1); })) return false;
    const auto map = [](int protection, int flags, int file) {
        return ::mmap(nullptr, 4096, protection, MAP_PRIVATE | flags, file, 0);
    };
    void* const memory = map(PROT_READ | PROT_WRITE, MAP_ANONYMOUS, -1);
    if (memory == MAP_FAILED) return false;
    *static_cast<char*>(memory) = 1;
    return refused(::open("/dev/null", O_RDONLY)) && refused(::socket(AF_INET, SOCK_STREAM, 0)) && refused(::fork()) &&
           refused(::execl("/bin/true", "true", nullptr)) && refused(::kill(::getppid(), 0)) &&
           refused(::mprotect(memory, 4096, PROT_READ | PROT_EXEC)) &&
           map(PROT_READ | PROT_EXEC, MAP_ANONYMOUS, -1) == MAP_FAILED && map(PROT_READ, 0, STDIN_FILENO) == MAP_FAILED;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string_view how = count > 1 ? arguments[1] : "";
    constexpr std::array<std::byte, 12> pixels{};
    if (how == "crashes") {
        std::signal(SIGSEGV, SIG_DFL);
        ::raise(SIGSEGV);
    } else if (how == "says nothing") {
    } else if (how == "writes noise") {
        put(std::as_bytes(std::span("Something that is no frame.")));
    } else if (how == "stops inside the head") {
        const media::FrameHead head = small_picture();
        put(std::span(head).first(10));
    } else if (how == "stops inside the picture") {
        put(small_picture());
        put(std::span(pixels).first(11));
    } else if (how == "writes too much") {
        put(small_picture());
        put(pixels);
        put(std::span(pixels).first(1));
    } else if (how == "decodes another kind") {
        put(small_picture(media::FileKind::jpeg));
        put(pixels);
    } else if (how == "writes and goes on") {
        put(small_picture());
        put(pixels);
        while (true) ::pause();
    } else if (how == "closes and goes on") {
        ::close(STDOUT_FILENO);
        while (true) ::pause();
    } else if (how == "waits for ever") {
        while (true) ::pause();
    } else if (how == "finds no room for its pixels") {
        put(media::frame_head(std::unexpected(media::DecodeError::out_of_memory)));
        put(pixels);
    } else if (how == "is killed") {
        ::raise(SIGKILL);
    } else if (how == "looks around") {
        answer(has_nothing_but_its_file());
    } else if (how == "tries the fence") {
        answer(is_fenced_in());
    }
}
