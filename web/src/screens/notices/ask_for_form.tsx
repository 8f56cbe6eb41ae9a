// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { longest, whole_text } from "../../notices/facts";
import { use_notices } from "../../notices/use_notices";
import { AnswerForm } from "../../parts/answer_form";
import { Heading } from "../../parts/heading";
import { TextField } from "../../parts/text_field";
import { use_language } from "../../strings/language";

/** What a form asks for beside what it must have. */
export function AskForForm({ asked }: { asked: "demand" | "paid" }): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const [typed, type] = useState(notices.facts_now()[asked] ?? "");
  const text = t.notices;
  const answer = (words: string): void => notices.answer(asked, { ...notices.said(), [asked]: words });
  return (
    <AnswerForm onAnswer={() => answer(whole_text(typed).trim())} onLeaveOut={() => answer("")}>
      <Heading>{asked === "paid" ? text.paid : text.demand}</Heading>
      <p class="govuk-body">{asked === "paid" ? text.paid_why : text.demand_why}</p>
      <TextField id={`notice-${asked}`} kind="lines" label={asked === "paid" ? text.paid_label : text.demand_label} value={typed} onChange={type} longest={longest.text} />
    </AnswerForm>
  );
}
