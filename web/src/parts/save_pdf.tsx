// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { save_file } from "../keep/save_file";
import type { PdfLetter } from "../notices/pdf/letter_pdf";
import { use_notices } from "../notices/use_notices";
import { use_session } from "../state/session_context";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { Status } from "./status";

const name = "letter.pdf";

/** A letter as a PDF file, or why it cannot be one. */
export function SavePdf({ letter, children }: { letter: PdfLetter; children: string }): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const session = use_session();
  const [news, set_news] = useState("");
  const text = t.notices;
  async function save(): Promise<void> {
    set_news(t.page.loading);
    const begun = notices.draft.get()?.letter.reference;
    const file = await session.letter_file(letter);
    // Meanwhile the person may have begun another letter, or left.
    if (notices.draft.get()?.letter.reference !== begun) return;
    if (file.ok) save_file(name, "application/pdf", file.bytes);
    set_news(file.ok ? fill(text.saved, { name }) : file.why === "no_font" ? text.pdf_no_font : fill(text.pdf_signs, { signs: file.characters.slice(0, 20).join(" ") }));
  }
  return (
    <div class="hf-copy">
      <Button onClick={() => void save()}>{children}</Button>
      <Status>{news}</Status>
    </div>
  );
}
