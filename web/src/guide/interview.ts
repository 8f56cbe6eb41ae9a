// SPDX-License-Identifier: Apache-2.0
// One question after the other: which is asked now, which come before it, and what there is to change. What the route knows
// is told to the guide and never asked.
import type { Visit } from "../flow/visit";
import type { LanguageTag } from "../strings/language";
import type { Answers, GuideQuestion, HelpService, MessageDraft, Plan, Platform, PlatformTopic } from "./door";
import type { Guide } from "./guide";
import { known_of } from "./known";

/** Whoever comes past the start without having been asked, as to add pictures to a case: the careful answer. */
const unasked = { danger: "thoughts" };

/** Told to the guide with every question: the person's answers, under what the route knows. */
export function answers_for(visit: Visit, given: Answers): Answers {
  return { ...unasked, ...given, ...known_of(visit).certain };
}

/** Told for a plan: what is assumed stands in until it is answered. */
export function answers_for_plan(visit: Visit, given: Answers): Answers {
  const { certain, assumed } = known_of(visit);
  return { ...unasked, ...assumed, ...given, ...certain };
}

export function plan_of(guide: Guide, visit: Visit, language: LanguageTag): Plan | null {
  const place = guide.place.get();
  return guide.ask("plan", language, { answers: answers_for_plan(visit, guide.given.get()), ...(place === null ? {} : { place: { force: place } }) });
}

/** Texts for friends and family that fit who asks. */
export function drafts_of(guide: Guide, visit: Visit, language: LanguageTag): MessageDraft[] {
  const found = guide.ask("messages", language, { answers: answers_for_plan(visit, guide.given.get()) });
  const about = found?.for === undefined ? {} : { for: found.for };
  return (found?.messages ?? []).map((draft) => ({ ...draft, ...about }));
}

/** What the plan would say of another platform than the one that was named, of some topics alone. */
export function parts_of_platform(guide: Guide, visit: Visit, language: LanguageTag, id: string, topics: readonly PlatformTopic[]): Platform | null {
  const plan = guide.ask("plan", language, { answers: { ...answers_for_plan(visit, guide.given.get()), where: id } });
  return plan === null ? null : platform_of(plan, topics);
}

/** What a plan says of its platform, of some topics alone; null where it says nothing of them. */
export function platform_of(plan: Plan, topics: readonly PlatformTopic[]): Platform | null {
  const found = plan.phases.flatMap(({ steps }) => steps.flatMap(({ platform }) => platform ?? []));
  const parts = topics.flatMap((topic) => found.flatMap((platform) => (platform[topic] === undefined ? [] : [[topic, platform[topic]] as const])).slice(0, 1));
  const one = found[0];
  return one === undefined || parts.length === 0 ? null : { id: one.id, name: one.name, ...Object.fromEntries(parts) };
}

/** Services that deal with the picture itself, as the plan leads to them, and after them the police for young people. `also`: what
 *  else may be so, where the route leaves it open. */
export function picture_services(guide: Guide, visit: Visit, language: LanguageTag, also: Answers = {}): HelpService[] {
  const answers = answers_for_plan(visit, guide.given.get());
  const phases = [answers, { ...answers, ...also }].flatMap((each) => guide.ask("plan", language, { answers: each })?.phases ?? []);
  const of_picture = phases.filter(({ id }) => id === "remove").flatMap(({ steps }) => steps.flatMap(({ services }) => services.filter((service) => service.for.includes("picture"))));
  const police = phases.flatMap(({ steps }) => steps.filter(({ id }) => id === "report-ceop").flatMap(({ services }) => services));
  const all = [...of_picture, ...police];
  return all.filter((service, at) => all.findIndex(({ id }) => id === service.id) === at);
}

/** What this person is asked: not what the route knows, and not about danger, which was asked at the start. */
const is_asked = (visit: Visit, id: string): boolean => id !== "danger" && !(id in known_of(visit).certain);

/** The questions answered so far, in order. */
export function answered(guide: Guide, visit: Visit): string[] {
  const next = guide.ask("question", "en", { answers: answers_for(visit, guide.given.get()) });
  return next === null ? [] : next.asked.filter((id) => is_asked(visit, id));
}

export interface Asked {
  question: GuideQuestion;
  /** The answer that was given before, when it is asked again. */
  before: string | undefined;
  /** At most how many come after it. */
  left: number;
}

/** The question to ask now: the one chosen again, else the next; null when all are answered. */
export function question_now(guide: Guide, visit: Visit, language: LanguageTag): Asked | null {
  const given = guide.given.get();
  const again = guide.asking.get();
  const answers = answers_for(visit, given);
  if (again !== null && is_asked(visit, again)) return question_again(guide, visit, language, again);
  const next = guide.ask("question", language, { answers });
  if (next === null || next.question === null) return null;
  return { question: fitting(visit, next.question), before: undefined, left: Math.max(0, next.left - 1) };
}

/** A question that has an answer: the guide is told what came before it, and asks it anew. */
function question_again(guide: Guide, visit: Visit, language: LanguageTag, id: string): Asked | null {
  const answers = answers_for(visit, guide.given.get());
  const all = guide.ask("question", "en", { answers });
  if (all === null) return null;
  const earlier = all.asked.includes(id) ? all.asked.slice(0, all.asked.indexOf(id)) : all.asked;
  const { certain } = known_of(visit);
  const told = Object.fromEntries(Object.entries(answers).filter(([name]) => name in certain || earlier.includes(name)));
  const next = guide.ask("question", language, { answers: told });
  if (next === null || next.question === null || next.question.id !== id) return null;
  return { question: fitting(visit, next.question), before: answers[id], left: all.left };
}

function fitting(visit: Visit, question: GuideQuestion): GuideQuestion {
  const fits = known_of(visit).choices[question.id];
  if (fits === undefined) return question;
  const choices = question.choices.filter(({ id }) => fits.includes(id));
  return { ...question, choices, skipped: fits.includes(question.skipped) ? question.skipped : (choices.at(-1)?.id ?? question.skipped) };
}

/** The question before the one asked now; null at the first. On a plan: the last one. */
export function question_before(guide: Guide, visit: Visit): string | null {
  const asked = answered(guide, visit);
  const again = guide.asking.get();
  const at = visit.route !== "returning" && visit.screen === "questions" && again !== null ? asked.indexOf(again) : asked.length;
  return asked[at - 1] ?? null;
}

/** In UTF-16 units: a line of a case is 500 bytes. */
const longest_words = 240;

/** The answers that were given, as they were read: what was passed over is none, and what the route knows and the question about danger are never among them. */
export function answers_to_hand_on(guide: Guide, visit: Visit, language: LanguageTag): { question: string; answer: string; words: string }[] {
  const given = guide.given.get();
  const passed = guide.passed.get();
  return answers_to_change(guide, visit, language)
    .filter(({ id }) => !passed.has(id))
    .map(({ id, ask, label }) => ({ question: id, answer: given[id] ?? "", words: `${ask.say} ${label.say}`.slice(0, longest_words) }));
}

/** Every answer of this visit that can be changed, with its question. */
export function answers_to_change(guide: Guide, visit: Visit, language: LanguageTag): { id: string; ask: GuideQuestion["ask"]; label: GuideQuestion["ask"] }[] {
  return answered(guide, visit).flatMap((id) => {
    const again = question_again(guide, visit, language, id);
    const choice = again?.question.choices.find((each) => each.id === again.before);
    return again === null || choice === undefined ? [] : [{ id, ask: again.question.ask, label: choice.label }];
  });
}
