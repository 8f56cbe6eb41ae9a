// SPDX-License-Identifier: Apache-2.0
// The dated data of data/support: help lines, services, advice. The page shows it, and says when it is old.
import advice_data from "../../../data/support/advice.json";
import lines_data from "../../../data/support/lines.json";
import services_data from "../../../data/support/services.json";
import type { HandoverVisit, Threat } from "../flow/visit";
import type { LanguageTag, Text } from "../strings/language";

export interface Sourced {
  source: string;
  also?: string[];
  /** YYYY-MM-DD */
  checked: string;
}
export interface Contact {
  how: "call" | "text";
  shown: string;
  shown_cy?: string;
  dial: string;
}
export interface Line extends Sourced {
  id: string;
  name: Text;
  contacts: Contact[];
  hours?: Text;
  who: Text;
  more?: Text;
  for: string[];
  country: string;
}
export interface HelpService extends Sourced {
  id: string;
  name: Text;
  by: Text;
  url: string;
  does: Text[];
  cannot: Text[];
  for: string[];
}
export interface Advice extends Sourced {
  id: string;
  for: string[];
  head: Text;
  text: Text;
}

export const lines = lines_data.lines as Line[];
export const services = services_data.services as HelpService[];
export const advice = advice_data.advice as Advice[];
const stale_after_days = lines_data.stale_after_days;

export const lines_for = (...topics: string[]): Line[] => lines.filter((line) => line.for.some((topic) => topics.includes(topic)));
export const services_for = (topic: string): HelpService[] => services.filter((service) => service.for.includes(topic));
export const advice_for = (topic: string): Advice[] => advice.filter((entry) => entry.for.includes(topic));
export const stopncii = (): HelpService | undefined => services.find((service) => service.id === "stopncii");

export function shown_number(contact: Contact, tag: LanguageTag): string {
  return tag === "cy" ? (contact.shown_cy ?? contact.shown) : contact.shown;
}

export function is_stale(checked: string, today: Date): boolean {
  return today.getTime() - Date.parse(checked) > stale_after_days * 24 * 60 * 60 * 1000;
}

/** Which services, advice and lines a hand-over visit shows, in order. */
export interface Handover {
  /** First of all, for whoever is under 18 now and gave another answer. */
  if_child: HelpService | undefined;
  services: HelpService[];
  advice: Advice[];
  lines: Line[];
}
export function handover_for(visit: Pick<HandoverVisit, "answer" | "helped">): Handover {
  const if_child = services.find((service) => service.id === "report-remove");
  switch (visit.answer) {
    case "under_18_now":
      return { if_child: undefined, services: services_for("child_now"), advice: advice_for("child"), lines: lines_for("child") };
    case "someone_under_18":
      return { if_child, services: services_for("child_then"), advice: advice_for("child_then"), lines: lines_for("crisis", "police") };
    case "not_sure":
      return { if_child, services: services_for("not_sure"), advice: advice_for("not_sure"), lines: lines_for("adult", "child", "police") };
    case "helping":
      return visit.helped === "adult"
        ? { if_child: undefined, services: [], advice: [], lines: lines_for("adult", "police") }
        : { if_child: undefined, services: services_for("helper_child"), advice: advice_for("helper_child"), lines: lines_for("helper", "child", "police") };
  }
}

export const advice_for_threat = (threat: Threat | null): Advice[] => advice_for(threat ?? "unknown");
export const lines_for_threat = (threat: Threat | null): Line[] => (threat === "ex_partner" ? [...lines_for("abuse"), ...lines_for("adult")] : lines_for("adult", "police"));
