// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { MessageDraft } from "../../guide/door";
import { drafts_of } from "../../guide/interview";
import { use_guide } from "../../guide/use_guide";
import { Button } from "../../parts/button";
import { GuideMissing } from "../../parts/guide_missing";
import { Heading } from "../../parts/heading";
import { MessageText } from "../../parts/message_text";
import { OthersSee } from "../../parts/others_see";
import { SelectField } from "../../parts/select_field";
import { use_session } from "../../state/session_context";
import { use_language } from "../../strings/language";

/** Texts to prepare friends and family, in several tones; and what others can see. Nothing is sent from here. */
export function Messages(): JSX.Element {
  const { t, tag } = use_language();
  const session = use_session();
  const { guide, visit } = use_guide();
  const [to, set_to] = useState<string>("");
  const text = t.messages;
  const drafts = drafts_of(guide, visit, tag);
  const groups = [...new Set(drafts.map((draft) => draft.to))];
  const first = groups[0];
  const now = groups.find((group) => group === to) ?? first;
  const name = (group: MessageDraft["to"]): string => text.groups[group];
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
      <p class="govuk-body">{text.safe}</p>
      <GuideMissing />
      {first !== undefined && now !== undefined && (
        <>
          <SelectField id="message-to" label={text.to} value={now === first ? "" : now} onChange={set_to} none={name(first)} choices={groups.slice(1).map((group) => ({ value: group, text: name(group) }))} />
          <MessageText key={now} id="message" drafts={drafts.filter((draft) => draft.to === now)} />
        </>
      )}
      <OthersSee />
      <Button onClick={() => session.sheet.set(null)}>{t.done_list.back}</Button>
    </>
  );
}
