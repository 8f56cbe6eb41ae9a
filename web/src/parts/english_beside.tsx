// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_language, type Strings } from "../strings/language";
import { en } from "../strings/en";

/** For the choices of a question: `{ value, text, ...english((t) => t.start.yes) }`. Nothing where the language needs none. */
export function use_english(): (of: (t: Strings) => string) => { english?: string } {
  const { t } = use_language();
  return (of) => (t.language.awaiting_review ? { english: of(en) } : {});
}

/** Crisis text, and what decides on the way: where the translation awaits review, the English stands under it. */
export function EnglishBeside({ of }: { of: (t: Strings) => string }): JSX.Element | null {
  const { t } = use_language();
  if (!t.language.awaiting_review) return null;
  return (
    <span class="hf-english">
      <span>{t.language.english_follows} </span>
      <span lang="en">{of(en)}</span>
    </span>
  );
}

/** For the two buttons of the bar: as little as fits under them. */
export function EnglishInBar({ of }: { of: (t: Strings) => string }): JSX.Element | null {
  const { t } = use_language();
  if (!t.language.awaiting_review) return null;
  return (
    <span class="hf-bar__english" lang="en">
      {of(en)}
    </span>
  );
}

/** The English of dated data under its translation, while that awaits review. Nothing where both say the same. */
export function EnglishUnder({ text, shown }: { text: string; shown: string }): JSX.Element | null {
  const { t } = use_language();
  if (!t.language.awaiting_review || text === shown) return null;
  return (
    <span class="hf-english" lang="en">
      {text}
    </span>
  );
}
