// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { copy_text } from "../keep/copy_text";
import { use_language } from "../strings/language";
import { Button } from "./button";
import { Status } from "./status";

/** `about`: what is copied, where several buttons are alike. */
export function CopyButton({ text, children, about, look }: { text: string; children: string; about?: string; look?: "main" | "second" | "link" }): JSX.Element {
  const { t } = use_language();
  const [news, set_news] = useState("");
  return (
    <div class="hf-copy">
      <Button {...(look === undefined ? {} : { look })} onClick={() => void copy_text(text).then((done) => set_news(done ? t.notices.copied : t.notices.copy_failed))}>
        {children}
        {about !== undefined && <span class="govuk-visually-hidden">: {about}</span>}
      </Button>
      <Status>{news}</Status>
    </div>
  );
}
