// SPDX-License-Identifier: Apache-2.0
import { Fragment, type JSX } from "preact";
import { done_of } from "../done/actions";
import { done_at } from "../done/time";
import type { Plan } from "../guide/door";
import { use_guide } from "../guide/use_guide";
import { use_store } from "../state/store";
import { use_language } from "../strings/language";
import { LineOnPaper } from "./line_on_paper";
import { StepOnPaper } from "./step_on_paper";

/** The country's emergency number, where it is none of the lines for a crisis. */
function emergency_of(plan: Plan): string | undefined {
  const shown = plan.crisis.flatMap(({ contacts }) => contacts.map(({ shown }) => shown));
  const parts = plan.phases.filter(({ id }) => id === "crisis").flatMap(({ steps }) => steps.flatMap(({ country }) => country ?? []));
  return parts.map(({ number }) => number).find((number) => number !== undefined && !shown.includes(number));
}

/** A plan as it comes out of the printer, whole, with what is done and when. Not seen on the screen. */
export function PlanPaper({ plan }: { plan: Plan }): JSX.Element {
  const { t, tag } = use_language();
  const { guide } = use_guide();
  const done = done_of(use_store(guide.actions));
  const emergency = emergency_of(plan);
  return (
    <div class="hf-paper hf-paper--plan" aria-hidden="true">
      <p class="hf-paper__heading">{t.keep.paper_heading}</p>
      <ul>
        {emergency !== undefined && (
          <li>
            <span class="hf-paper__number">{`${t.help.call} ${emergency}`}</span>
          </li>
        )}
        {plan.crisis.map((line) => (
          <li key={line.id}>
            <LineOnPaper line={line} />
          </li>
        ))}
      </ul>
      {plan.phases.map((phase) => (
        <section key={phase.id}>
          <p class="hf-paper__phase">{phase.name.say}</p>
          <ul class="hf-paper__steps">
            {phase.steps.map((step) => {
              const at = done.get(step.id);
              return (
                <li key={step.id}>
                  <p class="hf-paper__step">
                    {step.task && (at === undefined ? "☐ " : "☑ ")}
                    <strong>{step.head.say}</strong>
                    {at !== undefined && ` (${done_at(t.plan.done_at, tag, at)})`}
                  </p>
                  <p>{step.text.say}</p>
                  {phase.id !== "crisis" && step.lines.length > 0 && (
                    <p>
                      {step.lines.map((line, index) => (
                        <Fragment key={line.id}>
                          {index > 0 && "; "}
                          <LineOnPaper line={line} />
                        </Fragment>
                      ))}
                    </p>
                  )}
                  {step.services.map((service) => service.url !== undefined && <p key={service.id}>{`${service.name.say}: ${service.url}`}</p>)}
                  <StepOnPaper step={step} />
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
