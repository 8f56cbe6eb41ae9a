// SPDX-License-Identifier: Apache-2.0
#include "holdfast/server/data_folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace holdfast::server {
namespace {

std::string reason() {
    return std::generic_category().message(errno);
}

}  // namespace

std::expected<void, std::string> prepare_data_folder(const std::filesystem::path& folder) {
    const std::string name = "The data folder " + folder.string();
    const std::string remedy = " Make one for the user that runs the service: install -d -m 700 " + folder.string();
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return std::unexpected(name + " cannot be made: " + reason() + "." + remedy);
    }
    struct stat found{};
    if (::stat(folder.c_str(), &found) != 0)
        return std::unexpected(name + " cannot be read: " + reason() + "." + remedy);
    if (!S_ISDIR(found.st_mode)) return std::unexpected(name + " is not a folder. Give another one with --data.");
    if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0) {
        return std::unexpected(name + " cannot be written to by this user: " + reason() +
                               ". Run this as the user that the folder belongs to.");
    }
    if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return std::unexpected(name + " can be opened by other users. Close it to them: chmod 700 " + folder.string());
    }
    return {};
}

}  // namespace holdfast::server
