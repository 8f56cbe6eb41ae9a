// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_language } from "../strings/language";
import type { Advice } from "../support/support";
import { SourceNote } from "./source_note";
import { EnglishUnder } from "./english_beside";
import { Details } from "./details";

/** What to do now, one step after the other. Sources stand together at the end, out of the way of somebody in a hurry. */
export function AdviceList({ advice, level = 3 }: { advice: Advice[]; level?: 2 | 3 }): JSX.Element {
  const { t, of } = use_language();
  const Head = level === 2 ? "h2" : "h3";
  return (
    <>
      <ol class="hf-steps">
        {advice.map((entry) => (
          <li key={entry.id} class="hf-step">
            <Head class="govuk-heading-s hf-step__head">
              {of(entry.head)}
              <EnglishUnder text={entry.head.en} shown={of(entry.head)} />
            </Head>
            <p class="govuk-body">
              {of(entry.text)}
              <EnglishUnder text={entry.text.en} shown={of(entry.text)} />
            </p>
          </li>
        ))}
      </ol>
      <Details summary={t.page.source}>
        {advice.map((entry) => (
          <div key={entry.id}>
            <p class="govuk-body-s hf-tight">{of(entry.head)}</p>
            <SourceNote of={entry} about={of(entry.head)} />
          </div>
        ))}
      </Details>
    </>
  );
}
