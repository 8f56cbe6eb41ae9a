// SPDX-License-Identifier: Apache-2.0
// The built page, read whole at the start and served from memory. A request's path is looked up in a map and never
// reaches the file system, so there is nothing to traverse.
#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "holdfast/server/request.hpp"

namespace holdfast::server {

inline constexpr std::size_t most_static_files = 4096;
inline constexpr std::size_t most_static_bytes = 64U << 20U;  ///< all files and their compressed forms together

class StaticFiles {
  public:
    /// Reads `folder`: "index.html" answers "/", "404.html" every unknown path; NAME.br and NAME.gz are forms of NAME
    /// and have no path of their own; names that begin with a dot are left out. The error is a sentence.
    [[nodiscard]] static std::expected<StaticFiles, std::string> load(const std::filesystem::path& folder);

    [[nodiscard]] bool has(std::string_view path) const noexcept { return files_.contains(path); }
    [[nodiscard]] std::size_t size() const noexcept { return files_.size(); }

    /// GET (HEAD is server/http's work) of a path; 404 for unknown paths, 405 for other methods. Nothing says that it
    /// may be kept: server/http then sends "no-store", and there is no ETag, as either would leave a trace of the
    /// visit.
    [[nodiscard]] Response respond(const Request& request) const;

  private:
    struct File {
        std::string type;
        std::optional<std::string> identity, gzip, brotli;  // the forms that there are
    };
    std::map<std::string, File, std::less<>> files_;  // by path, such as "/assets/app-1a2b3c.js"
};

}  // namespace holdfast::server
