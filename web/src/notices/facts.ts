// SPDX-License-Identifier: Apache-2.0
// What is said for a notice (docs/formats/notices.md, Facts): what the visit knows already, and how what is typed becomes a fact.
import type { Visit } from "../flow/visit";
import type { Answers } from "../guide/door";
import { answers_for_plan } from "../guide/interview";
import { statements, type Element, type NoticeAge, type NoticeFacts, type Statement } from "../guide/notice_door";

/** Greatest lengths of what is typed, in UTF-16 units: the letter takes no more, and the request stays within its limit. */
export const longest = { line: 500, text: 4000, pages: 8000, letter: 20_000 } as const;
const most_pages = 50;

/** Half of a character, as a careless paste may bring, is no text. */
export const whole_text = (typed: string): string => typed.replace(/\p{Surrogate}/gu, "\ufffd");

/** Whether anybody shown was under 18. Not knowing counts as yes, in the guide. */
function age_of(visit: Visit, answers: Answers): NoticeAge {
  // A case is of adults' pictures alone: that was said before it was opened.
  if (visit.route === "returning") return "no";
  if (answers.adult_then === "yes") return "no";
  return answers.adult_then === "no" || answers.age_now === "under-13" || answers.age_now === "13-17" ? "yes" : "unsure";
}

export type FactsOfVisit = NoticeFacts & Required<Pick<NoticeFacts, "role" | "under_18" | "made">>;

/** What the route and the answers so far say. `is_platform`: whether an answer to "where" names one. */
export function facts_of_visit(visit: Visit, given: Answers, is_platform: (id: string) => boolean): FactsOfVisit {
  const answers = answers_for_plan(visit, given);
  const { where, have } = given;
  return {
    role: (answers.role ?? "me") === "me" ? "me" : "helper",
    under_18: age_of(visit, answers),
    made: have === "faked" ? "faked" : have === "real" || have === "stolen" ? "real" : "unsure",
    ...(where !== undefined && is_platform(where) ? { platform: where } : {}),
    // Where nobody said it, no law of a country is named in their letter.
    ...(given.country === undefined || given.country === "other" ? {} : { country: given.country }),
  };
}

/** One address a line. What is plainly an address without its beginning gets it, as browsers do. */
export function pages_of(typed: string): string[] {
  return lines_of(typed)
    .slice(0, most_pages)
    .map((line) => (/^[\w-]+(\.[\w-]+)+([/?#:]|$)/.test(line) ? `https://${line}` : line));
}

export function lines_of(typed: string): string[] {
  return whole_text(typed)
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** An address with its beginning and a host; the guide has the last word on it. */
export const is_whole_address = (line: string): boolean => /^https?:\/\/[^\s/.]+\.[^\s/]/i.test(line);

/** What stands in the field of an element. */
export function typed_of(facts: NoticeFacts, element: Element): string {
  switch (element) {
    case "pages":
      return (facts.pages ?? []).map(({ url }) => url).join("\n");
    case "target":
      return [...(facts.accounts ?? []), ...(facts.pages ?? []).map(({ url }) => url)].join("\n");
    case "accounts":
      return (facts.accounts ?? []).join("\n");
    case "contact":
    case "email":
      return facts.contact ?? "";
    case "story":
    case "reasons":
    case "name":
    case "signature":
      return facts[element] ?? "";
    default:
      return "";
  }
}

/** The facts with what was typed for an element; pages that are named again keep what else is known of them. */
export function with_typed(facts: NoticeFacts, element: Element, typed: string): NoticeFacts {
  const text = whole_text(typed).trim();
  const page = (url: string): NonNullable<NoticeFacts["pages"]>[number] => facts.pages?.find((known) => known.url === url) ?? { url };
  switch (element) {
    case "pages":
      return { ...facts, pages: pages_of(typed).map(page) };
    case "target": {
      const all = pages_of(typed);
      return { ...facts, pages: all.filter(is_whole_address).map(page), accounts: all.filter((line) => !is_whole_address(line)) };
    }
    case "accounts":
      return { ...facts, accounts: lines_of(typed).slice(0, most_pages) };
    case "contact":
    case "email":
      return { ...facts, contact: text };
    case "story":
    case "reasons":
    case "name":
    case "signature":
      return { ...facts, [element]: text };
    default:
      return facts;
  }
}

export const is_statement = (element: Element): element is Statement => (statements as readonly Element[]).includes(element);

/** The person makes a statement, or takes it back. */
export function with_statement(facts: NoticeFacts, statement: Statement, is_said: boolean): NoticeFacts {
  const others = (facts.says ?? []).filter((each) => each !== statement);
  return { ...facts, says: is_said ? [...others, statement] : others };
}

/** The facts as if nothing had been said to an element. */
export function without_fact(facts: NoticeFacts, element: Element): NoticeFacts {
  if (is_statement(element)) return with_statement(facts, element, false);
  switch (element) {
    case "connection": {
      const { connection: _connection, ...rest } = facts;
      return rest;
    }
    case "sent": {
      const { sent: _sent, ...rest } = facts;
      return rest;
    }
    case "reasons": {
      const { country: _country, reasons: _reasons, ...rest } = facts;
      return rest;
    }
    default:
      return with_typed(facts, element, "");
  }
}

/** What is kept with a notice that was sent: what its clock and the next letter need, and nothing of what was told. */
export function facts_to_keep({ pages, platform, accounts, country, under_18 }: NoticeFacts): NoticeFacts {
  return Object.fromEntries(Object.entries({ pages, platform, accounts, country, under_18 }).filter(([, value]) => value !== undefined));
}
