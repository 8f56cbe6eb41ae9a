// SPDX-License-Identifier: Apache-2.0
// Which notices fit: those that the steps of the plan can prepare, and the report text beside each step that shows where to report.
import type { Visit } from "../flow/visit";
import type { Answers, Step, Words } from "../guide/door";
import type { Guide } from "../guide/guide";
import { answers_for_plan } from "../guide/interview";
import type { NoticeKind } from "../guide/notice_door";
import type { LanguageTag } from "../strings/language";

export const report_to_police = "report-police";
export const report_to_platform = "report-platform";

/** What this step can prepare. */
export function kinds_of_step(step: Step): string[] {
  const police = step.forces !== undefined || step.ask_place === true || step.country?.some(({ part }) => part === "police") === true;
  const platform = (step.platform?.report ?? []).length > 0;
  return [...step.notices, ...(platform ? [report_to_platform] : []), ...(police ? [report_to_police] : [])];
}

export interface OfferedKind {
  kind: NoticeKind;
  /** What the step that leads to it says. */
  head: Words;
}

/** Whoever has an alert knows that a copy is out there, and where. */
const after_an_alert: Answers = { situation: "threatened", role: "me", age_now: "adult", adult_then: "yes", posted: "yes", have: "unsure" };

/** Each kind once, in the order of the plan. */
export function offered_kinds(guide: Guide, visit: Visit, language: LanguageTag): OfferedKind[] {
  const given = guide.given.get();
  const answers = visit.route === "returning" ? { ...answers_for_plan(visit, given), ...after_an_alert } : answers_for_plan(visit, given);
  const steps = guide.ask("plan", language, { answers })?.phases.flatMap((phase) => phase.steps) ?? [];
  const kinds = all_kinds(guide, language);
  const offered = steps.flatMap((step) => kinds_of_step(step).flatMap((id) => kinds.filter((kind) => kind.id === id).map((kind) => ({ kind, head: step.head }))));
  return offered.filter((each, at) => offered.findIndex(({ kind }) => kind.id === each.kind.id) === at);
}

export const all_kinds = (guide: Guide, language: LanguageTag): NoticeKind[] => guide.ask("notices", language, {})?.notices ?? [];
