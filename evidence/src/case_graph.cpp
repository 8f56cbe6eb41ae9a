// SPDX-License-Identifier: Apache-2.0
#include "holdfast/evidence/case_graph.hpp"

#include <map>
#include <span>
#include <utility>
#include <vector>

#include "holdfast/core/json_writer.hpp"
#include "holdfast/sealing/digest.hpp"
#include "joined.hpp"

namespace holdfast::evidence {
namespace {

/// Prefixes of CASE-Examples (casework/CASE-Examples, c82ee100).
constexpr std::string_view context =
    R"({"case-investigation":"https://ontology.caseontology.org/case/investigation/","kb":"http://example.org/kb/",)"
    R"("uco-action":"https://ontology.unifiedcyberontology.org/uco/action/","uco-core":"https://ontology.unifiedcyberontology.org/uco/core/",)"
    R"("uco-identity":"https://ontology.unifiedcyberontology.org/uco/identity/",)"
    R"("uco-observable":"https://ontology.unifiedcyberontology.org/uco/observable/","uco-tool":"https://ontology.unifiedcyberontology.org/uco/tool/",)"
    R"("uco-types":"https://ontology.unifiedcyberontology.org/uco/types/","uco-vocabulary":"https://ontology.unifiedcyberontology.org/uco/vocabulary/",)"
    R"("xsd":"http://www.w3.org/2001/XMLSchema#"})";

class Graph {
  public:
    explicit Graph(const CaseFacts& facts) : seed_(joined({facts.number, "\n", utc_text(facts.created.at), "\n"})) {}

    /// "kb:file-xxxxxxxx-xxxx-8xxx-…": the same for the same place of the same case.
    [[nodiscard]] std::string id(std::string_view type, std::string_view place) const {
        Digest256 digest = sealing::sha256(std::string_view(joined({seed_, type, "\n", place})));
        digest.bytes[6] = (digest.bytes[6] & std::byte{0x0F}) | std::byte{0x80};
        digest.bytes[8] = (digest.bytes[8] & std::byte{0x3F}) | std::byte{0x80};
        std::string hex = holdfast::to_hex(std::span<const std::byte>(digest.bytes).first(16));
        for (const std::size_t at : {20U, 16U, 12U, 8U}) hex.insert(at, 1, '-');
        return joined({"kb:", type, "-", hex});
    }

    JsonWriter& node(const std::string& id, std::string_view type) {
        ids_.push_back(id);
        return part(id, type);
    }
    /// Facets and hashes: nodes that belong to another.
    JsonWriter& part(const std::string& id, std::string_view type) {
        return to.object().key("@id").value(id).key("@type").value(type);
    }
    void refer(std::string_view name, const std::string& id) { to.key(name).object().key("@id").value(id).end(); }
    void time(std::string_view name, UnixMillis at) {
        to.key(name).object().key("@type").value("xsd:dateTime").key("@value").value(utc_text(at)).end();
    }
    [[nodiscard]] const std::vector<std::string>& ids() const noexcept { return ids_; }

    JsonWriter to;

  private:
    std::string seed_;
    std::vector<std::string> ids_;
};

void put_hash(Graph& graph, const std::string& place, std::string_view method, const std::string& value) {
    graph.part(graph.id("hash", joined({place, "/", method})), "uco-types:Hash");
    graph.to.key("uco-types:hashMethod")
        .object()
        .key("@type")
        .value("uco-vocabulary:HashNameVocab")
        .key("@value")
        .value(method)
        .end();
    graph.to.key("uco-types:hashValue")
        .object()
        .key("@type")
        .value("xsd:hexBinary")
        .key("@value")
        .value(value)
        .end()
        .end();
}

/// What the graph says of one file; a name or a path that is empty is left out.
struct GraphFile {
    std::string place;  ///< within the case: "exhibit/1"
    std::string name;
    std::string path;
    std::string_view media;
    std::uint64_t size = 0;
    std::string sha256;
    std::string sha512;
};

void put_file(Graph& graph, const GraphFile& file) {
    graph.node(graph.id("file", file.place), "uco-observable:File").key("uco-core:hasFacet").array();
    graph.part(graph.id("file-facet", file.place), "uco-observable:FileFacet");
    if (!file.name.empty()) graph.to.key("uco-observable:fileName").value(file.name);
    if (!file.path.empty()) graph.to.key("uco-observable:filePath").value(file.path);
    graph.to.key("uco-observable:sizeInBytes").value(file.size).end();
    graph.part(graph.id("content-data-facet", file.place), "uco-observable:ContentDataFacet")
        .key("uco-observable:hash")
        .array();
    put_hash(graph, file.place, "SHA256", file.sha256);
    put_hash(graph, file.place, "SHA512", file.sha512);
    graph.to.end()
        .key("uco-observable:mimeType")
        .value(file.media)
        .key("uco-observable:sizeInBytes")
        .value(file.size)
        .end();
    graph.to.end().end();
}

/// `object`: what the number stands for. The ontology's record of provenance has one at least.
void put_provenance(Graph& graph, const std::string& place, const std::string& number, const std::string& words,
                    const std::string& object) {
    graph.node(graph.id("provenance-record", place), "case-investigation:ProvenanceRecord");
    graph.to.key("case-investigation:exhibitNumber").value(number);
    if (!words.empty()) graph.to.key("uco-core:description").value(words);
    graph.refer("uco-core:object", object);
    graph.to.end();
}

std::string place_of(std::uint32_t exhibit, std::uint32_t copy = 0) {
    return joined(
        {"exhibit/", std::to_string(exhibit), framed("/copy/", copy == 0 ? std::string() : std::to_string(copy))});
}

template <class Kind>
void put_copies(Graph& graph, const CaseFacts& facts, const Kind& exhibit) {
    for (const RedactedCopy& copy : copies_of(exhibit)) {
        const std::uint32_t number = exhibit.facts.number;
        const std::string place = place_of(number, copy.index());
        put_file(graph, {.place = place,
                         .name = {},
                         .path = joined({"data/", copy_path(number, copy.index())}),
                         .media = "image/png",
                         .size = copy.size(),
                         .sha256 = to_hex(copy.sha256()),
                         .sha512 = to_hex(copy.sha512())});
        put_provenance(graph, place, copy_name(facts.prefix, number, copy.index()), "Redacted copy",
                       graph.id("file", place));
        graph.node(graph.id("relationship", place), "uco-observable:ObservableRelationship");
        graph.to.key("uco-core:isDirectional").value(true).key("uco-core:kindOfRelationship").value("Derived_From");
        graph.refer("uco-core:source", graph.id("file", place));
        graph.refer("uco-core:target", graph.id("file", place_of(number)));
        graph.to.end();
    }
}

template <class Kind>
void put_exhibit(Graph& graph, const CaseFacts& facts, const Kind& exhibit) {
    const ExhibitFacts& said = exhibit.facts;
    const std::string place = place_of(said.number);
    const FileFacts* const file = file_of(exhibit);
    const FileFacts* const kept = kept_file_of(exhibit);
    if (file != nullptr) {
        put_file(graph,
                 {.place = place,
                  .name = file->name,
                  .path = kept == nullptr ? std::string() : joined({"data/", item_path(said.number, kept->type)}),
                  .media = media_type(file->type),
                  .size = file->size,
                  .sha256 = to_hex(file->sha256),
                  .sha512 = to_hex(file->sha512)});
    }
    std::string object = graph.id("file", place);
    if (file == nullptr) {
        // Something that was seen and told in words: no file of it is held.
        object = graph.id("observable-object", place);
        graph.node(object, "uco-observable:ObservableObject").end();
    }
    put_provenance(graph, place, exhibit_name(facts.prefix, said.number), said.title, object);
    put_copies(graph, facts, exhibit);
}

void put_observable(Graph& graph, std::string_view id_word, const std::string& place, std::string_view type,
                    std::string_view facet, std::string_view member, const std::string& value) {
    graph.node(graph.id(id_word, place), type).key("uco-core:hasFacet").array();
    graph.part(graph.id(joined({id_word, "-facet"}), place), facet).key(member).value(value).end();
    graph.to.end().end();
}

void put_indicators(Graph& graph, const CaseFacts& facts) {
    for (std::size_t i = 0; i < facts.links.size(); ++i) {
        put_observable(graph, "url", joined({"link/", std::to_string(i + 1)}), "uco-observable:URL",
                       "uco-observable:URLFacet", "uco-observable:fullValue", facts.links[i].url);
    }
    for (std::size_t i = 0; i < facts.known.size(); ++i) {
        const std::string place = joined({"known/", std::to_string(i + 1)});
        const Known& known = facts.known[i];
        if (known.kind == KnownKind::email) {
            put_observable(graph, "email-address", place, "uco-observable:EmailAddress",
                           "uco-observable:EmailAddressFacet", "uco-observable:addressValue", known.value);
        }
        if (known.kind == KnownKind::phone) {
            put_observable(graph, "phone-account", place, "uco-observable:PhoneAccount",
                           "uco-observable:PhoneAccountFacet", "uco-observable:phoneNumber", known.value);
        }
    }
}

/// Places of the files that stand in the graph: an action may speak of one that was removed since.
template <class Kind>
std::map<std::string, bool> places_of(const std::vector<Kind>& exhibits) {
    std::map<std::string, bool> places;
    for (const Kind& exhibit : exhibits) {
        places[place_of(exhibit.facts.number)] = file_of(exhibit) != nullptr;
        for (const RedactedCopy& copy : copies_of(exhibit)) places[place_of(exhibit.facts.number, copy.index())] = true;
    }
    return places;
}

void put_actions(Graph& graph, const CustodyLog& log, const std::map<std::string, bool>& places) {
    for (std::size_t i = 0; i < log.entries().size(); ++i) {
        const LogEntry& entry = log.entries()[i];
        graph.node(graph.id("investigative-action", joined({"log/", std::to_string(i + 1)})),
                   "case-investigation:InvestigativeAction");
        graph.time("uco-action:endTime", entry.at.at);
        graph.refer("uco-action:instrument", graph.id("tool", "holdfast"));
        const auto known = [&](std::uint32_t copy) {
            const auto found = places.find(place_of(entry.exhibit, copy));
            return found != places.end() && found->second;
        };
        if (entry.exhibit != 0 && known(0)) {
            graph.to.key("uco-action:object")
                .array()
                .object()
                .key("@id")
                .value(graph.id("file", place_of(entry.exhibit)))
                .end()
                .end();
        }
        graph.refer("uco-action:performer", graph.id("identity", "person"));
        if (entry.copy != 0 && known(entry.copy)) {
            graph.to.key("uco-action:result")
                .array()
                .object()
                .key("@id")
                .value(graph.id("file", place_of(entry.exhibit, entry.copy)))
                .end()
                .end();
        }
        graph.time("uco-action:startTime", entry.at.at);
        if (!entry.words.empty()) graph.to.key("uco-core:description").value(entry.words);
        graph.to.key("uco-core:name").value(to_text(entry.step)).end();
    }
}

template <class Kind>
std::string written(const CaseFacts& facts, const std::vector<Kind>& exhibits, const CustodyLog& log,
                    std::string_view version) {
    Graph graph(facts);
    graph.to.object().key("@context").raw(context).key("@graph").array();
    graph.node(graph.id("tool", "holdfast"), "uco-tool:Tool")
        .key("uco-core:name")
        .value("Holdfast")
        .key("uco-tool:version")
        .value(version)
        .end();
    graph.node(graph.id("identity", "person"), "uco-identity:Identity");
    graph.to.key("uco-core:description")
        .value(facts.whose == WhoseCase::own ? "The person whose case it is"
                                             : "Somebody helping the person whose case it is")
        .end();
    for (const Kind& exhibit : exhibits) put_exhibit(graph, facts, exhibit);
    put_indicators(graph, facts);
    put_actions(graph, log, places_of(exhibits));
    const std::vector<std::string> all = graph.ids();
    graph.node(graph.id("investigation", "case"), "case-investigation:Investigation");
    graph.to.key("uco-core:name")
        .value(facts.number.empty() ? "Case without a number" : facts.number)
        .key("uco-core:object")
        .array();
    for (const std::string& each : all) graph.to.object().key("@id").value(each).end();
    graph.to.end().end().end().end();
    return graph.to.take() + "\n";
}

}  // namespace

std::string case_graph(const Case& of, const CustodyLog& log, std::string_view software_version) {
    return std::visit([&](const auto& each) { return written(each.facts, each.exhibits, log, software_version); }, of);
}

}  // namespace holdfast::evidence
