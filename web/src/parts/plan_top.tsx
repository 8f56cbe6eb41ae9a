// SPDX-License-Identifier: Apache-2.0
// What stands above a plan: whom to call, the way to the questions, and for which country it speaks.
import type { JSX } from "preact";
import type { Plan } from "../guide/door";
import { answered, question_now } from "../guide/interview";
import { use_guide, use_crisis_lines } from "../guide/use_guide";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";
import { Button } from "./button";
import { EnglishBeside } from "./english_beside";
import { HelpLines } from "./help_lines";
import { StepWords } from "./step_words";

const brief_lines = 3;

/** All of it, in its order. */
export function PlanTop({ plan }: { plan: Plan }): JSX.Element {
  return (
    <>
      <CrisisFirst plan={plan} />
      <AskMore />
      <AgeNotSaid />
      <AssumedCountry />
    </>
  );
}

/** Crisis help before anything else: in full words where somebody is in danger, short where nobody is. */
function CrisisFirst({ plan }: { plan: Plan }): JSX.Element {
  const { t } = use_language();
  const all = use_crisis_lines();
  // Somebody under 18 finds their own line among the first.
  const own = all.filter((line) => line.for.includes("child"));
  const lines = plan.person === "young" ? [...own, ...all.filter((line) => !own.includes(line))] : all;
  const steps = plan.phases.find(({ id }) => id === "crisis")?.steps ?? [];
  const urgent = steps.filter(({ id }) => id !== "crisis-any-time");
  return (
    <section class="hf-crisis">
      {urgent.map((step) => (
        <div key={step.id}>
          <StepWords step={step} />
        </div>
      ))}
      {urgent.length === 0 && (
        <p class="govuk-body">
          {t.plan.talk}
          <EnglishBeside of={(english) => english.plan.talk} />
        </p>
      )}
      <HelpLines lines={lines.slice(0, brief_lines)} brief />
    </section>
  );
}

/** The way to the questions, as long as one is open. */
function AskMore(): JSX.Element | null {
  const { t, tag } = use_language();
  const session = use_session();
  const { guide, visit } = use_guide();
  if (question_now(guide, visit, tag) === null) return null;
  const text = t.plan;
  return (
    <section class="hf-card hf-card--news">
      <h2 class="govuk-heading-s">{visit.route === "prevent" ? t.prevent.who : text.ask_heading}</h2>
      <p class="govuk-body">{visit.route === "prevent" ? t.prevent.who_text : text.ask}</p>
      <Button look="main" onClick={() => session.ask_guide(null)}>
        {answered(guide, visit).length === 0 ? text.ask_button : text.ask_more}
      </Button>
    </section>
  );
}

/** Whoever passed over the question of their age can say it now. It changes the words, and nothing that rests on the age of who is in
 *  the picture: that was asked before, and is not asked here. */
function AgeNotSaid(): JSX.Element | null {
  const { t } = use_language();
  const session = use_session();
  const { guide, visit } = use_guide();
  const is_locked = visit.route === "prevent" && visit.under_18;
  if (is_locked || !guide.passed.get().has("age_now") || !answered(guide, visit).includes("age_now")) return null;
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body">
        {t.plan.no_age}
        <EnglishBeside of={(english) => english.plan.no_age} />
      </p>
      <Button look="link" onClick={() => session.ask_guide("age_now")}>
        {t.plan.say_age}
      </Button>
    </div>
  );
}

/** Until somebody says where they live, the plan says for where it speaks. */
function AssumedCountry(): JSX.Element | null {
  const { t } = use_language();
  const { guide } = use_guide();
  if (guide.given.get().country !== undefined) return null;
  return (
    <p class="govuk-inset-text">
      {t.plan.assumed}
      <EnglishBeside of={(english) => english.plan.assumed} />
    </p>
  );
}
