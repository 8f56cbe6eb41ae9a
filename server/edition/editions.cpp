// SPDX-License-Identifier: Apache-2.0
#include "edition/editions.hpp"

#define ZLIB_CONST  // zlib reads its input and does not write it
#include <zlib.h>

#include <chrono>
#include <exception>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "holdfast/core/utf8.hpp"
#include "holdfast/sealing/digest.hpp"

namespace holdfast::server {
namespace {

namespace fs = std::filesystem;

fs::path signature_of(const fs::path& file) {
    return fs::path(file) += ".minisig";
}

std::expected<std::string, std::string> read_file(const fs::path& path, std::size_t most) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error) return std::unexpected(path.string() + " cannot be read: " + error.message() + ".");
    if (size > most) return std::unexpected(path.string() + " is larger than " + std::to_string(most) + " bytes.");
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (in.bad() || text.size() != size)
        return std::unexpected(path.string() + " cannot be read, or is being written.");
    return text;
}

/// RFC 1952; empty when memory runs out, and the client then takes the blob as it is.
std::string to_gzip(std::string_view text) {
    z_stream stream{};
    constexpr int gzip_wrapper = 16;
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + gzip_wrapper, MAX_MEM_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        return {};
    }
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<const Bytef*>(text.data());
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.resize(whole ? stream.total_out : 0);
    (void)deflateEnd(&stream);
    return out;
}

std::string why(const EditionKind& kind, sealing::MinisignError error) {
    using enum sealing::MinisignError;
    switch (error) {
        case other_key:
            return "is signed with another key than " + std::string(kind.name) + ".key.";
        case wrong_signature:
            return "does not fit the file: the file was changed after signing, or another key has signed.";
        case wrong_comment:
            return "has a trusted comment that was changed after signing.";
        case malformed_key:
        case malformed_signature:
            break;
    }
    return "is no signature of minisign.";
}

}  // namespace

std::expected<PublishedEdition, std::string> read_edition(const EditionKind& kind, const fs::path& file,
                                                          const sealing::MinisignKey& key) {
    auto text = read_file(file, kind.most_bytes);
    if (!text) return std::unexpected(text.error());
    auto signature =
        read_file(signature_of(file), sealing::most_comment_bytes + sealing::most_trusted_comment_bytes + 512);
    if (!signature) return std::unexpected(signature.error());
    if (!is_utf8(*signature)) return std::unexpected(signature_of(file).string() + " is not UTF-8.");
    // What nobody signed is not even parsed.
    if (const auto checked = sealing::check_minisign(key, sealing::as_bytes(*text), *signature); !checked) {
        return std::unexpected(signature_of(file).string() + " " + why(kind, checked.error()));
    }
    auto mark = kind.read(*text, *signature, key);
    if (!mark) return std::unexpected(file.string() + " " + mark.error());
    PublishedEdition edition;
    edition.mark = std::move(*mark);
    edition.digest = sealing::sha256(*text);
    edition.gzip = to_gzip(*text);
    edition.text = std::move(*text);
    edition.signature = std::move(*signature);
    return edition;
}

void Editions::start() {
    look();
    thread_ = std::thread([this] {
        std::unique_lock lock(mutex_);
        while (!condition_.wait_for(lock, look_every, [this] { return stopping_; })) {
            lock.unlock();
            try {
                look();
            } catch (const std::exception&) {
                // Out of memory, say: the edition before stays, and the next look tries again.
                tell(LogLevel::warning, "not_read", {});
            }
            lock.lock();
        }
    });
}

void Editions::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    condition_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Editions::look() {
    // Taken before reading: a file that is replaced meanwhile is looked at again.
    std::string now = stamp();
    if (now == looked_at_) return;
    auto read = read_edition(kind_, file_, key_);
    looked_at_ = std::move(now);
    const auto before = current();
    if (read && before && read->mark.number < before->mark.number) {
        read = std::unexpected(file_.string() + " is edition " + std::to_string(read->mark.number) + ", and " +
                               std::to_string(before->mark.number) + " was shown already.");
    }
    if (!read) {
        tell(LogLevel::warning, "refused", {{"reason", read.error()}});
        return;
    }
    tell(LogLevel::info, "published", {{"edition", std::to_string(read->mark.number)}, {"day", read->mark.day}});
    auto next = std::make_shared<const PublishedEdition>(std::move(*read));
    const std::lock_guard lock(mutex_);
    current_ = std::move(next);
}

std::shared_ptr<const PublishedEdition> Editions::current() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

void Editions::tell(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
    log_.write(level, std::string(kind_.name) + "." + std::string(event), fields);
}

std::string Editions::stamp() const {
    std::string out = "looked";
    for (const fs::path& path : {file_, signature_of(file_)}) {
        std::error_code error;
        const auto written = fs::last_write_time(path, error);
        const auto size = fs::file_size(path, error);
        out += error ? " " + error.message()
                     : " " + std::to_string(written.time_since_epoch().count()) + " " + std::to_string(size);
    }
    return out;
}

}  // namespace holdfast::server
