// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { Button } from "../parts/button";
import { EnglishBeside, use_english } from "../parts/english_beside";
import { Heading } from "../parts/heading";
import { OperatorNotice } from "../parts/operator_notice";
import { Question } from "../parts/question";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";

/** The first words, and the first question: is anyone in danger? */
export function Start(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const english = use_english();
  return (
    <>
      <Heading>{t.start.heading}</Heading>
      <OperatorNotice />
      <ul class="hf-promises">
        <li>{t.start.not_your_fault}</li>
        <li>{t.start.stop_any_time}</li>
        <li>{t.start.nothing_leaves}</li>
      </ul>
      <Question
        name="danger"
        legend={
          <h2 class="govuk-fieldset__heading govuk-heading-m">
            {t.start.question}
            <EnglishBeside of={(strings) => strings.start.question} />
          </h2>
        }
        choices={[
          { value: "yes", text: t.start.yes, ...english((strings) => strings.start.yes) },
          { value: "not_sure", text: t.start.not_sure, ...english((strings) => strings.start.not_sure) },
          { value: "no", text: t.start.no, ...english((strings) => strings.start.no) },
        ]}
        missing={t.start.missing}
        onAnswer={(answer) => session.go({ kind: "danger_answered", answer })}
      />
      <div class="hf-aside">
        <p class="govuk-body">
          <Button look="link" onClick={() => session.go({ kind: "prevent_chosen" })}>
            {t.start.prevent}
          </Button>
        </p>
        <p class="govuk-body hf-tight">
          <Button look="link" onClick={() => session.go({ kind: "return_chosen" })}>
            {t.start.been_here}
          </Button>
        </p>
        <p class="govuk-hint">{t.start.been_here_hint}</p>
        <p class="govuk-hint">{t.start.leave_hint}</p>
      </div>
    </>
  );
}
