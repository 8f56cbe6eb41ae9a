// SPDX-License-Identifier: Apache-2.0
#include "replaced_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "open_file.hpp"
#include "owned_descriptor.hpp"

namespace holdfast::cli {

std::string replace_file(const std::string& path, std::string_view text) {
    std::string temporary = path + ".unfinished-XXXXXX";
    const OwnedDescriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!file) return reason_of(errno);
    const auto give_up = [&temporary](int error) {
        ::unlink(temporary.c_str());
        return reason_of(error);
    };
    struct stat before{};
    if (::stat(path.c_str(), &before) == 0 && ::fchmod(file.get(), before.st_mode & 0777U) != 0) return give_up(errno);
    while (!text.empty()) {
        const ssize_t put = ::write(file.get(), text.data(), text.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return give_up(errno);
        text.remove_prefix(static_cast<std::size_t>(put));
    }
    if (::fsync(file.get()) != 0 || ::rename(temporary.c_str(), path.c_str()) != 0) return give_up(errno);
    return {};
}

}  // namespace holdfast::cli
