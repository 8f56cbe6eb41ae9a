// SPDX-License-Identifier: Apache-2.0
import { Fragment, type JSX } from "preact";
import type { NoticeLetter } from "../guide/notice_door";
import { use_language } from "../strings/language";
import { with_references } from "./with_references";

/** A letter to be read: English, unless it is the person's own copy. Gaps stand in square brackets. */
export function LetterText({ letter, language = "en" }: { letter: NoticeLetter; language?: string }): JSX.Element {
  const { t } = use_language();
  return (
    <article class="hf-letter" aria-label={t.notices.letter_label} lang={language}>
      <p class="hf-letter__subject">{letter.subject}</p>
      {letter.body
        .trimEnd()
        .split(/\n{2,}/)
        .map((paragraph, index) => (
          <p key={index} class="hf-letter__paragraph">
            {marked(paragraph)}
          </p>
        ))}
    </article>
  );
}

/** Gaps stand out. What is typed in square brackets does, too: no harm. */
function marked(paragraph: string): JSX.Element[] {
  return paragraph.split(/(\[[^\]\n]+\])/).map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : <Fragment key={index}>{with_references(part)}</Fragment>));
}
