// SPDX-License-Identifier: Apache-2.0
// A file or a folder that is there whole or not at all: made beside its place under another name, put on the disk, and
// then renamed, never over something that is there unless that is asked for. What was not finished is removed again;
// after a kill it lies there under the other name, which ends in ".unfinished-" and six characters.
#pragma once

#include <cstddef>
#include <expected>
#include <span>
#include <string>
#include <vector>

#include "owned_descriptor.hpp"

namespace holdfast::cli {

/// For its owner alone.
class NewFile {
  public:
    /// The error is a sentence.
    [[nodiscard]] static std::expected<NewFile, std::string> create(const std::string& path);
    /// In place of the file that is there, with its mode: at any moment the old one or the new one is there, whole.
    /// Precondition: `path` is no link, which would be replaced itself.
    [[nodiscard]] static std::expected<NewFile, std::string> create_in_place_of(const std::string& path);
    NewFile(NewFile&& other) noexcept = default;
    NewFile& operator=(NewFile&&) = delete;
    ~NewFile();

    [[nodiscard]] std::expected<void, std::string> write(std::span<const std::byte> bytes);
    /// On the disk and in its place.
    [[nodiscard]] std::expected<void, std::string> finish();

  private:
    NewFile() = default;
    [[nodiscard]] static std::expected<NewFile, std::string> begin(const std::string& path);
    std::string path_;
    std::string temporary_;
    OwnedDescriptor descriptor_;
    bool replaces_ = false;
};

/// For its owner alone.
class NewFolder {
  public:
    [[nodiscard]] static std::expected<NewFolder, std::string> create(const std::string& path);
    NewFolder(NewFolder&& other) noexcept = default;
    NewFolder& operator=(NewFolder&&) = delete;
    ~NewFolder();

    /// Begins a file at `path` below the folder, making the folders between; nothing may be there. Precondition:
    /// fault_of_path() finds nothing in `path`.
    [[nodiscard]] std::expected<void, std::string> begin(const std::string& path);
    [[nodiscard]] std::expected<void, std::string> write(std::span<const std::byte> bytes);
    /// On the disk and in its place.
    [[nodiscard]] std::expected<void, std::string> finish();

  private:
    NewFolder() = default;
    std::string path_;
    std::string temporary_;
    OwnedDescriptor file_;
    std::string file_name_;
};

}  // namespace holdfast::cli
