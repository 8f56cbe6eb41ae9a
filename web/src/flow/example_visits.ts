// SPDX-License-Identifier: Apache-2.0
// Visits as the answers of the first screens make them, for tests.
import { first_visit, step, type AgeAnswer, type HelpedPerson, type Visit, type VisitEvent } from "./visit";

export const visit_by = (events: VisitEvent[]): Visit => events.reduce(step, first_visit);
export const aged = (answer: AgeAnswer, helped?: HelpedPerson): Visit =>
  visit_by([{ kind: "danger_answered", answer: "no" }, { kind: "age_answered", answer }, ...(helped === undefined ? [] : [{ kind: "helped_answered", person: helped } as const])]);

export const routes_without_pictures: [string, Visit][] = [
  ["under 18 now", aged("under_18_now")],
  ["someone under 18", aged("someone_under_18")],
  ["not sure", aged("not_sure")],
  ["helping a child", aged("helping", "child")],
  ["helping an adult", aged("helping", "adult")],
  ["helping, age unknown", aged("helping", "not_sure")],
];
