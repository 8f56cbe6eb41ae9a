// SPDX-License-Identifier: Apache-2.0
// What the directory knows of the recipient, for the letter: its own form, and how a force takes reports.
#include <algorithm>

#include "holdfast/guidance/notice_facts.hpp"

namespace holdfast::guidance {
namespace {

const PlatformReport* form_for(const Platform& platform, ReportFor purpose) noexcept {
    const auto found = std::ranges::find(platform.reports, purpose, &PlatformReport::purpose);
    return found == platform.reports.end() ? nullptr : &*found;
}

// Somebody under 18: the form for that and no other. An adult: the form for pictures once there is one to name, that
// for threats before.
const PlatformReport* chosen_form(const Platform& platform, const NoticeFacts& facts) noexcept {
    if (facts.under_18 != NoticeAge::no) return form_for(platform, ReportFor::under_18);
    if (facts.letter.form && *facts.letter.form != ReportFor::under_18) return form_for(platform, *facts.letter.form);
    const bool posted = std::ranges::any_of(facts.pages, [](const auto& page) { return is_web_address(page.url); });
    const auto* const first = form_for(platform, posted ? ReportFor::intimate_adult : ReportFor::threat);
    return first != nullptr ? first : form_for(platform, posted ? ReportFor::threat : ReportFor::intimate_adult);
}

ForceForm form_of(const Force& force) noexcept {
    if (!force.report_url.empty() && force.provenance.seen("report_url")) return ForceForm::online;
    if (!force.text.empty() && force.provenance.seen("text")) return ForceForm::text;
    return ForceForm::call;
}

}  // namespace

void look_up_recipient(const Directory& directory, std::optional<std::size_t> force, NoticeFacts& facts) {
    facts.to = {};
    if (const auto found = directory.platform(facts.platform)) {
        const Platform& platform = directory.platforms[*found];
        facts.to.listed = true;
        const PlatformReport* const form = chosen_form(platform, facts);
        // What was not seen is no form to fill in.
        if (form != nullptr && form->provenance.seen("needs") && !form->needs.empty()) facts.to.report = form;
        facts.platform = platform.name;  // a letter names it, not its id
    }
    if (!force) return;
    const Force& one = directory.forces[*force];
    facts.to.force = form_of(one);
    facts.to.nation = ForceNation::gb;
    if (one.nation) facts.to.nation = static_cast<ForceNation>(static_cast<std::size_t>(*one.nation) + 1);
}

NoticeFound found_by(const NoticeFacts& facts) noexcept {
    const bool address =
        std::ranges::any_of(facts.pages, [](const NoticePage& page) { return is_web_address(page.url); });
    return facts.letter.alert && !address ? NoticeFound::alert : NoticeFound::page;
}

}  // namespace holdfast::guidance
