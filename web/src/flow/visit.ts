// SPDX-License-Identifier: Apache-2.0
// One visit to the page as a state machine: which screen may follow which. Safety rests on it, so it is pure, typed so
// that a hand-over route has no place for pictures, and tested with every sequence of answers.
//
// The rule it keeps: pictures are allowed on the adult route alone, and the only way there is "everyone was 18 or over".
// Any other answer locks the visit on its hand-over route: no event leaves it. Only a new visit (leaving the page) asks
// again. Somebody under 18 who came to read about prevention is locked as well: what they said there leads to no other
// route than theirs. Nothing of this is stored.
//
// The guide asks and advises on each of these routes ("questions" and "plan"; a hand-over's plan is "services"). What the
// route already knows, it is told and never asks (guide/known.ts).

/** Answers to: was everyone in the picture 18 or over when it was made? */
export type AgeAnswer = "everyone_adult" | "someone_under_18" | "not_sure" | "under_18_now" | "helping";
export type HandoverAnswer = Exclude<AgeAnswer, "everyone_adult">;
/** Whom a helper helps. Either way there is no picture input: the person themself does it, on their own device. */
export type HelpedPerson = "child" | "adult" | "not_sure";
/** The service's words for who threatens (docs/api/openapi.yaml, Threat). */
export type Threat = "stranger" | "ex_partner" | "known_person" | "unknown" | "other";
export type DangerAnswer = "yes" | "not_sure" | "no";
/** Why the age question is asked: to open a case, to add pictures to the open one, or to put evidence together, or go on with it, beside the open one. */
export type Errand = "new_case" | "add_pictures" | "evidence";

export interface OpenVisit {
  route: "open";
  screen: "start" | "crisis" | "age";
  errand: Errand;
}

export interface HandoverVisit {
  route: "handover";
  /** Locked for this visit. */
  answer: HandoverAnswer;
  /** Set once a helper has said whom they help. */
  helped: HelpedPerson | null;
  screen: "who_is_helped" | "questions" | "services" | "locked";
}

/** Nothing has happened: what to know beforehand. */
export interface PreventVisit {
  route: "prevent";
  screen: "questions" | "plan";
  /** They said so of themselves. It stays for the visit. */
  under_18: boolean;
}

/** In order. From "sent" on there is no way back to the pictures. */
export const adult_screens = [
  "questions",
  "plan",
  "who_checks",
  "pictures",
  "extras",
  "review",
  "sending",
  "sent",
  "shared_device",
  "keep",
  "next",
] as const;
type OrderedScreen = (typeof adult_screens)[number];
/** "evidence" stands apart, for that errand alone: no picture is chosen there and none is sent. */
export type AdultScreen = OrderedScreen | "evidence";

export interface AdultVisit {
  route: "adult";
  screen: AdultScreen;
  errand: Errand;
  threat: Threat | null;
}

export type CaseScreen = "case" | "alerts" | "withdraw" | "undo" | "new_words" | "shared_device" | "keep" | "erase";
export interface ReturningVisit {
  route: "returning";
  /** "open" asks for the words; the other screens need an open case; "erased" is the end. */
  screen: "open" | CaseScreen | "erased";
}

export type Visit = OpenVisit | HandoverVisit | PreventVisit | AdultVisit | ReturningVisit;

export type VisitEvent =
  | { kind: "danger_answered"; answer: DangerAnswer }
  | { kind: "crisis_read" }
  | { kind: "age_answered"; answer: AgeAnswer }
  | { kind: "helped_answered"; person: HelpedPerson }
  | { kind: "services_shown" }
  | { kind: "prevent_chosen" }
  | { kind: "said_under_18" }
  | { kind: "has_happened" }
  | { kind: "questions_shown" }
  | { kind: "threat_answered"; threat: Threat | null }
  | { kind: "go_on" }
  | { kind: "back" }
  /** The statement is a box the person ticked; without it nothing is sent. */
  | { kind: "send_pressed"; statement_agreed: boolean }
  | { kind: "send_stopped" }
  | { kind: "statement_not_true" }
  | { kind: "accepted" }
  | { kind: "return_chosen" }
  | { kind: "case_opened" }
  | { kind: "case_screen"; screen: CaseScreen }
  | { kind: "add_pictures" }
  | { kind: "to_evidence" }
  | { kind: "case_erased" };

export const first_visit: Visit = { route: "open", screen: "start", errand: "new_case" };

/** Whether this visit may take pictures at all. The worker that reads pictures is only ever handed out by this. */
export function may_take_pictures(visit: Visit): visit is AdultVisit {
  return visit.route === "adult" && visit.screen !== "evidence" && adult_screens.indexOf(visit.screen) <= adult_screens.indexOf("review");
}

/** Whether this visit may read a platform's list of friends from a file. On a hand-over route names are typed: it has no file input at all. */
export function may_read_contacts(visit: Visit): visit is AdultVisit {
  return visit.route === "adult";
}

/** Whether this visit may put evidence together. Never on a hand-over route, whoever is helped there, and not where nothing has happened. */
export function may_hold_evidence(visit: Visit): visit is AdultVisit {
  return visit.route === "adult";
}

/** Whether this visit may write down what happened, in words alone: on a hand-over route, unless an adult is helped, who has an adult's route. */
export function may_write_words(visit: Visit): visit is HandoverVisit {
  return visit.route === "handover" && visit.screen !== "who_is_helped" && visit.helped !== "adult" && (visit.answer !== "helping" || visit.helped !== null);
}

/** Whether this visit may read a recovery text from a file. Never on a hand-over route. */
export function may_open_recovery(visit: Visit): visit is ReturningVisit {
  return visit.route === "returning" && visit.screen === "open";
}

export function step(visit: Visit, event: VisitEvent): Visit {
  switch (visit.route) {
    case "open":
      return step_open(visit, event);
    case "handover":
      return step_handover(visit, event);
    case "prevent":
      return step_prevent(visit, event);
    case "adult":
      return step_adult(visit, event);
    case "returning":
      return step_returning(visit, event);
  }
}

function hand_over(answer: HandoverAnswer): HandoverVisit {
  return { route: "handover", answer, helped: null, screen: answer === "helping" ? "who_is_helped" : "services" };
}

/** The answer to "delete" may come in when the person has gone on to another screen of the case, or to an errand of it. */
const erased: ReturningVisit = { route: "returning", screen: "erased" };
const the_case: ReturningVisit = { route: "returning", screen: "case" };
/** Where an adult begins. */
const first_screens: Readonly<Record<Errand, AdultScreen>> = { new_case: "questions", add_pictures: "pictures", evidence: "evidence" };

function step_open(visit: OpenVisit, event: VisitEvent): Visit {
  switch (event.kind) {
    case "case_erased":
      return visit.errand === "new_case" ? visit : erased;
    case "danger_answered":
      if (visit.screen !== "start") return visit;
      return { ...visit, screen: event.answer === "no" ? "age" : "crisis" };
    case "crisis_read":
      return visit.screen === "crisis" ? { ...visit, screen: "age" } : visit;
    case "age_answered":
      if (visit.screen !== "age") return visit;
      if (event.answer !== "everyone_adult") return hand_over(event.answer);
      return { route: "adult", screen: first_screens[visit.errand], errand: visit.errand, threat: null };
    case "prevent_chosen":
      return visit.errand === "new_case" ? { route: "prevent", screen: "plan", under_18: false } : visit;
    case "return_chosen":
      return visit.screen === "start" ? { route: "returning", screen: "open" } : visit;
    case "back":
      if (visit.errand !== "new_case") return the_case;
      return visit.screen === "start" ? visit : { ...visit, screen: "start" };
    default:
      return visit;
  }
}

/** Everything but these events leaves a hand-over visit as it is, an age answer above all. */
function step_handover(visit: HandoverVisit, event: VisitEvent): HandoverVisit {
  switch (event.kind) {
    case "helped_answered":
      return visit.screen === "who_is_helped" ? { ...visit, helped: event.person, screen: "services" } : visit;
    case "services_shown":
      if (visit.screen !== "locked") return visit;
      return { ...visit, screen: visit.answer === "helping" && visit.helped === null ? "who_is_helped" : "services" };
    case "questions_shown":
      return visit.screen === "services" ? { ...visit, screen: "questions" } : visit;
    case "go_on":
      return visit.screen === "questions" ? { ...visit, screen: "services" } : visit;
    case "back":
      if (visit.screen === "questions") return { ...visit, screen: "services" };
      return { ...visit, screen: visit.answer === "helping" && visit.screen === "services" ? "who_is_helped" : "locked" };
    default:
      return visit;
  }
}

/** From here there is a way back to the start, unless somebody under 18 is here: then only to their own route. */
function step_prevent(visit: PreventVisit, event: VisitEvent): Visit {
  switch (event.kind) {
    case "questions_shown":
      return { ...visit, screen: "questions" };
    case "go_on":
      return { ...visit, screen: "plan" };
    case "said_under_18":
      return { ...visit, under_18: true };
    case "has_happened":
      return visit.under_18 ? hand_over("under_18_now") : { route: "open", screen: "age", errand: "new_case" };
    case "back":
      if (visit.screen === "questions") return { ...visit, screen: "plan" };
      return visit.under_18 ? visit : first_visit;
    default:
      return visit;
  }
}

function step_adult(visit: AdultVisit, event: VisitEvent): Visit {
  switch (event.kind) {
    case "threat_answered":
      return visit.screen === "questions" ? { ...visit, threat: event.threat } : visit;
    case "questions_shown":
      return visit.screen === "plan" ? { ...visit, screen: "questions" } : visit;
    case "go_on":
      return go_on_adult(visit);
    case "back":
      return back_adult(visit);
    case "send_pressed":
      return visit.screen === "review" && event.statement_agreed ? { ...visit, screen: "sending" } : visit;
    case "send_stopped":
      return visit.screen === "sending" ? { ...visit, screen: "review" } : visit;
    case "statement_not_true":
      return visit.screen === "review" ? hand_over("not_sure") : visit;
    case "accepted":
      return visit.screen === "sending" ? { ...visit, screen: "sent" } : visit;
    case "case_erased":
      return visit.errand === "new_case" ? visit : erased;
    case "case_screen":
      return visit.screen === "next" && event.screen === "case" ? the_case : visit;
    default:
      return visit;
  }
}

function go_on_adult(visit: AdultVisit): Visit {
  switch (visit.screen) {
    case "review":
    case "sending":
    case "next":
      return visit; // these go on by an answer, by Send, by the service's answer, or not at all
    case "pictures":
      return { ...visit, screen: visit.errand === "add_pictures" ? "review" : "extras" };
    case "evidence":
      return the_case;
    case "sent":
      return visit.errand === "add_pictures" ? the_case : { ...visit, screen: "shared_device" };
    default:
      return { ...visit, screen: adult_screens[adult_screens.indexOf(visit.screen) + 1] ?? visit.screen };
  }
}

function back_adult(visit: AdultVisit): Visit {
  const age: OpenVisit = { route: "open", screen: "age", errand: visit.errand };
  switch (visit.screen) {
    case "questions":
    case "evidence":
      return age;
    case "pictures":
      return visit.errand === "add_pictures" ? age : { ...visit, screen: "who_checks" };
    case "review":
      return { ...visit, screen: visit.errand === "add_pictures" ? "pictures" : "extras" };
    case "plan":
    case "who_checks":
    case "extras":
    case "keep":
      return { ...visit, screen: adult_screens[adult_screens.indexOf(visit.screen) - 1] ?? visit.screen };
    case "next":
      return { ...visit, screen: "keep" };
    default:
      return visit; // sending is stopped by its own button; what is sent is not unsent by going back
  }
}

function step_returning(visit: ReturningVisit, event: VisitEvent): Visit {
  const is_open = visit.screen !== "open" && visit.screen !== "erased";
  switch (event.kind) {
    case "case_opened":
      return visit.screen === "open" ? { ...visit, screen: "case" } : visit;
    case "case_screen":
      return is_open ? { ...visit, screen: event.screen } : visit;
    case "add_pictures":
      return visit.screen === "case" ? { route: "open", screen: "age", errand: "add_pictures" } : visit;
    case "to_evidence":
      return visit.screen === "case" ? { route: "open", screen: "age", errand: "evidence" } : visit;
    case "case_erased":
      return is_open ? erased : visit;
    case "go_on":
      return visit.screen === "shared_device" ? { ...visit, screen: "keep" } : visit.screen === "keep" ? { ...visit, screen: "case" } : visit;
    case "back":
      if (visit.screen === "open") return first_visit;
      return is_open && visit.screen !== "case" ? { ...visit, screen: "case" } : visit;
    default:
      return visit;
  }
}

/** A word that names a screen, for focus and for tests. */
export function screen_name(visit: Visit): string {
  return visit.route === "handover" && visit.screen === "services"
    ? `handover.${visit.answer}${visit.helped === null ? "" : `.${visit.helped}`}`
    : `${visit.route}.${visit.screen}`;
}

/** Whether a Back link leads anywhere from here. */
export function has_back(visit: Visit): boolean {
  const before = step(visit, { kind: "back" });
  return screen_name(before) !== screen_name(visit);
}
