// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_crisis_lines } from "../guide/use_guide";
import { use_language } from "../strings/language";
import { EnglishBeside } from "./english_beside";
import { HelpLines } from "./help_lines";

export const help_panel_id = "help-now";

/** Crisis help: on every screen, always in the same place, at the end of the page; "Help now" at the top leads here. */
export function HelpPanel(): JSX.Element {
  const { t } = use_language();
  const lines = use_crisis_lines();
  return (
    <section class="hf-help" aria-labelledby={help_panel_id}>
      <div class="hf-width">
        <h2 id={help_panel_id} class="govuk-heading-m" tabIndex={-1}>
          {t.help.heading}
          <EnglishBeside of={(english) => english.help.heading} />
        </h2>
        <p class="govuk-body">
          {t.help.lead}
          <EnglishBeside of={(english) => english.help.lead} />
        </p>
        <HelpLines lines={lines} />
      </div>
    </section>
  );
}
