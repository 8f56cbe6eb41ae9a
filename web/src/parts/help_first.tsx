// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { HandoverVisit } from "../flow/visit";
import { baked } from "../guide/baked";
import { use_lines_of, use_services_of } from "../guide/use_guide";
import { use_language } from "../strings/language";
import { HelpLines } from "./help_lines";
import { is_page, OutsideLink } from "./outside_link";

/** Who helps somebody under 18, in short: by age and country, as on the screen behind. */
export function HelpFirst({ visit }: { visit: HandoverVisit }): JSX.Element {
  const { t, tag } = use_language();
  const lines = use_lines_of("tell-an-adult", baked.child);
  const { may_be_child, services } = use_services_of(visit);
  const all = may_be_child ? [baked.report_remove[tag], ...services] : services;
  return (
    <section class="hf-card">
      <h2 class="govuk-heading-m">{t.words.first_heading}</h2>
      <p class="govuk-body">{t.words.first}</p>
      <HelpLines lines={lines} brief />
      <ul class="govuk-list">
        {all.flatMap(({ id, url, name }) =>
          url !== undefined && is_page(url)
            ? [
                <li key={id}>
                  <OutsideLink href={url}>{name.say}</OutsideLink>
                </li>,
              ]
            : [],
        )}
      </ul>
    </section>
  );
}
