// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { Plan } from "../guide/door";
import { drafts_of } from "../guide/interview";
import { use_guide } from "../guide/use_guide";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";
import { Button } from "./button";

const text_steps = ["prepare-friends", "prepare-friends-young", "receivers", "tell-the-school", "tell-an-adult", "tell-someone"];
const list_steps = ["who-they-can-reach", "who-they-can-reach-known"];
const holds = (plan: Plan, ids: readonly string[]): boolean => plan.phases.some(({ steps }) => steps.some(({ id }) => ids.includes(id)));

/** The way to texts for friends and family and to the list of people, where the plan speaks of them. */
export function FriendsCard({ plan }: { plan: Plan }): JSX.Element | null {
  const { t, tag } = use_language();
  const session = use_session();
  const { guide, visit } = use_guide();
  const text = t.messages;
  const has_texts = holds(plan, text_steps) && drafts_of(guide, visit, tag).length > 0;
  // Somebody under 18 is told to let an adult help with this, and makes no list.
  const has_list = holds(plan, list_steps) || (has_texts && plan.person === "adult");
  if (!has_texts && !has_list) return null;
  return (
    <section class="hf-card">
      <h2 class="govuk-heading-m">{text.card_heading}</h2>
      <p class="govuk-body">{text.card}</p>
      <div class="hf-row">
        {has_texts && <Button onClick={() => session.sheet.set("messages")}>{text.heading}</Button>}
        {has_list && <Button onClick={() => session.sheet.set("people")}>{t.people.heading}</Button>}
      </div>
    </section>
  );
}
