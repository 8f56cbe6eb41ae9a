// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { Button } from "../parts/button";
import { EnglishBeside, use_english } from "../parts/english_beside";
import { Heading } from "../parts/heading";
import { Question } from "../parts/question";
import type { OpenVisit } from "../flow/visit";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";

/** The question that decides whether this page may work with the picture at all. */
export function Age({ visit }: { visit: OpenVisit }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const english = use_english();
  return (
    <>
    <Question
      name="age"
      legend={
        <Heading>
          {t.age.heading}
          <EnglishBeside of={(strings) => strings.age.heading} />
        </Heading>
      }
      choices={[
        { value: "everyone_adult", text: t.age.everyone_adult, ...english((strings) => strings.age.everyone_adult) },
        // Before the next one, which somebody under 18 might take for theirs.
        { value: "under_18_now", text: t.age.under_18_now, ...english((strings) => strings.age.under_18_now) },
        {
          value: "someone_under_18",
          text: t.age.someone_under_18,
          hint: t.age.someone_under_18_hint,
          ...english((strings) => `${strings.age.someone_under_18}. ${strings.age.someone_under_18_hint}`),
        },
        { value: "not_sure", text: t.age.not_sure, ...english((strings) => strings.age.not_sure) },
        { value: "helping", text: t.age.helping, ...english((strings) => strings.age.helping) },
      ]}
      missing={t.age.missing}
      onAnswer={(answer) => session.go({ kind: "age_answered", answer })}
    >
      {visit.errand === "add_pictures" && <p class="govuk-body">{t.age.adding}</p>}
      {visit.errand === "evidence" && <p class="govuk-body">{t.evidence_beside.asked_again}</p>}
      <p class="govuk-body">{t.age.why}</p>
      <p class="govuk-body">{t.age.any_is_fine}</p>
    </Question>
    {visit.errand === "new_case" && (
      <p class="govuk-body hf-aside">
        <Button look="link" onClick={() => session.go({ kind: "prevent_chosen" })}>
          {t.start.prevent}
        </Button>
      </p>
    )}
    </>
  );
}
