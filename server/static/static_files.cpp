// SPDX-License-Identifier: Apache-2.0
#include "static/static_files.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <system_error>

#include "holdfast/core/hex.hpp"
#include "http/problem.hpp"
#include "static/accept_encoding.hpp"

namespace holdfast::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view hashed_folder = "/assets/";  // Vite puts what it names by content here

std::string_view type_of(std::string_view name) noexcept {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 16> types{{
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

std::string tag_of(std::string_view bytes) {
    std::array<std::byte, 16> digest{};
    crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
    return "\"" + to_hex(digest) + "\"";
}

/// Whether `list` (If-None-Match) names `tag`, by weak comparison.
bool names_tag(std::string_view list, std::string_view tag) noexcept {
    if (list == "*") return true;
    for (auto at = list.find(tag); at != std::string_view::npos; at = list.find(tag, at + 1)) {
        const auto end = at + tag.size();
        if (end == list.size() || list[end] == ',' || list[end] == ' ') return true;
    }
    return false;
}

}  // namespace

std::expected<StaticFiles, std::string> StaticFiles::load(const fs::path& folder) {
    StaticFiles out;
    std::error_code error;
    std::size_t bytes = 0;
    for (auto each = fs::recursive_directory_iterator(folder, error);
         !error && each != fs::recursive_directory_iterator(); each.increment(error)) {
        const std::string name = each->path().filename().string();
        if (name.starts_with('.')) {
            each.disable_recursion_pending();
            continue;
        }
        std::error_code status_error;
        if (!fs::is_regular_file(each->symlink_status(status_error))) continue;
        std::string path = "/" + each->path().lexically_relative(folder).generic_string();
        auto content = read_file(each->path());
        if (!content) return std::unexpected("Cannot read " + each->path().string() + ".");
        bytes += content->size();
        Form File::* form = &File::identity;
        if (path.ends_with(".br") || path.ends_with(".gz")) {
            form = path.ends_with(".br") ? &File::brotli : &File::gzip;
            path.resize(path.size() - 3);
        }
        if (path == "/index.html") path = "/";
        if (bytes > most_static_bytes || (out.files_.size() == most_static_files && !out.has(path))) {
            return std::unexpected("The folder " + folder.string() + " is too large for a page. Is it the right one?");
        }
        File& file = out.files_[path];
        file.type = path == "/" ? type_of("index.html") : type_of(path);
        file.hashed_name = path.starts_with(hashed_folder);
        file.*form = {std::move(*content), {}};
        (file.*form).tag = tag_of((file.*form).bytes);
    }
    if (error) return std::unexpected("Cannot read the folder " + folder.string() + ": " + error.message() + ".");
    std::erase_if(out.files_, [](const auto& each) { return each.second.identity.tag.empty(); });
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
        choose_coding(request.header("accept-encoding"), !file.gzip.tag.empty(), !file.brotli.tag.empty());
    const Form& form = coding == Coding::brotli ? file.brotli : coding == Coding::gzip ? file.gzip : file.identity;

    Response response;
    response.status = status;
    response.content_type = file.type;
    response.lasting_body = form.bytes;
    if (coding == Coding::brotli) response.headers.emplace_back("Content-Encoding", "br");
    if (coding == Coding::gzip) response.headers.emplace_back("Content-Encoding", "gzip");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    // What is named by its content may be kept; everything else, the page itself above all, leaves nothing in a cache.
    if (!file.hashed_name || status != 200) return response;
    response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
    response.headers.emplace_back("ETag", form.tag);
    if (names_tag(request.header("if-none-match"), form.tag)) {
        response.status = 304;
        response.lasting_body = {};
    }
    return response;
}

}  // namespace holdfast::server
