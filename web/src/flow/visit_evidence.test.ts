// SPDX-License-Identifier: Apache-2.0
// Evidence beside a case that somebody came back to: each way there goes through the question of age, each time.
import { describe, expect, it } from "vitest";
import { visit_by } from "./example_visits";
import { first_visit, has_back, may_hold_evidence, may_open_recovery, may_take_pictures, may_write_words, step, type CaseScreen, type HandoverAnswer, type Visit, type VisitEvent } from "./visit";

const handover_answers: HandoverAnswer[] = ["someone_under_18", "not_sure", "under_18_now", "helping"];
const screens: CaseScreen[] = ["case", "alerts", "withdraw", "undo", "new_words", "shared_device", "keep", "erase"];
const to_case: VisitEvent[] = [{ kind: "return_chosen" }, { kind: "case_opened" }];
const to_question: VisitEvent[] = [...to_case, { kind: "to_evidence" }];
const adult: VisitEvent = { kind: "age_answered", answer: "everyone_adult" };
const all_but_the_adults_answer: VisitEvent[] = [
  ...(["yes", "not_sure", "no"] as const).map((answer): VisitEvent => ({ kind: "danger_answered", answer })),
  ...handover_answers.map((answer): VisitEvent => ({ kind: "age_answered", answer })),
  ...(["child", "adult", "not_sure"] as const).map((person): VisitEvent => ({ kind: "helped_answered", person })),
  ...(["crisis_read", "services_shown", "prevent_chosen", "said_under_18", "has_happened", "questions_shown", "go_on", "back"] as const).map((kind): VisitEvent => ({ kind })),
  ...(["send_stopped", "statement_not_true", "accepted", "return_chosen", "case_opened", "add_pictures", "to_evidence", "case_erased"] as const).map((kind): VisitEvent => ({ kind })),
  ...screens.map((screen): VisitEvent => ({ kind: "case_screen", screen })),
  { kind: "send_pressed", statement_agreed: true },
  { kind: "threat_answered", threat: null },
];
/** Every visit that these events lead to. */
function reachable(from: Visit, events: VisitEvent[]): Visit[] {
  const seen = new Map([[JSON.stringify(from), from]]);
  for (const visit of seen.values())
    for (const event of events) {
      const next = step(visit, event);
      seen.set(JSON.stringify(next), next);
    }
  return [...seen.values()];
}

describe("evidence beside a case", () => {
  it("is asked about by age first, and holds nothing before the answer", () => {
    const asking = visit_by(to_question);
    expect(asking).toEqual({ route: "open", screen: "age", errand: "evidence" });
    expect(may_hold_evidence(asking)).toBe(false);
    const there = step(asking, adult);
    expect(there).toEqual({ route: "adult", screen: "evidence", errand: "evidence", threat: null });
    expect(may_hold_evidence(there)).toBe(true);
  });

  it("is reached by no sequence of events without the answer that everyone was an adult", () => {
    const visits = reachable(first_visit, all_but_the_adults_answer);
    expect(visits.length).toBeGreaterThan(30);
    expect(visits.some((visit) => visit.route === "open" && visit.errand === "evidence")).toBe(true);
    for (const visit of visits) expect([visit, may_hold_evidence(visit)]).toEqual([visit, false]);
  });

  it("is asked anew by each way into it: an answer before counts for that errand alone", () => {
    for (const visit of reachable(first_visit, [...all_but_the_adults_answer, adult])) {
      const next = step(visit, { kind: "to_evidence" });
      if (visit.route === "returning" && visit.screen === "case") expect(next).toEqual({ route: "open", screen: "age", errand: "evidence" });
      else expect(next).toEqual(visit);
      // That screen is for that errand alone, and that errand for that screen.
      if (visit.route === "adult") expect(visit.screen === "evidence").toBe(visit.errand === "evidence");
    }
    const again = visit_by([...to_question, adult, { kind: "go_on" }, { kind: "to_evidence" }]);
    expect([again, may_hold_evidence(again)]).toEqual([{ route: "open", screen: "age", errand: "evidence" }, false]);
  });

  it.each(handover_answers)("locks the visit by the answer %s: no evidence, no pictures, no way back to the case", (answer) => {
    for (const visit of reachable(visit_by([...to_question, { kind: "age_answered", answer }]), [...all_but_the_adults_answer, adult])) {
      expect(visit).toMatchObject({ route: "handover", answer });
      expect([may_hold_evidence(visit), may_take_pictures(visit), may_open_recovery(visit)]).toEqual([false, false, false]);
    }
  });

  it("leads whoever must not work with pictures to writing words down", () => {
    for (const answer of handover_answers.filter((each) => each !== "helping")) expect(may_write_words(visit_by([...to_question, { kind: "age_answered", answer }]))).toBe(true);
  });

  it("takes no pictures to the list, and sends none", () => {
    const there = visit_by([...to_question, adult]);
    expect(may_take_pictures(there)).toBe(false);
    for (const event of [{ kind: "send_pressed", statement_agreed: true }, { kind: "accepted" }, { kind: "questions_shown" }, { kind: "statement_not_true" }] as const) expect(step(there, event)).toEqual(there);
  });

  it("leads back to the case, by the question or past it, and ends with the case", () => {
    const there = visit_by([...to_question, adult]);
    expect(step(there, { kind: "go_on" })).toEqual({ route: "returning", screen: "case" });
    expect(has_back(there)).toBe(true);
    expect(step(there, { kind: "back" })).toEqual(visit_by(to_question));
    expect(step(visit_by(to_question), { kind: "back" })).toEqual({ route: "returning", screen: "case" });
    for (const visit of [there, visit_by(to_question)]) expect(step(visit, { kind: "case_erased" })).toEqual({ route: "returning", screen: "erased" });
    expect(step(visit_by(to_question), { kind: "prevent_chosen" })).toEqual(visit_by(to_question));
  });
});
