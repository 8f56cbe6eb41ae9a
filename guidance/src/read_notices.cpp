// SPDX-License-Identifier: Apache-2.0
#include "read_notices.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "entry_reader.hpp"

namespace holdfast::guidance {
namespace {

constexpr std::array<std::string_view, 2> need_names{"required", "useful"};
constexpr std::array<std::string_view, 2> name_names{"never", "law"};
constexpr std::array<std::string_view, 1> signature_names{"law"};
constexpr std::array<std::span<const std::string_view>, 6> answer_names{
    std::span<const std::string_view>(notice_role_names), std::span<const std::string_view>(notice_age_names),
    std::span<const std::string_view>(notice_made_names), std::span<const std::string_view>(notice_found_names),
    std::span<const std::string_view>(force_form_names),  std::span<const std::string_view>(force_nation_names)};
constexpr int longest_wait_hours = 24 * 90;

template <class Enum>
std::optional<Enum> read_word(JsonObject& object, std::string_view name, std::span<const std::string_view> words,
                              Need need = Need::required) {
    const auto index = object.word(name, words, need);
    return index ? std::optional(static_cast<Enum>(*index)) : std::nullopt;
}

Condition read_condition(JsonObject& object, std::string_view name) {
    Condition condition;
    const auto cases = object.array(name, 1, 16, Need::optional);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        auto one = cases.object(i);
        one.only(notice_question_names);
        Case all_of;
        for (std::size_t q = 0; q < notice_question_names.size(); ++q) {
            std::uint64_t allowed = 0;
            for (const auto answer : read_word_list(one, notice_question_names[q], answer_names[q], Need::optional))
                allowed |= std::uint64_t{1} << answer;
            if (one.has(notice_question_names[q]))
                all_of.push_back({.question = static_cast<std::uint8_t>(q), .allowed = allowed});
        }
        condition.cases.push_back(std::move(all_of));
    }
    return condition;
}

// Every placeholder must be one that letters know.
bool knows_slots(std::string_view text) {
    for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        const auto end = text.find('}', at);
        if (end == std::string_view::npos) return false;
        if (std::ranges::find(notice_slot_names, text.substr(at + 1, end - at - 1)) == notice_slot_names.end())
            return false;
    }
    return true;
}

class Reader {
  public:
    Reader(JsonObject top, NoticeBook& book) : top_(top), book_(book) {}

    void read() {
        read_facts();
        read_words();
        read_warnings();
        read_offences();
        read_blocks();
        read_rules();
    }

  private:
    void read_facts() {
        const auto entries = top_.array("notice_fact", notice_facts, notice_facts);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            auto object = entries.object(i);
            const auto fact = object.word("id", notice_fact_names);
            if (!fact) continue;
            auto& words = book_.facts[*fact];
            if (!words.name.empty()) object.fault("id", "is the id of another entry");
            words = {.name = read_text(object, "name"),
                     .ask = read_text(object, "ask"),
                     .helper = read_text(object, "helper", Need::optional),
                     .under_18 = read_text(object, "under_18", Need::optional),
                     .alert = read_text(object, "alert", Need::optional)};
        }
    }

    void read_words() {
        auto object = top_.object("notice_words");
        if (!object.exists()) return;
        auto& words = book_.words;
        words.page_where = read_text(object, "page_where");
        words.page_account = read_text(object, "page_account");
        words.page_first_seen = read_text(object, "page_first_seen");
        words.page_last_seen = read_text(object, "page_last_seen");
        words.fingerprints_head = read_text(object, "fingerprints_head");
        words.paste_here = read_text(object, "paste_here");
        words.calendar_title = read_text(object, "calendar_title");
        words.calendar_text = read_text(object, "calendar_text");
        words.rdap = read_text(object, "rdap");
        words.fill_in_there = read_text(object, "fill_in_there");
        words.alert_why = read_text(object, "alert_why");
        words.connection = {read_text(object, "connection_person"), read_text(object, "connection_poster"),
                            read_text(object, "connection_host")};
    }

    void read_warnings() {
        const auto entries = top_.array("notice_warning", notice_cautions, most_entries);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            auto object = entries.object(i);
            NoticeWarning warning;
            warning.id = read_new_id(object, book_.warnings);
            warning.text = read_text(object, "text");
            warning.services = read_list(object, "services");
            book_.warnings.push_back(std::move(warning));
        }
        for (std::size_t i = 0; i < notice_cautions; ++i) {
            const auto index = index_of(book_.warnings, notice_caution_names[i]);
            if (!index) top_.fault("notice_warning", "must have " + std::string(notice_caution_names[i]));
            book_.cautions[i] = index.value_or(0);
        }
    }

    void read_offences() {
        const auto entries = top_.array("notice_offence", 1, most_entries);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            auto object = entries.object(i);
            NoticeOffence offence;
            offence.country = read_string(object, "country");
            if (book_.offence(offence.country) != nullptr) object.fault("country", "has another entry");
            offence.text = read_text(object, "text");
            offence.provenance = read_provenance(object);
            book_.offences.push_back(std::move(offence));
        }
        for (const std::string_view needed : {"*", "under-18"})
            if (book_.offence(needed) == nullptr)
                top_.fault("notice_offence", "must have an entry for " + std::string(needed));
    }

    void read_blocks() {
        const auto entries = top_.array("notice_block", 1, most_entries);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            auto object = entries.object(i);
            NoticeBlock block;
            block.id = read_new_id(object, book_.blocks);
            block.label = read_text(object, "label", Need::optional);
            block.form = object.boolean("form", Need::optional).value_or(false);
            block.text = read_text(object, "text", block.form ? Need::optional : Need::required);
            if (!std::ranges::all_of(block.text.words, knows_slots))
                object.fault("text", "names a placeholder that there is not");
            block.when = read_condition(object, "when");
            block.unless = read_condition(object, "unless");
            for (const auto slot : read_word_list(object, "if", notice_slot_names, Need::optional))
                block.only_with.push_back(static_cast<NoticeSlot>(slot));
            block.confirm = read_word<NoticeFact>(object, "confirm", notice_fact_names, Need::optional);
            book_.blocks.push_back(std::move(block));
        }
    }

    void read_rules() {
        const auto entries = top_.array("notice", 1, most_entries);
        // Ids first: what comes next names notices that may stand further down.
        for (std::size_t i = 0; i < entries.size(); ++i) {
            auto object = entries.object(i);
            NoticeRule rule;
            rule.id = read_new_id(object, book_.rules);
            book_.rules.push_back(std::move(rule));
        }
        for (std::size_t i = 0; i < entries.size(); ++i) read_rule(entries.object(i), book_.rules[i]);
    }

    void read_rule(JsonObject object, NoticeRule& rule) {
        rule.to = read_word<NoticeTo>(object, "to", notice_to_names).value_or(NoticeTo::any);
        rule.title = read_text(object, "title");
        rule.subject = read_text(object, "subject");
        rule.law = read_text(object, "law", Need::optional);
        if (object.has("in_force")) rule.in_force = read_day(object, "in_force");
        rule.in_force_note = read_text(object, "in_force_note", rule.law.empty() ? Need::optional : Need::required);
        rule.body = read_references(object, "body", book_.blocks, "must be the id of a block");
        rule.prints_name = object.word("name", name_names) == 1U;
        rule.signature = object.word("signature", signature_names, Need::optional).has_value();
        rule.fingerprints = object.boolean("fingerprints", Need::optional).value_or(false);
        if (const auto where = object.word("find_contact", find_contact_names, Need::optional))
            rule.find_contact = static_cast<FindContact>(*where + 1);
        rule.countries = read_list(object, "countries");
        rule.regulator = read_text(object, "regulator", Need::optional);
        rule.abroad = object.boolean("abroad", Need::optional).value_or(false);
        rule.wait_hours =
            static_cast<int>(object.integer("wait_hours", 0, longest_wait_hours, Need::optional).value_or(0));
        rule.warnings = read_references(object, "warnings", book_.warnings, "must be the id of a warning");
        rule.service = read_string(object, "service", rule.to == NoticeTo::service ? Need::required : Need::optional);
        rule.link = read_string(object, "link", rule.to == NoticeTo::link ? Need::required : Need::optional);
        rule.platforms = read_list(object, "platforms");
        rule.provenance = read_provenance(object);
        read_clock(object, rule);
        read_needs(object, rule);
        read_next(object, rule);
        if (rule.body.empty()) object.fault("body", "must name blocks");
    }

    static void read_clock(JsonObject& object, NoticeRule& rule) {
        auto one = object.object("clock", Need::optional);
        if (!one.exists()) return;
        NoticeClock clock;
        clock.hours = static_cast<int>(one.integer("hours", 1, longest_wait_hours).value_or(1));
        clock.from = read_word<ClockFrom>(one, "from", clock_from_names).value_or(ClockFrom::sent);
        clock.law = read_string(one, "law");
        clock.say = read_text(one, "say");
        rule.clock = std::move(clock);
    }

    static void read_needs(JsonObject& object, NoticeRule& rule) {
        const auto entries = object.array("needs", 1, most_items);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            auto one = entries.object(i);
            NoticeNeed need;
            need.fact = read_word<NoticeFact>(one, "fact", notice_fact_names).value_or(NoticeFact::pages);
            need.from_alert = read_word<NoticeFact>(one, "from_alert", notice_fact_names, Need::optional);
            need.required = one.word("need", need_names) == 0U;
            need.by = read_word<NoticeBasis>(one, "by", notice_basis_names, Need::optional).value_or(NoticeBasis::law);
            need.law = read_text(one, "law");
            need.why = read_text(one, "why");
            need.when = read_condition(one, "when");
            need.unless = read_condition(one, "unless");
            need.sure = read_word<Sureness>(one, "sure", sureness_names, Need::optional).value_or(Sureness::seen);
            rule.needs.push_back(std::move(need));
        }
    }

    void read_next(JsonObject& object, NoticeRule& rule) const {
        const auto entries = object.array("next", 0, most_items, Need::optional);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            auto one = entries.object(i);
            NoticeNext next;
            next.after_hours = static_cast<int>(one.integer("after_hours", 1, longest_wait_hours).value_or(1));
            if (const auto id = read_string(one, "notice", Need::optional); !id.empty()) {
                next.notice = index_of(book_.rules, id);
                if (!next.notice) one.fault("notice", "must be the id of a notice");
            }
            next.service = read_string(one, "service", Need::optional);
            next.countries = read_list(one, "countries");
            next.unless = read_condition(one, "unless");
            next.say = read_text(one, "say");
            if (!rule.next.empty() && rule.next.back().after_hours > next.after_hours)
                one.fault("after_hours", "must not be less than the one before");
            rule.next.push_back(std::move(next));
        }
    }

    JsonObject top_;
    NoticeBook& book_;
};

}  // namespace

bool NoticeNext::concerns(std::string_view country, const Answers& answers) const noexcept {
    if (evaluate({}, unless, answers) != Truth::yes) return false;
    return countries.empty() || std::ranges::find(countries, country) != countries.end();
}

const Text& NoticeFactWords::question(NoticeRole role, NoticeAge age, NoticeFound found) const noexcept {
    if (found == NoticeFound::alert && !alert.empty()) return alert;
    if (role == NoticeRole::helper && !helper.empty()) return helper;
    return age != NoticeAge::no && !under_18.empty() ? under_18 : ask;
}

std::optional<std::size_t> NoticeBook::rule(std::string_view id) const noexcept {
    return index_of(rules, id);
}

const NoticeBlock* NoticeBook::form_block(std::string_view need) const noexcept {
    const auto found = std::ranges::find_if(blocks, [&](const NoticeBlock& block) {
        return block.id.starts_with(form_block_prefix) &&
               std::string_view(block.id).substr(form_block_prefix.size()) == need;
    });
    return found == blocks.end() ? nullptr : &*found;
}

const NoticeOffence* NoticeBook::offence(std::string_view country) const noexcept {
    const auto found =
        std::ranges::find(offences, country, [](const NoticeOffence& one) -> std::string_view { return one.country; });
    return found == offences.end() ? nullptr : &*found;
}

void read_notices(JsonObject top, NoticeBook& book) {
    Reader(top, book).read();
}

}  // namespace holdfast::guidance
