// SPDX-License-Identifier: Apache-2.0
// The words in a picture, read by Tesseract in a process of its own. Tesseract is large, and the picture a stranger's:
// so it never sees the file, whose pixels are decoded before by `media`, but raw grey samples; it loads its data before
// it looks at the first of them; and then it holds itself to the limits and the fence of apart_limits.hpp, without
// files, network and other programs. What it sends back is checked as if a stranger had sent it.
//
// The library is opened when it is asked for and not linked: nothing else needs it, and a machine without it has all of
// the command but this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "apart_process.hpp"
#include "holdfast/imaging/picture.hpp"

namespace holdfast::cli {

/// First argument of the command in that process. It stands in no help: a person has no use for it.
inline constexpr std::string_view reader_process_name = "read-apart";

enum class ReadError : std::uint8_t {
    no_reader,        ///< the library is not installed
    no_language,      ///< the data of a language is not installed
    too_large,        ///< more pixels than ReaderLimits
    too_much_memory,  ///< more than ReaderLimits
    too_much_time,    ///< more than ReaderLimits
    crashed,          ///< it ended, or sent what nobody sends
    unavailable,      ///< no process, or no fence around it
    interrupted,      ///< a signal has come (interrupt.hpp)
};
/// "no_reader" and so on.
[[nodiscard]] std::string_view to_text(ReadError error) noexcept;
/// A sentence, with what helps.
[[nodiscard]] std::string explain(ReadError error, std::string_view language);

struct ReaderLimits {
    std::uint64_t pixels = 40'000'000;  ///< a long screenshot has 20 million
    std::uint64_t memory_bytes = std::uint64_t{2} << 30U;
    std::uint64_t processor_seconds = 240;
    std::uint32_t clock_seconds = 900;  ///< for one that waits, or a machine that is busy
};
/// What is started; tests start others. The arguments are followed by ApartOrders, width, height and language.
struct ReaderProgram {
    std::string path = own_program;
    std::vector<std::string> arguments{"holdfast", std::string(reader_process_name)};
};

/// "eng", or several joined by +: "eng+cym".
[[nodiscard]] bool is_reading_language(std::string_view text) noexcept;

/// `picture`: any format, as it is shown. `progress` is told percents. The text is as Tesseract gave it
/// (evidence/machine_read.hpp makes it fit), at most a MiB. Cost: seconds for a screen of text.
[[nodiscard]] std::expected<std::string, ReadError> read_words_apart(const Picture& picture, std::string_view language,
                                                                     const std::function<void(int)>& progress,
                                                                     const ReaderLimits& limits = {},
                                                                     const ReaderProgram& program = {});

/// Gives the exit code of a process that was started wrongly: exit_usage. Otherwise does not return.
int run_reader_process(int count, char** arguments);

}  // namespace holdfast::cli
