// SPDX-License-Identifier: Apache-2.0
// The files in an archive (ZIP), to choose single ones by. Of what is not chosen no byte is unpacked.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "holdfast/evidence/archive_members.hpp"
#include "holdfast/evidence/exhibit.hpp"
#include "open_file.hpp"
#include "owned_descriptor.hpp"
#include "pack_failure.hpp"

namespace holdfast::cli {

/// Whether the file can be read and is a ZIP file by its content.
[[nodiscard]] bool is_archive(const std::string& path);

class Archive {
  public:
    /// Its directory alone.
    [[nodiscard]] static PackResult<Archive> read(const std::string& path);
    [[nodiscard]] const std::vector<evidence::MemberPlace>& members() const noexcept { return members_; }
    /// By its name in the archive; where none is called that, by its number in members(), from 1.
    [[nodiscard]] const evidence::MemberPlace* find(const std::string& typed) const;
    /// What the members are taken out of: reads all of it.
    [[nodiscard]] PackResult<evidence::WholeFile> whole(bool quiet) const;
    /// One member's bytes as a file in memory, which open_path() names while the descriptor is open; never more of
    /// them than the directory says.
    [[nodiscard]] PackResult<OwnedDescriptor> unpacked(const evidence::MemberPlace& member) const;

  private:
    Archive(std::string path, std::unique_ptr<OpenFile> file) : path_(std::move(path)), file_(std::move(file)) {}
    std::string path_;
    std::unique_ptr<OpenFile> file_;
    std::uint64_t end_ = 0;  ///< of the members: where the directory begins
    std::vector<evidence::MemberPlace> members_;
};

/// What a member is called as a file: what stands behind its last slash.
[[nodiscard]] std::string file_name_of(const evidence::MemberPlace& member);

/// What `case add ARCHIVE --list` prints: a line, or with `json` an object, for each member.
[[nodiscard]] std::string list_of(const Archive& archive, bool json);

}  // namespace holdfast::cli
