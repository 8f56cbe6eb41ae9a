// SPDX-License-Identifier: Apache-2.0
// What the guide says on the screen that is seen now, in its language: watched, so that a screen follows what changes.
import type { HandoverVisit, Visit } from "../flow/visit";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { use_language } from "../strings/language";
import { baked } from "./baked";
import type { HelpService, Line, Plan } from "./door";
import type { Guide } from "./guide";
import { picture_services, plan_of } from "./interview";

/** The guide and the visit; whoever calls this is drawn anew when either changes. */
export function use_guide(): { guide: Guide; visit: Visit; state: ReturnType<Guide["state"]["get"]> } {
  const session = use_session();
  const visit = use_store(session.visit);
  const state = use_store(session.guide.state);
  use_store(session.guide.edition);
  use_store(session.guide.given);
  use_store(session.guide.passed);
  use_store(session.guide.asking);
  use_store(session.guide.place);
  return { guide: session.guide, visit, state };
}

/** Null while the guide is not there. */
export function use_plan(): Plan | null {
  const { guide, visit } = use_guide();
  const { tag } = use_language();
  return plan_of(guide, visit, tag);
}

/** Whom to call now: for where this person lives once they said so, and always there. */
export function use_crisis_lines(): Line[] {
  const { tag } = use_language();
  const lines = use_plan()?.crisis ?? [];
  return lines.length === 0 ? baked.crisis[tag] : lines;
}

/** The lines of a step of this plan, or those it had when the page was built. */
export function use_lines_of(step: string, otherwise: Record<"en" | "cy", Line[]>): Line[] {
  const { tag } = use_language();
  const plan = use_plan();
  const lines = plan?.phases.flatMap(({ steps }) => steps).find(({ id }) => id === step)?.lines ?? [];
  return lines.length === 0 ? otherwise[tag] : lines;
}

/** Services made for whoever must not work with pictures. `may_be_child`: whoever is under 18 now may have given another answer; for them
 *  Report Remove stands apart, before these. */
export function use_services_of(visit: HandoverVisit): { may_be_child: boolean; services: HelpService[] } {
  const { guide } = use_guide();
  const { tag } = use_language();
  const may_be_child = visit.answer === "someone_under_18" || visit.answer === "not_sure";
  const found = picture_services(guide, visit, tag, may_be_child ? { age_now: "13-17", posted: "yes" } : {}).filter(({ id }) => !may_be_child || id !== "report-remove");
  return { may_be_child, services: found.length === 0 && !may_be_child ? [baked.report_remove[tag]] : found };
}
