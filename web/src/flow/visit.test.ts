// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import {
  adult_screens,
  first_visit,
  has_back,
  may_open_recovery,
  may_read_contacts,
  may_take_pictures,
  screen_name,
  step,
  type AgeAnswer,
  type HandoverAnswer,
  type Visit,
  type VisitEvent,
} from "./visit";

const run = (events: VisitEvent[], from: Visit = first_visit): Visit => events.reduce(step, from);
const to_age: VisitEvent[] = [{ kind: "danger_answered", answer: "no" }];
const handover_answers: HandoverAnswer[] = ["someone_under_18", "not_sure", "under_18_now", "helping"];
const answered = (answer: AgeAnswer): Visit => run([...to_age, { kind: "age_answered", answer }]);

/** Every event there is, each with every value it can carry. */
const all_events: VisitEvent[] = [
  ...(["yes", "not_sure", "no"] as const).map((answer): VisitEvent => ({ kind: "danger_answered", answer })),
  { kind: "crisis_read" },
  ...(["everyone_adult", ...handover_answers] as const).map((answer): VisitEvent => ({ kind: "age_answered", answer })),
  ...(["child", "adult", "not_sure"] as const).map((person): VisitEvent => ({ kind: "helped_answered", person })),
  { kind: "services_shown" },
  { kind: "prevent_chosen" },
  { kind: "said_under_18" },
  { kind: "has_happened" },
  { kind: "questions_shown" },
  ...(["stranger", "ex_partner", "known_person", "unknown", "other", null] as const).map((threat): VisitEvent => ({ kind: "threat_answered", threat })),
  { kind: "go_on" },
  { kind: "back" },
  { kind: "send_pressed", statement_agreed: true },
  { kind: "send_pressed", statement_agreed: false },
  { kind: "send_stopped" },
  { kind: "statement_not_true" },
  { kind: "accepted" },
  { kind: "return_chosen" },
  { kind: "case_opened" },
  ...(["case", "alerts", "withdraw", "undo", "new_words", "shared_device", "keep", "erase"] as const).map((screen): VisitEvent => ({ kind: "case_screen", screen })),
  { kind: "add_pictures" },
  { kind: "to_evidence" },
  { kind: "case_erased" },
];

/** Every state that any sequence of events leads to, found by following all of them. */
function reachable(from: Visit): Visit[] {
  const seen = new Map<string, Visit>([[JSON.stringify(from), from]]);
  const open: Visit[] = [from];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    for (const event of all_events) {
      const next = step(visit, event);
      const name = JSON.stringify(next);
      if (!seen.has(name)) {
        seen.set(name, next);
        open.push(next);
      }
    }
  }
  return [...seen.values()];
}

describe("the routes without pictures", () => {
  it.each(handover_answers)("%s locks the visit: no sequence of events leaves the route", (answer) => {
    for (const visit of reachable(answered(answer))) {
      expect(visit.route).toBe("handover");
      expect(visit).toMatchObject({ answer });
      expect(may_take_pictures(visit)).toBe(false);
      expect(may_read_contacts(visit)).toBe(false);
      expect(may_open_recovery(visit)).toBe(false);
    }
  });

  it.each(handover_answers)("%s cannot be answered again", (answer) => {
    const locked = answered(answer);
    expect(step(locked, { kind: "age_answered", answer: "everyone_adult" })).toEqual(locked);
    const back = step(step(locked, { kind: "back" }), { kind: "back" });
    expect(back).toMatchObject({ route: "handover", screen: "locked", answer });
    expect(step(back, { kind: "age_answered", answer: "everyone_adult" })).toEqual(back);
  });

  it("show the locked answer on going back, and the services again after it", () => {
    const locked = step(answered("not_sure"), { kind: "back" });
    expect(locked).toMatchObject({ screen: "locked" });
    expect(step(locked, { kind: "services_shown" })).toMatchObject({ screen: "services" });
  });

  it("ask a helper whom they help, and have no pictures for an adult either", () => {
    const helper = answered("helping");
    expect(helper).toMatchObject({ screen: "who_is_helped" });
    const adult = step(helper, { kind: "helped_answered", person: "adult" });
    expect(screen_name(adult)).toBe("handover.helping.adult");
    expect(may_take_pictures(adult)).toBe(false);
  });

  it("are reached from the review when the statement is not true", () => {
    const review = run(
      [{ kind: "threat_answered", threat: null }, { kind: "go_on" }, { kind: "go_on" }, { kind: "go_on" }, { kind: "go_on" }, { kind: "go_on" }],
      answered("everyone_adult"),
    );
    expect(review).toMatchObject({ screen: "review" });
    expect(step(review, { kind: "statement_not_true" })).toMatchObject({ route: "handover", answer: "not_sure" });
  });

  it("ask the guide's questions without leaving the route", () => {
    const asking = step(answered("under_18_now"), { kind: "questions_shown" });
    expect(asking).toMatchObject({ route: "handover", screen: "questions" });
    for (const kind of ["go_on", "back"] as const) expect(step(asking, { kind })).toMatchObject({ route: "handover", screen: "services" });
  });

  it("are the only way on for somebody under 18 who came to read about prevention", () => {
    const young = run([{ kind: "prevent_chosen" }, { kind: "questions_shown" }, { kind: "said_under_18" }]);
    for (const visit of reachable(young)) {
      expect(["prevent", "handover"]).toContain(visit.route);
      expect(may_take_pictures(visit)).toBe(false);
      expect(may_read_contacts(visit)).toBe(false);
      expect(may_open_recovery(visit)).toBe(false);
    }
    expect(step(young, { kind: "has_happened" })).toMatchObject({ route: "handover", answer: "under_18_now" });
    expect(has_back(step(young, { kind: "go_on" }))).toBe(false);
  });

  it("are reached when pictures are added to a case, too", () => {
    const adding = run([{ kind: "return_chosen" }, { kind: "case_opened" }, { kind: "add_pictures" }]);
    expect(adding).toEqual({ route: "open", screen: "age", errand: "add_pictures" });
    expect(step(adding, { kind: "age_answered", answer: "under_18_now" })).toMatchObject({ route: "handover" });
  });
});

describe("pictures", () => {
  it("are allowed only after the answer that everyone was 18 or over", () => {
    const without_that_answer = all_events.filter((event) => !(event.kind === "age_answered" && event.answer === "everyone_adult"));
    const seen = new Set<string>();
    const open: Visit[] = [first_visit];
    for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
      expect(may_take_pictures(visit)).toBe(false);
      expect(may_read_contacts(visit)).toBe(false);
      for (const event of without_that_answer) {
        const next = step(visit, event);
        if (!seen.has(JSON.stringify(next))) {
          seen.add(JSON.stringify(next));
          open.push(next);
        }
      }
    }
    expect(seen.size).toBeGreaterThan(10);
  });

  it("are no longer taken once sending began", () => {
    for (const screen of ["sending", "sent", "shared_device", "keep", "next"] as const)
      expect(may_take_pictures({ route: "adult", screen, errand: "new_case", threat: null })).toBe(false);
  });
});

describe("a visit", () => {
  it("asks about danger first and shows help to whoever is not sure", () => {
    expect(first_visit).toMatchObject({ screen: "start" });
    expect(run([{ kind: "danger_answered", answer: "yes" }])).toMatchObject({ screen: "crisis" });
    expect(run([{ kind: "danger_answered", answer: "not_sure" }])).toMatchObject({ screen: "crisis" });
    expect(run([{ kind: "danger_answered", answer: "yes" }, { kind: "crisis_read" }])).toMatchObject({ screen: "age" });
  });

  it("of an adult goes through every screen in order", () => {
    let visit = answered("everyone_adult");
    const seen = [visit.screen];
    const events: VisitEvent[] = [
      { kind: "go_on" },
      { kind: "go_on" },
      { kind: "go_on" },
      { kind: "go_on" },
      { kind: "go_on" },
      { kind: "send_pressed", statement_agreed: true },
      { kind: "accepted" },
      { kind: "go_on" },
      { kind: "go_on" },
      { kind: "go_on" },
    ];
    for (const event of events) {
      visit = step(visit, event);
      seen.push(visit.screen);
    }
    expect(seen).toEqual([...adult_screens]);
  });

  it("remembers who threatens, and asks again who it is", () => {
    const asked = step(answered("everyone_adult"), { kind: "threat_answered", threat: "ex_partner" });
    expect(asked).toMatchObject({ screen: "questions", threat: "ex_partner" });
    const again = run([{ kind: "go_on" }, { kind: "questions_shown" }, { kind: "threat_answered", threat: "stranger" }], asked);
    expect(again).toMatchObject({ screen: "questions", threat: "stranger" });
  });

  it("sends nothing without the statement", () => {
    const review: Visit = { route: "adult", screen: "review", errand: "new_case", threat: null };
    expect(step(review, { kind: "send_pressed", statement_agreed: false })).toEqual(review);
    expect(step(review, { kind: "go_on" })).toEqual(review);
  });

  it("does not go back to the pictures after sending", () => {
    for (const screen of ["sending", "sent", "shared_device"] as const) {
      const visit: Visit = { route: "adult", screen, errand: "new_case", threat: null };
      expect(step(visit, { kind: "back" })).toEqual(visit);
      expect(has_back(visit)).toBe(false);
    }
  });

  it("can change from the adult answer to any other until something is sent", () => {
    const changed = run([{ kind: "back" }, { kind: "age_answered", answer: "not_sure" }], answered("everyone_adult"));
    expect(changed).toMatchObject({ route: "handover", answer: "not_sure" });
  });

  it("that reads about prevention goes back to the start, or on to the question of age", () => {
    const reading = run([{ kind: "prevent_chosen" }]);
    expect(reading).toMatchObject({ route: "prevent", screen: "plan" });
    expect(step(reading, { kind: "back" })).toEqual(first_visit);
    expect(step(reading, { kind: "has_happened" })).toMatchObject({ route: "open", screen: "age" });
  });

  it("leads to prevention from the first screen, from crisis help and from the question of age, but not from a case", () => {
    const adding = run([{ kind: "return_chosen" }, { kind: "case_opened" }, { kind: "add_pictures" }]);
    for (const before of [first_visit, run([{ kind: "danger_answered", answer: "yes" }]), run(to_age)])
      expect(step(before, { kind: "prevent_chosen" })).toEqual({ route: "prevent", screen: "plan", under_18: false });
    expect(step(adding, { kind: "prevent_chosen" })).toEqual(adding);
  });

  it("adds pictures to an open case without asking who threatens, and returns to the case", () => {
    const adding = run([{ kind: "return_chosen" }, { kind: "case_opened" }, { kind: "add_pictures" }, { kind: "age_answered", answer: "everyone_adult" }]);
    expect(adding).toMatchObject({ route: "adult", screen: "pictures", errand: "add_pictures" });
    const sent = run([{ kind: "go_on" }, { kind: "send_pressed", statement_agreed: true }, { kind: "accepted" }, { kind: "go_on" }], adding);
    expect(sent).toEqual({ route: "returning", screen: "case" });
  });

  it("shows nothing of a case before it is open", () => {
    const closed = run([{ kind: "return_chosen" }]);
    expect(step(closed, { kind: "case_screen", screen: "alerts" })).toEqual(closed);
    expect(step(closed, { kind: "add_pictures" })).toEqual(closed);
  });

  it("reaches every screen", () => {
    const names = new Set(reachable(first_visit).map(screen_name));
    for (const screen of adult_screens) expect(names).toContain(`adult.${screen}`);
    expect(names).toContain("adult.evidence");
    for (const screen of ["open", "case", "alerts", "withdraw", "undo", "new_words", "shared_device", "keep", "erase", "erased"]) expect(names).toContain(`returning.${screen}`);
  });
});
