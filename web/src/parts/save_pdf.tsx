// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { save_file } from "../keep/save_file";
import { shown_signs } from "../notices/letter_file";
import type { PdfLetter } from "../notices/pdf/letter_pdf";
import { use_notices } from "../notices/use_notices";
import { use_session } from "../state/session_context";
import { fill } from "../strings/language";
import { Button } from "./button";
import { Status } from "./status";
import { use_news } from "./use_news";

const name = "letter.pdf";

/** A letter as a PDF file, or why it cannot be one. */
export function SavePdf({ letter, children }: { letter: PdfLetter; children: string }): JSX.Element {
  const notices = use_notices();
  const session = use_session();
  const [news, set_news] = use_news();
  async function save(): Promise<void> {
    set_news((all) => all.page.loading);
    const begun = notices.draft.get()?.letter.reference;
    const file = await session.letter_file(letter);
    // Meanwhile the person may have begun another letter, or left.
    if (notices.draft.get()?.letter.reference !== begun) return;
    if (file.ok) save_file(name, "application/pdf", file.bytes);
    if (file.ok) set_news((all) => fill(all.notices.saved, { name }));
    else if (file.why === "no_font") set_news((all) => all.notices.pdf_no_font);
    else set_news((all) => fill(all.notices.pdf_signs, { signs: shown_signs(file.characters) }));
  }
  return (
    <div class="hf-copy">
      <Button onClick={() => void save()}>{children}</Button>
      <Status>{news}</Status>
    </div>
  );
}
