// SPDX-License-Identifier: Apache-2.0
// The built page, read whole at the start and served from memory. A request's path is looked up in a map and never
// reaches the file system, so there is nothing to traverse.
#pragma once

#include <expected>
#include <filesystem>
#include <map>
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

    /// GET (HEAD is server/http's work) of a path; 304 by If-None-Match, 404 for unknown paths, 405 for other methods.
    [[nodiscard]] Response respond(const Request& request) const;

  private:
    struct Form {
        std::string bytes;
        std::string tag;  // ETag, with its quotes; empty when there is no such form
    };
    struct File {
        std::string type;
        bool hashed_name = false;  // its name changes with its content: may be kept for ever
        Form identity, gzip, brotli;
    };
    std::map<std::string, File, std::less<>> files_;  // by path, such as "/assets/app-1a2b3c.js"
};

}  // namespace holdfast::server
