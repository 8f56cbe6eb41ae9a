// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_notices } from "../../notices/use_notices";
import { Question } from "../../parts/question";
import { use_language } from "../../strings/language";
import type { AskProps } from "./ask_notice";

/** What ties the letter to the country whose law it names. */
export function AskConnection({ heading, about }: AskProps): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const text = t.notices;
  return (
    <Question
      name="notice-connection"
      legend={heading}
      choices={[
        { value: "person", text: text.connection_person },
        { value: "poster", text: text.connection_poster },
        { value: "host", text: text.connection_host },
        { value: "none", text: text.not_so },
      ]}
      missing={text.choose_missing}
      before={notices.said().connection}
      onAnswer={(answer) => {
        const { connection: _before, ...rest } = notices.said();
        notices.answer("connection", answer === "none" ? rest : { ...rest, connection: answer });
      }}
    >
      {about}
    </Question>
  );
}
