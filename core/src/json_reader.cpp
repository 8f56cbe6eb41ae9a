// SPDX-License-Identifier: Apache-2.0
// simdjson's DOM validates and unescapes; its tree is copied into a flat one of our own, so that no header but this
// file knows simdjson and every node can tell its pointer.
#include "holdfast/core/json_reader.hpp"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <ranges>
#include <utility>
#include <vector>

namespace holdfast {
namespace {

constexpr unsigned deepest = 64;
constexpr std::size_t longest_quoted_name = 64;

JsonError translate(simdjson::error_code code) noexcept {
    switch (code) {
        case simdjson::CAPACITY:
            return JsonError::too_long;
        case simdjson::DEPTH_ERROR:
            return JsonError::too_deep;
        case simdjson::UTF8_ERROR:
            return JsonError::not_utf8;
        case simdjson::NUMBER_ERROR:
            return JsonError::number_range;
        case simdjson::MEMALLOC:
            return JsonError::out_of_memory;
        default:
            return JsonError::malformed;
    }
}

bool has_control(std::string_view text) noexcept {
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f;
    });
}

/// Deepest nesting of brackets outside of strings. Counted before simdjson sees the text, because it counts an empty
/// innermost level not at all and reports a bomb that lacks its ends as something else.
unsigned depth_of(std::string_view text) noexcept {
    unsigned depth = 0;
    unsigned most = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            i += c == '\\' ? 1 : 0;
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            most = std::max(most, ++depth);
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
    return most;
}

/// A reference token of RFC 6901.
void append_token(std::string& pointer, std::string_view name) {
    pointer += '/';
    for (const char c : name) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
}

template <class N>
std::string range_text(N least, N most) {
    return std::to_string(least) + " to " + std::to_string(most);
}

/// Precondition: `element` is a T; what type() said, get() gives.
template <class T>
T as(simdjson::dom::element element) {
    T out{};
    [[maybe_unused]] const auto code = element.get(out);
    return out;
}

std::optional<std::string> text_fault(std::string_view text, const TextRule& rule) {
    if (text.size() < rule.least || text.size() > rule.most) {
        return rule.least == rule.most ? "must be " + std::to_string(rule.most) + " bytes long"
                                       : "must be " + range_text(rule.least, rule.most) + " bytes long";
    }
    if (!rule.controls && has_control(text)) {
        return "must not hold control characters";
    }
    return std::nullopt;
}

}  // namespace

std::string_view explain(JsonError error) noexcept {
    switch (error) {
        case JsonError::too_long:
            return "The text is longer than is taken here.";
        case JsonError::too_deep:
            return "The text is nested deeper than is taken here.";
        case JsonError::too_many_members:
            return "An object has more members than are taken here.";
        case JsonError::duplicate_member:
            return "An object names a member twice.";
        case JsonError::not_utf8:
            return "The text is not UTF-8.";
        case JsonError::number_range:
            return "The text holds a number that is not valid or too large.";
        case JsonError::malformed:
            return "The text is not JSON.";
        case JsonError::out_of_memory:
            return "There is not enough memory to read the text.";
    }
    return "The text is not JSON.";
}

void JsonFaults::add(std::string pointer, std::string detail) {
    ++count_;
    if (kept_.size() < most_kept) {
        kept_.push_back({std::move(pointer), std::move(detail)});
    }
}

/// Copies simdjson's tree. Recursion is bounded by JsonLimits::depth.
class JsonTreeBuilder {
  public:
    JsonTreeBuilder(JsonDocument& document, const JsonLimits& limits) : document_(document), limits_(limits) {}

    [[nodiscard]] std::expected<void, JsonError> fill(std::uint32_t at, simdjson::dom::element element) {
        using simdjson::dom::element_type;
        switch (element.type()) {
            case element_type::NULL_VALUE:
                return {};
            case element_type::BOOL:
                set_number(at, JsonDocument::Kind::boolean, as<bool>(element) ? 1 : 0);
                return {};
            case element_type::INT64:
                set_number(at, JsonDocument::Kind::integer, as<std::int64_t>(element));
                return {};
            case element_type::UINT64:
                set_number(at, JsonDocument::Kind::unsigned_integer,
                           std::bit_cast<std::int64_t>(as<std::uint64_t>(element)));
                return {};
            case element_type::DOUBLE:
                set_number(at, JsonDocument::Kind::real, 0);
                return {};
            case element_type::STRING: {
                const auto text = as<std::string_view>(element);
                document_.nodes_[at].kind = JsonDocument::Kind::text;
                document_.nodes_[at].start = keep(text);
                document_.nodes_[at].size = static_cast<std::uint32_t>(text.size());
                return {};
            }
            case element_type::ARRAY:
                return fill_array(at, element);
            case element_type::OBJECT:
                return fill_object(at, element);
        }
        return std::unexpected(JsonError::malformed);
    }

  private:
    void set_number(std::uint32_t at, JsonDocument::Kind kind, std::int64_t number) {
        document_.nodes_[at].kind = kind;
        document_.nodes_[at].number = number;
    }

    std::uint32_t keep(std::string_view text) {
        const auto start = static_cast<std::uint32_t>(document_.text_.size());
        document_.text_ += text;
        return start;
    }

    std::uint32_t open(std::uint32_t at, JsonDocument::Kind kind, std::size_t children) {
        const auto first = static_cast<std::uint32_t>(document_.nodes_.size());
        document_.nodes_[at].kind = kind;
        document_.nodes_[at].start = first;
        document_.nodes_[at].size = static_cast<std::uint32_t>(children);
        document_.nodes_.resize(first + children);
        return first;
    }

    std::expected<void, JsonError> fill_array(std::uint32_t at, simdjson::dom::element element) {
        const auto array = as<simdjson::dom::array>(element);
        std::size_t count = 0;
        for ([[maybe_unused]] const auto child : array) {
            ++count;
        }
        std::uint32_t next = open(at, JsonDocument::Kind::array, count);
        for (const auto child : array) {
            document_.nodes_[next].parent = at;
            if (auto filled = fill(next, child); !filled) {
                return filled;
            }
            ++next;
        }
        return {};
    }

    std::expected<void, JsonError> fill_object(std::uint32_t at, simdjson::dom::element element) {
        const auto object = as<simdjson::dom::object>(element);
        std::size_t count = 0;
        for ([[maybe_unused]] const auto field : object) {
            if (++count > limits_.members) {
                return std::unexpected(JsonError::too_many_members);
            }
        }
        // Sorted: comparing each name with all before it would let a small text of many names take minutes.
        std::vector<std::string_view> names;
        names.reserve(count);
        for (const auto field : object) names.push_back(field.key);
        std::ranges::sort(names);
        if (std::ranges::adjacent_find(names) != names.end()) return std::unexpected(JsonError::duplicate_member);
        std::uint32_t next = open(at, JsonDocument::Kind::object, count);
        for (const auto field : object) {
            document_.nodes_[next].parent = at;
            document_.nodes_[next].name_start = keep(field.key);
            document_.nodes_[next].name_size = static_cast<std::uint32_t>(field.key.size());
            if (auto filled = fill(next, field.value); !filled) {
                return filled;
            }
            ++next;
        }
        return {};
    }

    JsonDocument& document_;
    const JsonLimits& limits_;
};

std::expected<void, JsonError> JsonDocument::parse(std::string_view text, const JsonLimits& limits) {
    nodes_.clear();
    text_.clear();
    if (text.size() > std::min<std::size_t>(limits.bytes, nowhere / 2)) {
        return std::unexpected(JsonError::too_long);
    }
    // simdjson copies the text, and a copy takes no null pointer, not even of nothing.
    if (text.empty()) {
        return std::unexpected(JsonError::malformed);
    }
    const unsigned depth = std::min(limits.depth, deepest);
    if (depth_of(text) > depth) {
        return std::unexpected(JsonError::too_deep);
    }
    simdjson::dom::parser parser;
    if (const auto code = parser.allocate(std::max<std::size_t>(text.size(), 64), depth + 1U);
        code != simdjson::SUCCESS) {
        return std::unexpected(translate(code));
    }
    simdjson::dom::element root;
    if (const auto code = parser.parse(text.data(), text.size(), true).get(root); code != simdjson::SUCCESS) {
        return std::unexpected(translate(code));
    }
    nodes_.emplace_back();
    nodes_[0].parent = nowhere;
    auto filled = JsonTreeBuilder(*this, limits).fill(0, root);
    if (!filled) {
        nodes_.clear();
        text_.clear();
    }
    return filled;
}

JsonObject JsonDocument::object(JsonFaults& faults) const {
    if (nodes_.empty() || nodes_[0].kind != Kind::object) {
        faults.add("", "must be an object");
        return {};
    }
    return {*this, faults, 0};
}

std::string_view JsonDocument::name(const Node& node) const noexcept {
    return std::string_view(text_).substr(node.name_start, node.name_size);
}

std::string JsonDocument::pointer(std::uint32_t node) const {
    std::vector<std::uint32_t> path;
    for (; nodes_[node].parent != nowhere; node = nodes_[node].parent) {
        path.push_back(node);
    }
    std::string out;
    for (const std::uint32_t step : path | std::views::reverse) {
        const Node& parent = nodes_[nodes_[step].parent];
        if (parent.kind == Kind::array) {
            out += '/';
            out += std::to_string(step - parent.start);
        } else {
            append_token(out, name(nodes_[step]));
        }
    }
    return out;
}

std::uint32_t JsonObject::find(std::string_view name) const noexcept {
    if (document_ == nullptr) {
        return JsonDocument::nowhere;
    }
    const auto& self = document_->nodes_[node_];
    for (std::uint32_t child = self.start; child < self.start + self.size; ++child) {
        if (document_->name(document_->nodes_[child]) == name) {
            return child;
        }
    }
    return JsonDocument::nowhere;
}

std::uint32_t JsonObject::member(std::string_view name, JsonDocument::Kind kind, Need need, std::string_view expected) {
    if (document_ == nullptr) {
        return JsonDocument::nowhere;
    }
    const std::uint32_t found = find(name);
    if (found == JsonDocument::nowhere) {
        if (need == Need::required) {
            fault(name, "is missing");
        }
        return found;
    }
    if (document_->nodes_[found].kind != kind) {
        faults_->add(document_->pointer(found), "must be " + std::string(expected));
        return JsonDocument::nowhere;
    }
    return found;
}

std::optional<std::string_view> JsonObject::text(std::string_view name, TextRule rule, Need need) {
    const std::uint32_t found = member(name, JsonDocument::Kind::text, need, "a text");
    if (found == JsonDocument::nowhere) {
        return std::nullopt;
    }
    const auto& node = document_->nodes_[found];
    const auto text = std::string_view(document_->text_).substr(node.start, node.size);
    if (auto wrong = text_fault(text, rule)) {
        faults_->add(document_->pointer(found), std::move(*wrong));
        return std::nullopt;
    }
    return text;
}

std::optional<std::size_t> JsonObject::word(std::string_view name, std::span<const std::string_view> words, Need need) {
    const auto given = text(name, {.most = 65'536, .controls = true}, need);
    if (!given) {
        return std::nullopt;
    }
    if (const auto found = std::ranges::find(words, *given); found != words.end()) {
        return static_cast<std::size_t>(found - words.begin());
    }
    std::string list;
    for (const auto each : words) {
        list += list.empty() ? "" : ", ";
        list += each;
    }
    fault(name, (words.size() == 1 ? "must be " : "must be one of ") + list);
    return std::nullopt;
}

std::optional<std::int64_t> JsonObject::integer(std::string_view name, std::int64_t least, std::int64_t most,
                                                Need need) {
    const std::uint32_t found = find(name);
    if (found != JsonDocument::nowhere) {
        const auto& node = document_->nodes_[found];
        if (node.kind == JsonDocument::Kind::integer && node.number >= least && node.number <= most) {
            return node.number;
        }
    }
    if (document_ != nullptr && (found != JsonDocument::nowhere || need == Need::required)) {
        fault(name,
              found == JsonDocument::nowhere ? "is missing" : "must be a whole number from " + range_text(least, most));
    }
    return std::nullopt;
}

std::optional<bool> JsonObject::boolean(std::string_view name, Need need) {
    const std::uint32_t found = member(name, JsonDocument::Kind::boolean, need, "true or false");
    if (found == JsonDocument::nowhere) {
        return std::nullopt;
    }
    return document_->nodes_[found].number != 0;
}

JsonArray JsonObject::array(std::string_view name, std::size_t least, std::size_t most, Need need) {
    const std::uint32_t found = member(name, JsonDocument::Kind::array, need, "a list");
    if (found == JsonDocument::nowhere) {
        return {};
    }
    const std::size_t size = document_->nodes_[found].size;
    if (size < least || size > most) {
        faults_->add(document_->pointer(found), "must have " + range_text(least, most) + " entries");
        return {};
    }
    return {*document_, *faults_, found};
}

JsonObject JsonObject::object(std::string_view name, Need need) {
    const std::uint32_t found = member(name, JsonDocument::Kind::object, need, "an object");
    return found == JsonDocument::nowhere ? JsonObject{} : JsonObject{*document_, *faults_, found};
}

bool JsonObject::has(std::string_view name) const noexcept {
    return find(name) != JsonDocument::nowhere;
}

void JsonObject::fault(std::string_view name, std::string detail) {
    if (document_ != nullptr) {
        std::string pointer = document_->pointer(node_);
        append_token(pointer, name);
        faults_->add(std::move(pointer), std::move(detail));
    }
}

void JsonObject::only(std::span<const std::string_view> names) {
    if (document_ == nullptr) {
        return;
    }
    const auto& self = document_->nodes_[node_];
    for (std::uint32_t child = self.start; child < self.start + self.size; ++child) {
        const std::string_view name = document_->name(document_->nodes_[child]);
        if (std::ranges::find(names, name) == names.end()) {
            const bool short_name = name.size() <= longest_quoted_name;
            faults_->add(document_->pointer(short_name ? child : node_),
                         short_name ? "is not known here" : "has a member that is not known here");
        }
    }
}

std::size_t JsonArray::size() const noexcept {
    return document_ == nullptr ? 0 : document_->nodes_[node_].size;
}

JsonObject JsonArray::object(std::size_t index) const {
    const auto child = document_->nodes_[node_].start + static_cast<std::uint32_t>(index);
    if (document_->nodes_[child].kind != JsonDocument::Kind::object) {
        faults_->add(document_->pointer(child), "must be an object");
        return {};
    }
    return {*document_, *faults_, child};
}

JsonArray JsonArray::array(std::size_t index, std::size_t least, std::size_t most) const {
    const auto child = document_->nodes_[node_].start + static_cast<std::uint32_t>(index);
    const auto& node = document_->nodes_[child];
    if (node.kind != JsonDocument::Kind::array) {
        faults_->add(document_->pointer(child), "must be a list");
        return {};
    }
    if (node.size < least || node.size > most) {
        faults_->add(document_->pointer(child), "must have " + range_text<std::size_t>(least, most) + " entries");
        return {};
    }
    return {*document_, *faults_, child};
}

std::optional<std::string_view> JsonArray::text(std::size_t index, TextRule rule) const {
    const auto child = document_->nodes_[node_].start + static_cast<std::uint32_t>(index);
    const auto& node = document_->nodes_[child];
    if (node.kind != JsonDocument::Kind::text) {
        faults_->add(document_->pointer(child), "must be a text");
        return std::nullopt;
    }
    const auto text = std::string_view(document_->text_).substr(node.start, node.size);
    if (auto wrong = text_fault(text, rule)) {
        faults_->add(document_->pointer(child), std::move(*wrong));
        return std::nullopt;
    }
    return text;
}

std::optional<std::int64_t> JsonArray::integer(std::size_t index, std::int64_t least, std::int64_t most) const {
    const auto child = document_->nodes_[node_].start + static_cast<std::uint32_t>(index);
    const auto& node = document_->nodes_[child];
    if (node.kind == JsonDocument::Kind::integer && node.number >= least && node.number <= most) {
        return node.number;
    }
    faults_->add(document_->pointer(child), "must be a whole number from " + range_text(least, most));
    return std::nullopt;
}

void JsonArray::fault(std::size_t index, std::string detail) const {
    faults_->add(document_->pointer(document_->nodes_[node_].start + static_cast<std::uint32_t>(index)),
                 std::move(detail));
}

}  // namespace holdfast
