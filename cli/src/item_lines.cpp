// SPDX-License-Identifier: Apache-2.0
#include "item_lines.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/core/json_writer.hpp"
#include "holdfast/core/utf8.hpp"
#include "holdfast/store/words.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {
namespace {

constexpr std::array<std::string_view, 8> csv_columns{"item",    "media", "state",   "reason",
                                                      "created", "kind",  "quality", "code"};
constexpr std::array<std::string_view, 2> media_words{word_of(store::MediaType::picture),
                                                      word_of(store::MediaType::video)};
// What `holdfast fingerprint --json` says of a file beside its signals; none of it is kept.
constexpr std::array<std::string_view, 7> file_members{"file",        "format",  "width",   "height",
                                                       "orientation", "damaged", "animated"};
constexpr std::array<std::string_view, 5> item_members{"item", "media", "state", "reason", "created"};
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view bad_code = "the code must be 64 lower-case hexadecimal digits";
constexpr std::string_view bad_kind = "the kind must be pdq, pdq-r1 or pdq-c1";
constexpr std::string_view bad_quality = "the quality must be a whole number from 0 to 100";
constexpr std::string_view no_quality = "no quality is given (--quality gives one to all such lines)";

std::expected<int, std::string> quality_from(std::string_view text, std::optional<int> otherwise) {
    if (text.empty()) {
        if (otherwise) return *otherwise;
        return std::unexpected(std::string(no_quality));
    }
    int value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size() || value < 0 || value > 100) {
        return std::unexpected(std::string(bad_quality));
    }
    return value;
}

std::expected<Signal, std::string> signal_from(std::string_view kind, std::string_view code, int quality) {
    const auto kind_value = kind.empty() ? FingerprintKind::pdq : kind_from_text(kind);
    if (!kind_value) return std::unexpected(std::string(bad_kind));
    const auto code_value = code_from_hex(code);
    if (!code_value) return std::unexpected(std::string(bad_code));
    return Signal{*kind_value, static_cast<std::uint8_t>(quality), *code_value};
}

std::string trimmed(std::string_view text) {
    const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
    const std::size_t last = text.find_last_not_of(" \t");
    return std::string(last == std::string_view::npos ? std::string_view{} : text.substr(first, last - first + 1));
}

}  // namespace

std::optional<LineFormat> format_for(std::string_view format, std::string_view file) noexcept {
    if (!format.empty()) return format == "csv" ? LineFormat::csv : LineFormat::jsonl;
    for (const std::string_view ending : {".jsonl", ".ndjson", ".json"}) {
        if (file.ends_with(ending)) return LineFormat::jsonl;
    }
    return std::nullopt;
}

std::expected<std::vector<std::string>, std::string> csv_fields(std::string_view line) {
    std::vector<std::string> fields;
    while (true) {
        std::string field;
        if (line.starts_with('"')) {
            line.remove_prefix(1);
            while (true) {
                const std::size_t quote = line.find('"');
                if (quote == std::string_view::npos) return std::unexpected("a quoted field is not closed");
                field.append(line.substr(0, quote));
                line.remove_prefix(quote + 1);
                if (!line.starts_with('"')) break;
                field.push_back('"');
                line.remove_prefix(1);
            }
            if (!line.empty() && line.front() != ',') return std::unexpected("something follows a quoted field");
        } else {
            const std::size_t end = std::min(line.find(','), line.size());
            field = line.substr(0, end);
            line.remove_prefix(end);
        }
        fields.push_back(std::move(field));
        if (line.empty()) return fields;
        line.remove_prefix(1);
    }
}

std::string csv_field(std::string_view text) {
    if (text.find_first_of("\",\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted.push_back('"');
        quoted.push_back(c);
    }
    return quoted + "\"";
}

std::expected<std::optional<ItemLine>, std::string> ItemLineReader::read(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() > max_line_bytes) return std::unexpected("the line is longer than 65,536 bytes");
    const bool first = !std::exchange(begun_, true);
    if (first && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    if (!is_utf8(line)) {
        hopeless_ = first;
        if (first && (line.starts_with("\xFF\xFE") || line.starts_with("\xFE\xFF"))) {
            return std::unexpected("this is UTF-16 text; save the list as UTF-8");
        }
        return std::unexpected(first ? "this is no list: it is not UTF-8 text" : "the line is not UTF-8 text");
    }
    const std::size_t start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos) return std::nullopt;
    if (!format_) format_ = line[start] == '{' || line[start] == '[' ? LineFormat::jsonl : LineFormat::csv;
    return format_ == LineFormat::csv ? read_csv(line) : read_json(line);
}

std::expected<std::optional<ItemLine>, std::string> ItemLineReader::read_csv(std::string_view line) {
    const auto fields = csv_fields(line);
    if (!fields) return std::unexpected(fields.error());
    if (columns_.empty()) {
        if (fields->size() == 1 && code_from_hex(trimmed(fields->front()))) {
            columns_ = {"code"};  // a bare list of codes
        } else {
            for (const std::string& name : *fields) columns_.push_back(trimmed(name));
            if (std::ranges::find(columns_, "code") == columns_.end()) {
                hopeless_ = true;
                return std::unexpected("the first line must name the columns, among them code");
            }
            for (const std::string& name : columns_) {
                if (std::ranges::find(csv_columns, name) != csv_columns.end() &&
                    std::ranges::count(columns_, name) == 1) {
                    continue;
                }
                hopeless_ = true;
                return std::unexpected(
                    "a column name is unknown or given twice; there are item, media, state, reason, created, "
                    "kind, quality, code");
            }
            return std::nullopt;
        }
    }
    if (fields->size() != columns_.size()) {
        return std::unexpected("there are " + std::to_string(fields->size()) + " fields, and the first line names " +
                               std::to_string(columns_.size()) + " columns");
    }
    const auto field = [&](std::string_view name) {
        const auto at = std::ranges::find(columns_, name);
        return at == columns_.end() ? std::string()
                                    : trimmed((*fields)[static_cast<std::size_t>(at - columns_.begin())]);
    };
    ItemLine read;
    const auto quality = quality_from(field("quality"), quality_);
    if (!quality) return std::unexpected(quality.error());
    const auto signal = signal_from(field("kind"), field("code"), *quality);
    if (!signal) return std::unexpected(signal.error());
    read.signals.push_back(*signal);
    const std::string media = field("media");
    if (!media.empty() && std::ranges::find(media_words, media) == media_words.end()) {
        return std::unexpected("the media must be picture or video");
    }
    if (media == "video") read.media = store::MediaType::video;
    read.item = field("item");
    return read;
}

std::expected<std::optional<ItemLine>, std::string> ItemLineReader::read_json(std::string_view line) const {
    JsonDocument document;
    if (const auto parsed = document.parse(line, {.bytes = max_line_bytes}); !parsed) {
        return std::unexpected(std::string(explain(parsed.error())));
    }
    JsonFaults faults;
    JsonObject root = document.object(faults);
    const auto read_signal = [&](JsonObject& object) -> std::expected<Signal, std::string> {
        const auto code = object.text("code");
        const auto kind = object.text("kind", {}, Need::optional);
        const auto quality = object.integer("quality", 0, 100, quality_ ? Need::optional : Need::required);
        if (!faults.empty()) return std::unexpected(std::string());
        return signal_from(kind.value_or(""), *code, static_cast<int>(quality.value_or(quality_.value_or(0))));
    };
    if (root.has("error")) {
        const auto file = root.text("file", {.controls = true}, Need::optional);
        const auto why = root.text("explanation", {.controls = true}, Need::optional);
        return std::unexpected("no fingerprint was made of " + printable(file.value_or("the file")) + ": " +
                               printable(why.value_or("the line does not say why.")));
    }
    ItemLine read;
    const auto media = root.word("media", media_words, Need::optional);
    if (media == std::size_t{1}) read.media = store::MediaType::video;
    read.damaged = root.boolean("damaged", Need::optional).value_or(false);
    std::string problem;
    const auto take = [&](JsonObject object) {
        auto signal = read_signal(object);
        if (signal) {
            read.signals.push_back(*signal);
        } else if (problem.empty()) {
            problem = signal.error();
        }
    };
    if (root.has("signals")) {
        // The codes of a turned picture (`forms`) are not taken: lookups ask with them.
        constexpr std::array<std::string_view, 4> signal_members{"code", "kind", "quality", "forms"};
        std::vector<std::string_view> members{"signals"};
        members.insert(members.end(), item_members.begin(), item_members.end());
        members.insert(members.end(), file_members.begin(), file_members.end());
        root.only(members);
        const JsonArray signals = root.array("signals", 1, max_signals_an_item);
        for (std::size_t i = 0; i < signals.size() && faults.empty(); ++i) {
            JsonObject object = signals.object(i);
            object.only(signal_members);
            take(object);
        }
    } else if (root.exists()) {
        root.only(csv_columns);
        take(root);
    }
    if (!faults.empty()) {
        const JsonFault& first = faults.kept().front();
        return std::unexpected((first.pointer.empty() ? "the line" : first.pointer) + " " + first.detail);
    }
    if (!problem.empty()) return std::unexpected(problem);
    return read;
}

std::string item_header(LineFormat format) {
    if (format == LineFormat::jsonl) return {};
    std::string line;
    for (const std::string_view name : csv_columns) line.append(line.empty() ? "" : ",").append(name);
    return line + "\n";
}

std::string item_lines(LineFormat format, const store::Item& item) {
    const std::string_view media = word_of(item.media);
    if (format == LineFormat::jsonl) {
        JsonWriter json;
        json.object().key("item").value(to_hex(item.id)).key("media").value(media);
        json.key("state").value(word_of(item.state)).key("reason").value(item.reason);
        json.key("created").value(to_rfc3339(item.created)).key("signals").array();
        for (const Signal& signal : item.signals) {
            json.object().key("kind").value(to_text(signal.kind)).key("code").value(to_hex(signal.code));
            json.key("quality").value(static_cast<unsigned>(signal.quality)).end();
        }
        return json.end().end().take() + "\n";
    }
    std::string lines;
    for (const Signal& signal : item.signals) {
        lines.append(to_hex(item.id)).append(",").append(media).append(",").append(word_of(item.state)).append(",");
        lines.append(csv_field(item.reason)).append(",").append(to_rfc3339(item.created)).append(",");
        lines.append(to_text(signal.kind)).append(",").append(std::to_string(signal.quality)).append(",");
        lines.append(to_hex(signal.code)).append("\n");
    }
    return lines;
}

}  // namespace holdfast::cli
