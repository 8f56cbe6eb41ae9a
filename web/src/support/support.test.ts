// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { advice_for_threat, handover_for, is_stale, lines, lines_for, lines_for_threat, services_for, stopncii } from "./support";

const ids = (entries: { id: string }[]): string[] => entries.map(({ id }) => id);

describe("who helps whom", () => {
  it("leads a child to Childline, Report Remove, Take It Down and CEOP, in that order", () => {
    const { services, lines: people } = handover_for({ answer: "under_18_now", helped: null });
    expect(ids(services)).toEqual(["report-remove", "take-it-down", "ceop"]);
    expect(ids(people)).toContain("uk-childline");
  });

  it("leads an adult pictured as a child, and whoever is not sure, to Take It Down, CEOP and the police", () => {
    for (const answer of ["someone_under_18", "not_sure"] as const) {
      const { services, lines: people } = handover_for({ answer, helped: null });
      expect(ids(services)).toEqual(["take-it-down", "ceop", "iwf"]);
      // CEOP is there for whoever is under 18 now; an adult's own report goes to the police.
      expect(ids(people)).toContain("uk-101");
    }
  });

  it("has the child's way and advice also for a child who gave another answer", () => {
    for (const answer of ["someone_under_18", "not_sure"] as const) {
      const handover = handover_for({ answer, helped: null });
      expect(handover.if_child?.id).toBe("report-remove");
      expect(ids(handover.advice)).toEqual(["do-not-pay", "stop-replying", "save-then-block-child", "blackmail-is-a-crime"]);
      expect(ids(handover.lines)).toContain("uk-childline");
    }
  });

  it("leads a helper of a child to the child's services and the NSPCC", () => {
    for (const helped of ["child", "not_sure"] as const) {
      const handover = handover_for({ answer: "helping", helped });
      expect(ids(handover.services)).toEqual(["report-remove", "take-it-down", "ceop"]);
      expect(ids(handover.lines)).toContain("uk-nspcc");
      expect(ids(handover.advice)).toContain("helper-child-do-not-look");
    }
  });

  it("leads a helper of an adult to people to talk to, and to no upload of anything", () => {
    const handover = handover_for({ answer: "helping", helped: "adult" });
    expect(handover.services).toEqual([]);
    expect(ids(handover.lines)).toContain("uk-rph");
  });

  it("never sends a child route to the service for adults", () => {
    for (const topic of ["child_now", "child_then", "not_sure", "helper_child"]) expect(ids(services_for(topic))).not.toContain("stopncii");
    expect(stopncii()?.for).toEqual(["adult"]);
  });

  it("warns about blocking, and names domestic abuse lines, when it is a partner", () => {
    expect(ids(advice_for_threat("ex_partner"))).toContain("ex-before-blocking");
    expect(ids(advice_for_threat("ex_partner"))).not.toContain("save-then-block");
    expect(ids(lines_for_threat("ex_partner"))).toEqual(expect.arrayContaining(["uk-refuge", "uk-mens-advice", "uk-galop", "uk-999"]));
  });

  it("has advice for every kind of threat", () => {
    for (const threat of ["stranger", "ex_partner", "known_person", "unknown", "other", null] as const) expect(advice_for_threat(threat).length).toBeGreaterThan(1);
  });

  it("offers a voice and a text line to whoever is in crisis", () => {
    const ways = lines_for("crisis").flatMap((line) => line.contacts.map((contact) => contact.how));
    expect(ways).toContain("call");
    expect(ways).toContain("text");
  });
});

describe("the data", () => {
  it("says when it is old", () => {
    expect(is_stale("2026-11-21", new Date("2026-12-21"))).toBe(false);
    expect(is_stale("2026-11-21", new Date("2027-06-21"))).toBe(true);
  });

  it("dials what it shows", () => {
    for (const line of lines) for (const contact of line.contacts) expect(contact.shown.replace(/\D/g, ""), line.id).toBe(contact.dial);
  });
});
