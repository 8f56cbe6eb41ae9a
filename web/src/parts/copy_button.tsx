// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { copy_text } from "../keep/copy_text";
import { Button } from "./button";
import { Status } from "./status";
import { use_news } from "./use_news";

/** `about`: what is copied, where several buttons are alike. */
export function CopyButton({ text, children, about, look }: { text: string; children: string; about?: string; look?: "main" | "second" | "link" }): JSX.Element {
  const [news, set_news] = use_news();
  return (
    <div class="hf-copy">
      <Button {...(look === undefined ? {} : { look })} onClick={() => void copy_text(text).then((done) => set_news((all) => (done ? all.notices.copied : all.notices.copy_failed)))}>
        {children}
        {about !== undefined && <span class="govuk-visually-hidden">: {about}</span>}
      </Button>
      <Status>{news}</Status>
    </div>
  );
}
