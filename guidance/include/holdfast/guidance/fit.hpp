// SPDX-License-Identifier: Apache-2.0
// Which lines and services are for this person: by country, nation, age and need. Who is turned away at a door they
// were sent to may not knock at another, so what is doubtful is settled to the safe side: nobody of unknown age is sent
// to a service that only takes one age, and a number of another country is no help.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "holdfast/guidance/directory.hpp"
#include "holdfast/guidance/guide.hpp"

namespace holdfast::guidance {

/// What is known of the person whom it is about, as far as it decides whom to turn to.
struct Person {
    enum class Country : std::uint8_t {
        unsaid,     ///< not asked yet: counts as home_country, its nation unknown
        elsewhere,  ///< in none of the directory's countries
        named,
    };
    Country where = Country::unsaid;
    std::size_t country = 0;  ///< index, where it is named
    std::optional<Nation> nation;
    std::optional<Ages> now;       ///< none: not asked yet. Every age where it is never asked (a school)
    std::optional<Ages> pictured;  ///< none: not asked yet. Who is not sure counts as under 18
    bool through_another = false;  ///< a parent, a friend or an adviser asks
    bool account_taken = false;    ///< the picture came from a hacked account or a stolen device
};

/// From the answers given so far.
[[nodiscard]] Person person_of(const Guide& guide, const Directory& directory, const Answers& given) noexcept;

/// Whether a line is for this person, or for the adult who asks for them about a child or about staying alive. Somebody
/// whose age or country is not known yet is shown what is for any age, and lines of home_country for all of it.
[[nodiscard]] bool fits(const Directory& directory, const Person& person, const Line& line) noexcept;

/// Whether a service is for this person. Where an age is not known, only what takes every age fits.
[[nodiscard]] bool fits(const Directory& directory, const Person& person, const Service& service) noexcept;

/// Whether an entry serves one of `purposes`; any entry does where none are named.
[[nodiscard]] bool serves(std::span<const Purpose> own, std::span<const Purpose> purposes) noexcept;

/// The lines of the country of this person that fit and serve one of `purposes`: those that take everybody of that age
/// before those that take some, the country's own before those for everywhere, else in the directory's order.
[[nodiscard]] std::vector<std::size_t> lines_for(const Directory& directory, const Person& person,
                                                 std::span<const Purpose> purposes);

/// The services of the country of this person that fit and serve one of `purposes`, in the order of the country's
/// entry.
[[nodiscard]] std::vector<std::size_t> services_for(const Directory& directory, const Person& person,
                                                    std::span<const Purpose> purposes);

/// Crisis and emergency lines: never empty while the directory has any.
struct CrisisHelp {
    std::size_t country = 0;  ///< whose lines they are
    bool assumed = false;     ///< the person has not said that they live there
    std::vector<std::size_t> lines;
};
/// Of the person's own country. Of home_country where none is said; where it is none of the directory's, first what is
/// for everywhere, then home_country's.
[[nodiscard]] CrisisHelp crisis_help(const Directory& directory, const Person& person);

/// What of the directory goes with one step.
struct StepHelp {
    std::vector<std::size_t> lines;
    std::vector<std::size_t> services;
};
/// The step's own lines and services that fit. Where none of them is of the person's country by name, the parts of the
/// country's entry that the step shows stand in: its crisis lines, its lines and services for the step's needs.
[[nodiscard]] StepHelp help_for(const Directory& directory, const Person& person, const Step& step);

}  // namespace holdfast::guidance
