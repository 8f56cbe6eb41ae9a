// SPDX-License-Identifier: Apache-2.0
// What the route of a visit tells the guide. The guide never asks it and nothing that is answered there changes it: the
// rule about pictures (flow/visit.ts) stands above it.
import type { Threat, Visit } from "../flow/visit";
import type { Answers } from "./door";

export interface Known {
  /** Wins over whatever was answered. */
  certain: Answers;
  /** Stands until it is answered. */
  assumed: Answers;
  /** The only answers that fit the route, by question. */
  choices: Readonly<Record<string, readonly string[]>>;
}

/** Until somebody says where they live. The screen says so. */
const assumed_country = "england";
/** Not knowing what they have counts as a real picture. Who threatens is never assumed: blocking a stranger is right, a partner perhaps not. */
const assumed = { country: assumed_country, live: "no", have: "unsure", paid: "no" };
const under_18 = ["under-13", "13-17"];
const helpers = ["parent", "friend", "adviser"];

export function known_of(visit: Visit): Known {
  switch (visit.route) {
    case "adult":
      return { certain: { situation: "threatened", role: "me", age_now: "adult", adult_then: "yes" }, assumed, choices: {} };
    case "handover":
      switch (visit.answer) {
        case "under_18_now":
          return { certain: { situation: "threatened", role: "me" }, assumed: { ...assumed, age_now: "13-17" }, choices: { age_now: under_18 } };
        case "someone_under_18":
          return { certain: { situation: "threatened", role: "me", adult_then: "no" }, assumed: { ...assumed, age_now: "adult" }, choices: {} };
        case "not_sure":
          return { certain: { situation: "threatened", role: "me", adult_then: "unsure" }, assumed: { ...assumed, age_now: "adult" }, choices: {} };
        case "helping":
          return visit.helped === "adult"
            ? { certain: { situation: "threatened", age_now: "adult", adult_then: "yes" }, assumed: { ...assumed, role: "friend" }, choices: { role: helpers } }
            : {
                certain: { situation: "threatened", adult_then: visit.helped === "child" ? "no" : "unsure" },
                assumed: { ...assumed, role: "parent", age_now: "13-17" },
                choices: { role: helpers },
              };
      }
      break;
    case "prevent":
      // Their way here may lead past the question about danger; what was said to it goes along.
      return { certain: {}, assumed: { danger: "no", situation: "prevent", role: "me", age_now: "adult", country: assumed_country }, choices: { situation: ["prevent", "school"] } };
    default:
      return { certain: {}, assumed: {}, choices: {} };
  }
}

/** Somebody under 18 said so of themselves. Who passed the question over said nothing. */
export function is_under_18(given: Answers, passed: ReadonlySet<string> = new Set()): boolean {
  return !passed.has("age_now") && (given.role ?? "me") === "me" && under_18.includes(given.age_now ?? "");
}

/** Who threatens is or was close: they may see this device, the mail and the accounts, and notice what changes there. */
export const is_close = (given: Answers): boolean => given.who === "ex" || given.who === "household";

/** The service's word for who threatens; null where it was passed over. */
export function threat_of(who: string | undefined): Threat | null {
  switch (who) {
    case "stranger":
    case "online-known":
      return "stranger";
    case "ex":
      return "ex_partner";
    case "household":
    case "known":
      return "known_person";
    case "unknown":
      return "unknown";
    default:
      return null;
  }
}
