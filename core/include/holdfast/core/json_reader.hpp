// SPDX-License-Identifier: Apache-2.0
// Reads JSON that fits memory, the whole document validated (RFC 8259), and hands out typed members. What is wrong is
// collected, each fault with its JSON pointer (RFC 6901), so that whoever sent it learns everything at once.
//
// Stricter than the RFC where two readers could disagree: a member name given twice is refused, and so is a number that
// fits neither 64-bit integers nor a finite double.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Why a document was refused as a whole.
enum class JsonError : std::uint8_t {
    too_long,          ///< more bytes than JsonLimits allows
    too_deep,          ///< nested deeper than JsonLimits allows
    too_many_members,  ///< an object with more members than JsonLimits allows
    duplicate_member,  ///< an object names a member twice
    not_utf8,          ///< bytes that are not UTF-8
    number_range,      ///< a number outside every type there is
    malformed,         ///< not JSON, or something behind it
    out_of_memory,     ///< the parser could not be given its memory
};
/// A plain sentence.
[[nodiscard]] std::string_view explain(JsonError error) noexcept;

struct JsonLimits {
    std::size_t bytes = std::size_t{1} << 20U;
    unsigned depth = 16;       ///< levels of objects and arrays; at most 64
    std::size_t members = 64;  ///< of one object
};

struct JsonFault {
    std::string pointer;
    std::string detail;  ///< a phrase such as "must be a whole number from 0 to 100"; never quotes what was sent
};

/// Faults in the order of reading. The first `most_kept` are kept, all are counted.
class JsonFaults {
  public:
    static constexpr std::size_t most_kept = 20;
    void add(std::string pointer, std::string detail);
    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    [[nodiscard]] std::span<const JsonFault> kept() const noexcept { return kept_; }

  private:
    std::vector<JsonFault> kept_;
    std::size_t count_ = 0;
};

/// Whether a member must be there.
enum class Need : std::uint8_t { required, optional };

struct TextRule {
    std::size_t least = 0;  ///< bytes
    std::size_t most = 65'536;
    bool controls = false;  ///< whether U+0000 to U+001F and U+007F are let pass
};

class JsonObject;
class JsonArray;

/// A parsed document. Views into it hold a pointer to it: they end with it, and moving it is refused for that reason.
class JsonDocument {
  public:
    JsonDocument() = default;
    JsonDocument(const JsonDocument&) = delete;
    JsonDocument& operator=(const JsonDocument&) = delete;

    /// Replaces the content. Cost: linear in the text.
    [[nodiscard]] std::expected<void, JsonError> parse(std::string_view text, const JsonLimits& limits = {});
    /// The whole document as an object; when it is none, a fault is added and the view is empty. Both the document and
    /// `faults` must outlive the view.
    [[nodiscard]] JsonObject object(JsonFaults& faults) const;

  private:
    friend class JsonNodes;
    friend class JsonObject;
    friend class JsonArray;
    friend class JsonTreeBuilder;
    enum class Kind : std::uint8_t { null, boolean, integer, unsigned_integer, real, text, array, object };
    struct Node {
        Kind kind = Kind::null;
        std::uint32_t parent = 0;
        std::uint32_t name_start = 0;  // of a member: where its name lies in text_
        std::uint32_t name_size = 0;
        std::uint32_t start = 0;  // text: in text_; array and object: first child, children lie side by side
        std::uint32_t size = 0;
        std::int64_t number = 0;  // boolean and integer; the bits of an unsigned_integer
    };
    static constexpr std::uint32_t nowhere = 0xffffffffU;

    [[nodiscard]] std::string_view name(const Node& node) const noexcept;
    [[nodiscard]] std::string pointer(std::uint32_t node) const;

    std::vector<Node> nodes_;
    std::string text_;
};

/// An object, or an empty view where there is none. A required member that is missing or wrong adds a fault.
class JsonObject {
  public:
    JsonObject() = default;

    [[nodiscard]] std::optional<std::string_view> text(std::string_view name, TextRule rule = {},
                                                       Need need = Need::required);
    /// Index into `words`.
    [[nodiscard]] std::optional<std::size_t> word(std::string_view name, std::span<const std::string_view> words,
                                                  Need need = Need::required);
    /// A number written without fraction and exponent.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most,
                                                      Need need = Need::required);
    [[nodiscard]] std::optional<bool> boolean(std::string_view name, Need need = Need::required);
    [[nodiscard]] JsonArray array(std::string_view name, std::size_t least, std::size_t most,
                                  Need need = Need::required);
    [[nodiscard]] JsonObject object(std::string_view name, Need need = Need::required);
    [[nodiscard]] bool has(std::string_view name) const noexcept;

    /// A fault of the caller's own at a member.
    void fault(std::string_view name, std::string detail);
    /// Adds a fault for each member that is not one of `names`.
    void only(std::span<const std::string_view> names);

    [[nodiscard]] bool exists() const noexcept { return document_ != nullptr; }

  private:
    friend class JsonDocument;
    friend class JsonArray;
    JsonObject(const JsonDocument& document, JsonFaults& faults, std::uint32_t node) noexcept
        : document_(&document), faults_(&faults), node_(node) {}
    [[nodiscard]] std::uint32_t find(std::string_view name) const noexcept;
    [[nodiscard]] std::uint32_t member(std::string_view name, JsonDocument::Kind kind, Need need,
                                       std::string_view expected);
    const JsonDocument* document_ = nullptr;
    JsonFaults* faults_ = nullptr;
    std::uint32_t node_ = 0;
};

/// An array, or an empty view where there is none.
class JsonArray {
  public:
    JsonArray() = default;
    [[nodiscard]] std::size_t size() const noexcept;
    /// Precondition: index < size().
    [[nodiscard]] JsonObject object(std::size_t index) const;
    [[nodiscard]] JsonArray array(std::size_t index, std::size_t least, std::size_t most) const;
    [[nodiscard]] std::optional<std::string_view> text(std::size_t index, TextRule rule = {}) const;
    [[nodiscard]] std::optional<std::int64_t> integer(std::size_t index, std::int64_t least, std::int64_t most) const;
    void fault(std::size_t index, std::string detail) const;
    /// Whether there is an array at all (an empty one exists).
    [[nodiscard]] bool exists() const noexcept { return document_ != nullptr; }

  private:
    friend class JsonObject;
    JsonArray(const JsonDocument& document, JsonFaults& faults, std::uint32_t node) noexcept
        : document_(&document), faults_(&faults), node_(node) {}
    const JsonDocument* document_ = nullptr;
    JsonFaults* faults_ = nullptr;
    std::uint32_t node_ = 0;
};

}  // namespace holdfast
