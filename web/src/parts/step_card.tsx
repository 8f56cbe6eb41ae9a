// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";
import { done_of } from "../done/actions";
import { done_at } from "../done/time";
import type { Step, Words } from "../guide/door";
import { use_guide } from "../guide/use_guide";
import { all_kinds, kinds_of_step } from "../notices/kinds";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { CountryParts } from "./country_parts";
import { Details } from "./details";
import { EnglishUnder } from "./english_beside";
import { HelpLines } from "./help_lines";
import { is_page, OutsideLink } from "./outside_link";
import { PlatformParts } from "./platform_parts";
import { PoliceForce } from "./police_force";
import { Said } from "./said";
import { ServiceCard } from "./service_card";
import { SourceNote } from "./source_note";

interface StepCardProps {
  step: Step;
  /** The name of what begins here. */
  phase: Words | undefined;
  /** Lines that stand in full above: here their names and numbers are enough. */
  known: ReadonlySet<string>;
  children?: ComponentChildren;
}

/** One step: what to do, whom to call, and why. A task can be marked as done. */
export function StepCard({ step, phase, known, children }: StepCardProps): JSX.Element {
  const { t, tag } = use_language();
  const { guide } = use_guide();
  const session = use_session();
  const done = done_of(use_store(session.guide.actions)).get(step.id);
  const text = t.plan;
  const id = `done-${step.id}`;
  return (
    <li class={step.task ? "hf-step" : "hf-step hf-step--words"}>
      {phase !== undefined && (
        <p class="hf-step__phase">
          <Said of={phase} />
        </p>
      )}
      <h3 id={`step-${step.id}`} tabIndex={-1} class="govuk-heading-s hf-step__head">
        <Said of={step.head} />
      </h3>
      {step.for !== undefined && <p class="govuk-hint hf-tight">{text.for_them}</p>}
      <p class="govuk-body">
        <Said of={step.text} />
      </p>
      {step.lines.length > 0 && <HelpLines lines={step.lines} level={4} known={known} />}
      {step.services.map((service) => (
        <ServiceCard key={service.id} service={service} level={4} />
      ))}
      {step.platform !== undefined && <PlatformParts platform={step.platform} />}
      {(step.forces !== undefined || step.ask_place === true) && <PoliceForce forces={step.forces ?? []} asks={step.ask_place === true} step={step.id} />}
      {step.country !== undefined && <CountryParts parts={step.country.filter(({ number }) => !step.lines.some(({ contacts }) => contacts.some(({ dial }) => dial === number)))} />}
      {step.links.map(
        ({ url, label }) =>
          is_page(url) && (
            <p key={url} class="govuk-body">
              <OutsideLink href={url}>{label.say}</OutsideLink>
            </p>
          ),
      )}
      {kinds_of_step(step).map((id) => {
        const title = all_kinds(guide, tag).find((kind) => kind.id === id)?.title;
        return (
          title !== undefined && (
            <Button key={id} onClick={() => session.notices.open(id)}>
              {fill(t.notices.write_this, { title: title.say })}
            </Button>
          )
        );
      })}
      {children}
      {step.task && (
        <div class="hf-done">
          <div class="govuk-checkboxes govuk-checkboxes--small">
            <div class="govuk-checkboxes__item">
              <input class="govuk-checkboxes__input" id={id} type="checkbox" checked={done !== undefined} onChange={(event) => guide.mark(step.id, step.head.say, event.currentTarget.checked)} />
              <label class="govuk-label govuk-checkboxes__label" for={id}>
                {done === undefined ? text.done : done_at(text.done_at, tag, done)}
                <span class="govuk-visually-hidden">: {step.head.say}</span>
              </label>
            </div>
          </div>
        </div>
      )}
      <Details summary={text.why} about={step.head.say}>
        <p class="govuk-body-s">
          {step.why.say}
          {step.why.en !== undefined && <EnglishUnder text={step.why.en} shown={step.why.say} />}
        </p>
        {step.sources.map((source, index) => (
          <SourceNote key={source.url} of={index === 0 ? { ...step, sources: [source] } : { sources: [source], stale: step.stale }} about={step.head.say} />
        ))}
      </Details>
    </li>
  );
}
