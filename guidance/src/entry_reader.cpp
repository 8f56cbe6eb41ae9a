// SPDX-License-Identifier: Apache-2.0
#include "entry_reader.hpp"

#include <utility>

namespace holdfast::guidance {

std::string read_string(JsonObject& object, std::string_view name, Need need) {
    const auto text = object.text(name, {.least = 1, .most = 4'000, .controls = true}, need);
    return text ? std::string(*text) : std::string();
}

std::chrono::sys_days read_day(JsonObject& object, std::string_view name) {
    const auto text = object.text(name, {.least = 10, .most = 10});
    if (!text) return {};
    const auto day = day_from_text(*text);
    if (!day) object.fault(name, "must be a day such as 2026-11-22");
    return day.value_or(std::chrono::sys_days{});
}

Text read_text(JsonObject object) {
    Text text;
    if (!object.exists()) return text;
    object.only(language_names);
    for (std::size_t i = 0; i < languages; ++i)
        text.words[i] = read_string(object, language_names[i], i == 0 ? Need::required : Need::optional);
    return text;
}

Text read_text(JsonObject& object, std::string_view name, Need need) {
    return read_text(object.object(name, need));
}

std::vector<Text> read_texts(JsonObject& object, std::string_view name) {
    std::vector<Text> texts;
    const auto array = object.array(name, 0, most_items, Need::optional);
    texts.reserve(array.size());
    for (std::size_t i = 0; i < array.size(); ++i) texts.push_back(read_text(array.object(i)));
    return texts;
}

Words read_words(JsonObject& object, std::string_view name, Need need) {
    Words words;
    words.by_audience[0] = read_text(object, name, need);
    for (std::size_t a = 1; a < audiences; ++a) {
        auto own = object.object(audience_names[a], Need::optional);
        if (own.exists()) words.by_audience[a] = read_text(own, name, Need::optional);
    }
    return words;
}

std::vector<std::string> read_list(JsonObject& object, std::string_view name) {
    std::vector<std::string> list;
    const auto array = object.array(name, 0, most_items, Need::optional);
    for (std::size_t i = 0; i < array.size(); ++i)
        if (const auto text = array.text(i, {.least = 1, .most = 200})) list.emplace_back(*text);
    return list;
}

std::vector<std::size_t> read_word_list(JsonObject& object, std::string_view name,
                                        std::span<const std::string_view> words, Need need) {
    std::vector<std::size_t> list;
    const auto array = object.array(name, need == Need::required ? 1 : 0, most_items, need);
    for (std::size_t i = 0; i < array.size(); ++i) {
        const auto text = array.text(i);
        if (!text) continue;
        const auto found = std::ranges::find(words, *text);
        if (found == words.end())
            array.fault(i, "is not known here");
        else
            list.push_back(static_cast<std::size_t>(found - words.begin()));
    }
    return list;
}

std::vector<Purpose> read_purposes(JsonObject& object, std::string_view name, Need need) {
    std::vector<Purpose> purposes;
    for (const std::size_t word : read_word_list(object, name, purpose_names, need))
        purposes.push_back(static_cast<Purpose>(word));
    return purposes;
}

std::vector<Source> read_sources(JsonObject& object, std::string_view name) {
    std::vector<Source> sources;
    const auto array = object.array(name, 0, most_items, Need::optional);
    for (std::size_t i = 0; i < array.size(); ++i) {
        auto source = array.object(i);
        sources.push_back({.url = read_string(source, "url"),
                           .read = read_day(source, "read"),
                           .how = read_string(source, "how"),
                           .says = read_string(source, "says")});
    }
    return sources;
}

Provenance read_provenance(JsonObject& object, std::span<const std::string_view> fields,
                           std::optional<std::chrono::sys_days> review_by) {
    Provenance provenance;
    provenance.sources = read_sources(object, "source");
    if (const auto sure = object.word("sure", sureness_names)) provenance.sure = static_cast<Sureness>(*sure);
    if (auto unsure = object.object("unsure", Need::optional); unsure.exists()) {
        unsure.only(fields);
        for (const auto field : fields)
            if (const auto sure = unsure.word(field, sureness_names, Need::optional))
                provenance.unsure.push_back({.field = std::string(field), .sure = static_cast<Sureness>(*sure)});
    }
    provenance.check_at = read_string(object, "check_at", Need::optional);
    provenance.review_by = review_by ? *review_by : read_day(object, "review_by");
    if (provenance.sure == Sureness::seen && provenance.sources.empty())
        object.fault("source", "must name a source, because the entry says that it was seen");
    if ((provenance.sure != Sureness::seen || !provenance.unsure.empty()) && provenance.check_at.empty())
        object.fault("check_at", "must say where to check what was not seen");
    return provenance;
}

}  // namespace holdfast::guidance
