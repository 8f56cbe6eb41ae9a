// SPDX-License-Identifier: Apache-2.0
// A letter as a PDF file. Its font is fetched when the first one is asked for, and held from then on.
import type { Notice, NoticeLetter } from "../guide/notice_door";
import type { Fetch } from "../service/client";
import { undrawable, write_pdf, type PdfLetter } from "./pdf/letter_pdf";
import { TrueType } from "./pdf/truetype";

/** `no_font`: it did not come. `characters`: what would not be drawn as it is, so that no file is made. */
export type LetterFile = { ok: true; bytes: Uint8Array<ArrayBuffer> } | { ok: false; why: "no_font" } | { ok: false; why: "characters"; characters: string[] };

export const text_of = ({ subject, body }: NoticeLetter): string => `${subject}\n\n${body}`;

/** The letter as it is sent, in English, and the fingerprints that go along. */
export function pdf_of({ subject, body, attachment }: Notice): PdfLetter {
  return { title: subject, language: "en-GB", sections: [{ heading: "", text: body }, ...(attachment === undefined ? [] : [{ heading: attachment.name, text: attachment.text }])] };
}

const most_signs = 20;
/** Characters for a sentence: those that cannot be seen, or that stand on another, by their number. */
export const shown_signs = (characters: readonly string[]): string =>
  characters
    .slice(0, most_signs)
    .map((each) => (/[\p{C}\p{Z}\p{M}]/u.test(each) ? `U+${(each.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}` : each))
    .join(" ");

/** The person's own copy, in their language. */
export const pdf_of_copy = ({ language, subject, body }: NonNullable<Notice["copy"]>): PdfLetter => ({ title: subject, language: `${language}-GB`, sections: [{ heading: "", text: body }] });

export function make_letter_file(fetch_: Fetch, address: string): (letter: PdfLetter) => Promise<LetterFile> {
  let font: TrueType | null = null;
  return async (letter) => {
    try {
      if (font === null) {
        const response = await fetch_(address, { cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" });
        if (!response.ok) return { ok: false, why: "no_font" };
        font = new TrueType(new Uint8Array(await response.arrayBuffer()));
      }
    } catch {
      return { ok: false, why: "no_font" };
    }
    const characters = undrawable(letter, font);
    return characters.length > 0 ? { ok: false, why: "characters", characters } : { ok: true, bytes: await write_pdf(letter, font) };
  };
}
