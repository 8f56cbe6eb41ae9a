// SPDX-License-Identifier: Apache-2.0
// Short questions to an answer's body.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/server/request.hpp"

namespace holdfast::server::tests {

/// Text member of the body's object, or "".
inline std::string text_of(std::string_view body, std::string_view name) {
    JsonDocument document;
    JsonFaults faults;
    EXPECT_TRUE(document.parse(body)) << body;
    return std::string(document.object(faults).text(name, {.controls = true}).value_or(""));
}

inline std::int64_t number_of(std::string_view body, std::string_view name) {
    JsonDocument document;
    JsonFaults faults;
    EXPECT_TRUE(document.parse(body)) << body;
    return document.object(faults).integer(name, INT64_MIN, INT64_MAX).value_or(INT64_MIN);
}

/// Member `name` of each object in the list `list`.
inline std::vector<std::string> texts_of(std::string_view body, std::string_view list, std::string_view name) {
    JsonDocument document;
    JsonFaults faults;
    EXPECT_TRUE(document.parse(body, {.bytes = body.size()})) << body;
    std::vector<std::string> out;
    const auto array = document.object(faults).array(list, 0, 1'000'000);
    for (std::size_t i = 0; i < array.size(); ++i) {
        out.emplace_back(array.object(i).text(name, {.controls = true}, Need::optional).value_or(""));
    }
    return out;
}

/// The word of a problem document, or "" when the answer is none.
inline std::string problem_word(const Response& response) {
    constexpr std::string_view prefix = "urn:holdfast:problem:";
    if (response.content_type != "application/problem+json") {
        return "";
    }
    const std::string type = text_of(response.body, "type");
    EXPECT_TRUE(type.starts_with(prefix)) << response.body;
    EXPECT_EQ(number_of(response.body, "status"), response.status);
    return type.substr(prefix.size());
}

inline std::string header_of(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
        if (key == name) {
            return value;
        }
    }
    return "";
}

/// Status and, of a refusal, its word: "422 invalid".
inline std::string verdict(const Response& response) {
    const std::string word = response.status >= 400 ? problem_word(response) : "";
    return std::to_string(response.status) + (word.empty() ? "" : " " + word);
}

/// Pointers of an `invalid`.
inline std::vector<std::string> pointers(const Response& response) {
    return texts_of(response.body, "errors", "pointer");
}

}  // namespace holdfast::server::tests
