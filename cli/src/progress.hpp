// SPDX-License-Identifier: Apache-2.0
// One line on standard error that tells how far many files are. Shown on a terminal alone.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace holdfast::cli {

class Progress {
  public:
    /// `total` units of `unit` ("files", "lines"); 0: not known. Silent for fewer than two, when `quiet`, and where
    /// standard error is no terminal.
    Progress(std::uint64_t total, std::string unit, bool quiet);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress() { hide(); }

    /// Draws at most ten times a second.
    void advance(std::uint64_t by = 1);
    /// Takes the line away, so that something else can be printed.
    void hide();

  private:
    void draw();
    std::uint64_t total_;
    std::string unit_;
    bool enabled_;
    bool shown_ = false;
    std::uint64_t done_ = 0;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point drawn_;
};

}  // namespace holdfast::cli
