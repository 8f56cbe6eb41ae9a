// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { Button } from "../parts/button";
import { EnglishBeside } from "../parts/english_beside";
import { Heading } from "../parts/heading";
import { HelpLines } from "../parts/help_lines";
import { use_crisis_lines } from "../guide/use_guide";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";

/** Somebody may be in danger: people first, before any form. */
export function Crisis(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const lines = use_crisis_lines();
  return (
    <>
      <Heading>
        {t.crisis.heading}
        <EnglishBeside of={(english) => english.crisis.heading} />
      </Heading>
      <p class="govuk-body-l">
        {t.crisis.lead}
        <EnglishBeside of={(english) => english.crisis.lead} />
      </p>
      <p class="govuk-body">
        {t.crisis.danger}
        <EnglishBeside of={(english) => english.crisis.danger} />
      </p>
      <p class="govuk-body">
        {t.crisis.talk}
        <EnglishBeside of={(english) => english.crisis.talk} />
      </p>
      <HelpLines lines={lines} level={2} />
      <p class="govuk-body">
        {t.crisis.can_wait}
        <EnglishBeside of={(english) => english.crisis.can_wait} />
      </p>
      <Button look="main" onClick={() => session.go({ kind: "crisis_read" })}>
        {t.crisis.safe_enough}
      </Button>
      <EnglishBeside of={(english) => english.crisis.safe_enough} />
      <p class="govuk-body">
        <Button
          look="link"
          onClick={() => {
            session.go({ kind: "prevent_chosen" });
            session.answer_guide("situation", "school");
          }}
        >
          {t.crisis.school}
        </Button>
        <EnglishBeside of={(english) => english.crisis.school} />
      </p>
    </>
  );
}
