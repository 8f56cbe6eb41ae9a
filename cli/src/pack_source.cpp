// SPDX-License-Identifier: Apache-2.0
#include "pack_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>
#include <vector>

#include "holdfast/sealing/age_armor.hpp"
#include "holdfast/sealing/age_chunks.hpp"
#include "open_file.hpp"
#include "owned_descriptor.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

using sealing::AgeChunks;
using sealing::AgeError;
using Kind = SourceError::Kind;

constexpr std::string_view age_beginning = "age-encryption.org/";
constexpr std::size_t sniffed_bytes = sealing::max_armor_margin_bytes + 64;

struct OpenPack {
    OwnedDescriptor descriptor;
    std::uint64_t bytes = 0;
    std::string name;  // for sentences
};

/// All of `out`, or an error: a file that became shorter while it was read is one.
std::expected<void, SourceError> read_all(const OpenPack& file, std::uint64_t offset, std::span<std::byte> out) {
    while (!out.empty()) {
        const ssize_t got = ::pread(file.descriptor.get(), out.data(), out.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            return std::unexpected(
                SourceError{Kind::unreadable, file.name + " cannot be read: " + reason_of(errno) + "."});
        if (got == 0)
            return std::unexpected(SourceError{Kind::unreadable, file.name + " became shorter while it was read."});
        out = out.subspan(static_cast<std::size_t>(got));
        offset += static_cast<std::uint64_t>(got);
    }
    return {};
}

class PlainSource final : public PackSource {
  public:
    explicit PlainSource(OpenPack file) : file_(std::move(file)) {}
    [[nodiscard]] std::uint64_t size() const noexcept override { return file_.bytes; }
    [[nodiscard]] std::expected<std::size_t, SourceError> read(std::uint64_t offset,
                                                               std::span<std::byte> out) override {
        out = out.first(static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), file_.bytes - offset)));
        if (auto done = read_all(file_, offset, out); !done) return std::unexpected(std::move(done.error()));
        return out.size();
    }
    [[nodiscard]] const std::string& loss() const noexcept override { return loss_; }
    [[nodiscard]] bool is_locked() const noexcept override { return false; }

  private:
    OpenPack file_;
    std::string loss_;
};

class LockedSource final : public PackSource {
  public:
    LockedSource(OpenPack file, AgeChunks chunks) : file_(std::move(file)), chunks_(std::move(chunks)) {}
    ~LockedSource() override { sealing::wipe(plain_); }

    /// Opens the last chunk, which says whether something is missing behind it.
    [[nodiscard]] std::expected<void, SourceError> look_at_end() {
        while (chunks_.count() > 0) {
            auto opened = open_chunk(chunks_.count() - 1);
            if (opened || opened.error().kind != Kind::altered) return opened;
            loss_ = file_.name + " was cut off or changed after it was locked: its end is missing.";
            chunks_.lose_last();
        }
        return {};
    }
    [[nodiscard]] std::uint64_t size() const noexcept override { return chunks_.plain_bytes(); }
    [[nodiscard]] std::expected<std::size_t, SourceError> read(std::uint64_t offset,
                                                               std::span<std::byte> out) override {
        std::size_t filled = 0;
        while (filled < out.size() && offset < size()) {
            if (auto opened = open_chunk(offset / sealing::age_chunk_bytes); !opened) {
                if (filled > 0) return filled;
                return std::unexpected(std::move(opened.error()));
            }
            const std::size_t within = static_cast<std::size_t>(offset % sealing::age_chunk_bytes);
            const std::size_t take = std::min(plain_.size() - within, out.size() - filled);
            std::copy_n(plain_.begin() + static_cast<std::ptrdiff_t>(within), take,
                        out.begin() + static_cast<std::ptrdiff_t>(filled));
            filled += take;
            offset += take;
        }
        return filled;
    }
    [[nodiscard]] const std::string& loss() const noexcept override { return loss_; }
    [[nodiscard]] bool is_locked() const noexcept override { return true; }

  private:
    [[nodiscard]] std::expected<void, SourceError> open_chunk(std::uint64_t index) {
        if (opened_ && *opened_ == index) return {};
        opened_.reset();
        const AgeChunks::Place place = chunks_.place(index);
        sealed_.resize(place.bytes);
        if (auto done = read_all(file_, place.offset, sealed_); !done) return done;
        plain_.clear();
        if (!chunks_.read(index, sealed_, plain_))
            return std::unexpected(SourceError{Kind::altered, file_.name +
                                                                  " was changed after it was locked, at byte " +
                                                                  std::to_string(place.offset) + " or up to " +
                                                                  std::to_string(place.bytes) + " bytes behind it."});
        opened_ = index;
        return {};
    }

    OpenPack file_;
    AgeChunks chunks_;
    std::string loss_;
    std::vector<std::byte> sealed_;
    std::vector<std::byte> plain_;
    std::optional<std::uint64_t> opened_;
};

/// An armored file cannot be read at any place; its binary form, as secret as itself, goes to a file without a name.
PackResult<OpenPack> without_armor(const OpenPack& armored) {
    const char* const wanted = std::getenv("TMPDIR");
    const std::string folder = wanted != nullptr && *wanted != '\0' ? wanted : "/var/tmp";
    OpenPack binary{.descriptor = OwnedDescriptor(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)),
                    .bytes = 0,
                    .name = armored.name};
    const auto unwritable = [&folder] {
        return pack_failure(exit_impossible, "The temporary folder " + printable(folder) +
                                                 " cannot be written to: " + reason_of(errno) + ".");
    };
    if (!binary.descriptor) return unwritable();
    sealing::ArmorReader reader;
    std::vector<std::byte> text(std::size_t{1} << 20U);
    std::vector<std::byte> out;
    const auto put = [&]() -> bool {
        for (std::span<const std::byte> left = out; !left.empty();) {
            const ssize_t done = ::write(binary.descriptor.get(), left.data(), left.size());
            if (done < 0 && errno == EINTR) continue;
            if (done < 0) return false;
            left = left.subspan(static_cast<std::size_t>(done));
        }
        binary.bytes += out.size();
        out.clear();
        return true;
    };
    const auto damaged = [&armored] {
        return pack_failure(exit_no, armored.name + " does not hold: its text armor was changed or cut off.");
    };
    for (std::uint64_t at = 0; at < armored.bytes;) {
        const auto piece =
            std::span(text).first(static_cast<std::size_t>(std::min<std::uint64_t>(text.size(), armored.bytes - at)));
        if (const auto read = read_all(armored, at, piece); !read)
            return pack_failure(exit_impossible, read.error().sentence);
        if (!reader.push(piece, out)) return damaged();
        if (!put()) return unwritable();
        at += piece.size();
    }
    if (!reader.finish(out)) return damaged();
    if (!put()) return unwritable();
    return binary;
}

PackResult<std::unique_ptr<PackSource>> open_locked(OpenPack file, std::span<const sealing::AgeIdentity> identities) {
    if (identities.empty())
        return pack_failure(exit_impossible, file.name + " is locked: name the key that opens it with --identity.");
    std::vector<std::byte> front(
        static_cast<std::size_t>(std::min<std::uint64_t>(file.bytes, sealing::age_front_bytes)));
    if (const auto read = read_all(file, 0, front); !read) return pack_failure(exit_impossible, read.error().sentence);
    auto chunks = AgeChunks::open(front, file.bytes, identities);
    if (!chunks) {
        switch (chunks.error()) {
            case AgeError::no_match:
                return pack_failure(exit_impossible,
                                    file.name + " is locked to other keys than the one given: it cannot be opened.");
            case AgeError::hmac_failure:
            case AgeError::payload_failure:
                return pack_failure(exit_no,
                                    file.name + " does not hold: it was changed or cut off after it was locked.");
            default:
                return pack_failure(exit_impossible,
                                    file.name + " is damaged at its beginning: it cannot be opened with any key.");
        }
    }
    auto source = std::make_unique<LockedSource>(std::move(file), std::move(*chunks));
    if (const auto looked = source->look_at_end(); !looked)
        return pack_failure(exit_impossible, looked.error().sentence);
    return source;
}

/// The file, and as much of its front as says of which kind it is.
struct Sniffed {
    OpenPack file;
    std::vector<std::byte> front;
    [[nodiscard]] bool is_armored() const { return sealing::looks_armored(front); }
    [[nodiscard]] bool is_binary() const {
        const auto begins = std::as_bytes(std::span(age_beginning));
        return front.size() >= begins.size() && std::ranges::equal(std::span(front).first(begins.size()), begins);
    }
};

PackResult<Sniffed> sniff(const std::string& path) {
    // A pipe would make open() wait; it is refused below.
    Sniffed seen{.file = {.descriptor = OwnedDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)),
                          .bytes = 0,
                          .name = printable(path)},
                 .front = {}};
    OpenPack& file = seen.file;
    struct stat about{};
    if (!file.descriptor || ::fstat(file.descriptor.get(), &about) != 0)
        return pack_failure(exit_impossible, file.name + " cannot be read: " + reason_of(errno) + ".");
    if (!S_ISREG(about.st_mode))
        return pack_failure(exit_impossible, file.name + " is no file: a pack is read at several places.");
    file.bytes = static_cast<std::uint64_t>(about.st_size);
    seen.front.resize(static_cast<std::size_t>(std::min<std::uint64_t>(file.bytes, sniffed_bytes)));
    if (const auto read = read_all(file, 0, seen.front); !read)
        return pack_failure(exit_impossible, read.error().sentence);
    return seen;
}

}  // namespace

bool looks_locked(const std::string& path) {
    const auto seen = sniff(path);
    return seen && (seen->is_armored() || seen->is_binary());
}

PackResult<std::unique_ptr<PackSource>> open_pack_source(const std::string& path,
                                                         std::span<const sealing::AgeIdentity> identities) {
    auto seen = sniff(path);
    if (!seen) return std::unexpected(std::move(seen.error()));
    if (seen->is_armored()) {
        auto binary = without_armor(seen->file);
        if (!binary) return std::unexpected(std::move(binary.error()));
        return open_locked(std::move(*binary), identities);
    }
    if (seen->is_binary()) return open_locked(std::move(seen->file), identities);
    return std::make_unique<PlainSource>(std::move(seen->file));
}

}  // namespace holdfast::cli
