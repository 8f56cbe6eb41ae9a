// SPDX-License-Identifier: Apache-2.0
// The process that read_apart.hpp starts: it opens Tesseract by its C functions, gives up the rest, and reads.
#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <span>

#include "apart_limits.hpp"
#include "exit_code.hpp"
#include "read_apart.hpp"
#include "reader_message.hpp"

namespace holdfast::cli {
namespace {

// capi.h of Tesseract 5, which keeps these for its major version.
struct Reader;
struct Monitor;
constexpr const char* library = "libtesseract.so.5";
constexpr int one_column = 4;  // PSM_SINGLE_COLUMN: a screen is read from top to bottom
constexpr int usual_resolution = 300;

struct Functions {
    Reader* (*create)() = nullptr;
    int (*init)(Reader*, const char* data, const char* language) = nullptr;
    char** (*loaded_languages)(const Reader*) = nullptr;
    void (*set_layout)(Reader*, int mode) = nullptr;
    void (*set_image)(Reader*, const unsigned char* pixels, int width, int height, int bytes_per_pixel,
                      int bytes_per_line) = nullptr;
    void (*set_resolution)(Reader*, int pixels_per_inch) = nullptr;
    Monitor* (*create_monitor)() = nullptr;
    void (*set_progress)(Monitor*, bool (*)(Monitor*, int, int, int, int)) = nullptr;
    int (*progress)(Monitor*) = nullptr;
    int (*recognise)(Reader*, Monitor*) = nullptr;
    char* (*text)(Reader*) = nullptr;
};

template <class Function>
bool find(void* opened, const char* name, Function& function) noexcept {
    function = reinterpret_cast<Function>(::dlsym(opened, name));
    return function != nullptr;
}

bool open_library(Functions& all) noexcept {
    void* const opened = ::dlopen(library, RTLD_NOW | RTLD_LOCAL);
    return opened != nullptr && find(opened, "TessBaseAPICreate", all.create) &&
           find(opened, "TessBaseAPIInit3", all.init) &&
           find(opened, "TessBaseAPIGetLoadedLanguagesAsVector", all.loaded_languages) &&
           find(opened, "TessBaseAPISetPageSegMode", all.set_layout) &&
           find(opened, "TessBaseAPISetImage", all.set_image) &&
           find(opened, "TessBaseAPISetSourceResolution", all.set_resolution) &&
           find(opened, "TessMonitorCreate", all.create_monitor) &&
           find(opened, "TessMonitorSetProgressFunc", all.set_progress) &&
           find(opened, "TessMonitorGetProgress", all.progress) &&
           find(opened, "TessBaseAPIRecognize", all.recognise) && find(opened, "TessBaseAPIGetUTF8Text", all.text);
}

void say(std::uint8_t byte) noexcept {
    write_to_parent(std::as_bytes(std::span(&byte, 1)));
}
[[noreturn]] void end_with(ReaderWord word) noexcept {
    say(static_cast<std::uint8_t>(word));
    ::_exit(exit_done);
}
[[noreturn]] void memory_was_refused() {
    end_with(ReaderWord::too_much_memory);
}

Functions tesseract;

bool tell_progress(Monitor* monitor, int /*left*/, int /*right*/, int /*top*/, int /*bottom*/) {
    const int percent = tesseract.progress(monitor);
    if (percent >= 0 && percent <= reader_whole) say(static_cast<std::uint8_t>(percent));
    return false;
}

/// Tesseract goes on with a warning where one of several languages is missing.
bool has_all_languages(const Reader* reader, std::string_view asked) noexcept {
    char** const loaded = tesseract.loaded_languages(reader);
    std::size_t count = 0;
    while (loaded != nullptr && loaded[count] != nullptr) ++count;
    return count >= 1 + static_cast<std::size_t>(std::ranges::count(asked, '+'));
}

struct Task {
    ApartOrders orders;
    int width = 0;
    int height = 0;
    const char* language = "";
};

std::optional<Task> read_task(std::span<char* const> arguments) noexcept {
    if (arguments.size() != ApartOrders::count + 3) return std::nullopt;
    const auto orders = ApartOrders::read(arguments.first(ApartOrders::count));
    const auto width = number_from(arguments[3]);
    const auto height = number_from(arguments[4]);
    if (!orders || !width || !height || *width == 0 || *height == 0 || *width > max_picture_side ||
        *height > max_picture_side || !is_reading_language(arguments[5]))
        return std::nullopt;
    return Task{.orders = *orders,
                .width = static_cast<int>(*width),
                .height = static_cast<int>(*height),
                .language = arguments[5]};
}

}  // namespace

int run_reader_process(int count, char** arguments) {
    constexpr int first = 2;  // behind the program's name and reader_process_name
    const auto task = read_task(std::span(arguments, static_cast<std::size_t>(count)).subspan(first));
    if (!task) return exit_usage;
    if (!end_with_parent(task->orders)) end_with(ReaderWord::unavailable);
    const auto pixels = map_standard_input();
    const auto size = static_cast<std::size_t>(task->width) * static_cast<std::size_t>(task->height);
    if (!pixels || pixels->size() != size) end_with(ReaderWord::unavailable);

    // One thread is as fast for a screen of text, and takes less.
    ::setenv("OMP_THREAD_LIMIT", "1", 1);
    if (!open_library(tesseract)) end_with(ReaderWord::no_reader);
    Reader* const reader = tesseract.create();
    if (reader == nullptr) end_with(ReaderWord::unavailable);
    if (tesseract.init(reader, nullptr, task->language) != 0 || !has_all_languages(reader, task->language))
        end_with(ReaderWord::no_language);
    if (!give_up_the_rest(task->orders, memory_was_refused)) end_with(ReaderWord::unavailable);

    tesseract.set_layout(reader, one_column);
    tesseract.set_image(reader, reinterpret_cast<const unsigned char*>(pixels->data()), task->width, task->height, 1,
                        task->width);
    tesseract.set_resolution(reader, usual_resolution);
    Monitor* const monitor = tesseract.create_monitor();
    tesseract.set_progress(monitor, tell_progress);
    const char* const text = tesseract.recognise(reader, monitor) == 0 ? tesseract.text(reader) : nullptr;
    if (text == nullptr) end_with(ReaderWord::not_read);
    const std::string_view words(text, ::strnlen(text, most_reader_bytes));
    say(static_cast<std::uint8_t>(ReaderWord::words));
    for (unsigned shift = 0; shift < 32; shift += 8) say(static_cast<std::uint8_t>(words.size() >> shift));
    write_to_parent(std::as_bytes(std::span(words)));
    ::_exit(exit_done);
}

}  // namespace holdfast::cli
