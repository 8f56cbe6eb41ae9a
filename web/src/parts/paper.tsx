// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { QrCode } from "../keep/qr_code";
import { fill, use_language } from "../strings/language";
import type { CasePapers } from "../worker/protocol";

/** What comes out of the printer, and nothing else: a plain sheet of notes. Not seen on the screen. */
export function Paper({ papers, words, code }: { papers: CasePapers; words: boolean; code: boolean }): JSX.Element | null {
  const { t } = use_language();
  if (!words && !code) return null;
  return (
    <div class="hf-paper" aria-hidden="true">
      <p class="hf-paper__heading">{t.keep.paper_heading}</p>
      {papers.case_number !== null && <p>{fill(t.keep.paper_case, { number: papers.case_number })}</p>}
      {words && papers.words !== null && (
        <>
          <p>{t.keep.paper_words}</p>
          <ol class="hf-words">
            {papers.words.map((word, index) => (
              <li key={index}>{word}</li>
            ))}
          </ol>
        </>
      )}
      {code && <QrCode text={papers.qr_text} label={t.keep.qr_label} />}
    </div>
  );
}
