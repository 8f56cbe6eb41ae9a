# SPDX-License-Identifier: Apache-2.0
"""case.jsonld against what the ontology says: each class and property is there, stands where it may, as often as it may, and has
values of its range (vectors/evidence/ontology.json)."""
import copy
import json
import re
import unittest
import zipfile

from cases import Cases
from holdfast_command import VECTORS
from sealed_case import CHAT

ONTOLOGY = json.loads((VECTORS / "evidence/ontology.json").read_text(encoding="utf-8"))
CLASSES = ONTOLOGY["classes"]
LITERALS = {
    "xsd:string": lambda value: isinstance(value, str),
    "xsd:integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "xsd:boolean": lambda value: isinstance(value, bool),
}
TYPED = {
    "xsd:dateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"),
    "xsd:hexBinary": re.compile(r"([0-9A-Fa-f]{2})+"),
    "uco-vocabulary:HashNameVocab": re.compile("|".join(ONTOLOGY["values"]["uco-vocabulary:HashNameVocab"])),
}
IDENTIFIER = re.compile(r"kb:[a-z0-9-]+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def lineage(kind):
    """The class and all above it."""
    return {kind}.union(*(lineage(above) for above in CLASSES[kind]["above"]))


def nodes_of(value):
    """Every node with a class, also those that lie within another."""
    if isinstance(value, list):
        return [node for each in value for node in nodes_of(each)]
    if not isinstance(value, dict) or "@value" in value:
        return []
    within = [node for name, each in value.items() if not name.startswith("@") for node in nodes_of(each)]
    return ([value] if "@type" in value else []) + within


def faults(graph):
    """A sentence for each place at which the graph says what the ontology does not know."""
    found = [f"prefix {name}" for name, address in graph["@context"].items() if name != "kb" and ONTOLOGY["prefixes"].get(name) != address]
    nodes = nodes_of(graph["@graph"])
    kinds = {node["@id"]: node["@type"] for node in nodes}
    if len(kinds) != len(nodes):
        found.append("an identifier stands for two things")
    for node in nodes:
        name, kind = node["@id"], node["@type"]
        if not IDENTIFIER.fullmatch(name):
            found.append(f"identifier {name}")
        if kind not in CLASSES:
            found.append(f"class {kind}")
            continue
        allowed = {}
        for each in lineage(kind):
            allowed |= CLASSES[each].get("properties", {})
        for said in node.keys() - allowed.keys() - {"@id", "@type"}:
            found.append(f"{said} of {kind}")
        for said, rule in allowed.items():
            values = node.get(said, [])
            values = values if isinstance(values, list) else [values]
            if not rule.get("least", 0) <= len(values) <= rule.get("most", len(values)):
                found.append(f"{said} of {kind} {len(values)} times")
            for value in values:
                if not in_range(value, rule["range"], kinds):
                    found.append(f"{said} of {kind} is not {rule['range']}: {json.dumps(value)[:80]}")
    return found


def in_range(value, kind, kinds):
    if kind in LITERALS:
        return LITERALS[kind](value)
    if not isinstance(value, dict):
        return False
    if kind in TYPED:
        return value.get("@type") == kind and TYPED[kind].fullmatch(value["@value"]) is not None
    held = kinds.get(value.get("@id"))
    return held in CLASSES and kind in lineage(held)


class Graph(Cases):
    def setUp(self):
        super().setUp()
        folder = self.new("case", "--prefix", "ABC")
        (self.folder / "chat.txt").write_bytes(CHAT)
        self.case("add", folder, VECTORS / "media/png-grey-8.png", "--title", "A harbour", "--not-intimate")
        self.case("add", folder, self.folder / "chat.txt", "--title", "The chat")
        self.case("add", folder, VECTORS / "media/landscape.jpg", "--title", "A picture of theirs", "--from-offender")
        self.case("add", folder, VECTORS / "media/landscape.webp", "--intimate")
        self.case("redact", folder, "1", "--box", "1,1,2,2", "--not-intimate")
        self.case("link", folder, "https://example.org/lantern")
        for kind, value in (("email", "lantern@example.org"), ("phone", "+441632960001"), ("account", "lantern_7")):
            self.case("known", folder, kind, value)
        pack = self.folder / "pack.zip"
        self.ok("pack", "seal", folder, "--plain", "--new-identity", self.folder / "key.txt", "-o", pack)
        with zipfile.ZipFile(pack) as sealed:
            [name] = [each for each in sealed.namelist() if each.endswith("data/case.jsonld")]
            self.graph = json.loads(sealed.read(name))

    def test_it_says_nothing_that_the_ontology_does_not_know(self):
        self.assertEqual(faults(self.graph), [])
        used = {node["@type"] for node in nodes_of(self.graph["@graph"])}
        self.assertEqual(used, {kind for kind in CLASSES if kind in used or not any(kind in each["above"] for each in CLASSES.values())},
                         "all classes of the list that stand above no other are used here")

    def test_each_way_of_being_wrong_is_noticed(self):
        def file(graph):
            return next(node for node in graph["@graph"] if node["@type"] == "uco-observable:File")

        def one(graph, kind):
            return next(node for node in nodes_of(graph["@graph"]) if node["@type"] == kind)

        wrong = {
            "class uco-observable:Fille": lambda graph: file(graph).update({"@type": "uco-observable:Fille"}),
            "uco-observable:fileName of uco-observable:File": lambda graph: file(graph).update({"uco-observable:fileName": "a"}),
            "is not xsd:integer": lambda graph: one(graph, "uco-observable:FileFacet").update({"uco-observable:sizeInBytes": "12"}),
            "uco-core:object of case-investigation:ProvenanceRecord 0 times": lambda graph: one(graph, "case-investigation:ProvenanceRecord").pop("uco-core:object"),
            "uco-tool:version of uco-tool:Tool 2 times": lambda graph: one(graph, "uco-tool:Tool").update({"uco-tool:version": ["1", "2"]}),
            "is not uco-core:UcoObject": lambda graph: one(graph, "uco-observable:ObservableRelationship").update({"uco-core:target": {"@id": "kb:nobody"}}),
            "is not uco-core:Facet": lambda graph: file(graph).update({"uco-core:hasFacet": [{"@id": file(graph)["@id"]}]}),
            "is not xsd:dateTime": lambda graph: one(graph, "case-investigation:InvestigativeAction").update({"uco-action:endTime": "yesterday"}),
            "prefix uco-core": lambda graph: graph["@context"].update({"uco-core": "https://example.org/"}),
        }
        for told, change in wrong.items():
            graph = copy.deepcopy(self.graph)
            change(graph)
            self.assertTrue(any(told in fault for fault in faults(graph)), told)


if __name__ == "__main__":
    unittest.main()
