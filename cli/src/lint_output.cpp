// SPDX-License-Identifier: Apache-2.0
#include "lint_output.hpp"

#include "holdfast/core/json_writer.hpp"
#include "picture_file.hpp"

namespace holdfast::cli {

std::string findings_text(const std::vector<guidance::Finding>& findings) {
    std::string out;
    for (const auto& finding : findings) {
        out += printable(finding.where) + "  " + finding.rule + "  " + printable(finding.says) + "\n";
        if (finding.times != 0)
            out += "    " + std::to_string(finding.times) +
                   " times, first: " + (finding.answers.empty() ? "nothing answered" : finding.answers) + "\n";
    }
    return out;
}

std::string findings_json(const guidance::LintReport& report) {
    JsonWriter json;
    json.object().key("findings").array();
    for (const auto& finding : report.findings) {
        json.object().key("rule").value(finding.rule).key("where").value(finding.where);
        json.key("says").value(finding.says);
        if (finding.times != 0) json.key("times").value(finding.times).key("answers").value(finding.answers);
        json.end();
    }
    json.end().key("scope").object().key("combinations").value(report.scope.combinations);
    json.key("states").value(static_cast<std::uint64_t>(report.scope.states));
    json.key("rules").value(static_cast<std::uint64_t>(report.scope.rules));
    json.key("texts").value(static_cast<std::uint64_t>(report.scope.texts)).end();
    return json.end().take();
}

}  // namespace holdfast::cli
