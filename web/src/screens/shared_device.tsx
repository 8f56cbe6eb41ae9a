// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { Heading } from "../parts/heading";
import { Question } from "../parts/question";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";

/** Asked before anything could be kept: on a shared device only paper is suggested. */
export function SharedDevice(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const text = t.shared;
  return (
    <Question
      name="shared"
      legend={<Heading>{text.heading}</Heading>}
      choices={[
        { value: "yes", text: text.yes },
        { value: "no", text: text.no },
        { value: "not_sure", text: text.not_sure },
      ]}
      missing={text.missing}
      onAnswer={(answer) => {
        session.shared_device.set(answer !== "no");
        session.go({ kind: "go_on" });
      }}
    >
      <p class="govuk-body">{text.why}</p>
    </Question>
  );
}
