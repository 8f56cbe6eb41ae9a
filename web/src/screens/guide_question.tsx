// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { question_now } from "../guide/interview";
import { use_guide } from "../guide/use_guide";
import { Button } from "../parts/button";
import { GuideMissing } from "../parts/guide_missing";
import { Heading } from "../parts/heading";
import { Question } from "../parts/question";
import { Said } from "../parts/said";
import { use_session } from "../state/session_context";
import { fill, use_language } from "../strings/language";

/** One question of the guide. Any may be passed over, and the steps can be seen at any time. */
export function GuideQuestionScreen(): JSX.Element {
  const { t, tag } = use_language();
  const session = use_session();
  const { guide, visit, state } = use_guide();
  useEffect(() => void guide.open(), [guide]);
  const text = t.guide;
  const show_plan = (): void => session.go({ kind: "go_on" });
  const asked = question_now(guide, visit, tag);
  if (asked === null)
    return (
      <>
        <Heading>{t.plan.ask_heading}</Heading>
        {state === "open" ? <p class="govuk-body">{text.complete}</p> : <GuideMissing />}
        <Button look="main" onClick={show_plan}>
          {text.show_now}
        </Button>
      </>
    );
  const { question, before, left } = asked;
  return (
    <div key={question.id}>
      <Question
        name={question.id}
        legend={
          <Heading>
            <Said of={question.ask} />
          </Heading>
        }
        choices={question.choices.map(({ id, label }) => ({ value: id, text: label.say, ...(label.en === undefined ? {} : { english: label.en }) }))}
        missing={text.missing}
        before={before}
        always={[question.skipped, "other"]}
        onAnswer={(choice) => session.answer_guide(question.id, choice)}
      >
        {question.help !== undefined && (
          <p class="govuk-body">
            <Said of={question.help} />
          </p>
        )}
        <p class="govuk-hint">{left === 0 ? text.left_none : left === 1 ? text.left_one : fill(text.left_many, { count: left })}</p>
      </Question>
      <div class="hf-actions">
        <Button look="link" onClick={() => session.pass_guide(question.id, question.skipped)}>
          {text.skip}
        </Button>
        <Button look="link" onClick={show_plan}>
          {text.show_now}
        </Button>
      </div>
    </div>
  );
}
