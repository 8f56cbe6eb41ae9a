// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { answers_to_change } from "../guide/interview";
import { use_guide } from "../guide/use_guide";
import { use_session } from "../state/session_context";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { Details } from "./details";

/** What was answered to the guide, each to be changed. What the route rests on is not among it. */
export function AnswersGiven(): JSX.Element | null {
  const { t, tag } = use_language();
  const session = use_session();
  const { guide, visit } = use_guide();
  const given = answers_to_change(guide, visit, tag);
  if (given.length === 0) return null;
  return (
    <Details summary={t.plan.answers}>
      <ul class="hf-items">
        {given.map(({ id, ask, label }) => (
          <li key={id} class="hf-line">
            <p class="govuk-body-s hf-tight">{ask.say}</p>
            <p class="govuk-body hf-tight">
              <strong>{label.say}</strong>
            </p>
            <Button look="link" label={fill(t.plan.change_about, { question: ask.say })} onClick={() => session.ask_guide(id)}>
              {t.plan.change}
            </Button>
          </li>
        ))}
      </ul>
      {visit.route === "handover" && <p class="govuk-hint">{t.plan.locked}</p>}
    </Details>
  );
}
