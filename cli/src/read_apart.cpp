// SPDX-License-Identifier: Apache-2.0
#include "read_apart.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>

#include "apart_limits.hpp"
#include "apart_pipe.hpp"
#include "reader_message.hpp"

namespace holdfast::cli {
namespace {

using Result = std::expected<std::string, ReadError>;
using State = PatientPipe::State;

/// Grey, on white where the picture is transparent.
std::vector<std::byte> grey_of(const Picture& picture) {
    const auto samples = std::as_const(picture).pixels();
    const std::size_t each = bytes_per_pixel(picture.format());
    std::vector<std::byte> grey(samples.size() / each);
    for (std::size_t i = 0; i < grey.size(); ++i) {
        const auto at = samples.subspan(i * each, each);
        unsigned value = at[0];
        if (each >= 3) value = ((299U * at[0]) + (587U * at[1]) + (114U * at[2]) + 500U) / 1000U;
        if (each == 4) value = ((value * at[3]) + (255U * (255U - at[3])) + 127U) / 255U;
        grey[i] = static_cast<std::byte>(value);
    }
    return grey;
}

ReadError error_from(State state, int status) noexcept {
    if (state == State::out_of_time) return ReadError::too_much_time;
    if (state == State::interrupted) return ReadError::interrupted;
    if (status == still_there || !WIFSIGNALED(status)) return ReadError::crashed;
    if (WTERMSIG(status) == SIGXCPU) return ReadError::too_much_time;
    // By the kernel, which does so when the machine has no memory left.
    return WTERMSIG(status) == SIGKILL ? ReadError::too_much_memory : ReadError::crashed;
}

ReadError error_of(ReaderWord word) noexcept {
    switch (word) {
        case ReaderWord::no_reader:
            return ReadError::no_reader;
        case ReaderWord::no_language:
            return ReadError::no_language;
        case ReaderWord::too_much_memory:
            return ReadError::too_much_memory;
        case ReaderWord::unavailable:
            return ReadError::unavailable;
        case ReaderWord::words:
        case ReaderWord::not_read:
            break;
    }
    return ReadError::crashed;
}

/// What the child sent, up to its end; `state` is whole where it sent a whole answer.
Result answer_of(PatientPipe& pipe, const std::function<void(int)>& progress, State& state) {
    std::uint8_t said = 0;
    for (;;) {
        state = pipe.read(std::as_writable_bytes(std::span(&said, 1)));
        if (state != State::whole || said > reader_whole) break;
        if (progress) progress(said);
    }
    if (state != State::whole) return std::unexpected(ReadError::crashed);
    const auto word = static_cast<ReaderWord>(said);
    if (word != ReaderWord::words) return std::unexpected(error_of(word));
    std::array<std::uint8_t, 4> head{};
    state = pipe.read(std::as_writable_bytes(std::span(head)));
    if (state != State::whole) return std::unexpected(ReadError::crashed);
    std::size_t size = 0;
    for (std::size_t i = 0; i < head.size(); ++i) size |= static_cast<std::size_t>(head[i]) << (8 * i);
    if (size > most_reader_bytes) return std::unexpected(ReadError::crashed);
    std::string words(size, '\0');
    state = pipe.read(std::as_writable_bytes(std::span(words)));
    if (state != State::whole) return std::unexpected(ReadError::crashed);
    return words;
}

}  // namespace

std::string_view to_text(ReadError error) noexcept {
    static constexpr std::array<std::string_view, 8> words{"no_reader",       "no_language",   "too_large",
                                                           "too_much_memory", "too_much_time", "crashed",
                                                           "unavailable",     "interrupted"};
    return words[static_cast<std::size_t>(error)];
}

std::string explain(ReadError error, std::string_view language) {
    switch (error) {
        case ReadError::no_reader:
            return "Words in pictures are read with Tesseract 5, which is not installed here: on Debian and Ubuntu, "
                   "`apt install tesseract-ocr`.";
        case ReadError::no_language:
            return "Tesseract has no data for \"" + std::string(language) +
                   "\": on Debian and Ubuntu the package is tesseract-ocr-LANGUAGE, such as tesseract-ocr-eng for "
                   "English or tesseract-ocr-cym for Welsh.";
        case ReadError::too_large:
            return "The picture has too many pixels to be read (40 million at most).";
        case ReadError::too_much_memory:
            return "Reading the picture takes too much memory.";
        case ReadError::too_much_time:
            return "Reading the picture takes too long.";
        case ReadError::unavailable:
            return "Pictures are read in a process of its own with limits, which could not be had here.";
        case ReadError::crashed:
        case ReadError::interrupted:
            break;
    }
    return "Tesseract could not read the picture.";
}

bool is_reading_language(std::string_view text) noexcept {
    constexpr std::size_t longest = 64;
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '+'; };
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, fits) && !text.starts_with('+') &&
           !text.ends_with('+') && !text.contains("++");
}

Result read_words_apart(const Picture& picture, std::string_view language, const std::function<void(int)>& progress,
                        const ReaderLimits& limits, const ReaderProgram& program) {
    constexpr auto unavailable = std::unexpected(ReadError::unavailable);
    if (std::uint64_t{picture.width()} * picture.height() > limits.pixels) return std::unexpected(ReadError::too_large);
    ApartDescriptor input = sealed_memory("pixels", grey_of(picture));
    std::array<int, 2> ends{-1, -1};
    if (!input.is_open() || ::pipe2(ends.data(), O_CLOEXEC) != 0) return unavailable;
    const ApartDescriptor pipe(ends[0]);
    ApartDescriptor output(ends[1]);
    if (!pipe.is_open() || !output.is_open()) return unavailable;
    std::vector<std::string> arguments = program.arguments;
    const ApartOrders orders{
        .parent = ::getpid(), .memory_bytes = limits.memory_bytes, .processor_seconds = limits.processor_seconds};
    for (std::string& each : orders.arguments()) arguments.push_back(std::move(each));
    arguments.push_back(std::to_string(picture.width()));
    arguments.push_back(std::to_string(picture.height()));
    arguments.emplace_back(language);
    const auto child = start_apart(program.path, std::move(arguments), input, output);
    if (!child) return unavailable;
    output.close();
    input.close();

    PatientPipe answers(pipe, std::chrono::seconds(limits.clock_seconds));
    State state = State::whole;
    Result result = answer_of(answers, progress, state);
    const int status = end_apart(*child, state == State::ended);
    if (state != State::whole) return std::unexpected(error_from(state, status));
    return result;
}

}  // namespace holdfast::cli
