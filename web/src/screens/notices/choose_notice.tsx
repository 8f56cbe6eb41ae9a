// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { offered_kinds } from "../../notices/kinds";
import { use_notices } from "../../notices/use_notices";
import { use_guide } from "../../guide/use_guide";
import { GuideMissing } from "../../parts/guide_missing";
import { Heading } from "../../parts/heading";
import { Question } from "../../parts/question";
import { Button } from "../../parts/button";
import { use_language } from "../../strings/language";

/** Which letter: those that fit what was answered, and no others. */
export function ChooseNotice(): JSX.Element {
  const { t, tag } = use_language();
  const { guide, visit } = use_guide();
  const notices = use_notices();
  const text = t.notices;
  const offered = offered_kinds(guide, visit, tag);
  if (offered.length === 0)
    return (
      <>
        <Heading>{text.choose}</Heading>
        <GuideMissing />
        <p class="govuk-body">{text.none_fits}</p>
        <Button onClick={() => notices.close()}>{t.page.back}</Button>
      </>
    );
  return (
    <Question
      name="notice"
      legend={<Heading>{text.choose}</Heading>}
      choices={offered.map(({ kind, head }) => ({ value: kind.id, text: kind.title.say, hint: head.say, ...(kind.title.en === undefined ? {} : { english: kind.title.en }) }))}
      missing={text.choose_missing}
      onAnswer={(kind) => notices.write(kind)}
    >
      <p class="govuk-body">{text.choose_lead}</p>
    </Question>
  );
}
