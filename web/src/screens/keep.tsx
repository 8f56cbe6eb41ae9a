// SPDX-License-Identifier: Apache-2.0
// Keeping the way back in: on paper, as a file, or on this device. On a shared device paper alone is suggested.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Details } from "../parts/details";
import { Heading } from "../parts/heading";
import { KeepAsFile } from "../parts/keep_as_file";
import { KeepOnDevice } from "../parts/keep_on_device";
import { Paper } from "../parts/paper";
import { Status } from "../parts/status";
import { QrCode } from "../keep/qr_code";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";

export function Keep(): JSX.Element | null {
  const { t } = use_language();
  const session = use_session();
  const papers = use_store(session.papers);
  const is_shared = use_store(session.shared_device) !== false;
  const [shows_words, show_words] = useState(false);
  const [shows_code, show_code] = useState(false);
  const is_kept = !use_store(session.unkept);
  const [warns, warn] = useState(false);
  useEffect(() => {
    if (shows_words || shows_code) session.unkept.set(false);
  }, [session, shows_words, shows_code]);
  if (papers === null) return null;
  const text = t.keep;
  const on_kept = (): void => session.unkept.set(false);
  function go_on_without(): void {
    session.unkept.set(false);
    session.go({ kind: "go_on" });
  }
  const files = (
    <>
      <KeepAsFile papers={papers} onKept={on_kept} />
      <KeepOnDevice papers={papers} onKept={on_kept} />
    </>
  );
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
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
      <Status>{warns ? text.without_warning : is_kept ? "" : text.none_yet}</Status>
      {is_kept ? (
        <Button look="main" onClick={() => session.go({ kind: "go_on" })}>
          {t.page.go_on}
        </Button>
      ) : (
        <Button look={warns ? "second" : "link"} onClick={() => (warns ? go_on_without() : warn(true))}>
          {text.go_on_without}
        </Button>
      )}
      <Paper papers={papers} words={shows_words} code={shows_code} />
    </>
  );
}
