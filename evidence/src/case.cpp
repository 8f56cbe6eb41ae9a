// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/case.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace holdfast::evidence {
namespace {

template <class Kind>
std::expected<std::uint32_t, CaseChange> add_to(CaseFacts& facts, std::vector<Kind>& exhibits, Kind exhibit) {
    if (exhibits.size() >= most_exhibits || facts.next_number > last_exhibit_number)
        return std::unexpected(CaseChange::full);
    exhibit.facts.number = facts.next_number++;
    exhibits.push_back(std::move(exhibit));
    return exhibits.back().facts.number;
}

template <class Kind>
auto place_of(std::vector<Kind>& exhibits, std::uint32_t number) {
    return std::ranges::lower_bound(exhibits, number, {}, [](const Kind& each) { return each.facts.number; });
}

template <class Kind>
std::expected<Kind, CaseChange> remove_from(CaseFacts& facts, std::vector<Kind>& exhibits, std::uint32_t number,
                                            std::string reason, Moment at) {
    const auto found = place_of(exhibits, number);
    if (found == exhibits.end() || found->facts.number != number) return std::unexpected(CaseChange::no_such);
    if (reason.empty()) return std::unexpected(CaseChange::not_taken);
    Kind exhibit = std::move(*found);
    exhibits.erase(found);
    const auto before = std::ranges::lower_bound(facts.removed, number, {}, &Removed::number);
    facts.removed.insert(before, Removed{number, exhibit.facts.kind, std::move(reason), at});
    return exhibit;
}

template <class Kind>
std::expected<void, CaseChange> restore_to(CaseFacts& facts, std::vector<Kind>& exhibits, Kind exhibit) {
    if (exhibits.size() >= most_exhibits) return std::unexpected(CaseChange::full);
    const std::uint32_t number = exhibit.facts.number;
    const auto removed = std::ranges::find(facts.removed, number, &Removed::number);
    if (removed == facts.removed.end()) return std::unexpected(CaseChange::not_taken);
    facts.removed.erase(removed);
    exhibits.insert(place_of(exhibits, number), std::move(exhibit));
    return {};
}

}  // namespace

std::string_view to_text(KnownKind kind) noexcept {
    static constexpr std::array<std::string_view, 8> words{"name",   "account",      "phone",   "email",
                                                           "wallet", "bank-account", "address", "other"};
    return words[std::min<std::size_t>(static_cast<std::size_t>(kind), words.size() - 1)];
}
std::string_view to_text(PaymentKind kind) noexcept {
    return kind == PaymentKind::asked ? "asked" : "paid";
}
std::string_view to_text(DoneKind kind) noexcept {
    static constexpr std::array<std::string_view, 4> words{"step", "undone", "letter", "reported"};
    return words[std::min<std::size_t>(static_cast<std::size_t>(kind), words.size() - 1)];
}
std::string_view to_text(ReplyKind reply) noexcept {
    static constexpr std::array<std::string_view, 4> words{"none", "receipt", "removed", "refused"};
    return words[std::min<std::size_t>(static_cast<std::size_t>(reply), words.size() - 1)];
}
std::string_view to_text(WhoseCase whose) noexcept {
    return whose == WhoseCase::own ? "own" : "helper";
}

const CaseFacts& facts_of(const Case& of) noexcept {
    return std::visit([](const auto& each) -> const CaseFacts& { return each.facts; }, of);
}

std::expected<std::uint32_t, CaseChange> add(AdultCase& to, Exhibit exhibit) {
    return add_to(to.facts, to.exhibits, std::move(exhibit));
}
std::expected<std::uint32_t, CaseChange> add(ProtectedCase& to, TextExhibit exhibit) {
    return add_to(to.facts, to.exhibits, std::move(exhibit));
}
std::expected<Exhibit, CaseChange> remove(AdultCase& from, std::uint32_t number, std::string reason, Moment at,
                                          LastCopy last) {
    const auto found = place_of(from.exhibits, number);
    if (last == LastCopy::stays && found != from.exhibits.end() && found->facts.number == number &&
        is_shown_by_copies_alone(*found))
        return std::unexpected(CaseChange::last_copy);
    return remove_from(from.facts, from.exhibits, number, std::move(reason), at);
}
std::expected<TextExhibit, CaseChange> remove(ProtectedCase& from, std::uint32_t number, std::string reason,
                                              Moment at) {
    return remove_from(from.facts, from.exhibits, number, std::move(reason), at);
}
std::expected<void, CaseChange> remove_copy(AdultCase& from, std::uint32_t number, std::uint32_t index, LastCopy last) {
    const auto found = place_of(from.exhibits, number);
    if (found == from.exhibits.end() || found->facts.number != number) return std::unexpected(CaseChange::no_such);
    const auto copy = std::ranges::find(found->copies, index, &RedactedCopy::index);
    if (copy == found->copies.end()) return std::unexpected(CaseChange::no_such_copy);
    if (last == LastCopy::stays && found->copies.size() == 1 && is_shown_by_copies_alone(*found))
        return std::unexpected(CaseChange::last_copy);
    found->copies.erase(copy);
    return {};
}
std::expected<void, CaseChange> restore(AdultCase& to, Exhibit exhibit) {
    return restore_to(to.facts, to.exhibits, std::move(exhibit));
}
std::expected<void, CaseChange> restore(ProtectedCase& to, TextExhibit exhibit) {
    return restore_to(to.facts, to.exhibits, std::move(exhibit));
}

}  // namespace holdfast::evidence
