// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { most_fingerprints } from "../../notices/notices";
import { use_notices } from "../../notices/use_notices";
import { Heading } from "../../parts/heading";
import { Question } from "../../parts/question";
import { fill, use_language } from "../../strings/language";

/** They are seen before anybody says yes. */
export function AskFingerprints(): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const text = t.notices;
  const codes = (notices.facts_now().fingerprints ?? []).slice(0, most_fingerprints);
  const left_out = notices.fingerprints_left_out();
  const before = notices.said().attach_fingerprints;
  return (
    <Question
      name="notice-fingerprints"
      legend={<Heading>{text.fingerprints}</Heading>}
      choices={[
        { value: "yes", text: text.fingerprints_yes },
        { value: "no", text: text.fingerprints_no },
      ]}
      missing={text.choose_missing}
      before={before === undefined ? undefined : before ? "yes" : "no"}
      onAnswer={(answer) => notices.answer("fingerprints", { ...notices.said(), attach_fingerprints: answer === "yes" })}
    >
      <p class="govuk-body">{text.fingerprints_why}</p>
      <pre class="hf-exact" tabIndex={0} role="region" aria-label={text.fingerprints_label}>
        {codes.join("\n")}
      </pre>
      {left_out > 0 && <p class="govuk-body hf-above">{fill(text.fingerprints_left, { count: codes.length, left: left_out })}</p>}
      <p class="govuk-hint hf-above">{text.fingerprints_trust}</p>
    </Question>
  );
}
