// SPDX-License-Identifier: Apache-2.0
// A private folder that goes with its object.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace holdfast::store {

class ScratchFolder {
  public:
    // In memory where there is such a place: these tests are about what is written, not about how fast a disk syncs.
    ScratchFolder() {
        const char* memory = "/dev/shm";
        const std::filesystem::path above =
            ::access(memory, W_OK) == 0 ? std::filesystem::path(memory) : std::filesystem::temp_directory_path();
        std::string pattern = (above / "holdfast-store-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no scratch folder");
        path_ = pattern;
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace holdfast::store
