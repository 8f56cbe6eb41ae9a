// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { Notice } from "../guide/notice_door";
import { copy_text } from "../keep/copy_text";
import { save_file } from "../keep/save_file";
import { longest, whole_text } from "../notices/facts";
import { pdf_of, text_of } from "../notices/letter_file";
import { use_notices } from "../notices/use_notices";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { SavePdf } from "./save_pdf";
import { Status } from "./status";
import { TextField } from "./text_field";
import { use_news } from "./use_news";

/** By mail, as a file, on the clipboard. */
export function TakeAlong({ notice }: { notice: Notice }): JSX.Element {
  const { t, tag } = use_language();
  const notices = use_notices();
  const [news, set_news] = use_news();
  const text = t.notices;
  const has_mail = notice.fields === undefined;
  const saved = (name: string): void => set_news((all) => fill(all.notices.saved, { name }));
  return (
    <section>
      <h2 class="govuk-heading-m">{text.take_heading}</h2>
      <p class="govuk-body">{text.take_lead}</p>
      <p class="govuk-hint">{text.saved_stays}</p>
      <p class="govuk-hint">{t.keep.print_note}</p>
      {has_mail && (
        <>
          <TextField
            id="notice-recipient"
            label={text.recipient}
            hint={text.recipient_hint}
            value={notices.said().recipient ?? ""}
            onChange={(recipient) => notices.say({ ...notices.said(), recipient: whole_text(recipient).trim() })}
            longest={longest.line}
          />
          <p class="govuk-hint">
            {text.mail_note} {!notice.mailto.whole && text.mail_long}
          </p>
          <p class="govuk-body hf-tight">
            <a
              class="govuk-button govuk-button--secondary hf-mail"
              href={notice.mailto.url}
              rel="noreferrer"
              onClick={() => {
                if (!notice.mailto.whole) void copy_text(notice.body).then((done) => set_news((all) => (done ? all.notices.mail_pasted : all.notices.copy_failed)));
              }}
            >
              {text.mail}
            </a>
          </p>
        </>
      )}
      <div class="hf-actions">
        <Button
          onClick={() => {
            save_file("letter.txt", "text/plain;charset=utf-8", text_of(notice));
            saved("letter.txt");
          }}
        >
          {text.save_text}
        </Button>
        {has_mail && (
          <Button
            onClick={() => {
              const { eml } = notices.letter(tag, true) ?? {};
              if (eml === undefined) return;
              save_file("letter.eml", "message/rfc822", eml);
              saved("letter.eml");
            }}
          >
            {text.save_mail}
          </Button>
        )}
        <SavePdf letter={pdf_of(notice)}>{text.save_pdf}</SavePdf>
        <Button onClick={() => window.print()}>{text.print}</Button>
        {notice.attachment !== undefined && (
          <Button
            onClick={() => {
              if (notice.attachment === undefined) return;
              save_file(notice.attachment.name, "text/plain;charset=utf-8", notice.attachment.text);
              saved(notice.attachment.name);
            }}
          >
            {text.save_fingerprints}
          </Button>
        )}
      </div>
      {notice.attachment !== undefined && <p class="govuk-hint">{text.fingerprints_beside}</p>}
      <Status>{news}</Status>
    </section>
  );
}
