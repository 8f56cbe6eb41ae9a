// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { AdultVisit, PreventVisit } from "../flow/visit";
import type { Plan } from "../guide/door";
import { use_guide, use_plan } from "../guide/use_guide";
import { AnswersGiven } from "../parts/answers_given";
import { Button } from "../parts/button";
import { GuideMissing } from "../parts/guide_missing";
import { Heading } from "../parts/heading";
import { PlanTop } from "../parts/plan_top";
import { PlanView } from "../parts/plan_view";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";

/** What helps an adult, by what they answered; from here on to the picture itself. */
export function AdultPlan({ visit }: { visit: AdultVisit }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const plan = use_plan();
  const is_ex = visit.threat === "ex_partner";
  const to_picture = (
    <>
      <p class="govuk-body">{t.steps.ready}</p>
      <Button onClick={() => session.go({ kind: "go_on" })}>{t.page.go_on}</Button>
    </>
  );
  return (
    <>
      <Heading>{is_ex ? t.steps.heading_ex : t.steps.heading}</Heading>
      <p class="govuk-body-l">{is_ex ? t.steps.lead_ex : t.steps.lead}</p>
      <GuideMissing />
      {plan !== null && (
        <>
          <PlanTop plan={plan} />
          <PlanView
            plan={plan}
            extra={(step) => step.id === "stopncii" && <Button onClick={() => session.go({ kind: "go_on" })}>{t.plan.own_list}</Button>}
          />
          <AnswersGiven />
        </>
      )}
      {(plan === null || leads_to_picture(plan)) && to_picture}
    </>
  );
}

/** This page's own list stands beside StopNCII: whoever is led there may use both. It is not decided before all is answered. */
const leads_to_picture = (plan: Plan): boolean => !plan.complete || plan.phases.some(({ steps }) => steps.some(({ id }) => id === "stopncii"));

/** Nothing has happened: what to know beforehand, for oneself, a child or a class. */
export function PreventPlan({ visit }: { visit: PreventVisit }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const plan = use_plan();
  const { guide } = use_guide();
  const is_calm = (guide.given.get().danger ?? "no") === "no";
  return (
    <>
      <Heading>{t.prevent.heading}</Heading>
      {is_calm && <p class="govuk-body-l">{t.prevent.lead}</p>}
      <GuideMissing />
      {plan !== null && (
        <>
          <PlanTop plan={plan} />
          <PlanView plan={plan} />
          {!visit.under_18 && <AnswersGiven />}
        </>
      )}
      <Button onClick={() => session.go({ kind: "has_happened" })}>{t.prevent.happened}</Button>
    </>
  );
}
