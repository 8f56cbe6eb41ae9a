// SPDX-License-Identifier: Apache-2.0
// A plan: what to do now, today and later, a few steps at a time, what is to be done to be marked as such.
import type { ComponentChildren, JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { done_of } from "../done/actions";
import type { Pace, Phase, Plan, Step } from "../guide/door";
import { use_guide } from "../guide/use_guide";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { FriendsCard } from "./friends_card";
import { EvidenceCard } from "./evidence_card";
import { LettersCard } from "./letters_card";
import { PlanPaper } from "./plan_paper";
import { StepCard } from "./step_card";

const at_a_time = 4;
const paces: readonly Pace[] = ["now", "today", "later"];

interface Shown {
  step: Step;
  phase: Phase;
}

/** Every step of a pace but those of the crisis phase, which stand above the plan. */
const steps_of = (plan: Plan, pace: Pace): Shown[] =>
  plan.phases.filter((phase) => phase.pace === pace && phase.id !== "crisis").flatMap((phase) => phase.steps.map((step) => ({ step, phase })));

/** Lines that whoever reads so far has seen in full: those of earlier steps, and the crisis lines at the end of the page. */
const lines_before = (plan: Plan, earlier: Shown[]): ReadonlySet<string> => new Set([...plan.crisis, ...earlier.flatMap(({ step }) => step.lines)].map(({ id }) => id));

/** `extra`: what a step has beside its own, as a way into the rest of the page. */
export function PlanView({ plan, extra }: { plan: Plan; extra?: (step: Step) => ComponentChildren }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const { guide } = use_guide();
  const done = done_of(use_store(guide.actions));
  const [pace, set_pace] = useState<Pace>("now");
  const [count, set_count] = useState(at_a_time);
  const heading = useRef<HTMLHeadingElement>(null);
  const text = t.plan;
  const used = paces.filter((each) => steps_of(plan, each).length > 0);
  const now = used.includes(pace) ? pace : (used[0] ?? "now");
  const all = steps_of(plan, now);
  const tasks = all.filter(({ step }) => step.task);
  const next = used[used.indexOf(now) + 1];

  function show(next_pace: Pace): void {
    set_pace(next_pace);
    set_count(at_a_time);
    heading.current?.scrollIntoView({ block: "start" });
    heading.current?.focus({ preventScroll: true });
  }

  return (
    <>
      <section class="hf-plan">
        {used.length > 1 && (
          <div class="hf-paces" role="group" aria-label={text.paces_label}>
            {used.map((each) => (
              <Button key={each} pressed={each === now} onClick={() => show(each)}>
                {text.paces[each]}
              </Button>
            ))}
          </div>
        )}
        <h2 ref={heading} tabIndex={-1} class="govuk-heading-m hf-heading">
          {text.headings[now]}
        </h2>
        {tasks.length > 0 && <p class="govuk-hint">{fill(text.progress, { done: tasks.filter(({ step }) => done.has(step.id)).length, all: tasks.length })}</p>}
        <ol class="hf-steps">
          {all.slice(0, count).map(({ step, phase }, index) => (
            <StepCard key={step.id} step={step} phase={all[index - 1]?.phase === phase ? undefined : phase.name} known={lines_before(plan, all.slice(0, index))}>
              {extra?.(step)}
            </StepCard>
          ))}
        </ol>
        <div class="hf-actions">
          {all.length > count && (
            <Button
              look="main"
              onClick={() => {
                const first_new = all[count]?.step.id;
                set_count(count + at_a_time);
                if (first_new !== undefined) requestAnimationFrame(() => document.getElementById(`step-${first_new}`)?.focus());
              }}
            >
              {text.more}
            </Button>
          )}
          {next !== undefined && (
            <Button look={all.length > count ? "second" : "main"} onClick={() => show(next)}>
              {fill(text.goes_on, { name: text.headings[next] })}
            </Button>
          )}
          <Button onClick={() => window.print()}>{text.print}</Button>
          {done.size > 0 && <Button onClick={() => session.sheet.set("done")}>{t.done_list.heading}</Button>}
        </div>
        <p class="govuk-hint">{t.keep.print_note}</p>
      </section>
      <LettersCard plan={plan} />
      <EvidenceCard />
      <FriendsCard plan={plan} />
      <PlanPaper plan={plan} />
    </>
  );
}
