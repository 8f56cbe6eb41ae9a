// SPDX-License-Identifier: Apache-2.0
// One command's change of a case in a folder: the case is changed as a value, each step noted for its log, files are
// staged beside their places, and commit() makes all of it happen, or nothing (case_pending.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "case_folder.hpp"
#include "case_pending.hpp"
#include "holdfast/evidence/custody_log.hpp"

namespace holdfast::cli {

class CaseEdit {
  public:
    /// Opens and locks the folder, and tidies away what unfinished changes have left. Refuses the folder of a pack,
    /// which is read and sealed, never changed.
    [[nodiscard]] static PackResult<CaseEdit> open(const std::string& path, const evidence::Moment& now);
    CaseEdit(CaseEdit&&) = default;
    CaseEdit& operator=(CaseEdit&&) = delete;
    /// Removes what was staged and not committed.
    ~CaseEdit();

    [[nodiscard]] evidence::Case& of() noexcept { return folder_.of; }
    [[nodiscard]] evidence::CaseFacts& facts() noexcept;
    [[nodiscard]] const CaseFolder& folder() const noexcept { return folder_; }
    [[nodiscard]] const evidence::Moment& now() const noexcept { return now_; }

    /// A line for the log, in their order; its time is now().
    void note(evidence::LogEntry entry);

    /// A new file at `path` ("items/0001.png"), to be written by the caller and put on the disk before commit().
    /// Refused where something lies at `path` already.
    [[nodiscard]] PackResult<OwnedDescriptor> stage(const std::string& path);
    /// A staged file gets another name; before it the caller may not have known which.
    [[nodiscard]] PackResult<void> rename_staged(const std::string& from, const std::string& to);
    /// The same with its text, which is put on the disk.
    [[nodiscard]] PackResult<void> stage_text(const std::string& path, std::string_view text);
    /// A file of the case gets another place; gone: it is deleted. Both at commit().
    [[nodiscard]] PackResult<void> move(const std::string& from, const std::string& to);
    void drop(const std::string& path) { change_.gone.push_back(path); }

    /// Once. The case must keep every rule and agree with its log. When this returns well, the change survives a kill
    /// and a loss of power.
    [[nodiscard]] PackResult<void> commit();

  private:
    CaseEdit(CaseFolder folder, const evidence::Moment& now) : folder_(std::move(folder)), now_(now) {}
    [[nodiscard]] PackResult<void> refuse_taken(const std::string& path) const;
    CaseFolder folder_;
    evidence::Moment now_;
    std::vector<evidence::LogEntry> entries_;
    std::vector<std::string> staged_;
    PendingChange change_;
};

/// Digits alone.
[[nodiscard]] std::optional<std::uint32_t> whole_number(std::string_view text);
/// "3" or "HF/3", as exhibits are named to the commands.
[[nodiscard]] std::optional<std::uint32_t> exhibit_number(std::string_view text, const std::string& prefix);
/// `what` is not in the case, and where to see what is.
[[nodiscard]] PackFailure not_in_case(const std::string& what);

}  // namespace holdfast::cli
