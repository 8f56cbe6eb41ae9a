// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_letter, use_notices } from "../../notices/use_notices";
import { AnswerActions } from "../../parts/answer_form";
import { SentForm } from "../../parts/sent_form";
import type { AskProps } from "./ask_notice";

/** When and to whom the first notice went, where this visit does not know. */
export function AskSentBefore({ heading, about }: AskProps): JSX.Element {
  const notices = use_notices();
  const letter = use_letter();
  const sent = notices.facts_now().sent;
  return (
    <SentForm
      id="notice-sent"
      before={{ to: sent?.to ?? letter?.to.platforms?.[0]?.name ?? "", reference: sent?.reference ?? "", ...(sent === undefined ? {} : { at: new Date(sent.at) }) }}
      onSent={({ at, to, reference }) => notices.answer("sent", { ...notices.said(), sent: { at: at.toISOString(), to, reference } })}
      actions={<AnswerActions onLeaveOut={() => notices.answer("sent", notices.said())} />}
    >
      {heading}
      {about}
    </SentForm>
  );
}
