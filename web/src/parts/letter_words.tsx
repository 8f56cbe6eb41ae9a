// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Notice } from "../guide/notice_door";
import { longest } from "../notices/facts";
import { use_notices } from "../notices/use_notices";
import { use_language } from "../strings/language";
import { Button } from "./button";
import { LetterText } from "./letter_text";
import { Status } from "./status";
import { TextField } from "./text_field";
import { use_news } from "./use_news";

/** The letter to be read, and to be changed in its place: what is copied, saved, mailed and printed is what stands here. */
export function LetterWords({ notice }: { notice: Notice }): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const [edits, edit] = useState(false);
  const [news, set_news] = use_news();
  const place = useRef<HTMLDivElement>(null);
  const words = notices.draft.get()?.words ?? null;
  const text = t.notices;
  // While it is typed, what was typed stands here, not what the guide makes of it.
  const { subject, body } = words ?? notice;
  return (
    <div ref={place} tabIndex={-1} class="hf-heading">
      {edits ? (
        <>
          <p class="govuk-body">{text.edit_lead}</p>
          <TextField id="letter-subject" label={text.edit_subject} value={subject} onChange={(typed) => notices.set_words({ subject: typed, body })} longest={longest.line} />
          <TextField id="letter-body" kind="lines" rows={22} label={text.letter_label} value={body} onChange={(typed) => notices.set_words({ subject, body: typed })} longest={longest.letter} />
        </>
      ) : (
        <LetterText letter={notice} />
      )}
      {words !== null && <p class="govuk-body">{text.edited}</p>}
      <div class="hf-row">
        <Button
          onClick={() => {
            edit(!edits);
            set_news(null);
          }}
          expanded={edits}
        >
          {edits ? text.edit_done : text.edit}
        </Button>
        {words !== null && (
          <Button
            look="link"
            onClick={() => {
              notices.set_words(null);
              set_news((all) => all.notices.edit_undone);
              place.current?.focus({ preventScroll: true }); // the button that was pressed is gone
            }}
          >
            {t.messages.reset}
          </Button>
        )}
      </div>
      <Status>{news}</Status>
    </div>
  );
}
