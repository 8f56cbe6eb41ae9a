// SPDX-License-Identifier: Apache-2.0
// The handbook as it is compiled from data/, read once, and answers of its door taken apart.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "holdfast/core/json_reader.hpp"
#include "holdfast/guidance/door.hpp"
#include "the_guide.hpp"

namespace holdfast::guidance::test {

inline const Handbook& the_handbook() {
    static const Handbook handbook = [] {
        auto read = read_handbook(the_blob());
        if (!read) {
            for (const auto& fault : read.error().faults.kept()) ADD_FAILURE() << fault.pointer << ' ' << fault.detail;
            ADD_FAILURE() << explain(read.error().json);
            return Handbook{};
        }
        return std::move(*read);
    }();
    return handbook;
}

/// One answer. Reading a member that is not there is a failure of the test.
class Answer {
  public:
    explicit Answer(std::string_view request, const Handbook& book = the_handbook()) : text_(answer(book, request)) {
        EXPECT_TRUE(document_.parse(text_, {.bytes = std::size_t{8} << 20U, .depth = 16, .members = 64})) << text_;
        top_ = document_.object(faults_);
    }
    Answer(const Answer&) = delete;
    Answer& operator=(const Answer&) = delete;
    ~Answer() {
        for (const auto& fault : faults_.kept()) ADD_FAILURE() << fault.pointer << ' ' << fault.detail;
    }
    JsonObject* operator->() noexcept { return &top_; }
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

  private:
    std::string text_;
    JsonDocument document_;
    JsonFaults faults_;
    JsonObject top_;
};

/// The member `name` of each entry of a list.
inline std::vector<std::string> each(const JsonArray& list, std::string_view name = "id") {
    std::vector<std::string> out;
    out.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) out.emplace_back(list.object(i).text(name).value_or(""));
    return out;
}

/// The texts of a list of texts.
inline std::vector<std::string> texts(const JsonArray& list) {
    std::vector<std::string> out;
    out.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) out.emplace_back(list.text(i).value_or(""));
    return out;
}

}  // namespace holdfast::guidance::test
