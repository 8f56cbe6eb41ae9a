// SPDX-License-Identifier: Apache-2.0
// One question for a letter: what the law asks for and why; any can be left out, and the letter then says what is missing.
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { Element, NoticeMissing, Statement } from "../../guide/notice_door";
import { is_statement, longest, typed_of, with_statement, with_typed } from "../../notices/facts";
import type { Asked } from "../../notices/notices";
import { question_of } from "../../notices/question_of";
import { use_letter, use_notices } from "../../notices/use_notices";
import { AnswerForm } from "../../parts/answer_form";
import { Heading } from "../../parts/heading";
import { NeededBy } from "../../parts/needed_by";
import { NoLetterYet } from "../../parts/no_letter_yet";
import { Question } from "../../parts/question";
import { Said } from "../../parts/said";
import { TextField } from "../../parts/text_field";
import { use_language } from "../../strings/language";
import { AskConnection } from "./ask_connection";
import { AskFingerprints } from "./ask_fingerprints";
import { AskForForm } from "./ask_for_form";
import { AskPlatform } from "./ask_platform";
import { AskReasons } from "./ask_reasons";
import { AskSentBefore } from "./ask_sent_before";

export function AskNotice({ asked }: { asked: Asked }): JSX.Element {
  const { t, tag } = use_language();
  const notices = use_notices();
  const notice = use_letter();
  const text = t.notices;
  if (notice === null) return <NoLetterYet />;
  switch (asked) {
    case "platform":
      return <AskPlatform />;
    case "demand":
    case "paid":
      return <AskForForm asked={asked} />;
    case "fingerprints":
      return <AskFingerprints />;
  }
  // A question that is asked again may be missing no more: it keeps its words, a statement above all.
  const missing = notice.missing.find(({ element }) => element === asked) ?? notices.without(asked, tag)?.missing.find(({ element }) => element === asked);
  // A form asks for a contact though no rule does.
  const is_for_form = asked === "contact" && notice.fields !== undefined;
  const { question, rest } = missing !== undefined ? question_of(missing) : is_for_form ? { question: { say: text.contact }, rest: { say: text.contact_why } } : { question: { say: text.ask_again[asked] }, rest: null };
  const about = (
    <>
      {rest !== null && (
        <p class="govuk-body">
          <Said of={rest} />
        </p>
      )}
      <About missing={missing} />
    </>
  );
  const heading = (
    <Heading>
      <Said of={question} />
    </Heading>
  );
  if (is_statement(asked)) return <AskStatement asked={asked} heading={heading} about={about} />;
  switch (asked) {
    case "connection":
      return <AskConnection heading={heading} about={about} />;
    case "sent":
      return <AskSentBefore heading={heading} about={about} />;
    case "reasons":
      return <AskReasons heading={heading} about={about} />;
    default:
      return <AskTyped asked={asked} heading={heading} about={about} />;
  }
}

/** Why the letter needs it, and by which law. */
function About({ missing }: { missing: NoticeMissing | undefined }): JSX.Element | null {
  if (missing === undefined) return null;
  return (
    <>
      <p class="govuk-body">
        <Said of={missing.why} />
      </p>
      <p class="govuk-hint">
        <NeededBy missing={missing} />
      </p>
    </>
  );
}

export interface AskProps {
  heading: ComponentChildren;
  about: ComponentChildren;
}

function AskTyped({ asked, heading, about }: AskProps & { asked: Exclude<Element, Statement | "connection" | "sent" | "reasons"> }): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const [typed, type] = useState(typed_of(notices.facts_now(), asked));
  const text = t.notices;
  const id = `notice-${asked}`;
  const is_long = asked === "pages" || asked === "target" || asked === "accounts" || asked === "story";
  const answer = (words: string): void => notices.answer(asked, with_typed(notices.said(), asked, words));
  return (
    <AnswerForm onAnswer={() => answer(typed)} onLeaveOut={() => answer("")}>
      {heading}
      {about}
      {(asked === "name" || asked === "signature") && <p class="govuk-inset-text">{text.name_warning}</p>}
      <TextField
        id={id}
        label={text.labels[asked]}
        value={typed}
        onChange={type}
        longest={asked === "pages" || asked === "target" ? longest.pages : is_long ? longest.text : longest.line}
        {...(is_long ? { kind: "lines" } : {})}
      />
    </AnswerForm>
  );
}

function AskStatement({ asked, heading, about }: AskProps & { asked: Statement }): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const text = t.notices;
  return (
    <Question
      name={`notice-${asked}`}
      legend={heading}
      choices={[
        { value: "yes", text: text.yes },
        { value: "no", text: text.not_so },
      ]}
      missing={text.choose_missing}
      before={notices.said().says?.includes(asked) === true ? "yes" : undefined}
      onAnswer={(answer) => notices.answer(asked, with_statement(notices.said(), asked, answer === "yes"))}
    >
      {about}
      <p class="govuk-hint">{text.statement_hint}</p>
    </Question>
  );
}
