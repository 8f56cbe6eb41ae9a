// SPDX-License-Identifier: Apache-2.0
#include "static/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <system_error>

#include "http/problem.hpp"
#include "static/accept_encoding.hpp"

namespace holdfast::server {
namespace {

namespace fs = std::filesystem;

std::string_view type_of(std::string_view name) noexcept {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 17> types{{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".wasm", "application/wasm"},
        {".json", "application/json"},
        {".map", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".ttf", "font/ttf"},
        {".txt", "text/plain; charset=utf-8"},
        {".xml", "application/xml"},
    }};
    const auto* const found = std::ranges::find_if(types, [&](const auto& each) { return name.ends_with(each.first); });
    return found == types.end() ? std::string_view("application/octet-stream") : found->second;
}

std::optional<std::string> read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(in), {});
    if (!in.good() && !in.eof()) return std::nullopt;
    return bytes;
}

}  // namespace

std::expected<StaticFiles, std::string> StaticFiles::load(const fs::path& folder) {
    StaticFiles out;
    std::error_code error;
    std::uintmax_t bytes = 0;
    for (auto each = fs::recursive_directory_iterator(folder, error);
         !error && each != fs::recursive_directory_iterator(); each.increment(error)) {
        const std::string name = each->path().filename().string();
        if (name.starts_with('.')) {
            each.disable_recursion_pending();
            continue;
        }
        std::error_code file_error;
        if (!fs::is_regular_file(each->symlink_status(file_error))) continue;
        std::string path = "/" + each->path().lexically_relative(folder).generic_string();
        const auto size = each->file_size(file_error);
        if (file_error)
            return std::unexpected("Cannot read " + each->path().string() + ": " + file_error.message() + ".");
        bytes += size;
        std::optional<std::string> File::* form = &File::identity;
        if (path.ends_with(".br") || path.ends_with(".gz")) {
            form = path.ends_with(".br") ? &File::brotli : &File::gzip;
            path.resize(path.size() - 3);
        }
        if (path == "/index.html") path = "/";
        if (bytes > most_static_bytes || (out.files_.size() == most_static_files && !out.has(path))) {
            return std::unexpected("The folder " + folder.string() + " is too large for a page. Is it the right one?");
        }
        auto content = read_file(each->path());
        if (!content) return std::unexpected("Cannot read " + each->path().string() + ".");
        File& file = out.files_[path];
        file.type = path == "/" ? type_of("index.html") : type_of(path);
        file.*form = std::move(content);
    }
    if (error) return std::unexpected("Cannot read the folder " + folder.string() + ": " + error.message() + ".");
    std::erase_if(out.files_, [](const auto& each) { return !each.second.identity.has_value(); });
    if (!out.has("/")) {
        return std::unexpected("The folder " + folder.string() + " holds no index.html: build the page first.");
    }
    return out;
}

Response StaticFiles::respond(const Request& request) const {
    if (request.method != "GET") {
        Response response = problem(405, "method_not_allowed", "This path can be read, not written.");
        response.headers.emplace_back("Allow", "GET, HEAD, OPTIONS");
        return response;
    }
    auto found = files_.find(request.path);
    int status = 200;
    if (found == files_.end()) {
        status = 404;
        found = files_.find(std::string_view("/404.html"));
        if (found == files_.end()) return problem(404, "not_found", "There is nothing at this path.");
    }
    const File& file = found->second;
    const Coding coding =
        choose_coding(request.header("accept-encoding"), file.gzip.has_value(), file.brotli.has_value());
    const auto& form = coding == Coding::brotli ? file.brotli : coding == Coding::gzip ? file.gzip : file.identity;

    Response response;
    response.status = status;
    response.content_type = file.type;
    if (form) response.lasting_body = *form;
    if (coding == Coding::brotli) response.headers.emplace_back("Content-Encoding", "br");
    if (coding == Coding::gzip) response.headers.emplace_back("Content-Encoding", "gzip");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    return response;
}

}  // namespace holdfast::server
