// SPDX-License-Identifier: Apache-2.0
// The ways to keep what opens a case: words and a square code on paper, a file, and, where `on_device`, this device. Where others
// may look at the device, paper alone is suggested.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { QrCode } from "../keep/qr_code";
import { fill, use_language } from "../strings/language";
import type { CasePapers } from "../worker/protocol";
import { Button } from "./button";
import { Details } from "./details";
import { KeepAsFile } from "./keep_as_file";
import { KeepOnDevice } from "./keep_on_device";
import { Paper } from "./paper";

interface WaysToKeepProps {
  papers: CasePapers;
  is_shared: boolean;
  on_device: boolean;
  /** The person has seen or saved what opens the case. */
  onKept: () => void;
}

export function WaysToKeep({ papers, is_shared, on_device, onKept }: WaysToKeepProps): JSX.Element {
  const { t } = use_language();
  const [shows_words, show_words] = useState(false);
  const [shows_code, show_code] = useState(false);
  useEffect(() => {
    if (shows_words || shows_code) onKept();
  }, [shows_words, shows_code]);
  const text = t.keep;
  const files = (
    <>
      <KeepAsFile papers={papers} onKept={onKept} />
      {on_device && <KeepOnDevice papers={papers} onKept={onKept} />}
    </>
  );
  return (
    <>
      {is_shared && <p class="govuk-inset-text">{text.paper_only}</p>}
      <section class="hf-card">
        <h2 class="govuk-heading-m">{text.words_heading}</h2>
        {papers.words === null ? (
          <p class="govuk-body">{text.no_words}</p>
        ) : (
          <>
            <p class="govuk-body">{text.words}</p>
            <Button onClick={() => show_words(!shows_words)} expanded={shows_words}>
              {shows_words ? text.words_hide : text.words_show}
            </Button>
            {shows_words && (
              <>
                <ol class="hf-words" translate={false} lang="en">
                  {papers.words.map((word, index) => (
                    <li key={index}>{word}</li>
                  ))}
                </ol>
                {papers.case_number !== null && <p class="govuk-body">{fill(text.paper_case, { number: papers.case_number })}</p>}
                <Button onClick={() => window.print()}>{text.print}</Button>
                <p class="govuk-hint">{text.print_note}</p>
              </>
            )}
          </>
        )}
      </section>
      <section class="hf-card">
        <h2 class="govuk-heading-m">{text.qr_heading}</h2>
        <p class="govuk-body">{text.qr}</p>
        <Button onClick={() => show_code(!shows_code)} expanded={shows_code}>
          {shows_code ? text.qr_hide : text.qr_show}
        </Button>
        {shows_code && (
          <>
            <QrCode text={papers.qr_text} label={text.qr_label} />
            <Button onClick={() => window.print()}>{text.print}</Button>
          </>
        )}
      </section>
      {is_shared ? <Details summary={text.other_ways}>{files}</Details> : files}
      <Paper papers={papers} words={shows_words} code={shows_code} />
    </>
  );
}
