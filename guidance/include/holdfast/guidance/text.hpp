// SPDX-License-Identifier: Apache-2.0
// Words for people: the same text in each language, and the same advice for each kind of reader.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace holdfast::guidance {

/// English, then the others in this order. English is always complete; another language falls back to it.
enum class Language : std::uint8_t { english, welsh };
inline constexpr std::size_t languages = 2;
/// In the order of Language.
inline constexpr std::array<std::string_view, languages> language_names{"en", "cy"};
/// "en", "cy".
[[nodiscard]] constexpr std::string_view to_text(Language language) noexcept {
    return language_names[static_cast<std::size_t>(language)];
}

/// The same words in each language.
struct Text {
    std::array<std::string, languages> words;
    [[nodiscard]] std::string_view in(Language language) const noexcept {
        const auto& own = words[static_cast<std::size_t>(language)];
        return own.empty() ? words[0] : own;
    }
    [[nodiscard]] bool empty() const noexcept { return words[0].empty(); }
};

/// To whom the words speak. Base words are for the adult person.
enum class Audience : std::uint8_t { adult, young, parent, adviser };
inline constexpr std::size_t audiences = 4;
/// In the order of Audience.
inline constexpr std::array<std::string_view, audiences> audience_names{"adult", "young", "parent", "adviser"};
/// "adult", "young", "parent", "adviser".
[[nodiscard]] constexpr std::string_view to_text(Audience audience) noexcept {
    return audience_names[static_cast<std::size_t>(audience)];
}

/// Words for each audience; what has no words of its own falls back: young and parent to the adult's, an adviser's to
/// those of the person they speak with.
struct Words {
    std::array<Text, audiences> by_audience;
    [[nodiscard]] const Text& base() const noexcept { return by_audience[0]; }
    /// Whose words an audience gets. `person` is whom an adviser speaks with: adult or young.
    [[nodiscard]] Audience spoken_to(Audience audience, Audience person) const noexcept {
        if (!own(audience).empty()) return audience;
        if (audience == Audience::adviser && !own(person).empty()) return person;
        return Audience::adult;
    }
    [[nodiscard]] const Text& for_audience(Audience audience, Audience person) const noexcept {
        return own(spoken_to(audience, person));
    }

  private:
    [[nodiscard]] const Text& own(Audience audience) const noexcept {
        return by_audience[static_cast<std::size_t>(audience)];
    }
};

}  // namespace holdfast::guidance
